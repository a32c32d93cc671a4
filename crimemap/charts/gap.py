"""What police recorded beside what people say, topic by topic, on one line of nought.

Left of it lie fewer crimes and better times, right of it more and worse, each with its interval; the verdict stands
under the two in words. Where a side has no figure its words stand alone; where police supplied none, on the hatch.
"""

from __future__ import annotations

from collections.abc import Sequence
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
"""How far the scale may reach to either side."""

_FURTHEST: Final = 60.0
"""No interval makes the scale longer than this: it runs off, without an end."""

_PITCH: Final = 28.0
_BETWEEN: Final = 16.0


@dataclass(frozen=True, slots=True)
class _Side:
    """What one of the two sources gives, ready to be drawn."""

    name: str
    text: str
    figure: Figure | None
    css: str
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class _Scale:
    left: float
    right: float
    bound: float

    def x(self, value: float) -> float:
        """Cut off at the ends of the scale."""
        within = max(-self.bound, min(self.bound, value))
        return (self.left + self.right) / 2 + (self.right - self.left) / 2 * within / self.bound


def gap_chart(gaps: Sequence[Gap], place: str, chart_id: str = "gaps", *, stamp: bool = False) -> Drawing:
    """One block a topic, in the order given. Raises ValueError without any; `chart_id` is unique in the page."""
    if not gaps:
        raise ValueError("there is nothing to draw: no gap")
    told = said.gap_title(place), said.gaps_described(gaps)
    hatched = any(side.hatched for gap in gaps for side in _sides(gap))
    return on_plates(chart_id, told, lambda picture: _draw(picture, gaps), stamp=stamp, hatched=hatched)


def _sides(gap: Gap) -> tuple[_Side, _Side]:
    record = gap.recorded
    missing = record is not None and record.change.status is Status.MISSING
    return (
        _Side(said.police(), said.gap_recorded(gap), record.percent if record else None, "recorded", missing),
        _Side(said.people(), said.gap_people(gap), gap.people.net, "said"),
    )


def _bound(gaps: Sequence[Gap]) -> float:
    """The first of BOUNDS that holds every figure with some room, and its interval up to _FURTHEST; or the last."""
    reach = 0.0
    for gap in gaps:
        for side in _sides(gap):
            if side.figure and side.figure.value is not None:
                of, value = side.figure.interval, float(side.figure.value)
                ends = max(abs(of.lower), abs(of.upper)) if of else 0.0
                reach = max(reach, abs(value) * 1.2, min(ends, _FURTHEST))
    return next((bound for bound in BOUNDS if bound >= reach), BOUNDS[-1])


def _draw(picture: Picture, gaps: Sequence[Gap]) -> None:
    wide = picture.is_wide
    names = max(text_width(name) for name in (said.police(), said.people()))
    scale = _Scale(names + 18 if wide else 8.0, picture.width - 16.0, _bound(gaps))
    at = STAMP_ROOM if picture.stamp else 0.0
    uprights: list[tuple[float, float]] = []
    for gap in gaps:
        for line in wrapped(question_title(gap.question.id), picture.width / 1.08):
            picture.texts.append(Text(line, 0, at + 16, "cm-strong", "start"))
            at += LINE
        top = at + 6
        draw = _draw_wide if wide else _draw_phone
        at, marks = draw(picture, gap, scale, top)
        uprights += [(top, at)] if wide else [(y - 13, y + 13) for y in marks]
        for line in wrapped(verdict_cell(gap.verdict), picture.width - (scale.left if wide else 0)):
            picture.texts.append(Text(line, scale.left if wide else 0, at + 19, "cm-strong", "start"))
            at += LINE
        at += _BETWEEN
    _draw_scale(picture, scale, uprights, at - _BETWEEN + 8)


def _draw_wide(picture: Picture, gap: Gap, scale: _Scale, top: float) -> tuple[float, list[float]]:
    """Names left of the scale, values beside the marks; where the block ends, and the middle of each row."""
    rows = [top + _PITCH * (n + 0.5) for n in range(2)]
    for side, y in zip(_sides(gap), rows, strict=True):
        picture.texts.append(Text(side.name, 0, y + 5.5, "cm-ink", "start"))
        _write(picture, side, scale, y, _draw_side(picture, side, scale, y))
    return top + 2 * _PITCH, rows


