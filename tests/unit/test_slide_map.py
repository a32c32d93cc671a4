"""The map of a slide: letters for the back row, what is told of each circle, nothing small but scale and licence."""

from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET

from crimemap import maps
from crimemap.figure import Status
from crimemap.maps.slide import LETTER
from crimemap.measures.crime import Change
from crimemap.release import Release
from tests.unit.map_sheets import SVG, larkwith

SMALL_PRINT = {"cm-slidemap__scale", "cm-slidemap__line"}


def parsed(release: Release, sheet: maps.MapSheet, prefix: str = "map") -> ET.Element:
    return ET.fromstring(maps.slide_map(release, sheet, prefix=prefix).svg)


def stops(svg: ET.Element) -> list[ET.Element]:
    return sorted(svg.iter(f"{SVG}g"), key=lambda each: int(each.get("data-stop", -1)))[-_many(svg) :]


def _many(svg: ET.Element) -> int:
    return sum(each.get("data-stop") is not None for each in svg.iter(f"{SVG}g"))


def missing(sheet: maps.MapSheet) -> maps.MapSheet:
    part = sheet.parts[0]
    figure = dataclasses.replace(part.figure, value=None, status=Status.MISSING, interval=None)
    without = dataclasses.replace(part, change=Change(figure, part.change.before))
    return dataclasses.replace(sheet, parts=(without, *sheet.parts[1:]))


def test_every_part_has_its_letter_its_name_and_its_figure_in_words(small):
    sheet = larkwith(small)
    drawn = maps.slide_map(small, sheet)
    assert [stop.letter for stop in drawn.stops] == [part.letter for part in sheet.parts]
    assert all(
        str(part.figure.value) in stop.told for part, stop in zip(sheet.parts, drawn.stops, strict=True)
    )
    for stop, group in zip(drawn.stops, stops(parsed(small, sheet)), strict=True):
        assert (group.get("data-letter"), group.get("data-name"), group.get("data-tells")) == (
            stop.letter,
            stop.name,
            stop.told,
        )
        assert "".join(group.itertext()) == stop.letter


def test_nothing_on_it_is_smaller_than_a_hall_can_read_but_the_scale_and_the_licence(small):
    svg = parsed(small, larkwith(small))
    small_print = {
        text for group in svg.iter(f"{SVG}g") if group.get("class") in SMALL_PRINT for text in group
    }
    small_print |= {
        text
        for group in svg.iter(f"{SVG}g")
        if group.get("class") in SMALL_PRINT
        for text in group.iter(f"{SVG}text")
    }
    written = [text for text in svg.iter(f"{SVG}text") if text not in small_print]
    assert written
    assert LETTER >= 28
    assert {text.get("font-size") for text in written} == {str(LETTER)}


def test_a_part_without_figures_is_hatched_and_its_sentence_says_that_none_were_supplied(small):
    sheet = missing(larkwith(small))
    first = stops(parsed(small, sheet))[0]
    assert [each.get("fill") for each in first.iter(f"{SVG}rect")] == ["url(#map-hatch)"]
    assert not list(first.iter(f"{SVG}circle"))
    assert "supplied no figures" in str(first.get("data-tells"))
    assert "0" not in "".join(first.itertext())


def test_the_area_of_a_circle_is_in_proportion_to_its_count(small):
    sheet = larkwith(small)
    squares = {
        float(next(group.iter(f"{SVG}circle")).get("r")) ** 2 / part.figure.value
        for part, group in zip(sheet.parts, stops(parsed(small, sheet)), strict=True)
    }
    assert max(squares) / min(squares) < 1.03


def test_two_of_them_in_one_page_share_no_id_and_the_same_sheet_gives_the_same_bytes(small):
    sheet = larkwith(small)
    one, other = (
        maps.slide_map(small, sheet, prefix="one").svg,
        maps.slide_map(small, sheet, prefix="two").svg,
    )
    ids = set(re.findall(r' id="([^"]+)"', one))
    assert ids
    assert ids.isdisjoint(re.findall(r' id="([^"]+)"', other))
    assert one == maps.slide_map(small, sheet, prefix="one").svg


def test_names_are_text_whatever_they_hold(small):
    sheet = larkwith(small)
    area = dataclasses.replace(sheet.parts[0].area, name='"><script>alert(1)</script>')
    odd = dataclasses.replace(sheet, parts=(dataclasses.replace(sheet.parts[0], area=area), *sheet.parts[1:]))
    drawn = maps.slide_map(small, odd).svg
    assert "<script" not in drawn
    assert stops(ET.fromstring(drawn))[0].get("data-name") == area.name


def test_it_carries_no_style_and_no_script(small):
    drawn = maps.slide_map(small, larkwith(small)).svg
    assert not re.search(r"<script|<style| style=| on\w+=|https?://(?!www\.w3\.org)", drawn)
