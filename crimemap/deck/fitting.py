"""What a wall has room for, counted in large type before any browser draws it: one estimate of a slide's height.

Two things follow from it. Lines that have no room stand on paper, and the slide says how many those are. Bars, a chart
and a map cannot be fewer: where the words beside them are too many (another language takes a third more letters), the
slide is crowded, and set closer (_slides_crowded.scss), never under 28 px.

Lengths are pixels where the slide has 1,280 × 720, or 1,024 × 768, a little more than the style sheet's, so that a
slide that fits here fits on a screen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from crimemap.deck.slides import Bars, Group, Line, Shape, Slide, Topic

_ROW: Final = 36.0
"""A row of 28 px type."""
_LARGE: Final = 1.4
"""Of a group that is said to be large, in shares of 28 px."""

_FEW: Final = 4
_FEW_LARGER: Final = 0.3
"""Hours of so few lines stand in larger type."""

_STRIP: Final = 46.0
"""A second row of the strip."""
_REST: Final = 27
"""Letters that say how many lines are left out."""
_KEY: Final = 33.0
"""A row of the letters of a map."""
_WAY: Final = 8
"""Letters that the key of a way takes of a row."""

_LONG: Final = 0.8
_LONG_FROM: Final = 80
"""A heading of more letters stands in smaller type (slides.html)."""

_OVER_MAP: Final = 31
"""Letters of a heading beside the button of a map's table, in one row on a high wall."""

_DISC: Final = 48.0
"""The disc of a number, at 28 px."""

_CLOSE: Final = frozenset({Topic.WHERE, Topic.DECIDE})
"""Their lists stand close."""

_BOX: Final = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar with what parts it from the next, and how many letters its name has in a row."""

    tall: float
    letters: int


_USUAL: Final = _Bar(40.0, 30)


@dataclass(frozen=True, slots=True)
class _Wall:
    """What one shape of wall measures. `room`: between the strip and the foot of a slide; `width`: of a chart;
    `heading`: a row of one.

    Letters in a row: of a heading (`headings`), of 28 px type (`letters`), each with what is otherwise on some slides;
    of a `note` under bars or a chart; of the name of the slide, beside the stamp (`strip`). `larger`: the type of a
    list that has a slide to itself, in shares of 28 px.
    """

    room: float
    width: float
    heading: float
    headings: float
    letters: int
    note: int
    strip: int
    headings_of: Mapping[Topic, float]
    letters_of: Mapping[Topic, int]
    bars: Mapping[Topic, _Bar]
    larger: Mapping[Shape, float]
    is_high: bool = False

    def heading_letters(self, topic: Topic) -> float:
        return self.headings_of.get(topic, self.headings)

    def row_letters(self, topic: Topic) -> int:
        return self.letters_of.get(topic, self.letters)


_WIDE: Final = _Wall(
    room=550.0, width=1184.0, heading=64.0, headings=43.0, letters=86, note=70, strip=46,
    headings_of={Topic.WHERE: 27.0}, letters_of={Topic.WHERE: 55, Topic.MAP: 38},
    bars={Topic.OUTCOMES: _Bar(40.0, 37), Topic.TYPES: _Bar(40.0, 30), Topic.CONFIDENCE: _Bar(54.0, 31)},
    larger={Shape.NUMBERED: 1.4, Shape.HOURS: 1.3},
)  # fmt: skip
_HIGH: Final = _Wall(
    room=598.0, width=944.0, heading=57.0, headings=37.0, letters=68, note=54, strip=29,
    headings_of={}, letters_of={Topic.WHERE: 40, Topic.MAP: 24},
    bars={Topic.OUTCOMES: _Bar(40.0, 36), Topic.TYPES: _Bar(50.0, 26), Topic.CONFIDENCE: _Bar(58.0, 31)},
    larger={Shape.NUMBERED: 1.2, Shape.HOURS: 1.2}, is_high=True,
)  # fmt: skip


def fitted(slide: Slide) -> Slide:
    """The slide with `wall` and `high` set on its groups, filled in their order, so that the first lines come first;
    and with `crowded`."""
    groups = zip(slide.groups, _best(slide, _WIDE), _best(slide, _HIGH), strict=True)
    return replace(
        slide,
        groups=tuple(replace(group, wall=wide, high=high) for group, wide, high in groups),
        crowded=_is_crowded(slide),
    )


def _is_crowded(slide: Slide) -> bool:
    if slide.map is not None:  # it takes what one row of each leaves
        return len(slide.heading) > _OVER_MAP or len(slide.part) > _HIGH.strip
    return any(_shown(slide, wall) and _height(slide, wall) > wall.room for wall in (_WIDE, _HIGH))


def _height(slide: Slide, wall: _Wall) -> float:
    """Of all but its lines."""
    letters = wall.row_letters(slide.topic)
    smaller = _LONG if len(slide.heading) > _LONG_FROM else 1.0
    head = smaller * wall.heading * _rows(slide.heading, wall.heading_letters(slide.topic) / smaller)
    strip = _STRIP if len(slide.part) > wall.strip else 0.0
    words = _text(str(slide.lead), letters) + _text(str(slide.empty), letters)
    return head + strip + words + _shown(slide, wall) + _notes(slide, wall)


def _notes(slide: Slide, wall: _Wall) -> float:
    notes = [str(note) for note in slide.notes]
    if _shown(slide, wall):  # in one run, in a narrower column
        return _text(" ".join([*(slide.bars.reading if slide.bars else ()), *notes]), wall.note)
    smaller = 0.9 if slide.topic is Topic.MAP else 1.0
    return smaller * sum(_text(note, wall.row_letters(slide.topic)) for note in notes)


def _shown(slide: Slide, wall: _Wall) -> float:
    """The height of bars or a chart; a map and the picture of a place stand beside the words."""
    if slide.bars is not None:
        return _of_bars(slide.bars, wall.bars.get(slide.topic, _USUAL))
    if slide.picture is None or slide.topic is not Topic.TREND:
        return 0.0
    drawn = slide.picture.high if wall.is_high and slide.picture.high else slide.picture.wide
    box = _BOX.search(drawn)
    return 16.0 + wall.width * float(box[2]) / float(box[1]) if box else 0.0


def _of_bars(bars: Bars, bar: _Bar) -> float:
    return 16.0 + sum(max(bar.tall, 10.0 + 32.0 * _rows(row.label, bar.letters)) for row in bars.rows)


def _best(slide: Slide, wall: _Wall) -> list[int]:
    """Where a whole group has no room, a row says so: it comes off what the others have."""
    left = wall.room - _height(slide, wall)
    found = _counts(slide, wall, left)
    is_out = (
        group.wall and group.title and not count for group, count in zip(slide.groups, found, strict=True)
    )
    return _counts(slide, wall, left - _ROW - 12.0) if any(is_out) else found


def _counts(slide: Slide, wall: _Wall, left: float) -> list[int]:
    """For how many lines of each group there is room in what is `left`."""
    found = []
    for group in slide.groups:
        count, used = _filled(group, left, slide, wall) if group.wall else (0, 0.0)
        left -= used
        found.append(count)
    return found


def _filled(group: Group, room: float, slide: Slide, wall: _Wall) -> tuple[int, float]:
    """As many lines as fit under the group's heading; one that is left out takes a row to be told of."""
    letters = wall.row_letters(slide.topic)
    head = (8.0 if group.shape is Shape.KEY else 16.0) + _text(group.tells, letters)
    head += _ROW * _rows(group.title, letters) + 4.0 if group.title else 0.0
    if group.shape is Shape.FIGURES and letters == wall.letters:
        return _beside_each_other(group, room, head, letters)
    if group.shape is Shape.WAYS:
        letters -= _WAY
    larger = _larger(group, wall, is_alone=len(slide.groups) == 1)
    tall = [_tall(line, group.shape, slide.topic, letters, larger) for line in group.lines]
    if head + sum(tall) <= room:
        return group.wall, head + sum(tall)
    count, rest = 0, _ROW * math.ceil(_REST / letters)
    while count < len(tall) and head + sum(tall[: count + 1]) + rest <= room:
        count += 1
    return count, head + sum(tall[:count]) + rest if count else 0.0


