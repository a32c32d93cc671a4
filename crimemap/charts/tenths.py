"""How the small areas of a place are spread over the ten tenths of their nation: ten columns of one colour.

A small area itself is one of ten squares, filled. The most deprived tenth is at the left, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from crimemap.charts.drawing import PHONE, STAMP_ROOM, WIDE, Drawing, Stamp, render, stamp_at
from crimemap.language import gettext, number
from crimemap.measures.deprivation import TENTHS, Scale
from crimemap.words import deprivation as told

TALLEST: Final = 88.0
ONE: Final = 24.0
"""Height of the squares of a small area."""

GAP: Final = 6.0


@dataclass(frozen=True, slots=True)
class _Column:
    x: float
    y: float
    height: float
    css: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class _Chart:
    css: str
    id: str
    width: int
    height: float
    title: str
    description: str
    stamp: Stamp | None
    column: float
    base: float
    columns: tuple[_Column, ...]
    most: tuple[str, ...]
    least: tuple[str, ...]


def tenths_strip(scale: Scale, place: str, chart_id: str = "tenths", *, stamp: bool = False) -> Drawing:
    """The strip of one scale; `chart_id` is unique in the page; `stamp` marks an invented county."""
    wide, phone = (
        render("tenths.svg.jinja", _draw(scale, place, chart_id, width, stamp=stamp))
        for width in (WIDE, PHONE)
    )
    return Drawing(Markup(), wide, phone)


def _draw(scale: Scale, place: str, chart_id: str, width: int, *, stamp: bool) -> _Chart:
    wide = width == WIDE
    column = (width + GAP) / TENTHS - GAP
    tallest = TALLEST if scale.tenths else ONE
    base = (STAMP_ROOM if stamp else 2.0) + (22 if scale.tenths else 0) + tallest
    return _Chart(
        css="cm-chart__wide" if wide else "cm-chart__narrow",
        id=f"{chart_id}-{'wide' if wide else 'phone'}",
        width=width,
        height=base + (48 if wide else 68),
        title=told.strip_title(scale, place),
        description=told.strip_description(scale, place),
        stamp=stamp_at(width, stamp),
        column=column,
        base=base,
        columns=tuple(_columns(scale, column, base)),
        most=(gettext("Most deprived tenth"),) if wide else (gettext("Most deprived"), gettext("tenth")),
        least=(gettext("Least deprived tenth"),) if wide else (gettext("Least deprived"), gettext("tenth")),
    )


def _columns(scale: Scale, column: float, base: float) -> list[_Column]:
    if not scale.tenths:
        own = int(scale.decile.value or 0) if scale.decile else 0
        return [
            _Column(
                n * (column + GAP),
                base - ONE,
                ONE,
                "cm-bar" if n + 1 == own else "cm-tenths__empty",
                "",
                str(n + 1),
            )
            for n in range(TENTHS)
        ]
    counts = [int(row.areas.value or 0) for row in scale.tenths]
    largest = max([*counts, 1])
    found = []
    for n, count in enumerate(counts):
        height = TALLEST * count / largest
        found.append(_Column(n * (column + GAP), base - height, height, "cm-bar", number(count), str(n + 1)))
    return found
