"""The marks of a map: circles whose area is the count, and the four that stand where there is no count to draw."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap import language
from crimemap.figure import Figure
from crimemap.maps.frame import Frame
from crimemap.maps.labels import text_width
from crimemap.maps.paths import number, tag
from crimemap.maps.sheet import MapPart, MapSheet, Mark, mark_of

SERIES: Final = "#12436D"
INK: Final = "#1B2426"
PAPER: Final = "#FAF7F0"
HATCH_GROUND: Final = "#F2EEE4"
HATCH_LINE: Final = "#6B6255"

_PLAIN: Final = 10.0
"""Radius of the marks that stand for no count."""

NUMBER_FROM: Final = 12.0
"""Radius from which the number stands in its circle."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A mark on the sheet: where, how large, and what is written in and beside it."""

    part: MapPart
    mark: Mark
    x: float
    y: float
    r: float

    @property
    def is_circle(self) -> bool:
        """Whether its size says something."""
        return self.mark in {Mark.COUNT, Mark.PARTIAL}

    @property
    def figure_text(self) -> str:
        """The number or word that stands for the figure on the map."""
        return figure_text(self.part.figure)


def figure_text(figure: Figure) -> str:
    """The number or word that stands for a figure on the map; "" where it is not supplied."""
    if figure.told is not None:
        return language.number(figure.told)
    return {Mark.FEW: "<5", Mark.NOT_APPLICABLE: language.gettext("n/a")}.get(mark_of(figure), "")


def symbols_of(sheet: MapSheet, frame: Frame, share: float) -> tuple[Symbol, ...]:
    """The symbols, largest first, nudged apart only where one would hide another's number."""
    found: list[Symbol] = []
    for part in sheet.parts:
        if part.area.centre is not None:
            mark = mark_of(part.figure)
            value = part.figure.value or 0
            r = sheet.radius(value, share) if mark in {Mark.COUNT, Mark.PARTIAL} else _PLAIN * max(share, 0.7)
            x, y = frame.pixel(part.area.centre)
            found.append(Symbol(part, mark, x, y, r))
    found.sort(key=lambda each: (-each.r, each.part.letter))
    return _nudged(found)


_FURTHEST: Final = 46.0
"""Pixels that a symbol may stand from its place; past _LED a line leads to it."""

_LED: Final = 14.0

_SETTLED: Final = 0.02
"""Pixels of a step from which on nobody sees that symbols still move."""


def _nudged(symbols: Sequence[Symbol]) -> tuple[Symbol, ...]:
    """Symbols step apart, the smaller ones more, until no number is hidden; they overlap otherwise."""
    if len(symbols) < 2:
        return tuple(symbols)
    home = np.array([complex(each.x, each.y) for each in symbols])
    need, yields = _needs(symbols)
    # Of two that stand so far apart that they can never meet nothing is asked again: on a city that is most.
    meet = need + 2 * _FURTHEST > np.abs(home[:, None] - home)
    np.fill_diagonal(meet, val=False)
    one, other = np.nonzero(meet)
    need, yields = need[meet], yields[meet]
    at = home
    for _ in range(80):
        apart = at[one] - at[other]
        far = np.abs(apart)
        lack = need - far
        lack[lack <= 0.5] = 0.0
        if not lack.any():
            break
        same = far < 0.01
        apart[same] = np.sign(one - other)[
            same
        ]  # one place for two: the later one goes east, the earlier west
        # For each symbol the sum over the others of its share of the step away from them.
        steps = lack * yields / np.maximum(far, 1.0) * apart
        step = np.bincount(one, steps.real, len(at)) + 1j * np.bincount(one, steps.imag, len(at))
        away = at + step * 0.5 - home
        before, at = at, home + away * np.minimum(1.0, _FURTHEST / np.maximum(np.abs(away), 0.01))
        gone = at - before
        if max(np.abs(gone.real).max(), np.abs(gone.imag).max()) < _SETTLED:
            break
    return tuple(replace(each, x=z.real, y=z.imag) for each, z in zip(symbols, at.tolist(), strict=True))


