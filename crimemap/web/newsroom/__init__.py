"""Signed-in work: press officers and those who approve write, check, publish and take down."""

from __future__ import annotations

from flask import Flask

from crimemap.web.newsroom import (  # noqa: F401  # each registers its routes
    accounts,
    announcements,
    audit,
    bar,
    branding,
    calendar,
    concerns,
    convictions,
    convictions_batch,
    convictions_desk,
    desk,
    housekeeping,
    identity,
    leaflets,
    links,
    meetings,
    meetings_dates,
    my_account,
    nominations,
    openid,
    payback,
    posters,
    presenter,
    records,
    records_import,
    saving,
    says,
    setting_up,
    signing_in,
    stories,
    surveys,
    surveys_desk,
)
from crimemap.web.newsroom.blueprint import ANYBODY, allows, newsroom

__all__ = ["ANYBODY", "allows", "init_app", "newsroom"]


def init_app(app: Flask) -> None:
    """Every newsroom route."""
    identity.init_app(app)
    app.extensions["crimemap.ask_again"] = signing_in.ask_again
    housekeeping.init_app(app)
    app.register_blueprint(newsroom)
