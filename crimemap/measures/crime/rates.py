"""Crimes per 1,000 people a year, each with its interval and with what it is per.

A rate is of a count that was published in full: of an incomplete one there is none, since nobody knows by how much it
is short. Interval: that of the count (Byar's from 10 up, exact below: measures.intervals), divided as the count is;
the number of people is taken as exact. Source of the method: OHID, Public Health Technical Guide (rule M9).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.measures.crime.change import latest_period
from crimemap.measures.crime.counting import (
    ALL,
    SOURCE,
    YEAR,
    What,
    columns_of,
    statuses_of,
    totals,
    totals_by_type,
)
from crimemap.measures.crime.denominators import Base, Per, Why, base_of, bases_of
from crimemap.measures.crime.parts import children
from crimemap.release import Area, Release
from crimemap.terms import TYPES, AreaKind, CrimeType, Month, Period, types_in_use

__all__ = [
    "ALL", "CLASSES", "PER", "RATE_SOURCE", "AreaRates", "Base", "Distribution", "Per", "RateRow", "RateTable", "Why",
    "area_rates", "base_of", "bases_of", "breaks_of", "class_key", "class_of", "counted_rates", "rate", "rate_row",
    "rate_table", "rates", "year_to",
]  # fmt: skip

PER: Final = 1000
"""A rate is per so many people or homes."""

CLASSES: Final = 5
"""Classes of a shaded map, at most (rule M12)."""

SHOWN_DIGITS: Final = 1
"""Decimals of a rate as it is shown; the class of a rate is that of what is shown."""

RATE_SOURCE: Final = f"{SOURCE}; population counts"

_AT_ONCE: Final = 2000
"""Areas whose counts are held in memory together."""

_NAMES: Final = {Per.RESIDENTS: "residents", Per.HOUSEHOLDS: "households", Per.WORKDAY: "workday population"}
_OF: Final = {
    Per.RESIDENTS: "per 1,000 residents a year",
    Per.HOUSEHOLDS: "per 1,000 households a year",
    Per.WORKDAY: "per 1,000 workday population a year",
}


@dataclass(frozen=True, slots=True)
class RateRow:
    """One area: its rate a year, the count it is made of, its class on the map (1 … 5), and what the rate is per."""

    area: Area
    rate: Figure
    count: Figure
    klass: int | None
    base: Base


@dataclass(frozen=True, slots=True)
class RateTable:
    """The parts of an area by place, and the area itself, all per the same; `breaks` are those of parts of `kind`."""

    area: Area
    what: What
    period: Period
    per: Per
    kind: AreaKind
    rows: tuple[RateRow, ...]
    whole: RateRow
    breaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AreaRates:
    """The rates of one area over the latest year: all crime, the same of the area above it, and every type.

    `above` is the partnership (for a partnership: the force), per the same as `own`; None where there is none, or
    where it has no rate. `types` also holds anti-social behaviour, where these types were on the list.
    """

    own: RateRow
    above: RateRow | None
    types: tuple[tuple[CrimeType, RateRow], ...]


def rate(release: Release, area: Area, what: What, period: Period, per: Per | None = None) -> Figure:
    """Crimes (reports, for anti-social behaviour) per 1,000 a year, whatever the period's length.

    Not applicable where there is nothing to divide by or it would mislead (`base_of` says why); missing where the
    count is missing or incomplete. `denominator` holds how many, of what, in which year.
    """
    return rates(release, [area], what, period, per)[0]


def rates(
    release: Release, areas: Sequence[Area], what: What, period: Period, per: Per | None = None
) -> list[Figure]:
    """`rate` for several areas of one kind at once, in their order."""
    return [rate for _, rate, _ in counted_rates(release, areas, what, period, per)]


def counted_rates(
    release: Release, areas: Sequence[Area], what: What, period: Period, per: Per | None = None
) -> list[tuple[Figure, Figure, Base]]:
    """`rates` with the count that each is made of, and what it is per."""
    counts = totals(release, areas, what, period)
    bases = bases_of(release, areas, what, per)
    return [(count, _rate(count, what, base), base) for count, base in zip(counts, bases, strict=True)]


def _rate(count: Figure, what: What, base: Base) -> Figure:
    status = status_of(count.status, base)
    people = base.people
    if count.value is None or people is None or status is not Status.PUBLISHED:
        return Figure(None, status, count.period, unit_of(what, base.per), RATE_SOURCE, count.release,
                      denominator=_denominator(base))  # fmt: skip
    factor = PER * YEAR / count.period.length / people
    chance = count.interval
    return Figure(
        value=count.value * factor,
        status=status,
        period=count.period,
        unit=unit_of(what, base.per),
        source=RATE_SOURCE,
        release=count.release,
        interval=Interval(chance.lower * factor, chance.upper * factor, chance.method) if chance else None,
        denominator=_denominator(base),
    )


def status_of(count: Status, base: Base) -> Status:
    """Of a rate: without a base not applicable, of an incomplete count missing."""
    if not base.gives_rate:
        return Status.NOT_APPLICABLE
    return Status.MISSING if count is Status.PARTIAL else count


def _denominator(base: Base) -> Denominator | None:
    if base.people is None or not base.gives_rate:
        return None
    return Denominator(base.people, _NAMES[base.per], base.year)


def unit_of(what: What, per: Per) -> str:
    """The unit of a rate: "crimes per 1,000 residents a year"."""
    counted = "reports" if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR else "crimes"
    return f"{counted} {_OF[per]}"


def year_to(release: Release, last: Month | None = None) -> Period:
    """The twelve months ending in `last` (default: the last one); fewer only where the release has fewer in all."""
    latest = latest_period(release)
    return latest if last is None else Period.ending(last, latest.length)


def rate_row(
    release: Release, area: Area, what: What, last: Month | None = None, per: Per | None = None
) -> RateRow:
    """One area by itself, per its own default."""
    return _rows(release, [area], what, year_to(release, last), per)[0]


def rate_table(
    release: Release, area: Area, what: What, last: Month | None = None, per: Per | None = None
) -> RateTable:
    """The rates of the parts of `area` over the twelve months ending in `last`.

    Parts are small areas (of a force: those of crime.children); an area without any is its own one part. All are per
    what suits the whole: a part in which that would mislead is not applicable.
    """
    period = year_to(release, last)
    chosen = per or base_of(release, area, what).per
    inside = _parts(release, area)
    return RateTable(
        area=area,
        what=what,
        period=period,
        per=chosen,
        kind=inside[0].kind,
        rows=tuple(_rows(release, inside, what, period, chosen)),
        whole=_rows(release, [area], what, period, chosen)[0],
        breaks=breaks_of(release, inside[0].kind, what, chosen),
    )


def area_rates(release: Release, area: Area) -> AreaRates:
    """What the page of an area says in rates."""
    period = year_to(release)
    own = _rows(release, [area], ALL, period, None)[0]
    beside = _above(release, area)
    above = _rows(release, [beside], ALL, period, own.base.per)[0] if beside else None
    return AreaRates(
        own=own,
        above=above if above and above.rate.value is not None else None,
        types=tuple(_rows_of_types(release, area, period)),
    )


def _rows_of_types(release: Release, area: Area, period: Period) -> Iterator[tuple[CrimeType, RateRow]]:
    counts = totals_by_type(release, area, _listed(period), period)
    for kind in _listed(period):
        base = base_of(release, area, kind)
        yield kind, _row(release, area, kind, (counts[kind], _rate(counts[kind], kind, base), base))


@lru_cache(maxsize=64)
def _listed(period: Period) -> tuple[CrimeType, ...]:
    """The types that were on the publisher's list in every month of a period."""
    listed = frozenset.intersection(*(types_in_use(month) for month in period.months()))
    return tuple(kind for kind in TYPES if kind in listed)


