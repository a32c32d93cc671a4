"""A series through the years, against slow sums over the same records: rolling years, lists of types, breaks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from crimemap.figure import Figure, Status
from crimemap.measures import crime
from crimemap.measures.crime import counting
from crimemap.measures.definitions import Break
from crimemap.release import Release
from crimemap.terms import ALL_CRIME, CRIME_TYPES, CrimeType, Month, Period
from tests.small_release import PARTNERSHIP, Row, build_small, generate

FIVE_YEARS = Period.ending(Month(2026, 9), 60).months()
ACROSS = Period(Month(2010, 12), Month(2014, 12)).months()
THEFTS = {CrimeType.OTHER_THEFT, CrimeType.THEFT_FROM_THE_PERSON, CrimeType.BICYCLE_THEFT}
ORDER = {CrimeType.PUBLIC_DISORDER_WEAPONS, CrimeType.PUBLIC_ORDER, CrimeType.POSSESSION_OF_WEAPONS}


@pytest.fixture(scope="module")
def five_years(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Sixty months: one missing in the second year, one partial in the fourth."""
    return Release(
        build_small(
            tmp_path_factory.mktemp("five"),
            months=FIVE_YEARS,
            missing={"2023-03"},
            partial={"2025-01"},
            facts=False,
        )
    )


