"""Points to areas: ours, with boundaries new and seen before, against geopandas.sjoin of the same points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.assign import Assigner, Known, Points, packed
from crimemap.pipeline.atlas import Atlas, Layer
from crimemap.pipeline.lookups import Lookups
from crimemap.release.layout import MICRO
from crimemap.terms import AreaKind
from tests.load.children import unpack
from tests.load.lines import Aim, Line
from tests.load.material import SHARED, Material
from tests.load.measuring import in_turns, spent

Ints = NDArray[np.int32]


def measure(material: Material) -> Iterator[Line]:
    """Seconds by the clock: all of it is one thread's work."""
    lon, lat = _rows(material)
    shapes, what = _polygons(material)
    atlas = Atlas(
        {
            AreaKind.FORCE: Layer(AreaKind.FORCE, [], [], np.zeros(0, object), []),
            AreaKind.WARD: Layer(AreaKind.WARD, [f"{n:06d}" for n in range(len(shapes))], [], shapes, []),
        },
        [],
    )
    first = _ours(atlas, None, lon, lat)
    known = Known.of(lon, lat, {AreaKind.FORCE: np.full(len(lon), -1, np.int32), AreaKind.WARD: first})
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon / MICRO, lat / MICRO))
    areas = gpd.GeoDataFrame({"n": np.arange(len(shapes))}, geometry=shapes)
    joined: list[Ints] = []
    rounds = 2 if material.quick else 3

    def run(given: Known | None) -> float:
        with spent() as took:
            _ours(atlas, given, lon, lat)
        return took.cpu

    def reference() -> float:
        with spent() as took:
            found = frame.sjoin(areas, predicate="intersects")
        joined.append(_lowest(found, len(frame)))
        return took.cpu

    new = in_turns(rounds, lambda: run(None), reference)
    seen = in_turns(rounds, lambda: run(known), reference)
    agree = float((joined[-1] == first).mean())
    distinct = len(np.unique(packed(lon, lat)))
    said = f"{len(lon):,} rows at {distinct:,} points, {what}"
    yield Line("assign", "points, boundaries never seen before", new.medians[0], "s cpu", new.medians[1],
               Aim(0.15), f"geopandas.sjoin of the same rows; {said}")  # fmt: skip
    yield Line(
        "assign", "points, boundaries seen before", seen.medians[0], "s cpu", seen.medians[1], Aim(0.04)
    )
    yield Line(
        "assign", "agreement with geopandas", 100 * agree, "%", None, Aim(99.999, of="ours", best="high")
    )


def _ours(atlas: Atlas, known: Known | None, lon: Ints, lat: Ints) -> Ints:
    """Area of every row: each pair of coordinates is looked up once."""
    _, at, back = np.unique(packed(lon, lat), return_index=True, return_inverse=True)
    points = Points(lon[at], lat[at], [""] * len(at))
    found = Assigner(atlas, Lookups(), [], known).assign(points).areas[AreaKind.WARD]
    return found[back]


def _lowest(joined: gpd.GeoDataFrame, rows: int) -> Ints:
    """Of several areas the lowest, as our rule has it; -1 for none."""
    found = np.full(rows, -1, np.int32)
    ordered = joined.sort_values("n", ascending=False)
    found[ordered.index.to_numpy()] = ordered["n"].to_numpy()
    return found


def _rows(material: Material) -> tuple[Ints, Ints]:
    """Lon, lat in microdegrees of every row with a place."""
    with TemporaryDirectory(dir=material.folder) as folder, duckdb.connect() as con:
        unpack(material.archive, Path(folder), material.forces)
        found = con.execute(
            f"SELECT round(Longitude * {MICRO})::INTEGER AS lon, round(Latitude * {MICRO})::INTEGER AS lat"
            f" FROM read_csv('{folder}/*.csv', types={{'Longitude': 'DOUBLE', 'Latitude': 'DOUBLE'}})"
            " WHERE Longitude IS NOT NULL"
        ).fetchnumpy()
    return np.ascontiguousarray(found["lon"], np.int32), np.ascontiguousarray(found["lat"], np.int32)


def _polygons(material: Material) -> tuple[NDArray[np.object_], str]:
    """Wards, or an invented mesh of as many corners as full-resolution boundaries have."""
    if material.real:
        frame = gpd.read_file(SHARED / "boundaries" / "wards_2022_UK.geojson.zip", columns=["ward22_code"])
        shapes = shapely.make_valid(frame.sort_values("ward22_code").geometry.to_numpy())
        what = "wards"
    else:
        shapes, what = _mesh(75, 60), "invented polygons"
    corners = shapely.get_num_coordinates(shapes).mean()
    return np.asarray(shapes, object), f"{len(shapes):,} {what} of {corners:.0f} corners"


def _mesh(wide: int, high: int) -> NDArray[np.object_]:
    """Polygons side by side over the invented forces, with ragged edges that neighbours share."""
    dice = np.random.default_rng(1)
    step_x, step_y = 5.4 / wide, 3.6 / high
    steps = 47
    along = np.linspace(0, 1, steps, endpoint=False)
    across = dice.uniform(-0.08, 0.08, (2, wide + 1, high + 1, steps))
    across[..., 0] = 0
    shapes = []
    for x in range(wide):
        for y in range(high):
            ring = np.concatenate(
                [
                    np.column_stack([x + along, y + across[0, x, y]]),
                    np.column_stack([x + 1 + across[1, x + 1, y], y + along]),
                    np.column_stack([x + along, y + 1 + across[0, x, y + 1]])[::-1],
                    np.column_stack([x + across[1, x, y], y + along])[::-1],
                ]
            )
            shapes.append(shapely.Polygon(ring * (step_x, step_y) + (-4.5, 50.6)))
    return np.asarray(shapely.make_valid(np.asarray(shapes, object)), object)
