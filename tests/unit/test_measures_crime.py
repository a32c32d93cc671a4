"""Recorded crime: totals, changes, parts and what the data lack, on small releases."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap.figure import Figure, Status
from crimemap.measures import crime
from crimemap.measures.crime.counting import supplied
from crimemap.release import Coverage, Release, Supply
from crimemap.terms import CRIME_TYPES, TYPES, AreaKind, CrimeType, Month, Period
from tests.small_release import (
    EDGE_POINTS,
    FORCE_CODE,
    LSOAS,
    NEIGHBOURHOODS,
    PARTNERSHIP,
    Row,
    build_small,
    generate,
)


def test_crime_is_every_type_but_anti_social_behaviour(small: Release):
    area, period = small.area(PARTNERSHIP), crime.latest_period(small)
    each = {
        what: crime.total(small, area, what, period).value for what in CRIME_TYPES if what in _listed(small)
    }
    assert crime.total(small, area, crime.ALL, period).value == sum(each.values())
    assert CrimeType.ANTI_SOCIAL_BEHAVIOUR not in each
    assert [row.what for row in crime.by_type(small, area, period)] == list(each)
    assert {row.what: row.change.now.value for row in crime.by_type(small, area, period)} == each


def _listed(release: Release) -> set[CrimeType]:
    return {what for what in TYPES if crime.is_applicable(what, release.months[-1])}


def test_only_a_count_published_in_full_has_an_interval(gappy: Release):
    series = crime.monthly(gappy, gappy.area(NEIGHBOURHOODS[0]))
    by_status = {figure.status: figure for figure in series}
    assert by_status[Status.PUBLISHED].interval is not None
    assert by_status[Status.PARTIAL].interval is None
    assert by_status[Status.MISSING].interval is None
    assert {figure.release for figure in series} == {gappy.id}


def test_the_year_is_the_twelve_months_to_the_last_against_the_twelve_before(small: Release):
    year = crime.year(small, small.area(NEIGHBOURHOODS[0]))
    assert str(year.now.period) == "2025-10..2026-09"
    assert str(year.before.period) == "2024-10..2025-09"
    assert year.is_comparable
    assert year.difference.value == year.now.value - year.before.value
    assert year.ratio.value == pytest.approx(year.difference.value / year.before.value)
    assert year.ratio.denominator.value == year.before.value


def test_a_release_of_fewer_months_is_told_as_far_as_it_goes(tmp_path: Path):
    months = Period(Month(2026, 8), Month(2026, 9)).months()
    release = Release(build_small(tmp_path, months=months, missing=(), partial=(), facts=False))
    year = crime.year(release, release.area(PARTNERSHIP))
    assert str(year.now.period) == "2026-08..2026-09"
    assert year.now.status is Status.PUBLISHED
    assert year.before.status is Status.MISSING
    assert year.difference.status is Status.MISSING
    assert year.verdict is crime.Verdict.CANNOT_TELL


@pytest.mark.parametrize("code", [FORCE_CODE, PARTNERSHIP, NEIGHBOURHOODS[1], LSOAS[4]])
def test_nothing_is_compared_with_a_gap(gappy: Release, code: str):
    year = crime.year(gappy, gappy.area(code))
    assert (year.now.status, year.before.status) == (Status.PARTIAL, Status.MISSING)
    assert year.difference.value is None
    assert year.ratio.value is None
    assert year.verdict is crime.Verdict.CANNOT_TELL


def test_a_partial_year_is_not_subtracted_either(small: Release):
    figure = crime.total(small, small.area(PARTNERSHIP), crime.ALL, Period.of(Month(2024, 8)))
    assert figure.status is Status.PARTIAL
    change = crime.change(small, small.area(PARTNERSHIP), crime.ALL, Period.of(Month(2025, 8)))
    assert (change.now.status, change.before.status) == (Status.PUBLISHED, Status.PARTIAL)
    assert change.difference.status is Status.MISSING


def figure_of(value: int, month: str = "2026-09") -> Figure:
    return Figure(value, Status.PUBLISHED, Period.of(Month.parse(month)), "recorded crimes", "s", "r")


@pytest.mark.parametrize(
    ("now", "before", "given"), [(20, 20, True), (19, 20, False), (20, 19, False), (6, 3, False)]
)
def test_a_percentage_needs_twenty_on_both_sides(now: int, before: int, given: bool):
    change = crime.Change(figure_of(now), figure_of(before, "2025-09"))
    assert change.difference.value == now - before
    assert (change.ratio.status is Status.PUBLISHED) is given
    assert given or change.ratio.status is Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [(40, 90, "fewer"), (90, 40, "more"), (50, 52, "no clear change"), (0, 0, "no clear change")],
)
def test_the_verdict_treats_rises_and_falls_alike(now: int, before: int, verdict: str):
    assert crime.Change(figure_of(now), figure_of(before, "2025-09")).verdict == verdict


def test_a_type_that_a_month_lacks_is_missing_and_the_others_are_whole(tmp_path: Path):
    lost, month = CrimeType.BURGLARY, Period.of(Month(2026, 3))
    release = Release(build_small(tmp_path, absent={"2026-03": [lost]}, missing=(), partial=(), facts=False))
    for code in (FORCE_CODE, PARTNERSHIP, NEIGHBOURHOODS[0], LSOAS[0]):
        area = release.area(code)
        said = {what: crime.total(release, area, what, month).status for what in ("all-crime", *TYPES)}
        assert said.pop(lost) is Status.MISSING
        assert said.pop("all-crime") is Status.PARTIAL
        assert said.pop("public-disorder-weapons") is Status.NOT_APPLICABLE
        assert set(said.values()) == {Status.PUBLISHED}
        assert crime.year(release, area, lost).now.status is Status.MISSING
    quality = crime.data_quality(release, release.area(PARTNERSHIP))
    assert [str(found) for found in quality.without(lost)] == ["2026-03"]
    assert quality.without(crime.ALL) == ()
    assert [str(found) for found in quality.incomplete(crime.ALL)] == ["2026-03"]


def test_reports_that_a_month_lacks_leave_crime_whole(tmp_path: Path):
    asb = CrimeType.ANTI_SOCIAL_BEHAVIOUR
    release = Release(build_small(tmp_path, absent={"2026-03": [asb]}, missing=(), partial=(), facts=False))
    area = release.area(PARTNERSHIP)
    assert crime.year(release, area).is_comparable
    assert crime.year(release, area, asb).now.status is Status.MISSING


@pytest.mark.parametrize(
    ("cover", "all_crime", "burglary", "reports"),
    [
        ({}, "partial", "partial", "partial"),
        ({"level": True}, "partial", "partial", "partial"),
        ({"level": True, "absent": ("burglary",)}, "partial", "missing", "partial"),
        ({"absent": ("burglary",)}, "partial", "missing", "published"),
        ({"short": ("anti-social-behaviour",)}, "published", "published", "partial"),
        ({"short": ("burglary",)}, "partial", "partial", "published"),
    ],
)
def test_a_partial_month_is_read_type_by_type(cover: dict, all_crime: str, burglary: str, reports: str):
    month = Coverage(status=Supply.PARTIAL, rows=9, **cover)
    whats = (crime.ALL, CrimeType.BURGLARY, CrimeType.ANTI_SOCIAL_BEHAVIOUR)
    assert [str(supplied(month, what, Month(2026, 3))) for what in whats] == [all_crime, burglary, reports]


def test_nothing_is_compared_across_a_break_in_the_series(tmp_path: Path):
    months = Period(Month(2012, 1), Month(2013, 12)).months()
    release = Release(build_small(tmp_path, months=months, missing=(), partial=(), facts=False))
    area = release.area(PARTNERSHIP)
    broken = crime.year(release, area, CrimeType.OTHER_THEFT)
    assert broken.broken_by.month == Month(2013, 5)
    assert broken.difference.status is Status.NOT_APPLICABLE
    assert crime.year(release, area, CrimeType.BURGLARY).is_comparable
    assert [str(row.month) for row in crime.monthly(release, area, CrimeType.OTHER_THEFT).breaks] == [
        "2013-05"
    ]
    robbery = crime.total(release, area, CrimeType.BICYCLE_THEFT, Period(Month(2013, 1), Month(2013, 12)))
    assert robbery.status is Status.NOT_APPLICABLE


def test_along_the_edges_is_signed_and_left_out_where_there_is_nothing(tmp_path: Path):
    edge = Row("2026-09", CrimeType.BURGLARY, EDGE_POINTS[0], LSOAS[3])
    release = Release(build_small(tmp_path, rows=[edge, edge], missing=(), partial=(), facts=False))
    period = Period.of(Month(2026, 9))
    found = {
        code: {
            row.reason: row.change.now.value
            for row in crime.parts(release, release.area(code), crime.ALL, period).balance
        }
        for code in (*NEIGHBOURHOODS, PARTNERSHIP, FORCE_CODE)
    }
    assert found[NEIGHBOURHOODS[0]] == {crime.Reason.EDGES: 2}
    assert found[NEIGHBOURHOODS[1]] == {crime.Reason.EDGES: -2}
    assert found[NEIGHBOURHOODS[2]] == {}
    assert found[PARTNERSHIP] == {}
    assert found[FORCE_CODE] == {crime.Reason.NO_LOCATION: 0, crime.Reason.OUTSIDE: 0}


def test_parts_are_listed_by_place_and_are_the_next_kind_down(small: Release):
    period = crime.latest_period(small)
    kinds = {
        code: [row.area.name for row in crime.parts(small, small.area(code), crime.ALL, period).rows]
        for code in (FORCE_CODE, PARTNERSHIP, NEIGHBOURHOODS[0], LSOAS[0])
    }
    assert kinds[FORCE_CODE] == ["Larkwith", "Osterby", "Wrenstow"], (
        "a force of one partnership shows its parts"
    )
    assert kinds[PARTNERSHIP] == ["Larkwith", "Osterby", "Wrenstow"]
    assert kinds[NEIGHBOURHOODS[0]] == ["Larkwith 1", "Larkwith 2", "Larkwith 3"]
    assert kinds[LSOAS[0]] == []


def test_the_split_of_anything_but_a_force_is_refused(small: Release):
    with pytest.raises(ValueError, match="only a force"):
        crime.split(small, small.area(PARTNERSHIP), crime.ALL, crime.latest_period(small))


def test_the_largest_circle_of_a_partnership_is_as_large_as_allowed_and_all_maps_share_its_scale(
    small: Release,
):
    scales = {crime.symbol_scale(small, small.area(code)) for code in (*NEIGHBOURHOODS, *LSOAS)}
    assert len(scales) == 1
    scale = scales.pop()
    year = crime.latest_period(small)
    largest = max(crime.total(small, area, crime.ALL, year).value for area in small.areas(AreaKind.LSOA))
    assert scale.radius(largest) == pytest.approx(38)
    assert scale.radius(largest / 4) == pytest.approx(19)
    assert scale.radius(1) == 5
    assert scale.radius(largest / 12, months=1) == pytest.approx(38)
    assert scale.radius(largest * 2) == 38
    wider = crime.symbol_scale(small, small.area(PARTNERSHIP))
    assert wider.k < scale.k


def test_the_scale_stands_on_the_months_that_were_supplied(gappy: Release, small: Release):
    month_lost = crime.symbol_scale(gappy, gappy.area(NEIGHBOURHOODS[0]))
    assert month_lost.k == pytest.approx(crime.symbol_scale(small, small.area(NEIGHBOURHOODS[0])).k, rel=0.2)


def test_the_quality_panel_counts_what_was_supplied(gappy: Release):
    quality = crime.data_quality(gappy, gappy.area(NEIGHBOURHOODS[0]))
    assert [str(month) for month in quality.missing] == ["2025-03"]
    assert [str(month) for month in quality.partial] == ["2026-07"]
    assert len(quality.full) == 24
    assert quality.months == gappy.months
    assert quality.force == "Corvenshire Police"
    assert quality.small_area_vintage == 2021
    assert quality.new_point_lists == ()
    assert quality.set_aside.value == 0
    assert quality.freshness == crime.Freshness(Month(2026, 9), None, None)


def test_the_share_with_a_location_is_of_the_force_and_of_the_latest_year(small: Release):
    split = crime.split(small, small.area(FORCE_CODE), crime.ALL, crime.latest_period(small))
    share = crime.with_location(small, "corvenshire")
    assert share.value == pytest.approx(1 - split.unlocated.value / split.whole.value)
    assert share.denominator.value == split.whole.value
    beyond = crime.data_quality(small, small.area(FORCE_CODE)).outside
    assert beyond.value == pytest.approx(split.outside.value / split.whole.value)
    assert crime.with_location(small, None).status is Status.MISSING


def test_a_new_list_of_map_points_is_named_by_its_first_month(tmp_path: Path):
    lists = [("2024-08", "2025-05"), ("2025-06", "2026-09")]
    release = Release(build_small(tmp_path, point_lists=lists, facts=False))
    quality = crime.data_quality(release, release.area(PARTNERSHIP))
    assert quality.new_point_lists == (Month(2025, 6),)


def test_the_next_release_is_due_a_month_after_this_one():
    from datetime import date

    assert crime.next_due(date(2026, 11, 12)) == date(2026, 12, 12)
    assert crime.next_due(date(2026, 12, 31)) == date(2027, 1, 31)
    assert crime.next_due(date(2027, 1, 31)) == date(2027, 2, 28)


def test_the_largest_types_come_first_and_those_without_a_number_last(gappy: Release):
    area = gappy.area(PARTNERSHIP)
    rows = crime.largest_first(crime.by_type(gappy, area, Period.of(Month(2026, 9))))
    values = [row.change.now.value for row in rows]
    assert values == sorted(values, reverse=True)
    none = crime.largest_first(crime.by_type(gappy, area, Period.of(Month(2025, 3))))
    assert {row.change.now.status for row in none} == {Status.MISSING}


def test_a_force_that_never_supplies_reports_has_no_reports_rather_than_none(tmp_path: Path):
    asb = CrimeType.ANTI_SOCIAL_BEHAVIOUR
    rows = [row for row in generate() if row.type is not asb]
    release = Release(build_small(tmp_path, rows=rows, missing=(), partial=(), facts=False))
    for code in (FORCE_CODE, PARTNERSHIP, LSOAS[0]):
        area = release.area(code)
        assert {figure.status for figure in crime.monthly(release, area, asb)} == {Status.MISSING}
        assert crime.year(release, area, asb).now.value is None
        assert crime.year(release, area).is_comparable
    quality = crime.data_quality(release, release.area(FORCE_CODE))
    assert not quality.with_reports
    assert quality.without(asb) == release.months
    assert quality.without(crime.ALL) == ()


def test_nothing_is_due_next_after_figures_that_are_years_old(small: Release):
    from datetime import date

    assert crime.freshness(small, date(2026, 11, 12)).next_due == date(2026, 12, 12)
    assert crime.freshness(small, date(2030, 11, 12)) == crime.Freshness(
        Month(2026, 9), date(2030, 11, 12), None
    )
