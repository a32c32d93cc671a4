"""What concentration is measured on: recorded crimes of the small areas of one nation in a place, over whole months.

Only small areas whose force supplied every month in full are in it: a month that was not supplied is not a month
without crime. Rows without a small area belong to none of them and are told beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from crimemap.figure import Figure, Status
from crimemap.measures.crime.counting import ALL, CRIMES, SOURCE, columns_of, counted, covered, statuses_of
from crimemap.release import Area, Release, layout
from crimemap.release.small_areas import SmallAreas, small_areas
from crimemap.terms import BTP, AreaKind, Nation, Period


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Arrays of one length, a small area each, by code. `by_month`: [small areas, months] recorded crimes.

    `incomplete`: small areas left out because a month of theirs was not supplied in full. `unplaced`: crimes that the
    forces concerned recorded without a location, which are in no small area; `outside`: with one outside their areas.
    """

    release: str
    period: Period
    nation: Nation
    scale: str
    codes: NDArray[np.str_]
    by_month: NDArray[np.int64]
    residents: NDArray[np.float64]
    rank: NDArray[np.int64]
    decile: NDArray[np.int64]
    incomplete: int
    unplaced: Figure
    outside: Figure

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def crimes(self) -> NDArray[np.int64]:
        """Recorded in each small area over the whole period."""
        summed: NDArray[np.int64] = self.by_month.sum(axis=1)
        return summed

    @property
    def total(self) -> int:
        return int(self.by_month.sum())

    def figure(self, value: float, unit: str) -> Figure:
        """A published number of these months."""
        return Figure(value, Status.PUBLISHED, self.period, unit, SOURCE, self.release)

    def kept(self, which: NDArray[np.bool_]) -> Ground:
        """The same with some of its small areas only."""
        return Ground(
            self.release, self.period, self.nation, self.scale, self.codes[which], self.by_month[which],
            self.residents[which], self.rank[which], self.decile[which], self.incomplete, self.unplaced,
            self.outside,
        )  # fmt: skip


@lru_cache(maxsize=64)
def grounds(release: Release, area: Area | None, period: Period) -> tuple[Ground, ...]:
    """One for each nation that has small areas in `area`, or in the whole release where None; never merged."""
    return tuple(_ground(release, small, period) for small in small_areas(release, area))


def _ground(release: Release, small: SmallAreas, period: Period) -> Ground:
    months = covered(release, period)
    forces = sorted({str(force) for force in np.unique(small.forces)})
    whole = [force for force in forces if months is not None and _is_whole(release, force, months)]
    used = np.isin(small.forces, whole)
    counts = np.zeros((int(used.sum()), period.length), np.int64)
    if months is not None and used.any():
        found = release.counts_at(AreaKind.LSOA, small.index[used].tolist(), months)
        counts = found[..., columns_of(ALL)].sum(axis=-1, dtype=np.int64)
    return Ground(
        release.id, period, small.nation, small.scale, small.codes[used], counts, small.residents[used],
        small.rank[used], small.decile[used], len(small) - int(used.sum()),
        _left_out(release, whole, months, period, layout.UNLOCATED),
        _left_out(release, whole, months, period, layout.OUTSIDE),
    )  # fmt: skip


def _is_whole(release: Release, force: str, months: slice) -> bool:
    """Whether the force supplied each of these months in full."""
    area = release.force_area(force) if force else None
    if area is None:
        return False
    return set(statuses_of(release, area, ALL)[months]) == {Status.PUBLISHED}


def _left_out(
    release: Release, forces: list[str], months: slice | None, period: Period, part: int
) -> Figure:  # fmt: skip
    """What these forces recorded in that part of `layout`'s split."""
    if months is None or not forces:
        return Figure(None, Status.MISSING, period, CRIMES, SOURCE, release.id)
    columns = columns_of(ALL)
    many = sum(int(release.split(force)[months, part][:, columns].sum()) for force in forces if force != BTP)
    return counted(Status.PUBLISHED, many, period, ALL, release.id)
