"""What stands in the way of publishing a meeting."""

from __future__ import annotations

import datetime as dt

import pytest

from crimemap import language
from crimemap.editorial.meetings.content import Every, Item, Meeting, Move, Paper
from crimemap.editorial.meetings.dates import told
from crimemap.editorial.meetings.gate import troubles
from tests.small_meetings import NOW, ZONE, meeting, series

BACK = dt.date(2027, 10, 31)
FORWARD = dt.date(2027, 3, 28)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with language.using("en"):
        yield


def fields(written, now=NOW, **known):
    return [trouble.field for trouble in troubles(written, now, **known)]


def said(written, now=NOW, **known):
    return " ".join(trouble.why for trouble in troubles(written, now, **known))


def test_a_whole_meeting_and_a_whole_series_can_be_published():
    assert troubles(meeting(), NOW) == ()
    assert troubles(series(), NOW) == ()


def test_an_empty_draft_is_told_all_that_is_wanting():
    wanted = ["body", "organiser", "title_en", "place", "contact", "day", "begins"]
    assert fields(Meeting()) == wanted


def test_an_hour_that_the_clocks_leave_out_is_refused_with_one_sentence():
    found = troubles(meeting(day=FORWARD, begins=dt.time(1, 30), ends=dt.time(3)), NOW)
    assert [trouble.field for trouble in found] == ["begins"]
    assert found[0].why == "The clocks go forward on 28 March 2027 and leave out 1.30am. Choose another hour."


def test_an_hour_that_comes_twice_must_be_chosen():
    twice = meeting(day=BACK, begins=dt.time(1, 30), ends=dt.time(3))
    assert fields(twice) == ["second"]
    assert fields(twice.model_copy(update={"second": False})) == []
    assert fields(twice.model_copy(update={"second": True})) == []


def test_a_later_date_of_a_series_in_the_hour_that_comes_twice_asks_too():
    by_night = meeting(
        day=BACK - 28 * DAY, begins=dt.time(1, 30), ends=dt.time(3), every=Every.WEEK, last=BACK + DAY
    )
    assert fields(by_night) == ["second"]
    assert "31 October 2027" in said(by_night)


def test_a_time_that_has_passed_is_refused():
    assert fields(meeting(day=NOW.date(), begins=dt.time(9), ends=dt.time(9, 30))) == ["day"]
    assert fields(meeting(day=NOW.date(), begins=dt.time(11), ends=dt.time(12))) == []


def test_a_meeting_that_took_place_can_still_be_given_papers_and_no_other_day():
    before = told({}, meeting(), NOW)
    later = dt.datetime(2026, 12, 10, tzinfo=ZONE)
    assert (
        fields(
            meeting(papers=(Paper(title_en="Slides", address="https://example.org/a"),)), later, before=before
        )
        == []
    )
    moved = meeting(day=dt.date(2027, 1, 14))
    assert (
        said(moved, later, before=before) == "This meeting has taken place. Begin a new one for another day."
    )


def test_nothing_ends_before_it_begins():
    assert fields(meeting(begins=dt.time(14), ends=dt.time(13))) == ["ends"]
    assert fields(meeting(begins=dt.time(14), ends=dt.time(14))) == ["ends"]
    assert fields(meeting(begins=dt.time(23), ends=dt.time(4))) == []


@pytest.mark.parametrize(
    ("last", "field"),
    [
        (None, ["last"]),
        (dt.date(2026, 12, 1), ["last"]),
        (dt.date(2028, 12, 4), ["last"]),
        (dt.date(2028, 12, 3), []),
    ],
)
def test_a_series_ends_within_two_years(last, field):
    assert fields(series(last=last)) == field


def test_a_move_names_a_date_of_the_series_what_changes_and_why():
    wrong = (
        Move(day=dt.date(2027, 1, 8), begins=dt.time(18), reason_en="The hall."),
        Move(day=dt.date(2027, 2, 4)),
    )
    assert fields(series(moves=wrong)) == ["moves-0-day", "moves-1-reason_en", "moves-1-to"]
    good = Move(day=dt.date(2027, 1, 7), to=dt.date(2027, 1, 14), reason_en="The hall is booked.")
    assert fields(series(moves=(good,))) == []


