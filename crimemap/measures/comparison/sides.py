"""Two or three areas, or two or three periods of one area, side by side: counts, rates, and whether they differ.

Areas are compared by their rates (chance.compare_rates, since their people differ), periods of one area by their
counts (the test of crime.Change). Nothing is said across a missing month, a break, or two areas that share ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crimemap.figure import Figure
from crimemap.measures import chance, crime
from crimemap.measures.crime import rates
from crimemap.measures.definitions import Break, breaks
from crimemap.release import Area, Release
from crimemap.terms import CRIME_TYPES, AreaKind, CrimeType, Period, types_in_use

MOST_SIDES: Final = 3
"""More columns than this do not fit a phone and begin to look like a league table [choose]."""


class Difference(StrEnum):
    """How a side compares with the first."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_CLEAR = "no clear difference"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Side:
    """One column: an area in a period, and how good its force's figures are."""

    area: Area
    period: Period
    quality: crime.Quality


@dataclass(frozen=True, slots=True)
class Cell:
    """What a side has of one type: `rate` is per `base`, a year."""

    count: Figure
    rate: Figure
    base: rates.Base


@dataclass(frozen=True, slots=True)
class SideRow:
    """One type on every side; `differences[n]` holds side n + 1 against the first. `broken_by`: why not compared."""

    what: crime.What
    per: rates.Per
    cells: tuple[Cell, ...]
    differences: tuple[Difference, ...]
    broken_by: Break | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The whole comparison. Rows: all crime, anti-social behaviour beside it, then each type in the list's order.

    `shares_ground`: one area lies in another, or may: then no row says whether they differ.
    """

    sides: tuple[Side, ...]
    rows: tuple[SideRow, ...]
    shares_ground: bool = False
    unlike: bool = False
    """A force beside an area of another kind: a force counts all that it recorded, also without a place."""

    @property
    def is_of_periods(self) -> bool:
        """One area at several times."""
        return len({side.area.code for side in self.sides}) == 1

    def row(self, what: crime.What) -> SideRow:
        """The row of a type. Raises KeyError where the type was on no list of these months."""
        for row in self.rows:
            if row.what == what:
                return row
        raise KeyError(what)


def areas_beside(release: Release, areas: Sequence[Area], period: Period) -> SideBySide:
    """Several areas in the same months."""
    sides = tuple(Side(area, period, crime.data_quality(release, area)) for area in areas)
    shared = any(_share_ground(release, areas[0], other) for other in areas[1:])
    unlike = len({area.kind is AreaKind.FORCE for area in areas}) > 1
    rows = tuple(
        _row_of_areas(release, areas, what, period, tested=not (shared or unlike))
        for what in _whats([period])
    )
    return SideBySide(sides, rows, shared, unlike)


def periods_beside(release: Release, area: Area, periods: Sequence[Period]) -> SideBySide:
    """One area in several periods of the same length that do not overlap."""
    quality = crime.data_quality(release, area)
    sides = tuple(Side(area, period, quality) for period in periods)
    return SideBySide(sides, tuple(_row_of_periods(release, area, what, periods) for what in _whats(periods)))


def _whats(periods: Sequence[Period]) -> list[crime.What]:
    """All crime, anti-social behaviour, and the types that were on the list in some month of some period."""
    listed = {kind for period in periods for month in period.months() for kind in types_in_use(month)}
    return [
        crime.ALL,
        CrimeType.ANTI_SOCIAL_BEHAVIOUR,
        *(kind for kind in CRIME_TYPES if kind in listed),
    ]


def _row_of_areas(
    release: Release, areas: Sequence[Area], what: crime.What, period: Period, *, tested: bool
) -> SideRow:
    per = _common(release, areas, what)
    cells = tuple(_cell(release, area, what, period, per) for area in areas)
    broken = _break_of_some(areas, what, period)
    told = tested and broken is None
    differences = tuple(
        _difference(cells[0], other) if told else Difference.CANNOT_TELL for other in cells[1:]
    )
    return SideRow(what, per, cells, differences, broken)


def _common(release: Release, areas: Sequence[Area], what: crime.What) -> rates.Per:
    """What every side is divided by: the default of all, or the workday population where that of one of them is."""
    wanted = {rates.base_of(release, area, what).per for area in areas}
    return wanted.pop() if len(wanted) == 1 else rates.Per.WORKDAY


def _cell(release: Release, area: Area, what: crime.What, period: Period, per: rates.Per) -> Cell:
    return Cell(
        crime.total(release, area, what, period),
        rates.rate(release, area, what, period, per),
        rates.base_of(release, area, what, per),
    )


def _difference(first: Cell, other: Cell) -> Difference:
    if not (first.rate.is_known and other.rate.is_known and first.base.people and other.base.people):
        return Difference.CANNOT_TELL
    sign = chance.compare_rates(
        int(other.count.value or 0), other.base.people, int(first.count.value or 0), first.base.people
    )
    return {1: Difference.HIGHER, -1: Difference.LOWER, 0: Difference.NO_CLEAR}[sign]


def _break_of_some(areas: Sequence[Area], what: crime.What, period: Period) -> Break | None:
    """A change in recording inside the period by one of several forces: the sides no longer count the same."""
    if len({area.force for area in areas}) == 1:
        return None
    found = (
        row
        for row in breaks()
        if period.first < row.month <= period.last and any(row.concerns(area.force, what) for area in areas)
    )
    return next(found, None)


def _row_of_periods(release: Release, area: Area, what: crime.What, periods: Sequence[Period]) -> SideRow:
    per = rates.base_of(release, area, what).per
    cells = tuple(_cell(release, area, what, period, per) for period in periods)
    broken = [_break_between(area, what, periods[0], period) for period in periods[1:]]
    differences = tuple(
        _change(cells[0].count, other.count, row) for other, row in zip(cells[1:], broken, strict=True)
    )
    return SideRow(what, per, cells, differences, next((row for row in broken if row), None))


def _break_between(area: Area, what: crime.What, one: Period, other: Period) -> Break | None:
    first, last = min(one.first, other.first), max(one.last, other.last)
    found = (row for row in breaks() if first < row.month <= last and row.concerns(area.force, what))
    return next(found, None)


def _change(first: Figure, other: Figure, broken: Break | None) -> Difference:
    return {
        crime.Verdict.MORE: Difference.HIGHER,
        crime.Verdict.FEWER: Difference.LOWER,
        crime.Verdict.NO_CLEAR_CHANGE: Difference.NO_CLEAR,
        crime.Verdict.CANNOT_TELL: Difference.CANNOT_TELL,
    }[crime.Change(other, first, broken).verdict]


def _share_ground(release: Release, one: Area, other: Area) -> bool:
    """Whether a crime may be counted in both: areas of one kind do not overlap, those of two kinds may."""
    if one.kind is other.kind:
        return False
    if one in release.ancestors(other) or other in release.ancestors(one):
        return True
    if one.bounds is None or other.bounds is None:
        return True
    west, south, east, north = one.bounds
    other_west, other_south, other_east, other_north = other.bounds
    return west < other_east and other_west < east and south < other_north and other_south < north
