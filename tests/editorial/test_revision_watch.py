"""The editorial revision as a worker knows it: a second old at most, at once after its own change, never a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from crimemap.cache.written import ASK_EVERY, RevisionWatch
from crimemap.editorial import revision
from crimemap.editorial.database import Database
from crimemap.editorial.vault import Vault


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watch(database, clock):
    return RevisionWatch(database, clock)


def publish(database):
    with database.session(writing=True) as session:
        revision.bump(session)
        session.commit()


def test_nothing_was_ever_published_where_there_are_no_tables(database, watch):
    assert watch.number() == 0


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    path = tmp_path / "none.sqlite"
    watch = RevisionWatch(Database(f"sqlite:///{path}", Vault([Fernet.generate_key().decode()], "a key")))
    assert watch.number() == 0
    assert not path.exists()


def test_another_workers_change_is_known_a_second_later_and_not_asked_for_before(database, watch, clock):
    publish(database)
    assert watch.number() == 1
    publish(database)
    clock.now += ASK_EVERY - 0.01
    assert watch.number() == 1
    clock.now += 0.02
    assert watch.number() == 2


def test_what_this_worker_changed_is_known_at_once(database, watch):
    publish(database)
    assert watch.number() == 1
    publish(database)
    watch.forget()
    assert watch.number() == 2


def test_a_commit_while_the_database_is_asked_is_not_overlooked(database, watch, monkeypatch):
    publish(database)
    asked = RevisionWatch._read

    def read_then_somebody_commits(self):
        number = asked(self)
        publish(database)
        self.forget()
        return number

    with monkeypatch.context() as while_asking:
        while_asking.setattr(RevisionWatch, "_read", read_then_somebody_commits)
        assert watch.number() == 1
    assert watch.number() == 2


def test_a_database_that_does_not_answer_leaves_the_last_number_and_is_left_alone_for_a_while(
    database, watch, clock, monkeypatch
):
    from sqlalchemy.exc import OperationalError

    publish(database)
    assert watch.number() == 1
    tried = []

    def fails(self):
        tried.append(1)
        raise OperationalError("SELECT", {}, Exception("gone"))

    with monkeypatch.context() as away:
        away.setattr(RevisionWatch, "_read", fails)
        for _ in range(4):
            clock.now += ASK_EVERY + 0.1
            assert watch.number() == 1
    assert len(tried) == 1
    publish(database)
    clock.now += 5
    assert watch.number() == 2


def test_without_a_database_at_all_the_number_is_unknown_and_nothing_is_raised(tmp_path: Path):
    folder = tmp_path / "no.sqlite"
    folder.mkdir()
    watch = RevisionWatch(Database(f"sqlite:///{folder}", Vault([Fernet.generate_key().decode()], "a key")))
    assert watch.number() is None
