"""The street reader, file by file made by hand: what is kept, what is set aside, what is refused."""

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from crimemap.sources.police import (
    FORCE_NOT_WANTED,
    STREET_HEADER,
    UNKNOWN_NAME,
    PoliceFile,
    StreetRead,
    inventory,
    read_street,
)
from crimemap.terms import CSV_NAMES, TYPES, Month, Refusal

NAME = "2021-03/2021-03-kent-street.csv"
HASH = "ab" * 32
COLUMNS = ["force", "month", "id", "lon", "lat", "place", "lsoa", "type", "outcome"]


def row(**changed: str) -> list[str]:
    """A street row as the publisher writes it, with some columns changed (keyed by their first words)."""
    fields = {
        "id": HASH,
        "month": "2021-03",
        "reported": "Kent Police",
        "falls": "Kent Police",
        "lon": "0.521034",
        "lat": "51.270118",
        "location": "On or near Week Street",
        "lsoa": "E01024389",
        "lsoa_name": "Maidstone 004A",
        "type": "Burglary",
        "outcome": "Under investigation",
        "context": "",
    }
    assert changed.keys() <= fields.keys()
    return list((fields | changed).values())


def text(rows: list[list[str]], end: str = "\r\n") -> bytes:
    """A street file's bytes."""
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows([list(STREET_HEADER), *rows])
    return out.getvalue().encode()


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def read(tmp_path: Path, *members: tuple[str, bytes]) -> tuple[list[tuple[object, ...]], StreetRead]:
    """The table's rows and the account of one archive's month."""
    archive = zipped(tmp_path / "a.zip", dict(members))
    con = duckdb.connect(config={"threads": 2})
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    account = read_street(con, inventory([archive], None).files, scratch, "rows")
    table = con.table("rows")
    assert table.columns == COLUMNS
    assert not list(scratch.iterdir()), "the unpacked copies are deleted"
    rows = table.fetchall()
    con.close()
    for force, count in account.rows_in.items():
        aside = sum(part.rows for part in account.set_aside if part.force == force)
        assert count == sum(entry[0] == force for entry in rows) + aside
    return rows, account


def one(tmp_path: Path, **changed: str) -> tuple[list[tuple[object, ...]], StreetRead]:
    return read(tmp_path, (NAME, text([row(), row(**changed)])))


