"""The part of an area that its maps are fitted to: where its people are, without far islets."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.maps.ground import Shapes
from crimemap.measures.crime import children
from crimemap.release import Area, Bounds, Release

SPECK: Final = 0.01
"""A piece of less than this share of the whole area may be left out of the frame, never out of the drawing."""


@lru_cache(maxsize=512)
def extent_of(release: Release, area: Area) -> Bounds:
    """West, south, east, north, in degrees: of the whole shape but for small pieces that lie apart and hold no centre.

    Flat Holm is in Cardiff, eight kilometres out at sea: a frame round both shows a small Cardiff in much water.
    """
    if area.bounds is None:
        return (0.0, 50.0, 0.01, 50.01)
    shape = release.shape(area.code)
    pieces = shapely.get_parts(shape) if shape is not None else np.array([], dtype=object)
    if len(pieces) < 2:
        return area.bounds
    sizes = shapely.area(pieces)
    near = shapely.distance(pieces, pieces[int(np.argmax(sizes))]) < 0.02 * float(np.sqrt(sizes.sum()))
    kept = (sizes >= SPECK * sizes.sum()) | near | _inhabited(release, area, pieces)
    west, south, east, north = shapely.total_bounds(pieces[kept]).tolist()
    return west, south, east, north


def _inhabited(release: Release, area: Area, pieces: Shapes) -> NDArray[np.bool_]:
    """Which pieces hold the centre of the area or of one of its parts."""
    centres = [each.centre for each in (area, *children(release, area)) if each.centre is not None]
    held = [shapely.contains_xy(piece, np.array(centres, float).reshape(-1, 2)).any() for piece in pieces]
    return np.array(held, bool)