def _needs(symbols: Sequence[Symbol]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each pair, how far apart both numbers can be read; and which share of a step the first one takes."""
    r = np.array([each.r for each in symbols])
    number_reach = np.array([text_width(each.figure_text, 14) / 2 + 2 for each in symbols])
    core = np.maximum(0.62 * r, np.minimum(number_reach, r))
    larger = r[:, None] >= r[None]
    need = np.where(larger, core[:, None] + r[None], r[:, None] + core[None])
    np.fill_diagonal(need, 0.0)
    return need, r[None] ** 2 / (r[:, None] ** 2 + r[None] ** 2)


def leads(symbols: Sequence[Symbol], frame: Frame) -> str:
    """Thin lines from symbols that stand aside to the places that they stand for."""
    drawn = []
    for symbol in symbols:
        x, y = frame.pixel(symbol.part.area.centre or (0.0, 0.0))
        if math.hypot(symbol.x - x, symbol.y - y) > _LED:
            d = f"M{number(symbol.x)} {number(symbol.y)}L{number(x)} {number(y)}"
            drawn.append(tag("path", d=d, stroke=SERIES, stroke_width="1.5"))
            drawn.append(tag("circle", cx=x, cy=y, r="2.5", fill=SERIES))
    return "".join(drawn)


def draw_mark(symbol: Symbol, hatch: str) -> str:
    """The mark itself; `hatch` is the id of the sheet's hatch pattern."""
    at = {"cx": symbol.x, "cy": symbol.y, "r": symbol.r}
    match symbol.mark:
        case Mark.COUNT:
            return tag("circle", **at, fill=SERIES, fill_opacity=".92", stroke="#fff", stroke_width=2)
        case Mark.PARTIAL:
            dashes = {"stroke_width": 2.2, "stroke_dasharray": "4 3"}
            return tag("circle", **at, fill="#fff", fill_opacity=".94", stroke=SERIES, **dashes)
        case Mark.NONE:
            return tag("circle", **at, fill="#fff", stroke=SERIES, stroke_width=2)
        case Mark.FEW:
            return tag("circle", **at, fill="#fff", stroke=SERIES, stroke_width=2, stroke_dasharray="3 2.4")
        case Mark.MISSING:
            return _square(symbol, f"url(#{hatch})", HATCH_LINE)
        case _:
            return _square(symbol, "#fff", HATCH_LINE)


def _square(symbol: Symbol, fill: str, edge: str) -> str:
    side = symbol.r * 2
    return tag(
        "rect", x=symbol.x - symbol.r, y=symbol.y - symbol.r, width=side, height=side, fill=fill, stroke=edge
    )  # fmt: skip


def hatch_pattern(name: str) -> str:
    """The pattern of "not supplied". It must not stand in a hidden SVG: browsers then draw nothing."""
    lines = tag("rect", width=6, height=6, fill=HATCH_GROUND) + tag(
        "path", d="M-1 1l2-2M0 6l6-6M5 7l2-2", stroke=HATCH_LINE, stroke_width="1.2"
    )
    return tag("pattern", lines, id=name, width=6, height=6, patternUnits="userSpaceOnUse")


def fits_inside(symbol: Symbol, text: str, size: float) -> bool:
    """Whether a text can be read inside its mark."""
    return symbol.r * 2 - 4 >= text_width(text, size) and symbol.r >= size * 0.68


def inner_text(symbol: Symbol, text: str, size: float) -> str:
    """A number or letter in the middle of its mark."""
    ink = "#fff" if symbol.mark is Mark.COUNT else INK
    return tag(
        "text", text.replace("<", "&lt;"), x=symbol.x, y=symbol.y + size * 0.36, fill=ink,
        font_size=number(size), font_weight=700, text_anchor="middle",
    )  # fmt: skip
