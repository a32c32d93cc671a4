"""How the database is opened, copied and left alone; what an operator's commands say."""

from __future__ import annotations

import datetime as dt
import stat
import threading

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from cryptography.fernet import Fernet
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from crimemap.cli import main
from crimemap.editorial import audit, engines, keys
from crimemap.editorial.database import Database
from crimemap.editorial.faults import Fault, Unavailable, fault_of
from crimemap.editorial.installation import open_database
from crimemap.editorial.vault import Vault
from crimemap.settings import Refusal, Settings
from tests.editorial.conftest import NOW

NAME = "Persona-Five Invented"


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def entry(database, number=1) -> None:
    with database.session(writing=True) as session:
        audit.record(session, "author-1", "changed", f"note:{number}", now=NOW, personal={"name": NAME})
        session.commit()


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """A site's settings, in the environment for commands."""
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path))
    return Settings(data=tmp_path)


def run(*words: str):
    return CliRunner().invoke(main, [*words])


def test_opening_makes_nothing_until_a_session_is_asked_for(tmp_path):
    open_database(Settings(data=tmp_path / "data"))
    assert not (tmp_path / "data").exists()


def test_the_file_its_folder_and_its_keys_are_their_owners_alone(installation, tmp_path):
    entry(open_database(installation))
    home = tmp_path / "newsroom"
    assert mode(home) == 0o700
    for file in ("newsroom.sqlite", "newsroom.sqlite-wal", "keys/encryption", "keys/signing"):
        assert mode(home / file) == 0o600


def test_keys_that_are_missing_beside_a_database_are_not_made_anew(installation, tmp_path):
    entry(open_database(installation))
    (tmp_path / "newsroom" / "keys" / "encryption").unlink()
    with pytest.raises(Refusal, match="put the key back"):
        open_database(installation).session()


def test_where_nothing_can_be_written_it_is_unavailable_and_the_site_starts(tmp_path):
    (tmp_path / "newsroom").write_text("a file where the folder should be")
    database = open_database(Settings(data=tmp_path))
    for _again in range(2):
        with pytest.raises(Unavailable):
            database.session()


def test_a_server_that_is_not_there_is_told_at_once_the_second_time():
    database = Database("postgresql://u:secret@127.0.0.1:1/x", Vault([Fernet.generate_key().decode()], "s"))
    for words in ("cannot be used: away", "a moment ago"):
        with pytest.raises(Unavailable, match=words) as refusal:
            database.session()
        assert "secret" not in str(refusal.value)
    database.dispose()


def test_no_error_of_the_database_says_what_was_written(session):
    with pytest.raises(SQLAlchemyError) as fault:
        session.execute(sa.text("SELECT :name FROM nowhere"), {"name": NAME})
    assert NAME not in str(fault.value)
    assert fault_of(fault.value) is Fault.BEHIND


def test_a_text_with_a_nul_is_refused_as_a_value_that_does_not_fit(database):
    if database.is_embedded:
        return
    with database.session() as session, pytest.raises(SQLAlchemyError) as fault:
        session.get(keys.RecordKey, "a\0b")
    assert fault_of(fault.value) is Fault.UNFIT


def test_who_waits_too_long_for_another_is_told_that_it_is_busy(database_url, monkeypatch):
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr(engines, "_POSTGRESQL", ("SET lock_timeout = '200ms'",))
    database = Database(database_url, Vault([Fernet.generate_key().decode()], "s"))
    entry(database)
    with database.session(writing=True) as first, database.session(writing=True) as second:
        audit.record(first, "author-1", "changed", "note:1", now=NOW)
        with pytest.raises(OperationalError) as fault:
            audit.record(second, "author-2", "changed", "note:1", now=NOW)
        assert fault_of(fault.value) is Fault.BUSY
        second.rollback()
        first.commit()
        audit.record(second, "author-2", "changed", "note:1", now=NOW)
        second.commit()
    with database.session() as session:
        assert audit.verify(session).entries == 3
    database.dispose()


def test_a_full_disk_is_told_as_one_and_nothing_is_half_written(database):
    if not database.is_embedded:
        return
    entry(database)
    with database.session(writing=True) as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OperationalError) as fault:
            keys.seal(session, "x" * 50_000, {}, NOW)
        assert fault_of(fault.value) is Fault.FULL
    database.dispose()
    with database.session() as session:
        assert audit.verify(session).entries == 1


