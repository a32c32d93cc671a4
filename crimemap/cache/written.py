"""The editorial revision as the cache needs it: known without asking the database at every request.

A page that shows what people wrote is kept under the revision that it was made from. Each worker asks for it at most
once a second, so that what is taken down is in no answer of any worker a second later; the worker that took it down
asks again at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import inspect, select
from sqlalchemy.exc import SQLAlchemyError

from crimemap.editorial.database import Database
from crimemap.editorial.faults import fault_of
from crimemap.editorial.revision import Revision

ASK_EVERY: Final = 1.0
"""Seconds between two questions of one worker (rule C8 allows 60)."""

_AFTER_SILENCE: Final = 5.0
"""Seconds until a database that did not answer is asked again."""

_AT_MOST: Final = 0.5
"""Seconds that a request waits for another one's question; then it takes the number that was known before."""

_NUMBER: Final = select(Revision.number).where(Revision.id == 1)

_log = structlog.get_logger(__name__)


class RevisionWatch:
    """The editorial revision of one installation, for one worker. Opens nothing until it is asked."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._asking = threading.Lock()
        self._known: int | None = None
        self._good_until = float("-inf")
        self._forgotten = 0

    def number(self) -> int | None:
        """The revision, a second old at most. 0: nothing was ever published; None: it was never to be known.

        A database that does not answer leaves the last number standing: nobody can change anything meanwhile.
        """
        if self._clock() < self._good_until:
            return self._known
        must_know = self._known is None or self._good_until == float("-inf")
        if self._asking.acquire(timeout=_AT_MOST if must_know else 0):
            try:
                if self._clock() >= self._good_until:
                    self._ask()
            finally:
                self._asking.release()
        return self._known

    def forget(self) -> None:
        """After a commit in this process: ask again before the next answer."""
        self._forgotten += 1
        self._good_until = float("-inf")

    def _ask(self) -> None:
        before = self._forgotten
        try:
            self._known, good_for = self._read(), ASK_EVERY
        except SQLAlchemyError as fault:
            _log.warning("cache.no_revision", fault=str(fault_of(fault)))
            good_for = _AFTER_SILENCE
        if before == self._forgotten:  # else a commit came in between: what was read may be of before
            self._good_until = self._clock() + good_for

    def _read(self) -> int:
        """Past the session: no migration is looked for, and no file is made, where nobody has written anything."""
        database = self._database
        if database.is_embedded and not Path(str(database.url.database)).exists():
            return 0
        try:
            with database.engine.connect() as connection:
                return connection.scalar(_NUMBER) or 0
        except SQLAlchemyError:
            if inspect(database.engine).has_table(Revision.__tablename__):
                raise
            return 0
