"""[similar] of the input file: which groups reach a release."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from crimemap.pipeline import similar
from crimemap.pipeline.atlas import Atlas
from crimemap.pipeline.inputs import Recipe, Similar
from crimemap.terms import AreaKind, Refusal

LAYERS = {
    AreaKind.NEIGHBOURHOOD: SimpleNamespace(codes=["a-1", "a-2", "a-3"]),
    AreaKind.PARTNERSHIP: SimpleNamespace(codes=["E22000001"]),
}


def read(folder: Path, text: str) -> tuple[similar.Rows, list[str]]:
    (folder / "similar.csv").write_text(text, encoding="utf-8")
    recipe = Recipe.model_construct(
        file=folder / "sources.toml", similar=Similar(file="similar.csv", area="area", like="like")
    )
    notes: list[str] = []
    rows = similar.read(recipe, cast("Atlas", SimpleNamespace(layers=LAYERS)), notes)
    return rows, notes


def test_groups_are_kept_in_the_order_of_the_file_and_from_one_side_only(tmp_path: Path):
    rows, notes = read(tmp_path, "area,like\na-1,a-3\na-2,a-1\na-1,a-2\n")
    assert rows == [("a-1", 0, "a-3"), ("a-1", 1, "a-2"), ("a-2", 0, "a-1")]
    assert notes == []


def test_unknown_codes_are_noted_once_and_left_out(tmp_path: Path):
    rows, notes = read(tmp_path, "area,like\na-1,b-9\nb-9,a-1\na-1,a-2\n")
    assert rows == [("a-1", 0, "a-2")]
    assert notes == ["similar: left out, since they are not areas of this release (1): b-9."]


def test_an_area_is_not_like_itself_nor_like_one_of_another_kind(tmp_path: Path):
    rows, notes = read(tmp_path, "area,like\na-1,a-1\na-1,E22000001\n")
    assert rows == []
    assert notes == ["similar: left out, since they are pairs of two kinds of area: 1."]


def test_a_column_that_is_not_there_stops_the_build(tmp_path: Path):
    with pytest.raises(Refusal, match="no column 'like'"):
        read(tmp_path, "area,similar\na-1,a-2\n")


def test_without_the_table_there_are_no_groups():
    recipe = Recipe.model_construct(file=Path("sources.toml"), similar=None)
    assert similar.read(recipe, cast("Atlas", SimpleNamespace(layers=LAYERS)), []) == []


def test_the_demonstration_county_has_groups_of_its_own_neighbourhoods():
    from crimemap.demo import alike, plan

    codes = {f"{town.force}-{town.id.lower()}" for town in plan.TOWNS}
    rows = alike.rows()
    assert {code for pair in rows for code in pair} <= codes
    assert len(set(rows)) == len(rows)
    assert any((other, area) not in rows for area, other in rows)
