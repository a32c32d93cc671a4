"""The blueprint that every page for visitors is registered on, whichever audience's file makes it, and what holds
before each of them.

`public` has a Welsh twin of each of its addresses. Pages in `web/public`, `web/meetings` and `web/feeds` stand on it,
so that `href` finds them all.
"""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, abort, redirect, request
from werkzeug.exceptions import NotFound, RequestURITooLarge

from crimemap import language, places
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.web import site

public = Blueprint("public", __name__)
machines = Blueprint("machines", __name__)

_LONGEST_QUERY: Final = 2_000


@public.url_value_preprocessor
def prepare(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before every public page: is its language on, which release is it made from, which area is it about."""
    if (endpoint or "").startswith("public_cy.") and language.current() != "cy":
        raise NotFound
    if len(request.query_string) > _LONGEST_QUERY:
        raise RequestURITooLarge
    release = site.current_release()
    if values and "area" in values:
        code = values["area"]
        area = places.by_code(release, code)
        if area is None:
            _follow(release, str(endpoint), values)
            raise site.NoFigures(
                _("There is no area with the code %(code)s here.", code=site.said_back(code))
            )
        if area.code != code:
            abort(redirect(_same_leaf(str(endpoint), values, area), 301))
        values["area"] = area


def _follow(release: Release, endpoint: str, values: dict[str, Any]) -> None:
    """Lead an old code on: to the area that took its place, or to a page that names the several that did."""
    after = places.successors(release, values["area"])
    if not after:
        return
    addresses = tuple(_same_leaf(endpoint, values, area) for area in after)
    if len(after) == 1:
        abort(redirect(addresses[0], 301))
    rule = request.url_rule.rule if request.url_rule else ""
    abort(site.divided(release, values["area"], after, addresses, data="." in rule.rpartition("/")[2]))


def _same_leaf(endpoint: str, values: dict[str, Any], area: Area) -> str:
    """The address of the same thing about `area`, with the query as it came."""
    query = "?" + request.query_string.decode("latin-1") if request.query_string else ""
    return site.adapter().build(endpoint, {**values, "area": area.code}) + query
