"""A question over the waves of one survey: each share with its interval, joined only where no break lies between.

Percentages always run from 0 to 100, and time runs evenly, so that a long gap between two waves is a long way. The
latest wave is solid and the others are hollow; a square says that nobody knows how sure a share is; a wave with too
few answers keeps its place, empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from crimemap.charts.beside import wrapped
from crimemap.charts.callouts import Anchor, Callout, Mark, above, placed
from crimemap.charts.dots import (
    DOT,
    LINE,
    Box,
    Dot,
    Path,
    Picture,
    Seats,
    along,
    fine,
    mark_css,
    on_plates,
    straight,
    upright_interval,
)
from crimemap.charts.drawing import STAMP_ROOM, Bar, Drawing, px, text_width
from crimemap.charts.plot import Text
from crimemap.measures.confidence.targets import Trajectory, last_day
from crimemap.measures.confidence.waves import Series, Wave
from crimemap.words import confidence_charts as said
from crimemap.words.confidence import percent

PLOT_WIDE: Final = 280.0
PLOT_PHONE: Final = 250.0
ROW: Final = 21.0
STEPS: Final = (0, 25, 50, 75, 100)
FEW_WIDE: Final = 8
FEW_PHONE: Final = 6
"""Up to so many waves, each has its value at its mark."""

_NARROW: Final = 110.0
"""The words of a target take two lines on a phone."""

_NEAR: Final = 3.0
"""Marks nearer than this are the same place."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day and a percentage lie."""

    left: float
    right: float
    first: date
    last: date
    top: float
    plot: float

    @property
    def base(self) -> float:
        return self.top + self.plot

    def x(self, day: date) -> float:
        days = (self.last - self.first).days
        if not days:
            return (self.left + self.right) / 2
        return self.left + (self.right - self.left) * (day - self.first).days / days

    def y(self, share: float) -> float:
        return self.base - self.plot * share / 100


@dataclass(frozen=True, slots=True)
class _Mark:
    """A wave in the drawing; `y`, `high` and `low` are those of the axis where it has no figure."""

    wave: Wave
    x: float
    y: float
    high: float
    low: float
    known: bool
    sure: bool

    @property
    def note(self) -> str:
        return said.wave_note(self.wave.share)


def wave_chart(
    series: Series,
    place: str,
    chart_id: str = "waves",
    *,
    trajectory: Trajectory | None = None,
    stamp: bool = False,
) -> Drawing:
    """The waves of a series, and the way to its target.

    `chart_id` is unique in the page; `stamp` marks an invented county.
    """
    told = said.waves_title(series, place), said.waves_described(series, trajectory)
    return on_plates(chart_id, told, lambda picture: _Chart(series, trajectory, picture).draw(), stamp=stamp)


