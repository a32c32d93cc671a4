"""data.police.uk's outcomes files: what came of crimes, in the month in which it came of them.

Source: data.police.uk bulk downloads, Open Government Licence v3.0. A file has a row for each person, so that a crime
can stand in it several times, and most crimes in it are of earlier months; the month is that of the outcome. Where
anything happened is read from the street files alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb

from crimemap.sources.police import PoliceFile, RowsRead, read_month
from crimemap.sources.police_rows import MALFORMED, STREET_HEADER, WRONG_MONTH, Form
from crimemap.terms import Month

HEADER: Final[tuple[str, ...]] = (*STREET_HEADER[:9], "Outcome type")

NO_ID: Final = "no crime id of 64 hexadecimal digits"
NO_OUTCOME: Final = "no outcome"

REASONS: Final[dict[int, str]] = {1: WRONG_MONTH, 2: NO_ID, 3: NO_OUTCOME, 6: MALFORMED}
"""Why a row is set aside; the first that applies. A row without an id can be told of no crime."""

_COLUMN: Final = {WRONG_MONTH: "Month", NO_ID: "Crime ID", NO_OUTCOME: "Outcome type"}
_COLUMNS: Final = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in HEADER) + "}"


def read_outcomes(
    con: duckdb.DuckDBPyConnection, files: Sequence[PoliceFile], scratch: Path, table: str
) -> RowsRead:
    """Create `table` in `con` from the outcomes files of one month, and account for every row.

    Columns: force VARCHAR (slug), id BLOB (32 bytes), outcome VARCHAR (the publisher's text). Rows that are equal are
    all there. Unpacked copies stand in `scratch` while it runs. Memory: the month's table.

    Raises Refusal for a damaged zip, another header, and text that is not UTF-8 (naming the line).
    """
    return read_month(con, files, scratch, table, OUTCOMES_FORM)


def selection(month: Month) -> str:
    """The SELECT over outcomes files, as police_rows.Form has it."""
    return f"""
SELECT force, id, outcome,
  CAST(CASE WHEN month_given IS DISTINCT FROM '{month}' THEN 1
    WHEN id IS NULL THEN 2 WHEN outcome IS NULL OR outcome = '' THEN 3 ELSE 0 END AS UTINYINT) AS reason
FROM (
  SELECT
    parse_filename(filename, true) AS force,
    "Month" AS month_given,
    CASE WHEN strlen("Crime ID") = 64 THEN TRY(unhex("Crime ID")) END AS id,
    trim("Outcome type", ' ') AS outcome
  FROM read_csv(?, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
                filename = true, columns = {_COLUMNS})
)"""


def describe(code: int, fields: list[str]) -> str:
    """The value at fault in a row with reason `code`, as a message shows it."""
    return repr(dict(zip(HEADER, fields, strict=True))[_COLUMN[REASONS[code]]])


OUTCOMES_FORM: Final = Form("outcomes", HEADER, selection, REASONS, describe)
