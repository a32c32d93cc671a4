"""The map of rates: shading refuses counts and circles refuse rates; gaps are never a class; classes tell by number."""

from __future__ import annotations

import dataclasses
import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
import shapely

from crimemap import language, maps
from crimemap.figure import Status
from crimemap.maps import rate_legend
from crimemap.maps.extent import extent_of
from crimemap.maps.rate_svg import left_out, type_size
from crimemap.maps.rate_texts import too_small
from crimemap.maps.rates import RAMP, WHITE_INK_FROM, RatePart, rate_sheet
from crimemap.measures import crime
from crimemap.measures.crime.rates import RateRow, Why, class_of, rate_table
from crimemap.release import Release
from crimemap.terms import AreaKind, CrimeType, Month
from crimemap.words.maps import rate_map_summary
from tests.small_release import PARTNERSHIP, build_small
from tests.unit.map_sheets import ASSETS, LINKS, PAYLOADS, SVG, parsed

INK, WHITE = "#1B2426", "#FFFFFF"
SIZES = ("wide", "phone", "small", "screen", "pocket")


def vale(release: Release, what: crime.What = crime.ALL, last: Month | None = None) -> maps.RateSheet:
    return maps.rate_sheet_of(release, release.area(PARTNERSHIP), what, last, invented=True)


def changed(sheet: maps.RateSheet, *rows: RateRow, breaks: tuple[float, ...] | None = None) -> maps.RateSheet:
    """The sheet with its first rows replaced."""
    table = sheet.table
    kept = (*rows, *table.rows[len(rows) :])
    return rate_sheet(
        dataclasses.replace(table, rows=kept, breaks=table.breaks if breaks is None else breaks),
        invented=True,
    )


def without(row: RateRow, status: Status, why: Why | None = None) -> RateRow:
    figure = dataclasses.replace(row.rate, value=None, status=status, interval=None)
    return dataclasses.replace(row, rate=figure, klass=None, base=dataclasses.replace(row.base, why=why))


def valued(row: RateRow, value: float, breaks: tuple[float, ...]) -> RateRow:
    figure = dataclasses.replace(row.rate, value=value)
    return dataclasses.replace(row, rate=figure, klass=class_of(value, breaks))


def drawn(release: Release, sheet: maps.RateSheet, size: str = "wide") -> ET.Element:
    return parsed(maps.static_svg(release, sheet, size, standalone=True))


def shades(root: ET.Element) -> list[str]:
    layer = root.find(f".//{SVG}g[@class='cm-sheet__shades']")
    assert layer is not None
    return [str(path.get("fill")) for path in layer]


