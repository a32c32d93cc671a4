"""How often somebody may try to get in, counted across workers; and the answer when it was too often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Final

import structlog
from flask import request

from crimemap.cache import Page
from crimemap.editorial import attempts
from crimemap.language import ngettext
from crimemap.web import site

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` attempts at `what` within a time."""

    what: str
    most: int
    within: timedelta


_QUARTER: Final = timedelta(minutes=15)
PASSWORD: Final = Limit("sign in", 10, _QUARTER)
CODE: Final = Limit("second factor", 8, _QUARTER)
ADDRESS: Final = Limit("from an address", 60, _QUARTER)
"""An office of many people has one network address."""
LETTER: Final = Limit("forgotten password", 3, timedelta(hours=1))


def within(limit: Limit, who: str) -> bool:
    """Count one attempt."""
    return attempts.allowed(
        site.session(), limit.what, who, most=limit.most, within=limit.within, now=site.now()
    )


def well_done(limit: Limit, who: str) -> None:
    """It went well: earlier attempts no longer count."""
    attempts.forget(site.session(), limit.what, who)


def too_many(limit: Limit, who: str) -> Page:
    """429, when to try again, and the same whether an account exists or not."""
    left = attempts.wait(
        site.session(), limit.what, who, most=limit.most, within=limit.within, now=site.now()
    )
    seconds = max(1, ceil(left.total_seconds()))
    minutes = ceil(seconds / 60)
    said = ngettext(
        "There were too many attempts. Try again in %(num)s minute.",
        "There were too many attempts. Try again in %(num)s minutes.",
        minutes,
    )
    answer = site.page("newsroom/accounts/wait.html", status=429, said=said)
    answer.headers["Retry-After"] = str(seconds)
    _log.warning("sign_in.too_many", what=limit.what)
    return answer


def here() -> str:
    """The network address that asks; behind a proxy, what the trusted one says."""
    return request.remote_addr or "unknown"
