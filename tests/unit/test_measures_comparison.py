"""An area beside those like it, and sides beside each other: groups, limits, what is left out, and what is not said."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from crimemap.figure import Status
from crimemap.measures import chance, comparison, crime
from crimemap.measures.comparison import Apart, Basis, Difference, Verdict
from crimemap.measures.crime import rates
from crimemap.release import Area, Release
from crimemap.terms import AreaKind, CrimeType, Month, Period
from tests.small_release import LSOAS, NEIGHBOURHOODS, PARTNERSHIP, Row, build_small

LAST = Month(2026, 9)
YEAR = Period.ending(LAST)
ALIKE = [(LSOAS[0], other) for other in LSOAS[5:0:-1]]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Release]:
    def make(**choices: object) -> Release:
        return Release(build_small(tmp_path_factory.mktemp("compared"), facts=False, **choices))

    return make


@pytest.fixture(scope="module")
def alike(make: Callable[..., Release]) -> Release:
    return make(similar=ALIKE)


def area(release: Release, code: str) -> Area:
    found = release.area(code)
    assert found is not None
    return found


# --- groups ----------------------------------------------------------------------------------------


def test_a_supplied_group_is_taken_and_stands_in_order_of_place(alike: Release):
    group = comparison.group_of(alike, area(alike, LSOAS[0]))
    assert group.basis is Basis.SUPPLIED
    assert [one.code for one in group.others] == list(LSOAS[1:6])


def test_a_supplied_group_need_not_hold_the_other_way_round(alike: Release):
    group = comparison.group_of(alike, area(alike, LSOAS[1]))
    assert group.basis is Basis.WITHIN
    assert [one.code for one in group.others] == [LSOAS[0], LSOAS[2]]


def test_without_a_list_the_group_is_said_by_rule(small: Release):
    small_area = comparison.group_of(small, area(small, LSOAS[4]))
    assert (small_area.within.code, len(small_area.others)) == (NEIGHBOURHOODS[1], 2)
    local = comparison.group_of(small, area(small, NEIGHBOURHOODS[0]))
    assert (local.within.code, [one.code for one in local.others]) == (PARTNERSHIP, list(NEIGHBOURHOODS[1:]))
    assert comparison.group_of(small, area(small, PARTNERSHIP)).basis is Basis.NATION
    assert comparison.group_of(small, small.areas(AreaKind.FORCE)[0]).others == ()


def test_a_group_too_large_to_read_is_narrowed_to_the_nearest_in_residents(small: Release, monkeypatch):
    monkeypatch.setattr("crimemap.measures.comparison.groups.MOST_OTHERS", 1)
    monkeypatch.setattr("crimemap.measures.comparison.groups.NEAREST", 1)
    group = comparison.group_of(small, area(small, LSOAS[0]))  # residents rise by 20 from one to the next
    assert [one.code for one in group.others] == [LSOAS[1]]
    assert (group.of, group.is_narrowed) == (2, True)


# --- beside ----------------------------------------------------------------------------------------


def slow_beside(
    release: Release, codes: list[str], what: crime.What
) -> dict[str, tuple[float, float, float]]:
    """Rate, and the 95 % limits, of each area: said again with square brackets and no Figure."""
    counts, people = {}, {}
    for code in codes:
        one = area(release, code)
        months = [figure for figure in crime.monthly(release, one, what) if figure.period.first in YEAR]
        counts[code] = sum(int(figure.value or 0) for figure in months)
        people[code] = one.residents
    mean = sum(counts.values()) / sum(people.values())
    differences = sorted(2 * (math.sqrt(counts[c]) - math.sqrt(mean * people[c])) for c in codes)
    assert len(codes) == 6
    low = differences[0] + 0.5 * (differences[1] - differences[0])
    high = differences[-1] - 0.5 * (differences[-1] - differences[-2])
    phi = sum(min(max(z, low), high) ** 2 for z in differences) / 6
    phi = phi if phi > 1 + 2 * math.sqrt(2 / 6) else 1.0
    told = {}
    for code in codes:
        limits = chance.funnel_limits(mean * people[code] / phi)
        unit = 1000 / people[code]
        told[code] = (counts[code] * unit, limits.low_95 * phi * unit, limits.high_95 * phi * unit)
    return told


@pytest.mark.parametrize("what", [crime.ALL, CrimeType.VIOLENT_CRIME, CrimeType.ROBBERY])
def test_rates_and_limits_equal_a_slow_count(alike: Release, what: crime.What):
    found = comparison.beside(alike, area(alike, LSOAS[0]), what, YEAR)
    slow = slow_beside(alike, list(LSOAS[:6]), what)
    assert [row.area.code for row in found.rows] == list(LSOAS[:6])
    for row in found.rows:
        rate, low, high = slow[row.area.code]
        assert row.rate.value == pytest.approx(rate)
        assert (row.limits.low_95, row.limits.high_95) == pytest.approx((low, high))


def test_the_own_area_is_one_of_the_rows_and_overlaps_are_counted(alike: Release):
    found = comparison.beside(alike, area(alike, LSOAS[0]), crime.ALL, YEAR)
    assert found.own is not None
    assert (found.own.area.code, len(found.others)) == (LSOAS[0], 5)
    own = found.own.rate.interval
    slow = sum(
        row.rate.interval.lower <= own.upper and own.lower <= row.rate.interval.upper for row in found.others
    )
    assert found.overlapping == slow
    assert found.mean is not None
    assert found.mean.denominator.value == sum(row.area.residents for row in found.rows)


def even(count: int, odd: int) -> list[Row]:
    """A year in which every small area has `count` burglaries a month, and the first one `odd`."""
    months = [str(month) for month in YEAR.months()]
    return [
        Row(month, CrimeType.VIOLENT_CRIME, n * 4, LSOAS[n])
        for month in months
        for n in range(9)
        for _ in range(odd if n == 0 else count)
    ]


@pytest.mark.parametrize(
    ("odd", "verdict"),
    [
        (5, Verdict.WITHIN),
        (9, Verdict.CLEARLY_HIGHER),
        (2, Verdict.CLEARLY_LOWER),
    ],
)
def test_one_area_that_stands_out_is_said_to(make, odd: int, verdict: Verdict):
    everyone = dict.fromkeys(LSOAS, (1500, 700, 500))
    others = [(LSOAS[0], other) for other in LSOAS[1:]]
    release = make(rows=even(5, odd), missing=(), partial=(), people=everyone, similar=others)
    found = comparison.beside(release, area(release, LSOAS[0]), crime.ALL, YEAR)
    assert found.dispersion == 1
    assert found.own.verdict is verdict
    assert {row.verdict for row in found.others} <= {Verdict.WITHIN, Verdict.LOWER, Verdict.HIGHER}


def test_fewer_than_four_others_say_nothing_of_what_is_usual(small: Release):
    found = comparison.beside(small, area(small, LSOAS[0]), crime.ALL, YEAR)
    assert found.rows == ()
    assert found.mean is None
    assert found.left_out == ()


def test_where_residents_mislead_an_area_is_left_out_by_name(make):
    visited = {LSOAS[1]: (1500, 700, 9000)}
    release = make(similar=[(LSOAS[0], other) for other in LSOAS[1:6]], people=visited)
    found = comparison.beside(release, area(release, LSOAS[0]), crime.ALL, YEAR)
    assert [(one.area.code, one.why) for one in found.left_out] == [(LSOAS[1], Apart.VISITORS)]
    assert LSOAS[1] not in {row.area.code for row in found.rows}
    assert len(found.rows) == 5


def test_a_place_of_visitors_is_compared_by_those_who_are_there_on_a_workday(make):
    release = make(similar=ALIKE, people={LSOAS[0]: (1500, 700, 9000)})
    found = comparison.beside(release, area(release, LSOAS[0]), crime.ALL, YEAR)
    assert found.per is rates.Per.WORKDAY
    assert {row.rate.denominator.name for row in found.rows} == {"workday population"}


def test_nobody_counted_is_a_reason_and_no_rate(make):
    release = make(similar=ALIKE, people={LSOAS[0]: (None, None, None)})
    found = comparison.beside(release, area(release, LSOAS[0]), crime.ALL, YEAR)
    assert found.rows == ()
    assert found.own_left_out.why is Apart.NO_PEOPLE


def test_a_missing_month_leaves_every_area_of_the_force_out(make):
    release = make(similar=ALIKE, missing={"2026-03"})
    found = comparison.beside(release, area(release, LSOAS[0]), crime.ALL, YEAR)
    assert found.rows == ()
    assert {one.why for one in found.left_out} == {Apart.NO_FIGURES}


def test_none_recorded_anywhere_is_a_rate_of_0_within_what_is_usual(make):
    release = make(similar=ALIKE, rows=(), missing=(), partial=())
    found = comparison.beside(release, area(release, LSOAS[0]), crime.ALL, YEAR)
    assert {row.rate.value for row in found.rows} == {0}
    assert {row.verdict for row in found.rows} == {Verdict.WITHIN}


# --- side by side ----------------------------------------------------------------------------------


def test_two_areas_have_the_figures_that_their_own_pages_have(small: Release):
    areas = [area(small, code) for code in NEIGHBOURHOODS[:2]]
    found = comparison.areas_beside(small, areas, YEAR)
    for row in found.rows:
        for side, cell in zip(found.sides, row.cells, strict=True):
            assert cell.count == crime.total(small, side.area, row.what, YEAR)
            assert cell.rate == rates.rate(small, side.area, row.what, YEAR, row.per)
    assert [row.what for row in found.rows][:2] == [crime.ALL, CrimeType.ANTI_SOCIAL_BEHAVIOUR]
    assert CrimeType.PUBLIC_DISORDER_WEAPONS not in {row.what for row in found.rows}


def test_areas_are_told_apart_by_their_rates_and_not_by_their_counts(make):
    twice = {NEIGHBOURHOODS[0]: (3000, 1500, 900), NEIGHBOURHOODS[1]: (9000, 4500, 2700)}
    rows = [
        Row(str(month), CrimeType.VIOLENT_CRIME, point, LSOAS[point // 4])
        for month in YEAR.months()
        for point in range(24)
    ]
    release = make(rows=rows, missing=(), partial=(), people=twice)
    areas = [area(release, code) for code in NEIGHBOURHOODS[:2]]
    row = comparison.areas_beside(release, areas, YEAR).row(crime.ALL)
    assert [cell.count.value for cell in row.cells] == [144, 144]
    assert row.differences == (Difference.LOWER,)
    turned = comparison.areas_beside(release, areas[::-1], YEAR).row(crime.ALL)
    assert turned.differences == (Difference.HIGHER,)


def test_three_areas_are_each_compared_with_the_first(small: Release):
    areas = [area(small, code) for code in NEIGHBOURHOODS]
    found = comparison.areas_beside(small, areas, YEAR)
    assert all(len(row.differences) == 2 for row in found.rows)
    pair = comparison.areas_beside(small, [areas[0], areas[2]], YEAR)
    assert [row.differences[1] for row in found.rows] == [row.differences[0] for row in pair.rows]


def test_periods_are_compared_as_the_page_of_the_area_compares_them(small: Release):
    one = area(small, NEIGHBOURHOODS[0])
    found = comparison.periods_beside(small, one, [YEAR.before(), YEAR])
    said = {
        crime.Verdict.MORE: Difference.HIGHER,
        crime.Verdict.FEWER: Difference.LOWER,
        crime.Verdict.NO_CLEAR_CHANGE: Difference.NO_CLEAR,
        crime.Verdict.CANNOT_TELL: Difference.CANNOT_TELL,
    }
    for row in found.rows:
        assert row.differences == (said[crime.change(small, one, row.what, YEAR).verdict],)


def test_an_area_is_not_compared_with_what_it_lies_in(small: Release):
    inside, around = area(small, LSOAS[0]), area(small, NEIGHBOURHOODS[0])
    found = comparison.areas_beside(small, [inside, around], YEAR)
    assert found.shares_ground
    assert {row.differences for row in found.rows} == {(Difference.CANNOT_TELL,)}
    assert all(cell.count.status is Status.PUBLISHED for cell in found.rows[0].cells)


def test_a_force_is_not_compared_with_a_place(small: Release):
    found = comparison.areas_beside(small, [small.areas(AreaKind.FORCE)[0], area(small, PARTNERSHIP)], YEAR)
    assert found.unlike
    assert {row.differences for row in found.rows} == {(Difference.CANNOT_TELL,)}


def test_nothing_is_said_across_a_missing_month(gappy: Release):
    one = area(gappy, NEIGHBOURHOODS[0])
    found = comparison.periods_beside(gappy, one, [YEAR, YEAR.before()])
    assert found.row(crime.ALL).differences == (Difference.CANNOT_TELL,)
    assert found.row(crime.ALL).cells[1].count.value is None


def test_nothing_is_said_across_a_break(tmp_path: Path):
    months = Period.ending(Month(2013, 9), 26).months()
    release = Release(build_small(tmp_path, months=months, missing=(), partial=(), facts=False))
    one = area(release, NEIGHBOURHOODS[0])
    now = Period.ending(Month(2013, 9))
    row = comparison.periods_beside(release, one, [now, now.before()]).row(CrimeType.OTHER_THEFT)
    assert row.broken_by is not None
    assert row.differences == (Difference.CANNOT_TELL,)


def test_sides_share_one_denominator(make):
    release = make(people={NEIGHBOURHOODS[0]: (3000, 1500, 9000)})
    areas = [area(release, code) for code in NEIGHBOURHOODS[:2]]
    found = comparison.areas_beside(release, areas, YEAR)
    assert {row.per for row in found.rows} == {rates.Per.WORKDAY}
    assert (
        comparison.areas_beside(release, [*areas[1:], area(release, NEIGHBOURHOODS[2])], YEAR)
        .row(CrimeType.BURGLARY)
        .per
        is rates.Per.HOUSEHOLDS
    )
