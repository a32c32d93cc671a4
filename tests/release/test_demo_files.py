"""The invented county on disk: the publishers' formats and quirks, and the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from crimemap.demo import crime, write_county
from crimemap.terms import CSV_NAMES

AS_OF = date(2026, 11, 22)
STREET = re.compile(
    r"(\d{4}-\d{2})/\1-(corvenshire|dyffryn-melys|btp)-(street|outcomes|stop-and-search)\.csv"
)
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_county(tmp_path_factory.mktemp("county"), seed=1, as_of=AS_OF).parent


@pytest.fixture(scope="module")
def street(county: Path) -> dict[str, Rows]:
    """Rows of every street file, the later archive's where both have it."""
    found: dict[str, Rows] = {}
    for archive in ("2025-09.zip", "2026-09.zip"):
        found |= read(county / "police" / archive, "street")
    return found


def read(archive: Path, kind: str) -> dict[str, Rows]:
    with zipfile.ZipFile(archive) as members:
        return {
            name.split("/")[1]: list(csv.DictReader(io.StringIO(members.read(name).decode(), newline="")))
            for name in members.namelist()
            if name.endswith(f"-{kind}.csv")
        }


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_and_date_write_the_same_bytes(county: Path, tmp_path: Path) -> None:
    write_county(tmp_path, seed=1, as_of=AS_OF)
    assert digests(tmp_path) == digests(county)


def test_another_seed_and_date_write_another_county_with_the_same_tables(
    county: Path, tmp_path: Path
) -> None:
    said: list[str] = []
    write_county(tmp_path, seed=7, as_of=date(2027, 1, 5), progress=said.append)
    assert sorted(p.name for p in (tmp_path / "police").iterdir()) == ["2025-11.zip", "2026-11.zip"]
    assert (tmp_path / "boundaries/lsoa_2021.geojson.zip").read_bytes() != (
        county / "boundaries/lsoa_2021.geojson.zip"
    ).read_bytes()
    small = gpd.read_file(tmp_path / "boundaries/lsoa_2021.geojson.zip")
    assert len(small) == 140
    assert small.is_valid.all()
    assert len(said) > 5


def test_the_input_file_names_files_and_columns_that_exist(county: Path) -> None:
    sources = tomllib.loads((county / "sources.toml").read_text())
    assert sources["name"] == "Corvenshire and Dyffryn Melys (invented)"
    assert sources["forces"] == ["corvenshire", "dyffryn-melys", "btp"]
    entries = [e for key in ("areas", "population", "deprivation", "lookups", "names") for e in sources[key]]
    for entry in entries:
        path = county / entry["file"]
        columns = gpd.read_file(path).columns if "geojson" in path.name else header(path)
        for key in ("code", "name", "count", "rank", "decile", "from", "to", "change"):
            assert entry.get(key, columns[0]) in list(columns), (entry["file"], key)
    for entry in [*sources["postcodes"], *sources["basemap"]]:
        assert (county / entry["file"]).is_file()
    assert all((county / archive).is_file() for archive in sources["police"]["archives"])


def header(path: Path) -> list[str]:
    if path.suffix != ".zip":
        return path.read_text().splitlines()[0].split(",")
    with zipfile.ZipFile(path) as archive:
        return archive.read(archive.namelist()[0]).decode().splitlines()[0].split(",")


def test_every_layer_of_the_background_map_is_in_one_file(county: Path) -> None:
    path = county / "basemap/corvenshire.gpkg"
    layers = {str(row[0]) for row in pyogrio.list_layers(path)}
    assert layers == {"land", "built", "water", "wood", "park", "road", "rail", "place"}
    roads = gpd.read_file(path, layer="road")
    assert set(roads["class"]) == {"main", "second", "street"}
    assert {"Goldfinch Road", "Kestrel Road", "Teasel Lane", "Lapwing Lane"} <= set(roads["name"])
    assert set(gpd.read_file(path, layer="place")["class"]) == {"town", "village"}
    for layer in layers:
        shapes = gpd.read_file(path, layer=layer).geometry
        assert shapes.is_valid.all(), layer
        assert not shapes.is_empty.any(), layer


def test_archives_are_laid_out_as_the_publisher_s(county: Path) -> None:
    for archive, ends in (("2025-09.zip", b"\n"), ("2026-09.zip", b"\r\n")):
        with zipfile.ZipFile(county / "police" / archive) as members:
            assert members.testzip() is None
            for name in members.namelist():
                assert STREET.fullmatch(name), name
                content = members.read(name)
                assert content.endswith(ends)
                assert (b"\r" in content) == (ends == b"\r\n")
                assert not content.startswith(b"\xef\xbb\xbf")


