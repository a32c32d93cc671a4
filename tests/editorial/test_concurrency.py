"""Two people at once, a button pressed twice, an answer that got lost: one record, one entry, on both databases."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from crimemap.editorial import audit, keys, pieces, publishing, revision
from crimemap.editorial.people import Grant, Person, Role
from crimemap.editorial.pieces import Gone, Kind, Piece, State
from tests.editorial import killing
from tests.editorial.conftest import APPROVER, AUTHOR, NOW, TAMBER

SECOND = Person("approver-2", "Cedar", frozenset({Grant(Role.APPROVER, TAMBER)}))


@pytest.fixture(autouse=True)
def notes(monkeypatch):
    monkeypatch.setattr(pieces, "_RULES", dict(pieces._RULES))
    killing.register()


def draft(session, form="t1"):
    return publishing.create(session, AUTHOR, Kind.STORY, TAMBER, killing.Note(text="x"), token=form, now=NOW)


def waiting(database) -> str:
    with database.session(writing=True) as session:
        piece = draft(session)
        publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
        session.commit()
        return piece.id


def at_once(database, *calls):
    """Each call in a thread and a session of its own, all begun together; what each answered or raised."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call) -> None:
        barrier.wait()
        try:
            with database.session(writing=True) as session:
                made = call(session)
                session.commit()
                answers[place] = made
        except Exception as fault:  # noqa: BLE001  (told to the test)
            answers[place] = fault

    threads = [threading.Thread(target=run, args=item, daemon=True) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def acts(database, act: str) -> int:
    with database.session() as session:
        assert audit.verify(session).fault is None
        return session.scalar(select(func.count()).select_from(audit.Entry).where(audit.Entry.act == act))


def approving(person, piece_id):
    return lambda session: publishing.approve(session, person, piece_id, version=1, now=NOW)


def test_of_two_approvers_who_press_at_once_one_approves_and_the_other_is_told(database):
    for _again in range(5):
        piece_id = waiting(database)
        answers = at_once(database, approving(APPROVER, piece_id), approving(SECOND, piece_id))
        assert sorted(type(answer) for answer in answers if isinstance(answer, Exception)) == [Gone]
        with database.session(writing=True) as session:
            assert session.get_one(Piece, piece_id).state is State.APPROVED
            session.get_one(Piece, piece_id).token = f"past {piece_id}"
            session.commit()
    assert acts(database, "approved") == 5


def test_an_approver_who_presses_twice_approves_once(database):
    piece_id = waiting(database)
    answers = at_once(database, *[approving(APPROVER, piece_id)] * 4)
    assert [answer.id for answer in answers] == [piece_id] * 4
    assert acts(database, "approved") == 1
    with database.session() as session:
        assert revision.current(session) == 1


def test_a_form_sent_four_times_at_once_makes_one_record(database):
    database.ensure()
    answers = at_once(database, *[draft] * 4)
    assert len({answer.id for answer in answers}) == 1
    assert acts(database, "drafted") == 1


def test_forms_of_their_own_sent_at_once_make_a_record_each(database):
    database.ensure()
    answers = at_once(database, *[lambda session, n=n: draft(session, f"t{n}") for n in range(6)])
    assert len({answer.id for answer in answers}) == 6
    assert acts(database, "drafted") == 6


def test_who_never_got_the_answer_and_sends_again_finds_the_record_that_was_made(database):
    piece_id = waiting(database)  # committed; the connection broke before the answer came
    with database.session(writing=True) as session:
        assert draft(session).id == piece_id
        assert publishing.submit(session, AUTHOR, piece_id, version=1, now=NOW).state is State.WAITING
        session.commit()
    assert (acts(database, "drafted"), acts(database, "handed in")) == (1, 1)


def test_taking_down_while_somebody_approves_leaves_it_down_or_never_up(database):
    piece_id = waiting(database)
    at_once(
        database,
        approving(APPROVER, piece_id),
        lambda session: publishing.end(session, AUTHOR, piece_id, "appeal", now=NOW),
    )
    with database.session() as session:
        assert not session.get_one(Piece, piece_id).is_visible(NOW)
    assert acts(database, "taken down") == 1


def test_erasing_while_somebody_writes_leaves_nothing_readable(database):
    piece_id = waiting(database)
    at_once(
        database,
        lambda session: keys.destroy(session, f"story:{piece_id}", NOW),
        lambda session: publishing.take_back(session, AUTHOR, piece_id, now=NOW),
    )
    with database.session() as session:
        assert pieces.content_of(session, session.get_one(Piece, piece_id)) is None
    assert acts(database, "taken back") == 1


def test_every_worker_counts_the_same_revision(database):
    database.ensure()
    at_once(database, *[revision.bump] * 8)
    with database.session() as session:
        assert revision.current(session) == 8


def test_a_session_that_reads_cannot_write(database):
    with database.session(writing=True) as session:
        draft(session)
        session.commit()
    with database.session() as session:
        found = session.scalars(select(Piece)).one()
        found.state = State.CLOSED
        with pytest.raises(Exception, match=r"readonly|read-only"):
            session.commit()