def written(root: ET.Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def data(release: Release, sheet: maps.RateSheet, *, ground: bool = True) -> dict:
    return json.loads(maps.map_data(release, sheet, lambda area: f"/areas/{area.code}", ground=ground))


def rates_in(collection: dict) -> list[dict]:
    return [each for each in collection["features"] if each["properties"]["k"] == "rate"]


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_shading_refuses_counts(small):
    row = rate_table(small, small.area(PARTNERSHIP), crime.ALL).rows[0]
    count = dataclasses.replace(row, rate=row.count)
    with pytest.raises(ValueError, match="is a count, and counts are drawn as circles"):
        maps.Shading([RatePart(count)])


def test_shading_refuses_a_rate_that_does_not_say_what_it_is_per(small):
    row = rate_table(small, small.area(PARTNERSHIP), crime.ALL).rows[0]
    bare = dataclasses.replace(row, rate=dataclasses.replace(row.rate, denominator=None))
    with pytest.raises(ValueError, match="denominator"):
        maps.Shading([RatePart(bare)])


def test_circles_refuse_rates(small):
    sheet = maps.sheet_of(small, small.area(PARTNERSHIP), crime.ALL, crime.latest_period(small))
    rate = rate_table(small, small.area(PARTNERSHIP), crime.ALL).rows[0].rate
    wrong = dataclasses.replace(sheet.parts[0], change=crime.Change(rate, rate))
    with pytest.raises(ValueError, match="is a rate, and rates are shaded"):
        dataclasses.replace(sheet, parts=(wrong, *sheet.parts[1:]))


@pytest.mark.parametrize("shade", RAMP)
def test_one_of_the_two_lines_round_every_area_is_3_to_1_against_every_class(shade):
    assert max(contrast(shade, INK), contrast(shade, WHITE)) >= 3
    assert contrast(INK, WHITE) >= 3


def test_the_number_in_every_class_can_be_read():
    for klass, shade in enumerate(RAMP, 1):
        ink = WHITE if klass >= WHITE_INK_FROM else INK
        assert contrast(shade, ink) >= 4.5


def test_classes_darken_in_grey_and_for_every_kind_of_sight():
    grey = [luminance(shade) for shade in RAMP]
    assert grey == sorted(grey, reverse=True)
    for matrix in _SIGHTS.values():
        seen = [_seen(shade, matrix) for shade in RAMP]
        assert all(lighter > darker + 0.02 for lighter, darker in pairwise(seen))


_SIGHTS = {
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""Machado, Oliveira and Fernandes 2009, severity 1."""


def _seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (sum(k * part for k, part in zip(row, linear, strict=True)) for row in matrix)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_class_number_on_the_picture_is_the_class_of_its_rate(small):
    sheet = vale(small)
    told = [text for text in written(drawn(small, sheet)) if re.fullmatch(r"[1-5]", text)]
    assert sorted(told) == sorted(str(class_of(part.figure.value, sheet.breaks)) for part in sheet.parts)


def test_what_has_no_rate_is_hatched_or_white_and_has_no_class(small):
    rows = vale(small).table.rows
    sheet = changed(
        vale(small),
        without(rows[0], Status.MISSING),
        without(rows[1], Status.NOT_APPLICABLE, Why.VISITORS),
        without(rows[2], Status.SUPPRESSED),
    )
    root = drawn(small, sheet)
    assert {"url(#map-hatch)", "#fff"} <= set(shades(root))
    assert {"n/a", "<5"} <= set(written(root))
    told = rates_in(data(small, sheet))
    assert [each["properties"]["class"] for each in told[:3]] == [None, None, None]
    assert [each["properties"]["rate"] for each in told[:3]] == [None, None, None]
    assert [each["properties"]["shade"] for each in told[:3]] == ["missing", "na", "few"]


@pytest.mark.parametrize("size", SIZES)
def test_a_map_without_one_rate_is_drawn_in_every_size(small, size):
    rows = [without(row, Status.MISSING) for row in vale(small).table.rows]
    root = drawn(small, changed(vale(small), *rows), size)
    assert shades(root) == ["url(#map-hatch)"]
    assert not [text for text in written(root) if re.fullmatch(r"[0-9.]+", text)]


def test_constant_rates_are_one_class_and_drawn(small):
    rows = [valued(row, 50.0, ()) for row in vale(small).table.rows]
    sheet = changed(vale(small), *rows, breaks=())
    assert shades(drawn(small, sheet)) == [RAMP[0]]
    assert [item.label for item in rate_legend.classes(sheet)] == ["every rate"]


def test_rates_beyond_every_break_are_in_the_classes_at_the_ends(small):
    sheet = vale(small)
    rows = sheet.table.rows
    ends = changed(sheet, valued(rows[0], 1e9, sheet.breaks), valued(rows[1], 0.0, sheet.breaks))
    assert (ends.parts[0].klass, ends.parts[1].klass) == (len(sheet.breaks) + 1, 1)
    assert drawn(small, ends) is not None


def test_breaks_and_legend_are_the_same_in_every_month(small):
    months = maps.months(small, rate=True)
    assert len({vale(small, last=month).breaks for month in months}) == 1
    legends = {tuple(rate_legend.classes(vale(small, last=month))) for month in months}
    assert len(legends) == 1
    assert len(next(iter(legends))) <= 5


def test_the_figures_are_those_of_the_table(small):
    for what in (crime.ALL, CrimeType.BURGLARY, CrimeType.ANTI_SOCIAL_BEHAVIOUR):
        table = rate_table(small, small.area(PARTNERSHIP), what)
        for row, each in zip(table.rows, rates_in(data(small, vale(small, what))), strict=True):
            told = each["properties"]
            assert told["code"] == row.area.code
            assert told["status"] == row.rate.status
            assert told["rate"] == (
                None if row.rate.value is None else pytest.approx(row.rate.value, abs=0.0005)
            )
            assert told["count"] == row.count.value
            if row.rate.interval:
                assert told["lower"] == pytest.approx(row.rate.interval.lower, abs=0.0005)
                assert told["upper"] == pytest.approx(row.rate.interval.upper, abs=0.0005)


def test_figures_without_their_ground_say_the_same_and_leave_the_shapes_out(small):
    sheet = vale(small)
    whole, figures = data(small, sheet), data(small, sheet, ground=False)
    assert [each["properties"] for each in rates_in(whole)] == [
        each["properties"] for each in figures["features"]
    ]
    assert {each["geometry"] for each in figures["features"]} == {None}
    ground = json.loads(maps.map_ground(small, sheet))
    codes = [each["properties"]["code"] for each in ground["features"] if each["properties"]["k"] == "shape"]
    assert codes == [each["properties"]["code"] for each in figures["features"]]
    assert not {each["properties"]["k"] for each in ground["features"]} & {
        "road",
        "park",
        "wood",
        "built",
        "rail",
    }


def test_the_ground_is_the_same_for_every_month_and_type(small):
    other = vale(small, CrimeType.BURGLARY, Month(2026, 3))
    assert maps.map_ground(small, vale(small)) == maps.map_ground(small, other)


def test_no_road_and_no_park_lies_under_the_shading(small):
    text = maps.static_svg(small, vale(small))
    assert not re.findall(r"#F3D58E|#FBF0CC|#DCE7CB|#CBDBB8|#F0EADC", text)


@pytest.mark.parametrize("kind", list(AreaKind))
def test_every_kind_of_area_has_a_document_data_and_pictures(small, kind):
    for area in small.areas(kind):
        sheet = maps.rate_sheet_of(small, area, CrimeType.BURGLARY)
        assert maps.map_document(small, sheet, LINKS, ASSETS.__getitem__)
        assert data(small, sheet)["features"]
        for size in SIZES:
            assert drawn(small, sheet, size).tag == f"{SVG}svg"


def test_a_release_with_nothing_but_boundaries_still_has_a_map_of_rates(tmp_path):
    bare = Release(build_small(tmp_path, background=False, facts=False))
    assert shades(drawn(bare, vale(bare)))


def test_a_number_that_does_not_fit_is_left_out_and_that_is_said(small):
    assert type_size("5", 4.0) is None
    assert type_size("5", 40.0) == 14.0
    assert type_size("n/a", 8.0) is None
    sheet = vale(small)
    assert left_out(sheet, len(sheet.parts) - 2) == 2
    assert too_small(2) == "2 areas are too small here for their number: the table has it."
    assert too_small(0) == ""
    assert too_small(1) not in maps.static_svg(small, sheet)


def test_the_document_says_the_map_in_words_and_offers_plain_links(small):
    page = maps.map_document(small, vale(small), LINKS, ASSETS.__getitem__)
    assert str(rate_map_summary(vale(small).table, whole=False)).split(".")[0] in page
    assert 'href="?type=burglary&amp;show=rate"' in page
    assert 'href="?month=2026-08&amp;show=rate"' in page
    assert "Breaks are the same every month." in page
    assert re.search(r'value="rate"\s+checked', page)
    assert 'role="status"' in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_from_the_data_is_only_ever_text(small, payload):
    table = vale(small).table
    named = [dataclasses.replace(row, area=dataclasses.replace(row.area, name=payload)) for row in table.rows]
    whole = dataclasses.replace(table.whole, area=dataclasses.replace(table.whole.area, name=payload))
    area = dataclasses.replace(table.area, name=payload)
    sheet = rate_sheet(dataclasses.replace(table, area=area, rows=tuple(named), whole=whole), invented=True)
    page = maps.map_document(small, sheet, LINKS, ASSETS.__getitem__)
    assert re.search(r"<(?:img|script)(?![^>]* src=\"/)", page) is None
    assert payload in drawn(small, sheet).findtext(f"{SVG}title", "")
    assert {each["properties"]["name"] for each in rates_in(data(small, sheet))} == {payload}


def test_two_renders_are_the_same_bytes(small):
    for size in SIZES:
        assert maps.static_svg(small, vale(small), size) == maps.static_svg(small, vale(small), size)
    assert data(small, vale(small)) == data(small, vale(small))


def test_every_reference_of_a_picture_is_answered_in_it(small):
    for size in SIZES:
        text = maps.static_svg(small, vale(small), size)
        asked = set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', text))
        given = set(re.findall(r'\sid="([^"]+)"', text))
        assert {one or other for one, other in asked} <= given


def test_a_frame_is_fitted_to_where_people_are(small):
    area = small.area(PARTNERSHIP)
    assert extent_of(small, area) == pytest.approx(area.bounds)


# --- in words ------------------------------------------------------------------------------------------------


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+\.\d", text))


def test_every_number_of_the_words_is_in_the_table(small):
    for area in [each for kind in AreaKind for each in small.areas(kind)]:
        for what in (crime.ALL, CrimeType.BURGLARY, CrimeType.SHOPLIFTING, CrimeType.ANTI_SOCIAL_BEHAVIOUR):
            for month in (None, Month(2026, 3), Month(2025, 7)):
                table = rate_table(small, area, what, month)
                text = str(rate_map_summary(table))
                rows = (*table.rows, table.whole)
                shown = {language.number(row.rate.value, 1) for row in rows if row.rate.value is not None}
                bounds = {language.number(bound, 1) for bound in table.breaks}
                assert numbers(text) <= shown | bounds
                known = [row.rate.value for row in table.rows if row.rate.value is not None]
                if len(known) > 3 and min(known) < max(known):
                    assert (
                        f"range from {language.number(min(known), 1)} to {language.number(max(known), 1)}"
                        in text
                    )


def test_the_words_count_what_is_in_the_classes_at_both_ends(small):
    sheet = vale(small)
    text = str(rate_map_summary(sheet.table))
    classes = [part.klass for part in sheet.parts]
    for klass in (max(classes), min(classes)):
        named = [part.area.name for part in sheet.parts if part.klass == klass]
        [said] = re.findall(rf"Class {klass} \([^)]*\): (.*?)\.(?: |$)", text)
        many = re.match(r"(\d+) of (\d+) parts", said)
        if many:
            assert (int(many[1]), int(many[2])) == (len(named), len(sheet.parts))
        else:
            assert all(name in text for name in named)


def test_the_words_say_what_has_no_rate_and_why(small):
    rows = vale(small).table.rows
    sheet = changed(
        vale(small),
        without(rows[0], Status.MISSING),
        without(rows[1], Status.NOT_APPLICABLE, Why.VISITORS),
        without(rows[2], Status.NOT_APPLICABLE, Why.FEW),
    )
    text = str(rate_map_summary(sheet.table))
    assert "No full year of figures was supplied for 1 part." in text
    assert "1 part where few live and many visit" in text
    assert "1 part with too few residents" in text


def test_the_words_never_rank(small):
    for month in (None, Month(2026, 3)):
        text = str(rate_map_summary(vale(small, last=month).table)).lower()
        assert not re.search(r"highest|lowest|worst|best|safe|danger|rank|top|most", text)


def test_a_far_islet_without_people_does_not_stretch_the_frame(small, monkeypatch):
    area = small.area(PARTNERSHIP)
    west, south, east, north = area.bounds
    islet = shapely.box(east + 0.2, south - 0.1, east + 0.201, south - 0.099)
    shape = shapely.union(small.shape(area.code), islet)
    islander = dataclasses.replace(area, bounds=(west, south - 0.1, east + 0.201, north))
    monkeypatch.setattr(small, "shape", lambda code, detail="drawn": shape)
    assert extent_of(small, islander) == pytest.approx(area.bounds)
    lived_in = dataclasses.replace(islander, centre=(east + 0.2005, south - 0.0995))
    assert extent_of(small, lived_in) == pytest.approx(islander.bounds)
