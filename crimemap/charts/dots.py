"""What charts of shares are drawn from: dots with intervals, lines, boxes and words that do not meet one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, hypot
from typing import Final, NamedTuple

from markupsafe import Markup

from crimemap.charts.beside import PLATE_PHONE, PLATE_WIDE
from crimemap.charts.callouts import Anchor
from crimemap.charts.drawing import Bar, Drawing, Stamp, hatch, px, render, stamp_at, text_width
from crimemap.charts.plot import Text

DOT: Final = 5.5
"""Radius of a dot."""

FINE: Final = 4.0
"""Below this radius."""

CAP: Final = 5.0
"""How far the ends of an interval reach to either side."""

ASCENT: Final = 13.0
DESCENT: Final = 4.5
"""Of a line of 16 px above and below its baseline."""

LINE: Final = 20.0
"""From one line of words to the next."""

_STEP: Final = 6.0
"""A slanting line is kept clear of at points as near as this."""


@dataclass(frozen=True, slots=True)
class Path:
    """A line of any shape; `d` as SVG has it."""

    css: str
    d: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A share. A square says that nobody knows how sure it is."""

    css: str
    x: float
    y: float
    r: float = DOT
    square: bool = False


class Box(NamedTuple):
    """A part of the drawing that words keep out of."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Box) -> bool:
        """Whether the other lies in it, edges included."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(slots=True)
class Picture:
    """One drawing, ready for dots.svg.jinja. Lengths are user units; drawn in the order of the fields."""

    css: str
    id: str
    width: int
    title: str
    description: str
    stamp: Stamp | None
    height: float = 0
    hatch: str = ""
    bars: list[Bar] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def is_wide(self) -> bool:
        """For a wide window, not for a phone."""
        return self.width == PLATE_WIDE


def on_plates(
    chart_id: str,
    told: tuple[str, str],
    draw: Callable[[Picture], object],
    *,
    stamp: bool,
    hatched: bool = False,
) -> Drawing:
    """A chart on its white plate, for a wide window and for a phone: `draw` fills an empty Picture of either.

    `told`: its title, and what somebody who cannot see it should know. `hatched`: something in it was not supplied.
    """
    pattern, drawn = f"{chart_id}-hatch", []
    for width, css, name in (
        (PLATE_WIDE, "cm-chart__wide", "wide"),
        (PLATE_PHONE, "cm-chart__narrow", "phone"),
    ):
        picture = Picture(css, f"{chart_id}-{name}", width, *told, stamp_at(width, stamp), hatch=pattern)
        draw(picture)
        drawn.append(render("dots.svg.jinja", picture))
    return Drawing(hatch(pattern) if hatched else Markup(), *drawn)


class Seats:
    """Where words may still go: each takes the first of its places that is inside and meets nothing."""

    def __init__(
        self, width: float, height: float, taken: Iterable[Box] = (), lines: Iterable[Box] = ()
    ) -> None:
        """`taken`: what no words ever cover; `lines`: what they cross only where there is nowhere else."""
        self._inside = Box(0, 0, width, height)
        self._taken, self._lines = list(taken), list(lines)

    def seated(
        self, lines: Sequence[str], places: Sequence[tuple[float, float, Anchor]], css: str = "cm-ink"
    ) -> list[Text]:
        """The lines at the first place (x, baseline of the first, anchor) that is free; none where there is none."""
        for obstacles in ([*self._taken, *self._lines], self._taken):
            for x, y, anchor in places:
                block = [Text(line, x, y + n * LINE, css, anchor) for n, line in enumerate(lines)]
                boxes = [box_of(line) for line in block]
                if all(self._free(box, obstacles) for box in boxes):
                    self._taken += boxes
                    return block
        return []

    def _free(self, box: Box, obstacles: Iterable[Box]) -> bool:
        return self._inside.holds(box) and not any(box.meets(other) for other in obstacles)


def box_of(text: Text) -> Box:
    """The room of a line of words."""
    wide = text_width(text.text, strong=text.css.startswith("cm-strong"))
    left = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    return Box(left, text.y - ASCENT, left + wide, text.y + DESCENT)


def mark_css(*, solid: bool) -> str:
    """The class of a share's mark: the latest, or the own one, is solid and the others are hollow."""
    return "cm-dot cm-dot--solid" if solid else "cm-dot"


def fine(css: str, r: float) -> str:
    """The class of a small mark, whose outline must not fill it."""
    return f"{css} cm-dot--fine" if r < FINE else css


def straight(x1: float, y1: float, x2: float, y2: float) -> str:
    """The `d` of a line from one point to another."""
    return f"M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}"


def upright_interval(x: float, y1: float, y2: float, cap: float = CAP) -> str:
    """The `d` of an interval that stands."""
    ends = "".join(f"M{px(x - cap)} {px(y)}H{px(x + cap)}" for y in (y1, y2))
    return f"M{px(x)} {px(y1)}V{px(y2)}{ends}"


def level_interval(y: float, x1: float, x2: float, cap: float = CAP) -> str:
    """The `d` of an interval that lies."""
    ends = "".join(f"M{px(x)} {px(y - cap)}V{px(y + cap)}" for x in (x1, x2))
    return f"M{px(x1)} {px(y)}H{px(x2)}{ends}"


def along(x1: float, y1: float, x2: float, y2: float) -> Iterator[Box]:
    """Small boxes along a line, for words to keep clear of it."""
    steps = max(1, ceil(hypot(x2 - x1, y2 - y1) / _STEP))
    for n in range(steps + 1):
        x, y = x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps
        yield Box(x - 1, y - 1, x + 1, y + 1)


def spread(wanted: Sequence[float], rooms: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near to `wanted` (which rises) as fit without touching, each `rooms` wide, between low and high.

    Neighbours that would touch form a block that stands where its members would on average. Where all together need
    more than there is, they stand edge to edge from `low` on.
    """
    blocks: list[tuple[float, list[int]]] = []  # left edge, members
    for n, middle in enumerate(wanted):
        blocks.append((_kept(middle - rooms[n] / 2, rooms[n], low, high), [n]))
        while len(blocks) > 1 and blocks[-2][0] + _wide(blocks[-2], rooms) > blocks[-1][0]:
            members = blocks[-2][1] + blocks[-1][1]
            blocks[-2:] = [
                (_kept(_left(members, wanted, rooms), sum(rooms[m] for m in members), low, high), members)
            ]
    found = []
    for left, members in blocks:
        for n in members:
            found.append(left + rooms[n] / 2)
            left += rooms[n]  # noqa: PLW2901 - the next member begins where this one ends
    return found


def _wide(block: tuple[float, list[int]], rooms: Sequence[float]) -> float:
    return sum(rooms[n] for n in block[1])


def _kept(left: float, wide: float, low: float, high: float) -> float:
    return max(low, min(left, high - wide))


def _left(members: Sequence[int], wanted: Sequence[float], rooms: Sequence[float]) -> float:
    """Where a block begins so that its members lie, on average, where they want to."""
    before, total = 0.0, 0.0
    for n in members:
        total += wanted[n] - rooms[n] / 2 - before
        before += rooms[n]
    return total / len(members)
