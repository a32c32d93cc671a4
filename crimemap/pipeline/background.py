"""What is drawn under the figures: layers as supplied, and, where there are none, what our own data tell.

Land is where areas are; built-up ground is where map points and postcodes stand close together; the names of
partnerships and neighbourhoods stand at their centres. A road is never invented.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.atlas import Atlas, Shapes, bounds_of, present
from crimemap.pipeline.builtup import Tile
from crimemap.pipeline.centres import Centres
from crimemap.pipeline.inputs import Recipe
from crimemap.pipeline.shapes import DRAWN_DECIMALS, rounded, to_degrees, to_metres
from crimemap.release import layout
from crimemap.sources import boundaries
from crimemap.terms import AreaKind

ORDER: Final = ("land", "built", "park", "wood", "water", "rail", "road", "place")
"""Drawing order: what comes later lies on top."""

DERIVED: Final = {
    "land": "derived: the areas of this release",
    "built": "derived: where map points and postcodes lie close together",
    "place": "derived: names of partnerships and neighbourhoods",
}


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing to draw; `tile` where it was derived by tile."""

    kind: str
    klass: str
    name: str
    shape: shapely.Geometry
    tile: str = ""


@dataclass(slots=True)
class Background:
    """Supplied layers, by kind; `land` as one shape for clipping, where it was supplied."""

    features: dict[str, list[Feature]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    land: shapely.Geometry | None = None


def supplied(recipe: Recipe, atlas: Atlas, notes: list[str]) -> Background:
    """The [[basemap]] layers near the release's areas. Raises Refusal (crimemap.sources.boundaries)."""
    found = Background()
    around = frame(atlas)
    for part in recipe.basemap:
        layer = boundaries.read_features(
            recipe.path(part.file), layer=part.layer, name=part.name, klass=part.klass
        )
        notes += layer.notes
        found.sources[part.kind] = f"supplied: {part.file}"
        near = np.arange(len(layer.shapes))
        if around is not None and len(layer.shapes):
            near = np.flatnonzero(shapely.intersects(shapely.envelope(layer.shapes), around))
        shapes = rounded_any(layer.shapes[near])
        found.features.setdefault(part.kind, []).extend(
            Feature(part.kind, layer.classes[n], layer.names[n], shape)
            for n, shape in zip(near.tolist(), shapes, strict=True)
        )
    land = [feature.shape for feature in found.features.get("land", ())]
    found.land = shapely.union_all(np.array(land, object)) if land else None
    return found


def rounded_any(shapes: Shapes) -> Shapes:
    """Five decimals: lines and points too."""
    found = shapely.transform(shapes, lambda points: np.round(points, DRAWN_DECIMALS))
    broken = np.flatnonzero(~shapely.is_valid(found))
    found[broken] = shapes[broken]
    return np.asarray(found, object)


def frame(atlas: Atlas) -> shapely.Geometry | None:
    """The box around every area, a little wider."""
    shapes = np.concatenate([layer.full[present(layer.full)] for layer in atlas.layers.values()])
    if not len(shapes):
        return None
    west, south, east, north = shapely.total_bounds(shapes)
    aside, up = (east - west) * 0.1, (north - south) * 0.1
    around: shapely.Geometry = shapely.box(west - aside, south - up, east + aside, north + up)
    return around


def derive(
    found: Background, atlas: Atlas, names: dict[str, str], centres: Centres, built: dict[str, Tile]
) -> None:
    """Add to `found` what was not supplied."""
    if "land" not in found.features and (land := _land(atlas)) is not None:
        found.features["land"] = [Feature("land", "", "", land)]
        found.sources["land"] = DERIVED["land"]
    if "built" not in found.features and built:
        found.features["built"] = [
            Feature("built", "", "", shape, name) for name in sorted(built) for shape in built[name].shapes
        ]
        found.sources["built"] = DERIVED["built"]
    if "place" not in found.features:
        found.features["place"] = list(_places(atlas, names, centres))
        found.sources["place"] = DERIVED["place"]


def _land(atlas: Atlas) -> shapely.Geometry | None:
    """Force areas as one, else all areas."""
    forces = atlas.layers[AreaKind.FORCE]
    shapes = forces.drawn[present(forces.drawn)]
    if not len(shapes):
        wide = [layer for layer in atlas.layers.values() if present(layer.drawn).any()]
        if not wide:
            return None
        shapes = np.concatenate([layer.drawn[present(layer.drawn)] for layer in wide])
    land: shapely.Geometry = rounded(np.array([shapely.union_all(shapes)], object), DRAWN_DECIMALS)[0]
    return land


def _places(atlas: Atlas, names: dict[str, str], centres: Centres) -> Iterator[Feature]:
    near = AreaKind.NEIGHBOURHOOD if atlas.layer(AreaKind.NEIGHBOURHOOD) else AreaKind.WARD
    for kind, klass in ((AreaKind.PARTNERSHIP, "town"), (near, "village")):
        layer = atlas.layer(kind)
        for code in layer.codes if layer else ():
            if code in centres:
                yield Feature("place", klass, names[code], shapely.Point(centres[code]))


def near(spots: NDArray[np.float64], atlas: Atlas) -> NDArray[np.float64]:
    """The spots (float64 [n, 2], lon/lat) in the box around the release's areas."""
    around = frame(atlas)
    if around is None:
        return spots
    west, south, east, north = bounds_of(around)
    inside = (spots[:, 0] >= west) & (spots[:, 0] <= east) & (spots[:, 1] >= south) & (spots[:, 1] <= north)
    return spots[inside]


def write(folder: Path, found: Background, built: dict[str, Tile]) -> None:
    """background.sqlite, and the coarser ones: features in drawing order, numbered from 1."""
    shown = [feature for kind in ORDER for feature in found.features.get(kind, ())]
    shapes = np.array([feature.shape for feature in shown], object)
    for level, (tolerance, least) in enumerate(layout.LEVELS):
        _write(folder / layout.background_file(level), shown, _coarser(shapes, tolerance, least), built)
        built = {}


def _coarser(shapes: Shapes, tolerance: float, least: float) -> Shapes:
    """To a tolerance in metres; surfaces of less than `least` square metres are then empty."""
    if not tolerance or not len(shapes):
        return shapes
    metres = shapely.simplify(to_metres(shapes), tolerance, preserve_topology=True)
    flat = shapely.get_dimensions(metres) == 2
    metres[flat & (shapely.area(metres) < least)] = shapely.Polygon()
    return rounded_any(to_degrees(metres))


def _write(path: Path, shown: Sequence[Feature], shapes: Shapes, built: dict[str, Tile]) -> None:
    there = np.flatnonzero(~shapely.is_empty(shapes)).tolist()
    ranges: dict[str, list[int]] = {}
    for number, n in enumerate(there, 1):
        if shown[n].tile:
            ranges.setdefault(shown[n].tile, [number, number])[1] = number
    connection = new_file(path)
    connection.executescript(layout.BACKGROUND_SCHEMA)
    written = shapely.to_wkb(shapes[there], byte_order=1)
    connection.executemany(
        "INSERT INTO features VALUES (?, ?, ?, ?, ?)",
        (
            (number, shown[n].kind, shown[n].klass, shown[n].name, wkb)
            for number, (n, wkb) in enumerate(zip(there, written, strict=True), 1)
        ),
    )
    connection.executemany("INSERT INTO feature_box VALUES (?, ?, ?, ?, ?)", boxes(shapes[there]))
    for name in sorted(built):
        first, last = ranges.get(name, (None, None))
        connection.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (name, built[name].digest, first, last))
    finish(connection)


def new_file(path: Path) -> sqlite3.Connection:
    """A file of a release being built: nobody else sees it, so it needs no journal."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def finish(connection: sqlite3.Connection) -> None:
    """Compact, so that the bytes do not depend on the way they came."""
    connection.commit()
    connection.execute("VACUUM")
    connection.close()


def boxes(shapes: Shapes) -> Iterator[tuple[int, int, int, int, int]]:
    """Number from 1, west, east, south, north in whole microdegrees around each shape."""
    west, south, east, north = (shapely.bounds(shapes).reshape(-1, 4) * layout.MICRO).T
    edges = (np.floor(west), np.ceil(east), np.floor(south), np.ceil(north))
    columns = np.column_stack([np.arange(1, len(shapes) + 1), *edges]).astype(np.int64)
    return map(tuple, columns.tolist())
