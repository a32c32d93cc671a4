"""Tallies by point → counts by area, month and type, the split of each force, and the account of every file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from crimemap.pipeline.assign import NONE, WAYS, Assigned, Assigner
from crimemap.pipeline.atlas import Atlas
from crimemap.release import layout
from crimemap.release.manifest import SmallAreas
from crimemap.terms import BTP, TYPES, AreaKind

Tally = NDArray[np.uint32]


class Counts:
    """The arrays of a release while they are filled, month by month; they lie in its files, not in memory."""

    def __init__(self, folder: Path, atlas: Atlas, months: int, forces: Sequence[str]) -> None:
        self.forces = list(forces)
        self._btp = self.forces.index(BTP) if BTP in self.forces else -1
        self._by_kind = {
            kind: file_of_zeros(folder / layout.counts_file(kind), (len(layer.codes), months, len(TYPES)))
            for kind, layer in atlas.layers.items()
        }
        self.split = file_of_zeros(folder / layout.SPLIT, (len(forces), months, 3, len(TYPES)))
        layer = atlas.layers[AreaKind.FORCE]
        self._area_of = [layer.index[atlas.force_codes[slug]] for slug in forces]
        self.recorded_by = {
            kind: np.zeros((len(layer.codes), len(forces)), np.int64)
            for kind, layer in atlas.layers.items()
            if None in layer.forces
        }

    def add(
        self, month: int, tally: Tally, unlocated: NDArray[np.int32], points: Assigned, assigner: Assigner
    ) -> None:
        """Count one month: by place for every kind but forces, by who recorded it for forces."""
        point, force, kind_, count = (row.astype(np.int64) for row in tally)
        street = force != self._btp
        for kind, counts in self._by_kind.items():
            if kind is not AreaKind.FORCE:
                area = points.areas[kind][point]
                counted = street & (area >= 0)
                counts[:, month, :] = _sums(
                    area[counted], kind_[counted], count[counted], len(counts), len(TYPES)
                )
                if kind in self.recorded_by:
                    self.recorded_by[kind] += _sums(
                        area[counted], force[counted], count[counted], len(counts), len(self.forces)
                    )
        away = assigner.outside(
            points.home[point], points.areas[AreaKind.FORCE][point], force.astype(np.int32)
        )
        for part, chosen in ((layout.LOCATED, ~away), (layout.OUTSIDE, away)):
            self.split[:, month, part, :] = _sums(
                force[chosen], kind_[chosen], count[chosen], len(self.forces), len(TYPES)
            )
        self.split[:, month, layout.UNLOCATED, :] = unlocated
        for number, area in enumerate(self._area_of):
            self._by_kind[AreaKind.FORCE][area, month, :] = self.split[number, month].sum(axis=0)

    def ways(self, tally: Tally, points: Assigned) -> list[SmallAreas]:
        """How the rows of each force's file came to their small areas; British Transport Police have none."""
        found = np.zeros((len(self.forces), NONE + 1), np.int64)
        np.add.at(found, (tally[layout.FORCE], points.way[tally[layout.POINT]]), tally[layout.COUNT])
        if self._btp >= 0:
            found[self._btp] = 0
        return [SmallAreas(**dict(zip(WAYS, row, strict=True))) for row in found.tolist()]

    def most_recorded(self, kind: AreaKind, n: int) -> str | None:
        """The force that recorded most rows in an area, where neither boundary nor lookup tells whose it is."""
        rows = self.recorded_by[kind][n]
        return self.forces[int(rows.argmax())] if rows.any() else None

    def close(self) -> None:
        """Write what is still in memory, and let go of the files."""
        for array in (*self._by_kind.values(), self.split):
            if isinstance(array, np.memmap):
                array.flush()
        self._by_kind = {}


def file_of_zeros(path: Path, shape: tuple[int, ...], dtype: npt.DTypeLike = np.int32) -> NDArray[Any]:
    """A file of zeros; one without an element cannot be mapped. Raises OSError where the disk has no room for it."""
    if 0 in shape:
        np.save(path, np.zeros(shape, dtype))
        return np.zeros(shape, dtype)
    found = open_memmap(path, "w+", np.dtype(dtype), shape)
    # The room is taken now: a mapped page for which the disk has none would kill the process without a word.
    with path.open("r+b") as opened:
        os.posix_fallocate(opened.fileno(), 0, path.stat().st_size)
    return found


def _sums(
    row: NDArray[np.int64], column: NDArray[np.int64], count: NDArray[np.int64], rows: int, columns: int
) -> NDArray[np.int64]:
    """[rows, columns] of sums of `count`."""
    flat = np.bincount(row * columns + column, weights=count, minlength=rows * columns)
    return flat.astype(np.int64).reshape(rows, columns)
