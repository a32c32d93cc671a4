"""The street reader, row by row made by hand: what is kept, what is set aside."""

import csv
import io
from collections import Counter

import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from crimemap.sources.police import (
    PoliceFile,
    StreetRead,
    inventory,
    read_street,
)
from crimemap.terms import CSV_NAMES, TYPES, Month
from tests.unit.street_csv import HASH, NAME, one, read, row, text, zipped

# ------------------------------------------------------------------ what a row becomes


def test_a_row_is_read_with_its_types(tmp_path):
    rows, account = read(tmp_path, (NAME, text([row()])))
    expected = ("kent", "2021-03", bytes.fromhex(HASH), 521034, 51270118, "Week Street", "E01024389")
    assert rows == [(*expected, TYPES.index(CSV_NAMES["Burglary"]), "Under investigation")]
    assert account == StreetRead({"kent": 1}, (), {"kent": "Kent Police"}, ())


def test_the_table_has_the_types_promised(tmp_path):
    con = duckdb.connect()
    files = inventory([zipped(tmp_path / "a.zip", {NAME: text([row()])})], None).files
    read_street(con, files, tmp_path, "some table")
    types = [str(kind) for kind in con.table('"some table"').types]
    assert types == [
        "VARCHAR",
        "VARCHAR",
        "BLOB",
        "INTEGER",
        "INTEGER",
        "VARCHAR",
        "VARCHAR",
        "UTINYINT",
        "VARCHAR",
    ]


@pytest.mark.parametrize("name", CSV_NAMES)
def test_every_name_of_every_list_of_types_is_known(tmp_path, name):
    rows, account = one(tmp_path, type=name)
    assert rows[1][7] == TYPES.index(CSV_NAMES[name])
    assert not account.set_aside


def test_equal_rows_are_all_kept_with_and_without_an_id(tmp_path):
    rows, _ = read(tmp_path, (NAME, text([row(), row(), row(id=""), row(id=""), row(id="")])))
    assert [entry[2] is None for entry in rows] == [False, False, True, True, True]


def test_a_row_without_a_location_is_kept_without_a_place(tmp_path):
    rows, account = one(tmp_path, lon="", lat="", location="No Location", lsoa="", lsoa_name="")
    assert rows[1][3:7] == (None, None, None, None)
    assert not account.set_aside


@pytest.mark.parametrize(
    "written", ["On or near ", "On or near", "", "No Location", "No location", "On or near   "]
)
def test_a_street_left_out_is_an_empty_place_where_there_are_coordinates(tmp_path, written):
    rows, _ = one(tmp_path, location=written)
    assert rows[1][5] == ""


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("On or near Heol-y-Dŵr", "Heol-y-Dŵr"),
        ('On or near The "Crown", Lane', 'The "Crown", Lane'),
        ("On or near Maidstone East (station)", "Maidstone East (station)"),
        ("Near the On or near Lane", "Near the On or near Lane"),
        ("On or near On or near Way", "On or near Way"),
    ],
)
def test_the_place_is_the_name_after_on_or_near(tmp_path, written, place):
    rows, _ = one(tmp_path, location=written)
    assert rows[1][5] == place


def test_coordinates_without_a_small_area_are_kept(tmp_path):
    rows, account = one(tmp_path, lsoa="", lsoa_name="", outcome="")
    assert rows[1][6] is None
    assert rows[1][8] is None
    assert not account.set_aside


def test_an_outcome_is_not_split_at_its_semicolon(tmp_path):
    rows, _ = one(tmp_path, outcome="Investigation complete; no suspect identified")
    assert rows[1][8] == "Investigation complete; no suspect identified"


@pytest.mark.parametrize("given", ["xyz", "AB" * 31, "ab" * 33, "zz" * 32])
def test_a_row_whose_id_is_no_hash_is_kept_without_an_id_and_noted(tmp_path, given):
    rows, account = one(tmp_path, id=given)
    assert len(rows) == 2
    assert rows[1][2] is None
    [note] = account.notes
    assert note.startswith(f"a.zip: {NAME}, line 3: {given!r} is not a crime id")


# ------------------------------------------------------------------ what is set aside


