"""Points to areas: ours, with boundaries new and seen before, against geopandas.sjoin of the same points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
from tests.load.measuring import Pair, in_turns, spent

Ints = NDArray[np.int32]
Shapes = NDArray[np.object_]

_WEST, _SOUTH, _WIDE, _HIGH = -4.5, 50.6, 5.4, 3.6
"""Degrees: about England."""


@dataclass(slots=True)
class _Case:
    """Rows (microdegrees) and the areas to find them in; `at`: the first row of each distinct point; `back`: the
    point of each row."""

    lon: Ints
    lat: Ints
    shapes: Shapes
    at: NDArray[np.intp]
    back: NDArray[np.intp]

    @classmethod
    def of(cls, lon: Ints, lat: Ints, shapes: Shapes) -> _Case:
        _, at, back = np.unique(packed(lon, lat), return_index=True, return_inverse=True)
        return cls(lon, lat, shapes, at, back)

    @property
    def said(self) -> str:
        corners = shapely.get_num_coordinates(self.shapes).mean()
        return f"{len(self.lon):,} rows at {len(self.at):,} points, {len(self.shapes):,} areas of {corners:.0f} corners"


def measure(material: Material) -> Iterator[Line]:
    """Processor seconds. Ours is given each point once, as reading leaves it: finding equal points is in row `read`."""
    rows, points, wide, high = (200_000, 106_000, 34, 27) if material.quick else (1_000_000, 532_000, 75, 60)
    case = _Case.of(*_scattered(rows, points), _mesh(wide, high))
    new, seen, agree = _compare(case, 2)
    yield Line("assign", "points, boundaries never seen before", new.medians[0], "s cpu", new.medians[1], Aim(0.15),
               f"invented, as detailed as published boundaries: {case.said}")  # fmt: skip
    yield Line(
        "assign", "points, boundaries seen before", seen.medians[0], "s cpu", seen.medians[1], Aim(0.04)
    )
    yield Line(
        "assign", "agreement with geopandas", 100 * agree, "%", None, Aim(99.999, of="ours", best="high")
    )
    if material.real and not material.quick:
        case = _Case.of(*_rows(material), _wards())
        new, seen, agree = _compare(case, 2)
        yield Line("assign", "real rows in much simplified wards, new", new.medians[0], "s cpu", new.medians[1], None,
                   f"{case.said}: few corners are little work for geopandas too; agreement {agree:.4%}")  # fmt: skip
        yield Line(
            "assign", "real rows in much simplified wards, seen", seen.medians[0], "s cpu", seen.medians[1]
        )


def _compare(case: _Case, rounds: int) -> tuple[Pair, Pair, float]:
    """New, seen before, and the share of rows that both find in the same area."""
    force = Layer(AreaKind.FORCE, [], [], np.zeros(0, object), [])
    ward = Layer(AreaKind.WARD, [f"{n:06d}" for n in range(len(case.shapes))], [], case.shapes, [])
    atlas = Atlas({AreaKind.FORCE: force, AreaKind.WARD: ward}, [])
    first = _ours(atlas, None, case)
    nowhere = np.full(len(case.at), -1, np.int32)
    known = Known.of(case.lon[case.at], case.lat[case.at], {AreaKind.FORCE: nowhere, AreaKind.WARD: first})
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(case.lon / MICRO, case.lat / MICRO))
    areas = gpd.GeoDataFrame({"n": np.arange(len(case.shapes))}, geometry=case.shapes)
    joined: list[Ints] = []

    def run(given: Known | None) -> float:
        with spent() as took:
            _ours(atlas, given, case)
        return took.cpu

    def reference() -> float:
        with spent() as took:
            found = frame.sjoin(areas, predicate="intersects")
        joined.append(_lowest(found, len(frame)))
        return took.cpu

    new = in_turns(rounds, lambda: run(None), reference)
    seen = in_turns(rounds, lambda: run(known), reference)
    return new, seen, float((joined[-1] == first[case.back]).mean())


def _ours(atlas: Atlas, known: Known | None, case: _Case) -> Ints:
    """The area of each point."""
    points = Points(case.lon[case.at], case.lat[case.at], [""] * len(case.at))
    return Assigner(atlas, Lookups(), [], known).assign(points).areas[AreaKind.WARD]


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


def _scattered(rows: int, points: int) -> tuple[Ints, Ints]:
    """Rows at so many invented points."""
    dice = np.random.default_rng(1)
    lon = np.round(dice.uniform(_WEST, _WEST + _WIDE, points) * MICRO).astype(np.int32)
    lat = np.round(dice.uniform(_SOUTH, _SOUTH + _HIGH, points) * MICRO).astype(np.int32)
    chosen = dice.integers(0, points, rows)
    return lon[chosen], lat[chosen]


def _wards() -> Shapes:
    frame = gpd.read_file(SHARED / "boundaries" / "wards_2022_UK.geojson.zip", columns=["ward22_code"])
    return np.asarray(shapely.make_valid(frame.sort_values("ward22_code").geometry.to_numpy()), object)


def _mesh(wide: int, high: int, steps: int = 47) -> Shapes:
    """Polygons side by side, with ragged edges of `steps` corners that neighbours share."""
    dice = np.random.default_rng(1)
    along = np.linspace(0, 1, steps, endpoint=False)
    ragged = dice.uniform(-0.08, 0.08, (2, wide + 1, high + 1, steps))
    ragged[..., 0] = 0
    level, upright = ragged
    shapes = [
        shapely.Polygon(
            np.concatenate(
                [
                    np.column_stack([x + along, y + level[x, y]]),
                    np.column_stack([x + 1 + upright[x + 1, y], y + along]),
                    np.column_stack([x + along, y + 1 + level[x, y + 1]])[::-1],
                    np.column_stack([x + upright[x, y], y + along])[::-1],
                ]
            )
            * (_WIDE / wide, _HIGH / high)
            + (_WEST, _SOUTH)
        )
        for x in range(wide)
        for y in range(high)
    ]
    return np.asarray(shapely.make_valid(np.asarray(shapes, object)), object)
