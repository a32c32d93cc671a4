"""A whole release, small enough to count by hand, written as release/layout.py says.

One force (Corvenshire), one partnership (Tamber Vale), three neighbourhoods side by side (Larkwith, Osterby,
Wrenstow), each with three LSOAs from north to south. The order of every array is the reverse of the order by
place, so that a mix-up shows. Osterby's western small areas reach a strip into Larkwith: what is recorded at the
map points there is counted in Larkwith by place and in an Osterby small area by code.

    from tests.small_release import build_small, generate, Row
    release = Release(build_small(tmp_path))                      # the standard one
    release = Release(build_small(tmp_path, rows=[...], missing={"2025-03"}))
"""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import shapely

from crimemap.pipeline import classes, edges
from crimemap.release import layout, texts
from crimemap.release.manifest import (
    Coverage,
    FileLedger,
    ForceCover,
    Ledger,
    Manifest,
    PointList,
    SmallAreas,
    Supply,
)
from crimemap.terms import TYPES, AreaKind, CrimeType, Month, Outcome, Period, types_in_use
from tests import small_outcomes
from tests.small_names import write_former, write_names

FORCE, FORCE_CODE, FORCE_NAME = "corvenshire", "E23900001", "Corvenshire Police"
PARTNERSHIP = "E22900001"
NEIGHBOURHOODS = ("corvenshire-lark", "corvenshire-oster", "corvenshire-wren")
NEIGHBOURHOOD_NAMES = ("Larkwith", "Osterby", "Wrenstow")
LSOAS = tuple(f"E01900{n:03d}" for n in range(1, 10))
"""Three of each neighbourhood in turn, north to south: 0–2 Larkwith, 3–5 Osterby, 6–8 Wrenstow."""
ELSEWHERE = "E01000001"
"""The LSOA code of rows outside the force's area."""

MONTHS = Period.ending(Month(2026, 9), 26).months()
"""2024-08 … 2026-09: both years of a comparison and two months before them."""
MISSING, PARTIAL = "2024-09", "2024-08"

_WEST, _NORTH, _WIDE, _HIGH, _STRIP = -4.02, 53.62, 0.012, 0.008, 0.002
_STREETS = ("Wren Street", "Heron Lane", "O’Dowd & Finch Road", "Plover Road", "Sorrel Lane", "Teasel Street")


@dataclass(frozen=True, slots=True)
class Row:
    """One published record: the point's number in `POINTS` (None: no location) and the LSOA code it carries."""

    month: str
    type: CrimeType
    point: int | None = None
    lsoa: str | None = None
    outcome: Outcome = Outcome.NOT_GIVEN


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


