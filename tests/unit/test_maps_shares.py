"""The map of how people feel: shares shaded in classes that no wave changes; what has no share is never a class."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from crimemap import language, maps
from crimemap.figure import Figure, Status
from crimemap.maps import Shaded
from crimemap.maps.rates import RAMP
from crimemap.maps.shares import class_of
from crimemap.release import Release
from crimemap.terms import AreaKind, Month, Period
from tests.small_release import build_small

BREAKS = (40.0, 45.0, 50.0, 55.0)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Release:
    return Release(build_small(tmp_path_factory.mktemp("shares")))


@pytest.fixture(autouse=True)
def _english():
    with language.using("en"):
        yield


def share(value: float | None) -> Figure:
    status = Status.SUPPRESSED if value is None else Status.PUBLISHED
    return Figure(value, status, Period.of(Month(2026, 6)), "% of people asked", "a survey", "r")


def drawn(release: Release, figures: list[Figure | None], size="wide", **more) -> str:
    areas = release.areas(AreaKind.NEIGHBOURHOOD)
    shaded = [Shaded(area, figure) for area, figure in zip(areas, figures, strict=True)]
    told = ("How people feel", "Three places.")
    return maps.shares_svg(
        release, shaded, BREAKS, size, told=told, sources=("A survey, OGL v3.0.",), prefix="feel", **more
    )


def fills(svg: str) -> set[str]:
    return set(re.findall(r'fill="(#[0-9A-Fa-f]{6}|#fff|url\(#feel-hatch\))"', svg))


def said(svg: str) -> list[str]:
    root = ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    return [text for node in root.iter(f"{SVG}text") if (text := "".join(node.itertext()))]


@pytest.mark.parametrize(
    ("value", "klass"),
    [(0, 1), (39.4, 1), (39.6, 2), (40, 2), (44.4, 2), (45, 3), (50, 4), (54.4, 4), (54.6, 5), (100, 5)],
)
def test_a_class_begins_with_its_lower_bound_as_the_share_is_written_in_the_map(value, klass):
    assert class_of(value, BREAKS) == klass


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_each_share_is_written_with_its_place(release, size):
    svg = drawn(release, [share(38), share(47), share(61)], size)
    assert {RAMP[0], RAMP[2], RAMP[4]} <= fills(svg)
    assert not {RAMP[1], RAMP[3]} & fills(svg)
    names = [area.name for area in release.areas(AreaKind.NEIGHBOURHOOD)]
    assert {*names, "38%", "47%", "61%"} <= set(said(svg))


def test_where_too_many_are_drawn_to_be_named_each_has_its_class_number(release, monkeypatch):
    monkeypatch.setattr("crimemap.maps.shares.MOST_NAMED", 2)
    assert {"1", "3", "5"} <= set(said(drawn(release, [share(38), share(47), share(61)])))


def test_nobody_asked_is_hatched_and_too_few_is_white_and_neither_is_a_class(release):
    svg = drawn(release, [None, share(None), None])
    assert not set(RAMP) & fills(svg)
    assert "url(#feel-hatch)" in fills(svg)
    assert "no figure" in said(svg)
    assert not {"0", "0%", "1"} & set(said(svg))


def test_a_share_of_another_survey_is_not_shaded(release):
    areas = release.areas(AreaKind.NEIGHBOURHOOD)
    shaded = [Shaded(areas[0], share(50), apart=True), Shaded(areas[1], share(50)), Shaded(areas[2], None)]
    svg = maps.shares_svg(release, shaded, BREAKS, "wide", told=("t", "d"), sources=("s",), prefix="feel")
    assert said(svg).count("50%") == 1
    assert "n/a" in said(svg)


def test_names_and_sources_are_escaped_and_the_same_bytes_come_twice(release):
    areas = release.areas(AreaKind.NEIGHBOURHOOD)
    shaded = [Shaded(area, share(50)) for area in areas]
    told = ('<script>"title"', "a & b")
    asked = {"told": told, "sources": ("<b>&",), "prefix": 'p"><script>'}
    svg = maps.shares_svg(release, shaded, BREAKS, "wide", **asked)
    assert "<script>" not in svg
    assert svg == maps.shares_svg(release, shaded, BREAKS, "wide", **asked)


def test_the_legend_has_every_class_whatever_the_map_holds_and_both_gaps():
    labels = [item.label for item in maps.share_classes(BREAKS)]
    assert labels == ["under 40%", "40% to under 45%", "45% to under 50%", "50% to under 55%", "55% or more"]
    assert len(maps.share_gaps()) == 2
    assert len(maps.share_gaps(apart=True)) == 3


def test_an_invented_place_is_stamped(release):
    assert "Invented / Dychmygol" in drawn(release, [share(50)] * 3, invented=True)
