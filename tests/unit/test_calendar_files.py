"""Meetings as a calendar file, read back: on the nights on which the clocks change, cancelled, moved."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Gathering, Standing
from crimemap.editorial.meetings.times import instant
from crimemap.web.feeds.ical import About, calendar
from tests.small_meetings import NOW, ZONE, gathering

ABOUT = About("Meetings", "Open Government Licence v3.0", "https://crime.example", ZONE)
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


def file_of(*found: Gathering) -> bytes:
    return calendar(found, ABOUT, [f"https://crime.example/meetings/{one.id}" for one in found])


def event_of(one: Gathering) -> Event:
    (event,) = Calendar.from_ical(file_of(one)).walk("VEVENT")
    return event


def lines(made: bytes) -> list[str]:
    """As they are meant: a long line is folded."""
    return made.decode().replace("\r\n ", "").split("\r\n")


def at(day: dt.date, hour: dt.time, *, second: bool = False, **changes: object) -> Gathering:
    start = instant(day, hour, ZONE, second=second)
    return gathering(
        start=start, end=(start.astimezone(dt.UTC) + dt.timedelta(hours=1)).astimezone(ZONE), **changes
    )


def test_a_meeting_is_read_back_as_it_is() -> None:
    one = gathering()
    event = event_of(one)
    assert event["UID"] == "meetingabc@crime.example"
    assert event["SUMMARY"] == "Have your say: Lower Keld"
    assert (event.start, event.end) == (one.start, one.end)
    assert event["LOCATION"] == "Moor Street Hall, Moor Street, Lower Keld"
    assert event["CONTACT"] == "Neighbourhood policing team, 101"
    assert event["STATUS"] == "CONFIRMED"
    assert event["URL"] == "https://crime.example/meetings/meetingabc"
    assert event["SEQUENCE"] == 0
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == NOW
    said = str(event["DESCRIPTION"])
    for part in ("Hear what was done", "- What to do next", "Step-free", "Tamber Vale Police", ABOUT.foot):
        assert part in said, part
    assert "VALARM" not in file_of(one).decode()


def test_hours_are_told_in_the_time_of_the_place_with_its_zone() -> None:
    said = lines(file_of(gathering()))
    assert "DTSTART;TZID=Europe/London:20261203T190000" in said
    assert "TZID:Europe/London" in said
    assert said.index("BEGIN:VTIMEZONE") < said.index("BEGIN:VEVENT")


@pytest.mark.parametrize(
    ("day", "hour", "second", "written", "utc"),
    [
        # An hour that comes twice is told in UTC: of the clock's face, programs take either of the two.
        (AUTUMN, dt.time(1, 30), False, "DTSTART:20261025T003000Z", (0, 30)),
        (AUTUMN, dt.time(1, 30), True, "DTSTART:20261025T013000Z", (1, 30)),
        (AUTUMN, dt.time(2, 0), False, "DTSTART;TZID=Europe/London:20261025T020000", (2, 0)),
        # An hour that is left out is the one after it.
        (SPRING, dt.time(1, 30), False, "DTSTART;TZID=Europe/London:20260329T023000", (1, 30)),
        (SPRING, dt.time(0, 30), False, "DTSTART;TZID=Europe/London:20260329T003000", (0, 30)),
    ],
)
def test_half_past_one_on_the_night_the_clocks_change(day, hour, second, written, utc) -> None:
    one = at(day, hour, second=second)
    assert written in lines(file_of(one))
    start, end = event_of(one).start, event_of(one).end
    moment = dt.datetime.combine(day, dt.time(*utc), dt.UTC)
    assert start.astimezone(dt.UTC) == moment
    assert end.astimezone(dt.UTC) - start.astimezone(dt.UTC) == dt.timedelta(hours=1)


def test_no_zone_is_given_to_the_whole_file_in_which_some_programs_would_read_hours_of_utc() -> None:
    assert b"X-WR-TIMEZONE" not in file_of(gathering())


def test_a_cancelled_meeting_stays_in_the_file_as_cancelled_with_its_reason() -> None:
    one = gathering(standing=Standing.CANCELLED, reason=Bilingual("The hall is flooded."), number=1)
    event = event_of(one)
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == "Cancelled: Have your say: Lower Keld"
    assert str(event["DESCRIPTION"]).startswith("This meeting is cancelled. The hall is flooded.")
    assert event["TRANSP"] == "TRANSPARENT"


def test_every_change_counts_on_and_the_name_stays() -> None:
    moved = {"standing": Standing.MOVED, "start": gathering().start + dt.timedelta(days=7), "end": None}
    events = [event_of(one) for one in (gathering(), gathering(number=1, **moved), gathering(number=2))]
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert {str(event["UID"]) for event in events} == {"meetingabc@crime.example"}


def test_a_meeting_without_an_end_is_given_none_and_a_day_is_a_day() -> None:
    assert "DTEND" not in event_of(gathering(end=None))
    said = lines(file_of(gathering(start=dt.datetime(2026, 12, 3, tzinfo=ZONE), end=None, all_day=True)))
    assert "DTSTART;VALUE=DATE:20261203" in said
    assert "DTEND;VALUE=DATE:20261204" in said


def test_commas_and_new_lines_and_long_letters_are_read_back() -> None:
    title = "Tŷ, gardd; a “hen”\\siop " + "ŵ" * 120
    one = gathering(title=Bilingual(title, title), place="Neuadd,\nLlan")
    event = event_of(one)
    assert (event["SUMMARY"], event["LOCATION"]) == (title, "Neuadd,\nLlan, Moor Street, Lower Keld")
    assert all(len(line) <= 75 for line in file_of(one).split(b"\r\n"))


def test_the_same_meetings_are_the_same_bytes_and_none_is_a_file_too() -> None:
    two = gathering(), gathering(id="other", start=gathering().start + dt.timedelta(days=400), end=None)
    assert file_of(*two) == file_of(*two)
    empty = Calendar.from_ical(file_of())
    assert not empty.walk("VEVENT")
    assert empty["PRODID"]
    assert empty.subcomponents, (
        "RFC 5545 wants one component at least, and some programs refuse a file without"
    )


def test_the_zone_is_the_site_s() -> None:
    zone = ZoneInfo("Europe/Dublin")
    start = dt.datetime(2026, 12, 3, 19, tzinfo=zone)
    made = calendar(
        [gathering(start=start, end=None)],
        About("x", "y", "http://h.example", zone),
        ["http://h.example/meetings/1"],
    )
    assert "DTSTART;TZID=Europe/Dublin:20261203T190000" in lines(made)
