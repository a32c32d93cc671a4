"""What may go wrong between us and a database, told apart by the database's own codes, never by its words.

Its words may hold what somebody typed ("Key (address)=(…) already exists"), so they are neither shown nor logged.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from sqlalchemy import exc
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from crimemap.settings import Refusal


class Unavailable(Refusal):
    """The database cannot be used now. The sentence is for operators; visitors get a page, and the figures."""


class Fault(StrEnum):
    """What went wrong, as the log names it."""

    BUSY = "busy"
    AWAY = "away"
    FULL = "the disk is full"
    READ_ONLY = "it cannot be written to"
    BEHIND = "its tables are not this version's"
    UNFIT = "a value that it cannot hold"
    UNKNOWN = "unknown"

    @property
    def is_passing(self) -> bool:
        """Whether trying again may help: a 503 rather than a 500."""
        return self in {Fault.BUSY, Fault.AWAY, Fault.FULL, Fault.READ_ONLY, Fault.BEHIND}


# SQLSTATE: two letters stand for the class where no five are listed.
_POSTGRESQL: Final = {
    "08": Fault.AWAY,
    "22": Fault.UNFIT,
    "25006": Fault.READ_ONLY,
    "28": Fault.AWAY,
    "3D": Fault.AWAY,
    "40001": Fault.BUSY,
    "40P01": Fault.BUSY,
    "42P01": Fault.BEHIND,
    "42703": Fault.BEHIND,
    "53": Fault.BUSY,
    "53100": Fault.FULL,
    "55P03": Fault.BUSY,
    "57014": Fault.BUSY,
    "57P": Fault.AWAY,
}
_SQLITE: Final = {
    "SQLITE_BUSY": Fault.BUSY,
    "SQLITE_LOCKED": Fault.BUSY,
    "SQLITE_FULL": Fault.FULL,
    "SQLITE_READONLY": Fault.READ_ONLY,
    "SQLITE_PERM": Fault.READ_ONLY,
    "SQLITE_CANTOPEN": Fault.AWAY,
    "SQLITE_IOERR": Fault.AWAY,
    "SQLITE_NOTADB": Fault.AWAY,
    "SQLITE_CORRUPT": Fault.AWAY,
    "SQLITE_SCHEMA": Fault.BEHIND,
    "SQLITE_TOOBIG": Fault.UNFIT,
}


def fault_of(error: SQLAlchemyError) -> Fault:
    """What kind of fault an error of SQLAlchemy is."""
    if isinstance(error, exc.TimeoutError):
        return Fault.BUSY  # no connection of the pool came free
    if not isinstance(error, DBAPIError):
        return Fault.UNKNOWN
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return _of_sqlite(name, str(error.orig))
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return _without_a_state(error)
    return next(
        (_POSTGRESQL[state[:size]] for size in (5, 3, 2) if state[:size] in _POSTGRESQL), Fault.UNKNOWN
    )


def _of_sqlite(name: str, words: str) -> Fault:
    if name == "SQLITE_ERROR" and words.startswith("no such "):
        return Fault.BEHIND
    base = "_".join(name.split("_")[:2])  # SQLITE_READONLY_DBMOVED is a way to be SQLITE_READONLY
    return _SQLITE.get(base, Fault.UNKNOWN)


def _without_a_state(error: DBAPIError) -> Fault:
    """psycopg itself refused: it got no connection, lost it, or was given what no text may hold (NUL)."""
    kind = type(error).__name__
    return {"OperationalError": Fault.AWAY, "InterfaceError": Fault.AWAY, "DataError": Fault.UNFIT}.get(
        kind, Fault.UNKNOWN
    )
