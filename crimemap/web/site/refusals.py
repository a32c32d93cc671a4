"""What was refused, in the log: which route and why, and nothing of who asked or what was sent."""

from __future__ import annotations

from typing import Final

import structlog
from flask import Response, request

_log = structlog.get_logger(__name__)
_TELLING: Final = {
    400: "not a form of this site, or not readable",
    403: "not allowed, or sent from another site",
    413: "too large",
    415: "not of a kind that is taken",
    429: "too often",
}


def note(response: Response) -> Response:
    """For after_request."""
    if response.status_code in _TELLING:
        route = request.url_rule.rule if request.url_rule is not None else "no route"
        _log.warning(
            "web.refused",
            status=response.status_code,
            why=_TELLING[response.status_code],
            method=request.method,
            route=route,
        )
    return response
