"""The archives that street files come in: what is found in them, what replaces what, what is refused."""

import zipfile

import duckdb
import pytest

from crimemap.sources.police import (
    FORCE_NOT_WANTED,
    UNKNOWN_NAME,
    inventory,
    read_street,
)
from crimemap.terms import Refusal
from tests.unit.street_csv import NAME, read, row, text, zipped

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
