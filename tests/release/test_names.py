"""names.sqlite and former codes in a release that is built from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap import places
from crimemap.places import Outcome
from crimemap.release import Release, layout
from crimemap.terms import AreaKind, Refusal
from tests.release.handmade import LSOAS, RECIPE, build_into, write_inputs

FORMER = """
[[lookups]]
kind = "former"
file = "former.csv"
from = "old"
to = "new"
"""


def test_every_area_of_a_release_is_found_by_its_name_and_code(grid: Release) -> None:
    for kind in AreaKind:
        for area in grid.areas(kind):
            assert area in places.find(grid, area.name).areas
            assert area in places.find(grid, area.code).areas


def test_no_middle_of_a_street_is_a_coordinate_that_the_publisher_did_not_publish(grid: Release) -> None:
    points = grid._arrays(layout.points_file("places"))[:, :2].tolist()
    known = {(lon, lat) for lon, lat in points}
    rows = grid._open(layout.NAMES).execute("SELECT lon, lat FROM names WHERE points > 0").fetchall()
    assert {(round(lon * layout.MICRO), round(lat * layout.MICRO)) for lon, lat in rows} <= known


def test_small_areas_of_the_other_vintage_lead_on_without_being_asked_for(grid: Release) -> None:
    old = [row[0] for row in grid._open(layout.PLACES).execute("SELECT DISTINCT code FROM former")]
    assert old
    for code in old:
        assert grid.area(code) is None
        assert {area.code for area in places.successors(grid, code)} <= set(LSOAS)


def test_former_codes_come_from_a_lookup_and_are_part_of_what_the_release_is(
    tmp_path: Path, grid: Release
) -> None:
    sources = write_inputs(tmp_path / "in", recipe=RECIPE + FORMER)
    (tmp_path / "in" / "former.csv").write_text(
        f"old,new\nE05000001,{LSOAS[0]}\nE05000002,E05000001\nE05000003,{LSOAS[0]}\nE05000003,{LSOAS[1]}\n"
        f"{LSOAS[2]},{LSOAS[3]}\nE05000004,E99999999\n"
    )
    built = build_into(sources, tmp_path / "shelf")
    release = Release(tmp_path / "shelf" / built.id)
    assert [area.code for area in places.successors(release, "e05000002")] == [LSOAS[0]]
    assert {area.code for area in places.find(release, "E05000003").areas} == set(LSOAS[:2])
    assert places.find(release, LSOAS[2]).areas[0].code == LSOAS[2]
    assert places.find(release, "E05000004").outcome is Outcome.NOT_HERE
    assert built.id != grid.id


def test_a_lookup_of_former_codes_without_its_column_stops_the_build(tmp_path: Path) -> None:
    sources = write_inputs(tmp_path / "in", recipe=RECIPE + FORMER)
    (tmp_path / "in" / "former.csv").write_text("old,other\nA,B\n")
    with pytest.raises(Refusal, match=r"former\.csv, line 1: there is no column 'new'"):
        build_into(sources, tmp_path / "shelf")


def test_names_that_are_as_they_were_are_a_hard_link(tmp_path: Path) -> None:
    first = build_into(write_inputs(tmp_path / "one"), tmp_path / "shelf")
    recipe = RECIPE.replace('name = "Grid"', 'name = "Grid again"')
    second = build_into(write_inputs(tmp_path / "two", recipe=recipe), tmp_path / "shelf")
    assert first.id != second.id
    one, two = (tmp_path / "shelf" / built.id / layout.NAMES for built in (first, second))
    assert one.samefile(two)
