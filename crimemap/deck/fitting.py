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
_KEY: Final = 33.0
"""A row of the letters of a map."""

_WIDE: Final = 78
_WORDS: Final = {Topic.WHERE: 55, Topic.MAP: 38}
"""Letters in a row of 28 px: on a whole slide, and beside a picture."""

_CLOSE: Final = frozenset({Topic.WHERE, Topic.DECIDE})
"""Their lists stand close."""

_LARGER: Final = {Shape.NUMBERED: 1.4, Shape.HOURS: 1.3}


def fitted(slide: Slide) -> Slide:
    """The slide with `wall` set on its groups: filled in their order, so that the first lines come first."""
    letters = _WORDS.get(slide.topic, _WIDE)
    left = ROOM - _HEADING * _rows(slide.heading, (_WIDE if slide.topic is Topic.MAP else letters) * 0.54)
    left -= _text(str(slide.lead), letters) + _text(str(slide.empty), letters)
    left -= sum(_text(str(note), letters) for note in slide.notes) * (
        0.9 if slide.topic is Topic.MAP else 1.0
    )
    groups = []
    for place, group in enumerate(slide.groups):
        last = place == len(slide.groups) - 1
        after = 0.0 if last else _ROW  # to say what of the rest has no room
        group, used = _filled(group, left, slide, letters, after)  # noqa: PLW2901  # the same group, with its number
        left -= used
        groups.append(group)
    return replace(slide, groups=tuple(groups))


def _filled(group: Group, room: float, slide: Slide, letters: int, after: float) -> tuple[Group, float]:
    """As many lines as fit under the group's heading; one that is left out takes a row to be told of."""
    if not group.wall:
        return group, 0.0
    head = (8.0 if group.shape is Shape.KEY else 16.0) + _text(group.tells, letters)
    head += _ROW + 4.0 if group.title else 0.0
    if group.shape is Shape.FIGURES and letters == _WIDE:
        return group, head + 60.0  # side by side
    larger = _LARGER.get(group.shape, 1.0) if len(slide.groups) == 1 else 1.0
    tall = [_tall(line, group.shape, slide.topic, letters, larger) for line in group.lines]
    if head + sum(tall) <= room:
        return group, head + sum(tall)
    count = 0
    while head + sum(tall[: count + 1]) + _ROW + after <= room:
        count += 1
    return replace(group, wall=count), head + sum(tall[:count]) + _ROW if count else 0.0


def _tall(line: Line, shape: Shape, topic: Topic, letters: int, larger: float) -> float:
    if shape is Shape.KEY:
        return _KEY * _rows(str(line.said), letters - 8)
    said = str(line.said) + ("x" * (len(line.mark.word) + 4) if line.mark.word else "")
    note = str(line.short or line.note)
    if topic is Topic.DID:  # in one run
        return 7.0 + _ROW * _rows(f"{said} {note}", letters)
    apart = 4.0 if topic in _CLOSE and shape is Shape.LIST else 11.0
    return apart + larger * _ROW * _rows(said, letters / larger) + _ROW * _rows(note, letters)


def _text(text: str, letters: float) -> float:
    return 12.0 + _ROW * _rows(text, letters) if text else 0.0


def _rows(text: str, letters: float) -> int:
    return math.ceil(len(text) / letters)
