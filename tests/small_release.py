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
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from crimemap.pipeline import classes
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
from crimemap.survey import Reported, Result
from crimemap.terms import TYPES, AreaKind, CrimeType, Month, Outcome, Period, types_in_use
from tests import small_outcomes
from tests.small_names import write_former
from tests.small_places import (
    EDGE_POINTS,
    ELSEWHERE,
    FORCE,
    FORCE_CODE,
    FORCE_NAME,
    LSOAS,
    NEIGHBOURHOODS,
    OUTSIDE_POINT,
    PARTNERSHIP,
    POINTS,
    SIZES,
    count_again,
    index_of,
    write_background,
    write_edges,
    write_places,
    write_postcodes,
    write_searched,
    write_similar,
)
from tests.small_surveys import accounts, write_surveys

__all__ = [  # what tests ask of the small release, of which the places are made in tests/small_places.py
    "EDGE_POINTS",
    "ELSEWHERE",
    "FORCE",
    "FORCE_CODE",
    "FORCE_NAME",
    "LSOAS",
    "MISSING",
    "MONTHS",
    "NEIGHBOURHOODS",
    "OUTSIDE_POINT",
    "PARTIAL",
    "PARTNERSHIP",
    "POINTS",
    "Row",
    "build_small",
    "generate",
]

MONTHS = Period.ending(Month(2026, 9), 26).months()
"""2024-08 … 2026-09: both years of a comparison and two months before them."""
MISSING, PARTIAL = "2024-09", "2024-08"


@dataclass(frozen=True, slots=True)
class Row:
    """One published record: the point's number in `POINTS` (None: no location) and the LSOA code it carries."""

    month: str
    type: CrimeType
    point: int | None = None
    lsoa: str | None = None
    outcome: Outcome = Outcome.NOT_GIVEN


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
    results: Iterable[Result] = (),
    reported: Iterable[Reported] = (),
) -> Path:
    """Write the release under `into`; the folder that it lies in, named by its id.

    Rows of a missing month are left out; a partial month keeps every second one when `rows` is None. `absent`: types
    that a month lacks altogether, in a file that is otherwise whole.
    `people`: residents, households and workday population of some areas, by code, in place of the standard ones.
    `without_outcomes`: months of whose crimes the force supplied no outcome.
    `results`, `reported`: what surveys and publishers say of areas (tests/small_surveys.py has some).
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
    write_places(folder / layout.PLACES)
    count_again(folder / layout.PLACES, people or {})
    write_former(folder / layout.PLACES)
    write_similar(folder / layout.PLACES, similar, ranked=ranked)
    write_searched(folder / layout.NAMES)
    write_edges(folder)
    write_postcodes(folder / layout.POSTCODES)
    write_background(folder / layout.BACKGROUND, background=background)
    write_surveys(folder, results, reported)
    manifest = _manifest(folder, kept, months, missing=missing, partial=partial, point_lists=point_lists)
    known = small_outcomes.ledger(FORCE, {row.month for row in kept} - set(without_outcomes))
    manifest = _lacking(manifest, absent).model_copy(update={"outcomes": known})
    manifest = classes.with_classes(folder, manifest).named()
    (folder / layout.MANIFEST).write_bytes(manifest.to_bytes())
    return folder.rename(into / manifest.id)


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
        surveys=accounts(folder),
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
