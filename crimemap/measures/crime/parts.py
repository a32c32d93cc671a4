"""The parts of an area, with the rows that make them add up to it; and the one scale their circles share.

Crimes are counted in a small area by the code that their record carries and in wider areas by map point, and a
force counts all that it recorded: so a table of parts has balancing rows, each with its reason, and always sums to
its total (rule M7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import sqrt
from typing import Final

from crimemap.figure import Figure, Status
from crimemap.measures.crime.change import Change, break_between, latest_period
from crimemap.measures.crime.counting import (
    ALL,
    YEAR,
    What,
    columns_of,
    combined,
    counted,
    covered,
    part_kinds,
    statuses_of,
    total,
    totals,
)
from crimemap.release import Area, Release, layout
from crimemap.terms import AreaKind, Period

SMALLEST, LARGEST = 5.0, 38.0
"""Radii of circles in CSS pixels (look.md)."""


class Reason(StrEnum):
    """Why a balancing row stands in a table of parts."""

    NO_LOCATION = "no location"
    OUTSIDE = "outside"
    EDGES = "edges"


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part and its change."""

    area: Area
    change: Change


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """Crimes of the whole that no part holds. Those along the edges are a difference and may be below 0."""

    reason: Reason
    change: Change


@dataclass(frozen=True, slots=True)
class PartsTable:
    """Parts by place, balancing rows, and the whole; where all have numbers, the rows sum to the whole."""

    area: Area
    what: What
    kind: AreaKind | None
    rows: tuple[PartRow, ...]
    balance: tuple[BalanceRow, ...]
    whole: Change


@dataclass(frozen=True, slots=True)
class Split:
    """What became of a force's records: with a place inside its area, with one outside it, with none; and their sum."""

    located: Figure
    outside: Figure
    unlocated: Figure
    whole: Figure


def children(release: Release, area: Area) -> list[Area]:
    """The parts that a table and a map of `area` show, by place; none where it has none.

    A single part tells nothing that the whole does not: the next kind is asked before it is taken.
    """
    single: list[Area] = []
    for kind in part_kinds(area):
        found = release.parts(area, kind)
        if len(found) > 1:
            return found
        single = single or found
    return single


def parts(release: Release, area: Area, what: What, period: Period) -> PartsTable:
    """Each part of `area` in `period` and the same months a year earlier, and what balances them."""
    found = children(release, area)
    now, before = (_side(release, area, what, span, found) for span in (period, period.before()))
    broken = break_between(release, area, what, period)
    pairs = zip(found, now.parts, before.parts, strict=True)
    balance = {
        reason: Change(figure, before.balance[reason], broken)
        for reason, figure in now.balance.items()
        if found
    }
    return PartsTable(
        area=area,
        what=what,
        kind=found[0].kind if found else None,
        rows=tuple(PartRow(part, Change(later, earlier, broken)) for part, later, earlier in pairs),
        balance=tuple(BalanceRow(*row) for row in balance.items() if _is_shown(*row)),
        whole=Change(now.whole, before.whole, broken),
    )