def generate(months: Sequence[Month] = MONTHS, seed: int = 7, level: int = 14) -> list[Row]:
    """Rows for every month: some `level` a small area, a few at the edges, outside, and without a location."""
    dice = random.Random(seed)
    rows = []
    for age, month in enumerate(months):
        types = sorted(types_in_use(month))
        weights = [_weight(kind, age) for kind in types]
        scene = [*(n for n in range(36) for _ in range(max(1, level * (n // 4 + 4) // 32))), *EDGE_POINTS]
        kinds = dice.choices(types, weights, k=len(scene))
        for point, kind in zip(scene, kinds, strict=True):
            rows.append(Row(str(month), kind, point, LSOAS[POINTS[point].lsoa or 0]))
        rows += [Row(str(month), kind) for kind in dice.choices(types, weights, k=4)]
        rows += [
            Row(str(month), kind, OUTSIDE_POINT, ELSEWHERE) for kind in dice.choices(types, weights, k=2)
        ]
    known = small_outcomes.drawn(len(rows), seed)
    return [replace(row, outcome=outcome) for row, outcome in zip(rows, known, strict=True)]


def _weight(kind: CrimeType, age: int) -> float:
    if kind is CrimeType.BURGLARY:
        return 4 - age * 0.1
    if kind is CrimeType.SHOPLIFTING:
        return 2 + age * 0.1
    return {CrimeType.VIOLENT_CRIME: 8.0, CrimeType.ANTI_SOCIAL_BEHAVIOUR: 6.0}.get(kind, 1.0)


def build_small(
    into: Path,
    *,
    rows: Iterable[Row] | None = None,
    months: Sequence[Month] = MONTHS,
    missing: Iterable[str] = (MISSING,),
    partial: Iterable[str] = (PARTIAL,),
    absent: Mapping[str, Sequence[CrimeType]] | None = None,
    point_lists: Sequence[tuple[str, str]] = (),
    background: bool = True,
    facts: bool = True,
    people: Mapping[str, tuple[int | None, int | None, int | None]] | None = None,
    similar: Iterable[tuple[str, str]] = (),
    ranked: bool = True,
    without_outcomes: Iterable[str] = (),
) -> Path:
    """Write the release under `into`; the folder that it lies in, named by its id.

    Rows of a missing month are left out; a partial month keeps every second one when `rows` is None. `absent`: types
    that a month lacks altogether, in a file that is otherwise whole.
    `people`: residents, households and workday population of some areas, by code, in place of the standard ones.
    `without_outcomes`: months of whose crimes the force supplied no outcome.
    `similar`: (area, one that is like it). `ranked=False`: no deprivation ranks.
    `facts=False` spares the Parquet files, which the site never reads.
    """
    missing, partial = frozenset(missing), frozenset(partial)
    given = rows is not None
    kept = [row for row in (generate(months) if rows is None else rows) if row.month not in missing]
    if not given:
        kept = [row for n, row in enumerate(kept) if row.month not in partial or n % 2]
    absent = absent or {}
    kept = [row for row in kept if row.type not in absent.get(row.month, ())]
    folder = into / "building"
    for part in ("counts", "points", "facts"):
        (folder / part).mkdir(parents=True)
    _write_counts(folder, kept, months)
    _write_outcomes(folder, kept, months)
    _write_points(folder, kept, months)
    if facts:
        _write_facts(folder, kept, months)
    _write_places(folder / layout.PLACES)
    _count_again(folder / layout.PLACES, people or {})
    write_former(folder / layout.PLACES)
    _write_similar(folder / layout.PLACES, similar, ranked=ranked)
    _write_names(folder / layout.NAMES)
    _write_edges(folder)
    _write_postcodes(folder / layout.POSTCODES)
    _write_background(folder / layout.BACKGROUND, background=background)
    manifest = _manifest(folder, kept, months, missing=missing, partial=partial, point_lists=point_lists)
    known = small_outcomes.ledger(FORCE, {row.month for row in kept} - set(without_outcomes))
    manifest = _lacking(manifest, absent).model_copy(update={"outcomes": known})
    manifest = classes.with_classes(folder, manifest).named()
    (folder / layout.MANIFEST).write_bytes(manifest.to_bytes())
    return folder.rename(into / manifest.id)


def _count_again(path: Path, people: Mapping[str, tuple[int | None, int | None, int | None]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "UPDATE areas SET residents = ?, households = ?, workday = ? WHERE code = ?",
            [(*counted, code) for code, counted in people.items()],
        )
        connection.commit()


def _lacking(manifest: Manifest, absent: Mapping[str, Sequence[CrimeType]]) -> Manifest:
    """The manifest that says of these months that they are whole but for some types."""
    force = manifest.forces[FORCE]
    less = {
        month: Coverage(
            status=Supply.PARTIAL,
            rows=force.coverage[month].rows,
            why=f"types: {', '.join(types)}",
            absent=tuple(str(kind) for kind in types),
        )
        for month, types in absent.items()
    }
    told = force.model_copy(update={"coverage": {**force.coverage, **less}})
    return manifest.model_copy(update={"forces": {FORCE: told}}).named()


def _places_of(row: Row, kind: AreaKind) -> int | None:
    """The index by place of the area that counts this row."""
    if kind is AreaKind.FORCE:
        return 0
    if kind is AreaKind.LSOA:
        return LSOAS.index(row.lsoa) if row.lsoa in LSOAS else None
    if row.point is None or POINTS[row.point].neighbourhood is None:
        return None
    return 0 if kind is AreaKind.PARTNERSHIP else POINTS[row.point].neighbourhood


SIZES = {AreaKind.FORCE: 1, AreaKind.PARTNERSHIP: 1, AreaKind.NEIGHBOURHOOD: 3, AreaKind.LSOA: 9}


def index_of(kind: AreaKind, place: int) -> int:
    """Where the area that comes `place`-th by place lies in the arrays of its kind: the other way round."""
    return SIZES[kind] - 1 - place


def _write_counts(folder: Path, rows: Sequence[Row], months: Sequence[Month]) -> None:
    names = [str(month) for month in months]
    for kind, size in SIZES.items():
        counts = np.zeros((size, len(months), len(TYPES)), np.int32)
        for row in rows:
            place = _places_of(row, kind)
            if place is not None:
                counts[index_of(kind, place), names.index(row.month), TYPES.index(row.type)] += 1
        np.save(folder / layout.counts_file(kind), counts)
    split = np.zeros((1, len(months), 3, len(TYPES)), np.int32)
    for row in rows:
        split[0, names.index(row.month), _part(row), TYPES.index(row.type)] += 1
    np.save(folder / layout.SPLIT, split)


def _write_outcomes(folder: Path, rows: Sequence[Row], months: Sequence[Month]) -> None:
    for kind, size in SIZES.items():

        def area_of(row: Row, kind: AreaKind = kind) -> int | None:
            place = _places_of(row, kind)
            return None if place is None else index_of(kind, place)

        small_outcomes.write_outcomes(folder, kind, rows, months, areas=size, area_of=area_of)


def _part(row: Row) -> int:
    if row.point is None:
        return layout.UNLOCATED
    return layout.OUTSIDE if row.lsoa == ELSEWHERE else layout.LOCATED


def _write_points(folder: Path, rows: Sequence[Row], months: Sequence[Month]) -> None:
    names = sorted({p.name for p in POINTS})
    codes = [LSOAS[p.lsoa] if p.lsoa is not None else ELSEWHERE for p in POINTS]
    known = sorted(set(codes))
    micro = [
        [round(p.lon * layout.MICRO), round(p.lat * layout.MICRO), names.index(p.name), known.index(code)]
        for p, code in zip(POINTS, codes, strict=True)
    ]
    np.save(folder / layout.points_file("places"), np.array(micro, np.int32))
    texts.write(folder / "points", "names", names)
    texts.write(folder / "points", "codes", known)
    for kind in SIZES:
        inside = [
            -1
            if point.lsoa is None or point.neighbourhood is None
            else index_of(
                kind, {AreaKind.LSOA: point.lsoa, AreaKind.NEIGHBOURHOOD: point.neighbourhood}.get(kind, 0)
            )
            for point in POINTS
        ]
        np.save(folder / layout.points_file(kind), np.array(inside, np.int32))
    for month in months:
        tally = Counter(
            (row.point, TYPES.index(row.type))
            for row in rows
            if row.month == str(month) and row.point is not None
        )
        table = np.array([(point, 0, kind, n) for (point, kind), n in sorted(tally.items())], np.uint32)
        np.save(folder / layout.points_file(month), np.ascontiguousarray(table.reshape(-1, 4).T))


def _write_facts(folder: Path, rows: Sequence[Row], months: Sequence[Month]) -> None:
    facts = pd.DataFrame(
        [(row.month, *_fact(row)) for row in rows],
        columns=["month", "force", "id", "lon", "lat", "place", "lsoa", "type", "outcome"],
    )
    chosen = (
        "force::VARCHAR AS force, id::VARCHAR AS id, lon::INTEGER AS lon, lat::INTEGER AS lat,"
        " place::VARCHAR AS place, lsoa::VARCHAR AS lsoa, type::UTINYINT AS type, outcome::VARCHAR AS outcome"
    )
    with duckdb.connect() as connection:
        connection.register("facts", facts)
        for month in months:
            target = (folder / layout.facts_file(month)).as_posix()
            connection.execute(
                f"COPY (SELECT {chosen} FROM facts WHERE month = '{month}' ORDER BY ALL) TO '{target}' (FORMAT parquet)"
            )


def _fact(row: Row) -> tuple[object, ...]:
    point = POINTS[row.point] if row.point is not None else None
    lon, lat, name = (
        (round(point.lon * 1e6), round(point.lat * 1e6), point.name) if point else (None, None, None)
    )
    return (FORCE, None, lon, lat, name, row.lsoa, TYPES.index(row.type), None)


def _write_places(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(layout.SCHEMA)
    _write_areas(connection)
    connection.executemany(
        "INSERT INTO deprivation VALUES (?, 'IMD 2019', 'England', ?, ?)",
        [(code, 900 + n * 3000, 1 + n) for n, code in enumerate(LSOAS)],
    )
    connection.commit()
    connection.close()


def _write_similar(path: Path, pairs: Iterable[tuple[str, str]], *, ranked: bool) -> None:
    rows = [(area, position, other) for position, (area, other) in enumerate(pairs)]
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany("INSERT INTO similar VALUES (?, ?, ?)", rows)
        if not ranked:
            connection.execute("DELETE FROM deprivation")
        connection.commit()


def _write_names(path: Path) -> None:
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


def _write_postcodes(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(layout.POSTCODES_SCHEMA)
    connection.executemany(
        "INSERT INTO postcodes VALUES (?, ?, ?)",
        [(f"QX1{n // 4 + 1}{'ABCD'[n % 4]}A", POINTS[n].lon, POINTS[n].lat) for n in range(36)],
    )
    connection.commit()
    connection.close()


def _write_edges(folder: Path) -> None:
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


def _write_background(path: Path, *, background: bool) -> None:
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


def _manifest(
    folder: Path,
    rows: Sequence[Row],
    months: Sequence[Month],
    *,
    missing: frozenset[str],
    partial: frozenset[str],
    point_lists: Sequence[tuple[str, str]],
) -> Manifest:
    tally = Counter((row.month, _part(row)) for row in rows)
    files = [_ledger(str(month), tally) for month in months if str(month) not in missing]
    published = sum(file.published for file in files)
    lists = point_lists or [(str(months[0]), str(months[-1]))]
    return Manifest(
        name="Corvenshire (invented)",
        months=tuple(str(month) for month in months),
        forces={
            FORCE: ForceCover(name=FORCE_NAME, code=FORCE_CODE, coverage=_coverage(files, months, partial))
        },
        kinds={str(kind): size for kind, size in SIZES.items()},
        vintages={"lsoa": 2021},
        people={"residents": 2021, "households": 2021, "workday": 2021},
        inputs=(),
        ledger=Ledger(rows_in=published, published=published, set_aside={}, files=tuple(files)),
        small_areas=SmallAreas(vintage=2021, own_code=published),
        point_lists=tuple(PointList(first=first, last=last, points=len(POINTS)) for first, last in lists),
        files={
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    ).named()


def _ledger(month: str, tally: Counter[tuple[str, int]]) -> FileLedger:
    located, outside, unlocated = (tally[month, n] for n in range(3))
    published = located + outside + unlocated
    return FileLedger(
        file=f"{month}-{FORCE}-street.csv", archive="small.zip", force=FORCE, month=month, rows_in=published,
        published=published, located=located, outside=outside, unlocated=unlocated,
    )  # fmt: skip


def _coverage(
    files: Sequence[FileLedger], months: Sequence[Month], partial: frozenset[str]
) -> dict[str, Coverage]:
    supplied = {file.month: file.published for file in files}
    return {
        name: Coverage(status=Supply.MISSING, rows=None)
        if name not in supplied
        else Coverage(status=Supply.PARTIAL, rows=supplied[name], why="level", level=True)
        if name in partial
        else Coverage(status=Supply.PUBLISHED, rows=supplied[name])
        for name in map(str, months)
    }
