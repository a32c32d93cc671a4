"""What a map stands on: one ground for a page's pictures, in the detail that a map of its width can show."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import numpy as np
import pytest
import shapely

from crimemap import maps
from crimemap.measures.crime import latest_period
from crimemap.pipeline.background import Background, Feature, write
from crimemap.release import Release, layout
from tests.small_release import NEIGHBOURHOODS, build_small

RAGGED = shapely.segmentize(shapely.box(-4.0, 53.0, -3.9, 53.1), 0.0004)
SPECK = shapely.box(-3.9, 53.0, -3.8995, 53.0005)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Boundaries alone: nothing was supplied to draw under the figures."""
    return Release(build_small(tmp_path_factory.mktemp("bare"), facts=False, background=False))


@pytest.fixture(scope="module")
def supplied(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release(build_small(tmp_path_factory.mktemp("supplied"), facts=False))


def pictures(release: Release) -> tuple[str, str, str]:
    """The wide one, the phone's beside it, and the phone's alone."""
    area = release.area(NEIGHBOURHOODS[0])
    assert area is not None
    sheet = maps.sheet_of(release, area, "all-crime", latest_period(release))
    beside = maps.static_svg(release, sheet, "phone", prefix="phone", beside="wide")
    return (
        maps.static_svg(release, sheet, "wide", prefix="wide"),
        beside,
        maps.static_svg(release, sheet, "phone", prefix="phone"),
    )


def test_a_phones_picture_stands_on_the_ground_of_the_wide_one(bare: Release) -> None:
    wide, beside, alone = pictures(bare)
    assert wide.count('id="wide-under"') == 1
    assert beside.count('href="#wide-under"') == 1
    assert "wide-under" not in alone
    assert len(beside) < len(alone)


def test_where_layers_were_supplied_every_picture_draws_its_own(supplied: Release) -> None:
    wide, beside, alone = pictures(supplied)
    assert "-under" not in wide + beside
    assert beside == alone


def test_what_is_borrowed_lies_where_the_area_lies(bare: Release) -> None:
    wide, beside, alone = pictures(bare)
    share, _, _, same, across, down = map(float, re.search(r"matrix\(([^)]+)\)", beside)[1].split())
    assert share == same

    def specks(svg: str) -> np.ndarray:
        found = re.findall(r'd="((?:M-?\d+ ?-?\d+h0)+)"', svg)
        return np.array([re.findall(r"-?\d+", run)[:2] for run in found[0].split("h0")[:-1]], float)

    moved = specks(wide) * share + (across, down)
    on_the_sheet = [place for place in specks(alone) if 0 < place[0] < 3900]
    assert len(on_the_sheet) > 10
    for place in on_the_sheet:
        assert np.hypot(*(moved - place).T).min() < 1.5  # tenths of a pixel


def test_a_coarser_background_has_fewer_points_and_no_specks(tmp_path: Path) -> None:
    write(tmp_path, Background({"built": [Feature("built", "", "", shape) for shape in (RAGGED, SPECK)]}), {})
    found = []
    for level in range(len(layout.LEVELS)):
        with sqlite3.connect(tmp_path / layout.background_file(level)) as connection:
            rows = connection.execute("SELECT shape FROM features ORDER BY id").fetchall()
        found.append(shapely.from_wkb(np.array([row[0] for row in rows], object)))
    assert [len(shapes) for shapes in found] == [2, 1, 1]
    assert shapely.get_num_coordinates(found[0][0]) > 10 * shapely.get_num_coordinates(found[1][0])
    assert shapely.hausdorff_distance(found[1][0], RAGGED) * 111_000 < layout.LEVELS[1][0] * 2


def test_the_same_background_is_the_same_bytes_at_every_level(tmp_path: Path) -> None:
    for turn in ("one", "two"):
        (tmp_path / turn).mkdir()
        write(tmp_path / turn, Background({"wood": [Feature("wood", "", "", RAGGED)]}), {})
    for level in range(len(layout.LEVELS)):
        name = layout.background_file(level)
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_release_with_one_level_of_detail_shows_that(supplied: Release) -> None:
    box = (-4.2, 53.4, -3.8, 53.8)
    finest = supplied.background(box)
    assert finest
    assert supplied.background(box, level=2) == finest
