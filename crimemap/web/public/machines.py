"""Addresses for machines: health, robots, the icon."""

from __future__ import annotations

from typing import Final

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from crimemap import brief
from crimemap.cache import Page
from crimemap.web import site
from crimemap.web.public.blueprint import machines

_NOT_FOUND_BY_SEARCH: Final = ("/search", "/convictions/", "/payback/nominations/")
"""Addresses that hold what somebody typed, a person (rule C12) or a receipt."""


@machines.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Whether this worker can serve, for machines: 200 with the release's id, or 503."""
    release = current_app.extensions["crimemap.served"].release_id()
    answer = jsonify(status="ok" if release else "no release", release=release)
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200 if release else 503


@machines.get("/robots.txt")
def robots() -> Page:
    """Search engines are kept from invented places; of real ones from search results, signed-in work and persons."""
    release = current_app.extensions["crimemap.served"].release()
    if brief.is_invented(release):
        rules = ["Disallow: /"]
    else:
        private = [
            f"Disallow: {prefix}{path}" for prefix in ("", site.WELSH_PREFIX) for path in _NOT_FOUND_BY_SEARCH
        ]
        open_all_the_same = [f"Allow: {prefix}/convictions/ledger" for prefix in ("", site.WELSH_PREFIX)]
        rules = [*open_all_the_same, *private, "Disallow: /newsroom"]
    return site.plain("\n".join(["User-agent: *", *rules, ""]), "text/plain")


@machines.get("/favicon.svg")
@machines.get("/favicon.ico")
def favicon() -> Page:
    """The mark of the header; browsers that ask for .ico take an SVG by its type."""
    return site.plain(site.MARK, "image/svg+xml")
