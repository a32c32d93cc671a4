"""Boundaries, tables, postcodes and the API's boundary as their publishers wrote them."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from crimemap.sources.boundaries import read_areas
from crimemap.sources.context import read_counts, read_lookup, read_names, read_ranks
from crimemap.sources.police_api import read_neighbourhoods
from crimemap.sources.postcodes import read_postcodes
from crimemap.terms import FORCES

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.mark.parametrize(
    ("file", "code", "name", "areas", "notes"),
    [
        ("lsoa_2011_EW", "lsoa11_code", "lsoa11_name", 34_753, ["E01019828"]),
        ("lsoa_2021_EW", "lsoa21_code", "lsoa21_name", 35_672, []),
        # One ward lies in two features; another is invalid.
        ("wards_2022_UK", "ward22_code", "ward22_name", 8_482, ["E05", "E05014284"]),
        ("community_safety_partnerships_2019_EW", "CSP", "CSPn", 314, ["E22000031"]),
        ("local_authorities_2021_UK", "ltla21_code", "ltla21_name", 374, []),
        ("police_force_areas_2020_EW", "pfa20_code", "pfa20_name", 43, []),
    ],
)
def test_real_boundaries_are_valid_and_unique(file, code, name, areas, notes):
    found = read_areas(DATA / "boundaries" / f"{file}.geojson.zip", code=code, name=name)
    assert len(found.codes) == len(set(found.codes)) == len(found.shapes) == areas
    assert all(found.names)
    assert shapely.is_valid(found.shapes).all()
    assert not shapely.is_empty(found.shapes).any()
    assert set(shapely.get_type_id(found.shapes)) <= {3, 6}
    west, south, east, north = shapely.total_bounds(found.shapes)
    assert -9 < west < east < 2
    assert 49 < south < north < 61
    assert len(found.notes) == len(notes)
    for note, start in zip(found.notes, notes, strict=True):
        assert note.startswith(f"{file}.geojson.zip: {start}")


def test_the_force_areas_are_those_of_the_vocabulary():
    path = DATA / "boundaries" / "police_force_areas_2020_EW.geojson.zip"
    codes = set(read_areas(path, code="pfa20_code", name="pfa20_name").codes)
    assert codes == {force.code for force in FORCES.values() if force.code[:1] in "EW"}


def test_real_populations_cover_every_small_area_of_their_vintage():
    census = DATA / "population" / "census_2021_lsoa21_residents_households_EW.csv.zip"
    residents = read_counts(census, code="lsoa21_code", count="total_residents")
    households = read_counts(census, code="lsoa21_code", count="total_households")
    older = read_counts(
        DATA / "population" / "mid_2020_lsoa11_EW.csv.zip", code="lsoa11_code", count="total_population"
    )
    assert len(residents) == len(households) == 35_672
    assert sum(residents.values()) == pytest.approx(59_600_000, rel=0.01)
    assert sum(households.values()) == pytest.approx(24_800_000, rel=0.01)
    assert (len(older), sum(older.values())) == (34_753, 59_719_724)


@pytest.mark.parametrize(
    ("file", "code", "areas"),
    [
        ("imd_2019_england_lsoa11", "lsoa11_code", 32_844),
        ("imd_2025_england_lsoa21", "lsoa21_code", 33_755),
        ("wimd_2019_wales_lsoa11", "lsoa11_code", 1_909),
    ],
)
def test_real_ranks_run_from_one_to_the_number_of_areas(file, code, areas):
    ranks = read_ranks(
        DATA / "deprivation" / f"{file}.csv.zip", code=code, rank="IMD_rank", decile="IMD_decile"
    )
    assert len(ranks) == areas
    assert (min(ranks.values())[0], areas - 5 <= max(ranks.values())[0] <= areas) == (1, True)
    assert set(Counter(decile for _, decile in ranks.values())) == set(range(1, 11))


def test_the_real_lookup_joins_the_two_vintages():
    path = DATA / "lookups" / "lsoa11_lsoa21_ltla22.csv.zip"
    pairs = read_lookup(path, from_="lsoa11_code", to="lsoa21_code", change="change_code").pairs
    assert Counter(change for *_, change in pairs) == {"U": 33_647, "S": 1_900, "M": 239, "X": 9}
    assert len({old for old, *_ in pairs}) == 34_753
    assert len({new for _, new, _ in pairs}) == 35_672


def test_real_names_are_read_with_their_commas():
    names = read_names(DATA / "lookups" / "csp.csv", code="CSP", name="CSPn")
    assert len(names) == 314
    assert names["E22000002"] == "Bristol, City of"


def test_real_postcodes_lie_where_they_should():
    path = DATA / "postcodes" / "code_point_open_2025-05_cb_pe_ec_gu_kt_rh.zip"
    found = read_postcodes(path, "code-point-open")
    assert len(found.codes) + sum(found.left_out.values()) == 95_465
    assert {code.rstrip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") for code in found.codes.tolist()} == {""}
    # Guildford's station, by its own postcode, within 200 m.
    [at] = np.flatnonzero(found.codes == "GU14UT")
    assert abs(found.lon[at] + 0.5804) < 0.003
    assert abs(found.lat[at] - 51.2370) < 0.002


def test_a_real_boundary_of_the_api_is_one_valid_polygon(tmp_path):
    folder = tmp_path / "gloucestershire"
    (folder / "AA3").mkdir(parents=True)
    listed = json.loads((DATA / "api" / "neighbourhoods.json").read_text())
    (folder / "neighbourhoods.json").write_text(
        json.dumps([entry for entry in listed if entry["id"] == "AA3"])
    )
    (folder / "AA3" / "boundary.json").write_text((DATA / "api" / "boundary_stmarks.json").read_text())
    found = read_neighbourhoods(folder)
    assert (found.codes, found.names) == (("gloucestershire-aa3",), ("St Marks",))
    assert found.shapes[0].is_valid
    assert found.shapes[0].contains(shapely.Point(-2.0994, 51.9023))
