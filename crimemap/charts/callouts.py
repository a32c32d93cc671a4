"""Where the words above a chart go: each on the lowest row on which it meets no other word and no line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from crimemap.charts.drawing import text_width

Anchor = Literal["start", "middle", "end"]

_TO_THE_LEFT: Final[tuple[Anchor, ...]] = ("end", "middle", "start")
_TO_THE_RIGHT: Final[tuple[Anchor, ...]] = ("start", "middle", "end")

ROWS: Final = 5
"""Rows of words that a chart may have above it; what does not fit is told in the text under it and in the table."""
AIR: Final = 6.0
OVER: Final = 0.0
"""How far a text may reach past the drawing: an SVG in a page clips what is outside it."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A text that names the mark at `x`; it is anchored at `text_x`; `row` 0 is the one just above the plot."""

    text: str
    x: float
    text_x: float
    anchor: Anchor
    row: int

    @property
    def span(self) -> tuple[float, float]:
        """From and to, in user units."""
        wide = text_width(self.text)
        start = self.text_x - {"start": 0, "middle": wide / 2, "end": wide}[self.anchor]
        return start, start + wide


def at(text: str, x: float, anchor: Anchor, row: int, width: float) -> Callout:
    """A text that ends, begins or centres at its mark, moved as far as the edge of the drawing asks."""
    wide = text_width(text)
    if anchor == "end" and x + AIR - wide < -OVER:
        return Callout(text, x, -OVER, "start", row)
    if anchor == "start" and x - AIR + wide > width + OVER:
        return Callout(text, x, width + OVER, "end", row)
    return Callout(text, x, x + {"start": -AIR, "middle": 0.0, "end": AIR}[anchor], anchor, row)


class Mark(NamedTuple):
    """Something to name above a chart: where it is, its words, and how much it matters that they are there."""

    x: float
    text: str
    weight: int = 1


def placed(marks: Iterable[Mark], width: float, lines: Iterable[float] = ()) -> list[Callout]:
    """A place for each mark, left to right; `lines` are uprights that no text may cross.

    Tried as steps down to the left and to the right, and with what matters most seated first: the way that says
    most is taken, and of those the one on fewer rows.
    """
    uprights, ordered = list(lines), sorted(marks)
    weights = {(mark.x, mark.text): mark.weight for mark in ordered}
    ways = [
        _seated(ordered, _TO_THE_LEFT, width, uprights),
        _seated(ordered[::-1], _TO_THE_RIGHT, width, uprights),
        _seated(sorted(ordered, key=lambda mark: -mark.weight), _TO_THE_LEFT, width, uprights),
    ]
    best = min(ways, key=lambda way: _loss(way, weights))
    return sorted(best, key=lambda one: one.x)


def _loss(way: Sequence[Callout], weights: dict[tuple[float, str], int]) -> tuple[int, int]:
    return -sum(weights[one.x, one.text] for one in way), max((one.row for one in way), default=0)


def _seated(
    marks: Iterable[Mark], anchors: tuple[Anchor, ...], width: float, uprights: list[float]
) -> list[Callout]:
    found: list[Callout] = []
    for x, text, _ in marks:
        tries = (at(text, x, anchor, row, width) for row in range(ROWS) for anchor in anchors)
        fitting = next((one for one in tries if _fits(one, found, width, uprights)), None)
        if fitting:
            found.append(fitting)
    return found


def _fits(one: Callout, others: Iterable[Callout], width: float, uprights: list[float]) -> bool:
    start, end = one.span
    if (
        not start <= one.x <= end
        or start < -OVER
        or end > width + OVER
        or any(start - AIR < x < end + AIR for x in uprights)
    ):
        return False
    return not any(_meet(one, other) for other in others)


def _meet(one: Callout, other: Callout) -> bool:
    """Whether their texts touch, or the line of the higher one runs through the text of the lower."""
    if one.row == other.row:
        return one.span[0] - AIR < other.span[1] and other.span[0] - AIR < one.span[1]
    high, low = (one, other) if one.row > other.row else (other, one)
    return low.span[0] - AIR < high.x < low.span[1] + AIR


def above(others: Sequence[Callout], x: float, text: str, width: float) -> Callout:
    """The words of a break beside the top of its line, above all others."""
    row = 1 + max((one.row for one in others), default=-1)
    after = Callout(text, x, x + 8, "start", row)
    return after if after.span[1] <= width else Callout(text, x, x - 8, "end", row)
