"""The street reader on the publisher's own files, against csv.DictReader row by row."""

import csv
import io
import zipfile
from collections import Counter
from itertools import groupby
from pathlib import Path

import duckdb
import pytest

from crimemap.sources.police import inventory, read_street
from crimemap.terms import CSV_NAMES, FORCES, TYPES

POLICE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "police"

# archive · months with a street file · street rows · rows without a location · crimes whose street has no name
ARCHIVES = [
    ("cambridgeshire_2021-03_2022-03.zip", 13, 89_680),
    ("surrey_2023-01_2024-01.zip", 13, 95_359),
    ("city-of-london_2022-07_2023-06.zip", 12, None),
    ("city-of-london_2016-01_2017-06.zip", 18, None),
    ("national_2019-01_2019-02.zip", 2, 701_348),
]


def slow_rows(archive: Path, member: str, force: str) -> Counter[tuple[object, ...]]:
    """Every row of a member, as the table should hold it."""
    rows: Counter[tuple[object, ...]] = Counter()
    with zipfile.ZipFile(archive) as opened, opened.open(member) as data:
        for row in csv.DictReader(io.TextIOWrapper(data, "utf-8", newline="")):
            located = bool(row["Longitude"])
            rows[
                force,
                row["Month"],
                bytes.fromhex(row["Crime ID"]) or None,
                round(float(row["Longitude"]) * 1e6) if located else None,
                round(float(row["Latitude"]) * 1e6) if located else None,
                row["Location"].removeprefix("On or near ").strip(" ") if located else None,
                row["LSOA code"] or None,
                TYPES.index(CSV_NAMES[row["Crime type"]]),
                row["Last outcome category"] or None,
            ] += 1
    return rows


@pytest.mark.parametrize(("name", "months", "total"), ARCHIVES)
def test_every_row_of_a_real_archive_is_read_as_a_slow_reader_reads_it(tmp_path, name, months, total):
    found = inventory([POLICE / name], None)
    streets = [file for file in found.files if file.kind == "street"]
    assert not found.left_out
    con = duckdb.connect(config={"threads": 2})
    rows = read_months = 0
    for _, files in groupby(streets, key=lambda file: file.month):
        month = list(files)
        account = read_street(con, month, tmp_path, "rows")
        assert not account.set_aside
        assert not account.notes
        assert account.names == {file.force: FORCES[file.force].name for file in month}
        for file in month:
            table = con.execute("SELECT * FROM rows WHERE force = ?", [file.force]).fetchall()
            assert Counter(table) == slow_rows(POLICE / name, file.member, file.force)
            assert account.rows_in[file.force] == len(table)
        rows += sum(account.rows_in.values())
        read_months += 1
    con.close()
    assert read_months == months
    assert total is None or rows == total


def test_northern_ireland_and_the_railway_police_are_read_with_their_gaps(tmp_path):
    files = inventory([POLICE / "national_2019-01_2019-02.zip"], ["northern-ireland", "btp"]).files
    con = duckdb.connect()
    read_street(con, [file for file in files if str(file.month) == "2019-01"], tmp_path, "rows")
    assert con.execute("SELECT count(*) FROM rows WHERE force = 'btp' AND id IS NOT NULL").fetchone() == (0,)
    assert con.execute("SELECT count(lsoa) FROM rows WHERE force = 'northern-ireland'").fetchone() == (0,)
    unnamed = con.execute("SELECT count(*) FROM rows WHERE place = '' AND lon IS NOT NULL").fetchone()
    assert unnamed
    assert unnamed[0] > 500
