"""How each of the two databases is opened: what is kept when the current fails, who waits for whom and how long."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import ArgumentError

from crimemap.settings import Refusal

WAIT_SECONDS: Final = 20
"""How long a writer waits for another before it is told to try again; a worker is given 60."""

_CONNECT_SECONDS: Final = 4
_THREADS: Final = 8
"""Of a worker; a thread may need a second connection for housekeeping."""

_PRAGMAS: Final = (
    "journal_mode=WAL",  # readers do not wait for a writer
    "synchronous=FULL",  # what was acknowledged survives a killed worker and a lost current
    "foreign_keys=ON",
    "secure_delete=ON",  # what is erased is overwritten
    "journal_size_limit=67108864",
)
_POSTGRESQL: Final = (
    f"SET lock_timeout = '{WAIT_SECONDS}s'",
    f"SET statement_timeout = '{WAIT_SECONDS + 10}s'",
    "SET idle_in_transaction_session_timeout = '120s'",  # a worker that was lost holds no lock for ever
    "SET synchronous_commit = on",
)


def checked(text: str) -> URL:
    """Raises Refusal for an address that cannot be meant."""
    try:
        found = make_url(text)
    except ArgumentError as fault:
        raise Refusal(
            "CRIMEMAP_DATABASE_URL cannot be used: expected postgresql://… or sqlite:///…."
        ) from fault
    backend = found.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        return found.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and found.database and found.database != ":memory:":
        return found
    raise Refusal(
        f"CRIMEMAP_DATABASE_URL = {named(found)} cannot be used: expected postgresql://… or sqlite:///file."
    )


def named(url: URL) -> str:
    """As it may be said: without the password."""
    return url.render_as_string(hide_password=True)


def is_embedded(url: URL) -> bool:
    """Whether it is a file of this machine."""
    return url.get_backend_name() == "sqlite"


def engine_of(url: URL) -> Engine:
    """Opens nothing. Errors name no value that a statement carried: it may be somebody's name."""
    if not is_embedded(url):
        engine = create_engine(
            url, hide_parameters=True, isolation_level="READ COMMITTED", pool_pre_ping=True, pool_recycle=1800,
            pool_size=_THREADS, max_overflow=_THREADS, pool_timeout=WAIT_SECONDS,
            connect_args={"connect_timeout": _CONNECT_SECONDS, "application_name": "crimemap"},
        )  # fmt: skip
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    engine = create_engine(
        url, hide_parameters=True, pool_size=_THREADS, max_overflow=_THREADS, pool_timeout=WAIT_SECONDS,
        connect_args={"timeout": WAIT_SECONDS},
    )  # fmt: skip
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.autocommit, before = True, connection.autocommit
    for statement in _POSTGRESQL:
        connection.execute(statement)
    connection.autocommit = before


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A session that writes takes the lock now; one that reads is kept from writing."""
    options = connection.get_execution_options()
    bare = bool(options.get("bare"))
    writing = bare or bool(options.get("writing"))
    if connection.info.get("writing") is not writing:
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
        connection.info["writing"] = writing
    if not bare:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
