"""Attempts are counted across workers, forgotten in a day, and tell nothing of who it was."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import select

from crimemap.editorial import attempts
from crimemap.editorial.attempts import Attempt
from tests.editorial.conftest import NOW

QUARTER = timedelta(minutes=15)


def tries(session, who="192.0.2.7", what="sign in", now=NOW, most=3):
    return attempts.allowed(session, what, who, most=most, within=QUARTER, now=now)


def test_as_many_as_are_allowed_and_no_more(session):
    assert [tries(session) for _try in range(5)] == [True, True, True, False, False]


def test_another_person_or_another_matter_is_counted_apart(session):
    for _try in range(3):
        tries(session)
    assert tries(session, who="192.0.2.8")
    assert tries(session, what="nominate")
    assert not tries(session)


def test_the_way_somebody_is_written_does_not_matter(session):
    for who in ("Ash@Example.gov.uk", "ash@example.gov.uk ", "ASH@EXAMPLE.GOV.UK"):
        tries(session, who=who)
    assert not tries(session, who="ash@example.gov.uk")


def test_waiting_opens_the_door_again_and_says_how_long(session):
    for minute in (0, 5, 10):
        tries(session, now=NOW + timedelta(minutes=minute))
    asked = {"most": 3, "within": QUARTER}
    assert attempts.wait(
        session, "sign in", "192.0.2.7", **asked, now=NOW + timedelta(minutes=11)
    ) == timedelta(minutes=4)
    assert not tries(session, now=NOW + timedelta(minutes=14, seconds=59))
    assert tries(session, now=NOW + timedelta(minutes=15))


def test_what_was_refused_does_not_lengthen_the_wait(session):
    for _try in range(3):
        tries(session)
    for minute in range(1, 15):
        assert not tries(session, now=NOW + timedelta(minutes=minute))
    assert tries(session, now=NOW + QUARTER)


def test_who_succeeds_begins_anew(session):
    for _try in range(3):
        tries(session)
    attempts.forget(session, "sign in", "192.0.2.7")
    assert tries(session)


def test_nothing_is_kept_for_longer_than_a_day(session):
    tries(session)
    tries(session, who="192.0.2.8", now=NOW + timedelta(days=1))
    assert len(session.scalars(select(Attempt)).all()) == 1


def test_nothing_tells_who_it_was(session):
    tries(session, who="ash@example.gov.uk")
    row = session.scalars(select(Attempt)).one()
    assert "ash" not in row.who
    assert len(row.who) == 64


def test_workers_that_ask_at_the_same_moment_are_counted_together(database):
    database.ensure()
    answers: list[bool] = []

    def ask() -> None:
        with database.session(writing=True) as session:
            answers.append(tries(session, most=4))
            session.commit()

    workers = [threading.Thread(target=ask) for _worker in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(answers) == [False] * 4 + [True] * 4
