"""An indicator in the areas that an area is set beside, by place; a place in order only with what cannot be told apart.

A place in order is told where every area that is counted has an interval, and never without how many of the others'
intervals overlap with the own one (rule M17). Without intervals there is none at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from crimemap.measures.comparison.groups import LEAST_OTHERS, Group, group_of
from crimemap.measures.confidence.waves import broken_between
from crimemap.measures.definitions import Polarity
from crimemap.measures.indicators.points import Line, Point
from crimemap.measures.intervals import overlap
from crimemap.release import Area, Release


class NoRank(StrEnum):
    """Why no place in order is told."""

    NO_DIRECTION = "no direction"
    """Neither more nor less of it is better."""
    TOO_FEW = "too few"
    """Fewer than LEAST_OTHERS others have a figure for the same time."""
    NO_INTERVAL = "no interval"
    """At least one of the figures came without."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another area of the group. `point`: for the same time and asked or counted alike; None where it has none.
    `overlaps`: whether its interval meets the own one; None where either has none."""

    area: Area
    point: Point | None
    overlaps: bool | None


@dataclass(frozen=True, slots=True)
class Rank:
    """The `place` from the better end among `of` areas that have a figure, itself included: from the highest where
    `highest_first`. `shared`: others with the very same value. `overlapping`: how many of the others it cannot be told
    apart from."""

    place: int
    of: int
    overlapping: int
    shared: int
    highest_first: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The group of an area, by place and without it. Exactly one of `rank` and `no_rank` is set."""

    group: Group
    own: Point
    rows: tuple[Neighbour, ...]
    rank: Rank | None
    no_rank: NoRank | None

    @property
    def known(self) -> tuple[Neighbour, ...]:
        """Those that have a figure to set beside the own one."""
        return tuple(row for row in self.rows if row.point is not None and row.point.figure.is_known)


def beside_of(
    release: Release, area: Area, own: Point, better: Polarity, line_of: Callable[[Area], Line | None]
) -> Beside | None:
    """The group of `area`, each with its value for the time of `own`; None where nothing is like it here."""
    group = group_of(release, area)
    if not group.others or not own.figure.is_known:
        return None
    rows = tuple(_row(other, own, line_of(other)) for other in group.others)
    known = [row for row in rows if row.point is not None and row.point.figure.is_known]
    why = _why_none(own, known, better)
    return Beside(group, own, rows, None if why else _rank(own, known, better), why)


def _row(other: Area, own: Point, line: Line | None) -> Neighbour:
    alike = [point for point in line.points if _is_like(point, own)] if line else []
    if not alike:
        return Neighbour(other, None, None)
    return Neighbour(other, alike[-1], overlap(alike[-1].figure.interval, own.figure.interval))


def _is_like(one: Point, own: Point) -> bool:
    """The same unit for the same months; of a survey the same wave of it, asked in the same way."""
    if one.figure.unit != own.figure.unit:
        return False
    if own.share is None or one.share is None:
        return (one.share is own.share) and one.figure.period == own.figure.period
    row, other = own.share.row, one.share.row
    same = (row.survey, row.wave, own.share.answer) == (other.survey, other.wave, one.share.answer)
    return same and broken_between(other, row) is None


def _why_none(own: Point, known: list[Neighbour], better: Polarity) -> NoRank | None:
    if better is Polarity.NEITHER:
        return NoRank.NO_DIRECTION
    if len(known) < LEAST_OTHERS:
        return NoRank.TOO_FEW
    if own.figure.interval is None or any(row.overlaps is None for row in known):
        return NoRank.NO_INTERVAL
    return None


def _rank(own: Point, known: list[Neighbour], better: Polarity) -> Rank:
    sign = 1 if better is Polarity.HIGHER else -1
    mine = sign * float(own.figure.value or 0)
    others = [sign * float(row.point.figure.value or 0) for row in known if row.point is not None]
    return Rank(
        place=1 + sum(value > mine for value in others),
        of=1 + len(others),
        overlapping=sum(row.overlaps is True for row in known),
        shared=sum(value == mine for value in others),
        highest_first=better is Polarity.HIGHER,
    )
