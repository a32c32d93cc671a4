"""Signed-in work: press officers and those who approve write, check, publish and take down."""

from __future__ import annotations

from flask import Flask

from crimemap.web.newsroom.blueprint import ANYBODY, allows, newsroom

__all__ = ["ANYBODY", "allows", "init_app", "newsroom"]


def init_app(app: Flask) -> None:
    """Every newsroom route."""
    app.register_blueprint(newsroom)
