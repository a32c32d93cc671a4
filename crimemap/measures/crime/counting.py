"""Recorded crimes by month and over whole months, one Figure a question.

Source: data.police.uk street files. A month that the force did not supply is `missing`, never 0; a type that was not
on the publisher's list is `not applicable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal
from weakref import WeakKeyDictionary

import numpy as np

from crimemap.figure import Figure, Status
from crimemap.measures import intervals
from crimemap.measures.definitions import Break, breaks
from crimemap.release import Area, Counts, Coverage, Release, Supply
from crimemap.terms import ALL_CRIME, CRIME_TYPES, TYPES, AreaKind, CrimeType, Month, Period, types_in_use


class Merged(StrEnum):
    """Types that the publisher parted in May 2013, put together again so that their months compare from 2011-09 on.

    They are series of ours: no address and no CSV row has these slugs, which hold the publisher's types alone.
    """

    THEFTS = "other-theft-merged"
    ORDER_AND_WEAPONS = "public-disorder-weapons-merged"


MERGED: Final[dict[Merged, tuple[CrimeType, ...]]] = {
    Merged.THEFTS: (
        CrimeType.OTHER_THEFT,
        CrimeType.THEFT_FROM_THE_PERSON,
        CrimeType.BICYCLE_THEFT,
    ),
    Merged.ORDER_AND_WEAPONS: (
        CrimeType.PUBLIC_DISORDER_WEAPONS,
        CrimeType.PUBLIC_ORDER,
        CrimeType.POSSESSION_OF_WEAPONS,
    ),
}
"""What each is made of, as the publisher parted it (data.police.uk, lists of types from 2011-09 and from 2013-05)."""

LIST_CHANGES: Final = (Month(2011, 9), Month(2013, 5))
"""The months from which the publisher's list of types was another (terms.types_in_use)."""

What = CrimeType | Merged | Literal["all-crime"]
"""What is counted: one type, types put together again, or every type of crime without anti-social behaviour (M16)."""

ALL: Final[What] = ALL_CRIME
CRIMES: Final = "recorded crimes"
REPORTS: Final = "reports"
SOURCE: Final = "data.police.uk street files"

YEAR: Final = 12
"""Months in the headline: a rolling year, in which every season is once (rule M11)."""

TOO_MANY_FOR_CHANCE: Final = 100
"""A force that recorded so many crimes and not one report of anti-social behaviour does not supply reports."""

_statuses: Final[WeakKeyDictionary[Release, dict[tuple[str | None, What], tuple[Status, ...]]]] = (
    WeakKeyDictionary()
)
_over: Final[WeakKeyDictionary[Release, dict[tuple[str | None, What, int, int], Status]]] = (
    WeakKeyDictionary()
)
"""What is the same for every area of a force is kept as long as its release is open: a page asks for the same few
dozen hundreds of times."""

_COLUMNS: Final[dict[CrimeType | Merged, list[int]]] = {
    **{kind: [n] for n, kind in enumerate(TYPES)},
    **{group: [TYPES.index(kind) for kind in kinds] for group, kinds in MERGED.items()},
}
_CRIME_COLUMNS: Final = [TYPES.index(kind) for kind in CRIME_TYPES]


def unit_of(what: What) -> str:
    """Anti-social behaviour is reported, not recorded as a crime."""
    return REPORTS if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR else CRIMES


def is_applicable(what: What, month: Month) -> bool:
    """Whether the publisher's list held this type in `month`; every list adds up to a total."""
    if isinstance(what, Merged):
        return bool(parts_of(what, month))
    return not isinstance(what, CrimeType) or what in types_in_use(month)


def parts_of(group: Merged, month: Month) -> tuple[CrimeType, ...]:
    """The types that carried a merged series in `month`; none before September 2011."""
    listed = types_in_use(month)
    return tuple(kind for kind in MERGED[group] if kind in listed)


def columns_of(what: What) -> list[int]:
    """The columns of a counts array that `what` is made of."""
    return _COLUMNS[what] if isinstance(what, CrimeType | Merged) else _CRIME_COLUMNS


