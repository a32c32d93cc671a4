"""Street files made by hand, and what the reader makes of them."""

import csv
import io
import zipfile
from pathlib import Path

import duckdb
import pytest

from crimemap.sources.police import (
    STREET_HEADER,
    StreetRead,
    inventory,
    read_street,
)
from crimemap.terms import Refusal

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
