"""The legend: example circles at the sheet's own scale, and the four marks, each with its word."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from crimemap.language import gettext, number
from crimemap.maps.backdrop import FORMATS, Size
from crimemap.maps.paths import tag
from crimemap.maps.sheet import MapSheet, Mark
from crimemap.maps.symbols import HATCH_LINE, SERIES, hatch_pattern


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A mark as a small SVG (hidden from screen readers) and what it means."""

    svg: str
    label: str


def circles(sheet: MapSheet, size: Size = "wide") -> tuple[LegendItem, ...]:
    """Example counts whose circles have exactly the size that they have on the sheet."""
    share = FORMATS[size].share
    return tuple(_circle(sheet.radius(count, share), number(count)) for count in sheet.examples())


def marks(sheet: MapSheet, prefix: str = "key") -> tuple[LegendItem, ...]:
    """Missing is never zero: the marks that stand for no count, all of them, whatever this sheet holds (rule M6).

    A partial figure is explained where the sheet holds one.
    """
    found = list(_marks(prefix))
    if Mark.PARTIAL in sheet.marks:
        ring = tag(
            "circle",
            cx=15,
            cy=15,
            r=12,
            fill="#fff",
            stroke=SERIES,
            stroke_width="2.2",
            stroke_dasharray="4 3",
        )
        found.insert(0, LegendItem(_svg(30, ring), gettext("incomplete figures")))
    return tuple(found)


def _marks(prefix: str) -> Iterator[LegendItem]:
    hatch = f"{prefix}-hatch"
    ring = {"cx": 13, "cy": 13, "r": 10, "fill": "#fff", "stroke": SERIES, "stroke_width": 2}
    square = {"x": 3, "y": 3, "width": 20, "height": 20, "stroke": HATCH_LINE}
    yield LegendItem(_svg(26, tag("circle", **ring) + _text("0")), gettext("none recorded"))
    few = tag("circle", **ring, stroke_dasharray="3 2.4") + _text("<5")
    yield LegendItem(_svg(26, few), gettext("fewer than 5"))
    missing = tag("defs", hatch_pattern(hatch)) + tag("rect", **square, fill=f"url(#{hatch})")
    yield LegendItem(_svg(26, missing), gettext("not supplied"))
    yield LegendItem(
        _svg(26, tag("rect", **square, fill="#fff") + _text(gettext("n/a"))), gettext("not applicable")
    )


def _circle(radius: float, label: str) -> LegendItem:
    side = math.ceil(radius * 2 + 2)
    drawn = tag("circle", cx=side / 2, cy=side / 2, r=radius, fill=SERIES, fill_opacity=".92")
    return LegendItem(_svg(side, drawn), label)


def _text(text: str) -> str:
    at = {"x": 13, "y": 17, "text_anchor": "middle"}
    return tag("text", escape(text), **at, font_size=11, font_weight=700, fill="#1B2426")


def _svg(side: int, drawn: str) -> str:
    box = {"viewBox": f"0 0 {side} {side}", "width": side, "height": side}
    return tag("svg", drawn, class_="cm-key__mark", **box, aria_hidden="true", focusable="false")