@pytest.fixture(scope="module")
def across(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Four years and a month over both changes of the publisher's list, every month whole."""
    return Release(
        build_small(tmp_path_factory.mktemp("across"), months=ACROSS, missing=(), partial=(), facts=False)
    )


def slow_count(months: Period, kinds: set[CrimeType], every: tuple[Month, ...]) -> int:
    """A few lines of plain Python over the records that the release was written from."""
    inside = {str(month) for month in months.months()}
    counted_here = (row for row in generate(every) if row.point is not None and row.point < 39)
    return sum(row.month in inside and row.type in kinds for row in counted_here)


def test_every_month_from_the_twelfth_on_has_its_rolling_year(five_years: Release):
    place = five_years.area(PARTNERSHIP)
    rolled = crime.rolling(five_years, place)
    assert len(rolled.years) == 60 - 11
    for year in rolled.years:
        whole = crime.total(five_years, place, crime.ALL, year.figure.period)
        assert (year.figure.value, year.figure.status) == (whole.value, whole.status)
    assert rolled.years[-1].figure.period == Period.ending(Month(2026, 9))


def test_a_missing_month_leaves_twelve_rolling_years_without_a_total_and_a_partial_one_leaves_parts(
    five_years: Release,
):
    statuses = [year.figure.status for year in crime.rolling(five_years, five_years.area(PARTNERSHIP)).years]
    assert statuses.count(Status.MISSING) == 12
    assert statuses.count(Status.PARTIAL) == 12
    assert all(year.value is None for year in _figures(five_years) if year.status is Status.MISSING)


def _figures(release: Release) -> list[Figure]:
    return [year.figure for year in crime.rolling(release, release.area(PARTNERSHIP)).years]


def test_sixty_months_are_five_whole_years_and_all_sixty_are_kept(five_years: Release):
    trend = crime.trend(five_years, five_years.area(PARTNERSHIP))
    assert [str(year.figure.period.last) for year in trend.years] == [
        f"{year}-09" for year in range(2022, 2027)
    ]
    assert [year.figure.status for year in trend.years] == [
        Status.PUBLISHED, Status.MISSING, Status.PUBLISHED, Status.PARTIAL, Status.PUBLISHED,
    ]  # fmt: skip
    assert len(trend.months) == len(trend.changes) == 60
    for year in (trend.years[0], trend.years[2], trend.years[4]):
        assert year.figure.value == slow_count(year.figure.period, set(CRIME_TYPES), FIVE_YEARS)


def test_each_month_stands_beside_the_same_month_a_year_earlier(five_years: Release):
    place = five_years.area(PARTNERSHIP)
    trend = crime.trend(five_years, place)
    for change in trend.changes:
        slow = crime.same_month(five_years, place, crime.ALL, change.now.period.last)
        assert change == slow
        assert change.before.period == change.now.period.before()
    assert all(change.before.status is Status.MISSING for change in trend.changes[:12])
    assert trend.month == trend.changes[-1]


def test_a_release_of_less_than_a_year_has_no_rolling_year(tmp_path: Path):
    release = Release(build_small(tmp_path, months=FIVE_YEARS[-7:], missing=(), partial=(), facts=False))
    trend = crime.trend(release, release.area(PARTNERSHIP))
    assert trend.years == ()
    assert len(trend.changes) == 7


def test_a_type_that_was_not_yet_listed_is_not_applicable_and_never_0(across: Release):
    place = across.area(PARTNERSHIP)
    for what, first in (
        (CrimeType.BICYCLE_THEFT, Month(2013, 5)),
        (CrimeType.PUBLIC_ORDER, Month(2013, 5)),
        (CrimeType.DRUGS, Month(2011, 9)),
        (crime.Merged.THEFTS, Month(2011, 9)),
    ):
        for figure in crime.monthly(across, place, what):
            early = figure.period.first < first
            assert (figure.status is Status.NOT_APPLICABLE) == early
            assert (figure.value is None) == early
        years = crime.trend(across, place, what).years
        assert years[0].figure.status is Status.NOT_APPLICABLE
        assert years[-1].figure.status is Status.PUBLISHED


@pytest.mark.parametrize(
    ("group", "kinds"), [(crime.Merged.THEFTS, THEFTS), (crime.Merged.ORDER_AND_WEAPONS, ORDER)]
)
def test_types_put_together_again_are_the_sum_of_their_parts_in_every_month(
    across: Release, group: crime.Merged, kinds: set[CrimeType]
):
    series = crime.monthly(across, across.area(PARTNERSHIP), group)
    known = [figure for figure in series if figure.value is not None]
    assert known[0].period.first == Month(2011, 9)
    assert known[-1].period.last == Month(2014, 12)
    assert [figure.value for figure in known] == [
        slow_count(figure.period, kinds, ACROSS) for figure in known
    ]
    assert sum(figure.value for figure in known) > 0


def test_a_merged_series_can_be_compared_where_its_parts_cannot(across: Release):
    place = across.area(PARTNERSHIP)
    year = Period.ending(Month(2014, 4))
    assert crime.change(across, place, crime.Merged.THEFTS, year).is_comparable
    part = crime.change(across, place, CrimeType.OTHER_THEFT, year)
    assert part.now.is_known
    assert part.before.is_known
    assert not part.is_comparable
    assert part.ratio.value is None
    assert part.verdict is crime.Verdict.CANNOT_TELL


def test_no_total_is_made_of_months_on_two_sides_of_a_break(across: Release):
    rolled = crime.rolling(across, across.area(PARTNERSHIP), CrimeType.OTHER_CRIME)
    parted = Month(2013, 5)
    for year in rolled.years:
        period = year.figure.period
        if period.first < parted <= period.last:
            assert year.broken_by.month == parted
            assert year.figure.value is None
    assert rolled.years[-1].broken_by is None
    assert rolled.years[-1].figure.is_known
    assert sum(year.broken_by is not None and year.broken_by.month == parted for year in rolled.years) == 11


def test_all_crime_and_the_types_on_every_list_run_through_both_changes(across: Release):
    place = across.area(PARTNERSHIP)
    for what in (
        CrimeType.BURGLARY,
        CrimeType.ROBBERY,
        CrimeType.VEHICLE_CRIME,
        CrimeType.ANTI_SOCIAL_BEHAVIOUR,
    ):
        assert crime.is_continuous(across, place, what)
        assert all(figure.is_known for figure in crime.monthly(across, place, what))
    for what in (ALL_CRIME, CrimeType.OTHER_CRIME, CrimeType.VIOLENT_CRIME, CrimeType.BICYCLE_THEFT):
        assert not crime.is_continuous(across, place, what)
    assert crime.monthly(across, place).breaks == ()


def test_types_are_put_together_only_where_the_release_reaches_across_the_change(
    across: Release, five_years: Release
):
    for what in (*THEFTS, *ORDER):
        assert crime.merged(across, across.area(PARTNERSHIP), what) is not None
        assert crime.merged(five_years, five_years.area(PARTNERSHIP), what) is None
        assert not crime.is_continuous(five_years, five_years.area(PARTNERSHIP), what)
    assert crime.merged(across, across.area(PARTNERSHIP), CrimeType.BURGLARY) is None


def test_a_part_that_a_month_lacks_makes_a_merged_month_partial_and_all_parts_make_it_missing(tmp_path: Path):
    kept = [Row("2014-01", CrimeType.BURGLARY, 0, "E01900001")]
    release = Release(
        build_small(
            tmp_path,
            months=Period(Month(2012, 1), Month(2014, 2)).months(),
            rows=[*generate(Period(Month(2012, 1), Month(2014, 2)).months()), *kept],
            missing=(),
            partial=(),
            absent={"2014-01": [CrimeType.BICYCLE_THEFT], "2014-02": [*THEFTS]},
            facts=False,
        )
    )
    statuses = {
        str(figure.period.last): figure.status
        for figure in crime.monthly(release, release.area(PARTNERSHIP), crime.Merged.THEFTS)
    }
    assert statuses["2014-01"] is Status.PARTIAL
    assert statuses["2014-02"] is Status.MISSING
    assert statuses["2013-12"] is Status.PUBLISHED


def test_a_new_recording_system_breaks_a_merged_series_too(across: Release, monkeypatch: pytest.MonkeyPatch):
    system = Break(
        month="2014-03", what="New recording system", forces=(), types=("bicycle-theft",),
        source="https://a.example/", reviewed=dt.date(2026, 1, 1),
    )  # fmt: skip
    monkeypatch.setattr(counting, "breaks", lambda: (system,))
    place = across.area(PARTNERSHIP)
    assert crime.monthly(across, place, crime.Merged.THEFTS).breaks == (system,)
    assert crime.monthly(across, place, crime.Merged.ORDER_AND_WEAPONS).breaks == ()
