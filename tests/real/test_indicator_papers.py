"""Titles, prints and scores of the catalogue stand in the papers letter by letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap.measures import indicators as measured

PAPERS = Path(__file__).resolve().parents[2].parent / "shared" / "policy"
pytestmark = pytest.mark.skipif(not PAPERS.is_dir(), reason=f"the policy papers are not at {PAPERS}")


def paper(name: str) -> str:
    return (PAPERS / f"{name}.txt").read_text(encoding="utf-8")


def test_every_national_indicator_is_titled_as_in_the_slides_and_none_of_them_is_missing():
    text = paper("2009-luton-partnership-slides")
    boast = "- NI 4 – second best performance in Eastern Region"
    listed = [line for line in text.splitlines() if line.startswith("- NI") and line != boast]
    held = [row for row in measured.catalogue().values() if row.is_national_indicator]
    assert len(listed) == len(held) == 24
    for row in held:
        lines = [line for line in listed if line.endswith(row.title)]
        assert len(lines) == 1, row.title
        assert ("(local)" in lines[0]) is (row.level is measured.Tier.LOCAL), row.title
        assert str(row.number) in lines[0].partition(row.title)[0]


def test_every_change_is_printed_as_in_the_slides():
    text = paper("2009-luton-partnership-slides")
    held = [row for row in measured.catalogue().values() if row.printed]
    assert len(held) == 7
    for row in held:
        assert f"# {row.title} {row.printed}" in text


def test_every_score_of_the_challenge_index_is_the_slides():
    text = paper("2009-luton-partnership-slides")
    for score in measured.scores().scores:
        assert f"{score.name}\t{score.score}" in text


def test_each_nations_terms_stand_in_the_papers():
    texts = " ".join(file.read_text(encoding="utf-8") for file in sorted(PAPERS.glob("*.txt")))
    for said in (
        "CDRPs",
        "Community Safety Partnerships (vice CDRPs)",
        "LSPs/LSBs",
        "Local Area Agreements (LAAs) in England",
    ):
        assert said in texts
