"""Month by month: bars from zero, years bracketed with their totals, and every gap drawn as loudly as a bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
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
from crimemap.charts.plot import Bracket, Gridline, Plot, Text, Upright, gridline_steps
from crimemap.figure import Figure, Status
from crimemap.language import gettext, ngettext
from crimemap.measures import crime
from crimemap.terms import Month, Period

MONTHS_SHOWN: Final = 36
YEAR: Final = 12
PLOT: Final = 180.0
ROW: Final = 21.0
BREAK_GAP: Final = 14.0
WIDEST_PITCH: Final = 44.0
WALL: Final = 660
"""Width of the drawing for a slide: 16 px letters have 28 where 1,184 of a slide's 1,280 px are its own."""
WALL_PLOT: Final = 92.0
HIGH: Final = 535
"""The same for a slide of 4 : 3: 944 of its 1,024 px, so that its letters have 28 there too; it is higher instead."""
HIGH_PLOT: Final = 92.0
WALLS: Final = (WALL, HIGH)
_NAMES: Final = {PHONE: "phone", HIGH: "high"}
LEAST_PITCH: Final = 15.0
"""Room of a month from which its letter stands under it."""
WALL_BEYOND: Final = 10.0
"""On a wall the band of a month that was not supplied stands higher than any bar, so that nobody reads a number."""
LEAST_PARTIAL: Final = 12.0
"""Height of the outline of an incomplete month of which nothing, or next to nothing, was supplied: it is no nought."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a month and a count lie."""

    series: crime.MonthlySeries
    left: float
    pitch: float
    base: float
    top: float
    most: float

    def x(self, place: int) -> float:
        """The left edge of a month's room; every break before it moves it by a gap."""
        figures = self.series.figures
        month = figures[min(place, len(figures) - 1)].period.first
        gaps = sum(row.month <= month for row in self.series.breaks)
        return self.left + place * self.pitch + gaps * BREAK_GAP

    def middle(self, place: int) -> float:
        return self.x(place) + self.pitch / 2

    def y(self, value: float) -> float:
        return self.base - (self.base - self.top) * value / self.most


def month_chart(
    series: crime.MonthlySeries, chart_id: str = "months", *, stamp: bool = False, wall: bool = False
) -> Drawing:
    """The last 36 months of a series. `chart_id` is unique in the page; `stamp` marks an invented county.

    `wall`: the wide drawing is for a slide, lower and with larger letters; and there is one for a slide of 4 : 3.
    """
    shown = series.latest(MONTHS_SHOWN)
    pattern = f"{chart_id}-hatch"
    wide, phone, *high = (
        render("plot.svg.jinja", _draw(shown, chart_id, pattern, width, stamp=stamp))
        for width in ((WALL, PHONE, HIGH) if wall else (WIDE, PHONE))
    )
    return Drawing(hatch(pattern), wide, phone, *high)


def _draw(series: crime.MonthlySeries, chart_id: str, pattern: str, width: int, *, stamp: bool) -> Plot:
    wide = width != PHONE
    plot = PLOT
    chart = Plot(
        css="cm-chart__wide" if wide else "cm-chart__narrow",
        id=f"{chart_id}-{_NAMES.get(width, 'wide')}",
        hatch=pattern,
        width=width,
        title=_title(series),
        description=_description(series),
        stamp=stamp_at(width, stamp),
    )
    steps = gridline_steps(max((figure.value or 0 for figure in series), default=0))
    if width in WALLS and len(steps) > 1 and steps[-1] < max(figure.value or 0 for figure in series):
        steps = [*steps, 2 * steps[-1] - steps[-2]]  # a line above every bar
    chart.left = 12 + max(text_width(language.number(step)) for step in steps)
    scale = _measure(chart, series, steps)
    notes, breaks = _callouts(scale, width, wide=wide)
    rows = 1 + max((one.row for one in (*notes, *breaks)), default=-1)
    top = (STAMP_ROOM if stamp else 0) + rows * ROW + (14 if rows else 10)
    if width in WALLS:  # as high as its words leave room for
        plot = HIGH_PLOT + ROW * max(0, 2 - rows) if width == HIGH else WALL_PLOT + ROW * max(0, 1 - rows)
    scale = _Scale(series, scale.left, scale.pitch, top + plot, top, scale.most)
    chart.base = scale.base
    chart.gridlines = [Gridline(scale.y(step), language.number(step)) for step in steps]
    _draw_bars(chart, scale)
    _draw_years(chart, scale, wide=wide)
    _draw_callouts(chart, scale, notes, breaks)
    return chart


