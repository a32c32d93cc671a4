"""The small release's county: its areas, shapes, map points, background and the files that hold them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from crimemap.pipeline import edges
from crimemap.release import layout
from crimemap.terms import AreaKind
from tests.small_names import write_names

FORCE, FORCE_CODE, FORCE_NAME = "corvenshire", "E23900001", "Corvenshire Police"
PARTNERSHIP = "E22900001"
NEIGHBOURHOODS = ("corvenshire-lark", "corvenshire-oster", "corvenshire-wren")
NEIGHBOURHOOD_NAMES = ("Larkwith", "Osterby", "Wrenstow")
LSOAS = tuple(f"E01900{n:03d}" for n in range(1, 10))
"""Three of each neighbourhood in turn, north to south: 0–2 Larkwith, 3–5 Osterby, 6–8 Wrenstow."""
ELSEWHERE = "E01000001"
"""The LSOA code of rows outside the force's area."""

_WEST, _NORTH, _WIDE, _HIGH, _STRIP = -4.02, 53.62, 0.012, 0.008, 0.002
_STREETS = ("Wren Street", "Heron Lane", "O’Dowd & Finch Road", "Plover Road", "Sorrel Lane", "Teasel Street")


@dataclass(frozen=True, slots=True)
class Point:
    """A map point: where it is, and the indices by place of the LSOA and neighbourhood around it (None: outside)."""

    lon: float
    lat: float
    lsoa: int | None
    neighbourhood: int | None
    name: str


def _lsoa_shape(n: int) -> shapely.Polygon:
    column, row = divmod(n, 3)
    west = _WEST + column * _WIDE - (_STRIP if column == 1 else 0)
    east = _WEST + (column + 1) * _WIDE - (_STRIP if column == 0 else 0)
    return shapely.box(west, _NORTH - (row + 1) * _HIGH, east, _NORTH - row * _HIGH)


def _neighbourhood_shape(n: int) -> shapely.Polygon:
    return shapely.box(_WEST + n * _WIDE, _NORTH - 3 * _HIGH, _WEST + (n + 1) * _WIDE, _NORTH)


WHOLE = shapely.box(_WEST, _NORTH - 3 * _HIGH, _WEST + 3 * _WIDE, _NORTH)


def _points() -> tuple[Point, ...]:
    found = []
    for n in range(9):
        column, row = divmod(n, 3)
        for step, (across, down) in enumerate(((0.3, 0.3), (0.7, 0.3), (0.35, 0.75), (0.6, 0.7))):
            lon, lat = _WEST + (column + across) * _WIDE, _NORTH - (row + down) * _HIGH
            name = _STREETS[(n + step) % 6]
            found.append(Point(round(lon, 6), round(lat, 6), n, column, name))
    for row in range(3):  # inside Larkwith, but in a small area of Osterby
        lat = round(_NORTH - (row + 0.5) * _HIGH, 6)
        found.append(Point(round(_WEST + _WIDE - _STRIP / 2, 6), lat, 3 + row, 0, "Edge Lane"))
    return (*found, Point(-3.9, 53.70, None, None, "Far Road"))


POINTS = _points()
EDGE_POINTS = (36, 37, 38)
OUTSIDE_POINT = 39


