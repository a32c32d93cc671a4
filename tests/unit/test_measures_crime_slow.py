"""Recorded crime: fast counts against slow, obvious ones over generated records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crimemap.figure import Figure, Status
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.terms import ALL_CRIME, TYPES, AreaKind, CrimeType, Month, Period
from tests.small_release import (
    ELSEWHERE,
    FORCE_CODE,
    LSOAS,
    NEIGHBOURHOODS,
    OUTSIDE_POINT,
    POINTS,
    Row,
    build_small,
)

MONTHS = Period(Month(2025, 1), Month(2026, 3)).months()
NAMES = [str(month) for month in MONTHS]
WHATS: list[crime.What] = [ALL_CRIME, *TYPES]


@st.composite
def records(draw: st.DrawFn) -> Row:
    point = draw(st.one_of(st.none(), st.integers(0, len(POINTS) - 1)))
    around = POINTS[point].lsoa if point is not None else None
    lsoa = LSOAS[around] if around is not None else (ELSEWHERE if point == OUTSIDE_POINT else None)
    kinds = st.sampled_from([t for t in TYPES if t is not CrimeType.PUBLIC_DISORDER_WEAPONS])
    return Row(draw(st.sampled_from(NAMES)), draw(kinds), point, lsoa)


worlds = st.tuples(
    st.lists(records(), max_size=60),
    st.sets(st.sampled_from(NAMES), max_size=2),
    st.sets(st.sampled_from(NAMES), max_size=2),
)
slow = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def opened(
    world: tuple[list[Row], set[str], set[str]],
) -> Iterator[tuple[Release, list[Row], set[str], set[str]]]:
    rows, missing, partial = world
    partial = partial - missing
    with tempfile.TemporaryDirectory() as folder:
        built = build_small(
            Path(folder),
            rows=rows,
            months=MONTHS,
            missing=missing,
            partial=partial,
            background=False,
            facts=False,
        )
        yield Release(built), [row for row in rows if row.month not in missing], missing, partial


def belongs(row: Row, area: Area) -> bool:
    """Whether a record is counted in an area: said again, in the simplest way."""
    if area.kind is AreaKind.FORCE:
        return True
    if area.kind is AreaKind.LSOA:
        return row.lsoa == area.code
    if row.point is None or row.point == OUTSIDE_POINT:
        return False
    home = POINTS[row.point].neighbourhood
    return area.kind is AreaKind.PARTNERSHIP or NEIGHBOURHOODS.index(area.code) == home


def is_of(row: Row, what: crime.What) -> bool:
    return row.type != "anti-social-behaviour" if what == ALL_CRIME else row.type == what


def slow_status(months: list[str], what: crime.What, missing: set[str], partial: set[str]) -> Status:
    if what == "public-disorder-weapons":
        return Status.NOT_APPLICABLE
    if any(month in missing or month not in NAMES for month in months):
        return Status.MISSING
    return Status.PARTIAL if any(month in partial for month in months) else Status.PUBLISHED


def says(figure: Figure, status: Status, value: int) -> bool:
    return figure.status is status and figure.value == (value if status.has_value else None)


def every_area(release: Release) -> list[Area]:
    return [area for kind in AreaKind for area in release.areas(kind)]


@slow
@given(worlds)
def test_every_month_of_every_area_and_type_equals_a_slow_count(world):
    with opened(world) as (release, rows, missing, partial):
        for area in every_area(release):
            for what, series in crime.by_type_and_month(release, area).items():
                assert [str(month) for month in series.months] == NAMES
                for name, figure in zip(NAMES, series, strict=True):
                    expected = sum(r.month == name and is_of(r, what) and belongs(r, area) for r in rows)
                    assert says(figure, slow_status([name], what, missing, partial), expected)


@slow
@given(worlds, st.sampled_from(WHATS), st.integers(-3, 14), st.integers(1, 14))
def test_a_total_equals_a_slow_count_or_says_why_there_is_none(world, what, start, length):
    period = Period(MONTHS[0].plus(start), MONTHS[0].plus(start + length - 1))
    inside = [str(month) for month in period.months()]
    with opened(world) as (release, rows, missing, partial):
        for area in every_area(release):
            expected = sum(r.month in inside and is_of(r, what) and belongs(r, area) for r in rows)
            figure = crime.total(release, area, what, period)
            assert says(figure, slow_status(inside, what, missing, partial), expected)
            assert figure.period == period
            assert figure.unit == ("reports" if what == "anti-social-behaviour" else "recorded crimes")


@slow
@given(worlds, st.sampled_from(WHATS))
def test_the_rows_of_a_table_sum_to_its_total_whoever_counted_them(world, what):
    period = Period(Month(2026, 1), Month(2026, 3))
    with opened(world) as (release, _, _missing, _partial):
        for area in every_area(release):
            table = crime.parts(release, area, what, period)
            rows = [row.change for row in (*table.rows, *table.balance)]
            for side in ("now", "before"):
                whole = getattr(table.whole, side)
                figures = [getattr(row, side) for row in rows]
                if whole.status.has_value and figures:
                    assert sum(figure.value for figure in figures) == whole.value
                assert {figure.status for figure in figures} <= {whole.status}


@slow
@given(worlds, st.sampled_from(WHATS))
def test_located_outside_and_unlocated_are_a_force_s_total(world, what):
    period = Period(MONTHS[0], MONTHS[-1])
    with opened(world) as (release, rows, missing, partial):
        force = release.area(FORCE_CODE)
        split = crime.split(release, force, what, period)
        status = slow_status(NAMES, what, missing, partial)
        mine = [row for row in rows if is_of(row, what)]
        assert says(split.unlocated, status, sum(row.point is None for row in mine))
        assert says(split.outside, status, sum(row.point == OUTSIDE_POINT for row in mine))
        assert says(split.whole, status, len(mine))
        if status.has_value:
            assert split.located.value + split.outside.value + split.unlocated.value == split.whole.value
