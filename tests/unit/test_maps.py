"""The map's document, script and data: one sheet behind all, nothing inline, names only ever as text."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re

import folium
import pytest
import shapely
from folium.plugins import Fullscreen

from crimemap import language, maps
from crimemap.figure import Figure, Status
from crimemap.maps.ground import plain_name
from crimemap.maps.leaflet import links
from crimemap.measures.crime import Change, latest_period
from crimemap.release import Release
from crimemap.terms import AreaKind, CrimeType, Month, Period
from tests.small_release import build_small
from tests.unit.map_sheets import ASSETS, PAYLOADS, SVG, data, document, drawn, larkwith, of_kind, parsed


def with_statuses(sheet: maps.MapSheet, *statuses: Status) -> maps.MapSheet:
    """The sheet with its first parts' figures replaced by ones without a value."""
    parts = list(sheet.parts)
    for index, status in enumerate(statuses):
        figure = dataclasses.replace(parts[index].figure, value=None, status=status, interval=None)
        parts[index] = dataclasses.replace(parts[index], change=Change(figure, parts[index].change.before))
    return dataclasses.replace(sheet, parts=tuple(parts))


def test_the_map_says_the_same_numbers_as_the_measures(small):
    sheet = larkwith(small)
    parts = of_kind(data(small, sheet), "part")
    assert [each["properties"]["v"] for each in parts] == [part.figure.value for part in sheet.parts]
    texts = "".join(text for text in drawn(small, sheet).itertext())
    assert all(language.number(part.figure.value) in texts for part in sheet.parts)


def test_the_area_of_a_circle_is_in_proportion_to_its_count(small):
    sheet = larkwith(small)
    for part, feature in zip(sheet.parts, of_kind(data(small, sheet), "part"), strict=True):
        assert feature["properties"]["r"] ** 2 == pytest.approx(
            sheet.scale.k**2 * part.figure.value, rel=0.02
        )


def test_a_part_without_figures_is_hatched_and_never_a_circle_or_a_zero(small):
    sheet = with_statuses(larkwith(small), Status.MISSING, Status.SUPPRESSED, Status.NOT_APPLICABLE)
    marks = drawn(small, sheet).find(f".//{SVG}g[@class='cm-sheet__marks']")
    assert marks is not None
    hatched = [each for each in marks.iter(f"{SVG}rect") if each.get("fill") == "url(#map-hatch)"]
    words = {"".join(each.itertext()) for each in marks.iter(f"{SVG}text")}
    assert len(hatched) == 1
    assert {"<5", "n/a"} <= words
    assert "0" not in words
    assert [each["properties"]["v"] for each in of_kind(data(small, sheet), "part")] == [None, None, None]


def test_none_recorded_is_a_ring_with_a_nought(small):
    sheet = larkwith(small)
    none = dataclasses.replace(sheet.parts[0].figure, value=0)
    part = dataclasses.replace(sheet.parts[0], change=Change(none, none))
    sheet = dataclasses.replace(sheet, parts=(part,))
    [feature] = of_kind(data(small, sheet), "part")
    assert (feature["properties"]["s"], feature["properties"]["t"]) == ("none", "0")
    rings = list(drawn(small, sheet).iter(f"{SVG}circle"))
    assert [ring.get("fill") for ring in rings] == ["#fff"]


def test_a_month_without_figures_has_no_points_and_says_so(small):
    sheet = larkwith(small, period=Period.of(Month(2024, 9)))
    found = data(small, sheet)
    assert of_kind(found, "point") == []
    assert {each["properties"]["s"] for each in of_kind(found, "part")} == {"missing"}
    page = document(small, sheet)
    assert "not supplied</strong>" in page
    assert "September 2024 (not supplied)" in page


def test_the_legend_holds_all_four_marks_whatever_the_map_holds(small):
    labels = [item.label for item in maps.marks(larkwith(small))]
    assert labels == ["none recorded", "fewer than 5", "not supplied", "not applicable"]


def test_map_points_are_told_as_one_of_many_and_never_titled(small):
    points = of_kind(data(small, larkwith(small)), "point")
    counted = [each["properties"] for each in points if each["properties"]["v"]]
    assert counted
    for properties in counted:
        assert re.fullmatch(r"[\d,]+ recorded .*, one of \d+ map points\.", properties["t"])


def test_map_points_of_an_incomplete_month_say_at_least_and_none_of_them_has_a_nought(small):
    points = of_kind(data(small, larkwith(small, period=Period.of(Month.parse("2024-08")))), "point")
    assert points
    assert all(each["properties"]["v"] != 0 for each in points)
    told = [each["properties"]["t"] for each in points if each["properties"]["v"]]
    assert told
    assert all(re.fullmatch(r"At least \d+ recorded .*, one of \d+ map points\.", text) for text in told)


def test_coordinates_have_five_decimals(small):
    text = maps.map_data(small, larkwith(small), lambda area: area.code).decode()
    assert re.search(r"-?\d+\.\d{6}", text) is None


@pytest.mark.parametrize("kind", list(AreaKind))
def test_every_kind_of_area_has_a_document_a_script_data_and_pictures(small, kind):
    for area in small.areas(kind):
        sheet = maps.sheet_of(small, area, CrimeType.BURGLARY, latest_period(small))
        assert document(small, sheet)
        assert maps.map_script(area)
        assert data(small, sheet)["features"]
        for size in ("wide", "phone", "small", "screen", "pocket"):
            assert drawn(small, sheet, size).tag == f"{SVG}svg"


def test_a_release_with_nothing_but_boundaries_still_has_a_map(tmp_path):
    bare = Release(build_small(tmp_path, background=False, facts=False))
    sheet = larkwith(bare)
    found = data(bare, sheet)
    assert of_kind(found, "area")
    assert of_kind(found, "spot")
    texts = {"".join(each.itertext()) for each in drawn(bare, sheet).iter(f"{SVG}text")}
    assert "Osterby" in texts