def combined(statuses: Iterable[Status]) -> Status:
    """The status of a sum: one part that has no number leaves no number, one partial part a partial sum."""
    seen = set(statuses)
    for worst in (Status.NOT_APPLICABLE, Status.MISSING, Status.SUPPRESSED, Status.PARTIAL):
        if worst in seen:
            return worst
    return Status.PUBLISHED


def counted(status: Status, value: int, period: Period, what: What, release: str) -> Figure:
    """A count as a Figure, with the interval that chance gives it where it is published in full."""
    return Figure(
        value=value if status.has_value else None,
        status=status,
        period=period,
        unit=unit_of(what),
        source=SOURCE,
        release=release,
        interval=intervals.of_count(value) if status is Status.PUBLISHED else None,
    )


@dataclass(frozen=True, slots=True)
class MonthlySeries:
    """One area, one type: a Figure for every month of the release, in order, and where the series breaks."""

    area: Area
    what: What
    figures: tuple[Figure, ...]
    breaks: tuple[Break, ...] = ()

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(figure.period.first for figure in self.figures)

    @property
    def total(self) -> Figure:
        """The sum of its months, by the same rule as the function `total`."""
        first, last = self.figures[0], self.figures[-1]
        value = sum(int(figure.value or 0) for figure in self)
        period = Period(first.period.first, last.period.last)
        return counted(combined(figure.status for figure in self), value, period, self.what, first.release)

    def latest(self, months: int) -> MonthlySeries:
        """The last so many months of it."""
        kept = self.figures[-months:]
        inside = tuple(row for row in self.breaks if kept and kept[0].period.first < row.month)
        return MonthlySeries(self.area, self.what, kept, inside)


def monthly(release: Release, area: Area, what: What = ALL) -> MonthlySeries:
    """One Figure per month of the release: what was recorded in `area`."""
    return MonthlySeries(area, what, _by_month(release, area, what), breaks_of(release, area, what))


def _by_month(release: Release, area: Area, what: What) -> tuple[Figure, ...]:
    values = _summed(release.counts(area), what).tolist()
    statuses = statuses_of(release, area, what)
    return tuple(
        counted(status, value, Period.of(month), what, release.id)
        for month, status, value in zip(release.months, statuses, values, strict=True)
    )


def by_type_and_month(release: Release, area: Area) -> dict[What, MonthlySeries]:
    """The total and every type, each month by month: the whole table of an area."""
    whats: list[What] = [ALL, *TYPES]
    return {what: monthly(release, area, what) for what in whats}


def _summed(counts: Counts, what: What) -> Counts:
    summed: Counts = counts[..., columns_of(what)].sum(axis=-1)
    return summed


def statuses_of(release: Release, area: Area, what: What) -> tuple[Status, ...]:
    """What each month of the release can say about `what` in `area`: the same for every area of a force."""
    known = _statuses.setdefault(release, {})
    key = (area.force, what)
    if key not in known:
        known[key] = _statuses_of(release, area, what)
    return known[key]


def _statuses_of(release: Release, area: Area, what: What) -> tuple[Status, ...]:
    if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR and not supplies_reports(release, area.force):
        return tuple(Status.MISSING for _ in release.months)
    return tuple(
        supplied(cover, what, month) if is_applicable(what, month) else Status.NOT_APPLICABLE
        for month, cover in zip(release.months, release.coverage(area), strict=True)
    )


@lru_cache(maxsize=256)
def supplies_reports(release: Release, force: str | None) -> bool:
    """Whether anti-social behaviour is in a force's files at all; British Transport Police never supplies it.

    Coverage finds a month that lacks a type by its neighbours, hence not a type that every month lacks.
    """
    if force is None or force not in release.forces:
        return True
    rows = release.split(force)
    crimes = int(rows[..., columns_of(ALL)].sum())
    return crimes < TOO_MANY_FOR_CHANCE or bool(rows[..., columns_of(CrimeType.ANTI_SOCIAL_BEHAVIOUR)].any())


def supplied(cover: Coverage, what: What, month: Month) -> Status:
    """What a force's month says about `what`: a month that lacks some types is whole for all the others."""
    if cover.status is not Supply.PARTIAL:
        return Status.MISSING if cover.status is Supply.MISSING else Status.PUBLISHED
    lacking = {*cover.absent, *cover.short}
    kinds = _kinds_of(what, month)
    if what != ALL and kinds and set(kinds) <= set(cover.absent):
        return Status.MISSING
    named = not lacking.isdisjoint(kinds)
    return Status.PARTIAL if named or cover.level or not lacking else Status.PUBLISHED


