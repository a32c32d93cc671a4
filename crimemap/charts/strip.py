"""A national series as a strip of years: one bar for each figure, nothing where there is none, breaks as breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crimemap import language
from crimemap.charts.beside import PLATE_PHONE, PLATE_WIDE
from crimemap.charts.callouts import Callout, above
from crimemap.charts.drawing import Bar, Drawing, hatch, render, text_width
from crimemap.charts.plot import Gridline, Plot, Text, Upright, gridline_steps
from crimemap.figure import Figure
from crimemap.language import gettext
from crimemap.measures.national import RECORDED, National
from crimemap.terms import Month
from crimemap.words import national as told

PLOT: Final = 150.0
ROW: Final = 21.0
LABEL: Final = 22.0
YEAR: Final = 12
DECADE: Final = 10
FILLED: Final = 0.7
"""How much of a year's room its bar takes."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a year and a number of millions lie; the same years in both strips, so that they can stand one over the
    other."""

    left: float
    per_month: float
    first: Month
    base: float
    top: float
    most: float

    def middle(self, last: Month) -> float:
        """The middle of the twelve months ending in `last`."""
        return self.left + (last.ordinal - self.first.ordinal + 1 - YEAR / 2) * self.per_month

    def y(self, millions: float) -> float:
        return self.base - (self.base - self.top) * millions / self.most


def strip(series: National, span: tuple[Month, Month], chart_id: str) -> Drawing:
    """The strip of one series over the months of `span`. `chart_id` is unique in the page."""
    wide, phone = (
        render("plot.svg.jinja", _draw(series, span, chart_id, width)) for width in (PLATE_WIDE, PLATE_PHONE)
    )
    return Drawing(hatch(f"{chart_id}-hatch"), wide, phone)


def span_of(*every: National) -> tuple[Month, Month]:
    """From the first month to the last that any of the series has."""
    figures = [figure for series in every for figure in series.figures]
    return min(figure.period.first for figure in figures), max(figure.period.last for figure in figures)


def _draw(series: National, span: tuple[Month, Month], chart_id: str, width: int) -> Plot:
    wide = width == PLATE_WIDE
    chart = Plot(
        css="cm-chart__wide" if wide else "cm-chart__narrow",
        id=f"{chart_id}-{'wide' if wide else 'phone'}",
        hatch=f"{chart_id}-hatch",
        width=width,
        title=gettext(
            "%(title)s: England and Wales, %(unit)s", title=gettext(series.title), unit=gettext(series.unit)
        ),
        description=_description(series),
        stamp=None,
    )
    most = max(_millions(figure) for figure in series.figures)
    steps = gridline_steps(most)
    chart.left, chart.right = 12 + max(text_width(language.number(step)) for step in steps), float(width)
    per_month = (width - chart.left) / (span[1].ordinal - span[0].ordinal + 1)
    scale = _Scale(chart.left, per_month, span[0], PLOT, 0, most)
    named = _named(series, scale, width) if wide else []
    top = ROW * len(named) + LABEL
    scale = _Scale(chart.left, per_month, span[0], top + PLOT, top, most)
    chart.base, chart.height = scale.base, scale.base + 30
    chart.gridlines = [Gridline(scale.y(step), language.number(step)) for step in steps]
    _draw_bars(chart, series, scale)
    _draw_breaks(chart, series, scale, named)
    return chart


def _millions(figure: Figure) -> float:
    return (figure.value or 0) / told.MILLION


def _draw_bars(chart: Plot, series: National, scale: _Scale) -> None:
    css = "cm-bar cm-bar--recorded" if series.id == RECORDED else "cm-bar"
    room = YEAR * scale.per_month * FILLED
    figures = series.figures
    highest = max(figures, key=_millions)
    for figure in figures:
        middle, top = scale.middle(figure.period.last), scale.y(_millions(figure))
        chart.bars.append(Bar(css, middle - room / 2, top, room, scale.base - top))
        if figure in {figures[0], highest, figures[-1]}:
            chart.texts.append(_label(series, figure, scale, chart))
    for year in range(scale.first.year, figures[-1].period.last.year + 1):
        if year == scale.first.year or not year % DECADE:
            x = max(scale.middle(Month(year, YEAR)), chart.left + text_width(str(year)) / 2)
            chart.texts.append(Text(str(year), x, scale.base + 20, "cm-ink2"))


def _label(series: National, figure: Figure, scale: _Scale, chart: Plot) -> Text:
    """The number over a bar, kept inside the drawing and clear of higher bars beside it."""
    text = language.number(_millions(figure), 1)
    half, bar = text_width(text) / 2, YEAR * scale.per_month * FILLED / 2
    x = min(max(scale.middle(figure.period.last), chart.left + half), chart.right - half)
    near = [one for one in series.figures if abs(scale.middle(one.period.last) - x) < half + bar]
    return Text(text, x, min(scale.y(_millions(one)) for one in (figure, *near)) - 6, "cm-strong")


def _breaks(series: National, scale: _Scale) -> Iterator[tuple[float, str]]:
    """Where each break is drawn, just before the first year that it changed; and its words."""
    for row in series.breaks:
        yield scale.middle(row.months) - YEAR * scale.per_month / 2, gettext(row.what)


def _named(series: National, scale: _Scale, width: int) -> list[Callout]:
    """The words of the breaks, one over the other."""
    named: list[Callout] = []
    for x, text in reversed(list(_breaks(series, scale))):
        named.append(above(named, x, text, width))
    return named


def _draw_breaks(chart: Plot, series: National, scale: _Scale, named: list[Callout]) -> None:
    def baseline(row: int) -> float:
        return scale.top - LABEL - 2 - row * ROW

    tops = {one.x: baseline(one.row) - 13 for one in named}
    chart.texts += [Text(one.text, one.text_x, baseline(one.row), "cm-ink", one.anchor) for one in named]
    chart.lines += [
        Upright("cm-break", x, tops.get(x, scale.top - 16), scale.base + 4) for x, _ in _breaks(series, scale)
    ]


def _description(series: National) -> str:
    runs = " ".join(str(sentence) for sentence in told.stretches(series))
    if not series.breaks:
        return f"{told.national_lead(series)}"
    marks = "; ".join(gettext(row.what) for row in series.breaks)
    return gettext("%(runs)s Breaks: %(marks)s.", runs=runs, marks=marks)
