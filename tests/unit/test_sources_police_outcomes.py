"""Outcomes files of data.police.uk: what is read, what is set aside and why, what is refused."""

from __future__ import annotations

import zlib
from pathlib import Path

import duckdb
import pytest

from crimemap.sources.police import PoliceFile, RowsRead
from crimemap.sources.police_outcomes import HEADER, MALFORMED, NO_ID, NO_OUTCOME, WRONG_MONTH, read_outcomes
from crimemap.terms import OUTCOME_NAMES, OUTCOMES, Month, Outcome, Refusal

HEAD = ",".join(HEADER)
ID, OTHER = "0" * 63 + "a", "f" * 64
Read = tuple[list[tuple[str, bytes, str]], RowsRead]


def line(
    id_: str = ID, outcome: str = "Suspect charged", month: str = "2026-07", place: str = "No location"
) -> str:
    return f"{id_},{month},Kent Police,Kent Police,,,{place},,,{outcome}"


def read(tmp_path: Path, *files: bytes) -> Read:
    """Rows of the table and the account, of files of forces kent, kent1, …"""
    found = []
    for n, content in enumerate(files):
        force = f"kent{n or ''}"
        name = f"2026-07-{force}-outcomes.csv"
        (tmp_path / name).write_bytes(content)
        found.append(
            PoliceFile(tmp_path, name, force, Month(2026, 7), "outcomes", len(content), zlib.crc32(content))
        )
    with duckdb.connect() as con:
        account = read_outcomes(con, found, tmp_path, "told")
        return con.execute("SELECT force, id, outcome FROM told ORDER BY ALL").fetchall(), account


def text(*lines: str, newline: str = "\r\n") -> bytes:
    return (newline.join([HEAD, *lines]) + newline).encode()


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_rows_are_read_with_either_line_end(tmp_path: Path, newline: str) -> None:
    rows, account = read(tmp_path, text(line(), line(OTHER, "Local resolution"), newline=newline))
    assert rows == [
        ("kent", bytes.fromhex(ID), "Suspect charged"),
        ("kent", bytes.fromhex(OTHER), "Local resolution"),
    ]
    assert (account.rows_in, account.set_aside) == ({"kent": 2}, ())


def test_a_row_for_each_person_is_read_and_none_dropped(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, text(line(), line(), line()), text(line()))
    assert [force for force, _, _ in rows] == ["kent"] * 3 + ["kent1"]


def test_a_semicolon_does_not_part_an_outcome_and_quotes_hold_commas(tmp_path: Path) -> None:
    told = "Investigation complete; no suspect identified"
    rows, _ = read(tmp_path, text(line(outcome=told, place='"On or near Mews, The"')))
    assert [outcome for _, _, outcome in rows] == [told]


@pytest.mark.parametrize(
    ("bad", "reason", "value"),
    [
        (line(month="2026-06"), WRONG_MONTH, "'2026-06'"),
        (line(""), NO_ID, "''"),
        (line("Pirates"), NO_ID, "'Pirates'"),
        (line(outcome=""), NO_OUTCOME, "''"),
        ("only,three,columns", MALFORMED, "3 columns where 10 were expected"),
    ],
)
def test_a_bad_row_is_set_aside_under_its_reason(tmp_path: Path, bad: str, reason: str, value: str) -> None:
    rows, account = read(tmp_path, text(line(), bad, line(OTHER)))
    assert len(rows) == 2
    assert account.rows_in == {"kent": 3}
    [aside] = account.set_aside
    assert (aside.force, aside.reason, aside.rows) == ("kent", reason, 1)
    assert aside.first.endswith(f"2026-07-kent-outcomes.csv, line 3: {value}")


def test_a_file_without_rows_has_none(tmp_path: Path) -> None:
    assert read(tmp_path, text()) == ([], RowsRead({"kent": 0}, (), ()))


def test_bytes_that_are_not_utf8_are_refused_naming_the_line(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"2026-07-kent-outcomes\.csv, line 2: .*UTF-8 text was expected"):
        read(tmp_path, text(line(place="On or near Caf\xe9")).replace("é".encode(), b"\xe9"))


def test_a_street_file_under_the_name_of_an_outcomes_file_is_refused(tmp_path: Path) -> None:
    street = HEAD.replace("Outcome type", "Crime type,Last outcome category,Context")
    with pytest.raises(Refusal, match="column 10 of the header is 'Crime type'; 'Outcome type' was expected"):
        read(tmp_path, street.encode() + b"\r\n")


def test_every_outcome_of_the_publisher_has_a_text_and_ours_have_none() -> None:
    ours = {Outcome.NOT_GIVEN, Outcome.NOT_RECOGNISED}
    assert set(OUTCOME_NAMES.values()) == set(OUTCOMES) - ours
    assert len(OUTCOMES) <= 64, "an outcome is told from its month by its place below 64"