def count_again(path: Path, people: Mapping[str, tuple[int | None, int | None, int | None]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "UPDATE areas SET residents = ?, households = ?, workday = ? WHERE code = ?",
            [(*counted, code) for code, counted in people.items()],
        )
        connection.commit()


SIZES = {AreaKind.FORCE: 1, AreaKind.PARTNERSHIP: 1, AreaKind.NEIGHBOURHOOD: 3, AreaKind.LSOA: 9}


def index_of(kind: AreaKind, place: int) -> int:
    """Where the area that comes `place`-th by place lies in the arrays of its kind: the other way round."""
    return SIZES[kind] - 1 - place


def write_places(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(layout.SCHEMA)
    _write_areas(connection)
    connection.executemany(
        "INSERT INTO deprivation VALUES (?, 'IMD 2019', 'England', ?, ?)",
        [(code, 900 + n * 3000, 1 + n) for n, code in enumerate(LSOAS)],
    )
    connection.commit()
    connection.close()


def write_similar(path: Path, pairs: Iterable[tuple[str, str]], *, ranked: bool) -> None:
    rows = [(area, position, other) for position, (area, other) in enumerate(pairs)]
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany("INSERT INTO similar VALUES (?, ?, ?)", rows)
        if not ranked:
            connection.execute("DELETE FROM deprivation")
        connection.commit()


def write_searched(path: Path) -> None:
    areas = [(FORCE_CODE, FORCE_NAME, FORCE_NAME), (PARTNERSHIP, "Tamber Vale", "Tamber Vale")]
    areas += [(code, name, name) for code, name in zip(NEIGHBOURHOODS, NEIGHBOURHOOD_NAMES, strict=True)]
    areas += [
        (code, f"{NEIGHBOURHOOD_NAMES[n // 3]} {n % 3 + 1}", f"Corvenshire {n + 1:03d}A")
        for n, code in enumerate(LSOAS)
    ]
    inside = [point for point in POINTS if point.neighbourhood is not None]
    streets = [
        (p.name, NEIGHBOURHOODS[p.neighbourhood], NEIGHBOURHOOD_NAMES[p.neighbourhood]) for p in inside
    ]
    sectors = {("QX1", str(n // 4 + 1), NEIGHBOURHOODS[n // 12]) for n in range(36)}
    write_names(path, areas, streets, sorted(sectors))


def write_postcodes(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(layout.POSTCODES_SCHEMA)
    connection.executemany(
        "INSERT INTO postcodes VALUES (?, ?, ?)",
        [(f"QX1{n // 4 + 1}{'ABCD'[n % 4]}A", POINTS[n].lon, POINTS[n].lat) for n in range(36)],
    )
    connection.commit()
    connection.close()


def write_edges(folder: Path) -> None:
    """The lines between the areas of each kind, as the pipeline makes them of the shapes that were written."""
    with closing(sqlite3.connect(folder / layout.PLACES)) as connection:
        for kind in AreaKind:
            rows = connection.execute(
                "SELECT s.drawn FROM areas a JOIN shapes s ON s.code = a.code WHERE a.kind = ? ORDER BY a.idx",
                (kind,),
            ).fetchall()
            if rows:
                edges.write_kind(folder, kind, shapely.from_wkb(np.array([row[0] for row in rows], object)))


def _write_areas(connection: sqlite3.Connection) -> None:
    residents = [1500 + 20 * n for n in range(9)]
    _write_area(connection, FORCE_CODE, AreaKind.FORCE, 0, FORCE_NAME, shape=WHOLE, residents=sum(residents))
    _write_area(
        connection, PARTNERSHIP, AreaKind.PARTNERSHIP, 0, "Tamber Vale", shape=WHOLE,
        parent=FORCE_CODE, partnership=PARTNERSHIP, residents=sum(residents),
    )  # fmt: skip
    for n, (code, name) in enumerate(zip(NEIGHBOURHOODS, NEIGHBOURHOOD_NAMES, strict=True)):
        _write_area(
            connection, code, AreaKind.NEIGHBOURHOOD, n, name, shape=_neighbourhood_shape(n),
            parent=PARTNERSHIP, partnership=PARTNERSHIP, residents=sum(residents[3 * n : 3 * n + 3]),
        )  # fmt: skip
    for n, code in enumerate(LSOAS):
        _write_area(
            connection, code, AreaKind.LSOA, n, f"{NEIGHBOURHOOD_NAMES[n // 3]} {n % 3 + 1}", shape=_lsoa_shape(n),
            official=f"Corvenshire {n + 1:03d}A", parent=NEIGHBOURHOODS[n // 3], partnership=PARTNERSHIP,
            residents=residents[n],
        )  # fmt: skip
    kinds = {FORCE_CODE: AreaKind.PARTNERSHIP, PARTNERSHIP: AreaKind.NEIGHBOURHOOD}
    children = [(FORCE_CODE, kinds[FORCE_CODE], 0, PARTNERSHIP)]
    for above in (FORCE_CODE, PARTNERSHIP):
        children += [(above, AreaKind.NEIGHBOURHOOD, n, code) for n, code in enumerate(NEIGHBOURHOODS)]
        children += [(above, AreaKind.LSOA, n, code) for n, code in enumerate(LSOAS)]
    children += [(NEIGHBOURHOODS[n // 3], AreaKind.LSOA, n % 3, code) for n, code in enumerate(LSOAS)]
    connection.executemany("INSERT INTO children VALUES (?, ?, ?, ?)", children)


def _write_area(
    connection: sqlite3.Connection,
    code: str,
    kind: AreaKind,
    place: int,
    name: str,
    *,
    shape: shapely.Polygon,
    official: str = "",
    parent: str | None = None,
    partnership: str | None = None,
    residents: int = 0,
) -> None:
    west, south, east, north = shape.bounds
    connection.execute(
        f"INSERT INTO areas VALUES ({','.join('?' * 20)})",
        (
            code, kind, index_of(kind, place), name, official or name, place, FORCE, "England", parent, partnership,
            2021 if kind is AreaKind.LSOA else None, residents, residents // 2, residents // 3,
            shape.centroid.x, shape.centroid.y, west, south, east, north,
        ),
    )  # fmt: skip
    blob = shapely.to_wkb(shape, byte_order=1)
    connection.execute("INSERT INTO shapes VALUES (?, ?, ?)", (code, blob, blob))
    number = connection.execute("SELECT count(*) FROM area_box_code").fetchone()[0] + 1
    connection.execute("INSERT INTO area_box VALUES (?, ?, ?, ?, ?)", (number, *_box(shape)))
    connection.execute("INSERT INTO area_box_code VALUES (?, ?)", (number, code))


def _box(shape: shapely.Geometry) -> tuple[int, int, int, int]:
    west, south, east, north = (edge * layout.MICRO for edge in shape.bounds)
    return int(np.floor(west)), int(np.ceil(east)), int(np.floor(south)), int(np.ceil(north))


def write_background(path: Path, *, background: bool) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(layout.BACKGROUND_SCHEMA)
    west, south, east, north = WHOLE.bounds
    middle, centre = (west + east) / 2, (south + north) / 2
    features = [
        ("land", "", "", shapely.box(west - 0.02, south - 0.01, east + 0.02, north + 0.004)),
        ("built", "", "", shapely.box(west + 0.003, south + 0.003, east - 0.004, north - 0.003)),
        ("water", "", "Lark Mere", shapely.Point(west + 0.005, centre).buffer(0.0015)),
        ("wood", "", "Osier Wood", shapely.box(middle - 0.003, north - 0.004, middle + 0.001, north - 0.001)),
        ("park", "", "Heron Common", shapely.box(east - 0.009, south + 0.004, east - 0.005, south + 0.007)),
        ("road", "main", "Dunstock Road", shapely.LineString([(west - 0.02, centre), (east + 0.02, centre + 0.002)])),
        ("road", "second", "Chapel Road", shapely.LineString([(middle, south - 0.01), (middle + 0.001, north)])),
        ("road", "street", "O’Dowd & Finch Road", shapely.LineString([(west, south + 0.01), (east, south + 0.009)])),
        ("rail", "", "", shapely.LineString([(west, north - 0.005), (east, south + 0.015)])),
        ("rail", "station", "Larkwith", shapely.Point(west + 0.006, north - 0.0065)),
        ("place", "town", "Tamberton", shapely.Point(middle, centre)),
        ("place", "village", "Larkwith", shapely.Point(west + 0.006, centre)),
    ]  # fmt: skip
    for number, (kind, klass, name, shape) in enumerate(features if background else (), 1):
        blob = shapely.to_wkb(shape, byte_order=1)
        connection.execute("INSERT INTO features VALUES (?, ?, ?, ?, ?)", (number, kind, klass, name, blob))
        connection.execute("INSERT INTO feature_box VALUES (?, ?, ?, ?, ?)", (number, *_box(shape)))
    connection.commit()
    connection.close()
