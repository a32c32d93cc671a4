"""Rates: a slow division over raw rows, published limits, the town centre, and gaps that give no rate."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap.figure import Status
from crimemap.measures import crime
from crimemap.measures.crime import denominators, rates
from crimemap.measures.crime.rates import Per, Why
from crimemap.measures.definitions import FOLDER, load_measures
from crimemap.release import Area, Release
from crimemap.terms import CRIME_TYPES, TYPES, AreaKind, CrimeType, Month, Period
from tests.small_release import (
    FORCE_CODE,
    LSOAS,
    MONTHS,
    NEIGHBOURHOODS,
    PARTNERSHIP,
    Row,
    build_small,
    generate,
)

LARK = NEIGHBOURHOODS[0]
CENTRE = LSOAS[4]
ASB = CrimeType.ANTI_SOCIAL_BEHAVIOUR


def area(release: Release, code: str) -> Area:
    found = release.area(code)
    assert found is not None
    return found


def slow_rate(rows: list[Row], code: str, what: crime.What, period: Period, people: int) -> float:
    """Too simple to be wrong: small areas only, by the code that a row carries."""
    kinds = CRIME_TYPES if what == crime.ALL else (what,)
    inside = {str(month) for month in period.months()}
    many = sum(row.lsoa == code and row.type in kinds and row.month in inside for row in rows)
    return 1000 * many / people * 12 / len(period.months())


@pytest.mark.parametrize("months", [1, 3, 12, 24])
def test_a_rate_is_the_slow_division_over_the_rows_taken_on_to_a_year(small: Release, months: int):
    rows, period = generate(), Period.ending(small.months[-1], months)
    for code in LSOAS:
        here = area(small, code)
        for what in (crime.ALL, *TYPES):
            figure = rates.rate(small, here, what, period, Per.RESIDENTS)
            if what is CrimeType.PUBLIC_DISORDER_WEAPONS:
                assert figure.status is Status.NOT_APPLICABLE
                continue
            assert figure.value == pytest.approx(slow_rate(rows, code, what, period, here.residents or 0))
            assert figure.denominator is not None
            assert (figure.denominator.value, figure.denominator.year) == (here.residents, 2021)


# Exact limits of a Poisson count at 95 %: Garwood (1936), table 1, as reprinted ever since. From 10 up Byar's method:
# Breslow and Day (1987), Statistical Methods in Cancer Research II, section 2.3.
PUBLISHED = [
    (0, 0.0, 3.69), (1, 0.03, 5.57), (2, 0.24, 7.22), (3, 0.62, 8.77), (4, 1.09, 10.24), (5, 1.62, 11.67),
    (6, 2.20, 13.06), (7, 2.81, 14.42), (8, 3.45, 15.76), (9, 4.12, 17.08), (50, 37.1, 65.9), (100, 81.4, 121.6),
]  # fmt: skip


@pytest.mark.parametrize(("count", "lower", "upper"), PUBLISHED)
def test_the_interval_of_a_rate_is_the_published_one_of_its_count(
    tmp_path: Path, count: int, lower: float, upper: float
):
    rows = [Row("2026-09", CrimeType.DRUGS, 0, LSOAS[0])] * count
    people = {LSOAS[0]: (1000, 500, 1000)}
    release = Release(build_small(tmp_path, rows=rows, people=people, facts=False, missing=()))
    figure = rates.rate(release, area(release, LSOAS[0]), CrimeType.DRUGS, crime.latest_period(release))
    assert figure.value == count
    assert figure.interval is not None
    digits = 2 if count < 10 else 1
    assert (round(figure.interval.lower, digits), round(figure.interval.upper, digits)) == (lower, upper)
    assert figure.interval.method == ("Byar" if count >= 10 else "exact chi-squared")


def test_burglary_is_per_household_and_all_else_per_resident(small: Release):
    here = area(small, LARK)
    for what in (crime.ALL, *TYPES):
        expected = Per.HOUSEHOLDS if what is CrimeType.BURGLARY else Per.RESIDENTS
        assert rates.base_of(small, here, what).per is expected
    period = crime.latest_period(small)
    assert rates.rate(small, here, CrimeType.BURGLARY, period).unit == "crimes per 1,000 households a year"
    assert rates.rate(small, here, ASB, period).unit == "reports per 1,000 residents a year"


@pytest.fixture
def centre(tmp_path: Path) -> Release:
    """One small area of Osterby, and Osterby as a whole, have more than twice as many people on a workday."""
    people = {CENTRE: (1000, 400, 2001), NEIGHBOURHOODS[1]: (4000, 1500, 8001), LSOAS[3]: (1000, 400, 2000)}
    return Release(build_small(tmp_path, people=people, facts=False))


def test_in_a_town_centre_the_workday_population_takes_the_place_of_residents_and_says_so(centre: Release):
    here = area(centre, CENTRE)
    for what in (crime.ALL, CrimeType.BURGLARY, ASB):
        base = rates.base_of(centre, here, what)
        assert (base.per, base.people, base.misleading, base.why) == (Per.WORKDAY, 2001, True, Why.VISITORS)
        assert (
            rates.rate(centre, here, what, crime.latest_period(centre)).denominator.name
            == "workday population"
        )


def test_twice_as_many_on_a_workday_is_not_yet_a_town_centre(centre: Release):
    assert not rates.base_of(centre, area(centre, LSOAS[3]), crime.ALL).misleading


def test_no_rate_per_resident_or_household_is_given_for_a_town_centre_even_when_asked(centre: Release):
    for per in (Per.RESIDENTS, Per.HOUSEHOLDS):
        figure = rates.rate(centre, area(centre, CENTRE), crime.ALL, crime.latest_period(centre), per)
        assert (figure.value, figure.status, figure.denominator) == (None, Status.NOT_APPLICABLE, None)


def test_a_table_is_per_one_thing_and_a_part_that_it_does_not_suit_has_no_rate(centre: Release):
    whole = rates.rate_table(centre, area(centre, PARTNERSHIP), crime.ALL)
    assert whole.per is Per.RESIDENTS
    assert {row.area.code: row.rate.status for row in whole.rows}[CENTRE] is Status.NOT_APPLICABLE
    assert sum(row.rate.status is Status.PUBLISHED for row in whole.rows) == 8
    assert {row.base.per for row in whole.rows} == {Per.RESIDENTS}
    town = rates.rate_table(centre, area(centre, NEIGHBOURHOODS[1]), crime.ALL)
    assert town.per is Per.WORKDAY
    assert all(row.rate.status is Status.PUBLISHED for row in town.rows)


SHOPS = [Row("2026-09", CrimeType.SHOPLIFTING, 16, CENTRE)] * 20 + [
    Row("2026-08", CrimeType.THEFT_FROM_THE_PERSON, 16, CENTRE)
] * 10


@pytest.mark.parametrize(("more", "misleads"), [(0, False), (1, True)])
def test_without_a_workday_population_crimes_against_shops_and_passers_by_tell_a_town_centre(
    tmp_path: Path, more: int, misleads: bool
):
    rows = SHOPS + [Row("2026-07", CrimeType.SHOPLIFTING, 16, CENTRE)] * more
    release = Release(
        build_small(tmp_path, rows=rows, missing=(), people={CENTRE: (1000, 400, None)}, facts=False)
    )
    here = area(release, CENTRE)
    assert denominators.visited_rates(release, [here]) == [30 + more]
    assert rates.base_of(release, here, crime.ALL).misleading is misleads
    figure = rates.rate(release, here, crime.ALL, crime.latest_period(release))
    assert figure.status is (Status.NOT_APPLICABLE if misleads else Status.PUBLISHED)


@pytest.mark.parametrize(
    ("people", "what", "why"),
    [
        ((299, 200, 299), crime.ALL, Why.FEW),
        ((1000, 99, 1000), CrimeType.BURGLARY, Why.FEW),
        ((None, None, None), crime.ALL, Why.NOT_SUPPLIED),
        ((1000, None, 1000), CrimeType.BURGLARY, Why.NOT_SUPPLIED),
        ((300, 100, 300), crime.ALL, None),
        ((300, 100, 300), CrimeType.BURGLARY, None),
    ],
)
def test_too_few_or_unknown_people_give_no_rate_and_the_reason(
    tmp_path: Path, people: tuple[int | None, int | None, int | None], what: crime.What, why: Why | None
):
    release = Release(build_small(tmp_path, people={CENTRE: people}, facts=False))
    here = area(release, CENTRE)
    assert rates.base_of(release, here, what).why is why
    figure = rates.rate(release, here, what, crime.latest_period(release))
    assert figure.status is (Status.NOT_APPLICABLE if why else Status.PUBLISHED)
    assert (figure.value is None) is (why is not None)


def test_a_missing_or_partial_month_leaves_no_rate_anywhere(gappy: Release):
    areas = [one for kind in AreaKind for one in gappy.areas(kind)]
    for gap in ("2025-03", "2026-07"):
        for last in range(12):
            period = Period.ending(Month.parse(gap).plus(last))
            for one in areas:
                figure = rates.rate(gappy, one, crime.ALL, period)
                assert (figure.value, figure.interval, figure.status) == (None, None, Status.MISSING)


def test_a_year_that_the_release_does_not_cover_has_no_rate(small: Release):
    table = rates.rate_table(small, area(small, LARK), crime.ALL, MONTHS[3])
    assert {row.rate.status for row in (*table.rows, table.whole)} == {Status.MISSING}


def test_rates_of_many_areas_are_those_of_each(small: Release):
    areas = small.areas(AreaKind.LSOA)
    period = crime.latest_period(small)
    for what in (crime.ALL, *TYPES):
        assert rates.rates(small, areas, what, period) == [
            rates.rate(small, one, what, period) for one in areas
        ]


@pytest.mark.parametrize("per", list(Per))
def test_what_classes_are_made_from_are_the_rates_of_the_figures(centre: Release, per: Per):
    areas = centre.areas(AreaKind.LSOA)
    for what in (crime.ALL, *CRIME_TYPES):
        figures = rates.rates(centre, areas, what, crime.latest_period(centre), per)
        values = [figure.value for figure in figures if figure.value is not None]
        assert rates.Distribution(centre, areas).values(what, per).tolist() == pytest.approx(values)


def test_a_table_lists_small_areas_by_place_and_a_small_area_is_its_own_one_row(small: Release):
    codes = [row.area.code for row in rates.rate_table(small, area(small, PARTNERSHIP), crime.ALL).rows]
    assert codes == list(LSOAS)
    own = rates.rate_table(small, area(small, LSOAS[2]), crime.ALL)
    assert own.rows == (own.whole,)
    force = rates.rate_table(small, area(small, FORCE_CODE), crime.ALL)
    assert [row.area for row in force.rows] == crime.children(small, area(small, FORCE_CODE))


def test_the_rates_beside_those_of_an_area_are_its_partnerships_per_the_same(centre: Release):
    town = rates.area_rates(centre, area(centre, NEIGHBOURHOODS[1]))
    assert town.above is not None
    assert (town.above.area.code, town.above.base.per, town.own.base.per) == (
        PARTNERSHIP,
        Per.WORKDAY,
        Per.WORKDAY,
    )
    assert rates.area_rates(centre, area(centre, PARTNERSHIP)).above.area.code == FORCE_CODE
    assert rates.area_rates(centre, area(centre, FORCE_CODE)).above is None
    assert {kind for kind, _ in town.types} == set(TYPES) - {CrimeType.PUBLIC_DISORDER_WEAPONS}


@pytest.mark.parametrize(
    ("value", "klass"),
    [(0, 1), (39.94, 1), (39.96, 2), (40, 2), (59.9, 2), (60, 3), (109.9, 4), (110, 5), (1000, 5)],
)
def test_a_break_belongs_to_the_class_above_and_a_rate_counts_as_it_is_shown(value: float, klass: int):
    assert rates.class_of(value, (40, 60, 80, 110)) == klass


def test_the_numbers_told_on_the_page_of_methods_are_those_of_the_rules():
    told = {row.id: f"{row.what} {row.limits}" for row in load_measures(FOLDER / "rates.yaml")}
    residents = told["crimes-per-1000-residents"]
    assert f"more than {denominators.WORKDAY_OVER_RESIDENTS:g} times" in residents
    assert f"more than {denominators.VISITED_PER_1000:g} crimes" in residents
    assert f"fewer than {denominators.LEAST['residents']} residents" in residents
    assert (
        f"fewer than {denominators.LEAST['households']} households" in told["burglaries-per-1000-households"]
    )
    assert f"fewer than {denominators.LEAST['workday']} people" in told["crimes-per-1000-workday"]
