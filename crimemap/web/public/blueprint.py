"""The blueprint that every page for residents is registered on, and what holds before each of them."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, abort, redirect, request
from werkzeug.exceptions import NotFound, RequestURITooLarge

from crimemap import language, places
from crimemap.language import gettext as _
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
            raise site.NoFigures(
                _("There is no area with the code %(code)s here.", code=site.said_back(code))
            )
        if area.code != code:
            query = "?" + request.query_string.decode("latin-1") if request.query_string else ""
            abort(redirect(site.adapter().build(str(endpoint), {**values, "area": area.code}) + query, 301))
        values["area"] = area
