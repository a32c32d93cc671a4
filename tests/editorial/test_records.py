"""What meetings decided: one record a meeting, read from a box once, published by two people, late by the clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from crimemap.editorial import audit, keys, pieces, publishing
from crimemap.editorial.audit import Entry
from crimemap.editorial.meetings import Asked, Done, Hands, Record, deciding, packed, packfile, records
from crimemap.editorial.meetings.packed import Outcome
from crimemap.editorial.meetings.packfile import Unreadable
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece, State
from tests.editorial.conftest import APPROVER, AUTHOR, BOTH, ELSEWHERE, TAMBER
from tests.small_records import ANOTHER, DUE, HELD, OTHER_SESSION, SESSION, decision, file, record, said

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 12, 3, 21, 0, tzinfo=LONDON)
MEETING = "meetingabc"


def begun(session, told=None, *, by=AUTHOR, form="form-1", now=NOW) -> Piece:
    return deciding.begin(session, by, TAMBER, told or record(), token=form, now=now)


def released(session, told=None, *, now=NOW) -> Piece:
    piece = begun(session, told, now=now)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)
    return publishing.approve(session, APPROVER, piece.id, version=piece.version, now=now)


def whys(session, told, now=NOW):
    draft = told.model_copy(update={"meeting": f"meeting{many(session)}"})
    piece = begun(session, draft, form=draft.meeting)
    return [(trouble.field, trouble.why) for trouble in pieces.troubles(session, piece, now)]


def fields(session, told, now=NOW):
    return [field for field, _why in whys(session, told, now)]


def read(**changes) -> packfile.Packed:
    return packfile.read(file(**changes))


def take_in(session, /, by=AUTHOR, now=NOW, *, again=False, **changes) -> packed.Taken:
    return packed.take_in(session, by, read(**changes), now=now, again=again)


def content(session, piece) -> Record:
    found = pieces.content_of(session, piece)
    assert isinstance(found, Record)
    return found


def many(session) -> int:
    return len(session.scalars(select(Piece).where(Piece.kind == Kind.RECORD)).all())


# ---------------------------------------------------------------- public


def test_what_two_people_published_is_found_by_its_meeting_from_that_second_on(session):
    piece = begun(session)
    publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    assert records.published(session, NOW) == {}
    publishing.approve(session, APPROVER, piece.id, version=1, now=NOW)
    assert records.published(session, NOW) == {MEETING: record()}
    assert records.published(session, NOW - dt.timedelta(seconds=1)) == {}


def test_only_the_meetings_that_were_asked_for_are_answered(session):
    released(session)
    assert records.published(session, NOW, ["another"]) == {}
    assert records.published(session, NOW, []) == {}
    assert set(records.published(session, NOW, [MEETING, "another"])) == {MEETING}
    assert records.published(session, NOW, partnership="E22900002") == {}


def test_what_was_taken_down_is_public_no_more_and_the_meeting_can_be_recorded_anew(session):
    piece = released(session)
    publishing.end(session, BOTH, piece.id, "The wrong meeting.", now=NOW)
    assert records.published(session, NOW) == {}
    assert records.of_meeting(session, MEETING) is None
    assert begun(session, form="form-2").id != piece.id


def test_while_what_came_of_it_waits_for_approval_visitors_keep_what_was_approved(session):
    piece = released(session)
    kept = record(decisions=(decision(state=Done.DONE, came_en="All eleven burn."),))
    later = NOW + dt.timedelta(days=30)
    publishing.save(session, AUTHOR, piece.id, kept, version=piece.version, now=later)
    assert records.published(session, later) == {MEETING: record()}
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=later)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=later)
    assert records.published(session, later) == {MEETING: kept}


def test_the_state_of_many_meetings_is_known_at_once(session):
    piece = begun(session)
    assert {meeting: found.id for meeting, found in records.states(session, [MEETING, "x"]).items()} == {
        MEETING: piece.id
    }


# ---------------------------------------------------------------- one record a meeting


def test_the_same_form_sent_again_is_one_draft_with_what_was_typed_since(session):
    first = begun(session)
    more = record(present=32)
    again = begun(session, more)
    assert again.id == first.id
    assert content(session, again) == more
    assert many(session) == 1


def test_two_people_who_begin_at_once_compare_and_lose_nothing(session):
    begun(session)
    with pytest.raises(Conflict) as caught:
        begun(session, record(present=3), by=BOTH, form="form-2")
    assert caught.value.theirs == record()
    assert many(session) == 1


def test_a_form_that_was_changed_elsewhere_meanwhile_is_a_conflict_too(session):
    piece = begun(session)
    publishing.save(session, BOTH, piece.id, record(present=7), version=1, now=NOW)
    with pytest.raises(Conflict):
        begun(session, record(present=3))


def test_nobody_records_for_a_partnership_that_is_not_theirs(session):
    with pytest.raises(Denied):
        begun(session, by=ELSEWHERE)
    with pytest.raises(Denied):
        begun(session, by=APPROVER)


# ---------------------------------------------------------------- the gate


def test_a_whole_record_is_let_through(session):
    assert whys(session, record()) == []


def test_decisions_are_published_on_the_evening_itself_and_not_before_the_meeting(session):
    before = dt.datetime(2026, 12, 2, 23, 59, tzinfo=LONDON)
    assert [why for _field, why in whys(session, record(), before)] == [
        "The meeting is still to come. What it decides is published once it was held."
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"decided_en": ""}, ["decisions-0-decided_en"]),
        ({"owner": ""}, ["decisions-0-owner"]),
        ({"due": None}, ["decisions-0-due"]),
        ({"contact": ""}, ["decisions-0-contact"]),
        ({"action_en": ""}, ["decisions-0-action_en"]),
        ({"due": HELD - dt.timedelta(days=1)}, ["decisions-0-due"]),
        ({"due": dt.date(2062, 1, 1)}, ["decisions-0-due"]),
        ({"reach": "ask at the desk"}, ["decisions-0-reach"]),
        ({"state": Done.DONE}, ["decisions-0-came_en"]),
        ({"state": Done.DROPPED, "came_en": "The money went elsewhere."}, []),
        ({"contact": "Jane Whitcombe"}, ["decisions-0-contact"]),
        ({"decided_en": "Write to 14 Mill Street, HX1 2AB."}, ["decisions-0-decided_en"] * 2),
        ({"decided_en": "Repair the railings in Mill Street."}, []),
        ({"action_en": "Patrol the worst streets."}, ["decisions-0-action_en"]),
        ({"action_en": "x" * 601}, ["decisions-0-action_en"]),
        ({"action_en": "", "due": None, "owner": "", "contact": "", "reach": ""}, []),
        ({"reach": "housing.office@example.org"}, []),
    ],
)
def test_an_action_says_who_does_it_by_when_and_whom_to_ask_and_names_nobody(session, changes, expected):
    assert fields(session, record(decisions=(decision(**changes),))) == expected


def test_each_fault_says_of_which_row_it_is(session):
    rows = (decision(), decision(owner=""))
    assert whys(session, record(decisions=rows)) == [
        ("decisions-1-owner", "Decision 2: Say which organisation or team does it.")
    ]


@pytest.mark.parametrize(
    ("hands", "present", "expected"),
    [
        (Hands(question_en="Close it?", yes=20, no=11, neither=0), 31, []),
        (Hands(question_en="Close it?", yes=20, no=11, neither=1), 31, ["hands-0-yes"]),
        (Hands(question_en="Close it?"), 31, ["hands-0-yes"]),
        (Hands(question_en="Close it?", yes=-1, no=3), 31, ["hands-0-yes"]),
        (Hands(yes=3), 31, ["hands-0-question_en"]),
        (Hands(question_en="Close it?", yes=3), None, ["present"]),
    ],
)
def test_a_show_of_hands_has_a_question_a_count_and_a_turnout(session, hands, present, expected):
    assert fields(session, record(hands=(hands,), present=present)) == expected


def test_nothing_written_is_nothing_to_publish(session):
    empty = record(decisions=(), hands=(), asked=(), present=None)
    assert fields(session, empty) == ["decisions-0-decided_en"]


def test_a_question_may_wait_for_its_answer_but_names_nobody(session):
    named = Asked(question_en="Why does my neighbour Mr Harold Pilkington park there?")
    assert fields(session, record(asked=(Asked(question_en="When?"),))) == []
    assert set(fields(session, record(asked=(named,)))) == {"asked-0-question_en"}


# ---------------------------------------------------------------- from a box


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
    assert newer.outcome is Outcome.DIFFERS
    assert content(session, newer.piece) == mended


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


def test_a_late_action_is_said_by_the_clock_alone(session):
    released(session)
    found = records.published(session, NOW).values()
    assert records.next_late(found, NOW) == dt.datetime.combine(DUE + dt.timedelta(days=1), dt.time(), LONDON)


def test_an_erased_record_can_be_neither_compared_nor_added_to(session):
    piece = take_in(session).piece
    keys.destroy(session, piece.subject, NOW)
    with pytest.raises(Gone):
        take_in(session, saved=2)


def test_what_a_person_compared_once_is_not_asked_again(session):
    piece = take_in(session).piece
    mended = content(session, piece).model_copy(update={"present": 30})
    publishing.save(session, BOTH, piece.id, mended, version=1, now=NOW)
    newer = read(saved=2, decisions=[*said()["decisions"], ANOTHER])
    assert packed.take_in(session, AUTHOR, newer, now=NOW).outcome is Outcome.DIFFERS
    packed.add(session, AUTHOR, piece.id, newer, {"decisions-1"}, version=2, now=NOW)
    assert packed.take_in(session, AUTHOR, newer, now=NOW).outcome is Outcome.SAME
    assert content(session, piece).present == 30


def test_two_saves_of_one_number_that_say_different_things_are_compared(session):
    piece = take_in(session, saved=2).piece
    other = take_in(session, saved=2, decisions=[ANOTHER])
    assert (other.outcome, other.piece.id) == (Outcome.DIFFERS, piece.id)


def test_nobody_who_reads_the_database_can_try_guesses_against_a_file(session):
    piece = take_in(session).piece
    facts = session.get_one(records.RecordFacts, piece.id)
    assert facts.file not in {None, hashlib.sha256(file()).hexdigest()}
