"""Outcomes by map point → outcomes by area, month and type, as few bytes as there are different outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.pipeline.assign import Assigned
from crimemap.pipeline.atlas import Atlas
from crimemap.pipeline.count import file_of_zeros
from crimemap.pipeline.outcomes import Outcomes, Tally
from crimemap.pipeline.progress import Progress
from crimemap.release import layout
from crimemap.release.manifest import OutcomeLedger
from crimemap.release.outcomes import ROW
from crimemap.terms import BTP, OUTCOMES, TYPES, AreaKind

_CELL: Final = np.dtype([("area", "<u4"), ("type", "u1"), ("outcome", "u1"), ("count", "<u4")])


class OutcomeCounts:
    """Counts month by month; months wait in scratch files, so that memory is that of one."""

    def __init__(self, folder: Path, scratch: Path, atlas: Atlas, forces: Sequence[str]) -> None:
        self.folder = folder
        self.scratch = scratch
        self._btp = forces.index(BTP) if BTP in forces else -1
        layer = atlas.layers[AreaKind.FORCE]
        self._area_of = np.array([layer.index[atlas.force_codes[slug]] for slug in forces], np.int64)
        self._sizes = {kind: np.zeros(len(layer.codes), np.int64) for kind, layer in atlas.layers.items()}
        self._months = 0

    def add(self, tally: Tally, points: Assigned) -> None:
        """Count the next month: by place for every kind but forces, by who recorded it for forces."""
        point, force, kind_, outcome, count = (row.astype(np.int64) for row in tally)
        placed = (point != layout.NOWHERE) & (force != self._btp)
        for kind, sizes in self._sizes.items():
            if kind is AreaKind.FORCE:
                area, chosen = self._area_of[force], np.ones(len(force), bool)
            else:
                area = np.full(len(point), -1, np.int64)
                area[placed] = points.areas[kind][point[placed]]
                chosen = area >= 0
            cells = _summed(area[chosen], kind_[chosen], outcome[chosen], count[chosen])
            np.add(sizes, np.bincount(cells["area"], minlength=len(sizes)), out=sizes)
            np.save(self._block(kind, self._months), cells)
        self._months += 1

    def close(self) -> None:
        """Put the months together: rows by area, of an area by month, type and outcome."""
        for kind, sizes in self._sizes.items():
            offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
            rows_file, offsets_file = layout.outcome_counts_files(kind)
            np.save(self.folder / offsets_file, offsets)
            rows = file_of_zeros(self.folder / rows_file, (int(offsets[-1]),), ROW)
            free = offsets[:-1].copy()
            for month in range(self._months):
                cells = np.load(self._block(kind, month))
                area = cells["area"].astype(np.int64)
                many = np.bincount(area, minlength=len(free))
                first = np.cumsum(many) - many
                at = free[area] + np.arange(len(area)) - first[area]
                for name in ("type", "outcome", "count"):
                    rows[name][at] = cells[name]
                rows["month"][at] = month
                free += many
            if isinstance(rows, np.memmap):
                rows.flush()

    def _block(self, kind: AreaKind, month: int) -> Path:
        return self.scratch / f"outcomes-{kind}-{month}.npy"


def _summed(
    area: NDArray[np.int64], kind: NDArray[np.int64], outcome: NDArray[np.int64], count: NDArray[np.int64]
) -> NDArray[np.void]:
    """One cell for each area, type and outcome there is, in this order."""
    keys, place = np.unique((area * len(TYPES) + kind) * len(OUTCOMES) + outcome, return_inverse=True)
    cells = np.zeros(len(keys), _CELL)
    rest, cells["outcome"] = np.divmod(keys, len(OUTCOMES))
    cells["area"], cells["type"] = np.divmod(rest, len(TYPES))
    cells["count"] = np.bincount(place, weights=count, minlength=len(keys))
    return cells


def publish(told: Outcomes, counts: OutcomeCounts, points: Assigned, progress: Progress) -> OutcomeLedger:
    """Write the outcomes of every month by area, and give the account of every row."""
    plans = told.plans
    for number, plan in enumerate(plans):
        progress.count(number, len(plans), str(plan.month))
        counts.add(told.tally(plan), points)
    progress.count(len(plans), len(plans), str(plans[-1].month))
    counts.close()
    return told.ledger(progress)
