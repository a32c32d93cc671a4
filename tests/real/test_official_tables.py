"""A year of Surrey beside the official tables of recorded crime. Why they differ: docs/official-totals.md."""

from __future__ import annotations

import pytest

from crimemap.measures import crime
from crimemap.terms import AreaKind, CrimeType, Month, Period
from tests.real.conftest import DATA
from tests.real.official import by_partnership

SURREY = "E23000031"
YEAR = Period(Month(2023, 1), Month(2023, 12))
TOTAL = "Total recorded crime (excluding fraud)"

# Official group, ours, and by how much ours may differ: 1 % where nothing but the day of the extract lies between.
GROUPS = {
    "Burglary": (CrimeType.BURGLARY, 0.015),
    "Vehicle offences": (CrimeType.VEHICLE_CRIME, 0.015),
    "Theft from the person": (CrimeType.THEFT_FROM_THE_PERSON, 0.015),
    "Bicycle theft": (CrimeType.BICYCLE_THEFT, 0.025),
    "Shoplifting": (CrimeType.SHOPLIFTING, 0.015),
    "All other theft offences": (CrimeType.OTHER_THEFT, 0.015),
    "Robbery": (CrimeType.ROBBERY, 0.015),
    "Criminal damage and arson": (CrimeType.CRIMINAL_DAMAGE_ARSON, 0.015),
    "Possession of weapons offences": (CrimeType.POSSESSION_OF_WEAPONS, 0.015),
    "Public order offences": (CrimeType.PUBLIC_ORDER, 0.015),
    "Miscellaneous crimes against society": (CrimeType.OTHER_CRIME, 0.015),
    "Drug offences": (CrimeType.DRUGS, 0.08),
}


@pytest.fixture(scope="module")
def official() -> dict[str, dict[str, int]]:
    workbook = DATA / "surveys" / "ons_recorded_crime_force_and_csp_tables_2024-12.xlsx"
    return by_partnership(workbook, "Table C5", SURREY)


@pytest.mark.parametrize("group", GROUPS)
def test_a_force_comes_out_as_the_official_table_has_it_kind_by_kind(build, official, group: str):
    release, _ = build("surrey")
    what, most = GROUPS[group]
    ours = crime.total(release, release.area(SURREY), what, YEAR)
    assert ours.is_known
    assert ours.value == pytest.approx(official[SURREY][group], rel=most)


def test_a_force_has_two_per_cent_less_in_all_and_never_more(build, official):
    release, _ = build("surrey")
    ours = crime.total(release, release.area(SURREY), crime.ALL, YEAR)
    assert 0.975 * official[SURREY][TOTAL] < ours.value < official[SURREY][TOTAL]


def test_partnerships_lack_what_has_no_place_and_little_more(build, official):
    release, _ = build("surrey")
    partnerships = [area for area in release.areas(AreaKind.PARTNERSHIP) if area.code in official]
    assert len(partnerships) == 11
    for area in partnerships:
        ours = crime.total(release, area, crime.ALL, YEAR)
        assert 0.93 * official[area.code][TOTAL] < ours.value < official[area.code][TOTAL], area.name
    divided = crime.split(release, release.area(SURREY), crime.ALL, YEAR)
    located = sum(crime.total(release, area, crime.ALL, YEAR).value for area in partnerships)
    assert located == pytest.approx(divided.located.value, rel=0.001)
