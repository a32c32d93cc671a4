"""The lines between areas, each once, with whose edges they are: a map's borders without cutting shapes apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.release import layout
from crimemap.release.reader import Bounds, Release
from crimemap.terms import AreaKind

Chosen = NDArray[np.intp]
"""Places of edges in the table, in order."""

LEFT, RIGHT, WEST, SOUTH, EAST, NORTH, FIRST = range(7)
"""Columns of edges/<kind>.npy."""

FREE: Final = -1
"""In place of the second area: nothing lies beyond, as at a coast."""

LOOSE: Final = -2
"""The same where areas of the kind overlap or leave gaps: another's edge may run beside this one."""

UNITS: Final = 100_000
"""Edges are in whole hundred-thousandths of a degree, as shapes are drawn."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of one kind. `table`: int32 [edges + 1, 7]; `points`: int32 [n, 2], lon, lat."""

    table: NDArray[np.int32]
    points: NDArray[np.int32]

    def meeting(self, bounds: Bounds) -> Chosen:
        """Those whose box meets `bounds` (degrees)."""
        west, south, east, north = (edge * UNITS for edge in bounds)
        rows = self.table[:-1]
        return np.flatnonzero(
            (rows[:, WEST] <= east)
            & (rows[:, EAST] >= west)
            & (rows[:, SOUTH] <= north)
            & (rows[:, NORTH] >= south)
        )

    def sides(self, chosen: Chosen) -> NDArray[np.int32]:
        """[n, 2]: the areas' places in the release's arrays; the second may be FREE or LOOSE."""
        return self.table[chosen, LEFT : RIGHT + 1]

    def lines(self, chosen: Chosen) -> NDArray[np.object_]:
        """As linestrings in degrees."""
        if not len(chosen):
            return np.array([], dtype=object)
        first = self.table[chosen, FIRST].astype(np.int64)
        many = self.table[chosen + 1, FIRST] - first
        place = np.arange(many.sum()) + np.repeat(first - np.cumsum(many) + many, many)
        lines = shapely.linestrings(
            self.points[place] / UNITS, indices=np.repeat(np.arange(len(chosen)), many)
        )
        return np.asarray(lines, dtype=object)


def edges_of(release: Release, kind: AreaKind) -> Edges:
    """The edges of the release's areas of a kind; none where no boundary of the kind was supplied."""
    table, points = layout.edges_files(kind)
    if not (release.folder / table).is_file():
        return Edges(np.zeros((1, 7), np.int32), np.zeros((0, 2), np.int32))
    return Edges(release._arrays(table), release._arrays(points))  # noqa: SLF001 (one room, its own arrays)