def test_a_connection_that_the_server_ended_is_made_anew(database):
    if database.is_embedded:
        return
    entry(database)
    with database.session() as session:
        number = session.scalar(sa.text("SELECT pg_backend_pid()"))
    other = engines.engine_of(database.url)
    with other.connect() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(:number)"), {"number": number})
    other.dispose()
    entry(database, 2)


def test_a_copy_is_whole_while_others_write_and_is_its_owners_alone(database, tmp_path):
    if not database.is_embedded:
        with pytest.raises(Refusal, match="pg_dump"):
            database.copy(tmp_path / "copy")
        return
    entry(database)
    stop = threading.Event()

    def write() -> None:
        number = 1
        while not stop.is_set():
            entry(database, number := number + 1)

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    database.copy(tmp_path / "copy.sqlite")
    stop.set()
    writer.join()
    assert mode(tmp_path / "copy.sqlite") == 0o600
    copied = Database(f"sqlite:///{tmp_path / 'copy.sqlite'}", database.vault)
    with copied.session() as session:
        assert audit.verify(session).fault is None
        assert audit.count(session) >= 1
    with pytest.raises(FileExistsError):
        database.copy(tmp_path / "copy.sqlite")


def test_after_rewrapping_the_older_key_can_be_taken_away(database_url):
    old, new = (Fernet.generate_key().decode() for _key in range(2))
    for held in ([old], [new, old]):
        database = Database(database_url, Vault(held, "s"))
        with database.session(writing=True) as session:
            sealed = keys.seal(session, "note:1", {"name": NAME}, NOW) if held == [old] else sealed  # noqa: F821
            if held != [old]:
                assert keys.rewrap(session) == 1
            session.commit()
        database.dispose()
    for held, found in (([new], {"name": NAME}), ([old], None)):
        database = Database(database_url, Vault(held, "s"))
        with database.session() as session:
            if found:
                assert keys.unseal(session, "note:1", sealed) == found
            else:
                with pytest.raises(Refusal, match="cannot be opened"):
                    keys.unseal(session, "note:1", sealed)
        database.dispose()


def test_the_commands_say_what_holds_and_what_does_not(installation, tmp_path):
    assert run("database", "show").exit_code == 0
    database = open_database(installation)
    entry(database)
    said = run("audit", "verify")
    assert said.exit_code == 0
    assert said.stdout.startswith("1 entries hold, last hash ")
    assert "note:1" not in run("audit", "show", "note:2").stdout
    assert "changed" in run("audit", "show", "note:1").stdout
    assert NAME not in run("audit", "show", "note:1").stdout
    assert run("database", "backup", str(tmp_path / "copy")).exit_code == 0
    assert run("retention", "run").stdout.strip() == "Nothing was due."
    assert "convictions" in run("retention", "show").stdout
    assert "sealed under the newest" in run("database", "rewrap").stdout
    with database.session(writing=True) as session:
        session.execute(sa.text("DROP TRIGGER audit_entry_no_update"))
        session.execute(sa.text("UPDATE audit_entry SET act = 'x'"))
        session.commit()
    said = run("audit", "verify")
    assert said.exit_code == 1
    assert "entry 1 was changed" in said.stderr
    assert run("database", "upgrade", "7777").exit_code == 1
    database.dispose()


def test_the_pg_dump_line_holds_no_password(monkeypatch, tmp_path):
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path))
    monkeypatch.setenv("CRIMEMAP_DATABASE_URL", "postgresql://writer:secret@db.example/news")
    monkeypatch.setenv("CRIMEMAP_ENCRYPTION_KEY", Fernet.generate_key().decode())
    monkeypatch.setenv("CRIMEMAP_SIGNING_KEY", "s")
    said = run("database", "backup", "out.dump")
    assert said.stdout.strip() == (
        'pg_dump --format=custom --file=out.dump "postgresql://writer@db.example/news"'
    )


def test_settings_are_never_said_with_their_secrets(monkeypatch):
    made = Settings(database_url="postgresql://writer:secret@db/x", signing_key="sign-secret")
    assert "secret@" not in repr(made)
    assert "sign-secret" not in repr(made)


def test_an_instant_without_a_zone_is_refused(session):
    with pytest.raises(Exception, match="has no time zone"):
        keys.seal(session, "note:1", {}, dt.datetime(2026, 1, 1))  # noqa: DTZ001
