"""Outcomes of the crimes of an area, one Figure a group and an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.figure import Denominator, Figure, Status
from crimemap.measures import crime, intervals
from crimemap.measures.crime.counting import columns_of, combined, covered, statuses_of
from crimemap.measures.outcomes.groups import Group, Result, groups
from crimemap.release import Area, Release, outcome_rows
from crimemap.release.outcomes import supplied
from crimemap.terms import CRIME_TYPES, OUTCOMES, TYPES, CrimeType, Month, Outcome, Period

SOURCE: Final = "data.police.uk street and outcomes files"
SHARE: Final = "share"

Table = NDArray[np.int64]
"""[types, outcomes] of an area and a period."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One outcome of a group."""

    outcome: Outcome
    figure: Figure
    share: Figure


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One group: how many crimes, which share of all of them, and of which outcomes."""

    group: Group
    figure: Figure
    share: Figure
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """What came of the crimes of an area and a period. The rows, in the order of the groups, add up to `total`."""

    area: Area
    what: crime.What
    period: Period
    rows: tuple[OutcomeRow, ...]
    total: Figure
    without: tuple[Month, ...]
    """Months of the period of whose crimes, though supplied, no outcome was."""
    tells_of_courts: bool
    """Whether the force's files tell what any court decided: otherwise none here is not 0."""

    @property
    def pending(self) -> Figure:
        """Crimes that are still being investigated."""
        return self._of(Result.PENDING)

    @property
    def unknown(self) -> Figure:
        """Crimes of which nobody told the result."""
        return self._of(Result.UNKNOWN)

    @property
    def has_shares(self) -> bool:
        """Whether there are crimes enough for shares."""
        return self.rows[0].share.value is not None

    @property
    def shown(self) -> tuple[OutcomeRow, ...]:
        """The rows without optional ones of which the force's files tell nothing: they still add up to `total`."""
        return tuple(
            row for row in self.rows if self.tells_of_courts or row.figure.value or not row.group.optional
        )

    @property
    def brought(self) -> Figure:
        """Crimes for which somebody was charged, or dealt with out of court."""
        return self._of(Result.BROUGHT)

    @property
    def closed(self) -> Figure:
        """Crimes that were closed without either."""
        return self._of(Result.CLOSED)

    def _of(self, result: Result) -> Figure:
        chosen = [row.figure for row in self.rows if row.group.result is result]
        value = sum(int(figure.value or 0) for figure in chosen)
        return _counted(chosen[0].status, value, self.period, chosen[0].release)


def of(release: Release, area: Area, what: crime.What, period: Period) -> OutcomeTable:
    """What came of the crimes of one type, or of all, that were recorded in `area` in the period.

    Missing where the crimes or the outcomes of any month are; not applicable for anti-social behaviour.
    """
    return _table(release, area, what, period, _summed(release, area, period))


def by_type(release: Release, area: Area, period: Period) -> tuple[OutcomeTable, ...]:
    """The same for every type of crime that was on the publisher's list in the period."""
    summed = _summed(release, area, period)
    tables = (_table(release, area, what, period, summed) for what in CRIME_TYPES)
    return tuple(table for table in tables if table.total.status is not Status.NOT_APPLICABLE)


def without_outcomes(release: Release, area: Area, period: Period) -> tuple[Month, ...]:
    """Months of the period whose crimes the area's force supplied without any outcome."""
    known = supplied(release, area.force)
    statuses = statuses_of(release, area, crime.ALL)
    return tuple(
        month
        for month, status in zip(release.months, statuses, strict=True)
        if month in period and status.has_value and month not in known
    )


def _tells_of_courts(release: Release, area: Area) -> bool:
    """Whether the force's files tell of an optional group anywhere in the release."""
    force = release.force_area(area.force) if area.force else None
    wanted = [OUTCOMES.index(outcome) for group in groups() if group.optional for outcome in group.outcomes]
    return bool(np.isin(outcome_rows(release, force or area)["outcome"], wanted).any())


def _summed(release: Release, area: Area, period: Period) -> Table:
    months, rows = covered(release, period), outcome_rows(release, area)
    table = np.zeros((len(TYPES), len(OUTCOMES)), np.int64)
    if months is not None:
        first, end = np.searchsorted(
            rows["month"], np.array([months.start, months.stop], rows["month"].dtype)
        )
        chosen = rows[first:end]
        np.add.at(table, (chosen["type"], chosen["outcome"]), chosen["count"])
    return table


def _table(release: Release, area: Area, what: crime.What, period: Period, summed: Table) -> OutcomeTable:
    total = crime.total(release, area, what, period)
    status = _status(release, area, what, period, total)
    values = summed[columns_of(what)].sum(axis=0).tolist()
    counts = dict(zip(OUTCOMES, values, strict=True))
    rows = tuple(_row(group, counts, status, total, release.id) for group in groups())
    if status is Status.NOT_APPLICABLE:
        return OutcomeTable(area, what, period, rows, _counted(status, 0, period, release.id), (), False)
    without = without_outcomes(release, area, period)
    return OutcomeTable(area, what, period, rows, total, without, _tells_of_courts(release, area))


def _status(release: Release, area: Area, what: crime.What, period: Period, total: Figure) -> Status:
    if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return Status.NOT_APPLICABLE
    lost = Status.MISSING if without_outcomes(release, area, period) else Status.PUBLISHED
    return combined((total.status, lost))


def _row(group: Group, counts: dict[Outcome, int], status: Status, total: Figure, release: str) -> OutcomeRow:
    def told(value: int) -> tuple[Figure, Figure]:
        return _counted(status, value, total.period, release), _share(value, status, total, release)

    details = tuple(Detail(outcome, *told(counts[outcome])) for outcome in group.outcomes)
    figure, share = told(sum(counts[outcome] for outcome in group.outcomes))
    return OutcomeRow(group, figure, share, details)


def _counted(status: Status, value: int, period: Period, release: str) -> Figure:
    return Figure(
        value=value if status.has_value else None,
        status=status,
        period=period,
        unit=crime.CRIMES,
        source=SOURCE,
        release=release,
        interval=intervals.of_count(value) if status is Status.PUBLISHED else None,
    )


def _share(value: int, status: Status, total: Figure, release: str) -> Figure:
    """Of the crimes of the same area, type and period; not applicable of so few that it would mislead (rule M10)."""
    recorded = int(total.value or 0)
    if status.has_value and recorded < crime.PERCENT_FROM:
        status = Status.NOT_APPLICABLE
    return Figure(
        value=value / recorded if status.has_value else None,
        status=status,
        period=total.period,
        unit=SHARE,
        source=SOURCE,
        release=release,
        denominator=Denominator(recorded, crime.CRIMES) if status.has_value else None,
    )


def largest_types(tables: Sequence[OutcomeTable]) -> list[OutcomeTable]:
    """By the number of crimes, then in the order of the list; those without a number last."""
    return sorted(
        tables,
        key=lambda one: (
            one.total.value is None,
            -int(one.total.value or 0),
            TYPES.index(CrimeType(one.what)),
        ),
    )