def _write(picture: Picture, side: _Side, scale: _Scale, y: float, mark: tuple[float, float]) -> None:
    """The value beside its mark: on the side away from nought where there is room, and over a hatch on white."""
    wide, middle, left, right = text_width(side.text), scale.x(0), mark[0] - 9, mark[1] + 9
    before, after = left - wide >= scale.left, right + wide <= picture.width
    goes_left = before and (not after or right < middle)
    if side.hatched:
        picture.bars.append(Bar("cm-share__plate", right - 5, y - 12, wide + 8, 24))
    x = left if goes_left else right
    picture.texts.append(Text(side.text, x, y + 5.5, "cm-ink cm-halo", "end" if goes_left else "start"))


def _draw_phone(picture: Picture, gap: Gap, scale: _Scale, top: float) -> tuple[float, list[float]]:
    """Name and value over each mark; where the block ends, and the middle of each row."""
    at, rows = top, []
    for side in _sides(gap):
        for line in wrapped(said.named(side.name, side.text), picture.width):
            picture.texts.append(Text(line, 0, at + 15, "cm-ink cm-halo", "start"))
            at += LINE
        rows.append(at + 13)
        _draw_side(picture, side, scale, rows[-1])
        at += 26
    return at, rows


def _draw_side(picture: Picture, side: _Side, scale: _Scale, y: float) -> tuple[float, float]:
    """Dot and interval, or the hatch where nothing was supplied; from where to where they reach."""
    middle = scale.x(0)
    if side.figure is None or side.figure.value is None:
        if side.hatched:
            whole = scale.right - scale.left
            picture.bars.append(Bar("cm-bar--missing", scale.left, y - 9, whole, 18, hatched=True))
        return middle, middle
    x, reach = scale.x(float(side.figure.value)), side.figure.interval
    left, right = x, x
    if reach:
        left, right = scale.x(reach.lower), scale.x(reach.upper)
        css = "cm-gap__interval" if side.css == "recorded" else "cm-interval"
        ends = [x for x, end in ((left, reach.lower), (right, reach.upper)) if abs(end) <= scale.bound]
        caps = "".join(f"M{px(end)} {px(y - CAP)}V{px(y + CAP)}" for end in ends)
        picture.paths.append(Path(css, f"M{px(left)} {px(y)}H{px(right)}{caps}"))
    css = "cm-gap__dot" if side.css == "recorded" else "cm-dot cm-dot--solid"
    picture.dots.append(Dot(css, x, y, square=reach is None))
    return min(left, x - DOT), max(right, x + DOT)


def _draw_scale(
    picture: Picture, scale: _Scale, uprights: Sequence[tuple[float, float]], base: float
) -> None:
    """The line of nought through all blocks, round numbers, and what lies on either side."""
    for step in (-1.0, -0.5, 0.0, 0.5, 1.0):
        x = scale.x(step * scale.bound)
        d = "".join(f"M{px(x)} {px(y1)}V{px(y2)}" for y1, y2 in uprights)
        picture.paths.insert(0, Path("cm-grid" if step else "cm-gap__nought", d))
        text = number(step * scale.bound)
        half = text_width(text) / 2
        at = min(max(x, half), picture.width - half)
        picture.texts.append(Text(text, at, base + 16, "cm-ink2"))
    left, right = (wrapped(side, (scale.right - scale.left) / 2 - 12) for side in said.gap_sides())
    for n, line in enumerate(left):
        picture.texts.append(Text(line, scale.left, base + 40 + n * LINE, "cm-ink", "start"))
    for n, line in enumerate(right):
        picture.texts.append(Text(line, scale.right, base + 40 + n * LINE, "cm-ink", "end"))
    below = base + 40 + max(len(left), len(right)) * LINE
    x = scale.left if picture.is_wide else 0.0
    units = wrapped(said.gap_units(), picture.width - x)
    for n, line in enumerate(units):
        picture.texts.append(Text(line, x, below + 4 + n * LINE, "cm-ink2", "start"))
    picture.height = below + len(units) * LINE - 8
