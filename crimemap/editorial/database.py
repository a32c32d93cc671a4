"""Where what people write is kept: SQLite in DATA by default, PostgreSQL by setting; the same models on both.

Nothing is opened here until a session is used, hence after the fork. A session that writes takes its lock when it
begins: on SQLite the whole database (BEGIN IMMEDIATE), on PostgreSQL the rows that a call reads `for update`. So two
people who press the same button at once are served one after the other, and the second sees what the first did.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Text,
    TypeDecorator,
    event,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session

from crimemap.editorial.engines import checked, engine_of, is_embedded, named
from crimemap.editorial.faults import Fault, Unavailable, fault_of
from crimemap.editorial.vault import Vault
from crimemap.settings import Refusal

_REST_SECONDS: Final = 5
"""How long a database that did not answer is left alone: pages that can do without it must not wait for it."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text that a visitor reads, in English and in Welsh; one of them may be wanting."""

    en: str = ""
    cy: str = ""

    def __bool__(self) -> bool:
        return bool(self.en or self.cy)

    def said(self, language: str) -> str:
        """In `language`, or in the other where that is all there is."""
        first, second = (self.cy, self.en) if language == "cy" else (self.en, self.cy)
        return first or second

    def language_said(self, language: str) -> str:
        """The language that `said` answers in: for the lang attribute."""
        other = "en" if language == "cy" else "cy"
        return language if getattr(self, language) or not getattr(self, other) else other

    def in_other(self, language: str) -> str | None:
        """The language that `said` answers in where it is not the one that is asked for: what a page has to mark."""
        used = self.language_said(language)
        return None if used == language else used


class BilingualText(TypeDecorator[Bilingual]):
    """{"en": …, "cy": …} as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Bilingual | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        return json.dumps({"en": value.en, "cy": value.cy}, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Bilingual | None:  # noqa: ARG002
        return None if value is None else Bilingual(**json.loads(value))


class Instant(TypeDecorator[datetime]):
    """An aware instant; UTC in the database. A naive one is a mistake and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(kind: type[StrEnum]) -> list[str]:
    """An enum is stored as what it says, not as what it is called in the code."""
    return [str(member) for member in kind]