def _measure(chart: Plot, series: crime.MonthlySeries, steps: Sequence[int]) -> _Scale:
    room = chart.width - chart.left - BREAK_GAP * len(series.breaks)
    pitch = min(WIDEST_PITCH, room / max(len(series), 1))
    most = max(1.0, steps[-1], max((figure.value or 0 for figure in series), default=0))
    chart.right = chart.left + pitch * len(series) + BREAK_GAP * len(series.breaks)
    return _Scale(series, chart.left, pitch, PLOT, 0, most)


def _draw_bars(chart: Plot, scale: _Scale) -> None:
    gap = max(1.0, scale.pitch * 0.2)
    newest = len(scale.series) - YEAR
    for place, figure in enumerate(scale.series):
        x, width = scale.x(place) + gap / 2, scale.pitch - gap
        top = scale.y(figure.value) if figure.value is not None else scale.top
        if figure.status is Status.PARTIAL:
            top = min(top, scale.base - LEAST_PARTIAL)
        if chart.width in WALLS and figure.status is Status.MISSING:
            chart.bars.append(_band(scale, place))
            continue
        height = scale.base - top
        chart.bars.append(
            Bar(_css(figure, old=place < newest), x, top, width, height, figure.status is Status.MISSING)
        )
        if figure.value == 0 and figure.is_known and scale.pitch >= YEAR:
            chart.texts.append(Text("0", scale.middle(place), scale.base - 4, "cm-ink2"))


def _band(scale: _Scale, place: int) -> Bar:
    """Behind the bars: as wide as the month's room, from above the highest bar to under the line that bars stand on."""
    top, height = scale.top - WALL_BEYOND, scale.base - scale.top + 2 * WALL_BEYOND
    return Bar("cm-bar--missing cm-bar--band", scale.x(place), top, scale.pitch, height, hatched=True)


def _css(figure: Figure, *, old: bool) -> str:
    if figure.status is Status.PUBLISHED:
        return "cm-bar cm-bar--before" if old else "cm-bar"
    if figure.status is Status.PARTIAL:
        return "cm-bar cm-bar--partial"
    return "cm-bar--missing" if figure.status is Status.MISSING else "cm-bar--none"


def _draw_years(chart: Plot, scale: _Scale, *, wide: bool) -> None:
    """Under the bars: a letter a month where there is room, then each year's bracket, name and total."""
    series, under = scale.series, scale.base
    if wide and scale.pitch >= LEAST_PITCH:
        under += 18
        chart.texts += [
            Text(language.month_name(month, "narrow"), scale.middle(place), under, "cm-ink2")
            for place, month in enumerate(series.months)
        ]
    lowest = under
    for first, year in _years(series):
        x1, x2 = scale.x(first) + 1, scale.x(first + len(year) - 1) + scale.pitch - 1
        chart.brackets.append(Bracket(x1, x2, under + 6))
        lines = _year_lines(year, wide=wide)
        if wide and max(text_width(line) for line in lines) > x2 - x1 + 8:
            lines = _year_lines(year, wide=False)
        alone = len(series) <= YEAR
        if not alone and max(text_width(line) for line in lines) > x2 - x1 + 8:
            continue
        for number, line in enumerate(lines):
            y = under + 32 + 21 * number
            css = "cm-strong" if number else "cm-ink2"
            chart.texts.append(
                Text(line, x1 if alone else (x1 + x2) / 2, y, css, "start" if alone else "middle")
            )
            lowest = max(lowest, y)
    chart.height = lowest + 8


def _years(series: crime.MonthlySeries) -> Iterator[tuple[int, crime.MonthlySeries]]:
    """Runs of twelve months back from the last, and what is left before them."""
    start = len(series) % YEAR
    edges = [0, *range(start, len(series) + 1, YEAR)]
    for first, last in pairwise(edges):
        if last > first:
            months = series.months[first:last]
            inside = tuple(row for row in series.breaks if months[0] < row.month <= months[-1])
            yield first, crime.MonthlySeries(series.area, series.what, series.figures[first:last], inside)


def _year_lines(year: crime.MonthlySeries, *, wide: bool) -> list[str]:
    first, last, total = year.months[0], year.months[-1], year.total
    if not wide:
        short = language.month_name(last, "short")
        name = gettext("to %(month)s", month=short)
        if len(year) < YEAR:  # the total of half a year beside those of whole ones must say what it is
            name = ngettext(
                "%(num)s month to %(month)s", "%(num)s months to %(month)s", len(year), month=short
            )
        if total.status is Status.PARTIAL and not year.breaks:
            return [name, gettext("at least"), language.number(total.value or 0)]
        without = total.status is Status.MISSING or year.breaks
        return [name, gettext("no total") if without else words.figure(total)]
    months = (language.month_name(month, "abbreviated") for month in (first, last))
    name = " – ".join(dict.fromkeys(months))
    if year.breaks:
        return [name, gettext("no total: a break between")]
    if total.status is Status.MISSING:
        gaps = sum(figure.status is Status.MISSING for figure in year)
        return [name, ngettext("no total: a month missing", "no total: %(num)s months missing", gaps)]
    return [name, words.figure(total)]


