"""The concentration curve as SVG: from nothing to all, its places marked, and every word inside the drawing."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET

import pytest

from crimemap.charts import PHONE, WIDE, Sketch, curve_chart
from crimemap.charts.drawing import text_width
from crimemap.measures import concentration as c
from crimemap.measures.concentration import Order
from tests.small_county import SYNTHETIC, codes
from tests.unit.test_concentration import ground

STEEP = [900, 800, *[1] * 18]
EVEN = [10] * 20


def sketch(crimes=SYNTHETIC, mark: int | None = None) -> Sketch:
    found = c.tenths(ground(crimes), Order.CRIME)
    drawn = c.curve(found)
    marks = c.places(drawn, frozenset({codes(20)[mark]})) if mark is not None else ()
    return Sketch(found, drawn, "Tamber Vale", marks, "Teasel and Station Road" if marks else "")


def svgs(drawing):
    return [(width, ET.fromstring(str(svg))) for width, svg in ((WIDE, drawing.wide), (PHONE, drawing.phone))]


@pytest.mark.parametrize("crimes", [SYNTHETIC, STEEP, EVEN], ids=["synthetic", "steep", "even"])
@pytest.mark.parametrize("mark", [None, 0, 19])
def test_every_word_and_dot_lies_inside_the_drawing(crimes, mark):
    for width, svg in svgs(curve_chart(sketch(crimes, mark), "c", stamp=True)):
        height = float(svg.get("viewBox").split()[3])
        for text in svg.iter("text"):
            room = text_width(text.text, strong="strong" in text.get("class"))
            start = float(text.get("x")) - {"end": room, "middle": room / 2}.get(text.get("text-anchor"), 0)
            assert start >= -2, text.text
            assert start + room <= width + 2, text.text
            assert 0 < float(text.get("y")) <= height
        for dot in svg.iter("circle"):
            assert 0 <= float(dot.get("cx")) <= width
            assert 0 <= float(dot.get("cy")) <= height


def test_the_line_starts_at_nothing_ends_at_all_and_never_falls():
    for _, svg in svgs(curve_chart(sketch(), "c")):
        line = next(one for one in svg.iter("path") if one.get("class") == "cm-curve")
        points = [tuple(map(float, pair.split())) for pair in line.get("d")[1:].split("L")]
        assert len(points) == 21
        assert all(one[1] >= two[1] and one[0] < two[0] for one, two in itertools.pairwise(points))


def test_the_curve_of_a_nation_is_drawn_through_few_points():
    found = c.tenths(ground([*range(5000, 0, -1)]), Order.CRIME)
    drawing = curve_chart(Sketch(found, c.curve(found), "England"), "c")
    assert str(drawing.wide).count("L") < 150


def test_the_first_tenth_is_named_with_the_share_that_the_table_has():
    chart = str(curve_chart(sketch(), "c").wide)
    assert "the first tenth: 40.0%" in chart
    assert "10% of the small areas have 40% of the crime" in chart


def test_a_place_of_its_own_is_marked_and_named_once():
    for _, svg in svgs(curve_chart(sketch(mark=1), "c")):
        assert len(list(svg.iter("circle"))) == 1
        assert [one.text for one in svg.iter("text")].count("Teasel and Station Road") == 1


def test_the_same_figures_give_the_same_bytes():
    assert re.sub(r"\s", "", str(curve_chart(sketch(), "c").wide)) == re.sub(
        r"\s", "", str(curve_chart(sketch(), "c").wide)
    )
