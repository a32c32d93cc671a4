"""Who, when and where in words: names with ranks, meetings with their hours."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from crimemap import language, words
from crimemap.measures.crime.stations import station_name
from crimemap.team import Event, Person


def at(*parts: int) -> dt.datetime:
    return dt.datetime(*parts)  # noqa: DTZ001  # as the API writes it


def person(name: str, rank: str = "PC") -> Person:
    return Person(name, rank, (), ())


def event(start: dt.datetime, end: dt.datetime | None = None, title: str = "Meeting") -> Event:
    return Event(title, "", "", (), start, end, ())


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (person("Rowan", "Sgt"), "Sgt Rowan"),
        (person("Rowan", ""), "Rowan"),
        (person("PC Rowan"), "PC Rowan"),
        (person("Vacant", "PCSO"), "PCSO: vacant"),
        (person("", "PCSO"), "PCSO: vacant"),
        (person(" VACANCY ", ""), "A vacant post"),
    ],
)
def test_a_person_is_called_by_rank_and_name_and_a_post_is_no_person(who: Person, said: str):
    assert words.called(who) == said
    assert words.is_vacant(who) == ("vacant" in said)


@pytest.mark.parametrize(
    ("team", "said"),
    [
        ([person("Bay"), person("Vacant", "PCSO")], "PC Bay works in Pennyfold."),
        ([person("Bay"), person("Hazel")], "PC Bay and PC Hazel work in Pennyfold."),
        ([person("")], "The police publish how to reach the team of Pennyfold, and no names."),
    ],
)
def test_a_vacant_post_does_not_work_anywhere(team: list[Person], said: str):
    assert words.at_work(tuple(team), "Pennyfold") == said


def test_names_are_listed_without_the_vacant_and_many_are_counted():
    assert words.team_names(()) == ""
    assert words.team_names((person("", "PCSO"),)) == ""
    assert words.team_names((person("Rowan", "Sgt"),)) == "Sgt Rowan"
    assert words.team_names(tuple(person(name) for name in "ABC")) == "PC A, PC B and PC C"
    assert words.team_names(tuple(person(name) for name in "ABCDE"), 4) == "PC A, PC B, PC C, PC D and PC E"
    assert (
        words.team_names(tuple(person(name) for name in "ABCDEF"), 4) == "PC A, PC B, PC C, PC D and 2 more"
    )


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (19, 0, "7pm"),
        (19, 30, "7.30pm"),
        (9, 5, "9.05am"),
        (12, 0, "midday"),
        (0, 0, "midnight"),
        (12, 30, "12.30pm"),
    ],
)
def test_hours_are_said_as_people_say_them(hour: int, minute: int, said: str):
    assert language.clock(dt.time(hour, minute)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (at(2026, 12, 3, 19), at(2026, 12, 3, 20, 30), "Thursday 3 December, 7pm to 8.30pm"),
        (at(2026, 12, 3, 19), None, "Thursday 3 December, 7pm"),
        (at(2027, 3, 27, 23), at(2027, 3, 28, 3), "Saturday 27 March, 11pm to Sunday 28 March, 3am"),
        (at(2026, 12, 5), None, "Saturday 5 December"),
        (at(2026, 12, 5), at(2026, 12, 6), "Saturday 5 December to Sunday 6 December"),
    ],
)
def test_a_meeting_has_its_day_and_its_hours(start: dt.datetime, end: dt.datetime | None, said: str):
    assert words.hours_said(start, end, all_day=event(start, end).is_all_day) == said


def test_what_is_far_away_is_said_with_its_year():
    assert (
        words.hours_said(at(2026, 12, 3, 19), at(2026, 12, 3, 20), year=True)
        == "Thursday 3 December 2026, 7pm to 8pm"
    )
    over_midnight = words.hours_said(at(2026, 12, 31, 19), at(2027, 1, 1, 1), year=True)
    assert over_midnight == "Thursday 31 December 2026, 7pm to Friday 1 January 2027, 1am"


@pytest.mark.parametrize(
    ("day", "fold", "said"),
    [
        (
            at(2026, 10, 25, 1, 30),
            0,
            "The clocks go back that night: this is the first 1.30am, before they do.",
        ),
        (
            at(2026, 10, 25, 1, 30),
            1,
            "The clocks go back that night: this is the second 1.30am, after they do.",
        ),
        (at(2026, 10, 25, 2, 0), 0, ""),
        (at(2026, 10, 25, 0, 59), 0, ""),
        (at(2026, 12, 3, 19), 0, ""),
        (at(2026, 3, 29, 2, 30), 0, ""),
    ],
)
def test_of_an_hour_that_comes_twice_it_is_said_which(day: dt.datetime, fold: int, said: str):
    assert words.clocks_change(day.replace(tzinfo=ZoneInfo("Europe/London"), fold=fold)) == said


def test_in_welsh_days_and_hours_are_welsh():
    with language.using("cy"):
        assert words.hour_said(at(2026, 12, 3, 19)).startswith("Dydd Iau 3 Rhagfyr")
        assert language.listed(["Onnen", "Celyn"]) == "Onnen a(c) Celyn"


@pytest.mark.parametrize(
    ("title", "cancelled"),
    [
        ("Cancelled: meeting", True),
        ("Meeting CANCELED", True),
        ("Cyfarfod wedi’i ganslo", True),
        ("Meeting", False),
    ],
)
def test_a_title_says_that_a_meeting_is_cancelled(title: str, cancelled: bool):
    assert event(at(2026, 12, 3, 19), title=title).is_cancelled is cancelled


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Aber (Station)", "Aber"),
        ("Euston (Lu Station)", "Euston (London Underground)"),
        ("Bank (Lu Staion)", "Bank (London Underground)"),
        ("Lewisham (Dlr)", "Lewisham (DLR)"),
        ("Wimbledon (Tram Stop)", "Wimbledon (tram)"),
        ("Depot (Yard)", "Depot (Yard)"),
        ("Wren Street", "Wren Street"),
        ("", ""),
    ],
)
def test_a_station_is_called_as_people_call_it(written: str, said: str):
    assert station_name(written) == said