def _larger(group: Group, wall: _Wall, *, is_alone: bool) -> float:
    """The type of a group's lines, in shares of 28 px."""
    larger = wall.larger.get(group.shape, 1.0) if is_alone else 1.0
    if group.large:
        larger = _LARGE
    return larger + (_FEW_LARGER if group.shape is Shape.HOURS and len(group.lines) <= _FEW else 0.0)


def _beside_each_other(group: Group, room: float, head: float, letters: int) -> tuple[int, float]:
    """Numbers with their words in as many rows as they take, all of them or none."""
    long = sum(1.4 * len(line.key) + len(str(line.said)) + 5 for line in group.lines)
    used = head + 60.0 * math.ceil(long / letters)
    return (group.wall, used) if used <= room else (0, 0.0)


def _tall(line: Line, shape: Shape, topic: Topic, letters: int, larger: float) -> float:
    if shape is Shape.KEY:
        return _KEY * _rows(str(line.said), letters - 8)
    said = str(line.said) + ("x" * (len(line.mark.word) + 4) if line.mark.word else "")
    note = str(line.short or line.note)
    if topic is Topic.DID and shape is not Shape.WAYS:  # in one run
        return 7.0 + _ROW * _rows(f"{said} {note}", letters)
    if shape is Shape.NUMBERED:
        return 11.0 + larger * max(_DISC, _ROW * _rows(said, letters / larger - 5))
    apart = 4.0 if topic in _CLOSE and shape is Shape.LIST else 11.0
    return apart + larger * _ROW * _rows(said, letters / larger) + _ROW * _rows(note, letters)


def _text(text: str, letters: float) -> float:
    return 12.0 + _ROW * _rows(text, letters) if text else 0.0


def _rows(text: str, letters: float) -> int:
    return math.ceil(len(text) / letters)
