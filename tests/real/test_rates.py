"""On real files: the City of London has no rate per resident, ordinary wards have, and town centres are told apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crimemap.figure import Status
from crimemap.measures import crime
from crimemap.measures.crime import denominators, rates
from crimemap.release import Release
from crimemap.terms import TYPES, AreaKind, CrimeType


@pytest.fixture
def release(build: Callable[[str], tuple[Release, int]]) -> Callable[[str], Release]:
    """The release of an input file beside this one."""
    return lambda name: build(name)[0]


def test_the_city_of_london_is_flagged_and_has_no_rate_per_resident(release: Callable[[str], Release]):
    city = release("city-of-london")
    for area in (*city.areas(AreaKind.FORCE), *city.areas(AreaKind.PARTNERSHIP)):
        for what in (crime.ALL, CrimeType.BURGLARY):
            base = rates.base_of(city, area, what)
            assert (base.misleading, base.why) == (True, rates.Why.VISITORS)
            figure = rates.rate(city, area, what, crime.latest_period(city))
            assert (figure.value, figure.status) == (None, Status.NOT_APPLICABLE)


def test_of_the_citys_wards_only_those_that_people_live_in_have_a_rate(release: Callable[[str], Release]):
    city = release("city-of-london")
    with_rate = {
        area.name
        for area in city.areas(AreaKind.NEIGHBOURHOOD)
        if rates.base_of(city, area, crime.ALL).gives_rate
    }
    assert with_rate == {"Aldersgate", "Cripplegate"}


def test_in_cambridgeshire_the_centre_of_cambridge_alone_is_flagged(release: Callable[[str], Release]):
    county = release("cambridgeshire")
    wards = county.areas(AreaKind.NEIGHBOURHOOD)
    flagged = {
        area.name for area, flag in zip(wards, denominators.misleading(county, wards), strict=True) if flag
    }
    assert flagged == {"Market"}
    partnerships = county.areas(AreaKind.PARTNERSHIP)
    assert not any(denominators.misleading(county, partnerships))


@pytest.mark.parametrize("name", ["cambridgeshire", "surrey"])
def test_fewer_than_one_small_area_in_twenty_is_flagged(release: Callable[[str], Release], name: str):
    county = release(name)
    flags = denominators.misleading(county, county.areas(AreaKind.LSOA))
    assert 0.01 < sum(flags) / len(flags) < 0.05


@pytest.mark.parametrize("name", ["cambridgeshire", "surrey"])
def test_the_classes_of_a_county_part_its_small_areas_into_near_fifths(
    release: Callable[[str], Release], name: str
):
    county = release(name)
    areas = county.areas(AreaKind.LSOA)
    breaks = rates.breaks_of(county, AreaKind.LSOA, crime.ALL, rates.Per.RESIDENTS)
    found = rates.rates(county, areas, crime.ALL, crime.latest_period(county), rates.Per.RESIDENTS)
    classes = [rates.class_of(figure.value, breaks) for figure in found if figure.value is not None]
    assert len(breaks) == 4
    assert all(0.1 < classes.count(n) / len(classes) < 0.35 for n in range(1, 6))
    for what in TYPES:
        if what is not CrimeType.PUBLIC_DISORDER_WEAPONS:
            assert rates.breaks_of(county, AreaKind.LSOA, what, rates.base_of(county, areas[0], what).per)
