"""What is measured, as reviewed data."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap.measures import definitions
from crimemap.measures.crime import ALL
from crimemap.terms import CrimeType, Month, Refusal

ROW = """
- month: 2024-02
  what: New recording system
  forces: [metropolitan]
  types: []
  source: https://data.example/note
  reviewed: 2026-11-22
"""


def breaks_file(folder: Path, text: str) -> Path:
    file = folder / "breaks.yaml"
    file.write_text("breaks:" + text.replace("\n", "\n  "), encoding="utf-8")
    return file


def test_the_measures_of_this_installation_are_whole():
    rows = definitions.load_measures()
    assert [row.id for row in rows][:4] == [
        "recorded-crimes", "anti-social-behaviour", "change-over-a-year", "crimes-with-a-location",
    ]  # fmt: skip
    assert {"beside-similar-areas", "side-by-side", "deprivation"} <= {row.id for row in rows}
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.why and row.limits and not row.what.endswith("\n") for row in rows)


def test_the_breaks_are_the_two_changes_of_the_list_of_types():
    assert [str(row.month) for row in definitions.breaks()] == ["2011-09", "2013-05"]
    assert definitions.breaks()[1].concerns("surrey", CrimeType.OTHER_THEFT)
    assert not definitions.breaks()[1].concerns("surrey", CrimeType.BURGLARY)
    assert not definitions.breaks()[1].concerns("surrey", ALL)


def test_a_break_may_be_of_one_force_and_every_type(tmp_path: Path):
    (row,) = definitions.load_breaks(breaks_file(tmp_path, ROW))
    assert row.month == Month(2024, 2)
    assert row.concerns("metropolitan", ALL)
    assert not row.concerns("surrey", ALL)
    assert not row.concerns(None, ALL)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2024-02", "2024-13", "breaks.yaml, breaks.0.month"),
        ("metropolitan", "met", "met is no force"),
        ("types: []", "types: [theft]", "theft is no crime type"),
        ("  what:", "  why:", "breaks.0.what"),
        ("reviewed: 2026-11-22", "reviewed: soon", "breaks.0.reviewed"),
        ("- month", "- surplus: 1\n  month", "breaks.0.surplus"),
        ("[metropolitan]", "[metropolitan", "cannot be read"),
    ],
)
def test_a_faulty_row_is_refused_with_file_and_key(tmp_path: Path, before: str, after: str, said: str):
    with pytest.raises(Refusal) as refused:
        definitions.load_breaks(breaks_file(tmp_path, ROW.replace(before, after)))
    assert said in str(refused.value)
    assert "breaks.yaml" in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(Refusal, match=r"none\.yaml cannot be read"):
        definitions.load_measures(tmp_path / "none.yaml")
