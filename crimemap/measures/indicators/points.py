"""The values of one indicator in one area over time: asked in a survey, or reported by somebody, never both in a line.

A survey goes before what was reported: it comes with its question, its number of answers and its interval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from crimemap.figure import Figure, Status
from crimemap.measures.confidence.shares import Movement, Share, difference
from crimemap.measures.confidence.targets import as_figure, last_day
from crimemap.measures.confidence.waves import Series, series_of
from crimemap.measures.indicators.catalogue import Indicator, Origin
from crimemap.measures.intervals import of_difference
from crimemap.release import Area
from crimemap.survey import LEAST_BASE, Book, Reported, Role

COMBINED: Final = "from both intervals"


@dataclass(frozen=True, slots=True)
class Point:
    """One value. `first` and `last`: the days that it covers, where they are given. `share`: where it is a survey's;
    `row`: where it was reported."""

    figure: Figure
    first: date | None
    last: date
    share: Share | None = None
    row: Reported | None = None

    @property
    def survey(self) -> str:
        """The survey that it is from; empty where somebody reported it."""
        return self.share.row.survey if self.share else ""

    @property
    def source_url(self) -> str:
        """Where its source can be read."""
        if self.share is not None:
            return self.share.row.source_url
        return self.row.source_url if self.row else ""

    @property
    def licence(self) -> str:
        """Under which it may be used again."""
        if self.share is not None:
            return self.share.row.licence
        return self.row.licence if self.row else ""


@dataclass(frozen=True, slots=True)
class Step:
    """A value against the one before it. `apart`: now - before with the interval that both give; `movement`: whether
    that is more than chance. `broken`: the survey changed in between, and nothing is said across that."""

    before: Point
    now: Point
    apart: Figure | None
    movement: Movement
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Values that may stand in one line, the oldest first, at least one. `change`: what is told of the latest."""

    points: tuple[Point, ...]
    steps: tuple[Step, ...]
    change: Step | None
    series: Series | None = None

    @property
    def latest(self) -> Point:
        return self.points[-1]

    def since(self, before: Point) -> Step | None:
        """The latest value against one long before it, of this line or a baseline; None where that is the latest, or
        another unit, or where what was asked changed in between."""
        now = self.latest
        if before is now or before.figure.unit != now.figure.unit:
            return None
        own = next((one for one in self.points if _is_same(one, before)), before)
        if self.series is None or own.share is None or now.share is None:
            return _step(own, now)
        *_, unbroken = self.series.stretches()
        if all(wave.share is not own.share for wave in unbroken) or own.share is now.share:
            return None
        told = difference(now.share, own.share)
        return Step(own, now, told.points, told.movement)


def _is_same(one: Point, other: Point) -> bool:
    """Whether both are one figure: a baseline is often a survey's own, which knows its number of answers."""
    return (one.figure.value, one.figure.period) == (other.figure.value, other.figure.period)


def line_of(book: Book, release: str, indicator: Indicator, area: Area) -> Line | None:
    """The values of `area`: of the survey that asked last, else what was reported last; None where there are none."""
    series = [
        found for question in indicator.questions for found in series_of(book, area.code, question, area.kind)
    ]
    if series:
        return _asked(max(series, key=lambda one: last_day(one.latest)))
    return _told(book, release, indicator, area.code)


def _asked(series: Series) -> Line:
    points = {id(wave): _point_of(wave.share) for wave in series.waves}
    steps = tuple(
        Step(
            points[id(step.before)],
            points[id(step.now)],
            step.difference.points if step.difference else None,
            step.difference.movement if step.difference else Movement.CANNOT_TELL,
            broken=step.difference is None,
        )
        for step in series.steps
    )
    change = series.change
    told = None
    if change is not None:
        told = Step(_point_of(change.before), _point_of(change.now), change.points, change.movement)
    elif steps and steps[-1].broken:
        told = steps[-1]
    return Line(tuple(points.values()), steps, told, series)


def _point_of(share: Share) -> Point:
    return Point(share.figure, share.row.first, last_day(share), share=share)


def _told(book: Book, release: str, indicator: Indicator, area: str) -> Line | None:
    """Of rows from different publishers or in different units only those of the latest stand in one line."""
    by_source: dict[tuple[str, str], list[Reported]] = defaultdict(list)
    for row in book.reported(indicator.id, area, Role.VALUE):
        by_source[row.source, row.unit].append(row)
    if not by_source:
        return None
    rows = sorted(max(by_source.values(), key=lambda rows: max(row.last for row in rows)), key=_last)
    points = tuple(point_of(row, release, indicator) for row in rows)
    steps = tuple(_step(before, now) for before, now in pairwise(points))
    return Line(points, steps, steps[-1] if steps else None)


def _last(row: Reported) -> date:
    return row.last


def point_of(row: Reported, release: str, indicator: Indicator) -> Point:
    """A reported figure; without its number where too few people were asked (rule S4). Only a survey's percent is of
    people asked: others keep the unit that they were reported in."""
    figure = as_figure(row, release)
    if indicator.source is not Origin.SURVEY:
        figure = replace(figure, unit=row.unit)
    elif row.base is not None and row.base < LEAST_BASE:
        figure = replace(figure, value=None, status=Status.SUPPRESSED, interval=None)
        row = replace(row, lower=None, upper=None)
    return Point(figure, row.first, row.last, row=row)


def _step(before: Point, now: Point) -> Step:
    """Nothing is told of two values that cover some of the same days, or without both intervals."""
    apart = _apart(before.figure, now.figure)
    same_days = now.first is not None and now.first <= before.last
    if apart is None or apart.interval is None or same_days:
        return Step(before, now, apart, Movement.CANNOT_TELL)
    if apart.interval.lower > 0:
        return Step(before, now, apart, Movement.UP)
    return Step(before, now, apart, Movement.DOWN if apart.interval.upper < 0 else Movement.NO_CLEAR_CHANGE)


def _apart(before: Figure, now: Figure) -> Figure | None:
    """The publishers' own intervals are taken to be independent of each other."""
    if before.value is None or now.value is None:
        return None
    interval = of_difference(now, before, COMBINED)
    return replace(now, value=now.value - before.value, interval=interval, denominator=None)


def latest_of(points: Sequence[Point]) -> Point | None:
    """The one that ends last."""
    return max(points, key=lambda point: point.last, default=None)
