"""Every year of a long series, and breaks in the chart of months: a gap and a dotted line, and no total across them."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crimemap import charts
from crimemap.figure import Status
from crimemap.measures import crime
from crimemap.measures.definitions import Break
from tests.unit.test_charts import SVG, SYSTEM, change, parsed, rects, series, texts

LATER = Break(
    month="2025-03",
    what="Another system",
    forces=(),
    types=(),
    source="https://a.example/",
    reviewed=date(2026, 1, 1),
)
COUNTS = [100 + month for month in range(60)]


def trend(values: list[int], gaps: dict[str, Status] | None = None, *breaks: Break) -> crime.Trend:
    months = series(values, gaps, *breaks)
    return crime.Trend(change(1, 1), change(1, 1), months, (), crime.rolled(months))


FIVE = trend(COUNTS, {"2023-03": Status.MISSING, "2025-01": Status.PARTIAL})


def uprights(markup: str) -> list[float]:
    return [
        float(node.get("x1")) for node in parsed(markup).iter(f"{SVG}line") if node.get("class") == "cm-break"
    ]


@pytest.mark.parametrize("drawing", [charts.year_chart(FIVE), charts.year_chart(FIVE, "other", stamp=True)])
def test_a_drawing_of_years_is_well_formed_named_and_its_own(drawing: charts.Drawing):
    for part, width in ((drawing.wide, 800), (drawing.phone, 354)):
        svg = parsed(part)[0]
        assert svg.get("role") == "img"
        assert svg.get("viewBox").startswith(f"0 0 {width} ")
        title, described = svg.get("aria-labelledby").split()
        assert svg.find(f"{SVG}title").get("id") == title
        assert svg.find(f"{SVG}desc").get("id") == described
    ids = re.findall(r'\bid="([^"]+)"', drawing.__html__())
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", drawing.__html__())) <= set(ids)


def test_sixty_months_are_five_bars_with_gaps_as_gaps():
    for part in (charts.year_chart(FIVE).wide, charts.year_chart(FIVE).phone):
        assert len(rects(part, "cm-bar")) == 4
        assert len(rects(part, "cm-bar--partial")) == 1
        (hole,) = rects(part, "cm-bar--missing")
        assert hole.get("fill") == "url(#years-hatch)"
        assert float(hole.get("height")) == max(float(bar.get("height")) for bar in rects(part, "cm-bar"))
    said = texts(charts.year_chart(FIVE).wide)
    assert "no total: months missing" in said
    assert "part only" in said
    assert {"2022", "2023", "2024", "2025", "2026"} <= set(said)
    assert "1,266" in said  # 100 to 111
    assert not [text for text in said if text == "0" and said.count("0") > 1]


def test_years_grow_from_zero_with_their_totals():
    drawn = charts.year_chart(trend([10] * 12 + [20] * 12 + [5] * 12)).wide
    heights = [float(bar.get("height")) for bar in rects(drawn, "cm-bar")]
    assert heights == pytest.approx([85, 170, 42.5], abs=0.2)


def test_a_break_amid_a_year_leaves_a_gap_with_a_dotted_line_and_no_bar():
    drawing = charts.year_chart(trend(COUNTS, None, SYSTEM, LATER))
    for part in (drawing.wide, drawing.phone):
        assert len(rects(part, "cm-bar")) == 4
        assert not rects(part, "cm-bar--none")
        lines = uprights(part)
        assert len(lines) == 2
        for x in lines:
            assert not any(
                float(bar.get("x")) <= x <= float(bar.get("x")) + float(bar.get("width"))
                for bar in rects(part, "cm-bar")
            )
    assert "New recording system, October 2024" in texts(drawing.wide)
    assert "Another system, March 2025" in texts(drawing.wide)
    described = parsed(drawing.wide)[0].find(f"{SVG}desc").text
    assert "to September 2025: no total: Another system" in described


def test_years_of_a_type_that_was_not_listed_are_white_and_named():
    gaps = {str(month): Status.NOT_APPLICABLE for month in series(COUNTS).months[:20]}
    wide = charts.year_chart(trend(COUNTS, gaps)).wide
    assert len(rects(wide, "cm-bar--none")) == 2
    assert "not on the list then" in texts(wide)


def test_a_chart_of_months_has_no_total_for_a_year_with_a_break_inside():
    inside = charts.month_chart(series(COUNTS[:36], None, LATER))
    assert "no total: a break between" in texts(inside.wide)
    assert "no total" in texts(inside.phone)
    at_the_edge = charts.month_chart(series(COUNTS[:36], None, SYSTEM))
    assert "no total: a break between" not in texts(at_the_edge.wide)


def test_no_dotted_line_runs_through_the_name_of_a_year():
    wide = parsed(charts.month_chart(series(COUNTS[:36], None, LATER)).wide)
    (line,) = [node for node in wide.iter(f"{SVG}line") if node.get("class") == "cm-break"]
    names = [node for node in wide.iter(f"{SVG}text") if "no total" in "".join(node.itertext())]
    assert float(line.get("y2")) < float(names[0].get("y")) - 14


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 90_000), min_size=37, max_size=190),
    st.dictionaries(st.integers(0, 189), st.sampled_from(list(Status)), max_size=9),
)
def test_no_drawing_of_years_leaves_its_paper(values: list[int], gaps: dict[int, Status]):
    months = series(values).months
    named = {str(months[place]): status for place, status in gaps.items() if place < len(months)}
    drawing = charts.year_chart(trend(values, named, SYSTEM))
    for part, width in ((drawing.wide, 800), (drawing.phone, 354)):
        height = float(parsed(part)[0].get("viewBox").split()[-1])
        for bar in parsed(part).iter(f"{SVG}rect"):
            assert 0 <= float(bar.get("x")) <= float(bar.get("x")) + float(bar.get("width")) <= width + 0.5
            assert 0 <= float(bar.get("y")) <= height
        assert all(0 < float(text.get("y")) <= height for text in parsed(part).iter(f"{SVG}text"))
        lefts = [float(bar.get("x")) for bar in rects(part, "cm-bar")]
        assert all(one < other for one, other in pairwise(lefts))