def test_two_renders_are_the_same_bytes(small, tmp_path):
    again = Release(build_small(tmp_path, facts=False))
    digests = set()
    for release in (small, again):
        sheet = larkwith(release)
        made = (
            document(release, sheet)
            + maps.map_script(sheet.area)
            + json.dumps(data(release, sheet))
            + maps.static_svg(release, sheet)
        )
        digests.add(hashlib.sha256(made.encode()).hexdigest())
    assert len(digests) == 1


def test_the_script_is_the_same_for_every_month_and_holds_no_name(small):
    area = larkwith(small).area
    script = maps.map_script(area)
    assert script == maps.map_script(area)
    assert "Larkwith" not in script
    assert "maxZoom" in script
    assert script.count("L.map(") == 1


def test_no_byte_of_the_document_asks_another_host(small):
    page = document(small, larkwith(small))
    assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", page) == []
    assert "http" not in maps.map_script(larkwith(small).area)


def test_nothing_in_the_document_is_inline(small):
    page = document(small, larkwith(small))
    assert re.search(r"<script(?![^>]* src=)", page) is None
    assert "<style" not in page
    assert re.search(r"\sstyle=", page) is None
    assert re.search(r"\son\w+=", page) is None


def test_the_document_has_language_title_and_a_viewport_that_can_be_zoomed(small):
    page = document(small, larkwith(small))
    assert '<html lang="en"' in page
    assert "<title>Crimes in Larkwith" in page
    assert "user-scalable" not in page
    assert "maximum-scale" not in page


def test_the_document_names_its_ground_and_its_figures(small):
    page = document(small, larkwith(small))
    assert page.count('data-ground="/areas/x/map-ground.geojson"') == 1
    assert page.count('data-source="/areas/x/map.geojson?ground=no"') == 1


def test_ground_and_figures_are_the_whole_map_in_two_pieces(small):
    sheet = larkwith(small)
    ground = json.loads(maps.map_ground(small, sheet))
    figures = json.loads(maps.map_data(small, sheet, lambda area: f"/areas/{area.code}", ground=False))
    whole = data(small, sheet)
    assert [*ground["features"], *figures["features"]] == whole["features"]
    assert ground["sea"] == whole["sea"]


def test_the_ground_is_the_same_for_every_month_and_type(small):
    other = larkwith(small, period=Period.of(Month(2026, 3)), what=CrimeType.BURGLARY)
    assert maps.map_ground(small, larkwith(small)) == maps.map_ground(small, other)


def test_every_counted_map_point_names_the_part_that_it_lies_in(small):
    sheet = larkwith(small)
    for point in of_kind(data(small, sheet), "point"):
        if point["properties"]["v"] and point["properties"]["p"] >= 0:
            shape = small.shape(sheet.parts[point["properties"]["p"]].area.code)
            assert shape.covers(shapely.Point(point["geometry"]["coordinates"]))


def test_a_link_that_is_not_ours_is_found_at_once(small):
    made = maps.Map(larkwith(small).area)
    made.add_child(Fullscreen())
    with pytest.raises(KeyError):
        links(made.rendered(), ASSETS.__getitem__)


def test_our_map_leaves_foliums_own_lists_alone(small):
    before = list(folium.Map.default_js)
    maps.map_script(larkwith(small).area)
    assert folium.Map.default_js == before
    assert maps.Map.default_js == [(name, name) for name in ("leaflet.js", "fullscreen.js", "map.js")]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_from_the_data_is_only_ever_text(small, payload):
    sheet = larkwith(small)
    area = dataclasses.replace(sheet.area, name=payload)
    parts = tuple(
        dataclasses.replace(part, area=dataclasses.replace(part.area, name=payload)) for part in sheet.parts
    )
    sheet = dataclasses.replace(sheet, area=area, parts=parts)
    page = document(small, sheet)
    assert re.search(r"<(?:img|script)(?![^>]* src=\"/)", page) is None
    assert re.search(r"<[a-z]+[^>]*\son\w+=", re.sub(r"<title>.*?</title>|\"[^\"]*\"", "", page)) is None
    assert payload not in maps.map_script(area)
    root = parsed(maps.static_svg(small, sheet, standalone=True))
    assert payload in root.findtext(f"{SVG}title", "")
    assert {each["properties"]["n"] for each in of_kind(data(small, sheet), "part")} == {payload}


def test_letters_skip_those_that_read_as_numbers():
    assert maps.letters(10) == tuple("ABCDEFGHJK")
    assert len(set(maps.letters(700))) == 700


def test_the_publishers_prefix_and_capital_are_taken_off_a_points_name():
    assert plain_name("On or near Parker'S Terrace") == "Parker's Terrace"


def test_a_partial_figure_is_drawn_dashed_and_explained(small):
    sheet = larkwith(small)
    partial = dataclasses.replace(sheet.parts[0].figure, status=Status.PARTIAL, interval=None)
    part = dataclasses.replace(sheet.parts[0], change=Change(partial, sheet.parts[0].change.before))
    sheet = dataclasses.replace(sheet, parts=(part, *sheet.parts[1:]))
    assert maps.marks(sheet)[0].label == "incomplete figures"
    assert "incomplete" in " ".join(of_kind(data(small, sheet), "part")[0]["properties"]["d"])


def test_a_figure_of_reports_is_not_called_recorded(small):
    sheet = larkwith(small, what=CrimeType.ANTI_SOCIAL_BEHAVIOUR)
    said = of_kind(data(small, sheet), "part")[0]["properties"]["d"][0]
    assert "reported" in said
    assert isinstance(sheet.whole.now, Figure)
