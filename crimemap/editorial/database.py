"""Where what people write is kept: SQLite in DATA by default, PostgreSQL by setting; the same models on both.

Nothing is opened here until a session is used, hence after the fork. A session that writes takes its lock when it
begins: on SQLite the whole database (BEGIN IMMEDIATE), on PostgreSQL the rows that a call reads `for update`. So two
people who press the same button at once are served one after the other, and the second sees what the first did.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Text,
    TypeDecorator,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from crimemap.editorial.vault import Vault
from crimemap.settings import Refusal

_WAIT_SECONDS: Final = 20
"""How long a writer waits for another before it is told to try again."""


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

    def __init__(self, url: str, vault: Vault) -> None:
        """Raises Refusal where `url` cannot be meant. Nothing is opened."""
        self.url = _checked(url)
        self.vault = vault
        self._engine = _engine(self.url)
        self._writer = self._engine.execution_options(writing=True)
        self._ready = False
        self._lock = threading.Lock()

    @property
    def is_embedded(self) -> bool:
        """Whether it is a file of this machine."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def engine(self) -> Engine:
        """For migrations."""
        return self._engine

    def session(self, *, writing: bool = False) -> Session:
        """A session, for one request. Raises Refusal where the database cannot be used as it is."""
        if not self._ready:
            self.ensure()
        return Session(
            self._writer if writing else self._engine, info={"vault": self.vault}, expire_on_commit=False
        )

    def ensure(self) -> None:
        """Make the tables where there are none; a file of this machine is brought up to date.

        A PostgreSQL that holds an older version is left alone: `crimemap database upgrade` is an operator's step.
        """
        from crimemap.editorial.migrations import bring_up  # noqa: PLC0415  (Alembic takes 80 ms; once a worker)

        with self._lock:
            if not self._ready:
                try:
                    bring_up(self._engine, only_if_new=not self.is_embedded)
                except OperationalError as fault:
                    raise Refusal(
                        f"The database {_named(self.url)} does not answer: {fault.orig}."
                    ) from fault
                self._ready = True

    def dispose(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _checked(url: str) -> URL:
    try:
        found = make_url(url)
    except ArgumentError as fault:
        raise Refusal(
            "CRIMEMAP_DATABASE_URL cannot be used: expected postgresql://… or sqlite:///…."
        ) from fault
    backend = found.get_backend_name()
    if backend == "postgresql":
        return found.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and found.database:
        Path(found.database).parent.mkdir(parents=True, exist_ok=True)
        return found
    raise Refusal(
        f"CRIMEMAP_DATABASE_URL = {_named(found)} cannot be used: expected postgresql://… or sqlite:///file."
    )


def _named(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=0, pool_timeout=_WAIT_SECONDS)
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Write-ahead log with full sync: what was acknowledged survives a killed worker and a lost current."""
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
