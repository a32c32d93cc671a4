"""Addresses for machines: health, robots, the icon."""

from __future__ import annotations

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from crimemap import brief
from crimemap.cache import Page
from crimemap.web import site
from crimemap.web.public.blueprint import machines


@machines.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Whether this worker can serve, for machines: 200 with the release's id, or 503."""
    release = current_app.extensions["crimemap.served"].release_id()
    answer = jsonify(status="ok" if release else "no release", release=release)
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200 if release else 503


@machines.get("/robots.txt")
def robots() -> Page:
    """Search engines are kept from invented places, and from search results of real ones."""
    release = current_app.extensions["crimemap.served"].release()
    rule = "Disallow: /" if brief.is_invented(release) else "Disallow: /search\nDisallow: /cy/search"
    return site.plain(f"User-agent: *\n{rule}\n", "text/plain")


@machines.get("/favicon.svg")
@machines.get("/favicon.ico")
def favicon() -> Page:
    """The mark of the header; browsers that ask for .ico take an SVG by its type."""
    return site.plain(site.MARK, "image/svg+xml")
