"""[[surveys]] of the input file: which partnership a publisher's name means."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from crimemap.pipeline import surveys
from crimemap.pipeline.atlas import Atlas
from crimemap.pipeline.inputs import Recipe, Survey
from crimemap.terms import AreaKind

PARTNERSHIPS = {
    "E22000001": "City of Westminster",
    "E22000002": "Kingston upon Thames",
    "E22000003": "Bristol, City of",
    "E22000004": "Hammersmith & Fulham",
    "E22000005": "Newtown",
    "E22000006": "Newtown",
}


def found(folder: Path, *names: str) -> dict[str, str]:
    """Name → code of the partnership that its result came to."""
    rows = "".join(f'31/12/2014,PAS,"{name}",Trust MPS,"0,5","0,6"\n' for name in names)
    (folder / "mopac.csv").write_text("Date,Survey,Borough,Measure,Proportion,MPS\n" + rows, encoding="utf-8")
    recipe = Recipe.model_construct(
        file=folder / "sources.toml", surveys=(Survey(format="mopac", file="mopac.csv"),), indicators=()
    )
    layer = SimpleNamespace(codes=list(PARTNERSHIPS), names=list(PARTNERSHIPS.values()))
    layers = {AreaKind.PARTNERSHIP: layer}
    atlas = cast("Atlas", SimpleNamespace(layers=layers, layer=layers.get))
    surveys.write(folder, recipe, atlas)
    with sqlite3.connect(folder / "surveys.sqlite") as connection:
        rows_stored = dict(connection.execute("SELECT place, area FROM results").fetchall())
    connection.close()
    return rows_stored


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Westminster", "E22000001"),
        ("CITY OF WESTMINSTER", "E22000001"),
        ("Kingston Upon Thames", "E22000002"),
        ("Bristol", "E22000003"),
        ("Hammersmith and Fulham", "E22000004"),
    ],
)
def test_a_name_is_found_however_its_small_words_are_written(tmp_path: Path, written: str, code: str):
    assert found(tmp_path, written) == {written: code}


@pytest.mark.parametrize("written", ["Newtown", "West", "Thames", "Kingston upon Hull"])
def test_a_name_that_two_have_or_none_is_nobodys(tmp_path: Path, written: str):
    assert found(tmp_path, written) == {}