def _callouts(scale: _Scale, width: int, *, wide: bool) -> tuple[list[Callout], list[Callout]]:
    """The words for gaps and for breaks. On a phone a break has its line only; the words are under the chart."""
    series = scale.series
    breaks = [(scale.x(series.months.index(row.month)) - BREAK_GAP / 2, row) for row in series.breaks]
    uprights = [x for x, _ in breaks]
    notes = placed(_gaps(scale, wide=wide), width, uprights)
    if not wide:
        return notes, [
            Callout("", x, x, "start", max((one.row for one in notes), default=0)) for x in uprights
        ]
    named: list[Callout] = []
    for x, row in reversed(breaks):  # the words of the first stand highest: no later line runs through them
        text = gettext("%(what)s, %(month)s", what=gettext(row.what), month=language.month_name(row.month))
        named.append(above([*notes, *named], x, text, width))
    return notes, named


def _gaps(scale: _Scale, *, wide: bool) -> Iterator[Mark]:
    """One text for each run of months without a full figure, at the middle of the run."""
    numbered = list(enumerate(scale.series))
    for status, run in groupby(numbered, key=lambda pair: pair[1].status):
        places = [place for place, _ in run]
        if status is Status.PUBLISHED:
            continue
        months = Period(scale.series.months[places[0]], scale.series.months[places[-1]])
        x = (scale.middle(places[0]) + scale.middle(places[-1])) / 2
        text = _said_wide(status, months) if wide else _said_short(status)
        yield Mark(x, text, 2 if status is Status.MISSING else 1)


def _said_wide(status: Status, months: Period) -> str:
    when = _short_run(months)
    if status is Status.MISSING:
        return gettext("%(when)s: not supplied", when=when)
    if status is Status.PARTIAL:
        return gettext("%(when)s: part only", when=when)
    return gettext("%(when)s: not applicable", when=when)


def _said_short(status: Status) -> str:
    if status is Status.MISSING:
        return gettext("Not supplied")
    return gettext("Part only") if status is Status.PARTIAL else gettext("Not applicable")


def _short_run(months: Period) -> str:
    first, last = (language.month_name(month, "abbreviated") for month in (months.first, months.last))
    return first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def _draw_callouts(chart: Plot, scale: _Scale, notes: Sequence[Callout], breaks: Sequence[Callout]) -> None:
    def baseline(row: int) -> float:
        return scale.top - 14 - row * ROW

    for one in notes:
        chart.texts.append(Text(one.text, one.text_x, baseline(one.row), "cm-ink", one.anchor))
        chart.lines.append(Upright("cm-axis", one.x, baseline(one.row) + 5, _mark_top(scale, one.x)))
    for one in breaks:
        if one.text:
            chart.texts.append(Text(one.text, one.text_x, baseline(one.row), "cm-ink", one.anchor))
    chart.lines += [
        Upright(
            "cm-break", one.x, baseline(one.row) - 14, chart.brackets[0].y if chart.brackets else scale.base
        )
        for one in breaks
    ]


def _mark_top(scale: _Scale, x: float) -> float:
    """Where the line of a note ends: the top of the mark that it names."""
    place = min(range(len(scale.series)), key=lambda n: abs(scale.middle(n) - x))
    value = scale.series.figures[place].value
    return scale.y(value) if value is not None else scale.top


def _title(series: crime.MonthlySeries) -> str:
    first, last = series.months[0], series.months[-1]
    period = language.period_name(Period(first, last))
    return gettext(
        "%(type)s in %(place)s by month, %(period)s",
        type=words.crime_type(series.what),
        place=series.area.name,
        period=period,
    )


def _description(series: crime.MonthlySeries) -> str:
    """The chart in words: its range, and every month that is not a full figure."""
    full = [figure for figure in series if figure.is_known]
    told = []
    if full:
        least, most = (pick(full, key=lambda figure: figure.value or 0) for pick in _EXTREMES)
        told.append(
            gettext(
                "From %(least)s in %(least_month)s to %(most)s in %(most_month)s.",
                least=words.figure(least),
                least_month=language.month_name(least.period.first),
                most=words.figure(most),
                most_month=language.month_name(most.period.first),
            )
        )
    for status, message in (
        (Status.MISSING, gettext("Not supplied: %(months)s.")),
        (Status.PARTIAL, gettext("Incomplete: %(months)s.")),
        (Status.NOT_APPLICABLE, gettext("Not applicable: %(months)s.")),
    ):
        months: list[Month] = [figure.period.first for figure in series if figure.status is status]
        if months:
            told.append(message % {"months": words.month_list(months)})
    return " ".join(told)


_EXTREMES: Final[tuple[Callable[..., Figure], ...]] = (min, max)
