"""The concentration curve: how much of the crime lies in how many of the small areas, with places marked on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from crimemap.charts.callouts import Anchor
from crimemap.charts.drawing import PHONE, STAMP_ROOM, WIDE, Drawing, Stamp, px, render, stamp_at, text_width
from crimemap.charts.plot import Gridline, Text, Upright
from crimemap.language import gettext
from crimemap.measures.concentration import Curve, Place, Tenths
from crimemap.words import concentration as told

TALL: Final = {WIDE: 360.0, PHONE: 280.0}
STEPS: Final = (0, 25, 50, 75, 100)
MOST_POINTS: Final = 100
"""Points that the line is drawn through; the curve of a nation has 35,000."""

TOLD: Final = (0.1, 0.25, 0.5)
"""Where the curve is told in words to those who cannot see it."""

HIGH: Final = 0.6
"""Where the first tenth has more than this, the free corner is under the curve and no longer over it."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the curve."""

    x: float
    y: float


@dataclass(slots=True)
class _Chart:
    css: str
    id: str
    width: int
    height: float
    title: str
    description: str
    stamp: Stamp | None
    left: float
    right: float
    top: float
    base: float
    path: str = ""
    even: str = ""
    gridlines: list[Gridline] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    lines: list[Upright] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)

    def x(self, share: float) -> float:
        return self.left + share * (self.right - self.left)

    def y(self, share: float) -> float:
        return self.base - share * (self.base - self.top)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a curve is drawn from. `place`: whose small areas; `marks`: those to show on it; `name`: of one alone."""

    found: Tenths
    drawn: Curve
    place: str
    marks: tuple[Place, ...] = ()
    name: str = ""


def curve_chart(sketch: Sketch, chart_id: str, *, stamp: bool = False) -> Drawing:
    """The curve; `chart_id` is unique in the page, `stamp` marks an invented county."""
    wide, phone = (
        render("curve.svg.jinja", _draw(sketch, chart_id, width, stamp=stamp)) for width in (WIDE, PHONE)
    )
    return Drawing(Markup(), wide, phone)


def _draw(sketch: Sketch, chart_id: str, width: int, *, stamp: bool) -> _Chart:
    drawn, marks = sketch.drawn, sketch.marks
    wide = width == WIDE
    top = 30.0 + (STAMP_ROOM if stamp else 0.0)
    chart = _Chart(
        css="cm-chart__wide" if wide else "cm-chart__narrow",
        id=f"{chart_id}-{'wide' if wide else 'phone'}",
        width=width,
        height=top + TALL[width] + 48,
        title=told.curve_title(sketch.found, sketch.place),
        description=told.curve_description([(share, drawn.at(share)) for share in TOLD]),
        stamp=stamp_at(width, stamp),
        left=text_width("100%") + 10,
        right=width - 14.0,
        top=top,
        base=top + TALL[width],
    )
    _frame(chart, wide=wide)
    chart.path = _path(chart, drawn)
    chart.even = f"M{px(chart.x(0))} {px(chart.y(0))}L{px(chart.x(1))} {px(chart.y(1))}"
    chart.dots = [Dot(chart.x(mark.areas), chart.y(mark.crimes)) for mark in marks]
    if drawn.first:
        _name_the_tenth(chart, drawn, marked=bool(marks))
    if sketch.name and len(chart.dots) == 1:
        _name_the_mark(chart, sketch.name)
    return chart


def _frame(chart: _Chart, *, wide: bool) -> None:
    for step in STEPS:
        label = told.percent(step, 0)
        if step:
            chart.gridlines.append(Gridline(chart.y(step / 100), label))
        anchor: Anchor = "end" if step == STEPS[-1] else "middle"
        x = chart.width if step == STEPS[-1] else chart.x(step / 100)
        chart.texts.append(Text(label, x, chart.base + 20, "cm-ink2", anchor))
    chart.texts.append(Text(gettext("Share of recorded crime"), 0, chart.top - 14, "cm-ink", "start"))
    below = gettext("Share of the small areas, in order") if wide else gettext("Share of the small areas")
    chart.texts.append(Text(below, chart.width, chart.base + 42, "cm-ink", "end"))
    even = gettext("if all had the same") if wide else gettext("if all the same")
    chart.texts.append(Text(even, chart.x(0.66), chart.y(0.42), "cm-ink2", "start"))


def _path(chart: _Chart, drawn: Curve) -> str:
    many = len(drawn.areas) - 1
    step = max(1, many // MOST_POINTS)
    places = [*range(0, many, step), many]
    points = (f"{px(chart.x(float(drawn.areas[n])))} {px(chart.y(float(drawn.crimes[n])))}" for n in places)
    return "M" + "L".join(points)


def _name_the_tenth(chart: _Chart, drawn: Curve, *, marked: bool) -> None:
    """An upright at the first tenth with its share, in whichever corner the curve leaves free; a dot where no place of
    its own is marked."""
    share = drawn.at(drawn.first)
    at = Dot(chart.x(drawn.first), chart.y(share))
    if not marked:
        chart.dots.append(at)
    high = share > HIGH
    y = chart.y(0.35) if high else chart.top + 22
    chart.lines.append(Upright("cm-axis", at.x, at.y if high else y - 14, chart.base))
    text = gettext("the first tenth: %(share)s", share=told.percent(100 * share))
    chart.texts.append(Text(text, at.x + 8, y, "cm-strong", "start"))


def _name_the_mark(chart: _Chart, name: str) -> None:
    """Under the curve and inside the drawing."""
    dot = chart.dots[0]
    x = min(dot.x + 12, chart.right - text_width(name, strong=True))
    chart.texts.append(Text(name, max(x, chart.left), min(dot.y + 26, chart.base - 8), "cm-strong", "start"))