def _is_shown(reason: Reason, change: Change) -> bool:
    """The edges are named only where there is something along them."""
    return reason is not Reason.EDGES or bool(change.now.value or change.before.value)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two periods of a table."""

    whole: Figure
    parts: list[Figure]
    balance: dict[Reason, Figure]


def _side(release: Release, area: Area, what: What, period: Period, found: Sequence[Area]) -> _Side:
    whole = total(release, area, what, period)
    figures = totals(release, found, what, period)
    balance: dict[Reason, Figure] = {}
    if area.kind is AreaKind.FORCE:
        divided = split(release, area, what, period)
        balance = {Reason.NO_LOCATION: divided.unlocated, Reason.OUTSIDE: divided.outside}
    others = [*figures, *balance.values()]
    status = combined(figure.status for figure in (whole, *others))
    value = int(whole.value or 0) - sum(int(figure.value or 0) for figure in others)
    balance[Reason.EDGES] = _signed(whole, status, value)
    return _Side(whole, figures, balance)


def _signed(whole: Figure, status: Status, value: int) -> Figure:
    """A difference of counts: no interval, since it is no count of anything."""
    shown = value if status.has_value else None
    return Figure(shown, status, whole.period, whole.unit, whole.source, whole.release)


def split(release: Release, area: Area, what: What, period: Period) -> Split:
    """A force's records of `period` by whether they carry a place, and whether it lies in its area.

    Raises ValueError where `area` is not a force.
    """
    if area.kind is not AreaKind.FORCE:
        raise ValueError(f"{area.code} is a {area.kind}; only a force's records are split")
    whole = total(release, area, what, period)
    months = covered(release, period)
    if months is None or area.force not in release.forces:
        missing = counted(whole.status, 0, period, what, release.id)
        return Split(missing, missing, missing, whole)
    sums = release.split(area.force)[months][..., columns_of(what)].sum(axis=(0, 2)).tolist()
    status = combined(statuses_of(release, area, what)[months])
    located, outside, unlocated = (
        counted(status, sums[part], period, what, release.id)
        for part in (layout.LOCATED, layout.OUTSIDE, layout.UNLOCATED)
    )
    return Split(located, outside, unlocated, whole)


@dataclass(frozen=True, slots=True)
class SymbolScale:
    """r = k√n for counts of a year; a count of fewer months is drawn as if it went on for a year."""

    k: float

    def radius(self, count: float, months: int = YEAR) -> float:
        """CSS pixels, from SMALLEST to LARGEST. The area grows with the count in between."""
        return min(LARGEST, max(SMALLEST, self.k * sqrt(max(count, 0) * YEAR / months)))


_NO_FIGURES: Final = SymbolScale(LARGEST / sqrt(100))
"""Where nothing is known to scale by: 100 crimes fill the largest circle."""


def symbol_scale(release: Release, area: Area) -> SymbolScale:
    """The scale of the circles on the map of `area`: the largest part's latest twelve months fill LARGEST.

    The same for every map of the release that shows this kind of part inside the same partnership (a force's map:
    inside the force), whatever month or type is chosen. A small area's map points share its neighbours' scale.
    """
    scope, kind = _scope(release, area)
    largest = _largest(release, scope, kind) or max(_yearly(release, area.kind, [_at(area)]), default=0)
    return SymbolScale(LARGEST / sqrt(largest)) if largest else _NO_FIGURES


@lru_cache(maxsize=512)
def _largest(release: Release, scope: Area, kind: AreaKind) -> float:
    """Crimes a year in the part that has most; kept, since every page of a partnership asks. 0 without parts."""
    return max(_yearly(release, kind, release.parts_at(scope, kind)), default=0)


def _at(area: Area) -> tuple[int, str | None, str]:
    return area.index, area.force, area.code


def _scope(release: Release, area: Area) -> tuple[Area, AreaKind]:
    own = children(release, area)
    kind = own[0].kind if own else AreaKind.LSOA
    if area.kind is AreaKind.FORCE:
        return area, kind
    wider = release.area(area.partnership) if area.partnership else release.force_area(area.force or "")
    return wider or area, kind


def _yearly(release: Release, kind: AreaKind, inside: Sequence[tuple[int, str | None, str]]) -> list[float]:
    """Crimes a year in each area (Release.parts_at), over those of the latest twelve months that have figures."""
    if not inside:  # of a kind that the release has no area of there are no counts either
        return []
    months = slice(-latest_period(release).length, None)
    sums = release.counts_at(kind, [index for index, _, _ in inside], months).sum(axis=1)
    counts = sums[:, columns_of(ALL)].sum(axis=1).tolist()
    one_each = {force: release.area(code) for force, code in {f: c for _, f, c in inside}.items()}
    known = {
        force: sum(status.has_value for status in statuses_of(release, part, ALL)[months])
        for force, part in one_each.items()
        if part is not None
    }
    return [
        YEAR * count / known[force]
        for (_, force, _), count in zip(inside, counts, strict=True)
        if known.get(force)
    ]
