"""Where the publisher's map points lie and what they are called, without what was recorded there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from crimemap.release import layout
from crimemap.release.reader import Area, Bounds, Release
from crimemap.terms import Period

Spots = tuple[NDArray[np.float64], tuple[str, ...]]
"""[n, 2] lon, lat in degrees, and the name of each."""


def spots_in(release: Release, area: Area, period: Period, box: Bounds) -> Spots:
    """The map points of `area` that lie in `box` and at which anything was recorded in `period`.

    A place that has changed its name has the one that came last.
    """
    places = release._arrays(layout.points_file("places"))  # noqa: SLF001 (one room, its own arrays)
    inside = np.flatnonzero(release._arrays(layout.points_file(area.kind)) == area.index)  # noqa: SLF001
    west, south, east, north = (edge * layout.MICRO for edge in box)
    found = places[inside, :3]
    near = (found[:, 0] >= west) & (found[:, 0] <= east) & (found[:, 1] >= south) & (found[:, 1] <= north)
    found = found[near][_recorded(release, inside[near], period)]
    packed = (found[:, 0].astype(np.int64) << 32) + found[:, 1]
    _, last = np.unique(packed[::-1], return_index=True)
    found = found[np.sort(len(found) - 1 - last)]
    texts = release._point_names  # noqa: SLF001
    names = {name: texts[name] for name in np.unique(found[:, 2]).tolist()}
    return found[:, :2] / layout.MICRO, tuple(names[name] for name in found[:, 2].tolist())


def _recorded(release: Release, points: NDArray[np.intp], period: Period) -> NDArray[np.bool_]:
    """Whether a month of `period` holds a row of each of `points` (sorted)."""
    seen = np.zeros(len(points), bool)
    for month in period.months():
        left = np.flatnonzero(~seen)
        if len(left) and release.position_of(month) is not None:
            seen[left[release._recorded_at(points[left], month)[0]]] = True  # noqa: SLF001
    return seen
