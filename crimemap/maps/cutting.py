"""Shapes cut to a rectangle, whatever the geometry library thinks of them."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.release import Bounds

Shapes = NDArray[np.object_]


def cut(shapes: Shapes, box: Bounds) -> Shapes:
    """`shapes` within `box`, in their order, without those of which nothing lies in it."""
    found, _ = cut_of(shapes, box)
    return found


def cut_of(shapes: Shapes, box: Bounds) -> tuple[Shapes, NDArray[np.intp]]:
    """As `cut`, and the place of each among `shapes`. Only what crosses an edge of the box is cut."""
    if not len(shapes):
        return shapes, np.arange(0)
    west, south, east, north = box
    bounds = shapely.bounds(shapes)
    inside = np.all((bounds[:, :2] >= box[:2]) & (bounds[:, 2:] <= box[2:]), axis=1)
    meets = (
        (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    )
    found = shapes.copy()
    across = np.flatnonzero(meets & ~inside)
    found[across] = _clipped(shapes[across], box)
    kept = np.flatnonzero(meets)
    kept = kept[~shapely.is_empty(found[kept])]
    return found[kept], kept


def _clipped(shapes: Shapes, box: Bounds) -> Shapes:
    """GEOS's quick cut gives up on a ring of which it keeps less than a triangle, and with it on the whole array.

    Then each shape is cut by itself, and the odd one the slow way.
    """
    try:
        return np.asarray(shapely.clip_by_rect(shapes, *box), dtype=object)
    except shapely.GEOSException:
        found = np.empty(len(shapes), dtype=object)
        found[:] = [_one(shape, box) for shape in shapes]
        return found


def _one(shape: shapely.Geometry, box: Bounds) -> shapely.Geometry:
    try:
        return shapely.clip_by_rect(shape, *box)
    except shapely.GEOSException:
        return shapely.intersection(shapely.make_valid(shape), shapely.box(*box))
