"""The fast path equals a slow and obvious count in plain Python, on generated rows."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crimemap.pipeline import Built
from crimemap.release import Release, layout
from crimemap.release.verify import check
from crimemap.terms import TYPES, AreaKind, CrimeType, Month, Period
from tests.release.handmade import (
    CHANGES,
    FORCE_CODES,
    FORCE_LOOKUP,
    LSOAS,
    MONTHS,
    RECIPE,
    Row,
    build_into,
    point,
    write_inputs,
)

SPOTS = [(column / 2, row / 2) for column in range(-1, 10) for row in range(-1, 6)]
"""Inside, on every edge and corner, and outside of the grid."""
CODES = [*LSOAS, "E01800001", "E01800023", "E01800004", "E01800005", "E01900099", "E01999999", ""]

ROWS = st.lists(
    st.builds(
        Row,
        month=st.sampled_from(MONTHS),
        force=st.sampled_from(["weston", "easton", "btp"]),
        type=st.sampled_from([CrimeType.BURGLARY, CrimeType.ANTI_SOCIAL_BEHAVIOUR, CrimeType.DRUGS]),
        at=st.none() | st.sampled_from([point(*spot) for spot in SPOTS]),
        lsoa=st.sampled_from(CODES),
        place=st.sampled_from(["Wren Street", "", "Parking Area"]),
        id=st.sampled_from(["", "ab" * 32]),
    ),
    min_size=1,
    max_size=60,
).map(lambda rows: [row if row.at else Row(row.month, row.force, row.type) for row in rows])


def inside(at: tuple[int, int], column: float, row: float, width: float, height: float) -> bool:
    """Whether a point lies in a square of the grid, edges included. Whole microdegrees: no rounding."""
    (west, south), (east, north) = point(column, row), point(column + width, row + height)
    return west <= at[0] <= east and south <= at[1] <= north


def lowest(at: tuple[int, int], squares: dict[str, tuple[float, float, float, float]]) -> str | None:
    return min((code for code, square in squares.items() if inside(at, *square)), default=None)


SQUARES: dict[AreaKind, dict[str, tuple[float, float, float, float]]] = {
    AreaKind.FORCE: {"E23900001": (0, 0, 2, 2), "E23900002": (2, 0, 2, 2)},
    AreaKind.PARTNERSHIP: {"E22900001": (0, 0, 2, 2), "E22900002": (2, 0, 2, 2)},
    AreaKind.NEIGHBOURHOOD: {
        "weston-n1": (0, 0, 1, 2), "weston-n2": (1, 0, 1, 2), "easton-n1": (2, 0, 1, 2), "easton-n2": (3, 0, 1, 2),
    },
    AreaKind.LSOA: {code: (n % 4, n // 4, 1, 1) for n, code in enumerate(LSOAS)},
}  # fmt: skip


def slow_small_area(row: Row) -> str | None:
    """By the row's own code; else what it became; of several the part it lies in, or the nearest; else by place."""
    assert row.at is not None
    squares = SQUARES[AreaKind.LSOA]
    if row.lsoa in squares:
        return row.lsoa
    if row.lsoa == "E01900099":
        return None
    became = [new for old, new, _ in CHANGES if old == row.lsoa]
    if len(became) == 1:
        return became[0]
    if became:
        return min(became, key=lambda code: (slow_distance(row.at or (0, 0), squares[code]), code))
    return lowest(row.at, squares)


def slow_distance(at: tuple[int, int], square: tuple[float, float, float, float]) -> int:
    """Squared distance from a point to a square, in microdegrees."""
    column, row, width, height = square
    (west, south), (east, north) = point(column, row), point(column + width, row + height)
    across, up = max(west - at[0], 0, at[0] - east), max(south - at[1], 0, at[1] - north)
    return across * across + up * up


def slow_counts(rows: list[Row]) -> Counter[tuple[str, str, str]]:
    """(area, month, type) → rows."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        found[FORCE_CODES[row.force], row.month, row.type] += 1
        if row.at is None or row.force == "btp":
            continue
        for kind in (AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD):
            found[lowest(row.at, SQUARES[kind]) or "", row.month, row.type] += 1
        found[slow_small_area(row) or "", row.month, row.type] += 1
    return found


def slow_is_outside(row: Row, *, lookup: bool) -> bool:
    if row.force == "btp" or row.at is None:
        return False
    coded = row.lsoa in LSOAS or any(row.lsoa == old for old, *_ in CHANGES)
    small = slow_small_area(row)
    if lookup and coded and small:
        return ("weston" if LSOAS.index(small) % 4 < 2 else "easton") != row.force
    return lowest(row.at, SQUARES[AreaKind.FORCE]) != FORCE_CODES[row.force]


def built(rows: list[Row], folder: Path, recipe: str) -> tuple[Built, Release]:
    done = build_into(write_inputs(folder / "in", rows, recipe), folder / "out")
    return done, Release(folder / "out" / done.id)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, lookup=st.booleans())
def test_every_count_equals_the_slow_one(rows: list[Row], lookup: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        done, release = built(rows, Path(folder), RECIPE + FORCE_LOOKUP if lookup else RECIPE)
        expected = slow_counts(rows)
        months = done.manifest.months
        for kind in SQUARES:
            for area in release.areas(kind):
                for m, counts in enumerate(release.counts(area)):
                    for t, kind_of_crime in enumerate(TYPES):
                        assert counts[t] == expected[area.code, months[m], kind_of_crime], (
                            area.code,
                            months[m],
                        )
        _same_split(release, rows, lookup=lookup)
        _same_points(release, rows)
        assert check(release.folder, done.id) == []


def _same_split(release: Release, rows: list[Row], *, lookup: bool) -> None:
    for force in release.forces:
        split = release.split(force)
        for m, month in enumerate(release.manifest.months):
            mine = [row for row in rows if (row.force, row.month) == (force, month)]
            assert split[m].sum() == len(mine)
            assert split[m, layout.UNLOCATED].sum() == sum(row.at is None for row in mine)
            away = sum(slow_is_outside(row, lookup=lookup) for row in mine)
            assert split[m, layout.OUTSIDE].sum() == away, (force, month)


def _same_points(release: Release, rows: list[Row]) -> None:
    """Map points are distinct coordinates, and hold what the area counts: by place, railway police left out."""
    period = Period(Month.parse(release.manifest.months[0]), Month.parse(release.manifest.months[-1]))
    for area in release.areas(AreaKind.NEIGHBOURHOOD):
        points = release.points(area, period, list(CrimeType))
        square = SQUARES[AreaKind.NEIGHBOURHOOD]
        here = Counter(
            row.at for row in rows if row.at and row.force != "btp" and lowest(row.at, square) == area.code
        )
        assert {(round(p.lon * 1e6), round(p.lat * 1e6)): p.count for p in points} == dict(here)
        assert sum(p.count for p in points) == release.counts(area).sum()
