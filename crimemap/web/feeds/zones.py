"""The time zone of a calendar file: every change of the clocks over the years that its events lie in.

The library makes these too, but dates a change by the hour after it: its summer time begins an hour late, which is an
hour wrong for whatever takes place in it (RFC 5545, 3.6.5: the onset is told in the time before it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks change: `onset` is what they show at that instant before they do."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def changes(zone: ZoneInfo, first: int, last: int) -> Iterator[Change]:
    """Those of the years `first` to `last`, after one that says what holds when the first year begins."""
    day, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    yield _change(zone, day, _offset(zone, day))
    while day < end:
        if _offset(zone, day) != _offset(zone, day + _DAY):
            yield _change(zone, _instant(zone, day), _offset(zone, day))
        day += _DAY


def component(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """The VTIMEZONE of these years."""
    made = Timezone()
    made.add("TZID", zone.key)
    for change in changes(zone, first, last):
        part = TimezoneDaylight() if change.is_summer else TimezoneStandard()
        part.add("DTSTART", change.onset)
        part.add("TZOFFSETFROM", change.before)
        part.add("TZOFFSETTO", change.after)
        part.add("TZNAME", change.name)
        made.add_component(part)
    return made


def _instant(zone: ZoneInfo, day: datetime) -> datetime:
    """To the second, within a day on which they change: the first instant of the new time."""
    low, high = day, day + _DAY
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _offset(zone, middle) == _offset(zone, day) else (low, middle)
    return high


def _change(zone: ZoneInfo, at: datetime, before: timedelta) -> Change:
    here = at.astimezone(zone)
    onset = (at + before).replace(tzinfo=None)
    return Change(onset, before, _offset(zone, at), here.tzname() or zone.key, bool(here.dst()))


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