def refusal(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        read(tmp_path, (NAME, data))
    return str(caught.value)


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


# ------------------------------------------------------------------ how files are written


def test_line_ends_of_both_kinds_read_the_same_even_mixed(tmp_path):
    crlf, lf = text([row(), row(id="")]), text([row(), row(id="")], "\n")
    mixed = crlf.replace(b"\r\n", b"\n", 1)
    other = lf.replace(b"\n", b"\r\n", 1)
    expected = read(tmp_path, (NAME, crlf))
    for data in (
        lf,
        mixed,
        other,
        crlf.removesuffix(b"\r\n"),
        lf.removesuffix(b"\n"),
        b"\xef\xbb\xbf" + crlf,
    ):
        assert read(tmp_path, (NAME, data)) == expected


def test_line_ends_inside_quotes_stay_in_their_field(tmp_path):
    data = text([row(), row(location="On or near Mill\r\nRow"), row(lsoa_name="a\rb\nc", id="")])
    rows, account = read(tmp_path, (NAME, data))
    assert [entry[5] for entry in rows] == ["Week Street", "Mill\r\nRow", "Week Street"]
    assert account.rows_in == {"kent": 3}
    assert not account.set_aside


def test_blank_lines_are_no_rows(tmp_path):
    rows, account = read(tmp_path, (NAME, text([row(), row()]).replace(b"\r\n", b"\r\n\r\n")))
    assert len(rows) == 2
    assert account.rows_in == {"kent": 2}


def test_a_name_with_a_comma_is_quoted_far_down_the_file(tmp_path):
    plain = [row(lsoa_name="Maidstone 004A")] * 3000
    quoted = [
        row(lsoa_name="Bournemouth, Christchurch and Poole 001A", location='On or near "The Oval", North')
    ] * 3
    rows, account = read(tmp_path, (NAME, text(plain + quoted)))
    assert len(rows) == 3003
    assert rows[-1][5] == '"The Oval", North'
    assert not account.set_aside


def test_a_file_of_a_header_alone_holds_no_rows_and_names_no_force(tmp_path):
    for data in (text([]), text([]).removesuffix(b"\r\n")):
        rows, account = read(tmp_path, (NAME, data))
        assert rows == []
        assert account == StreetRead({"kent": 0}, (), {}, ())


def test_an_empty_file_is_refused(tmp_path):
    assert refusal(tmp_path, b"").startswith(f"a.zip: {NAME}, line 1: the file is empty")


def test_another_header_is_refused_with_the_column_that_differs(tmp_path):
    message = refusal(tmp_path, text([row()]).replace(b"Longitude,Latitude", b"Latitude,Longitude"))
    assert message == (
        f"a.zip: {NAME}, line 1: column 5 of the header is 'Latitude'; 'Longitude' was expected."
    )
    assert "has 11 columns" in refusal(tmp_path, text([row()]).replace(b",Context", b""))
    assert "has 13 columns" in refusal(tmp_path, text([row()]).replace(b",Context", b",Context,More"))


def test_text_that_is_not_utf8_is_refused_with_its_line(tmp_path):
    data = text([row(), row(location="On or near Caf@")]).replace(b"Caf@", b"Caf\xe9")
    assert refusal(tmp_path, data).startswith(f"a.zip: {NAME}, line 3: byte 0xe9 is not UTF-8")


def test_a_character_cut_at_the_end_of_the_file_is_refused(tmp_path):
    assert "line 3: the file ends inside a character" in refusal(tmp_path, text([row()]) + b"x,\xc3")


def test_a_fault_is_found_beyond_the_first_chunk_and_across_its_edge(tmp_path):
    rows = [row(location="On or near Tŷ Mawr")] * 9000
    data = bytearray(text(rows))
    assert len(data) > 1 << 20
    assert len(read(tmp_path, (NAME, bytes(data)))[0]) == 9000
    at = data.index(b"T\xc5\xb7", (1 << 20) + 500)
    line = data.count(b"\n", 0, at) + 1
    data[at + 1] = 0xFF
    assert f"line {line}: byte 0xff" in refusal(tmp_path, bytes(data))


@pytest.mark.parametrize("shift", range(4))
def test_a_letter_of_two_bytes_may_lie_across_the_edge_of_a_chunk(tmp_path, shift):
    rows = [row(location="On or near " + "ŷ" * 60)] * 7000
    rows[0] = row(location="On or near " + "x" * shift)
    assert len(read(tmp_path, (NAME, text(rows)))[0]) == 7000


def test_a_nul_byte_is_refused_with_its_line(tmp_path):
    assert "line 2: a NUL byte" in refusal(tmp_path, text([row()]).replace(b"Week", b"W\0ek"))


# ------------------------------------------------------------------ several forces


def test_the_forces_of_a_month_are_told_apart_by_their_files(tmp_path):
    other = "2021-03/2021-03-west-mercia-street.csv"
    rows, account = read(
        tmp_path,
        (NAME, text([row(), row(type="Pirates")])),
        (
            other,
            text([row(falls="West Mercia Police"), row(falls="West Mercia"), row(falls="West Mercia")], "\n"),
        ),
    )
    assert Counter(entry[0] for entry in rows) == {"kent": 1, "west-mercia": 3}
    assert account.rows_in == {"kent": 2, "west-mercia": 3}
    assert account.names == {"kent": "Kent Police", "west-mercia": "West Mercia"}
    assert [part.force for part in account.set_aside] == ["kent"]


def test_a_malformed_row_of_one_force_leaves_the_others_whole(tmp_path):
    other = "2021-03/2021-03-essex-street.csv"
    rows, account = read(tmp_path, (NAME, text([row()]) + b"short\r\n"), (other, text([row(), row()])))
    assert Counter(entry[0] for entry in rows) == {"kent": 1, "essex": 2}
    assert account.rows_in == {"kent": 2, "essex": 2}
    assert [(part.force, part.reason) for part in account.set_aside] == [("kent", "malformed row")]


def test_the_first_line_is_right_where_the_connection_does_not_keep_order(tmp_path):
    rows = [row() for _ in range(5000)]
    rows[3210] = row(type="Pirates")
    con = duckdb.connect()
    con.execute("SET preserve_insertion_order = false")
    files = inventory([zipped(tmp_path / "a.zip", {NAME: text(rows)})], None).files
    account = read_street(con, files, tmp_path, "rows")
    assert account.set_aside[0].first.endswith("line 3212: 'Pirates'")


def test_files_of_two_months_are_a_fault_of_the_caller(tmp_path):
    archive = zipped(tmp_path / "a.zip", {NAME: text([]), "2021-04-kent-street.csv": text([])})
    with pytest.raises(ValueError, match="one month"):
        read_street(duckdb.connect(), inventory([archive], None).files, tmp_path, "rows")


# ------------------------------------------------------------------ archives


def test_files_are_known_by_name_in_any_folder_of_a_zip_or_on_disc(tmp_path):
    members = {
        "deep/er/2021-03/2021-03-kent-street.csv": text([row()]),
        "2021-04-kent-street.csv": text([]),
        "2021-03/2021-03-kent-outcomes.csv": b"x",
        "2021-03/2021-03-kent-stop-and-search.csv": b"y",
        "__MACOSX/2021-03/._2021-03-kent-street.csv": b"z",
        "__MACOSX/2021-03-kent-street.csv": b"z",
        "2021-13/2021-13-kent-street.csv": b"no such month",
        "readme.txt": b"hello",
    }
    folder = tmp_path / "folder"
    for name, data in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    from_zip = inventory([zipped(tmp_path / "a.zip", members)], None)
    from_folder = inventory([folder], None)
    for found in (from_zip, from_folder):
        assert [(str(file.month), file.force, file.kind) for file in found.files] == [
            ("2021-03", "kent", "outcomes"),
            ("2021-03", "kent", "stop-and-search"),
            ("2021-03", "kent", "street"),
            ("2021-04", "kent", "street"),
        ]
        assert {part.reason for part in found.left_out} == {UNKNOWN_NAME}
        assert len(found.left_out) == 4
    assert [(f.member, f.size, f.crc) for f in from_zip.files] == [
        (f.member, f.size, f.crc) for f in from_folder.files
    ]
    assert from_zip.files[2].label == "a.zip: deep/er/2021-03/2021-03-kent-street.csv"


def test_a_folder_reads_as_its_zip_does(tmp_path):
    folder = tmp_path / "folder [of] police*"
    folder.mkdir()
    data = text([row(), row(type="Pirates")])
    (folder / "2021-03-kent-street.csv").write_bytes(data)
    con = duckdb.connect()
    account = read_street(con, inventory([folder], None).files, folder, "rows")
    rows, from_zip = read(tmp_path, (NAME, data))
    assert con.table("rows").fetchall() == rows
    assert account.rows_in == from_zip.rows_in
    assert account.set_aside[0].first == "folder [of] police*: 2021-03-kent-street.csv, line 3: 'Pirates'"


def test_a_later_archive_replaces_a_whole_force_month_and_kind(tmp_path):
    first = zipped(tmp_path / "first.zip", {NAME: text([row()] * 3), "2021-04-kent-street.csv": text([])})
    later = zipped(tmp_path / "later.zip", {"x/2021-03-kent-street.csv": text([row()])})
    found = inventory([first, later], None)
    assert [(file.archive.name, str(file.month)) for file in found.files] == [
        ("later.zip", "2021-03"),
        ("first.zip", "2021-04"),
    ]
    assert [file.label for file in found.replaced] == [f"first.zip: {NAME}"]
    con = duckdb.connect()
    assert read_street(con, found.files[:1], tmp_path, "rows").rows_in == {"kent": 1}
    assert inventory([later, first], None).replaced[0].archive == later


def test_only_the_forces_asked_for_are_read_and_the_others_are_named(tmp_path):
    archive = zipped(tmp_path / "a.zip", {NAME: text([]), "2021-03/2021-03-essex-street.csv": text([])})
    found = inventory([archive], ["kent"])
    assert [file.force for file in found.files] == ["kent"]
    [left] = found.left_out
    assert (left.member, left.reason) == ("2021-03/2021-03-essex-street.csv", FORCE_NOT_WANTED)


def test_the_same_force_month_and_kind_twice_in_one_archive_is_refused(tmp_path):
    archive = zipped(tmp_path / "a.zip", {NAME: text([]), "copy/2021-03-kent-street.csv": text([])})
    with pytest.raises(Refusal, match=rf"{NAME} and copy/2021-03-kent-street\.csv"):
        inventory([archive], None)


def test_a_member_stored_twice_under_one_name_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(NAME, text([]))
        with pytest.warns(UserWarning, match="Duplicate name"):
            opened.writestr(NAME, text([row()]))
    with pytest.raises(Refusal, match="the same force, month and kind"):
        inventory([path], None)


@pytest.mark.parametrize("forces", [None, ["essex"]])
def test_archives_without_a_street_file_of_the_forces_are_refused(tmp_path, forces):
    members = {"2021-03-kent-outcomes.csv": b"x"} | ({NAME: text([])} if forces else {})
    with pytest.raises(Refusal, match=r"a\.zip: a street file"):
        inventory([zipped(tmp_path / "a.zip", members)], forces)


def test_no_archive_at_all_is_refused():
    with pytest.raises(Refusal, match="no archive: a street file"):
        inventory([], None)


def test_an_archive_that_is_missing_is_refused(tmp_path):
    with pytest.raises(Refusal, match="there is no such file"):
        inventory([tmp_path / "a.zip"], None)


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.99])
def test_a_zip_cut_short_is_refused(tmp_path, keep):
    path = zipped(tmp_path / "a.zip", {NAME: text([row(id=f"{n:064x}") for n in range(500)])})
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep) if keep < 1 else int(keep)])
    with pytest.raises(Refusal, match="not a whole zip file"):
        inventory([path], None)