def test_railway_police_have_street_files_alone(county: Path) -> None:
    for kind, wanted in (("street", 24), ("outcomes", 0), ("stop-and-search", 0)):
        assert sum("btp" in name for name in read(county / "police/2025-09.zip", kind)) == wanted


def test_a_month_is_missing_and_one_is_in_both_archives(county: Path, street: dict[str, Rows]) -> None:
    assert "2024-03-corvenshire-street.csv" not in street
    assert "2024-03-dyffryn-melys-street.csv" in street
    first, second = (read(county / "police" / name, "street") for name in ("2025-09.zip", "2026-09.zip"))
    assert set(first) & set(second) == {"2025-09-corvenshire-street.csv"}


def test_the_month_sent_again_has_the_same_crimes_with_outcomes_moved_on(county: Path) -> None:
    name = "2025-09-corvenshire-street.csv"
    was, now = (
        read(county / "police" / archive, "street")[name] for archive in ("2025-09.zip", "2026-09.zip")
    )
    assert Counter(r["Crime ID"] for r in was) == Counter(r["Crime ID"] for r in now)
    assert Counter(r["Crime type"] for r in was) == Counter(r["Crime type"] for r in now)
    open_then, open_now = (
        sum(r["Last outcome category"] == "Under investigation" for r in rows) for rows in (was, now)
    )
    assert open_now < open_then / 4
    placed = [
        {(r["Crime ID"], r["Longitude"], r["Latitude"]) for r in rows if r["Crime ID"]} for rows in (was, now)
    ]
    assert 1 <= len(placed[0] - placed[1]) <= 12


def test_street_rows_are_what_real_ones_are(street: dict[str, Rows]) -> None:
    for name, rows in street.items():
        assert rows
        for row in rows:
            assert row["Month"] == name[:7]
            assert row["Reported by"] == row["Falls within"]
            assert row["Crime type"] in CSV_NAMES
            assert row["Context"] == ""
            assert (row["Location"] == "No Location") == (row["Longitude"] == "") == (row["Latitude"] == "")
            assert re.fullmatch(r"[0-9a-f]{64}|", row["Crime ID"])
            assert row["Longitude"] == "" or re.fullmatch(r"-\d\.\d{6}", row["Longitude"])


def test_identical_rows_without_an_id_occur_and_so_do_ids_that_two_rows_share(
    street: dict[str, Rows],
) -> None:
    rows = [tuple(row.values()) for rows in street.values() for row in rows]
    assert sum(number - 1 for row, number in Counter(rows).items() if not row[0]) > 500
    shared = [i for i, number in Counter(row[0] for row in rows if row[0]).items() if number > 1]
    assert 20 < len(shared) < 400


def test_small_area_codes_of_both_vintages_stand_in_one_file(county: Path, street: dict[str, Rows]) -> None:
    served = set(gpd.read_file(county / "boundaries/lsoa_2021.geojson.zip")["lsoa21_code"])
    with zipfile.ZipFile(county / "lookups/lsoa11_lsoa21.csv.zip") as archive:
        lookup = list(csv.DictReader(io.StringIO(archive.read("lsoa11_lsoa21.csv").decode())))
    older = {r["lsoa11_code"] for r in lookup}
    assert {r["change_code"] for r in lookup} == {"U", "S", "M", "X"}
    assert {r["lsoa21_code"] for r in lookup} == served
    kinds = {}
    for name, rows in street.items():
        codes = {r["LSOA code"] for r in rows} - {""}
        assert codes <= served | older
        kinds[name] = (bool(codes - served), bool(codes - older))
    assert kinds["2023-10-corvenshire-street.csv"] == (True, False)
    assert kinds["2024-08-corvenshire-street.csv"] == (True, True)
    assert kinds["2026-09-corvenshire-street.csv"] == (False, True)


def test_a_name_with_a_comma_is_quoted_and_welsh_is_utf_8(county: Path, street: dict[str, Rows]) -> None:
    with zipfile.ZipFile(county / "police/2026-09.zip") as archive:
        text = archive.read("2026-09/2026-09-corvenshire-street.csv").decode()
    assert '"Hexmarsh, Ferrowby and Coast 001A"' in text
    places = {r["Location"] for name, rows in street.items() for r in rows if "dyffryn" in name}
    assert any("ô" in place for place in places)


def test_some_points_have_no_name_and_some_are_places_of_interest(street: dict[str, Rows]) -> None:
    places = Counter(r["Location"] for rows in street.values() for r in rows)
    assert places["On or near "] > 0
    for kind in ("Supermarket", "Parking Area", "Petrol Station", "Park/Open Space"):
        assert places[f"On or near {kind}"] > 20
    assert places["On or near Larkwith (Station)"] > 0


