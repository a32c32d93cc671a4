"""An area beside those like it: a dot and its interval for each, over the band in which chance would have it lie.

One row an area, by place and never by value (rule M17); the own area's dot is solid and its name bold. The chart
stands on a white plate, hence its own widths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from crimemap import language
from crimemap.charts.drawing import STAMP_ROOM, Drawing, Stamp, render, stamp_at, text_width
from crimemap.charts.plot import gridline_steps
from crimemap.language import gettext, ngettext
from crimemap.measures.comparison import BesideRow, Comparison
from crimemap.words import comparison as told
from crimemap.words import rates as said

PLATE_WIDE: Final = 762
PLATE_PHONE: Final = 316
"""WIDE and PHONE less the plate's padding and edges."""

LINE: Final = 20.0
"""Pixels from one line of text to the next."""

_MOST_LABEL: Final = 230
_ROOM_FOR_RATE: Final = 58
_OUTER, _INNER = 20.0, 12.0
"""Heights of the two bands."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Row:
    css: str
    """The class of the dot."""
    strong: bool
    label: tuple[_Line, ...]
    y: float
    outer: tuple[float, float]
    inner: tuple[float, float]
    low: float
    high: float
    dot: float
    value: _Line


@dataclass(frozen=True, slots=True)
class _Step:
    x: float
    label: str


@dataclass(slots=True)
class _Chart:
    css: str
    id: str
    width: int
    height: float
    title: str
    description: str
    stamp: Stamp | None
    beside: bool
    left: float
    right: float
    top: float
    base: float
    mean: float
    mean_label: _Line
    mean_anchor: str
    unit: tuple[_Line, ...]
    uprights: tuple[tuple[float, float], ...] = ()
    """From where to where gridlines and the line of all together run: on a phone they leave out the names."""
    steps: list[_Step] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)


def beside_strip(found: Comparison, chart_id: str = "beside", *, stamp: bool = False) -> Drawing:
    """The strip of a comparison that has rows. Raises ValueError where nothing is compared."""
    if not found.rows or found.mean is None:
        raise ValueError("there is nothing to draw: no area is compared")
    wide, phone = (
        render("beside.svg.jinja", _draw(found, chart_id, width, stamp=stamp))
        for width in (PLATE_WIDE, PLATE_PHONE)
    )
    return Drawing(Markup(), wide, phone)


def wrapped(text: str, room: float) -> list[str]:
    """Lines of whole words, each as long as fits."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _draw(found: Comparison, chart_id: str, width: int, *, stamp: bool) -> _Chart:
    beside = width == PLATE_WIDE
    names = [wrapped(row.area.name, _MOST_LABEL if beside else width - _ROOM_FOR_RATE) for row in found.rows]
    left = _widest(found.rows, names) + 14 if beside else 6.0
    right = width - (_ROOM_FOR_RATE if beside else 6.0)
    steps = gridline_steps(_most(found.rows))
    scale = (right - left) / max(_most(found.rows), 1)
    top = (STAMP_ROOM if stamp else 4.0) + 26
    tops, base = _tops(names, top, beside=beside)
    mean = left + float(found.mean.value or 0) * scale if found.mean else left
    unit = wrapped(told.strip_unit(found), width - (left if beside else 0.0))
    chart = _Chart(
        css="cm-chart__wide" if beside else "cm-chart__narrow",
        id=f"{chart_id}-{'wide' if beside else 'phone'}",
        width=width,
        height=base + 28 + LINE * len(unit),
        title=told.strip_title(found),
        description=_description(found),
        stamp=stamp_at(width, stamp),
        beside=beside,
        left=left,
        right=right,
        top=top,
        base=base,
        mean=mean,
        mean_label=_Line(told.strip_mean(found), mean, top - 10),
        mean_anchor=_anchor(told.strip_mean(found), mean, width),
        unit=tuple(_Line(line, left if beside else 0.0, base + 42 + n * LINE) for n, line in enumerate(unit)),
    )
    chart.steps = [_Step(left + step * scale, language.number(step)) for step in steps]
    chart.rows = [
        _row(row, lines, at, chart, scale) for row, lines, at in zip(found.rows, names, tops, strict=True)
    ]
    chart.uprights = ((top, base),) if beside else tuple((row.y - 14, row.y + 14) for row in chart.rows)
    return chart


def _widest(rows: Sequence[BesideRow], names: Sequence[Sequence[str]]) -> float:
    """Room for the longest line of the names: the own area's is bold."""
    return max(
        text_width(line, strong=row.is_own) for row, lines in zip(rows, names, strict=True) for line in lines
    )


def _most(rows: Sequence[BesideRow]) -> float:
    """How far the scale must reach: every interval and every band."""
    return max(
        max(row.limits.high_998, row.rate.interval.upper if row.rate.interval else 0.0) for row in rows
    )


def _tops(names: Sequence[Sequence[str]], top: float, *, beside: bool) -> tuple[list[float], float]:
    """Where each row begins, and where the last one ends: names that wrap make theirs taller."""
    tops, at = [], top + 4
    for lines in names:
        tops.append(at)
        at += max(36.0, len(lines) * LINE + 12) if beside else len(lines) * LINE + 34
    return tops, at


def _anchor(text: str, x: float, width: float) -> str:
    half = text_width(text) / 2
    if x - half < 0:
        return "start"
    return "end" if x + half > width else "middle"


def _row(row: BesideRow, lines: Sequence[str], top: float, chart: _Chart, scale: float) -> _Row:
    """Names stand left of the mark when wide, above it on a phone, where the rate stands after the name."""
    wide, height = chart.beside, len(lines) * LINE
    y = top + max(36.0, height + 12) / 2 if wide else top + height + 16

    def x(value: float) -> float:
        return chart.left + value * scale

    first = y - height / 2 + 15 if wide else top + 16
    of = row.rate.interval
    value = float(row.rate.value or 0)
    return _Row(
        css="cm-beside__dot cm-beside__dot--own" if row.is_own else "cm-beside__dot",
        strong=row.is_own,
        label=tuple(
            _Line(line, chart.left - 14 if wide else 0.0, first + n * LINE) for n, line in enumerate(lines)
        ),
        y=y,
        outer=(x(row.limits.low_998), x(row.limits.high_998)),
        inner=(x(row.limits.low_95), x(row.limits.high_95)),
        low=x(of.lower if of else value),
        high=x(of.upper if of else value),
        dot=x(value),
        value=_Line(said.rate(row.rate), float(chart.width), y + 5.5 if wide else first),
    )


def _description(found: Comparison) -> str:
    """The strip in words: every area's rate, interval and place against its band."""
    areas = ngettext("%(num)s area, by place.", "%(num)s areas, by place.", len(found.rows))
    rows = [
        gettext(
            "%(place)s: %(rate)s, interval %(interval)s, %(verdict)s",
            place=row.area.name,
            rate=said.rate(row.rate),
            interval=said.rate_interval(row.rate),
            verdict=told.verdict(row.verdict),
        )
        for row in found.rows
    ]
    return f"{areas} {told.strip_mean(found)}. {'; '.join(rows)}."
