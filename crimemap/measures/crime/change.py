"""A year against the year before, and by type: differences only where both are published in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from crimemap.figure import Denominator, Figure, Status
from crimemap.measures import intervals
from crimemap.measures.crime.counting import (
    ALL,
    YEAR,
    What,
    breaks_of,
    combined,
    total,
    totals_by_type,
)
from crimemap.measures.definitions import Break
from crimemap.release import Area, Release
from crimemap.terms import CRIME_TYPES, TYPES, CrimeType, Period

PERCENT_FROM: Final = 20
"""A percentage of fewer than this misleads: 3 to 6 is "a rise of 100 %" (rule M10; our own choice)."""

CHANCE: Final = "two Poisson counts, z at 95 %"
"""How the verdict on a change is reached: intervals.differs_by_more_than_chance."""


class Verdict(StrEnum):
    """Whether two counts differ by more than chance alone would make them."""

    MORE = "more"
    FEWER = "fewer"
    NO_CLEAR_CHANGE = "no clear change"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Change:
    """Two Figures of the same thing over equal times, and what lies between them. `broken_by`: why not to compare."""

    now: Figure
    before: Figure
    broken_by: Break | None = None

    @property
    def is_comparable(self) -> bool:
        """Both published in full, and recorded in the same way."""
        return self.now.is_known and self.before.is_known and self.broken_by is None

    @property
    def status(self) -> Status:
        """Of a difference: partial counts cannot be subtracted, and nothing is said across a break."""
        if self.broken_by is not None:
            return Status.NOT_APPLICABLE
        both = combined((self.now.status, self.before.status))
        return Status.MISSING if both is Status.PARTIAL else both

    @property
    def difference(self) -> Figure:
        """now - before, in the unit of both: below 0 for a fall."""
        value = _value(self.now) - _value(self.before) if self.is_comparable else None
        return self._labelled(value, self.status, self.now.unit)

    @property
    def ratio(self) -> Figure:
        """The difference as a share of the year before (-0.09: a fall of 9 %).

        Not applicable where either count is below PERCENT_FROM.
        """
        before = _value(self.before)
        if not self.is_comparable:
            return self._labelled(None, self.status, "share")
        if min(_value(self.now), before) < PERCENT_FROM:
            return self._labelled(None, Status.NOT_APPLICABLE, "share")
        return self._labelled((_value(self.now) - before) / before, Status.PUBLISHED, "share", before)

    @property
    def verdict(self) -> Verdict:
        """Two Poisson counts, z at 95 % (CHANCE)."""
        if not self.is_comparable:
            return Verdict.CANNOT_TELL
        now, before = _value(self.now), _value(self.before)
        if not intervals.differs_by_more_than_chance(now, before):
            return Verdict.NO_CLEAR_CHANGE
        return Verdict.MORE if now > before else Verdict.FEWER

    def _labelled(self, value: float | None, status: Status, unit: str, per: int | None = None) -> Figure:
        share = Denominator(per, self.before.unit) if per is not None else None
        now = self.now
        return Figure(value, status, now.period, unit, now.source, now.release, denominator=share)


def _value(figure: Figure) -> int:
    return int(figure.value or 0)


@dataclass(frozen=True, slots=True)
class TypeChange:
    """One crime type and its change."""

    what: CrimeType
    change: Change


@lru_cache(maxsize=8)
def latest_period(release: Release) -> Period:
    """The twelve months to the last one covered; all of them where the release covers fewer."""
    return Period.ending(release.months[-1], min(YEAR, len(release.months)))


def change(release: Release, area: Area, what: What, period: Period) -> Change:
    """`period` against the same months a year earlier."""
    before = period.before()
    return Change(
        total(release, area, what, period),
        total(release, area, what, before),
        break_between(release, area, what, period),
    )


def break_between(release: Release, area: Area, what: What, period: Period) -> Break | None:
    """The first break after the year before began and no later than the period's end."""
    rows = breaks_of(release, area, what)
    if not rows:
        return None
    first = period.before().first
    return next((row for row in rows if first < row.month <= period.last), None)


def year(release: Release, area: Area, what: What = ALL) -> Change:
    """The headline: the rolling year to the release's last month against the twelve months before (rule M11)."""
    return change(release, area, what, latest_period(release))


def by_type(release: Release, area: Area, period: Period) -> tuple[TypeChange, ...]:
    """Every type of crime that was on the publisher's list in the period, in the order of terms.TYPES.

    Anti-social behaviour is not among them: ask `change` for it (rule M16).
    """
    now = totals_by_type(release, area, CRIME_TYPES, period)
    before = totals_by_type(release, area, CRIME_TYPES, period.before())
    return tuple(
        TypeChange(what, Change(now[what], before[what], break_between(release, area, what, period)))
        for what in CRIME_TYPES
        if now[what].status is not Status.NOT_APPLICABLE
    )


def largest_first(rows: Iterable[TypeChange]) -> list[TypeChange]:
    """By the count now, then in the order of the list; those without a number last."""
    return sorted(
        rows, key=lambda row: (row.change.now.value is None, -_value(row.change.now), TYPES.index(row.what))
    )
