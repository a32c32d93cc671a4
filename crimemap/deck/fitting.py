"""How many lines of each group a wall has room for: counted in large type, before any browser draws them.

Lengths are pixels where the slide has 1,280 × 720, a little more than the style sheet's, so that a slide that fits here
fits on a screen. What has no room stands on paper, and the slide says how many lines that is.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from crimemap.deck.slides import Group, Line, Shape, Slide, Topic

ROOM: Final = 550.0
"""Between the strip and the foot of a slide."""

_ROW: Final = 36.0
"""A row of 28 px type."""
_HEADING: Final = 64.0

_WIDE: Final = 78
_WORDS: Final = {Topic.WHERE: 46, Topic.MAP: 31}
"""Letters in a row of 28 px: on a whole slide, and beside a picture."""

_LARGER: Final = {Shape.NUMBERED: 1.4, Shape.HOURS: 1.3}


def fitted(slide: Slide) -> Slide:
    """The slide with `wall` set on its groups: filled in their order, so that the first lines come first."""
    letters = _WORDS.get(slide.topic, _WIDE)
    left = ROOM - _HEADING * _rows(slide.heading, letters * 0.54)
    left -= _text(str(slide.lead), letters) + _text(str(slide.empty), letters)
    left -= sum(_text(str(note), letters) for note in slide.notes)
    groups = []
    for group in slide.groups:
        group, used = _filled(group, left, letters)  # noqa: PLW2901  # the same group, with its number
        left -= used
        groups.append(group)
    return replace(slide, groups=tuple(groups))


def _filled(group: Group, room: float, letters: int) -> tuple[Group, float]:
    """As many lines as fit under the group's heading; one that is left out takes a row to be told of."""
    head = 16.0 + (_ROW + 4.0 if group.title else 0.0)
    if group.shape is Shape.FIGURES and letters == _WIDE:
        return group, head + 60.0  # side by side
    tall = [_tall(line, group.shape, letters) for line in group.lines]
    if head + sum(tall) <= room:
        return group, head + sum(tall)
    count = 0
    while head + sum(tall[: count + 1]) + _ROW <= room:
        count += 1
    return replace(group, wall=count), head + sum(tall[:count]) + _ROW if count else 0.0


def _tall(line: Line, shape: Shape, letters: int) -> float:
    marked = len(line.mark.word) + 4
    said = _rows(str(line.said) + "x" * (marked if line.mark.word else 0), letters / _LARGER.get(shape, 1.0))
    return 11.0 + _LARGER.get(shape, 1.0) * _ROW * said + _ROW * _rows(str(line.note), letters)


def _text(text: str, letters: float) -> float:
    return 12.0 + _ROW * _rows(text, letters) if text else 0.0


def _rows(text: str, letters: float) -> int:
    return math.ceil(len(text) / letters)
