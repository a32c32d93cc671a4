"""Instants of what people say in days and hours, the two nights on which the clocks change included.

In spring an hour is left out: half past one does not exist, and RFC 5545 takes it for half past two. In autumn an hour
comes twice: it is the first of the two unless `second` says otherwise.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from crimemap.editorial.meetings.content import Every, Meeting

MOST: Final = 110
"""Meetings of one series: two years of a weekly one. [choose]"""

_WEEK: Final = 7
_FIFTH: Final = 4
_STEP: Final = {Every.WEEK: timedelta(days=_WEEK), Every.FORTNIGHT: timedelta(days=2 * _WEEK)}


def instant(day: date, at: time, zone: tzinfo, *, second: bool = False) -> datetime:
    """The instant, in `zone`. An hour that is left out is taken for the one after it."""
    said = datetime.combine(day, at, zone).replace(fold=int(second))
    if not exists(day, at, zone):
        said = said.replace(fold=0)
    return said.astimezone(UTC).astimezone(zone)


def exists(day: date, at: time, zone: tzinfo) -> bool:
    """Whether the clocks show this hour on this day at all."""
    said = datetime.combine(day, at, zone)
    return said.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == said.replace(tzinfo=None)


def comes_twice(day: date, at: time, zone: tzinfo) -> bool:
    """Whether the clocks show this hour twice on this day."""
    said = datetime.combine(day, at, zone)
    return exists(day, at, zone) and said.utcoffset() != said.replace(fold=1).utcoffset()


def days(meeting: Meeting) -> Iterator[date]:
    """The days of a series as it was set, before anything was moved, at most `MOST` of them; none without a day."""
    if meeting.day is None:
        return
    if meeting.every is Every.ONCE or meeting.last is None:
        yield meeting.day
        return
    for count in range(MOST):
        day = _nth(meeting.day, meeting.every, count)
        if day > meeting.last:
            return
        yield day


def _nth(first: date, every: Every, count: int) -> date:
    if every is not Every.MONTH:
        return first + count * _STEP[every]
    months = first.year * 12 + first.month - 1 + count
    year, month = divmod(months, 12)
    return _same_weekday(date(year, month + 1, 1), first)


def _same_weekday(month: date, like: date) -> date:
    """The day of `month` with the weekday and the week of `like`; of a fifth week: the last."""
    week = (like.day - 1) // _WEEK
    found = month + timedelta(days=(like.weekday() - month.weekday()) % _WEEK + week * _WEEK)
    if week == _FIFTH or found.month != month.month:
        last = month.replace(day=monthrange(month.year, month.month)[1])
        found = last - timedelta(days=(last.weekday() - like.weekday()) % _WEEK)
    return found