@pytest.mark.parametrize(
    ("changed", "reason", "shown"),
    [
        ({"type": "Pirates"}, "unknown crime type", "'Pirates'"),
        ({"type": "burglary"}, "unknown crime type", "'burglary'"),
        ({"type": ""}, "unknown crime type", "''"),
        ({"month": "2021-04"}, "month differs from the file name's", "'2021-04'"),
        ({"month": ""}, "month differs from the file name's", "''"),
        ({"lon": ""}, "half a location", "longitude '', latitude '51.270118'"),
        ({"lat": ""}, "half a location", "longitude '0.521034', latitude ''"),
        ({"lon": "0°31'"}, "malformed coordinates", "longitude \"0°31'\", latitude '51.270118'"),
        ({"lon": "0,5"}, "malformed coordinates", "longitude '0,5', latitude '51.270118'"),
        (
            {"lon": "0", "lat": "0"},
            "coordinates outside Great Britain and Ireland",
            "longitude '0', latitude '0'",
        ),
        (
            {"lon": "-3.7038", "lat": "40.4168"},
            "coordinates outside Great Britain and Ireland",
            "longitude '-3.7038', latitude '40.4168'",
        ),
        (
            {"lon": "51.27", "lat": "0.52"},
            "coordinates outside Great Britain and Ireland",
            "longitude '51.27'",
        ),
        (
            {"lat": "nan"},
            "coordinates outside Great Britain and Ireland",
            "longitude '0.521034', latitude 'nan'",
        ),
        ({"lon": "inf"}, "coordinates outside Great Britain and Ireland", "longitude 'inf'"),
        ({"lon": "1e300"}, "coordinates outside Great Britain and Ireland", "longitude '1e300'"),
    ],
)
def test_a_row_that_cannot_be_placed_or_named_is_set_aside_with_its_line(tmp_path, changed, reason, shown):
    rows, account = one(tmp_path, **changed)
    assert len(rows) == 1
    [part] = account.set_aside
    assert (part.force, part.reason, part.rows) == ("kent", reason, 1)
    assert part.first.startswith(f"a.zip: {NAME}, line 3: {shown}")


def test_rows_set_aside_are_counted_by_reason_and_the_first_is_shown(tmp_path):
    rows, account = read(
        tmp_path,
        (NAME, text([row(), row(type="Piracy"), row(lon=""), row(), row(type="Mutiny"), row(type="Piracy")])),
    )
    assert len(rows) == 2
    assert [(part.reason, part.rows) for part in account.set_aside] == [
        ("half a location", 1),
        ("unknown crime type", 3),
    ]
    assert account.set_aside[1].first.endswith("line 3: 'Piracy'")


def test_the_edges_of_the_islands_are_inside(tmp_path):
    rows, account = read(tmp_path, (NAME, text([row(lon="-11", lat="49"), row(lon="2.5", lat="61.5")])))
    assert [entry[3:5] for entry in rows] == [(-11000000, 49000000), (2500000, 61500000)]
    assert not account.set_aside


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b",".join([b"x"] * 14), "14 columns where 12 were expected"),
        (b"only one", "1 columns where 12 were expected"),
        (b'"an open quote,' + b",".join([b"x"] * 11), "a quote or line end out of place"),
        (b'"text"after,' + b",".join([b"x"] * 11), "a quote or line end out of place"),
    ],
)
def test_a_malformed_row_costs_itself_only(tmp_path, line, fault):
    lines = text([row(), row(id=""), row(type="Drugs")]).split(b"\r\n")
    lines.insert(2, line)
    rows, account = read(tmp_path, (NAME, b"\r\n".join(lines)))
    assert [entry[7] for entry in rows] == [2, 2, 4]
    [part] = account.set_aside
    assert (part.reason, part.rows) == ("malformed row", 1)
    assert part.first.startswith(f"a.zip: {NAME}, line 3: {fault}")
    assert account.rows_in == {"kent": 4}


