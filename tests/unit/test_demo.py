"""The invented county in memory: same seed, same county; ground, areas, people and crime as the plan has them."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest
import shapely

from crimemap.demo import county as county_
from crimemap.demo import crime, names, people, plan
from crimemap.demo.county import County
from crimemap.demo.lines import Sheet, chance, rough
from crimemap.terms import Month

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def county() -> County:
    return county_.make(1, AS_OF)


def lark_rows(county: County, months: range) -> list[crime.Incident]:
    lark = next(n for n, town in enumerate(plan.TOWNS) if town.name == "Larkwith")
    return [
        row
        for row in county.crime.incidents
        if row.point and county.areas.small[row.area].town == lark and row.month in months
    ]


def test_one_subject_s_chance_does_not_depend_on_another_s() -> None:
    alone = chance(1, "streets").random(3)
    chance(1, "ground").random(1000)
    assert (chance(1, "streets").random(3) == alone).all()
    assert (chance(1, "ground").random(3) != alone).all()
    assert (chance(2, "streets").random(3) != alone).all()


def test_a_rough_line_keeps_its_ends_and_has_no_long_piece() -> None:
    line = rough(np.array([(0.0, 0.0), (1000.0, 0.0)]), chance(1, "test"), shortest=50, depth=0.1)
    assert line[0].tolist() == [0, 0]
    assert line[-1].tolist() == [1000, 0]
    assert np.hypot(*np.diff(line, axis=0).T).max() <= 50


def test_the_county_lies_in_the_open_irish_sea(county: County) -> None:
    west, south, east, north = county.sheet.place([county.ground.land])[0].bounds
    assert -4.2 < west < east < -3.7
    assert 53.55 < south < north < 53.75


def test_a_bent_sheet_does_not_tear_what_touches() -> None:
    left, right = shapely.box(0, 0, 900, 900), shapely.box(900, 0, 1800, 900)
    placed = Sheet(3).place([left, right])
    assert placed[0].touches(placed[1])
    assert placed[0].intersection(placed[1]).length > 0.005


def test_the_second_and_the_latest_year_follow_from_the_date(county: County) -> None:
    assert county.first == Month(2023, 10)
    assert county.first.plus(crime.MONTHS - 1) == Month(2026, 9)


def test_there_are_fourteen_neighbourhoods_in_three_partnerships_and_140_small_areas(county: County) -> None:
    assert len(county.areas.neighbourhoods) == 14
    assert set(county.areas.partnerships) == {"Tamber Vale", "Hexmarsh", "Dyffryn Melys"}
    assert len(county.areas.small) == 140


def test_small_areas_cover_the_land_without_overlap(county: County) -> None:
    shapes = np.asarray([a.shape for a in county.areas.small], dtype=object)
    together = shapely.union_all(shapes)
    assert shapely.area(shapes).sum() == pytest.approx(together.area, rel=1e-6)
    assert together.symmetric_difference(county.ground.land).area < 10_000
    assert shapely.is_valid(shapes).all()


def test_one_neighbourhood_is_in_two_parts_and_the_others_in_one(county: County) -> None:
    parts = {
        town.id: shapely.get_num_geometries(shape)
        for town, shape in zip(plan.TOWNS, county.areas.neighbourhoods, strict=True)
    }
    assert parts.pop(plan.ISLAND_TOWN) == 2
    assert set(parts.values()) == {1}


def test_larkwith_ends_at_its_brook_and_its_river(county: County) -> None:
    shape = county.areas.neighbourhoods[2]
    assert shape.symmetric_difference(county.ground.larkwith).area < 0.01 * shape.area
    assert shapely.intersection(shape.boundary, county.ground.tamber.buffer(1)).length > 2000


def test_the_committee_is_two_neighbourhoods(county: County) -> None:
    both = shapely.union_all([county.areas.neighbourhoods[2], county.areas.neighbourhoods[5]])
    assert county.areas.committee.symmetric_difference(both).area < 1


def test_about_230_000_people_live_there_and_few_in_the_town_centre(county: County) -> None:
    town = np.array([a.town for a in county.areas.small])
    assert county.people.residents.sum() == pytest.approx(people.RESIDENTS, rel=0.002)
    assert county.people.residents.min() > 700
    assert county.people.residents.max() < 2600
    centre = town == 0
    assert county.people.workday[centre].sum() > 2 * county.people.residents[centre].sum()
    assert county.people.workday[~centre].sum() < county.people.residents[~centre].sum()


def test_larkwith_s_two_years_are_those_of_the_plan(county: County) -> None:
    latest, before = (
        [r for r in lark_rows(county, months) if r.type != crime.ASB]
        for months in (range(24, 36), range(12, 24))
    )
    assert (len(latest), len(before)) == (1184, 1302)
    by_type = [Counter(crime.NAMES[r.type] for r in rows) for rows in (latest, before)]
    assert (by_type[0]["Shoplifting"], by_type[1]["Shoplifting"]) == (168, 149)
    for falling in ("Burglary", "Robbery", "Vehicle crime"):
        assert by_type[0][falling] < 0.8 * by_type[1][falling]
    assert sum(r.type == crime.ASB for r in lark_rows(county, range(24, 36))) == 402


def test_about_75_000_rows_of_which_a_quarter_is_anti_social_behaviour(county: County) -> None:
    rows = county.crime.incidents + county.crime.railway
    assert 72_000 < len(rows) < 78_000
    assert 0.25 < sum(r.type == crime.ASB for r in rows) / len(rows) < 0.29
    assert {r.type for r in rows} == set(range(14))


def test_two_fifths_of_crime_gather_in_a_tenth_of_the_small_areas(county: County) -> None:
    counted = Counter(
        r.area for r in county.crime.incidents if r.point and r.type != crime.ASB and r.month >= 24
    )
    most = [number for _, number in counted.most_common()]
    assert sum(most[:14]) / sum(most) == pytest.approx(0.40, abs=0.03)
    assert sum(most[14:28]) / sum(most) == pytest.approx(0.15, abs=0.02)
    assert len(counted) == 140


@pytest.mark.parametrize("nation", ["E", "W"])
def test_deprivation_and_crime_go_together_but_not_closely(county: County, nation: str) -> None:
    ranks = people.deprivation(1, county.areas, county.crime.level)
    here = np.array([a.code[0] == nation for a in county.areas.small])
    order = np.argsort(np.argsort(-county.crime.level[here]))
    together = np.corrcoef(np.argsort(np.argsort(ranks[here])), order)[0, 1]
    assert together == pytest.approx(0.7, abs=0.06)


def test_burglary_falls_and_drunk_and_rowdy_rises_over_the_years(county: County) -> None:
    welsh = [r for r in county.crime.incidents if r.force == plan.DYFFRYN_MELYS]
    counted = Counter((crime.NAMES[r.type], r.month // 12) for r in welsh)
    for falling in ("Burglary", "Vehicle crime"):
        assert counted[falling, 0] > counted[falling, 1] > counted[falling, 2]
    assert counted["Anti-social behaviour", 2] > counted["Anti-social behaviour", 0]


def test_corvenshire_supplied_nothing_in_one_month_and_two_fifths_in_another(county: County) -> None:
    by_month = Counter(r.month for r in county.crime.incidents if r.force == plan.CORVENSHIRE)
    usual = np.median([number for month, number in by_month.items() if month != crime.PARTIAL])
    assert by_month[crime.MISSING] == 0
    assert by_month[crime.PARTIAL] / usual == pytest.approx(0.4, abs=0.06)
    welsh = Counter(r.month for r in county.crime.incidents if r.force == plan.DYFFRYN_MELYS)
    assert set(welsh) == set(range(crime.MONTHS))


def test_two_percent_of_rows_have_no_location(county: County) -> None:
    without = sum(r.point is None for r in county.crime.incidents) / len(county.crime.incidents)
    assert without == pytest.approx(0.02, abs=0.004)


def test_only_anti_social_behaviour_and_the_railway_go_without_an_id(county: County) -> None:
    assert all(bool(r.id) == (r.type != crime.ASB) for r in county.crime.incidents)
    assert all(len(r.id) == 64 for r in county.crime.incidents if r.id)
    assert not any(r.id or r.outcome or r.type == crime.ASB for r in county.crime.railway)
    assert all("(Station)" in r.point.name for r in county.crime.railway if r.point)


def test_every_map_point_lies_in_its_small_area_and_the_two_lists_share_few(county: County) -> None:
    points = county.crime.points
    for point in (*points.before, *points.after):
        assert shapely.contains_xy(county.areas.small[point.area].shape, *point.at)
    before, after = ({p.at for p in listed} for listed in (points.before, points.after))
    assert 0.02 < len(before & after) / len(after) < 0.07
    assert {p.area for p in points.after} == set(range(140))


def test_a_point_has_one_name(county: County) -> None:
    for listed in (county.crime.points.before, county.crime.points.after):
        assert len({p.at for p in listed}) == len({(p.at, p.name) for p in listed})


def test_the_names_that_a_page_must_bear_are_there(county: County) -> None:
    named = [s for s in county.settled.streets if s.name]
    found = {s.name for s in named}
    assert set(names.SPECIAL) <= found
    assert any(len(name) == 45 for name in found)
    assert any("'" in name and "&" in name for name in found)
    assert any("ŵ" in name for name in found)


def test_one_name_occurs_in_two_towns_and_no_other(county: County) -> None:
    places: dict[str, set[str]] = {}
    for street in county.settled.streets:
        if street.name:
            places.setdefault(street.name, set()).add(street.place)
    assert {name: where for name, where in places.items() if len(where) > 1} == {
        names.TWICE[0]: set(names.TWICE[1])
    }
    assert not set(places) & {f.name for f in county.ground.roads}


def test_welsh_streets_are_named_in_welsh(county: County) -> None:
    welsh = {t.name for t in plan.TOWNS if t.bank == "W"}
    for street in county.settled.streets:
        if street.name and street.place in {t.name for t in plan.TOWNS}:
            assert (street.name.split()[0] in {"Heol", "Stryd", "Lôn"}) == (street.place in welsh)


def test_every_small_area_of_2021_has_one_of_2011_and_a_few_changed(county: County) -> None:
    kinds = Counter(c.change for c in county.codes.changes)
    assert (kinds["S"], kinds["M"]) == (6, 4)
    assert kinds["X"] == 3
    assert {c.code21 for c in county.codes.changes} == set(county.codes.code)
    known = {c.code11 for c in county.codes.changes}
    for point in county.crime.points.before:
        assert county.codes.of_2011(point.area, point.at[0])[0] in known


def test_postcodes_are_of_no_real_area_and_po_boxes_have_no_place(county: County) -> None:
    found = people.postcodes(1, county.areas, county.people, county.settled.blocks)
    assert len({p.code for p in found}) == len(found)
    assert {p.code[:3] for p in found} == {f"QX{n}" for n in range(1, 10)}
    assert sum(p.at is None for p in found) == 20
    for postcode in found:
        if postcode.at:
            assert shapely.contains_xy(county.ground.land, *postcode.at)


def test_nobody_s_outcome_comes_before_the_crime(county: County) -> None:
    assert all(r.decided >= r.month for r in county.crime.incidents)
    assert all(r.outcome for r in county.crime.incidents if r.decided < crime.MONTHS)
