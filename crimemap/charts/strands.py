"""The seven strands of anti-social behaviour (NI 17) as seven small series, one under the other on the same scale.

In the order of the list, never of the values, and never added up or averaged (rule S6). A rise is drawn as a fall is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from crimemap.charts.beside import wrapped
from crimemap.charts.callouts import Anchor
from crimemap.charts.dots import (
    LINE,
    Box,
    Dot,
    Path,
    Picture,
    Seats,
    along,
    mark_css,
    on_plates,
    straight,
    upright_interval,
)
from crimemap.charts.drawing import STAMP_ROOM, Bar, Drawing, text_width
from crimemap.charts.plot import Text
from crimemap.measures.confidence.strands import Strand, Strands
from crimemap.measures.confidence.targets import last_day
from crimemap.measures.confidence.waves import Wave
from crimemap.words import confidence_charts as said
from crimemap.words.confidence import percent

PLOT: Final = 58.0
"""Height of 0 to 100 in each of the seven."""
OVER: Final = 22.0
"""Room for a value over the highest mark."""
UNDER: Final = 12.0
RADIUS: Final = 4.5
STEPS: Final = (0, 50, 100)
_MOST_LABEL: Final = 230
_FEW: Final = 6
"""Of more waves than this only the first and the last have their values at their marks."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """One of the seven: where a day and a percentage lie."""

    left: float
    right: float
    first: date
    last: date
    top: float

    @property
    def base(self) -> float:
        return self.top + PLOT

    def x(self, day: date) -> float:
        days = (self.last - self.first).days
        inset = 28.0
        if not days:
            return (self.left + self.right) / 2
        return self.left + inset + (self.right - self.left - 2 * inset) * (day - self.first).days / days

    def y(self, share: float) -> float:
        return self.base - PLOT * share / 100


def strand_chart(strands: Strands, place: str, chart_id: str = "strands", *, stamp: bool = False) -> Drawing:
    """All seven, whether asked or not. Raises ValueError where none was asked."""
    if not strands.asked:
        raise ValueError("there is nothing to draw: none of the strands was asked")
    told = said.strands_title(place), said.strands_described(strands)
    return on_plates(chart_id, told, lambda picture: _draw(picture, strands), stamp=stamp)


def _draw(picture: Picture, strands: Strands) -> None:
    wide, width = picture.is_wide, picture.width
    days = [last_day(wave.share) for one in strands.asked for wave in one.waves]
    room = _MOST_LABEL if wide else width
    names = [_labels(one, room) for one in strands.strands]
    axis = text_width(percent(100)) + 10
    left = (
        min(_MOST_LABEL, max(text_width(text) for lines in names for text, _ in lines)) + 16 if wide else 0
    ) + axis
    at = STAMP_ROOM if picture.stamp else 0.0
    for one, lines in zip(strands.strands, names, strict=True):
        above = OVER if wide else OVER + len(lines) * LINE
        scale = _Scale(left, width, min(days), max(days), at + above)
        first = scale.top + PLOT / 2 - (len(lines) - 1) * LINE / 2 + 5.5 if wide else at + 16
        picture.texts += [
            Text(text, 0, first + n * LINE, css, "start") for n, (text, css) in enumerate(lines)
        ]
        _draw_strand(picture, one, scale, lettered=one is strands.strands[0])
        at = scale.base + (UNDER if wide else UNDER + 8)
    _draw_times(picture, strands, _Scale(left, width, min(days), max(days), at - UNDER - PLOT))
    picture.height = at + 22


def _labels(one: Strand, room: float) -> list[tuple[str, str]]:
    """The name of a strand and, under it, whether it moved."""
    lines = [(line, "cm-ink") for line in wrapped(said.strand_title(one), room)]
    return lines + [(line, "cm-strong") for line in (said.strand_verdict(one),) if line]


def _draw_strand(picture: Picture, one: Strand, scale: _Scale, *, lettered: bool) -> None:
    for step in STEPS:
        y = scale.y(step)
        picture.paths.append(Path("cm-grid" if step else "cm-axis", straight(scale.left, y, scale.right, y)))
        if lettered and step != STEPS[1]:
            picture.texts.append(Text(percent(step), scale.left - 8, y + 5.5, "cm-ink2", "end"))
    if one.series is None:
        middle = (scale.left + scale.right) / 2
        picture.texts.append(Text(said.not_asked(), middle, scale.y(50) + 5.5, "cm-ink cm-halo"))
        return
    waves = one.series.waves
    for ends in _segments(waves, scale):
        picture.paths.append(Path("cm-wave__line", straight(*ends)))
    for before, now in pairwise(waves):
        if now.broken:
            x = (_x(before, scale) + _x(now, scale)) / 2
            picture.paths.append(Path("cm-break", straight(x, scale.top - 4, x, scale.base + 4)))
    for wave in waves:
        _draw_wave(picture, wave, scale, solid=wave is waves[-1])
    _write_values(picture, waves, scale)


def _x(wave: Wave, scale: _Scale) -> float:
    return scale.x(last_day(wave.share))


def _segments(waves: Sequence[Wave], scale: _Scale) -> Iterator[tuple[float, float, float, float]]:
    for before, now in pairwise(waves):
        one, two = before.share.figure.value, now.share.figure.value
        if not now.broken and one is not None and two is not None:
            yield _x(before, scale), scale.y(one), _x(now, scale), scale.y(two)


def _draw_wave(picture: Picture, wave: Wave, scale: _Scale, *, solid: bool) -> None:
    x, figure = _x(wave, scale), wave.share.figure
    if figure.value is None:
        picture.bars.append(Bar("cm-wave__none", x - 2 * RADIUS, scale.top, 4 * RADIUS, PLOT))
        return
    if figure.interval:
        ends = scale.y(figure.interval.upper), scale.y(figure.interval.lower)
        picture.paths.append(Path("cm-interval", upright_interval(x, *ends, cap=RADIUS)))
    picture.dots.append(
        Dot(mark_css(solid=solid), x, scale.y(figure.value), RADIUS, square=figure.interval is None)
    )


def _write_values(picture: Picture, waves: Sequence[Wave], scale: _Scale) -> None:
    """The values at the marks, the latest first; where there is no room, the table has it."""
    seats = Seats(picture.width, scale.base + UNDER, _taken(waves, scale), _crossed(waves, scale))
    known = [wave for wave in waves if wave.share.is_known]
    shown = known if len(waves) <= _FEW else [wave for wave in known if wave in (known[0], known[-1])]
    for wave in reversed(shown):
        figure, x = wave.share.figure, _x(wave, scale)
        value = float(figure.value or 0)
        high = scale.y(max(value, figure.interval.upper if figure.interval else 0)) - RADIUS
        low = scale.y(min(value, figure.interval.lower if figure.interval else 100)) + RADIUS
        places: list[tuple[float, float, Anchor]] = [
            (x, high - 6, "middle"),
            (x + RADIUS + 6, scale.y(value) + 5.5, "start"),
            (x - RADIUS - 6, scale.y(value) + 5.5, "end"),
            (x, low + 17, "middle"),
        ]
        picture.texts += seats.seated([said.share(wave.share)], places, "cm-strong cm-halo")
    for wave in waves:
        if not wave.share.is_known:
            x, y = _x(wave, scale), scale.y(50) + 5.5
            off = 2 * RADIUS + 6
            nearby: list[tuple[float, float, Anchor]] = [(x + off, y, "start"), (x - off, y, "end")]
            picture.texts += seats.seated([said.no_figure()], nearby, "cm-ink cm-halo") or seats.seated(
                [said.nothing()], nearby, "cm-ink cm-halo"
            )


def _taken(waves: Sequence[Wave], scale: _Scale) -> Iterator[Box]:
    for wave in waves:
        x, figure, r = _x(wave, scale), wave.share.figure, RADIUS
        if figure.value is None:
            yield Box(x - 2 * r, scale.top, x + 2 * r, scale.base)
        else:
            y = scale.y(figure.value)
            yield Box(x - r - 1, y - r - 1, x + r + 1, y + r + 1)


def _crossed(waves: Sequence[Wave], scale: _Scale) -> Iterator[Box]:
    for ends in _segments(waves, scale):
        yield from along(*ends)


def _draw_times(picture: Picture, strands: Strands, scale: _Scale) -> None:
    """The waves' months under the last of the seven, where they fit; else the years in which they were."""
    waves = {last_day(wave.share): wave for one in strands.asked for wave in one.waves}
    named = [(scale.x(day), said.month(waves[day])) for day in sorted(waves)]
    spans = [(x - text_width(name) / 2, x + text_width(name) / 2) for x, name in named]
    if any(one[1] + 8 > other[0] for one, other in pairwise(spans)) or spans[-1][1] > picture.width:
        named = [(scale.x(day), str(day.year)) for day in sorted(waves)]
    free = 0.0
    for x, name in named:
        half = text_width(name) / 2
        at = min(x, picture.width - half)
        if at - half >= free:
            picture.texts.append(Text(name, at, scale.base + 21, "cm-ink2"))
            free = at + half + 8
