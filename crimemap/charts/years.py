"""Every year of a long series: a bar for each twelve months, a gap where there is no total, a break as a break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Final

from crimemap import language, words
from crimemap.charts.callouts import Callout, Mark, above, placed
from crimemap.charts.drawing import (
    PHONE,
    STAMP_ROOM,
    WIDE,
    Bar,
    Drawing,
    hatch,
    render,
    stamp_at,
    text_width,
)
from crimemap.charts.plot import Gridline, Plot, Text, Upright, gridline_steps
from crimemap.figure import Status
from crimemap.language import gettext
from crimemap.measures import crime

PLOT: Final = 170.0
ROW: Final = 21.0
BREAK_GAP: Final = 14.0
WIDEST_PITCH: Final = 74.0
LABEL: Final = 20.0
"""Room over the highest bar for its number."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a year and a total lie. `between`: breaks that fall between two years, by the place of the second."""

    years: Sequence[crime.Year]
    between: frozenset[int]
    left: float
    pitch: float
    base: float
    top: float
    most: float

    def x(self, place: int) -> float:
        return self.left + place * self.pitch + sum(at <= place for at in self.between) * BREAK_GAP

    def middle(self, place: int) -> float:
        return self.x(place) + self.pitch / 2

    def y(self, value: float) -> float:
        return self.base - (self.base - self.top) * value / self.most


def year_chart(trend: crime.Trend, chart_id: str = "years", *, stamp: bool = False) -> Drawing:
    """The whole years of a series. `chart_id` is unique in the page; `stamp` marks an invented county."""
    pattern = f"{chart_id}-hatch"
    wide, phone = (
        render("plot.svg.jinja", _draw(trend, chart_id, pattern, width, stamp=stamp))
        for width in (WIDE, PHONE)
    )
    return Drawing(hatch(pattern), wide, phone)


def _draw(trend: crime.Trend, chart_id: str, pattern: str, width: int, *, stamp: bool) -> Plot:
    wide, years = width == WIDE, trend.years
    chart = Plot(
        css="cm-chart__wide" if wide else "cm-chart__narrow",
        id=f"{chart_id}-{'wide' if wide else 'phone'}",
        hatch=pattern,
        width=width,
        title=_title(trend),
        description=_description(years),
        stamp=stamp_at(width, stamp),
    )
    most = max((year.figure.value or 0 for year in years), default=0)
    steps = gridline_steps(most)
    chart.left = 12 + max(text_width(language.number(step)) for step in steps)
    between = frozenset(_between(trend))
    room = width - chart.left - BREAK_GAP * len(between)
    pitch = min(WIDEST_PITCH, room / max(len(years), 1))
    chart.right = chart.left + pitch * len(years) + BREAK_GAP * len(between)
    scale = _Scale(years, between, chart.left, pitch, PLOT, 0, max(1.0, most, steps[-1]))
    notes, breaks = _callouts(trend, scale, width, wide=wide)
    rows = 1 + max((one.row for one in (*notes, *breaks)), default=-1)
    top = (STAMP_ROOM if stamp else 0) + rows * ROW + LABEL + 4
    scale = _Scale(years, between, chart.left, pitch, top + PLOT, top, scale.most)
    chart.base, chart.height = scale.base, scale.base + 30
    chart.gridlines = [Gridline(scale.y(step), language.number(step)) for step in steps]
    _draw_bars(chart, scale)
    _draw_callouts(chart, scale, notes, breaks)
    return chart


def _between(trend: crime.Trend) -> Iterator[int]:
    """Places of years that begin with a break."""
    starts = [year.figure.period.first for year in trend.years]
    yield from (place for place, first in enumerate(starts) if place and first in _broken(trend))


def _broken(trend: crime.Trend) -> set[object]:
    return {row.month for row in trend.months.breaks}


def _draw_bars(chart: Plot, scale: _Scale) -> None:
    gap = max(1.0, scale.pitch * 0.25)
    every = ceil(text_width("2026") / max(scale.pitch - 4, 1))
    for place, year in enumerate(scale.years):
        figure, x = year.figure, scale.x(place) + gap / 2
        top = scale.y(figure.value) if figure.value is not None else scale.top
        if year.broken_by is None:
            chart.bars.append(
                Bar(_css(year), x, top, scale.pitch - gap, scale.base - top, figure.status is Status.MISSING)
            )
        number = words.figure(figure)
        if figure.value is not None and text_width(number) < scale.pitch - 2:
            chart.texts.append(Text(number, scale.middle(place), top - 6, "cm-strong"))
        if not (len(scale.years) - 1 - place) % every:
            name = str(figure.period.last.year)
            chart.texts.append(Text(name, scale.middle(place), scale.base + 20, "cm-ink2"))


