"""Every answer to one question as the parts of one bar: it lies and is named above where one line holds the names,
and stands with its names beside it elsewhere, as on every phone.

No part is too small to be named: names stand as near to their parts as they fit, and a line leads to each. Who did not
know, or chose neither, is in a quiet colour that no opinion has; the four colours of opinions stand on a white plate
alone, outlined in ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crimemap.charts.beside import wrapped
from crimemap.charts.dots import LINE, Path, Picture, on_plates, spread
from crimemap.charts.drawing import STAMP_ROOM, Bar, Drawing, px, text_width
from crimemap.charts.plot import Text
from crimemap.measures.confidence.waves import SplitWave
from crimemap.words import confidence_charts as said
from crimemap.words.confidence import percent

COLOURS: Final = 4
_QUIET: Final = {"dont-know": "cm-split--unknown", "neither": "cm-split--neither"}
_SHORT: Final = 1.5
"""Percentages that add up to less than 100 by more than this leave a part that nobody gave."""

_LYING: Final = 56.0
_STANDING: Final = 300.0
_BROAD: Final = 72.0
_LEAD: Final = 26.0
"""From a part to its name."""
_APART: Final = 18.0
_UNSURE: Final = 6.0
"""By how much a name at an end may be wider than text_width says."""


@dataclass(frozen=True, slots=True)
class _Part:
    css: str
    label: str
    value: str
    percent: float
    hatched: bool = False


def split_bar(wave: SplitWave, place: str, chart_id: str = "split", *, stamp: bool = False) -> Drawing | None:
    """The answers of one wave, in the order of the question; None where one of them may not be shown."""
    if any(share.figure.value is None for share in wave.shares):
        return None
    parts, told = _parts(wave), (said.split_title(wave, place), said.split_described(wave))

    def draw(picture: Picture) -> None:
        if picture.is_wide and sum(_rooms(parts)) <= picture.width + _APART - 2 * _UNSURE:
            _draw_lying(picture, parts)
        else:
            _draw_standing(picture, parts)
        if wave.shares[0].is_small:
            picture.texts.append(Text(said.small_sample(), 0, picture.height + 22, "cm-ink", "start"))
            picture.height += 28

    return on_plates(chart_id, told, draw, stamp=stamp, hatched=any(part.hatched for part in parts))


def _parts(wave: SplitWave) -> list[_Part]:
    found, opinions = [], 0
    for share in wave.shares:
        css = _QUIET.get(share.answer)
        if css is None:
            css, opinions = f"cm-split--{opinions % COLOURS + 1}", opinions + 1
        label = said.answer(share)
        found.append(_Part(f"cm-split {css}", label, said.share(share), float(share.figure.value or 0)))
    left = 100 - sum(part.percent for part in found)
    if left > _SHORT:
        found.append(_Part("cm-split", said.not_given(), percent(left), left, hatched=True))
    return found


def _ends(parts: Sequence[_Part], whole: float) -> list[tuple[float, float]]:
    """From where to where each part reaches: of what they add up to, which rounding may make 99 or 101."""
    total, at, found = sum(part.percent for part in parts) or 1.0, 0.0, []
    for part in parts:
        found.append((at * whole / total, (at + part.percent) * whole / total))
        at += part.percent
    return found


def _draw_lying(picture: Picture, parts: Sequence[_Part]) -> None:
    """Names in one line over the bar."""
    ends = _ends(parts, picture.width - 2)
    top = STAMP_ROOM if picture.stamp else 2.0
    bar = top + LINE + _LEAD
    wanted = [1 + (start + end) / 2 for start, end in ends]
    beyond = _APART / 2 - _UNSURE
    middles = spread(wanted, _rooms(parts), -beyond, picture.width + beyond)
    for part, middle, of in zip(parts, middles, wanted, strict=True):
        _name_lying(picture, part, middle, top + 16, (of, bar))
    for part, (start, end) in zip(parts, ends, strict=True):
        picture.bars.append(Bar(part.css, 1 + start, bar, end - start, _LYING, part.hatched))
    picture.height = bar + _LYING + 2


def _rooms(parts: Sequence[_Part]) -> list[float]:
    """How wide each name is in a line of them."""
    return [text_width(part.label) + text_width(f" {part.value}", strong=True) + _APART for part in parts]


def _name_lying(picture: Picture, part: _Part, middle: float, y: float, to: tuple[float, float]) -> None:
    """Label and percentage as one line, and the line from it to the middle of its part."""
    label, value = text_width(part.label), text_width(f" {part.value}", strong=True)
    left = middle - (label + value) / 2
    picture.texts.append(Text(part.label, left + label, y, "cm-ink cm-halo", "end"))
    picture.texts.append(Text(part.value, left + label + 6, y, "cm-strong cm-halo", "start"))
    x, bar = to
    under = min(max(x, left + 8), left + label + value - 8)
    lead = f"M{px(under)} {px(y + 6)}V{px(y + 9)}L{px(x)} {px(bar - 5)}V{px(bar + 8)}"
    picture.paths.append(Path("cm-split__lead", lead))


def _draw_standing(picture: Picture, parts: Sequence[_Part]) -> None:
    """The first answer on top; names right of the bar, each of as many lines as it needs."""
    left = _BROAD + 34
    names_at = left + 10 + max(text_width(part.value, strong=True) for part in parts)
    names = [wrapped(part.label, picture.width - names_at) for part in parts]
    rooms = [len(lines) * LINE + 4 for lines in names]
    top = STAMP_ROOM if picture.stamp else 2.0
    height = max(_STANDING, sum(rooms))
    ends = _ends(parts, height)
    middles = spread([top + (start + end) / 2 for start, end in ends], rooms, top - 4, top + height + 4)
    for part, lines, middle, (start, end) in zip(parts, names, middles, ends, strict=True):
        picture.bars.append(Bar(part.css, 1, top + start, _BROAD, end - start, part.hatched))
        of, first = top + (start + end) / 2, middle - (len(lines) - 1) * LINE / 2
        for n, line in enumerate(lines):
            picture.texts.append(Text(line, names_at, first + n * LINE + 5.5, "cm-ink cm-halo", "start"))
        picture.texts.append(Text(part.value, left, first + 5.5, "cm-strong cm-halo", "start"))
        lead = f"M{px(_BROAD - 8)} {px(of)}H{px(_BROAD + 6)}L{px(left - 9)} {px(middle)}H{px(left - 5)}"
        picture.paths.append(Path("cm-split__lead", lead))
    picture.height = top + height + 6