def _above(release: Release, area: Area) -> Area | None:
    if area.kind is AreaKind.FORCE:
        return None
    if area.kind is not AreaKind.PARTNERSHIP and area.partnership:
        return release.area(area.partnership)
    return release.force_area(area.force) if area.force else None


def _parts(release: Release, area: Area) -> list[Area]:
    if area.kind is AreaKind.LSOA:
        return [area]
    found = children(release, area) if area.kind is AreaKind.FORCE else release.parts(area, AreaKind.LSOA)
    return found or [area]


def _rows(
    release: Release, areas: Sequence[Area], what: What, period: Period, per: Per | None
) -> list[RateRow]:
    found = counted_rates(release, areas, what, period, per)
    return [_row(release, area, what, row) for area, row in zip(areas, found, strict=True)]


def _row(release: Release, area: Area, what: What, row: tuple[Figure, Figure, Base]) -> RateRow:
    count, figure, base = row
    breaks = breaks_of(release, area.kind, what, base.per)
    klass = None if figure.value is None else class_of(figure.value, breaks)
    return RateRow(area, figure, count, klass, base)


def breaks_of(release: Release, kind: AreaKind, what: What, per: Per) -> tuple[float, ...]:
    """The lower bounds of classes 2, 3, … (at most four, rising), the same for every month of the release.

    () where there is nothing to divide: every rate is then in class 1.
    """
    return release.manifest.classes.get(kind, {}).get(class_key(what, per), ())