def _css(year: crime.Year) -> str:
    if year.figure.status is Status.PUBLISHED:
        return "cm-bar"
    if year.figure.status is Status.PARTIAL:
        return "cm-bar cm-bar--partial"
    return "cm-bar--missing" if year.figure.status is Status.MISSING else "cm-bar--none"


def _uprights(trend: crime.Trend, scale: _Scale) -> Iterator[tuple[float, str]]:
    """Where each break is drawn, and its words: in the gap between two years, or amid the year that it falls in."""
    for place, year in enumerate(scale.years):
        first = year.figure.period.first
        for row in trend.months.breaks:
            text = gettext(
                "%(what)s, %(month)s", what=gettext(row.what), month=language.month_name(row.month)
            )
            if place and row.month == first:
                yield scale.x(place) - BREAK_GAP / 2, text
            elif first < row.month <= year.figure.period.last:
                yield scale.middle(place), text


def _callouts(
    trend: crime.Trend, scale: _Scale, width: int, *, wide: bool
) -> tuple[list[Callout], list[Callout]]:
    """The words for gaps and for breaks. On a phone a break has its line only; the words are under the chart."""
    uprights = list(_uprights(trend, scale))
    notes = placed(_gaps(scale, wide=wide), width, [x for x, _ in uprights])
    if not wide:
        row = max((one.row for one in notes), default=0)
        return notes, [Callout("", x, x, "start", row) for x, _ in uprights]
    named: list[Callout] = []
    for x, text in reversed(
        uprights
    ):  # the words of the first stand highest: no later line runs through them
        named.append(above([*notes, *named], x, text, width))
    return notes, named


def _gaps(scale: _Scale, *, wide: bool) -> Iterator[Mark]:
    """One text for each run of years without a full total, at the middle of the run; a break has its own words."""
    numbered = [(place, year) for place, year in enumerate(scale.years)]
    for (status, broken), run in groupby(
        numbered, key=lambda pair: (pair[1].figure.status, pair[1].broken_by)
    ):
        places = [place for place, _ in run]
        if status is Status.PUBLISHED or broken is not None:
            continue
        x = (scale.middle(places[0]) + scale.middle(places[-1])) / 2
        yield Mark(x, _said(status, wide=wide), 2 if status is Status.MISSING else 1)


def _said(status: Status, *, wide: bool) -> str:
    if status is Status.PARTIAL:
        return gettext("part only")
    if status is Status.NOT_APPLICABLE:
        return gettext("not on the list then") if wide else gettext("not on the list")
    return gettext("no total: months missing") if wide else gettext("no total")


def _draw_callouts(chart: Plot, scale: _Scale, notes: Sequence[Callout], breaks: Sequence[Callout]) -> None:
    def baseline(row: int) -> float:
        return scale.top - LABEL - 8 - row * ROW

    for one in notes:
        place = min(range(len(scale.years)), key=lambda n: abs(scale.middle(n) - one.x))
        value = scale.years[place].figure.value
        end = scale.y(value) - LABEL - 2 if value is not None else scale.top
        chart.texts.append(Text(one.text, one.text_x, baseline(one.row), "cm-ink", one.anchor))
        chart.lines.append(Upright("cm-axis", one.x, baseline(one.row) + 5, max(end, baseline(one.row) + 6)))
    for one in breaks:
        if one.text:
            chart.texts.append(Text(one.text, one.text_x, baseline(one.row), "cm-ink", one.anchor))
    chart.lines += [Upright("cm-break", one.x, baseline(one.row) - 14, chart.base + 4) for one in breaks]


def _title(trend: crime.Trend) -> str:
    last = language.month_name(trend.months.months[-1])
    return gettext(
        "%(type)s in %(place)s, every twelve months to %(month)s",
        type=words.crime_type(trend.months.what),
        place=trend.months.area.name,
        month=last,
    )


def _description(years: Sequence[crime.Year]) -> str:
    told = [
        gettext("%(year)s: %(value)s", year=words.year_name(year), value=words.year_figure(year))
        for year in years
    ]
    return f"{'; '.join(told)}."