def test_a_few_rows_lie_in_the_other_force_s_area(street: dict[str, Rows]) -> None:
    for force, other in (("corvenshire", "W"), ("dyffryn-melys", "E")):
        rows = [r for name, rows in street.items() if name[8:].startswith(force) for r in rows]
        outside = sum(r["LSOA code"].startswith(other) for r in rows)
        assert 0.001 < outside / len(rows) < 0.01


def test_outcomes_have_several_rows_for_one_crime_and_crimes_older_than_the_files(
    county: Path, street: dict[str, Rows]
) -> None:
    rows = [
        r
        for name in ("2025-09.zip", "2026-09.zip")
        for f in read(county / "police" / name, "outcomes").values()
        for r in f
    ]
    ids = Counter(r["Crime ID"] for r in rows)
    assert all(re.fullmatch(r"[0-9a-f]{64}", i) for i in ids)
    assert sum(number > 1 for number in ids.values()) > 500
    assert set(ids) - {r["Crime ID"] for f in street.values() for r in f}
    assert {r["Location"] for r in rows if not r["Longitude"]} == {"No location"}
    assert "Suspect charged" in {r["Outcome type"] for r in rows}


def test_stops_have_latitude_first_and_some_have_no_place(county: Path) -> None:
    rows = [r for f in read(county / "police/2026-09.zip", "stop-and-search").values() for r in f]
    placed = [r for r in rows if r["Latitude"]]
    assert list(rows[0])[4:6] == ["Latitude", "Longitude"]
    assert all(53.5 < float(r["Latitude"]) < 53.8 for r in placed)
    assert 0.05 < 1 - len(placed) / len(rows) < 0.2
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\+00:00", r["Date"]) for r in rows)


def test_neighbourhoods_of_the_welsh_force_are_as_the_api_answers(county: Path) -> None:
    folder = county / "police-api/dyffryn-melys"
    listed = json.loads((folder / "neighbourhoods.json").read_text())
    assert listed[0] == {"id": "DYF.01", "name": "Aberfelys"}
    for entry in listed:
        ring = json.loads((folder / entry["id"] / "boundary.json").read_text())
        shape = shapely.Polygon([(float(p["longitude"]), float(p["latitude"])) for p in ring])
        assert shape.is_valid
        detail = json.loads((folder / entry["id"] / "neighbourhood.json").read_text())
        assert detail["name"] == entry["name"]
        assert detail["contact_details"]["email"].endswith(".example")
        assert detail["contact_details"]["telephone"].startswith("01632 960")


def test_areas_nest_in_their_files(county: Path) -> None:
    folder = county / "boundaries"
    forces = gpd.read_file(folder / "police_force_areas.geojson").set_index("pfa_name").geometry
    parts = gpd.read_file(folder / "corvenshire_neighbourhoods.geojson")
    assert set(parts["name"]) >= {"Larkwith", "Tamberton Centre", "Caddlesea"}
    assert set(forces.index) == {"Corvenshire Police", "Heddlu Dyffryn Melys"}
    together = parts.geometry.union_all()
    assert together.symmetric_difference(forces["Corvenshire Police"]).area < 1e-6
    small = gpd.read_file(folder / "lsoa_2021.geojson.zip")
    lark = parts.set_index("name").geometry["Larkwith"]
    assert int(small.geometry.representative_point().within(lark).sum()) == 10


def test_postcodes_are_code_point_open_s(county: Path) -> None:
    with zipfile.ZipFile(county / "postcodes/code_point_open_qx.zip") as archive:
        rows = list(csv.reader(io.StringIO(archive.read("Data/CSV/qx.csv").decode())))
        first = archive.read("Data/CSV/qx.csv").decode().splitlines()[0]
    assert first.startswith('"QX1 1AA",10,2')
    assert all(len(row) == 10 for row in rows)
    assert sum(row[2:4] == ["0", "0"] and row[1] == "90" for row in rows) == 20
    assert 5000 < len(rows) < 9000


def test_reviewed_names_are_of_known_areas_and_never_a_street_s(county: Path) -> None:
    rows = list(csv.DictReader((county / "names.csv").read_text().splitlines()))
    known = set(gpd.read_file(county / "boundaries/lsoa_2021.geojson.zip")["lsoa21_code"])
    roads = set(gpd.read_file(county / "basemap/corvenshire.gpkg", layer="road")["name"])
    assert {"North-west, by the brook", "Station and Teasel Lane"} <= {r["name"] for r in rows}
    assert {r["lsoa21_code"] for r in rows} <= known
    assert not {r["name"] for r in rows} & roads
    assert crime.MONTHS == 36
