"""The file of a meeting in a box: read once, put to what was mended here, and never over what somebody typed."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import select

from crimemap.editorial import audit, keys, pieces, publishing
from crimemap.editorial.audit import Entry
from crimemap.editorial.meetings import (
    Done,
    packed,
    packfile,
    records,
)
from crimemap.editorial.meetings.packed import Outcome
from crimemap.editorial.meetings.packfile import Unreadable
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Gone, State
from tests.editorial.conftest import AUTHOR, BOTH, ELSEWHERE
from tests.editorial.recorded import (
    FIRST,
    NOW,
    begun,
    content,
    many,
    read,
    take_in,
)
from tests.small_records import ANOTHER, OTHER_SESSION, SESSION, decision, file, record, said


def test_a_file_becomes_a_draft_with_nothing_typed_again(session):
    taken = take_in(session)
    assert taken.outcome is Outcome.NEW
    assert taken.piece.state is State.DRAFT
    assert content(session, taken.piece) == record(pack=SESSION)
    assert whys_of(session, taken.piece) == []


def whys_of(session, piece):
    return [trouble.why for trouble in pieces.troubles(session, piece, NOW)]


def test_the_same_file_twice_is_read_once(session):
    first = take_in(session)
    again = take_in(session, by=BOTH, now=NOW + dt.timedelta(hours=1))
    assert (again.outcome, again.piece.id, again.piece.version) == (Outcome.SAME, first.piece.id, 1)
    assert many(session) == 1


def test_a_later_save_of_the_same_box_is_taken_over_an_untouched_draft(session):
    first = take_in(session)
    more = [*said()["decisions"], ANOTHER]
    newer = take_in(session, saved=2, decisions=more)
    assert (newer.outcome, newer.piece.id) == (Outcome.UPDATED, first.piece.id)
    assert len(content(session, newer.piece).decisions) == 2
    fewer = take_in(session, saved=3, decisions=[], asked=[])
    assert fewer.outcome is Outcome.UPDATED
    assert content(session, fewer.piece).decisions == ()


def test_an_earlier_save_changes_nothing(session):
    piece = take_in(session, saved=5).piece
    before = content(session, piece)
    older = take_in(session, saved=4, decisions=[ANOTHER])
    assert older.outcome is Outcome.SAME
    assert content(session, older.piece) == before


def test_what_somebody_mended_here_is_not_overwritten(session):
    piece = take_in(session).piece
    mended = content(session, piece).model_copy(update={"present": 30})
    publishing.save(session, BOTH, piece.id, mended, version=1, now=NOW)
    newer = take_in(session, saved=2, decisions=[*said()["decisions"], ANOTHER])
    assert newer.outcome is Outcome.MERGED
    told = content(session, newer.piece)
    assert (told.present, len(told.decisions)) == (30, 2)
    third = take_in(session, saved=3, present=29, decisions=[*said()["decisions"], ANOTHER])
    assert third.outcome is Outcome.DIFFERS, "both changed it"
    assert content(session, third.piece) == told


def test_a_row_that_was_mended_here_and_in_the_file_is_asked_about_and_the_rest_is_put_together(session):
    piece = take_in(session).piece
    mended = record(pack=SESSION, decisions=(decision(decided_en="Light it until midnight.", key=FIRST),))
    publishing.save(session, BOTH, piece.id, mended, version=1, now=NOW)
    other = {**said()["decisions"][0], "action": "Replace twelve lamps."}
    newer = read(saved=2, decisions=[other, ANOTHER], asked=[])
    assert packed.take_in(session, AUTHOR, newer, now=NOW).outcome is Outcome.DIFFERS
    merged = packed.settle(session, AUTHOR, piece.id, newer, {}, now=NOW)
    (asked,) = merged.asked
    assert (asked.mine.action_en, asked.theirs.decided_en) == (
        "Replace twelve lamps.",
        "Light it until midnight.",
    )
    assert content(session, piece) == mended
    packed.settle(session, AUTHOR, piece.id, newer, {asked.name: "theirs"}, now=NOW)
    told = content(session, piece)
    assert [row.decided_en for row in told.decisions] == [
        "Light it until midnight.",
        "Meet again in January.",
    ]
    assert told.asked == (), "taken out in the file, and left alone here"
    assert packed.take_in(session, BOTH, newer, now=NOW).outcome is Outcome.SAME


def test_what_waits_for_approval_is_not_changed_under_the_eyes_of_who_reads_it(session):
    piece = take_in(session).piece
    publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    newer = take_in(session, saved=2, decisions=[*said()["decisions"], ANOTHER])
    assert newer.outcome is Outcome.DIFFERS
    assert piece.state is State.WAITING


def test_what_was_typed_at_the_desk_is_compared_with_the_file(session):
    piece = begun(session, record(decisions=()))
    taken = take_in(session)
    assert (taken.outcome, taken.piece.id) == (Outcome.DIFFERS, piece.id)
    assert [name for name, _row in packed.wanting(content(session, piece), read().record)] == ["decisions-0"]


def test_what_is_chosen_of_a_file_is_put_below_what_stands(session):
    piece = begun(session, record(decisions=(decision(decided_en="Something else."),), present=None))
    found = read(decisions=[*said()["decisions"], ANOTHER])
    packed.add(session, BOTH, piece.id, found, {"decisions-1", "present"}, version=1, now=NOW)
    told = content(session, piece)
    assert [row.decided_en for row in told.decisions] == ["Something else.", "Meet again in January."]
    assert told.present == 31
    assert told.hands == record().hands
    assert take_in(session, decisions=[ANOTHER]).outcome is Outcome.SAME


def test_two_boxes_of_one_meeting_are_one_record(session):
    piece = take_in(session).piece
    other = take_in(session, session=OTHER_SESSION, decisions=[ANOTHER])
    assert (other.outcome, other.piece.id) == (Outcome.DIFFERS, piece.id)
    same = take_in(session, session=OTHER_SESSION)
    assert same.outcome is Outcome.SAME


def test_a_row_that_the_file_has_twice_is_wanting_twice(session):
    piece = begun(session, record(decisions=()))
    twice = read(decisions=said()["decisions"] * 2).record
    found = [name for name, _row in packed.wanting(content(session, piece), twice)]
    assert found == ["decisions-0", "decisions-1"]


def test_a_translation_that_was_added_here_makes_no_other_row(session):
    told = record(
        decisions=(decision(decided_cy="Goleuo'r maes parcio drwy'r nos.", state=Done.DONE, came_en="Done."),)
    )
    assert list(packed.wanting(told, read().record)) == []


def test_a_record_that_was_closed_is_made_anew_only_when_somebody_says_so(session):
    first = take_in(session).piece
    publishing.end(session, AUTHOR, first.id, "The wrong file.", now=NOW)
    assert take_in(session).outcome is Outcome.ENDED
    anew = take_in(session, again=True)
    assert anew.outcome is Outcome.NEW
    assert anew.piece.id != first.id
    assert take_in(session).outcome is Outcome.SAME


def test_a_mark_that_was_read_for_another_meeting_is_refused(session):
    take_in(session)
    with pytest.raises(Unreadable, match="read before, for another meeting"):
        packed.take_in(session, AUTHOR, packfile.read(file("meetingxyz")), now=NOW)


def test_nobody_reads_a_file_for_a_partnership_that_is_not_theirs(session):
    with pytest.raises(Denied):
        take_in(session, by=ELSEWHERE)
    piece = take_in(session).piece
    with pytest.raises(Denied):
        packed.add(session, ELSEWHERE, piece.id, read(), {"present"}, version=1, now=NOW)
    theirs = replace(read(decisions=[ANOTHER]), partnership="E22900002")
    with pytest.raises(Denied):
        packed.take_in(session, ELSEWHERE, theirs, now=NOW)


def test_reading_a_file_is_written_down_without_a_word_of_it(session):
    piece = take_in(session).piece
    entries = session.scalars(select(Entry).where(Entry.subject == piece.subject)).all()
    assert [entry.act for entry in entries] == ["drafted", "read from a meeting in a box"]
    assert "Tamber Rail" not in str([entry.said for entry in entries])
    assert audit.verify(session).fault is None


def test_two_who_send_the_same_file_at_once_make_one_draft(session, again):
    taken = take_in(session)
    session.commit()
    assert take_in(again(), by=BOTH).outcome is Outcome.SAME
    assert taken.outcome is Outcome.NEW


def test_an_erased_record_can_be_neither_compared_nor_added_to(session):
    piece = take_in(session).piece
    keys.destroy(session, piece.subject, NOW)
    with pytest.raises(Gone):
        take_in(session, saved=2)


def test_what_a_person_compared_once_is_not_asked_again(session):
    piece = take_in(session).piece
    newer = read(session=OTHER_SESSION, present=30, decisions=[*said()["decisions"], ANOTHER])
    assert packed.take_in(session, AUTHOR, newer, now=NOW).outcome is Outcome.DIFFERS
    packed.add(session, AUTHOR, piece.id, newer, {"decisions-1"}, version=1, now=NOW)
    assert packed.take_in(session, AUTHOR, newer, now=NOW).outcome is Outcome.SAME
    assert content(session, piece).present == 31


def test_two_saves_of_one_number_that_say_different_things_are_compared(session):
    piece = take_in(session, saved=2).piece
    other = take_in(session, saved=2, decisions=[ANOTHER])
    assert (other.outcome, other.piece.id) == (Outcome.DIFFERS, piece.id)


def test_nobody_who_reads_the_database_can_try_guesses_against_a_file(session):
    piece = take_in(session).piece
    facts = session.get_one(records.RecordFacts, piece.id)
    assert facts.file not in {None, hashlib.sha256(file()).hexdigest()}
