"""The tables through time: each step up and down, for SQLite and PostgreSQL alike (Alembic)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from crimemap.settings import Refusal

HERE: Final = Path(__file__).parent


def bring_up(engine: Engine, *, only_if_new: bool = False) -> None:
    """Bring the tables to the newest step. Raises Refusal where `only_if_new` and an older one stands."""
    with engine.execution_options(writing=True).begin() as connection:
        newest = ScriptDirectory.from_config(_config(connection)).get_current_head()
        now = MigrationContext.configure(connection).get_current_revision()
        if newest is None:  # while the first step is being written
            from crimemap.editorial.tables import METADATA  # noqa: PLC0415

            METADATA.create_all(connection)
            return
        if now == newest:
            return
        if only_if_new and inspect(connection).get_table_names():
            raise Refusal(
                f"The database is at step {now}, this crimemap needs {newest}: run `crimemap database upgrade`."
            )
        command.upgrade(_config(connection), "head")


def upgrade(engine: Engine, step: str = "head") -> None:
    """Up to a step, the newest by default."""
    with engine.execution_options(writing=True).begin() as connection:
        command.upgrade(_config(connection), step)


def downgrade(engine: Engine, step: str) -> None:
    """Down to a step; "base" is before the first."""
    with engine.execution_options(writing=True).begin() as connection:
        command.downgrade(_config(connection), step)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config
