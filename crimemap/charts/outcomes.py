"""What came of crimes: one bar a group of outcomes; dashed where there is no result yet, or none that is known."""

from __future__ import annotations

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
from crimemap.language import gettext
from crimemap.measures import outcomes

BAR: Final = 18.0
GAP: Final = 11.0
_OPEN: Final = frozenset({outcomes.Result.PENDING, outcomes.Result.UNKNOWN})


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    label_x: float
    label_y: float
    top: float
    bar: Bar
    value_x: float
    count: str
    share: str


@dataclass(frozen=True, slots=True)
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
    axis_top: float
    rows: list[_Row]


def outcome_bars(
    table: outcomes.OutcomeTable, chart_id: str = "outcome-bars", *, stamp: bool = False
) -> Drawing | None:
    """One bar a group, in the order of the groups. None where there is no number, or no crime to draw."""
    if table.rows[0].figure.value is None or not table.total.value:
        return None
    wide, phone = (
        render("outcomes.svg.jinja", _draw(table, chart_id, width, stamp=stamp)) for width in (WIDE, PHONE)
    )
    return Drawing(hatch(f"{chart_id}-hatch"), wide, phone)


def _draw(table: outcomes.OutcomeTable, chart_id: str, width: int, *, stamp: bool) -> _Chart:
    beside = width == WIDE
    rows = table.shown
    left = max(text_width(_label(row)) for row in rows) + 8 if beside else 1.0
    longest = max(_room(row, width - left) for row in rows)
    first, pitch = (STAMP_ROOM if stamp else 2.0), (31.0 if beside else 54.0)
    drawn = [
        _row(row, first + pitch * place, left, 1 / longest, beside=beside) for place, row in enumerate(rows)
    ]
    return _Chart(
        css="cm-chart__wide" if beside else "cm-chart__narrow",
        id=f"{chart_id}-{'wide' if beside else 'phone'}",
        width=width,
        height=first + pitch * len(rows),
        title=gettext("What came of the crimes"),
        description=_description(table),
        stamp=stamp_at(width, stamp),
        beside=beside,
        left=left,
        axis_top=first if beside else first + pitch * len(rows),
        rows=drawn,
    )


def _room(row: outcomes.OutcomeRow, room: float) -> float:
    """Crimes a pixel at which this row's bar and its words still fit."""
    said = text_width(f"{_count(row)} ", strong=True) + text_width(words.share(row.share))
    return (row.figure.value or 0) / (room - GAP - said)


def _row(row: outcomes.OutcomeRow, start: float, left: float, per_crime: float, *, beside: bool) -> _Row:
    top = start + (6 if beside else 25)
    length = (row.figure.value or 0) * per_crime
    css = "cm-bar cm-bar--partial" if row.group.result in _OPEN or not row.figure.is_known else "cm-bar"
    return _Row(
        label=_label(row),
        label_x=left - 12 if beside else 0,
        label_y=top + 14.5 if beside else start + 17,
        top=top,
        bar=Bar(css, left, top, length, BAR),
        value_x=left + length + GAP,
        count=_count(row),
        share=words.share(row.share),
    )


def _label(row: outcomes.OutcomeRow) -> str:
    return gettext(row.group.title)


def _count(row: outcomes.OutcomeRow) -> str:
    return words.figure(row.figure)


def _description(table: outcomes.OutcomeTable) -> str:
    told = [
        gettext("%(group)s: %(values)s", group=_label(row), values=", ".join(_values(row)))
        for row in table.shown
    ]
    return f"{'; '.join(told)}."


def _values(row: outcomes.OutcomeRow) -> list[str]:
    """The number, and the share where there is one."""
    return [text for text in (_count(row), words.share(row.share)) if text]
