"""An area beside those like it: rates with intervals, and how far from the group's rate chance would carry each.

No ranks and no order by value (rule M17): each area is held against the limits for its own size, and against how many
of the others it cannot be told apart from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.measures import chance, crime, intervals
from crimemap.measures.chance import Limits
from crimemap.measures.comparison.groups import LEAST_OTHERS, Group, group_of
from crimemap.measures.crime import rates
from crimemap.release import Area, Release
from crimemap.terms import Period


class Verdict(StrEnum):
    """Where an area lies against the limits around the group's rate at its own size."""

    WITHIN = "within"
    HIGHER = "higher"
    LOWER = "lower"
    CLEARLY_HIGHER = "clearly higher"
    """Outside the outer limits as well."""
    CLEARLY_LOWER = "clearly lower"


class Apart(StrEnum):
    """Why an area cannot be compared."""

    VISITORS = "visitors"
    FEW = "few"
    NO_PEOPLE = "no people"
    """Nobody supplied how many live there."""
    NO_FIGURES = "no figures"
    """A month is missing or incomplete, or the type was not on the list."""


_APART: Final = {
    rates.Why.VISITORS: Apart.VISITORS,
    rates.Why.FEW: Apart.FEW,
    rates.Why.NOT_SUPPLIED: Apart.NO_PEOPLE,
}


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One area of the group. `limits` are in the unit of `rate`; `overlaps`: its interval meets the own area's."""

    area: Area
    count: Figure
    rate: Figure
    limits: Limits
    verdict: Verdict
    is_own: bool
    overlaps: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An area of the group that is not compared, and why."""

    area: Area
    why: Apart


@dataclass(frozen=True, slots=True)
class Comparison:
    """An area beside its group. `rows` by place, the own area among them; none where nothing is compared.

    `mean`: the rate of all the rows together. `dispersion`: 1 where the areas differ no more than chance would have
    them, else the factor by which the limits were widened.
    """

    group: Group
    what: crime.What
    period: Period
    per: rates.Per
    rows: tuple[BesideRow, ...]
    mean: Figure | None
    dispersion: float
    left_out: tuple[LeftOut, ...]

    @property
    def area(self) -> Area:
        return self.group.area

    @property
    def own(self) -> BesideRow | None:
        """The row of the area itself."""
        return next((row for row in self.rows if row.is_own), None)

    @property
    def others(self) -> tuple[BesideRow, ...]:
        """The rows of the others."""
        return tuple(row for row in self.rows if not row.is_own)

    @property
    def own_left_out(self) -> LeftOut | None:
        """Why the area itself cannot be compared."""
        return next((one for one in self.left_out if one.area == self.area), None)

    @property
    def overlapping(self) -> int:
        """How many of the others have an interval that meets the own area's."""
        return sum(row.overlaps for row in self.others)


@dataclass(frozen=True, slots=True)
class _Known:
    """An area that can be compared."""

    area: Area
    count: Figure
    rate: Figure
    people: int

    @property
    def value(self) -> int:
        return int(self.count.value or 0)


def beside(release: Release, area: Area, what: crime.What, period: Period) -> Comparison:
    """`area` and its group in `period`, all per what suits the area itself.

    The expected rate is that of the whole group, the area included. Limits: exact Poisson at 95 and 99.8 %, widened
    by the group's overdispersion (crimemap.measures.chance).
    """
    group = group_of(release, area)
    per = rates.base_of(release, area, what).per
    known, left_out = _sorted_out(release, (area, *group.others), what, period, per)
    can = len(known) > LEAST_OTHERS and any(one.area == area for one in known)
    if not can:
        return Comparison(group, what, period, per, (), None, 1.0, left_out)
    mean = _together(known)
    factor = rates.PER * crime.YEAR / period.length
    expected = [float(mean.value or 0) * one.people / factor for one in known]
    dispersion = chance.overdispersion([one.value for one in known], expected)
    own = next(one for one in known if one.area == area)
    rows = [
        _row(one, chance.funnel_limits(mean_count, dispersion), factor, own)
        for one, mean_count in zip(known, expected, strict=True)
    ]
    rows.sort(key=lambda row: (row.area.position, row.area.code))
    return Comparison(group, what, period, per, tuple(rows), mean, dispersion, left_out)


def _sorted_out(
    release: Release, areas: Sequence[Area], what: crime.What, period: Period, per: rates.Per
) -> tuple[list[_Known], tuple[LeftOut, ...]]:
    found = rates.counted_rates(release, areas, what, period, per)
    known, left_out = [], []
    for area, (count, rate, base) in zip(areas, found, strict=True):
        if rate.is_known and base.people:
            known.append(_Known(area, count, rate, base.people))
        else:
            why = _APART[base.why] if base.why and not base.gives_rate else Apart.NO_FIGURES
            left_out.append(LeftOut(area, why))
    return known, tuple(left_out)


def _together(known: Sequence[_Known]) -> Figure:
    """The rate of several areas as if they were one."""
    one = known[0].rate
    count, people = sum(row.value for row in known), sum(row.people for row in known)
    factor = rates.PER * crime.YEAR / one.period.length / people
    of = intervals.of_count(count)
    per = one.denominator
    return Figure(
        value=count * factor,
        status=Status.PUBLISHED,
        period=one.period,
        unit=one.unit,
        source=one.source,
        release=one.release,
        interval=Interval(of.lower * factor, of.upper * factor, of.method),
        denominator=Denominator(people, per.name, per.year) if per else None,
    )


def _row(one: _Known, limits: Limits, factor: float, own: _Known) -> BesideRow:
    return BesideRow(
        area=one.area,
        count=one.count,
        rate=one.rate,
        limits=limits.scaled(factor / one.people),
        verdict=_verdict(one.value, limits),
        is_own=one is own,
        overlaps=one is own or intervals.overlap(one.rate.interval, own.rate.interval) is True,
    )


def _verdict(count: int, limits: Limits) -> Verdict:
    if count > limits.high_998:
        return Verdict.CLEARLY_HIGHER
    if count < limits.low_998:
        return Verdict.CLEARLY_LOWER
    if count > limits.high_95:
        return Verdict.HIGHER
    return Verdict.LOWER if count < limits.low_95 else Verdict.WITHIN
