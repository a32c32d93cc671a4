"""The tables through time: each step up and down, for SQLite and PostgreSQL alike (Alembic).

`make migration NAME="what it does"` writes the next step from the models (tests/editorial/drafting.py); a person reads
it before it is kept. Every step runs in one transaction: it is made whole or not at all, and by one process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect

from crimemap.settings import Refusal

HERE: Final = Path(__file__).parent
VERSIONS: Final = HERE / "versions"
_LOCK: Final = 0x6372696D656D6170
"""PostgreSQL's lock for stepping: any number that nobody else uses."""


def bring_up(engine: Engine, *, only_if_new: bool = False) -> None:
    """Bring the tables to the newest step. Raises Refusal where `only_if_new` and an older one stands."""
    wanted = newest()
    if at(engine) == wanted:
        return  # nothing is written: a disk that cannot be written to does for reading
    with _stepping(engine) as connection:
        now = MigrationContext.configure(connection).get_current_revision()
        if now == wanted:
            return  # another worker was first
        _must_be_known(now)
        if only_if_new and inspect(connection).get_table_names():
            raise Refusal(
                f"The database is at step {now}, this crimemap needs {wanted}: run `crimemap database upgrade`."
            )
        command.upgrade(_config(connection), "head")


def newest() -> str | None:
    """The last step that this crimemap knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def at(engine: Engine) -> str | None:
    """The step that the database is at; None before the first."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def steps() -> tuple[tuple[str, str], ...]:
    """Every step, oldest first: its number and what it does."""
    found = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple((step.revision, step.doc) for step in found)[::-1]


def upgrade(engine: Engine, step: str = "head") -> None:
    """Up to a step, the newest by default. Raises Refusal for a step that there is not."""
    with _stepping(engine) as connection:
        _must_be_known(MigrationContext.configure(connection).get_current_revision())
        _must_be_known(None if step == "head" else step)
        command.upgrade(_config(connection), step)


def downgrade(engine: Engine, step: str) -> None:
    """Down to a step; "base" is before the first. What later steps brought is lost. Raises Refusal as `upgrade`."""
    with _stepping(engine) as connection:
        _must_be_known(MigrationContext.configure(connection).get_current_revision())
        _must_be_known(None if step == "base" else step)
        command.downgrade(_config(connection), step)


def _must_be_known(step: str | None) -> None:
    if step is None:
        return
    try:
        ScriptDirectory.from_config(_config()).get_revision(step)
    except CommandError as fault:
        raise Refusal(
            f"This crimemap knows no step {step} of its database. Steps: {', '.join(s for s, _ in steps())}."
            " A database that a newer crimemap wrote is taken down by that one: `crimemap database downgrade`."
        ) from fault


@contextmanager
def _stepping(engine: Engine) -> Iterator[Connection]:
    """One transaction, for one process at a time.

    SQLite rebuilds a table by copying it and dropping the old one; what points to it must not be dropped with it, so
    its foreign keys rest meanwhile, and are checked before anything is kept.
    """
    embedded = engine.dialect.name == "sqlite"
    with engine.execution_options(writing=True).connect() as connection:
        driver = connection.connection.dbapi_connection
        if driver is not None and embedded:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not embedded:
                    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection
                if embedded and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise Refusal("The step would leave rows that point to nothing, so it was not made.")
        finally:
            if driver is not None and embedded:
                driver.execute("PRAGMA foreign_keys=ON")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(VERSIONS))
    config.attributes["connection"] = connection
    return config
