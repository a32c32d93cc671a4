"""Rows of a police file: the one SELECT that types those of a street file, and the slow way that finds the line of a
fault in a file of any form."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from crimemap.sources.text import decode
from crimemap.terms import CSV_NAMES, TYPES, Month, Refusal

STREET_HEADER: Final[tuple[str, ...]] = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)

WRONG_MONTH: Final = "month differs from the file name's"
UNKNOWN_TYPE: Final = "unknown crime type"
HALF_LOCATION: Final = "half a location"
MALFORMED_COORDINATES: Final = "malformed coordinates"
OUTSIDE: Final = "coordinates outside Great Britain and Ireland"
MALFORMED: Final = "malformed row"

REASONS: Final[dict[int, str]] = {
    1: WRONG_MONTH,
    2: UNKNOWN_TYPE,
    3: HALF_LOCATION,
    4: MALFORMED_COORDINATES,
    5: OUTSIDE,
    6: MALFORMED,
}
"""Why a row is set aside, by the code that the SELECT gives it; the first that applies. 6 is given by `repair`."""

KEPT_WITHOUT_ID: Final = 9
"""The code of a row whose crime id is not 64 hexadecimal digits: it is kept, its id is NULL."""

# Great Britain, Ireland and their islands. Published rows range over lon -8.148…1.760, lat 49.913…58.590.
_LON: Final = (-11, 2.5)
_LAT: Final = (49, 61.5)
_PREFIX: Final = "On or near "
_LONGEST_RECORD: Final = 5
"""Lines that a quoted field may run over; the publisher's never do, so an open quote costs one row, not the file."""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_COLUMNS: Final = "{" + ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in STREET_HEADER) + "}"
_TYPE: Final = " ".join(f"WHEN {_quoted(name)} THEN {TYPES.index(kind)}" for name, kind in CSV_NAMES.items())


def selection(month: Month) -> str:
    """The SELECT over street files (its one parameter: their paths, named `<force>.csv`) that types a row.

    Columns as `police.read_street` promises, then falls_within and reason (0, or a code of REASONS).
    """
    return f"""
SELECT
  force, {_quoted(str(month))} AS month, id,
  CASE WHEN x BETWEEN {_LON[0]} AND {_LON[1]} THEN CAST(round(x * 1e6) AS INTEGER) END AS lon,
  CASE WHEN y BETWEEN {_LAT[0]} AND {_LAT[1]} THEN CAST(round(y * 1e6) AS INTEGER) END AS lat,
  CASE WHEN x IS NULL THEN NULL
    WHEN starts_with(location, '{_PREFIX}') THEN trim(substring(location, {len(_PREFIX) + 1}), ' ')
    WHEN location IS NULL OR lower(trim(location, ' ')) IN ('{_PREFIX.lower().strip()}', 'no location') THEN ''
    ELSE trim(location, ' ') END AS place,
  lsoa, type, outcome, falls_within,
  CAST(CASE WHEN month_given IS DISTINCT FROM {_quoted(str(month))} THEN 1
    WHEN type IS NULL THEN 2
    WHEN (lon_given IS NULL) != (lat_given IS NULL) THEN 3
    WHEN lon_given IS NOT NULL AND (x IS NULL OR y IS NULL) THEN 4
    WHEN x NOT BETWEEN {_LON[0]} AND {_LON[1]} OR y NOT BETWEEN {_LAT[0]} AND {_LAT[1]} THEN 5
    WHEN id IS NULL AND id_given IS NOT NULL THEN {KEPT_WITHOUT_ID}
    ELSE 0 END AS UTINYINT) AS reason
FROM (
  SELECT
    parse_filename(filename, true) AS force,
    "Month" AS month_given,
    "Crime ID" AS id_given,
    CASE WHEN strlen("Crime ID") = 64 THEN TRY(unhex("Crime ID")) END AS id,
    "Longitude" AS lon_given, "Latitude" AS lat_given,
    TRY_CAST("Longitude" AS DOUBLE) AS x, TRY_CAST("Latitude" AS DOUBLE) AS y,
    "Location" AS location,
    "LSOA code" AS lsoa,
    CAST(CASE "Crime type" {_TYPE} END AS UTINYINT) AS type,
    "Last outcome category" AS outcome,
    "Falls within" AS falls_within
  FROM read_csv(?, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
                filename = true, columns = {_COLUMNS})
)"""