def test_a_csv_given_as_an_archive_is_refused(tmp_path):
    path = tmp_path / "2021-03-kent-street.csv"
    path.write_bytes(text([row()]))
    with pytest.raises(Refusal, match="not a whole zip file"):
        inventory([path], None)


def test_an_encrypted_zip_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {NAME: text([])})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Refusal, match="is encrypted"):
        inventory([path], None)


@pytest.mark.parametrize("at", [0.3, 0.6, 0.9])
def test_a_zip_with_a_changed_byte_is_refused_when_it_is_read(tmp_path, at):
    path = zipped(tmp_path / "a.zip", {NAME: text([row(id=f"{n:064x}") for n in range(500)])})
    data = bytearray(path.read_bytes())
    end = data.index(b"PK\x01\x02")
    data[int(end * at)] ^= 0x55
    path.write_bytes(bytes(data))
    with pytest.raises(Refusal, match=r"cannot be unpacked whole|is not UTF-8"):
        read_street(duckdb.connect(), inventory([path], None).files, tmp_path, "rows")


def test_a_file_gone_from_the_zip_since_it_was_listed_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {NAME: text([])})
    files = inventory([path], None).files
    zipped(path, {"2021-03/other.csv": b""})
    with pytest.raises(Refusal, match="cannot be unpacked whole"):
        read_street(duckdb.connect(), files, tmp_path, "rows")


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