class _Chart:
    """One drawing in the making."""

    def __init__(self, series: Series, trajectory: Trajectory | None, picture: Picture) -> None:
        self.waves, self.trajectory, self.picture = series.waves, trajectory, picture
        self.width, self.wide = picture.width, picture.is_wide
        self.few = len(self.waves) <= (FEW_WIDE if self.wide else FEW_PHONE)
        self.left = 10 + text_width(percent(100))
        self.scale = self._scale(0)
        self.notes, self.breaks = self._callouts()
        rows = 1 + max((one.row for one in (*self.notes, *self.breaks)), default=-1)
        self.scale = self._scale((STAMP_ROOM if picture.stamp else 0) + rows * ROW + 16)
        self.marks = [self._mark(wave) for wave in self.waves]
        nearest = min((b.x - a.x for a, b in pairwise(self.marks)), default=99.0)
        self.radius = max(2.6, min(DOT, nearest * 0.34))
        picture.height = self.scale.base + 30

    def _scale(self, top: float) -> _Scale:
        days = [last_day(wave.share) for wave in self.waves]
        if self.trajectory:
            days += [day for day in (self.trajectory.started, self.trajectory.due) if day]
        edge = (56.0 if self.wide else 34.0) if self.few else 22.0
        plot = PLOT_WIDE if self.wide else PLOT_PHONE
        return _Scale(self.left + edge, self.width - edge, min(days), max(days), top, plot)

    def _x(self, wave: Wave) -> float:
        return self.scale.x(last_day(wave.share))

    def _mark(self, wave: Wave) -> _Mark:
        figure, y = wave.share.figure, self.scale.y
        value = float(figure.value or 0)
        high, low = (figure.interval.upper, figure.interval.lower) if figure.interval else (value, value)
        known = figure.value is not None
        return _Mark(wave, self._x(wave), y(value), y(high), y(low), known, figure.interval is not None)

    def draw(self) -> None:
        """The whole of it."""
        self._draw_ground()
        self._draw_way()
        self.picture.paths += [Path("cm-wave__line", straight(*ends)) for ends in self._segments()]
        for mark in self.marks:
            self._draw_mark(mark)
        self._draw_callouts()
        self._draw_times()
        seats = Seats(self.width, self.scale.base, self._taken(), self._crossed())
        self._write_values(seats)
        self._name_way(seats)

    def _draw_ground(self) -> None:
        for step in STEPS:
            y = self.scale.y(step)
            css = "cm-grid" if step else "cm-axis"
            self.picture.paths.append(Path(css, straight(self.left, y, self.width, y)))
            self.picture.texts.append(Text(percent(step), self.left - 8, y + 5.5, "cm-ink2", "end"))

    def _way(self) -> tuple[float, float, float, float] | None:
        """From the baseline to the target; of a target without one, as high from the left."""
        if self.trajectory is None:
            return None
        target = self.scale.y(float(self.trajectory.target.value or 0))
        due, begins = self.scale.x(self.trajectory.due), self.trajectory.started
        if begins is None or self.trajectory.baseline is None:
            return self.left, target, due, target
        return self.scale.x(begins), self.scale.y(float(self.trajectory.baseline.value or 0)), due, target

    def _draw_way(self) -> None:
        if way := self._way():
            self.picture.paths.append(Path("cm-aim", straight(*way)))
            self._draw_goal(*way[2:])

    def _draw_goal(self, x: float, y: float) -> None:
        self.picture.paths.append(Path("cm-aim__mark", straight(x - 9, y, x + 9, y)))

    def _segments(self) -> Iterator[tuple[float, float, float, float]]:
        """What is joined: neighbours that have figures and no break between them."""
        for before, now in pairwise(self.marks):
            if not now.wave.broken and before.known and now.known:
                yield before.x, before.y, now.x, now.y

    def _draw_mark(self, mark: _Mark) -> None:
        r = self.radius
        if not mark.known:
            self.picture.bars.append(
                Bar("cm-wave__none", mark.x - 2 * r, self.scale.top, 4 * r, self.scale.plot)
            )
            return
        if mark.sure:
            self.picture.paths.append(
                Path("cm-interval", upright_interval(mark.x, mark.high, mark.low, min(5.0, r)))
            )
        css = fine(mark_css(solid=mark.wave is self.waves[-1]), r)
        self.picture.dots.append(Dot(css, mark.x, mark.y, r, square=not mark.sure))

    def _runs(self) -> Iterator[tuple[str, Sequence[Wave]]]:
        """Neighbours of which the same must be said."""
        for text, run in groupby(self.waves, key=lambda wave: said.wave_note(wave.share)):
            if text:
                yield text, list(run)

    def _callouts(self) -> tuple[list[Callout], list[Callout]]:
        """The words over the plot: of runs of waves, and of breaks, which stand highest."""
        lines = [
            ((self._x(before) + self._x(now)) / 2, said.broken(now.broken, short=not self.wide))
            for before, now in pairwise(self.waves)
            if now.broken
        ]
        marks = [
            Mark((self._x(run[0]) + self._x(run[-1])) / 2, text, 1 if run[0].share.is_known else 2)
            for text, run in self._runs()
        ]
        notes = placed(marks, self.width, [x for x, _ in lines])
        if len(notes) == 1 and not lines:
            notes = [_amid(notes[0], self.width)]
        named: list[Callout] = []
        for x, text in reversed(lines):
            named.append(above([*notes, *named], x, text, self.width))
        return notes, named

    def _draw_callouts(self) -> None:
        middles = {(self._x(run[0]) + self._x(run[-1])) / 2: run for _, run in self._runs()}
        for one in (*self.notes, *self.breaks):
            y = self.scale.top - 16 - one.row * ROW
            self.picture.texts.append(Text(one.text, one.text_x, y, "cm-ink", one.anchor))
            run = next((run for x, run in middles.items() if abs(x - one.x) < 0.1), None)
            if one in self.breaks:
                line = straight(one.x, y - 13, one.x, self.scale.base + 4)
                self.picture.paths.append(Path("cm-break", line))
            elif run:
                self.picture.paths.append(Path("cm-axis", self._tie(y + 6, one.x, run)))

    def _tie(self, y: float, x: float, run: Sequence[Wave]) -> str:
        """From the words to the wave's interval; over several waves a bracket."""
        top = self.scale.top
        if len(run) > 1:
            left, right = self._x(run[0]), self._x(run[-1])
            return f"M{px(left)} {px(top + 3)}v-5H{px(right)}v5M{px(x)} {px(top - 2)}V{px(y)}"
        mark = self._mark(run[0])
        return straight(x, y, x, mark.high - 28 if mark.known else top)

    def _draw_times(self) -> None:
        """Under the axis each wave's month where all of a few fit, or its year; else a scale of years."""
        for names in (
            [said.month(mark.wave) for mark in self.marks],
            [said.year(mark.wave) for mark in self.marks],
        ):
            spans = [
                (mark.x - text_width(name) / 2, mark.x + text_width(name) / 2)
                for mark, name in zip(self.marks, names, strict=True)
            ]
            apart = all(one[1] + 6 < other[0] for one, other in pairwise(spans))
            if self.few and apart and spans[0][0] >= 0 and spans[-1][1] <= self.width:
                named = zip(self.marks, names, strict=True)
                below = self.scale.base + 21
                self.picture.texts += [Text(name, mark.x, below, "cm-ink2") for mark, name in named]
                self._draw_due(spans[-1][1], below)
                return
        self._draw_years()

    def _draw_due(self, free: float, below: float) -> None:
        """Under the target its month or its year, right of `free`, where it fits."""
        if self.trajectory is None:
            return
        for name in said.due(self.trajectory):
            half = text_width(name) / 2
            x = min(self.scale.x(self.trajectory.due), self.width - half)
            if x - half >= free + 6:
                self.picture.texts.append(Text(name, x, below, "cm-ink2"))
                return

    def _draw_years(self) -> None:
        """The name of a year amid its twelve months, where it fits, and a tick where it begins."""
        scale, room = self.scale, text_width("2026")
        free = self.left
        for year in range(scale.first.year, scale.last.year + 1):
            begins, ends = scale.x(date(year, 1, 1)), scale.x(date(year, 12, 31))
            if begins > self.left:
                tick = straight(begins, scale.base, begins, scale.base + 5)
                self.picture.paths.append(Path("cm-axis", tick))
            x = (max(begins, self.left) + min(ends, self.width)) / 2
            if free <= x - room / 2 and x + room / 2 <= self.width:
                self.picture.texts.append(Text(str(year), x, scale.base + 21, "cm-ink2"))
                free = x + room / 2 + 8

    def _valued(self) -> Sequence[_Mark]:
        """Whose values are written: of a few waves all; of many the latest, the first, the highest, the lowest."""
        known = [mark for mark in self.marks if mark.known]
        if self.few or not known:
            return known
        ordered = sorted(known, key=lambda mark: mark.y)
        chosen = {mark.x: mark for mark in (known[-1], known[0], ordered[0], ordered[-1])}
        return list(chosen.values())

    def _write_values(self, seats: Seats) -> None:
        for mark in self._valued():
            text, reach = said.share(mark.wave.share), 0 if mark.sure else self.radius
            half = text_width(text, strong=True) / 2
            x = min(max(mark.x, self.left + half), self.width - half)
            places: list[tuple[float, float, Anchor]] = [
                (x, mark.high - reach - 7, "middle"),
                (x, mark.low + reach + 18, "middle"),
                (mark.x + self.radius + 6, mark.y + 5.5, "start"),
                (mark.x - self.radius - 6, mark.y + 5.5, "end"),
            ]
            self.picture.texts += seats.seated([text], places, "cm-strong cm-halo")

    def _taken(self) -> Iterator[Box]:
        """What no word may cross."""
        r = self.radius
        for mark in self.marks:
            if mark.known:
                yield Box(mark.x - r - 1, mark.high - (0 if mark.sure else r), mark.x + r + 1, mark.low + 1)
            else:
                yield Box(mark.x - 2 * r, self.scale.top, mark.x + 2 * r, self.scale.base)
        yield Box(0, 0, self.left - 1, self.scale.base)
        yield Box(0, 0, self.width, self.scale.top - 12 if self.notes or self.breaks else 0)

    def _crossed(self) -> Iterator[Box]:
        """What a word crosses where there is nowhere else."""
        for ends in self._segments():
            yield from along(*ends)
        for step in STEPS:
            yield Box(self.left, self.scale.y(step) - 1, self.width, self.scale.y(step) + 1)
        for one in self.breaks:
            yield Box(one.x - 2, 0, one.x + 2, self.scale.base)
        if way := self._way():
            yield from along(*way)

    def _name_way(self, seats: Seats) -> None:
        """The target at its mark; the baseline, where no wave stands at it."""
        way = self._way()
        if self.trajectory is None or way is None:
            return
        x, y = way[2:]
        lines = wrapped(said.target(self.trajectory), self.width if self.wide else _NARROW)
        over = (len(lines) - 1) * LINE
        end, start = min(x + 9, self.width), max(x - 9, self.left)
        places: list[tuple[float, float, Anchor]] = [
            spot
            for off in (9, 25, 43, 61)
            for at in (y - off - over, y + off + 11)
            for spot in ((end, at, "end"), (start, at, "start"))
        ]
        self.picture.texts += seats.seated(lines, places, "cm-ink cm-halo")
        at_a_wave = any(abs(mark.x - way[0]) < _NEAR and abs(mark.y - way[1]) < _NEAR for mark in self.marks)
        if self.trajectory.baseline is None or at_a_wave:
            return
        self._draw_goal(*way[:2])
        near: list[tuple[float, float, Anchor]] = [
            (max(way[0] - 9, self.left), way[1] + off, "start") for off in (20, -9)
        ]
        self.picture.texts += seats.seated([said.baseline(self.trajectory.baseline)], near, "cm-ink cm-halo")


def _amid(one: Callout, width: float) -> Callout:
    """The same words over the middle of their mark, as far as the edges let them."""
    half = text_width(one.text) / 2
    return Callout(one.text, one.x, min(max(one.x, half), width - half), "middle", one.row)