def check_header(path: Path, label: str, header: tuple[str, ...]) -> None:
    """Raises Refusal, saying what differs, where the first line of `path` is not `header`."""
    with path.open("rb") as opened:
        line = decode(opened.readline(65536), label).rstrip("\r\n")
    if not line:
        raise Refusal(f"{label}, line 1: the file is empty; the header {','.join(header)} was expected.")
    try:
        found = next(csv.reader([line]))
    except csv.Error as fault:
        # A lone carriage return: the line ends of old Macs are read as one long line.
        raise Refusal(
            f"{label}, line 1: the header cannot be read ({fault}); lines that end in a line feed were expected."
        ) from fault
    if tuple(found) == header:
        return
    for number, (name, expected) in enumerate(zip(found, header, strict=False), start=1):
        if name != expected:
            raise Refusal(
                f"{label}, line 1: column {number} of the header is {name!r}; {expected!r} was expected."
            )
    raise Refusal(f"{label}, line 1: the header has {len(found)} columns; {len(header)} were expected.")


def repair(received: Path, repaired: Path, header: tuple[str, ...]) -> tuple[int, list[tuple[int, str]]]:
    """Write the well-formed rows of `received` to `repaired`; their number, and (line, fault) of the others."""
    kept, bad = 0, []
    with repaired.open("w", encoding="utf-8", newline="") as opened:
        # Everything quoted: csv.writer leaves a lone carriage return bare, and DuckDB ends a row there.
        writer = csv.writer(opened, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        for line, fields, fault in _records(received, len(header)):
            if fault:
                bad.append((line, fault))
            else:
                writer.writerow(fields)
                kept += 1
    return kept, bad


def _records(path: Path, columns: int) -> Iterator[tuple[int, list[str], str]]:
    """(line, fields, fault) of each row after the header; blank lines are no rows. Holds the file in memory."""
    lines = path.read_bytes().decode("utf-8").split("\n")
    at = 1
    while at < len(lines):
        if not lines[at].strip("\r"):
            at += 1
            continue
        fields, fault = _parse(lines[at], columns)
        used = 1
        for more in range(2, _LONGEST_RECORD + 1):
            if not fault or at + more > len(lines):
                break
            longer, still = _parse("\n".join(lines[at : at + more]), columns)
            if not still:
                fields, fault, used = longer, still, more
        yield at + 1, fields, fault
        at += used


def _parse(record: str, columns: int) -> tuple[list[str], str]:
    """The fields of one record, and what is wrong with it ('' where nothing is)."""
    try:
        rows = list(csv.reader([record.removesuffix("\r")], strict=True))
    except csv.Error as fault:
        return [], f"a quote or line end out of place ({fault})"
    fields = rows[0]
    # Spreadsheets leave an empty column at the end of a row; nothing is lost with it.
    if len(fields) == columns + 1 and not fields[-1]:
        fields = fields[:-1]
    if len(rows) != 1 or len(fields) != columns:
        return [], f"{len(fields)} columns where {columns} were expected"
    return fields, ""


def first_of_each(form: Form, month: Month, received: Path, read: Path) -> dict[int, tuple[int, list[str]]]:
    """For each reason in the file `read`, the line in `received` and the fields of its first row.

    A connection of its own, with one thread: the caller's may not keep rows in order.
    """
    with duckdb.connect(config={"threads": 1}) as con:
        numbered = f"SELECT reason, row_number() OVER () - 1 AS number FROM ({form.selection(month)})"
        found = con.execute(
            f"SELECT min(number), reason FROM ({numbered}) WHERE reason > 0 GROUP BY reason", [[str(read)]]
        ).fetchall()
    wanted: dict[int, int] = dict(found)
    firsts = {}
    rows = ((line, fields) for line, fields, fault in _records(received, len(form.header)) if not fault)
    for number, row in enumerate(rows):
        if number in wanted:
            firsts[wanted[number]] = row
    return firsts


def describe(code: int, fields: list[str]) -> str:
    """The value at fault in a row with reason `code`, as a message shows it."""
    row = dict(zip(STREET_HEADER, fields, strict=True))
    if code == KEPT_WITHOUT_ID:
        return repr(row["Crime ID"])
    column = {WRONG_MONTH: "Month", UNKNOWN_TYPE: "Crime type"}.get(REASONS[code])
    if column:
        return repr(row[column])
    return f"longitude {row['Longitude']!r}, latitude {row['Latitude']!r}"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file of one force and month: its columns, how its rows are typed, and what may be wrong with one.

    `selection`: SELECT for a month over files named `<force>.csv` (its one parameter: their paths), with the columns
    force and reason (0, or a code of `reasons`) among others. `describe`: the value at fault in a row with a reason.
    """

    kind: str
    header: tuple[str, ...]
    selection: Callable[[Month], str]
    reasons: Mapping[int, str]
    describe: Callable[[int, list[str]], str]


STREET: Final = Form("street", STREET_HEADER, selection, REASONS, describe)
