"""The map of projects: each has its number where it is, or beside it, and nothing that is written runs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from crimemap import maps
from crimemap.maps.projects import Spot, projects_svg, spot_mark
from crimemap.release import Area, Release
from tests.small_places import PARTNERSHIP
from tests.small_release import build_small

TOLD = ("Projects in Tamber Vale", "Each number stands for a project of the list.")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder: Path = tmp_path_factory.mktemp("releases")
    return Release(build_small(folder))


@pytest.fixture
def area(release: Release) -> Area:
    found = release.area(PARTNERSHIP)
    assert found is not None
    return found


def drawn(release, area, spots, size="wide", **more):
    return projects_svg(release, area, spots, size, told=TOLD, prefix="p", **more)


def squares(svg: str) -> list[tuple[float, float]]:
    """Where the squares stand: white-edged ones are the filled."""
    found = re.findall(r'<rect x="([\d.-]+)" y="([\d.-]+)" width="(?:24|23)"', svg)
    return [(float(x), float(y)) for x, y in found]


def test_each_project_has_its_number(release, area):
    svg = drawn(release, area, [Spot(str(n), *area.centre) for n in range(1, 8)])
    assert {f">{n}</text>" in svg for n in range(1, 8)} == {True}


def test_projects_at_one_place_stand_apart_and_a_line_leads_to_it(release, area):
    found = squares(drawn(release, area, [Spot(str(n), *area.centre) for n in range(1, 12)]))
    assert len(found) == 11
    for place, (x, y) in enumerate(found):
        for other_x, other_y in found[:place]:
            assert abs(x - other_x) >= 24 or abs(y - other_y) >= 24
    svg = drawn(release, area, [Spot("1", *area.centre), Spot("2", *area.centre)])
    assert svg.count('stroke-width="1.5" fill="none"') >= 1


def test_a_place_outside_the_sheet_is_left_out(release, area):
    assert squares(drawn(release, area, [Spot("1", 0.0, 51.0)])) == []


def test_what_is_running_or_to_come_is_not_filled(release, area):
    looks = [drawn(release, area, [Spot("1", *area.centre, look)]) for look in ("solid", "open", "dashed")]
    assert len(set(looks)) == 3
    assert ["stroke-dasharray" in spot_mark(look) for look in ("solid", "open", "dashed")] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_drawing_is_whole_and_the_same_each_time(release, area, size):
    spots = [Spot("<1>", *area.centre)]
    svg = drawn(release, area, spots, size, invented=True)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert "Invented / Dychmygol" in svg
    assert "&lt;1&gt;" in svg
    assert " style=" not in svg
    assert svg == drawn(release, area, spots, size, invented=True)


def test_a_phones_map_stands_on_the_wide_ones_ground_in_the_same_page(release, area):
    pair = [drawn(release, area, [], "wide"), drawn(release, area, [], "phone", beside="p")]
    assert maps.projects_svg is projects_svg
    assert all("\x1e" not in svg and "\x1f" not in svg for svg in pair)
