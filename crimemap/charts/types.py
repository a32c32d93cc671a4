"""What kinds of crime: a bar for the year, an upright tick for the year before, and both numbers in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crimemap import words
from crimemap.charts.drawing import (
    PHONE,
    STAMP_ROOM,
    WIDE,
    Bar,
    Drawing,
    Stamp,
    hatch,
    render,
    stamp_at,
    text_width,
)
from crimemap.figure import Figure, Status
from crimemap.language import gettext, ngettext
from crimemap.measures import crime

BAR: Final = 18.0
GAP: Final = 11.0
EMPTY: Final = 54.0
"""Length of the hatched mark for a type without a figure: it stands for no number."""


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    label_x: float
    label_y: float
    top: float
    bar: Bar
    tick: float | None
    value_x: float
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class _Chart:
    css: str
    id: str
    hatch: str
    width: int
    height: float
    title: str
    description: str
    stamp: Stamp | None
    beside: bool
    left: float
    axis_top: float
    axis_end: float
    rows: list[_Row]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where rows lie: labels beside the bars when wide, above them on a phone."""

    width: int
    beside: bool
    left: float
    first: float
    pitch: float
    per_crime: float

    def length(self, value: float) -> float:
        return value * self.per_crime


def type_bars(rows: Iterable[crime.TypeChange], chart_id: str = "types", *, stamp: bool = False) -> Drawing:
    """One bar a type, the largest first. `chart_id` is unique in the page; `stamp` marks an invented county."""
    ordered = crime.largest_first(rows)
    pattern = f"{chart_id}-hatch"
    wide, phone = (
        render("types.svg.jinja", _draw(ordered, chart_id, pattern, width, stamp=stamp))
        for width in (WIDE, PHONE)
    )
    return Drawing(hatch(pattern), wide, phone)


def _draw(
    rows: Sequence[crime.TypeChange], chart_id: str, pattern: str, width: int, *, stamp: bool
) -> _Chart:
    beside = width == WIDE
    layout = _lay_out(rows, width, stamp=stamp)
    compares = any(_has_before(row) for row in rows)
    drawn = [_row(row, place, layout, compares=compares) for place, row in enumerate(rows)]
    end = layout.first + layout.pitch * len(rows)
    return _Chart(
        css="cm-chart__wide" if beside else "cm-chart__narrow",
        id=f"{chart_id}-{'wide' if beside else 'phone'}",
        hatch=pattern,
        width=width,
        height=end,
        title=gettext("Kinds of crime, and the year before"),
        description=_description(rows),
        stamp=stamp_at(width, stamp),
        beside=beside,
        left=layout.left,
        axis_top=layout.first if beside else end,
        axis_end=end,
        rows=drawn,
    )


def _lay_out(rows: Sequence[crime.TypeChange], width: int, *, stamp: bool) -> _Layout:
    beside = width == WIDE
    left = max((text_width(words.crime_type(row.what)) for row in rows), default=0) + 8 if beside else 1.0
    compares = any(_has_before(row) for row in rows)
    per_crime = min((_room(row, width - left, compares=compares) for row in rows), default=1.0)
    first = STAMP_ROOM if stamp else 2.0
    return _Layout(width, beside, left, first, 31.0 if beside else 54.0, per_crime)


def _room(row: crime.TypeChange, room: float, *, compares: bool) -> float:
    """How long a crime may be so that this row's bar, tick and words still fit."""
    longest = max(1, row.change.now.value or 0, (row.change.before.value or 0) if _has_before(row) else 0)
    return (room - GAP - text_width(" ".join(_value(row, compares=compares)))) / longest


def _has_before(row: crime.TypeChange) -> bool:
    return row.change.before.value is not None and row.change.broken_by is None


def _row(row: crime.TypeChange, place: int, layout: _Layout, *, compares: bool) -> _Row:
    start = layout.first + place * layout.pitch
    top = start + (6 if layout.beside else 25)
    bar = _bar(row.change.now, layout, top)
    before = row.change.before
    tick = (
        layout.left + layout.length(before.value) if before.value is not None and _has_before(row) else None
    )
    now, was = _value(row, compares=compares)
    return _Row(
        label=words.crime_type(row.what),
        label_x=layout.left - 12 if layout.beside else 0,
        label_y=top + 14.5 if layout.beside else start + 17,
        top=top,
        bar=bar,
        tick=tick,
        value_x=max(bar.x + bar.width, tick or 0) + GAP,
        now=now,
        before=was,
    )


def _bar(now: Figure, layout: _Layout, top: float) -> Bar:
    if now.value is None:
        css = "cm-bar--missing" if now.status is Status.MISSING else "cm-bar--none"
        return Bar(css, layout.left, top, EMPTY, BAR, hatched=now.status is Status.MISSING)
    css = "cm-bar cm-bar--partial" if now.status is Status.PARTIAL else "cm-bar"
    return Bar(css, layout.left, top, layout.length(now.value), BAR)


def _value(row: crime.TypeChange, *, compares: bool) -> tuple[str, str]:
    """The number now, and what it was; words where there is none. Nothing was: nothing is said of it."""
    now, before = words.figure(row.change.now), row.change.before
    if not compares or row.change.broken_by is not None:
        return now, ""
    if before.value is None:
        return now, gettext("year before %(status)s", status=words.status(before.status))
    return now, gettext("was %(count)s", count=words.figure(before))


def _description(rows: Sequence[crime.TypeChange]) -> str:
    compares = any(_has_before(row) for row in rows)
    told = [
        gettext(
            "%(type)s: %(value)s",
            type=words.crime_type(row.what),
            value=" ".join(part for part in _value(row, compares=compares) if part),
        )
        for row in rows
    ]
    kinds = ngettext("%(num)s kind of crime.", "%(num)s kinds of crime.", len(rows))
    return f"{kinds} {'; '.join(told)}."
