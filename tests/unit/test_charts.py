"""Figures as SVG: well formed, nothing inline, no text that meets another, every gap named."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crimemap import charts, language
from crimemap.charts.callouts import Mark, placed
from crimemap.charts.drawing import px, text_width
from crimemap.charts.plot import gridline_steps
from crimemap.figure import Figure, Status
from crimemap.measures import crime
from crimemap.measures.definitions import Break
from crimemap.release import Area, Release
from crimemap.terms import AreaKind, CrimeType, Month, Nation, Period
from tests.small_release import NEIGHBOURHOODS

SVG = "{http://www.w3.org/2000/svg}"
LOOK = [
    *(118, 104, 97, 92, 101, 0, 112, 109, 121, 64, 124, 119),
    *(124, 109, 101, 96, 98, 105, 108, 112, 119, 117, 110, 103),
    *(113, 101, 93, 86, 88, 97, 99, 101, 108, 106, 100, 92),
]
SYSTEM = Break(
    month="2024-10",
    what="New recording system",
    forces=(),
    types=(),
    source="https://a.example/",
    reviewed=date(2026, 1, 1),
)


def series(values: list[int], gaps: dict[str, Status] | None = None, *breaks: Break) -> crime.MonthlySeries:
    area = Area(
        "x", AreaKind.WARD, 0, "Lark & <Vale>", "Lark", 0, "f", Nation.ENGLAND, None, None, None, 1, 1, 1, None, None
    )  # fmt: skip
    figures = []
    for month, value in zip(Period.ending(Month(2026, 9), len(values)).months(), values, strict=True):
        status = (gaps or {}).get(str(month), Status.PUBLISHED)
        shown = value if status.has_value else None
        figures.append(Figure(shown, status, Period.of(month), "recorded crimes", "s", "r"))
    return crime.MonthlySeries(area, crime.ALL, tuple(figures), breaks)


def change(
    now: int, before: int, now_is: Status = Status.PUBLISHED, before_is: Status = Status.PUBLISHED
) -> crime.Change:
    year = Period.ending(Month(2026, 9))
    return crime.Change(
        *(
            Figure(value if status.has_value else None, status, period, "recorded crimes", "s", "r")
            for value, status, period in ((now, now_is, year), (before, before_is, year.before()))
        )
    )


LOOKED = series(LOOK, {"2024-03": Status.MISSING, "2024-07": Status.PARTIAL}, SYSTEM)
KINDS = [
    crime.TypeChange(CrimeType.VIOLENT_CRIME, change(371, 389)),
    crime.TypeChange(CrimeType.SHOPLIFTING, change(168, 149)),
    crime.TypeChange(CrimeType.OTHER_CRIME, change(0, 5)),
]


def parsed(markup: str) -> ET.Element:
    return ET.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{markup}</svg>')


def texts(markup: str) -> list[str]:
    return ["".join(node.itertext()) for node in parsed(markup).iter(f"{SVG}text")]


def rects(markup: str, css: str) -> list[ET.Element]:
    return [node for node in parsed(markup).iter(f"{SVG}rect") if css in (node.get("class") or "").split()]


DRAWINGS = [
    charts.month_chart(LOOKED),
    charts.month_chart(LOOKED, "other", stamp=True),
    charts.month_chart(series([40321, 38765])),
    charts.type_bars(KINDS),
    charts.type_bars(KINDS, "other", stamp=True),
]


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_drawing_is_well_formed_named_and_has_nothing_inline(drawing: charts.Drawing):
    for part, width, css in (
        (drawing.wide, 800, "cm-chart__wide"),
        (drawing.phone, 354, "cm-chart__narrow"),
    ):
        svg = parsed(part)[0]
        assert svg.get("class") == css
        assert svg.get("role") == "img"
        assert svg.get("viewBox").startswith(f"0 0 {width} ")
        title, described = svg.get("aria-labelledby").split()
        assert svg.find(f"{SVG}title").get("id") == title
        assert svg.find(f"{SVG}desc").get("id") == described
        assert svg.find(f"{SVG}title").text
        assert svg.find(f"{SVG}desc").text
        assert all(node.get("style") is None and node.get("font-size") is None for node in svg.iter())
        assert not list(svg.iter(f"{SVG}style"))
        assert all(
            float(node.get("height")) >= 0 and float(node.get("width")) >= 0
            for node in svg.iter(f"{SVG}rect")
        )


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_id_is_unique_and_every_reference_meets_one(drawing: charts.Drawing):
    whole = drawing.__html__()
    ids = re.findall(r'\bid="([^"]+)"', whole)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", whole)) <= set(ids)


def test_two_charts_of_a_page_share_no_id():
    one, two = (charts.month_chart(LOOKED, name).__html__() for name in ("months", "burglary"))
    assert not set(re.findall(r'\bid="([^"]+)"', one)) & set(re.findall(r'\bid="([^"]+)"', two))


def test_the_same_figures_give_the_same_bytes():
    assert charts.month_chart(LOOKED).__html__() == charts.month_chart(LOOKED).__html__()
    assert charts.type_bars(KINDS).__html__() == charts.type_bars(list(KINDS)).__html__()


def test_a_name_from_data_is_escaped():
    assert "Lark &amp; &lt;Vale&gt;" in charts.month_chart(LOOKED).wide


def test_a_missing_month_is_hatched_to_full_height_and_named_and_never_a_bar_of_none():
    for part in (charts.month_chart(LOOKED).wide, charts.month_chart(LOOKED).phone):
        (hole,) = rects(part, "cm-bar--missing")
        tallest = max(float(bar.get("height")) for bar in rects(part, "cm-bar"))
        assert float(hole.get("height")) == tallest
        assert hole.get("fill") == "url(#months-hatch)"
        assert any("supplied" in text for text in texts(part))
    assert "Mar 2024: not supplied" in texts(charts.month_chart(LOOKED).wide)
    assert "Not supplied: March 2024. Incomplete: July 2024." in charts.month_chart(LOOKED).wide


def test_a_partial_month_is_dashed_and_named():
    wide = charts.month_chart(LOOKED).wide
    assert len(rects(wide, "cm-bar--partial")) == 1
    assert "Jul 2024: part only" in texts(wide)


def test_bars_grow_from_zero_with_their_count():
    drawn = charts.month_chart(series([50, 100, 25])).wide
    heights = [float(bar.get("height")) for bar in rects(drawn, "cm-bar")]
    assert heights == pytest.approx([90, 180, 45], abs=0.1)
    bottoms = {float(bar.get("y")) + float(bar.get("height")) for bar in rects(drawn, "cm-bar")}
    assert max(bottoms) - min(bottoms) < 0.2


def test_a_month_with_none_recorded_says_0():
    said = texts(charts.month_chart(series([0, 3, 0])).wide)
    assert said.count("0") == 3


def test_years_are_bracketed_with_their_totals_and_a_gap_has_none():
    wide, phone = charts.month_chart(LOOKED).wide, charts.month_chart(LOOKED).phone
    assert {"no total: a month missing", "1,302", "1,184"} <= set(texts(wide))
    assert {"no total", "1,302", "1,184"} <= set(texts(phone))


def test_the_year_before_has_its_own_colour():
    wide = charts.month_chart(series(LOOK)).wide
    assert len(rects(wide, "cm-bar--before")) == 24
    assert len(rects(wide, "cm-bar")) == 36


def test_only_the_last_36_months_are_drawn():
    assert len(rects(charts.month_chart(series([5] * 60)).wide, "cm-bar")) == 36


def test_a_break_is_a_dotted_upright_in_a_gap():
    wide = charts.month_chart(LOOKED).wide
    (line,) = [node for node in parsed(wide).iter(f"{SVG}line") if node.get("class") == "cm-break"]
    x = float(line.get("x1"))
    assert all(
        not float(bar.get("x")) <= x <= float(bar.get("x")) + float(bar.get("width"))
        for bar in rects(wide, "cm-bar")
    )
    assert "New recording system, October 2024" in texts(wide)


def test_the_stamp_is_inside_where_asked():
    assert "Invented / Dychmygol" in texts(charts.month_chart(LOOKED, stamp=True).phone)
    assert "Invented / Dychmygol" in texts(charts.type_bars(KINDS, stamp=True).wide)
    assert "Invented" not in charts.month_chart(LOOKED).__html__()


@pytest.mark.parametrize(
    ("most", "steps"),
    [(124, [0, 50, 100]), (0, [0]), (1, [0, 1]), (3, [0, 1, 2, 3]), (13001, [0, 5000, 10000])],
)
def test_gridlines_are_round_and_few(most: int, steps: list[int]):
    assert gridline_steps(most) == steps


@given(st.integers(0, 3_000_000))
def test_gridlines_start_at_zero_never_pass_the_highest_bar_and_are_at_most_four(most: int):
    steps = gridline_steps(most)
    assert steps[0] == 0
    assert steps[-1] <= most
    assert len(steps) <= 4
    assert len({b - a for a, b in pairwise(steps)}) <= 1


def test_type_bars_have_the_year_before_as_a_tick_and_both_numbers_in_words():
    for part in (charts.type_bars(KINDS).wide, charts.type_bars(KINDS).phone):
        said = texts(part)
        assert [text for text in said if "was" in text] == ["371 was 389", "168 was 149", "0 was 5"]
        bars = rects(part, "cm-bar")
        ticks = [
            float(node.get("x1"))
            for node in parsed(part).iter(f"{SVG}line")
            if node.get("class") == "cm-tick"
        ]
        per_crime = float(bars[0].get("width")) / 371
        left = float(bars[0].get("x"))
        assert ticks == pytest.approx(
            [left + 389 * per_crime, left + 149 * per_crime, left + 5 * per_crime], abs=0.2
        )


def test_a_type_without_a_figure_is_hatched_and_says_so():
    rows = [*KINDS, crime.TypeChange(CrimeType.DRUGS, change(0, 30, Status.MISSING))]
    wide = charts.type_bars(rows).wide
    assert len(rects(wide, "cm-bar--missing")) == 1
    assert texts(wide)[-1] == "not supplied was 30"


def test_where_no_year_before_is_known_none_is_drawn_or_said():
    rows = [crime.TypeChange(CrimeType.DRUGS, change(40, 0, before_is=Status.MISSING))]
    wide = charts.type_bars(rows).wide
    assert "cm-tick" not in wide
    assert texts(wide) == ["Drugs", "40"]


def test_no_types_make_an_empty_but_whole_drawing():
    assert parsed(charts.type_bars([]).wide) is not None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 90_000), min_size=1, max_size=40),
    st.dictionaries(st.integers(0, 39), st.sampled_from(list(Status)), max_size=12),
)
def test_no_drawing_of_months_leaves_its_paper(values: list[int], gaps: dict[int, Status]):
    months = Period.ending(Month(2026, 9), len(values)).months()
    named = {str(months[place]): status for place, status in gaps.items() if place < len(months)}
    drawing = charts.month_chart(series(values, named))
    for part, width in ((drawing.wide, 800), (drawing.phone, 354)):
        height = float(parsed(part)[0].get("viewBox").split()[-1])
        for bar in parsed(part).iter(f"{SVG}rect"):
            assert 0 <= float(bar.get("x")) <= float(bar.get("x")) + float(bar.get("width")) <= width + 0.5
            assert 0 <= float(bar.get("y")) <= height
        assert all(0 < float(text.get("y")) <= height for text in parsed(part).iter(f"{SVG}text"))


@given(
    st.lists(
        st.tuples(st.floats(40, 790), st.sampled_from(["Mar 2024: not supplied", "Jul 2024: part only"])),
        max_size=9,
    )
)
def test_words_above_a_chart_meet_neither_each_other_nor_a_line(marks: list[tuple[float, str]]):
    found = placed([Mark(x, text) for x, text in marks], 800, [300.0])
    for one, other in combinations(found, 2):
        if one.row == other.row:
            assert one.span[1] < other.span[0] or other.span[1] < one.span[0]
        high, low = (one, other) if one.row > other.row else (other, one)
        assert one.row == other.row or not low.span[0] < high.x < low.span[1]
    assert all(not one.span[0] < 300 < one.span[1] for one in found)
    assert not marks or found or all(abs(x - 300) < 200 for x, _ in marks)


def test_lengths_are_short_and_never_minus_nothing():
    assert [px(value) for value in (12, 12.04, 12.05001, -0.01, 0, -3.25)] == [
        "12",
        "12",
        "12.1",
        "0",
        "0",
        "-3.2",
    ]


def test_broad_letters_are_given_more_room():
    assert text_width("mmm") > text_width("aaa") > text_width("iii")


def test_the_charts_of_a_release_are_drawn_in_welsh_too(gappy: Release):
    area = gappy.area(NEIGHBOURHOODS[0])
    with language.using("cy"):
        drawing = charts.month_chart(crime.monthly(gappy, area))
        assert "Medi" in drawing.wide
    assert "September" in charts.month_chart(crime.monthly(gappy, area)).wide


def test_the_total_of_half_a_year_says_that_it_is_one():
    phone = texts(charts.month_chart(series([5] * 18)).phone)
    assert "6 months to Sept 25" in phone or "to Sept 25" not in phone
    assert "to Sept 26" in phone
