"""The instant that somebody means who writes a local time: what the clocks show twice, or never, is asked back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

from crimemap import language
from crimemap.language import gettext as _
from crimemap.settings import Refusal

MORNING: Final = time(9, 30)
"""The hour at which official statistics come out (Code of Practice for Statistics, T3)."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class NotOneInstant(Refusal):
    """The clocks change then: `readings` are the two instants (UTC) that could be meant, the earlier first."""

    def __init__(self, said: str, readings: tuple[datetime, datetime]) -> None:
        super().__init__(said)
        self.readings = readings


def one_instant(day: date, at: time, zone: tzinfo) -> datetime:
    """The instant, in UTC, at which clocks in `zone` show this day and time. Raises NotOneInstant."""
    shown = datetime.combine(day, at)
    first, second = sorted(shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    comes_twice = first.astimezone(zone).replace(tzinfo=None) == shown
    raise NotOneInstant(
        _twice(shown, first, second) if comes_twice else _never(shown, zone, first, second), (first, second)
    )


def parse(text: str, zone: tzinfo) -> datetime:
    """ "2026-12-10" (half past nine), "2026-12-10 09:30", or with an offset; in UTC. Raises Refusal."""
    written = text.strip()
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise Refusal(
            f"{text!r} is no time: write it like 2026-12-10 09:30, or 2026-12-10 for half past nine that day."
        ) from None
    if found.tzinfo is not None:
        return found.astimezone(UTC)
    at = MORNING if _DAY.fullmatch(written) else found.time()
    try:
        return one_instant(found.date(), at, zone)
    except NotOneInstant as refusal:
        ways = " or ".join(f"{reading.astimezone(zone):%Y-%m-%d %H:%M%z}" for reading in refusal.readings)
        raise NotOneInstant(f"{refusal} Say which: {ways}.", refusal.readings) from None


def _twice(shown: datetime, first: datetime, second: datetime) -> str:
    return _(
        "The clocks go back on %(day)s, and show %(time)s twice: at %(first)s and at %(second)s UTC.",
        day=language.day(shown.date()), time=f"{shown:%H:%M}", first=f"{first:%H:%M}", second=f"{second:%H:%M}",
    )  # fmt: skip


def _never(shown: datetime, zone: tzinfo, first: datetime, second: datetime) -> str:
    return _(
        "The clocks go forward on %(day)s, and never show %(time)s: %(first)s or %(second)s is meant.",
        day=language.day(shown.date()), time=f"{shown:%H:%M}", first=f"{first.astimezone(zone):%H:%M}",
        second=f"{second.astimezone(zone):%H:%M}",
    )  # fmt: skip
