"""A piece from draft to public and out again; who may do what, and what is never lost or told twice."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from crimemap.editorial import audit, keys, pieces, publishing, revision
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Conflict, Content, Gone, Kind, Piece, Refused, State, Trouble
from tests.editorial.conftest import APPROVER, AUTHOR, BOTH, ELSEWHERE, NOW, TAMBER

NAME = "Persona-Nine Invented"
LATER = NOW + dt.timedelta(days=28)


class Note(Content):
    """A kind of piece for these tests."""

    name: str | None = None


def _check(_session, _piece, content, _now):
    return () if content.name else (Trouble("name", "Give a name.", "T1"),)


@pytest.fixture(autouse=True)
def notes(monkeypatch):
    rules = pieces.Rules(
        Kind.STORY, Note, _check, lambda *_asked: pieces.Publication(until=LATER), lambda *_asked: None
    )
    monkeypatch.setitem(pieces._RULES, Kind.STORY, rules)


def draft(session, person=AUTHOR, name=NAME, form="t1"):
    return publishing.create(session, person, Kind.STORY, TAMBER, Note(name=name), token=form, now=NOW)


def published(session):
    piece = draft(session)
    publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    return publishing.approve(session, APPROVER, piece.id, version=1, now=NOW)


def test_two_people_publish_and_the_clock_takes_it_down(session):
    piece = published(session)
    assert pieces.shown_of(session, piece) == Note(name=NAME)
    for instant, seen in ((NOW - dt.timedelta(seconds=1), False), (NOW, True), (LATER, False)):
        assert piece.is_visible(instant) is seen
        assert (session.query(pieces.Piece).where(pieces.visible(instant)).count() == 1) is seen
    assert pieces.next_change(session, NOW) == LATER
    assert piece.was_public(LATER)


@pytest.mark.parametrize("person", [AUTHOR, BOTH, ELSEWHERE])
def test_nobody_approves_what_they_wrote_or_what_is_not_their_partnerships(session, person):
    author = person if person is BOTH else AUTHOR
    piece = draft(session, author)
    publishing.submit(session, author, piece.id, version=1, now=NOW)
    with pytest.raises(Denied):
        publishing.approve(session, person, piece.id, version=1, now=NOW)
    assert piece.shown is None


def test_whoever_wrote_a_part_of_it_cannot_approve_it_whoever_hands_it_in(session):
    piece = draft(session)
    publishing.save(session, BOTH, piece.id, Note(name="mine"), version=1, now=NOW)
    publishing.submit(session, AUTHOR, piece.id, version=2, now=NOW)
    with pytest.raises(Denied):
        publishing.approve(session, BOTH, piece.id, version=2, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=2, now=NOW)
    publishing.save(session, AUTHOR, piece.id, Note(name="again"), version=piece.version, now=NOW)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)
    publishing.approve(session, BOTH, piece.id, version=piece.version, now=NOW)


def test_an_incomplete_draft_is_kept_and_cannot_be_handed_in(session):
    piece = draft(session, name=None)
    with pytest.raises(Refused) as refusal:
        publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    assert [trouble.rule for trouble in refusal.value.troubles] == ["T1"]
    assert piece.state is State.DRAFT


def test_of_two_who_change_the_same_draft_the_second_is_told_and_shown_both(session):
    piece = draft(session)
    publishing.save(session, AUTHOR, piece.id, Note(name="first"), version=1, now=NOW)
    with pytest.raises(Conflict) as conflict:
        publishing.save(session, BOTH, piece.id, Note(name="second"), version=1, now=NOW)
    assert conflict.value.theirs == Note(name="first")


def test_a_form_sent_twice_makes_one_record_and_one_entry(session):
    assert draft(session).id == draft(session).id
    assert audit.count(session) == 1


def test_handing_in_and_approving_twice_is_once(session):
    piece = published(session)
    publishing.approve(session, APPROVER, piece.id, version=1, now=NOW)
    assert audit.count(session) == 3
    assert revision.current(session) == 1


def test_one_person_takes_down_at_once_and_must_say_why(session):
    piece = published(session)
    with pytest.raises(Refused):
        publishing.end(session, AUTHOR, piece.id, " ", now=NOW)
    publishing.end(session, AUTHOR, piece.id, "appeal lodged", now=NOW)
    assert not piece.is_visible(NOW)
    assert revision.current(session) == 2
    with pytest.raises(Gone):
        publishing.save(session, AUTHOR, piece.id, Note(name="again"), version=piece.version, now=NOW)


def test_one_person_holds_and_another_releases_it_for_what_is_left_of_its_time(session):
    piece = published(session)
    publishing.hold(session, AUTHOR, piece.id, "an appeal is lodged", now=NOW)
    publishing.hold(session, AUTHOR, piece.id, "again", now=NOW)
    assert not piece.is_visible(NOW)
    assert session.query(Piece).where(pieces.visible(NOW)).count() == 0
    assert piece.was_public(NOW)
    assert pieces.next_change(session, NOW) is None
    with pytest.raises(Denied):
        publishing.release(session, AUTHOR, piece.id, "dismissed", now=NOW)
    publishing.release(session, APPROVER, piece.id, "dismissed", now=NOW)
    assert piece.is_visible(NOW)
    assert not piece.is_visible(LATER)
    assert audit.count(session) == 5


def test_a_removal_can_only_be_brought_forward(session):
    piece = published(session)
    sooner = NOW + dt.timedelta(days=3)
    publishing.shorten(session, APPROVER, piece.id, sooner, now=NOW)
    assert piece.until == sooner
    with pytest.raises(Refused):
        publishing.shorten(session, APPROVER, piece.id, LATER, now=NOW)


def test_what_is_scheduled_is_seen_from_then_on(session):
    tomorrow = NOW + dt.timedelta(days=1)
    piece = draft(session)
    publishing.save(session, AUTHOR, piece.id, Note(name=NAME), version=1, wanted_at=tomorrow, now=NOW)
    publishing.submit(session, AUTHOR, piece.id, version=2, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=2, now=NOW)
    assert not piece.is_visible(NOW)
    assert piece.is_visible(tomorrow)
    assert pieces.next_change(session, NOW) == tomorrow


def test_visitors_keep_what_was_approved_while_it_is_written_anew(session):
    piece = published(session)
    publishing.save(session, AUTHOR, piece.id, Note(name="better"), version=piece.version, now=NOW)
    assert pieces.shown_of(session, piece) == Note(name=NAME)
    assert pieces.content_of(session, piece) == Note(name="better")


def test_what_is_approved_as_not_for_visitors_takes_away_what_they_saw_before(session, monkeypatch):
    piece = published(session)
    counted = pieces.Rules(
        Kind.STORY, Note, _check, lambda *_asked: pieces.Publication(shown=False), lambda *_asked: None
    )
    monkeypatch.setitem(pieces._RULES, Kind.STORY, counted)
    publishing.save(session, AUTHOR, piece.id, Note(name="minor"), version=piece.version, now=NOW)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=NOW)
    assert not piece.is_visible(NOW)


def test_what_is_sent_back_carries_the_reason_and_may_be_handed_in_again(session):
    piece = draft(session)
    publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    publishing.send_back(session, APPROVER, piece.id, "Which court?", now=NOW)
    assert (piece.state, pieces.remark_of(session, piece)) == (State.SENT_BACK, "Which court?")
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)


def test_an_erased_record_is_gone_and_the_audit_still_holds(session):
    piece = published(session)
    keys.destroy(session, piece.subject, NOW)
    assert pieces.shown_of(session, piece) is None
    assert audit.verify(session).fault is None


def test_what_is_written_into_an_erased_record_is_refused_not_lost(session):
    piece = draft(session)
    keys.destroy(session, piece.subject, NOW)
    with pytest.raises(Gone):
        publishing.save(session, AUTHOR, piece.id, Note(name="again"), version=1, now=NOW)


def test_the_database_holds_no_name_in_clear(session, database):
    published(session)
    session.commit()
    for table in (Piece, audit.Entry, keys.RecordKey):
        rows = session.execute(select(table.__table__)).all()
        assert rows
        cells = [cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row]
        assert not any(NAME.encode() in cell for cell in cells)