def _kinds_of(what: What, month: Month) -> tuple[CrimeType, ...]:
    if isinstance(what, CrimeType):
        return (what,)
    return parts_of(what, month) if isinstance(what, Merged) else CRIME_TYPES


def breaks_of(release: Release, area: Area, what: What) -> tuple[Break, ...]:
    """The breaks of a series inside the months of the release, oldest first."""
    first, last = release.months[0], release.months[-1]
    return tuple(row for row in breaks() if first < row.month <= last and _concerns(row, area.force, what))


def _concerns(row: Break, force: str | None, what: What) -> bool:
    """A merged series breaks where a part of it does, but not where the list changed: that is what it bridges."""
    if not isinstance(what, Merged):
        return row.concerns(force, what)
    return row.month not in LIST_CHANGES and any(row.concerns(force, kind) for kind in MERGED[what])


def covered(release: Release, period: Period) -> slice | None:
    """The places of the period's months in every array, or None where the release does not cover them all."""
    first, last = release.position_of(period.first), release.position_of(period.last)
    return None if first is None or last is None else slice(first, last + 1)


def total(release: Release, area: Area, what: What, period: Period) -> Figure:
    """What was recorded in `area` over whole months.

    Missing where any month is missing or not covered; partial where any is partial; not applicable where the type
    was not on the list in all of them.
    """
    return totals_by_type(release, area, (what,), period)[what]


def totals(release: Release, areas: Sequence[Area], what: What, period: Period) -> list[Figure]:
    """`total` for several areas of one kind at once, in their order."""
    months = covered(release, period)
    if months is None:
        return [counted(_uncovered(what, period), 0, period, what, release.id) for _ in areas]
    sums = release.counts_of(areas, months).sum(axis=1, dtype=np.int64)
    values = _summed(sums, what).tolist()
    one_each = {area.force: area for area in areas}
    known = {force: _status_over(release, area, what, months) for force, area in one_each.items()}
    return [
        counted(known[area.force], value, period, what, release.id)
        for area, value in zip(areas, values, strict=True)
    ]


def totals_by_type(release: Release, area: Area, whats: Sequence[What], period: Period) -> dict[What, Figure]:
    """`total` of several types at once, out of one reading of the counts."""
    months = covered(release, period)
    if months is None:
        return {what: counted(_uncovered(what, period), 0, period, what, release.id) for what in whats}
    sums = _sums(release, area.kind, area.index, months.start, months.stop)
    return {
        what: counted(
            _status_over(release, area, what, months),
            sum(sums[column] for column in columns_of(what)),
            period,
            what,
            release.id,
        )
        for what in whats
    }


@lru_cache(maxsize=64)
def _sums(release: Release, kind: AreaKind, index: int, first: int, end: int) -> tuple[int, ...]:
    """Each type over some months of one area: kept for as long as a page takes, which asks in a dozen places."""
    return tuple(
        release.counts_at(kind, [index], slice(first, end)).sum(axis=(0, 1), dtype=np.int64).tolist()
    )


def _status_over(release: Release, area: Area, what: What, months: slice) -> Status:
    """Of a sum over the months."""
    known = _over.setdefault(release, {})
    key = (area.force, what, months.start, months.stop)
    if key not in known:
        known[key] = combined(statuses_of(release, area, what)[months])
    return known[key]


def _uncovered(what: What, period: Period) -> Status:
    outside_list = any(not is_applicable(what, month) for month in period.months())
    return Status.NOT_APPLICABLE if outside_list else Status.MISSING


def part_kinds(area: Area) -> tuple[AreaKind, ...]:
    """The kinds that may stand for the parts of an area, the first that there is being the one."""
    order = (AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.LSOA)
    if area.kind is AreaKind.FORCE:
        return order
    if area.kind is AreaKind.PARTNERSHIP:
        return order[1:]
    return () if area.kind is AreaKind.LSOA else (AreaKind.LSOA,)
