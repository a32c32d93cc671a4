"""What is said of a meeting's decisions at a moment: each promise as it stands, and when the clock says otherwise."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from crimemap.brief.decided import Mark, Told
from crimemap.editorial.meetings import Done
from crimemap.editorial.meetings.records import next_late
from crimemap.language import using
from tests.small_records import DUE, decision, record

LONDON = ZoneInfo("Europe/London")
SECOND = dt.timedelta(seconds=1)
LATE = dt.datetime(2027, 1, 13, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def english():
    with using("en"):
        yield


def marks(told: Told) -> list[Mark]:
    return [line.mark for line in told.lines]


def test_an_action_turns_late_as_its_day_ends_and_not_a_second_before():
    assert marks(Told.of(record(), LATE - SECOND)) == [Mark.UNDER_WAY]
    assert marks(Told.of(record(), LATE)) == [Mark.LATE]
    assert Told.of(record(), LATE - SECOND).until == LATE
    assert Told.of(record(), LATE).until is None


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"state": Done.DONE}, Mark.KEPT),
        ({"state": Done.DROPPED}, Mark.NOT_DONE),
        ({"action_en": "", "due": None}, Mark.NONE),
        ({"due": None}, Mark.UNDER_WAY),
    ],
)
def test_only_what_is_still_to_be_done_can_be_late(changes, mark):
    assert marks(Told.of(record(decisions=(decision(**changes),)), LATE)) == [mark]


def test_a_decision_of_which_nothing_follows_is_counted_nowhere():
    only = record(decisions=(decision(action_en="", due=None),))
    assert Told.of(only, LATE).tally == ""


def test_the_tally_names_every_standing_once():
    rows = (
        decision(),
        decision(state=Done.DONE),
        decision(due=DUE + dt.timedelta(days=90)),
        decision(state=Done.DONE),
    )
    assert Told.of(record(decisions=rows), LATE).tally == "2 kept, 1 under way, 1 late."


def test_a_show_of_hands_is_told_with_its_turnout():
    told = Told.of(record(), LATE)
    assert told.votes[0].told == "19 for, 4 against, 2 abstained. 25 of the 31 people who came raised a hand."
    assert told.came == "31 people came."


def test_where_nobody_counted_who_came_there_is_no_turnout():
    told = Told.of(record(present=None), LATE)
    assert told.votes[0].told == "19 for, 4 against, 2 abstained."
    assert told.came == ""


@pytest.mark.parametrize(
    ("reach", "link"),
    [
        ("01632 960133", "tel:01632960133"),
        ("+44 (0)1632 960133 ext 7", "tel:+441632960133"),
        ("housing@example.org", "mailto:housing@example.org"),
        ("", ""),
    ],
)
def test_an_office_is_dialled_or_written_to(reach, link):
    assert Told.of(record(decisions=(decision(reach=reach),)), LATE).lines[0].link == link


def test_the_next_action_to_be_late_is_the_earliest_of_all_records_that_is_still_open():
    early, late = dt.date(2026, 12, 24), dt.date(2027, 3, 27)
    found = [
        record(decisions=(decision(due=late), decision(due=early, state=Done.DONE))),
        record(decisions=(decision(due=dt.date(2026, 12, 1)),)),
    ]
    now = dt.datetime(2026, 12, 10, 9, tzinfo=LONDON)
    assert next_late(found, now) == dt.datetime(2027, 3, 28, tzinfo=LONDON)
    assert next_late([], now) is None
