"""A series through the years: rolling twelve months, a month against the same month a year earlier, whole years.

A twelve-month total is never made across a break: its months were recorded in two ways (rule Q6). A month is compared
with the same month a year earlier and never with the month before it (rule M11).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from crimemap.figure import Figure, Status
from crimemap.measures.crime.change import Change, change, year
from crimemap.measures.crime.counting import (
    ALL,
    LIST_CHANGES,
    MERGED,
    YEAR,
    Merged,
    MonthlySeries,
    What,
    breaks_of,
    combined,
    counted,
    is_applicable,
    monthly,
)
from crimemap.measures.definitions import Break
from crimemap.release import Area, Release
from crimemap.terms import CrimeType, Month, Period


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months as one Figure. `broken_by`: the break inside them, for which they have no total."""

    figure: Figure
    broken_by: Break | None = None


@dataclass(frozen=True, slots=True)
class Rolling:
    """The twelve months ending in each month of a release from its twelfth on, oldest first."""

    area: Area
    what: What
    years: tuple[Year, ...]
    breaks: tuple[Break, ...] = ()

    @property
    def whole_years(self) -> tuple[Year, ...]:
        """Years that do not overlap, back from the latest: what is left before the first of them is not a year."""
        return self.years[(len(self.years) - 1) % YEAR :: YEAR]


@dataclass(frozen=True, slots=True)
class Trend:
    """What is told of one series: the latest year and the latest month against a year earlier, months and years.

    `changes` has one Change for each month of `months`, in the same order: that month against the same month a year
    earlier (missing where the release does not reach back so far).
    """

    year: Change
    month: Change
    months: MonthlySeries
    changes: tuple[Change, ...]
    rolling: Rolling

    @property
    def years(self) -> tuple[Year, ...]:
        """Whole years ending in the latest month, oldest first."""
        return self.rolling.whole_years


def trend(release: Release, area: Area, what: What = ALL) -> Trend:
    """Everything that a page tells of one series. Unit: recorded crimes, or reports; source: as `monthly`."""
    months = monthly(release, area, what)
    return Trend(
        year=year(release, area, what),
        month=same_month(release, area, what, release.months[-1]),
        months=months,
        changes=tuple(_year_apart(months)),
        rolling=rolled(months),
    )


def rolling(release: Release, area: Area, what: What = ALL) -> Rolling:
    """The rolling twelve months of a series: one total for each month from the release's twelfth on."""
    return rolled(monthly(release, area, what))


def rolled(months: MonthlySeries) -> Rolling:
    """The rolling years of a series of months."""
    statuses = [figure.status for figure in months]
    running = list(accumulate((int(figure.value or 0) for figure in months), initial=0))
    years = []
    for start in range(len(months) - YEAR + 1):
        first, last = months.figures[start], months.figures[start + YEAR - 1]
        period = Period(first.period.first, last.period.last)
        broken = _break_in(months, period.first, period.last)
        status = Status.NOT_APPLICABLE if broken else combined(statuses[start : start + YEAR])
        value = running[start + YEAR] - running[start]
        years.append(Year(counted(status, value, period, months.what, first.release), broken))
    return Rolling(months.area, months.what, tuple(years), months.breaks)


def _break_in(months: MonthlySeries, first: Month, last: Month) -> Break | None:
    """The first break after the month `first` and no later than `last`."""
    return next((row for row in months.breaks if first < row.month <= last), None)


def same_month(release: Release, area: Area, what: What, month: Month) -> Change:
    """`month` against the same month a year earlier."""
    return change(release, area, what, Period.of(month))


def _year_apart(months: MonthlySeries) -> list[Change]:
    """Each month against the same month a year earlier, out of Figures that are already counted."""
    found = []
    for place, now in enumerate(months.figures):
        before = months.figures[place - YEAR] if place >= YEAR else _not_held(months.what, now)
        broken = _break_in(months, before.period.first, now.period.last)
        found.append(Change(now, before, broken))
    return found


def _not_held(what: What, now: Figure) -> Figure:
    period = now.period.before()
    status = Status.MISSING if is_applicable(what, period.first) else Status.NOT_APPLICABLE
    return counted(status, 0, period, what, now.release)


def merged_with(what: What) -> Merged | None:
    """The merged series that a type is part of, or None."""
    return next((group for group, kinds in MERGED.items() if what in kinds), None)


def merged(release: Release, area: Area, what: What) -> Trend | None:
    """The trend of a type together with those it was published with until April 2013.

    None where it was never published with others, or where the release lies on one side of that change: there the
    type's own series says all.
    """
    group = merged_with(what)
    parted = LIST_CHANGES[-1]
    if group is None or not release.months[0] < parted <= release.months[-1]:
        return None
    return trend(release, area, group)


def is_continuous(release: Release, area: Area, what: What) -> bool:
    """Whether a series runs across a change of the list of types: it was on every one, and none broke it."""
    crossed = [month for month in LIST_CHANGES if release.months[0] < month <= release.months[-1]]
    if not crossed or not isinstance(what, CrimeType):
        return False
    listed = all(is_applicable(what, month) for month in (release.months[0], release.months[-1]))
    return listed and not any(row.month in crossed for row in breaks_of(release, area, what))
