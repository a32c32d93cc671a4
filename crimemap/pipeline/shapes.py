"""Boundaries as they are drawn: simplified so that neighbours still share their edges, and rounded."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.atlas import Atlas, Layer, Shapes, present
from crimemap.terms import AreaKind

TOLERANCE: Final[dict[AreaKind, float]] = {
    AreaKind.LSOA: 5,
    AreaKind.NEIGHBOURHOOD: 10,
    AreaKind.WARD: 10,
    AreaKind.COMMITTEE: 10,
    AreaKind.PARTNERSHIP: 25,
    AreaKind.FORCE: 50,
}
"""Metres by which a drawn line may leave the supplied one, about a pixel at the scale a kind is drawn at. [choose]"""

FULL_DECIMALS: Final = 6
DRAWN_DECIMALS: Final = 5
"""A tenth of a metre, and a metre."""


@cache
def _transformer(source: int, target: int) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def to_metres(shapes: Shapes) -> Shapes:
    """Lon/lat → British National Grid (EPSG:27700), where a metre is a metre."""
    return _moved(shapes, _transformer(4326, 27700))


def to_degrees(shapes: Shapes) -> Shapes:
    """British National Grid → lon/lat."""
    return _moved(shapes, _transformer(27700, 4326))


def _moved(shapes: Shapes, transformer: pyproj.Transformer) -> Shapes:
    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return np.asarray(shapely.transform(shapes, move), object)


def rounded(shapes: Shapes, decimals: int) -> Shapes:
    """With coordinates of so many decimals; a polygon that this would break is repaired, or keeps its own."""
    found = np.asarray(shapely.transform(shapes, lambda points: np.round(points, decimals)), object)
    for n in np.flatnonzero(~shapely.is_valid(found)).tolist():
        repaired = polygons(shapely.set_precision(shapely.make_valid(found[n]), 10.0**-decimals))
        found[n] = shapes[n] if repaired is None else repaired
    return found


def polygons(shape: shapely.Geometry) -> shapely.Geometry | None:
    """The polygons of a shape, without the lines and points that a repair leaves; None where there are none."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.area > 0]
    return shapely.MultiPolygon(parts) if len(parts) > 1 else parts[0] if parts else None


def draw(atlas: Atlas) -> None:
    """Round `full`, and fill `drawn`, of every layer."""
    for layer in atlas.layers.values():
        shaped = np.flatnonzero(present(layer.full))
        layer.drawn = np.full(len(layer.codes), None, object)
        if len(shaped):
            drawn, note = _simplified(layer, layer.full[shaped])
            layer.drawn[shaped] = drawn
            layer.full[shaped] = rounded(layer.full[shaped], FULL_DECIMALS)
            if note:
                atlas.notes.append(note)
    for code, shape in atlas.beyond.items():
        atlas.beyond[code] = rounded(np.array([shape], object), FULL_DECIMALS)[0]


def _simplified(layer: Layer, shapes: Shapes) -> tuple[Shapes, str]:
    """The shapes to draw, and a note where neighbours cannot keep their shared edges."""
    metres = to_metres(shapes)
    tolerance = TOLERANCE[layer.kind]
    note = ""
    if shapely.coverage_is_valid(metres):
        simple = shapely.coverage_simplify(metres, tolerance)
    else:
        simple = shapely.simplify(metres, tolerance, preserve_topology=True)
        note = (
            f"Boundaries of kind {layer.kind.value} overlap or leave gaps as supplied:"
            " each is simplified by itself, and neighbours' edges may differ by a few metres."
        )
    lost = shapely.is_empty(simple)
    simple[lost] = metres[lost]
    return rounded(to_degrees(simple), DRAWN_DECIMALS), note
