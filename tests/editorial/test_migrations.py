"""Every step of the database, up and down with rows in every table, on both; and the models as the steps have them."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from cryptography.fernet import Fernet
from sqlalchemy.exc import DatabaseError

import crimemap.editorial
from crimemap.editorial import audit, engines, keys, migrations, tables
from crimemap.editorial.database import Database
from crimemap.editorial.vault import Vault
from crimemap.settings import Refusal
from tests.editorial import drafting, filling
from tests.editorial.conftest import NOW

REAL = migrations.VERSIONS
ROOT = Path(__file__).resolve().parents[2]
ANOTHER = '''"""A table that others point to is built anew, and back."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "another", "{before}", None, None
def how():
    return "always" if op.get_bind().dialect.name == "sqlite" else "auto"
def upgrade():
    with op.batch_alter_table("piece", recreate=how()) as batch:
        batch.add_column(sa.Column("added", sa.String(20), nullable=False, server_default="x"))
def downgrade():
    with op.batch_alter_table("piece", recreate=how()) as batch:
        batch.drop_column("added")
'''


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The steps that there are; where there is none yet, one drawn up from the models."""
    if any(REAL.glob("[0-9]*.py")):
        return REAL
    folder = tmp_path_factory.mktemp("versions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "VERSIONS", folder)
        drafting.draft("The first tables", folder)
    return folder


@pytest.fixture
def versions(drafted: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(migrations, "VERSIONS", drafted)
    return drafted


@pytest.fixture
def engine(database_url: str, versions: Path) -> Iterator[sa.Engine]:
    made = engines.engine_of(engines.checked(database_url))
    yield made
    made.dispose()


def writing(engine: sa.Engine) -> sa.Connection:
    return engine.execution_options(writing=True).begin()  # type: ignore[return-value]


def contents(engine: sa.Engine) -> dict[str, dict[str, list[object]]]:
    with engine.connect() as connection:
        return filling.contents(connection)


def same_where_both_have_it(before, after) -> None:
    for table in before.keys() & after.keys():
        for column in before[table].keys() & after[table].keys():
            assert after[table][column] == before[table][column], f"{table}.{column}"


def test_every_step_goes_up_and_down_and_up_with_rows_in_every_table(engine):
    known = [step for step, _doc in migrations.steps()]
    assert known, "there is no step"
    seen = {}
    for step in known:
        migrations.upgrade(engine, step)
        same_where_both_have_it(seen, contents(engine))
        with writing(engine) as connection:
            filling.fill(connection)
        seen = contents(engine)
        assert all(len(values) == filling.ROWS for table in seen.values() for values in table.values())
    for step in [*known[-2::-1], "base"]:
        migrations.downgrade(engine, step)
        same_where_both_have_it(seen, contents(engine))
    assert contents(engine) == {}
    migrations.upgrade(engine)
    assert migrations.at(engine) == known[-1]


def test_nobody_who_gets_the_monthly_letter_is_signed_up_for_letters_at_once_by_a_step(engine):
    migrations.upgrade(engine, "0003")
    with writing(engine) as connection:
        filling.fill(connection)
    before = contents(engine)
    migrations.upgrade(engine, "0004")
    after = contents(engine)
    assert after["subscription"].pop("also_since") == after["subscription"].pop("also_asked_at") == [None] * 2
    assert after["subscription"] == before["subscription"]
    assert after["record_facts"].pop("read") == [None] * 2
    assert after["record_facts"] == before["record_facts"]
    assert not any(after["change_told"].values())


def test_the_models_are_what_the_steps_make(engine):
    migrations.upgrade(engine)
    with engine.connect() as connection:
        differences = compare_metadata(drafting.context_of(connection), tables.METADATA)
    assert differences == [], "make migration NAME=… writes the step that is missing"


def test_a_step_is_drawn_up_only_where_one_is_missing(versions, tmp_path):
    assert drafting.draft("Nothing", tmp_path) is None


def test_the_audit_refuses_to_be_changed_after_every_step(engine):
    migrations.upgrade(engine)
    with writing(engine) as connection:
        filling.fill(connection)
    for statement in ("UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError, match="append-only"), writing(engine) as connection:
            connection.exec_driver_sql(statement)


def test_a_table_that_others_point_to_can_be_built_anew(engine, versions, tmp_path, monkeypatch):
    last = migrations.newest()
    for file in versions.glob("*.py"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / "another.py").write_text(ANOTHER.format(before=last))
    migrations.upgrade(engine)
    with writing(engine) as connection:
        filling.fill(connection)
    before = contents(engine)
    monkeypatch.setattr(migrations, "VERSIONS", tmp_path)
    migrations.upgrade(engine)
    after = contents(engine)
    assert after["piece"].pop("added") == ["x"] * filling.ROWS
    assert after == before
    migrations.downgrade(engine, last)
    assert contents(engine) == before


def test_a_step_that_fails_leaves_everything_as_it_was(engine, versions, tmp_path, monkeypatch):
    for file in versions.glob("*.py"):
        (tmp_path / file.name).write_text(file.read_text())
    broken = ANOTHER.format(before=migrations.newest()).replace(
        "def downgrade", '    raise OSError("no")\ndef downgrade'
    )
    (tmp_path / "another.py").write_text(broken)
    migrations.upgrade(engine)
    with writing(engine) as connection:
        filling.fill(connection)
    before, at = contents(engine), migrations.at(engine)
    monkeypatch.setattr(migrations, "VERSIONS", tmp_path)
    with pytest.raises(OSError, match="no"):
        migrations.upgrade(engine)
    assert (contents(engine), migrations.at(engine)) == (before, at)


def test_workers_that_start_at_once_make_the_tables_once(database_url, versions):
    vault = Vault([Fernet.generate_key().decode()], "signs")
    opened = [Database(database_url, vault) for _worker in range(6)]
    faults = []

    def start(database: Database) -> None:
        try:
            with database.session(writing=True) as session:
                audit.record(session, "software", "started", "worker:1", now=NOW)
                session.commit()
        except Exception as fault:  # noqa: BLE001  (told below)
            faults.append(fault)

    threads = [threading.Thread(target=start, args=(database,)) for database in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with opened[0].session() as session:
        assert audit.verify(session).entries == 6
    for database in opened:
        database.dispose()


def test_tables_of_a_newer_crimemap_are_left_alone_and_it_is_said(engine):
    migrations.upgrade(engine)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for step in (lambda: migrations.bring_up(engine), lambda: migrations.upgrade(engine)):
        with pytest.raises(Refusal, match="knows no step 9999"):
            step()


def test_a_step_that_there_is_not_is_named(engine):
    with pytest.raises(Refusal, match="knows no step 7777"):
        migrations.upgrade(engine, "7777")


def test_an_older_postgresql_waits_for_its_operator(database_url, versions, tmp_path, monkeypatch):
    database = Database(database_url, Vault([Fernet.generate_key().decode()], "signs"))
    with database.session(writing=True) as session:
        keys.seal(session, "note:1", {"a": 1}, NOW)
        session.commit()
    database.dispose()
    for file in versions.glob("*.py"):
        (tmp_path / file.name).write_text(file.read_text())
    (tmp_path / "another.py").write_text(ANOTHER.format(before=migrations.newest()))
    monkeypatch.setattr(migrations, "VERSIONS", tmp_path)
    newer = Database(database_url, database.vault)
    if newer.is_embedded:
        newer.ensure()
        assert migrations.at(newer.engine) == "another"
    else:
        with pytest.raises(Refusal, match="run `crimemap database upgrade`"):
            newer.ensure()
    newer.dispose()


def test_every_table_is_known_once_tables_is_imported():
    names = [
        module.name
        for module in pkgutil.walk_packages(crimemap.editorial.__path__, "crimemap.editorial.")
        if ".migrations" not in module.name
    ]
    asked = (
        "from crimemap.editorial import tables; before = set(tables.METADATA.tables)\n"
        f"import importlib\nfor name in {names}: importlib.import_module(name)\n"
        "print(sorted(set(tables.METADATA.tables) - before))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert answer.stdout.strip() == "[]", "name its module in crimemap/editorial/tables.py"
