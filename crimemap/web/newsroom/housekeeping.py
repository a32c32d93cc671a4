"""What is due is erased by itself: once a day, after the first signed-in work that changes something was answered.

Never before a visitor's page, and never in the transaction of somebody's work. Where nobody works for days, the timer
of docs/hosting.md runs `crimemap retention run`.
"""

from __future__ import annotations

import datetime as dt
import threading
from typing import Final

import structlog
from flask import Flask, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from crimemap.editorial import retention
from crimemap.editorial.database import Database
from crimemap.editorial.faults import Unavailable, fault_of
from crimemap.web import site
from crimemap.web.newsroom.blueprint import newsroom
from crimemap.web.site.written import SAFE

_KEPT: Final = "crimemap.housekeeping"
_log = structlog.get_logger(__name__)


class Housekeeping:
    """For one worker: on which day it last saw to it, so that the database is not asked at every request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done: dt.date | None = None

    def is_due(self, today: dt.date) -> bool:
        """True once a day, for one request."""
        with self._lock:
            due, self._done = self._done != today, today
        return due

    def keep(self, database: Database, now: dt.datetime) -> None:
        """Whatever goes wrong is tried again at the next request, and told to the log alone."""
        try:
            if done := retention.keep_daily(database, now):
                _log.info("retention.kept", erased=done)
        except (SQLAlchemyError, Unavailable) as fault:
            self._done = None
            _log.error(
                "retention.failed",
                fault=str(fault_of(fault) if isinstance(fault, SQLAlchemyError) else fault),
            )


def init_app(app: Flask) -> None:
    """One for each application, hence for each worker."""
    app.extensions[_KEPT] = Housekeeping()


@newsroom.after_request
def see_to_it(response: Response) -> Response:
    """After the answer has gone."""
    housekeeping: Housekeeping = current_app.extensions[_KEPT]
    now = site.now()
    if request.method not in SAFE and housekeeping.is_due(now.date()):
        database = site.database()
        response.call_on_close(lambda: housekeeping.keep(database, now))
    return response
