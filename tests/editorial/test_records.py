"""What meetings decided: one record a meeting, whoever types it, published by two people, late by the clock."""

from __future__ import annotations

import datetime as dt

import pytest

from crimemap.editorial import pieces, publishing
from crimemap.editorial.meetings import (
    Asked,
    Done,
    Hands,
    deciding,
    records,
)
from crimemap.editorial.meetings.merging import Base, Typed
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Conflict
from tests.editorial.conftest import APPROVER, AUTHOR, BOTH, ELSEWHERE, TAMBER
from tests.editorial.recorded import (
    FIRST,
    LONDON,
    MEETING,
    NOW,
    begun,
    content,
    many,
    released,
)
from tests.small_records import DUE, HELD, decision, record


def whys(session, told, now=NOW):
    draft = told.model_copy(update={"meeting": f"meeting{many(session)}"})
    piece = begun(session, draft, form=draft.meeting)
    return [(trouble.field, trouble.why) for trouble in pieces.troubles(session, piece, now)]


def fields(session, told, now=NOW):
    return [field for field, _why in whys(session, told, now)]


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


def test_two_who_type_on_one_sheet_keep_every_row_of_both(session):
    base = Base.of(content(session, begun(session)))
    first = record(decisions=(decision(key=FIRST), decision(decided_en="Mend the gate.", key="a" * 16)))
    second = record(
        decisions=(
            decision(owner="The council", key=FIRST),
            decision(decided_en="Cut the hedge.", key="b" * 16),
        )
    )
    for typed, person in ((first, AUTHOR), (second, BOTH)):
        kept = deciding.keep(session, person, TAMBER, Typed(typed, base), token="later", now=NOW)
        assert kept.merged.asked == ()
    told = content(session, kept.piece)
    assert {row.decided_en for row in told.decisions} == {
        "Light the car park all night.", "Mend the gate.", "Cut the hedge.",
    }  # fmt: skip
    assert told.decisions[0].owner == "The council"
    assert kept.piece.version == 3


def test_while_anything_is_asked_nothing_is_saved(session):
    base = Base.of(content(session, begun(session)))
    deciding.keep(session, AUTHOR, TAMBER, Typed(record(present=30), base), token="x", now=NOW)
    kept = deciding.keep(session, BOTH, TAMBER, Typed(record(present=29), base), token="y", now=NOW)
    (asked,) = kept.merged.asked
    assert content(session, kept.piece).present == 30
    deciding.keep(
        session,
        BOTH,
        TAMBER,
        Typed(record(present=29), base),
        token="y",
        now=NOW,
        chosen={asked.name: "mine"},
    )
    assert content(session, kept.piece).present == 29


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


def test_a_late_action_is_said_by_the_clock_alone(session):
    released(session)
    found = records.published(session, NOW).values()
    assert records.next_late(found, NOW) == dt.datetime.combine(DUE + dt.timedelta(days=1), dt.time(), LONDON)
