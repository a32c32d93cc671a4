"""The time zone in a calendar file, read as RFC 5545 says, agrees with the zone itself at every hour."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from crimemap.web.feeds.zones import changes, component

HOUR = dt.timedelta(hours=1)


def offset_read(zone: Timezone, at: dt.datetime) -> dt.timedelta:
    """What the last part whose onset has come says: an onset is told in the time before it."""
    begun = [
        (onset, part.TZOFFSETTO)
        for part in zone.subcomponents
        if (onset := part["DTSTART"].dt.replace(tzinfo=dt.UTC) - part.TZOFFSETFROM) <= at
    ]
    return max(begun)[1]


@pytest.mark.parametrize("name", ["Europe/London", "Australia/Lord_Howe", "UTC"])
def test_every_hour_of_three_years_is_told_as_the_zone_has_it(name: str) -> None:
    zone = ZoneInfo(name)
    made = component(zone, 2025, 2027)
    at = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    while at.year < 2028:
        assert offset_read(made, at) == at.astimezone(zone).utcoffset(), at
        at += HOUR


def test_the_clocks_of_london_change_at_one_by_greenwich() -> None:
    found = [
        (f"{one.onset:%d %B %H:%M}", one.name, one.is_summer)
        for one in changes(ZoneInfo("Europe/London"), 2026, 2026)
    ]
    assert found == [
        ("01 January 00:00", "GMT", False),
        ("29 March 01:00", "BST", True),
        ("25 October 02:00", "GMT", False),
    ]


def test_the_file_names_the_zone_as_its_events_do() -> None:
    assert str(component(ZoneInfo("Europe/London"), 2026, 2026)["TZID"]) == "Europe/London"
