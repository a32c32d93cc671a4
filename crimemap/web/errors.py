"""What is said when a page cannot be shown: what happened, and what the visitor can do next.

No page of this file needs a release, so that each of them works when nothing else does.
"""

from __future__ import annotations

import traceback

import structlog
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    HTTPException,
    InternalServerError,
    ServiceUnavailable,
)

from crimemap.editorial.faults import Fault, Unavailable, fault_of
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Gone
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.site import written

_log = structlog.get_logger(__name__)


class _Denied(Forbidden):
    """A refusal of the editorial room; `description` is its sentence."""


class _Waiting(ServiceUnavailable):
    """The database does not do what was asked; `description` is the sentence for whoever asked."""


_WITH_REASON = (site.BadQuery, site.NoFigures, _Denied, _Waiting)


def init_app(app: Flask) -> None:
    """Every error that Flask can raise, in our look."""
    app.register_error_handler(HTTPException, http_error)
    app.log_exception = _say_nothing  # type: ignore[method-assign]  # http_error says what may be said
    app.register_error_handler(site.NoRelease, no_release)
    app.register_error_handler(Denied, denied)
    app.register_error_handler(Gone, gone)
    app.register_error_handler(Unavailable, unavailable)
    app.register_error_handler(SQLAlchemyError, database_fault)


def http_error(error: HTTPException) -> ResponseReturnValue:
    """One page for every status, headers such as Allow and Retry-After kept."""
    if error.code == 404 and (better := _without_slash()):
        return redirect(better, 308)
    if isinstance(error, InternalServerError) and error.original_exception is not None:
        _log.error("web.failed", route=str(request.url_rule), **_where(error.original_exception))
    code = error.code or 500
    title, advice = _said(code) if not isinstance(error, written.Foreign) else _foreign()
    reason = error.description if isinstance(error, _WITH_REASON) else None
    response = site.page(
        "errors/error.html", status=code, title=title, reason=reason, advice=advice, code=code
    )
    for name, value in error.get_headers(request.environ):
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response


def _say_nothing(exc_info: object) -> None:
    """In the place of Flask's own, which writes down the words of a fault."""


def _where(fault: BaseException) -> dict[str, str]:
    """What failed and where in the code; never a fault's own words, which may hold what somebody typed."""
    frames = traceback.extract_tb(fault.__traceback__)
    return {
        "fault": type(fault).__name__,
        "at": " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(frames[-6:])),
    }


def no_release(error: site.NoRelease) -> ResponseReturnValue:
    """Nothing is published yet, or what is published cannot be read: say so, to visitors and to operators."""
    _log.error("web.no_release", fault=str(error))
    response = site.page("errors/no_release.html", status=503)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = "300"
    return response


def denied(refusal: Denied) -> ResponseReturnValue:
    """An editorial call refused the person who asked: 403 with its sentence, and a line in the log."""
    _log.warning("web.denied", path=request.path)
    return http_error(_Denied(str(refusal)))


def gone(refusal: Gone) -> ResponseReturnValue:
    """What a form was about is not there, or is past that: 404 with its sentence."""
    return http_error(site.NoFigures(str(refusal)))


def unavailable(refusal: Unavailable) -> ResponseReturnValue:
    """What people write cannot be reached: 503, and the reason in the log alone."""
    _log.error("web.database", path=request.path, fault=str(refusal))
    return http_error(_Waiting(_away(), retry_after=30))


def database_fault(error: SQLAlchemyError) -> ResponseReturnValue:
    """The database refused. Its own words may hold what somebody typed: they are neither shown nor logged."""
    fault = fault_of(error)
    _log.error("web.database", path=request.path, fault=str(fault), kind=type(error).__name__)
    if fault is Fault.UNFIT:
        return http_error(BadRequest())
    if fault is Fault.BUSY:
        said = _("Somebody else is changing something at this moment. Nothing of yours was done: try again.")
        return http_error(_Waiting(said, retry_after=5))
    return http_error(_Waiting(_away(), retry_after=30) if fault.is_passing else InternalServerError())


def _away() -> str:
    return _(
        "What people write here cannot be reached right now, so nothing was changed. The figures can: start from"
        " the start page."
    )


def _without_slash() -> str | None:
    """The address meant by one that ends in a slash too many; only ever an address of this site."""
    path = request.path.rstrip("/")
    if path == request.path or not path or path.startswith("//"):
        return None
    try:
        endpoint, values = site.adapter().match(path, method="GET")
    except HTTPException:
        return None
    return site.adapter().build(endpoint, values)


def _foreign() -> tuple[str, str]:
    """Whoever reads it did nothing wrong: visitors have no account that could allow or forbid anything."""
    return _("This could not be sent"), _(
        "Nothing was changed. Your browser did not say that the form came from this site. Open the page again, from the"
        " link that led you to it, and press its button once more."
    )


def _said(code: int) -> tuple[str, str]:
    """Title and advice for a status."""
    known = {
        400: (_("This address cannot be read"), _("Part of it is not as this site expects. Check it, or start again.")),
        403: (_("You cannot do this"), _("Your account does not allow it.")),
        404: (_("Page not found"), _("If you typed the address, check it. If you followed a link, it is an old one.")),
        405: (_("This page can only be read"), _("The request tried to send something to a page that takes nothing.")),
        410: (_("This page is no longer published"), _("What stood here was published for a time that is over.")),
        413: (_("This file is too large"), _("Send a smaller one. The page that takes it says how large it may be.")),
        414: (_("This address is too long"), _("Shorten it, or start again.")),
        429: (_("Too many requests"), _("Wait a minute, then try again.")),
        503: (_("This page is being made"), _("Many people want it at once. Try again in a few seconds.")),
    }  # fmt: skip
    if code in known:
        return known[code]
    if code < 500:
        return known[400]
    return _("Sorry, something went wrong"), _(
        "It is our fault, and it has been recorded. Try again in a few minutes."
    )