class Base(DeclarativeBase):
    """Every table of the editorial room. Names of constraints are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy's own way to say it)
        Bilingual: BilingualText,
        datetime: Instant,
        StrEnum: Enum(StrEnum, native_enum=False, length=40, values_callable=_values),
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


class Database:
    """The database of an installation. `vault` seals what is personal; sessions carry it in their `info`."""

    def __init__(self, url: str, vault: Vault | Callable[[], Vault]) -> None:
        """Raises Refusal where `url` cannot be meant. Nothing is opened, and `vault` not called before it is."""
        self.url = checked(url)
        self._vault = vault
        self._engine = engine_of(self.url)
        self._reader = self._engine.execution_options(postgresql_readonly=True)
        self._writer = self._engine.execution_options(writing=True)
        self._ready = False
        self._rests_until = 0.0
        self._lock = threading.Lock()
        event.listen(self._engine, "handle_error", self._heard)
        _OPENED.add(self)

    @property
    def is_embedded(self) -> bool:
        """Whether it is a file of this machine."""
        return is_embedded(self.url)

    @property
    def is_missing(self) -> bool:
        """Whether it is a file that is not there yet."""
        return self.is_embedded and not Path(str(self.url.database)).exists()

    @property
    def name(self) -> str:
        """As it may be said: without the password."""
        return named(self.url)

    @property
    def bare_address(self) -> str:
        """As PostgreSQL's own tools take it, without the password: that is ~/.pgpass's or PGPASSWORD's."""
        kept = self.url
        bare = URL.create("postgresql", kept.username, None, kept.host, kept.port, kept.database, kept.query)
        return bare.render_as_string()

    @property
    def engine(self) -> Engine:
        """For migrations."""
        return self._engine

    @property
    def vault(self) -> Vault:
        """The installation's keys. Raises Unavailable where they can be neither read nor made."""
        if not isinstance(self._vault, Vault):
            try:
                self._vault = self._vault()
            except OSError as fault:
                raise Unavailable(f"The keys of {self.name} cannot be read: {fault.strerror}.") from fault
        return self._vault

    def session(self, *, writing: bool = False) -> Session:
        """A session, for one request; one that does not write cannot, whatever is asked of it.

        Raises Unavailable where the database cannot be used as it is: at once for some seconds after it failed.
        """
        if time.monotonic() < self._rests_until:
            raise Unavailable(f"The database {self.name} did not answer a moment ago.")
        vault = self.vault  # before the file is made: keys that are missing beside a file are lost ones
        if not self._ready:
            self.ensure()
        return Session(
            self._writer if writing else self._reader, info={"vault": vault}, expire_on_commit=False
        )

    def ensure(self) -> None:
        """Make the tables where there are none; a file of this machine is brought up to date.

        A PostgreSQL that holds an older version is left alone: `crimemap database upgrade` is an operator's step.
        """
        from crimemap.editorial.migrations import bring_up  # noqa: PLC0415  (Alembic takes 80 ms; once a worker)

        with self._lock:
            if self._ready:
                return
            try:
                self.make_file()
                bring_up(self._engine, only_if_new=not self.is_embedded)
            except (SQLAlchemyError, OSError, Refusal) as fault:
                self._rests_until = time.monotonic() + _REST_SECONDS
                raise Unavailable(self.said_of(fault)) from fault
            self._ready = True

    def tidy(self) -> None:
        """After an erasure: what was overwritten leaves the write-ahead log (SQLite) and the table's pages too.

        Another who is reading meanwhile may keep it from being done; the next time does it.
        """
        with self._outside() as connection:
            statement = "PRAGMA wal_checkpoint(TRUNCATE)" if self.is_embedded else "VACUUM record_key"
            connection.exec_driver_sql(statement)

    def copy(self, file: Path) -> None:
        """A whole, consistent copy of a file of this machine, while others go on writing. Raises Refusal."""
        if not self.is_embedded:
            raise Refusal(f"{self.name} is copied with pg_dump.")
        self.ensure()
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            with self._outside() as connection:
                connection.exec_driver_sql("VACUUM INTO ?", (str(file),))
            with file.open("rb+") as copy:
                os.fsync(copy.fileno())
        except SQLAlchemyError as fault:
            file.unlink(missing_ok=True)
            raise Unavailable(f"{file} could not be written: {fault_of(fault)}.") from fault

    def dispose(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _outside(self) -> Connection:
        """A connection without a transaction, for what none may hold."""
        options: dict[str, Any] = {"bare": True} if self.is_embedded else {"isolation_level": "AUTOCOMMIT"}
        return self._engine.execution_options(**options).connect()

    def make_file(self) -> None:
        """The file and its folder are its owner's alone; what stands beside it (-wal, -shm) takes its mode."""
        if not self.is_embedded or not self.url.database:
            return
        file = Path(self.url.database)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))

    def _heard(self, context: ExceptionContext) -> None:
        """No connection could be made: those who come next are told at once instead of waiting for it too."""
        error = context.sqlalchemy_exception
        if context.connection is None and error is not None and fault_of(error) is Fault.AWAY:
            self._rests_until = time.monotonic() + _REST_SECONDS

    def said_of(self, fault: SQLAlchemyError | OSError | Refusal) -> str:
        """One sentence for an operator; no password, and nothing that a statement carried."""
        if isinstance(fault, Refusal):
            return str(fault)
        if isinstance(fault, OSError):
            return f"{self.name} cannot be made: {fault.filename}: {fault.strerror}."
        return f"The database {self.name} cannot be used: {fault_of(fault)}."

    def _forked(self) -> None:
        """In the child of a fork: connections and a held lock are the parent's, and stay untouched there."""
        self._lock = threading.Lock()
        self._engine.dispose(close=False)


_OPENED: Final[weakref.WeakSet[Database]] = weakref.WeakSet()


def _after_fork() -> None:
    for database in tuple(_OPENED):
        database._forked()  # noqa: SLF001  (the same module)


os.register_at_fork(after_in_child=_after_fork)

Row = TypeVar("Row", bound=Base)


def queue(session: Session, name: str) -> None:
    """Those who call this with the same `name` are served one after the other, until each one's transaction ends.

    SQLite's writers queue anyhow; PostgreSQL holds a lock of this name.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def held(session: Session, kind: type[Row], key: object, **first: object) -> Row:
    """The row of `kind` with this primary key: as it is now, locked, and made of `first` where there is none.

    Two who come at once for a row that there is not yet get the same one, one after the other.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    primary = str(kind.__mapper__.primary_key[0].key)
    session.execute(insert(kind).values({primary: key, **first}).on_conflict_do_nothing())
    return session.get_one(kind, key, with_for_update=True, populate_existing=True)