def test_a_move_into_the_past_out_of_sight_or_into_no_hour_is_refused():
    day = dt.date(2027, 1, 7)
    moves = (
        Move(day=day, to=dt.date(2026, 11, 1), reason_en="Earlier."),
        Move(day=dt.date(2027, 2, 4), to=dt.date(2027, 9, 1), reason_en="Much later."),
        Move(
            day=dt.date(2027, 3, 4), to=FORWARD, begins=dt.time(1, 30), ends=dt.time(4), reason_en="By night."
        ),
    )
    assert fields(series(moves=moves)) == ["moves-0-to", "moves-1-to", "moves-2-begins"]


def test_no_date_that_was_announced_goes_without_a_word():
    before = told({}, series(), NOW)
    shorter = series(last=dt.date(2027, 4, 30))
    assert said(shorter, before=before) == (
        "6 May 2027 was announced. Cancel it first, or keep it and move it."
    )
    assert fields(shorter, before=before, called_off={dt.date(2027, 5, 6)}) == []


def test_a_single_meeting_does_not_become_a_series_behind_peoples_backs():
    assert fields(series(), before=told({}, meeting(), NOW)) == ["every"]


def test_another_time_or_place_than_was_announced_needs_its_reason():
    before = told({}, meeting(), NOW)
    assert fields(meeting(begins=dt.time(18)), before=before) == ["changed_en"]
    assert fields(meeting(place="The Library"), before=before) == ["changed_en"]
    assert fields(meeting(begins=dt.time(18), changed_en="The hall closes earlier."), before=before) == []
    assert fields(meeting(ends=dt.time(21)), before=before) == [], "a longer meeting is no other one"


@pytest.mark.parametrize(
    "written",
    [
        meeting(place="Moor Street Hall", address="4 Moor Street, Lower Keld LK4 2PP"),
        meeting(place="Moor Street School"),
        meeting(attends=("Sgt Rowan, neighbourhood team", "PC Ash", "Housing officer")),
        meeting(contact="Sergeant Rowan’s team"),
        meeting(title_en="Speeding on Moor Street: come to Keld School at 7pm on 3 December"),
    ],
)
def test_a_hall_its_street_and_an_officer_in_office_may_be_named(written):
    assert troubles(written, NOW) == ()


@pytest.mark.parametrize(
    ("written", "field"),
    [
        (meeting(about_en="Mrs Jones will tell what happened to her."), "about_en"),
        (meeting(about_en="About the house at 12 Moor Street."), "about_en"),
        (meeting(attends=("Mr Jones from number four",)), "attends"),
        (meeting(contact="Mrs Jones"), "contact"),
        (meeting(agenda=(Item(title_en="What Mrs Jones saw"),)), "agenda-0-title_en"),
        (meeting(papers=(Paper(title_en="Of Mrs Jones", address="https://example.org/a"),)), "papers-0-title_en"),
        (meeting(about_en="Ring 01632 960123."), "about_en"),
        (series(moves=(Move(day=dt.date(2027, 1, 7), begins=dt.time(18), ends=dt.time(19),
                            reason_en="Mr Jones is ill."),)), "moves-0-reason_en"),
    ],
)  # fmt: skip
def test_nobody_else_is_named_anywhere(written, field):
    found = [trouble for trouble in troubles(written, NOW) if trouble.rule == "C5"]
    assert field in {trouble.field for trouble in found}


def test_tone_is_kept_in_every_text():
    assert [trouble.rule for trouble in troubles(meeting(title_en="Burglary hot-spots"), NOW)] == ["tone"]


def test_papers_and_joining_online_have_whole_addresses():
    bad = meeting(
        papers=(Paper(title_en="Notes", address="http://example.org/a"),), online="javascript:alert(1)"
    )
    assert fields(bad) == ["papers-0-address", "online"]
    assert fields(meeting(online="https://somebody@example.org/x")) == ["online"]
    assert fields(meeting(place="", access_en="", online="https://meet.example.org/keld")) == []


def test_somebody_can_be_reached():
    assert fields(meeting(telephone="")) == ["telephone"]
    assert fields(meeting(telephone="", email="team@example.org")) == []
    assert fields(meeting(telephone="ring us", email="team")) == ["email", "telephone"]


def test_minutes_and_lines_have_their_measure():
    many = meeting(agenda=tuple(Item(title_en="Talk", minutes=0) for _each in range(21)))
    assert fields(many)[:2] == ["agenda", "agenda-0-minutes"]
