"""What police recorded beside what people say, topic by topic: two scales side by side, each with a nought of its own.

Per cent and points are not the same thing, so they share no line. On both, fewer and better lie left and more and worse
right, each with its interval; the verdict stands under the two in words. Where a side has no figure its words stand
alone; where police supplied none, on the hatch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crimemap.charts.beside import wrapped
from crimemap.charts.dots import CAP, DOT, LINE, Dot, Path, Picture, on_plates
from crimemap.charts.drawing import STAMP_ROOM, Bar, Drawing, px, text_width
from crimemap.charts.plot import Text
from crimemap.figure import Figure, Status
from crimemap.language import number
from crimemap.measures.confidence.gap import Gap
from crimemap.words import gap_charts as said
from crimemap.words.confidence import question_title
from crimemap.words.gap import verdict_cell

BOUNDS: Final = (10, 20, 30, 40, 60, 80, 100, 150, 200, 400, 1000)
"""How far a scale may reach to either side."""

_FURTHEST: Final = 60.0
"""No interval makes a scale longer than this: it runs off, without an end."""

_GUTTER_WIDE: Final = 52.0
_GUTTER_PHONE: Final = 24.0
_ROW: Final = 26.0
_BETWEEN: Final = 22.0


@dataclass(frozen=True, slots=True)
class _Side:
    """What one of the two sources gives, ready to be drawn."""

    text: str
    figure: Figure | None
    css: str
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class _Scale:
    """One of the two."""

    left: float
    right: float
    bound: float

    def x(self, value: float) -> float:
        """Cut off at the ends of the scale."""
        within = max(-self.bound, min(self.bound, value))
        inset = DOT + 2
        half = (self.right - self.left) / 2 - inset
        return (self.left + self.right) / 2 + half * within / self.bound


def gap_chart(gaps: Sequence[Gap], place: str, chart_id: str = "gaps", *, stamp: bool = False) -> Drawing:
    """One block a topic, in the order given. Raises ValueError without any; `chart_id` is unique in the page."""
    if not gaps:
        raise ValueError("there is nothing to draw: no gap")
    told = said.gap_title(place), said.gaps_described(gaps)
    hatched = any(_police(gap).hatched for gap in gaps)
    return on_plates(chart_id, told, lambda picture: _draw(picture, gaps), stamp=stamp, hatched=hatched)


def _police(gap: Gap) -> _Side:
    record = gap.recorded
    missing = record is not None and record.change.status is Status.MISSING
    return _Side(said.gap_recorded(gap), record.percent if record else None, "recorded", missing)


def _people(gap: Gap) -> _Side:
    return _Side(said.gap_people(gap), gap.people.net, "said")


def _bound(sides: Iterable[_Side]) -> float:
    """The first of BOUNDS that holds every figure with some room, and its interval up to _FURTHEST; or the last."""
    reach = 0.0
    for side in sides:
        if side.figure and side.figure.value is not None:
            of, value = side.figure.interval, float(side.figure.value)
            ends = max(abs(of.lower), abs(of.upper)) if of else 0.0
            reach = max(reach, abs(value) * 1.2, min(ends, _FURTHEST))
    return next((bound for bound in BOUNDS if bound >= reach), BOUNDS[-1])


def _draw(picture: Picture, gaps: Sequence[Gap]) -> None:
    gutter = _GUTTER_WIDE if picture.is_wide else _GUTTER_PHONE
    half = (picture.width - gutter) / 2
    halves: list[tuple[_Scale, Callable[[Gap], _Side]]] = [
        (_Scale(0, half, _bound(map(_police, gaps))), _police),
        (_Scale(half + gutter, picture.width, _bound(map(_people, gaps))), _people),
    ]
    at = _heads(picture, [scale for scale, _ in halves], STAMP_ROOM if picture.stamp else 0.0)
    uprights: list[tuple[float, float]] = []
    for gap in gaps:
        at = _lines(
            picture, wrapped(question_title(gap.question.id), picture.width / 1.08), 0, at, "cm-strong"
        )
        ends = [_words(picture, side(gap), scale, at + 2) for scale, side in halves]
        y = max(ends) + _ROW / 2 + 2
        for scale, side in halves:
            _mark(picture, side(gap), scale, y)
        uprights.append((y - _ROW / 2, y + _ROW / 2))
        at = _lines(
            picture, wrapped(verdict_cell(gap), picture.width / 1.08), 0, y + _ROW / 2 + 2, "cm-strong"
        )
        at += _BETWEEN
    at -= _BETWEEN - 10
    sides = said.police_sides(), said.people_sides()
    ends = [_axis(picture, scale, uprights, at, told) for (scale, _), told in zip(halves, sides, strict=True)]
    picture.height = max(ends) - 8


def _heads(picture: Picture, scales: Sequence[_Scale], at: float) -> float:
    """Whose scale it is and what it counts."""
    heads = (
        (said.police_head(), said.police_unit()),
        (said.people_head(), said.people_unit()),
    )
    ends = []
    for scale, (who, unit) in zip(scales, heads, strict=True):
        below = _lines(picture, [who], scale.left, at, "cm-strong")
        ends.append(_lines(picture, wrapped(unit, scale.right - scale.left), scale.left, below, "cm-ink2"))
    return max(ends) + 12


def _lines(picture: Picture, lines: Iterable[str], x: float, at: float, css: str) -> float:
    """Written from `at` on; where they end."""
    for line in lines:
        picture.texts.append(Text(line, x, at + 16, css, "start"))
        at += LINE
    return at


def _words(picture: Picture, side: _Side, scale: _Scale, at: float) -> float:
    return _lines(picture, wrapped(side.text, scale.right - scale.left), scale.left, at, "cm-ink")


def _mark(picture: Picture, side: _Side, scale: _Scale, y: float) -> None:
    """Dot and interval, or the hatch where nothing was supplied."""
    if side.figure is None or side.figure.value is None:
        if side.hatched:
            wide = scale.right - scale.left
            picture.bars.append(Bar("cm-bar--missing", scale.left, y - 9, wide, 18, hatched=True))
        return
    x, reach = scale.x(float(side.figure.value)), side.figure.interval
    if reach:
        left, right = scale.x(reach.lower), scale.x(reach.upper)
        css = "cm-gap__interval" if side.css == "recorded" else "cm-interval"
        ends = [x for x, end in ((left, reach.lower), (right, reach.upper)) if abs(end) <= scale.bound]
        caps = "".join(f"M{px(end)} {px(y - CAP)}V{px(y + CAP)}" for end in ends)
        picture.paths.append(Path(css, f"M{px(left)} {px(y)}H{px(right)}{caps}"))
    css = "cm-gap__dot" if side.css == "recorded" else "cm-dot cm-dot--solid"
    picture.dots.append(Dot(css, x, y, square=reach is None))


def _axis(
    picture: Picture,
    scale: _Scale,
    uprights: Sequence[tuple[float, float]],
    base: float,
    sides: tuple[str, str],
) -> float:
    """Its own line of nought through all blocks, round numbers, and what lies on either side; where it ends."""
    steps = (-1.0, -0.5, 0.0, 0.5, 1.0) if picture.is_wide else (-1.0, 0.0, 1.0)
    for step in steps:
        x = scale.x(step * scale.bound)
        d = "".join(f"M{px(x)} {px(y1)}V{px(y2)}" for y1, y2 in uprights)
        picture.paths.insert(0, Path("cm-grid" if step else "cm-gap__nought", d))
        text = number(step * scale.bound)
        room = text_width(text) / 2
        at = min(max(x, scale.left + room), scale.right - room)
        picture.texts.append(Text(text, at, base + 16, "cm-ink2"))
    left, right = sides
    picture.texts.append(Text(left, scale.left, base + 38, "cm-ink", "start"))
    picture.texts.append(Text(right, scale.right, base + 38, "cm-ink", "end"))
    return base + 54
