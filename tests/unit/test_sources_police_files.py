"""How street files are written: line ends, quotes, headers, faults in the text, and several forces in a month."""

from collections import Counter

import duckdb
import pytest

from crimemap.sources.police import (
    StreetRead,
    inventory,
    read_street,
)
from tests.unit.street_csv import NAME, read, refusal, row, text, zipped

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