def class_key(what: What, per: Per) -> str:
    """How Manifest.classes names the breaks of a type."""
    return f"{what}/{per}"


def class_of(value: float, breaks: Sequence[float]) -> int:
    """1 … len(breaks) + 1. A break belongs to the class above it; the value counts as it is shown."""
    return bisect_right(breaks, round(value, SHOWN_DIGITS)) + 1


class Distribution:
    """The rates of the latest year of all of `areas` (of one kind) that have one: what breaks are made from.

    The values of `rates`, without a Figure for each of a country's small areas.
    """

    def __init__(self, release: Release, areas: Sequence[Area]) -> None:
        self._release, self._areas = release, areas
        self._months = slice(-latest_period(release).length, None)
        self._factor = PER * YEAR / latest_period(release).length
        # By parts: all months of all areas of a country at once would be hundreds of megabytes.
        parts = (release.counts_of(areas[n : n + _AT_ONCE]) for n in range(0, len(areas), _AT_ONCE))
        summed = [part[:, self._months].sum(axis=1, dtype=np.int64) for part in parts]
        self._counts = np.concatenate(summed) if summed else np.zeros((0, len(TYPES)), np.int64)
        self._forces = {area.force: area for area in areas}
        order = {force: n for n, force in enumerate(self._forces)}
        self._force = np.array([order[area.force] for area in areas], np.intp)
        self._people: dict[Per, NDArray[np.float64]] = {}

    def values(self, what: What, per: Per) -> NDArray[np.float64]:
        """Rates of `what` per 1,000 of `per` a year, in the order of the areas, those without one left out."""
        people = self._people_of(per)
        with_rate = (people > 0) & self._in_full(what)[self._force]
        counts = self._counts[with_rate][:, columns_of(what)].sum(axis=1)
        found: NDArray[np.float64] = counts * self._factor / people[with_rate]
        return found

    def _people_of(self, per: Per) -> NDArray[np.float64]:
        """0 where there is no rate per this. What is counted has no part in it once `per` is chosen."""
        if per not in self._people:
            bases = bases_of(self._release, self._areas, ALL, per)
            self._people[per] = np.array(
                [base.people or 0 if base.gives_rate else 0 for base in bases], np.float64
            )
        return self._people[per]

    def _in_full(self, what: What) -> NDArray[np.bool_]:
        """By force: whether every month was published in full."""
        by_force = (
            set(statuses_of(self._release, area, what)[self._months]) for area in self._forces.values()
        )
        return np.array([statuses == {Status.PUBLISHED} for statuses in by_force], bool)
