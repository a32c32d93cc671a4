"""What charts over time are drawn from: gridlines, bars, words, uprights, brackets; round numbers to scale by."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log10
from typing import Final

from crimemap.charts.callouts import Anchor
from crimemap.charts.drawing import Bar, Stamp

LINES: Final = 3
"""Gridlines above zero, at most."""


@dataclass(frozen=True, slots=True)
class Gridline:
    """A round number and where it lies."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words at 16 px."""

    text: str
    x: float
    y: float
    css: str = "cm-ink"
    anchor: Anchor = "middle"


@dataclass(frozen=True, slots=True)
class Upright:
    """A vertical line: from a word to its mark, or a break."""

    css: str
    x: float
    y1: float
    y2: float


@dataclass(frozen=True, slots=True)
class Bracket:
    """What holds the months of a year together."""

    x1: float
    x2: float
    y: float


@dataclass(slots=True)
class Plot:
    """One drawing, ready for plot.svg.jinja. Lengths are user units."""

    css: str
    id: str
    hatch: str
    width: int
    title: str
    description: str
    stamp: Stamp | None
    left: float = 0
    right: float = 0
    base: float = 0
    height: float = 0
    gridlines: list[Gridline] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    lines: list[Upright] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)


def gridline_steps(most: float) -> list[int]:
    """0 and up to LINES round numbers that reach no further than `most` needs: 124 → 0, 50, 100."""
    if most <= 0:
        return [0]
    rough = most / LINES
    power = 10 ** int(max(0, log10(rough)))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough) if rough > 1 else 1
    return list(range(0, int(most) + 1, int(step)))
