"""What is written in and beside the circles of a static map: numbers inside, letters beside, none on another.

Letters are drawn after every circle: the letter of a small circle would else lie under a large one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import Final, Literal

import numpy as np

from crimemap.maps.frame import Points
from crimemap.maps.labels import text_width
from crimemap.maps.paths import number, tag
from crimemap.maps.styles import INK, PAPER
from crimemap.maps.symbols import NUMBER_FROM, Symbol, fits_inside, inner_text

Letters = Literal["beside", "inside", "none"]

_DIRECTIONS: Final = (225, 315, 180, 135, 45, 0, 270, 90)
"""Degrees clockwise from east, up being 270: the letter stands up left of its circle if it can."""

_SIZE: Final = 14.0

_FURTHER: Final = (1.6, 2.6, 3.8, 5.2)
"""Sizes of its type from a circle's edge at which a letter may stand, with a line to it, where all nearer is taken."""

_ROUND: Final = tuple(range(0, 360, 15))
"""Degrees at which it may stand there."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A letter beside its circle, and the number that does not fit inside, centred at a pixel."""

    letter: str
    figure: str
    x: float
    y: float
    wide: float
    size: float = _SIZE
    origin: tuple[float, float] | None = None
    """Where the line to it begins."""

    @property
    def taken(self) -> Points:
        """Where it lies, as a row of places that names keep clear of."""
        reach = max(self.wide / 2 - 6, 0.0)
        across = np.linspace(-reach, reach, max(int(self.wide // 8), 1))
        return np.column_stack([self.x + across, np.full(len(across), self.y)])

    def drawn(self) -> str:
        """As SVG."""
        number_too = ""
        if self.figure:
            number_too = tag("tspan", escape(self.figure), font_weight=400, dx=4 if self.letter else 0)
        return self._line() + tag(
            "text", escape(self.letter) + number_too, x=self.x, y=self.y + round(self.size * 0.36), fill=INK,
            font_size=int(self.size), font_weight=600, text_anchor="middle", stroke=PAPER,
            stroke_width=round(self.size * 0.21), stroke_linejoin="round", paint_order="stroke",
        )  # fmt: skip

    def _line(self) -> str:
        """From the circle's edge to the rim of the letter, ink over paper."""
        if self.origin is None:
            return ""
        x, y = self.origin
        far = math.hypot(self.x - x, self.y - y)
        share = max(far - self.size * 0.55, 0.0) / far
        d = f"M{number(x)} {number(y)}l{number((self.x - x) * share)} {number((self.y - y) * share)}"
        rim = tag("path", d=d, stroke=PAPER, stroke_width=3)
        return rim + tag("path", d=d, stroke=INK, stroke_width="1.2")


def inside(symbol: Symbol, letters: Letters) -> str:
    """The number in a circle from radius 12; on small sheets the letter, if it fits. "" for nothing."""
    letter, figure = symbol.part.letter, symbol.figure_text
    if letters == "none":
        return ""
    if letters == "inside":
        fits = letter and fits_inside(symbol, letter, 13)
        return inner_text(symbol, letter, 14 if symbol.r > 14 else 13) if fits else ""
    if not symbol.is_circle:
        return inner_text(symbol, figure, 11)
    size = _size_inside(symbol)
    return inner_text(symbol, figure, size) if size else ""


def _size_inside(symbol: Symbol) -> float | None:
    """The largest type in which a circle's number can be read inside it."""
    sizes = (15.0 if symbol.r > 17 else 13.0, 11.5)
    fitting = (size for size in sizes if fits_inside(symbol, symbol.figure_text, size))
    return next(fitting, None) if symbol.r >= NUMBER_FROM else None


def asides(symbols: Sequence[Symbol], letters: Letters, *, further: bool = False) -> tuple[Aside, ...]:
    """What stands beside the circles: each on the side where the fewest circles and earlier letters are.

    `further`: also at some distance, with a line; for paper, which nobody can enlarge.
    """
    found: list[Aside] = []
    for symbol in symbols:
        letter, figure = _outside(symbol, letters)
        if letter or figure:
            places = _places(symbol, letter, figure)
            if further:
                places = chain(places, led(symbol, letter))
            found.append(least_crowded(places, symbol, symbols, found))
    return tuple(found)


def least_crowded(
    places: Iterator[Aside], symbol: Symbol, symbols: Sequence[Symbol], letters: Sequence[Aside]
) -> Aside:
    """The first place of those that stand on the fewest others; the first free one ends the search."""
    best, fewest = next(places), None
    for place in chain((best,), places):
        crowd = _crowd(place, symbol, symbols, letters)
        if fewest is None or crowd < fewest:
            best, fewest = place, crowd
        if not crowd:
            break
    return best


def _outside(symbol: Symbol, letters: Letters) -> tuple[str, str]:
    letter = symbol.part.letter
    if letters == "none" or (letters == "inside" and inside(symbol, letters)):
        return "", ""
    number_beside = letters == "beside" and symbol.is_circle and _size_inside(symbol) is None
    return letter, symbol.figure_text if number_beside else ""


def _places(symbol: Symbol, letter: str, figure: str) -> Iterator[Aside]:
    wide = text_width(f"{letter} {figure}".strip(), _SIZE)
    away = symbol.r + 8
    for degrees in _DIRECTIONS:
        turn = math.radians(degrees)
        x = symbol.x + math.cos(turn) * (away + wide / 2 - 4)
        yield Aside(letter, figure, x, symbol.y + math.sin(turn) * away, wide)


def led(symbol: Symbol, letter: str, size: float = _SIZE) -> Iterator[Aside]:
    """The places at some distance, with a line to each, the nearest first."""
    wide = text_width(letter, size)
    for away in _FURTHER:
        for degrees in _ROUND:
            across, down = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            begin = symbol.x + across * symbol.r, symbol.y + down * symbol.r
            far = symbol.r + away * size
            yield Aside(letter, "", symbol.x + across * far, symbol.y + down * far, wide, size, begin)


def _crowd(place: Aside, symbol: Symbol, symbols: Sequence[Symbol], letters: Sequence[Aside]) -> int:
    """On how many circles and letters it would stand; a line over one counts less than a letter on one."""
    others = [other for other in symbols if other is not symbol]
    high = place.size * 4 / 7
    on_circles = sum(
        abs(other.x - place.x) < other.r + place.wide / 2 and abs(other.y - place.y) < other.r + high
        for other in others
    )
    on_letters = sum(
        abs(other.x - place.x) < (other.wide + place.wide) / 2 + 2
        and abs(other.y - place.y) < place.size * 15 / 14
        for other in letters
    )
    under_lines = sum(_over(other, place.x, place.y, high) for other in letters)
    over = sum(_over(place, other.x, other.y, other.r + 1) for other in others)
    over += sum(_over(place, other.x, other.y, high) for other in letters)
    return 3 * (on_circles + on_letters) + 2 * (under_lines + over)


def _over(place: Aside, x: float, y: float, reach: float) -> bool:
    """Whether the line to a letter runs within `reach` of a point."""
    if place.origin is None:
        return False
    steps = np.linspace(0.0, 0.9, 10)
    across = place.origin[0] + (place.x - place.origin[0]) * steps
    down = place.origin[1] + (place.y - place.origin[1]) * steps
    return bool((np.hypot(across - x, down - y) < reach).any())
