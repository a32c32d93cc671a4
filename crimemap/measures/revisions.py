"""What changed between two releases: every figure that both cover and that is not the same, and why (rule Q3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.figure import Figure, Status
from crimemap.measures.crime.counting import counted, statuses_of
from crimemap.release import Area, Release, outcome_rows
from crimemap.terms import OUTCOMES, TYPES, AreaKind, CrimeType, Month, Period

_STATUSES: Final = tuple(Status)
_NO_VALUE: Final = -1


class Why(StrEnum):
    """Why a figure is not what it was, as far as two releases can tell."""

    BOUNDARY = "boundary"
    SUPPLY = "supply"
    RECORDS = "records"
    TYPE = "type"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Revision:
    """One figure in both releases."""

    area: Area
    month: Month
    what: CrimeType
    before: Figure
    after: Figure
    why: Why


@dataclass(frozen=True, slots=True)
class LateOutcomes:
    """Crimes of one force and month of which another outcome is known now: at least so many."""

    area: Area
    month: Month
    crimes: int


@dataclass(frozen=True, slots=True)
class Revisions:
    """Two releases side by side. Months and areas that only one of them has are named, and are no revisions."""

    earlier: Release
    later: Release
    months: tuple[Month, ...]
    new_months: tuple[Month, ...]
    gone_months: tuple[Month, ...]
    new_areas: dict[AreaKind, int]
    gone_areas: dict[AreaKind, int]
    changed: tuple[Revision, ...]
    late: tuple[LateOutcomes, ...] = ()

    def of(self, kind: AreaKind) -> tuple[Revision, ...]:
        """Those of one kind of area."""
        return tuple(row for row in self.changed if row.area.kind is kind)


def between(earlier: Release, later: Release) -> Revisions:
    """Every revised figure: by kind of area, widest first, then by place, month and type."""
    months = tuple(month for month in earlier.months if later.position_of(month) is not None)
    changed = [row for kind in AreaKind for row in _of_kind(earlier, later, kind, months) if months]
    codes = {kind: (_codes(earlier, kind), _codes(later, kind)) for kind in AreaKind}
    return Revisions(
        earlier=earlier,
        later=later,
        months=months,
        new_months=tuple(month for month in later.months if month not in months),
        gone_months=tuple(month for month in earlier.months if month not in months),
        new_areas={kind: len(after - before) for kind, (before, after) in codes.items() if after - before},
        gone_areas={kind: len(before - after) for kind, (before, after) in codes.items() if before - after},
        changed=tuple(changed),
        late=tuple(_late(earlier, later, months)),
    )


def _late(earlier: Release, later: Release, months: tuple[Month, ...]) -> Iterator[LateOutcomes]:
    """By force and month. Only numbers are compared: two crimes that swap their outcomes are none."""
    known = {area.code: area for area in earlier.areas(AreaKind.FORCE)}
    for area in later.areas(AreaKind.FORCE):
        if area.code not in known:
            continue
        old, new = _outcomes(earlier, known[area.code]), _outcomes(later, area)
        for month in months:
            before, after = (
                table[release.position_of(month) or 0] for release, table in ((earlier, old), (later, new))
            )
            gained = int(np.maximum(after - before, 0).sum()) - max(0, int(after.sum() - before.sum()))
            if gained > 0 and before.any():
                yield LateOutcomes(area, month, gained)


def _outcomes(release: Release, area: Area) -> NDArray[np.int64]:
    """[months, types, outcomes] of one area."""
    table = np.zeros((len(release.months), len(TYPES), len(OUTCOMES)), np.int64)
    rows = outcome_rows(release, area)
    np.add.at(table, (rows["month"], rows["type"], rows["outcome"]), rows["count"])
    return table


def _codes(release: Release, kind: AreaKind) -> set[str]:
    return {area.code for area in release.areas(kind)}


def _of_kind(
    earlier: Release, later: Release, kind: AreaKind, months: tuple[Month, ...]
) -> Iterator[Revision]:
    known = {area.code: area for area in earlier.areas(kind)}
    after = [area for area in later.areas(kind) if area.code in known]
    before = [known[area.code] for area in after]
    if not after or not months:
        return
    old, new = _state(earlier, before, months), _state(later, after, months)
    redrawn = earlier.manifest.vintages.get(kind) != later.manifest.vintages.get(kind)
    for n, at, column in np.argwhere((old != new).any(axis=-1)).tolist():
        month, what = months[at], TYPES[column]
        first = _figure(old[n, at, column], month, what, earlier.id)
        second = _figure(new[n, at, column], month, what, later.id)
        why = Why.BOUNDARY if redrawn else _why(earlier, later, after[n], first, second)
        yield Revision(after[n], month, what, first, second, why)


def _state(release: Release, areas: list[Area], months: tuple[Month, ...]) -> NDArray[np.int64]:
    """[areas, months, types, 2]: the value (-1 where there is none) and the status of every figure."""
    places = [release.position_of(month) or 0 for month in months]
    values = release.counts_of(areas)[:, places].astype(np.int64)
    one_each = {area.force: area for area in areas}
    by_force = {
        force: np.array(
            [[_STATUSES.index(statuses_of(release, area, what)[at]) for what in TYPES] for at in places]
        )
        for force, area in one_each.items()
    }
    statuses = np.stack([by_force[area.force] for area in areas])
    with_value = np.isin(statuses, [n for n, status in enumerate(_STATUSES) if status.has_value])
    return np.stack([np.where(with_value, values, _NO_VALUE), statuses], axis=-1)


def _figure(state: NDArray[np.int64], month: Month, what: CrimeType, release: str) -> Figure:
    value, status = state.tolist()
    return counted(_STATUSES[status], value, Period.of(month), what, release)


def _why(earlier: Release, later: Release, area: Area, before: Figure, after: Figure) -> Why:
    """By what the whole force recorded in that month: the same by kind, the same in all, or not the same."""
    if before.status is not after.status:
        return Why.SUPPLY
    month = after.period.first
    force = area.force or ""
    if force not in earlier.forces or force not in later.forces:
        return Why.RECORDS
    old, new = (
        release.split(force)[release.position_of(month) or 0].sum(axis=0) for release in (earlier, later)
    )
    if (old == new).all():
        return Why.PLACE
    return Why.TYPE if old.sum() == new.sum() else Why.RECORDS
