"""What police recorded over the time that people were asked about: two rolling years, and the change between them.

Source: data.police.uk street files through measures.crime. What police record is what police wrote down: about one
crime in five that they were told of was not (HMIC 2014, rule Q2), and what nobody told them is in no count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from typing import Final

from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.measures import crime
from crimemap.measures.confidence.shares import wilson
from crimemap.measures.confidence.waves import NEARLY
from crimemap.measures.crime.counting import breaks_of
from crimemap.release import Area, Release
from crimemap.terms import Month, Period

SCORE: Final = "score, conditional on both counts"
AT_MOST_LATE: Final = 6
"""Months by which the record may end before people were asked: later figures come two months late [choose]."""

NEAR_ENOUGH: Final = 2
"""Months by which the two years may miss the time that people were asked about, and still be held against what they
say [choose]."""

LEAST_OF_TIME: Final = 1 / 3
"""A record over less than this share of the time that people were asked about says nothing of it [choose]."""


class Direction(StrEnum):
    """Which way the record went, by more than chance."""

    ROSE = "rose"
    FELL = "fell"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Recorded:
    """Two rolling years of the same thing. `years`: how far apart; `asked`: how far apart they should be, by the years
    that people were asked to look back or by the days of two waves; `late`: months from the end of the later year to
    the asking."""

    what: crime.What
    change: crime.Change
    years: float
    asked: float
    late: int = 0

    @property
    def matches(self) -> bool:
        """Whether it lies, but for NEAR_ENOUGH, over the time that people were asked about."""
        return round(abs(self.asked - self.years) * crime.YEAR) <= NEAR_ENOUGH and self.late <= NEAR_ENOUGH

    @property
    def is_shorter(self) -> bool:
        """The release does not go back as far as people were asked to."""
        return self.years < self.asked

    @property
    def percent(self) -> Figure:
        """The change in percent of the earlier count (-15.0: a fall of 15 %), with the interval of the ratio.

        Not applicable where either count is below crime.PERCENT_FROM (rule M10).
        """
        ratio = self.change.ratio
        value, interval = None, None
        if ratio.value is not None:
            now, before = int(self.change.now.value or 0), int(self.change.before.value or 0)
            found = ratio_of_counts(now, before)
            value = 100 * float(ratio.value)
            interval = Interval(100 * (found.lower - 1), 100 * (found.upper - 1), SCORE)
        per = Denominator(int(self.change.before.value or 0), self.change.before.unit) if interval else None
        return Figure(value, ratio.status, ratio.period, "%", ratio.source, ratio.release, interval, per)

    @property
    def direction(self) -> Direction:
        return {
            crime.Verdict.MORE: Direction.ROSE,
            crime.Verdict.FEWER: Direction.FELL,
        }.get(self.change.verdict, Direction.UNCLEAR)


def ratio_of_counts(now: int, before: int) -> Interval:
    """The 95 % interval of now/before, two Poisson counts over equal times. Both above 0; raises ValueError else.

    Of both together `now` is binomial (Przyborowski and Wilenski, Biometrika 31, 1940); Wilson's interval of its
    share p, as p/(1-p). It holds 1 exactly where the z test of crime.Change sees no clear change, so that an interval
    and a verdict beside each other never disagree; the exact (Clopper-Pearson) one is a little wider.
    """
    if now <= 0 or before <= 0:
        raise ValueError(f"no ratio of {now} to {before}")
    both = now + before
    share = wilson(100 * now / both, both)
    return Interval(share.lower / (100 - share.lower), share.upper / (100 - share.upper), SCORE)


def over_years(
    release: Release, area: Area, what: crime.What, asked_in: Month, years: int
) -> Recorded | None:
    """The rolling year to when people were asked, against the same months `years` earlier.

    Where that earlier year is not held or not whole, the earliest whole one after it, by which every season is still
    in both once; never one that overlaps, nor one over less than LEAST_OF_TIME of the years. Where no such year is
    whole, the earliest that is held is answered, with its gaps; None where none is held.
    """
    now = _year_to(release, asked_in)
    if now is None:
        return None
    asked = years * crime.YEAR
    least = max(crime.YEAR, ceil(asked * LEAST_OF_TIME))
    earlier = [Period.ending(now.last.plus(-back)) for back in range(asked, least - 1, -1)]
    held = [period for period in earlier if period.first >= release.months[0]]
    whole = (one for one in held if crime.total(release, area, what, one).status is Status.PUBLISHED)
    before = next(whole, held[0] if held else None)
    return _asked(asked_in, _recorded(release, area, what, (now, before), years)) if before else None


def between_waves(
    release: Release, area: Area, what: crime.What, asked_in: Month, before: Month
) -> Recorded | None:
    """The rolling year to each of two waves; None where the release does not have both, or where they overlap."""
    now = _year_to(release, asked_in)
    apart = asked_in.ordinal - before.ordinal
    if now is None or apart < crime.YEAR - NEARLY:
        return None
    earlier = Period.ending(now.last.plus(-max(apart, crime.YEAR)))
    if earlier.first < release.months[0]:
        return None
    return _asked(asked_in, _recorded(release, area, what, (now, earlier), apart / crime.YEAR))


def _asked(asked_in: Month, found: Recorded) -> Recorded:
    return replace(found, late=asked_in.ordinal - found.change.now.period.last.ordinal)


def _year_to(release: Release, month: Month) -> Period | None:
    """Twelve months to `month`, or to the last that there is where that is not long before."""
    last = min(month, release.months[-1])
    if month.ordinal - last.ordinal > AT_MOST_LATE:
        return None
    year = Period.ending(last)
    return year if year.first >= release.months[0] else None


def _recorded(
    release: Release, area: Area, what: crime.What, periods: tuple[Period, Period], asked: float
) -> Recorded:
    """`periods`: now and before."""
    now, before = periods
    breaks = breaks_of(release, area, what)
    broken = next((row for row in breaks if before.first < row.month <= now.last), None)
    change = crime.Change(
        crime.total(release, area, what, now), crime.total(release, area, what, before), broken
    )
    return Recorded(what, change, (now.last.ordinal - before.last.ordinal) / crime.YEAR, asked)


def is_supplied(recorded: Recorded) -> bool:
    """Whether both years are published in full."""
    change = recorded.change
    return all(one.status is Status.PUBLISHED for one in (change.now, change.before))