def test_lines_are_those_of_the_file_even_after_a_malformed_row(tmp_path):
    lines = text([row(), row(type="Pirates"), row()]).split(b"\r\n")
    lines.insert(2, b"cut,short")
    _, account = read(tmp_path, (NAME, b"\r\n".join(lines)))
    assert [part.first.split(", ")[1] for part in account.set_aside] == [
        "line 3: 2 columns where 12 were expected",
        "line 4: 'Pirates'",
    ]


def test_an_empty_column_at_the_end_of_a_row_loses_nothing(tmp_path):
    data = text([row(), row()]).replace(b"\r\n", b",\r\n").replace(b"Context,", b"Context")
    rows, account = read(tmp_path, (NAME, data))
    assert len(rows) == 2
    assert not account.set_aside


# ------------------------------------------------------------------ against a slow oracle

_WORDS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8) | st.text(
    "ab ,\"'\n;ŵ", max_size=8
)
_ROWS = st.lists(
    st.builds(
        row,
        id=st.sampled_from(["", HASH, HASH.upper(), "cd" * 32, "short", "zz" * 32]),
        month=st.sampled_from(["2021-03"] * 8 + ["2021-04", ""]),
        lon=st.sampled_from(["", "0.521034", "-4.1", "-30", "x"]) | st.decimals(-11, 2, places=6).map(str),
        lat=st.sampled_from(["", "51.270118", "52", "0", "y"]) | st.decimals(49, 61, places=6).map(str),
        location=st.sampled_from(["No Location", "On or near ", "On or near Parking Area"])
        | _WORDS.map("On or near {}".format)
        | _WORDS,
        lsoa=st.sampled_from(["", "E01024389", "W01000001"]),
        lsoa_name=_WORDS,
        type=st.sampled_from([*CSV_NAMES] * 2 + ["Pirates", ""]),
        outcome=_WORDS | st.just(""),
        context=_WORDS,
    ),
    max_size=12,
)


def slow_read(data: bytes) -> tuple[Counter[tuple[object, ...]], int]:
    """The rows that should be in the table, by csv.DictReader, and how many should not."""
    kept: Counter[tuple[object, ...]] = Counter()
    aside = 0
    for entry in csv.DictReader(io.StringIO(data.decode(), newline="")):
        point = (entry["Longitude"], entry["Latitude"])
        try:
            lon, lat = (float(part) if part else None for part in point)
        except ValueError:
            lon, lat = 999.0, 999.0
        inside = lon is not None and lat is not None and -11 <= lon <= 2.5 and 49 <= lat <= 61.5
        named = entry["Month"] == "2021-03" and entry["Crime type"] in CSV_NAMES
        if not named or not (inside or point == ("", "")):
            aside += 1
            continue
        hashed = entry["Crime ID"].lower() in {HASH, "cd" * 32}
        place = entry["Location"]
        place = place.removeprefix("On or near ")
        place = "" if place.strip(" ").lower() in {"no location", "on or near"} else place.strip(" ")
        kept[
            "kent",
            "2021-03",
            bytes.fromhex(entry["Crime ID"]) if hashed else None,
            round(lon * 1e6) if inside else None,
            round(lat * 1e6) if inside else None,
            place if inside else None,
            entry["LSOA code"] or None,
            TYPES.index(CSV_NAMES[entry["Crime type"]]),
            entry["Last outcome category"] or None,
        ] += 1
    return kept, aside


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS, end=st.sampled_from(["\r\n", "\n"]), bom=st.booleans())
def test_what_is_written_is_read_as_a_slow_reader_reads_it(tmp_path, rows, end, bom):
    assume(all(sum(field.count("\n") for field in entry) < 5 for entry in rows))
    data = text(rows, end)
    table, account = read(tmp_path, (NAME, b"\xef\xbb\xbf" * bom + data))
    kept, aside = slow_read(data)
    assert Counter(table) == kept
    assert sum(part.rows for part in account.set_aside) == aside
    assert account.rows_in == {"kent": len(rows)}


def test_a_police_file_is_equal_to_itself_read_again(tmp_path):
    archive = zipped(tmp_path / "a.zip", {NAME: text([row()])})
    [file] = inventory([archive], None).files
    assert file == PoliceFile(archive, NAME, "kent", Month(2021, 3), "street", file.size, file.crc)
    assert file == inventory([archive], None).files[0]
