"""How much of the crime lies in which tenth of the small areas, put in order by crime itself or by deprivation.

Sources: D. Weisburd, "The law of crime concentration", Criminology 53 (2015) 133-157, for the question; M. O. Lorenz,
Publications of the American Statistical Association 9 (1905) 209-219, for the curve; E. B. Wilson, JASA 22 (1927)
209-212, for the interval of a share, on an effective number of crimes; P. McCullagh and J. A. Nelder, Generalized
Linear Models (1989), 4.5, for the dispersion that makes it effective. Why not a bootstrap: docs/decisions/0055.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.measures.concentration.ground import Ground
from crimemap.measures.confidence.shares import wilson
from crimemap.measures.crime.counting import CRIMES
from crimemap.measures.deprivation import SMALL_AREAS, TENTHS

LEAST_AREAS: Final = 20
"""Fewer small areas than this make no tenths: one of them alone would then be a tenth [choose]."""

SHARE: Final = "% of recorded crimes"


class Order(StrEnum):
    """By what the small areas are put in order; the value is what an address says."""

    CRIME = "crime"
    """Recorded crimes, most first."""
    DEPRIVATION = "deprivation"
    """Rank on the nation's scale, most deprived first, tenths of this place's own small areas."""
    NATIONAL = "national"
    """The nation's own tenths: here they hold more or fewer small areas than a tenth."""


@dataclass(frozen=True, slots=True)
class Tenth:
    """One tenth, 1 the first in the order. `share`: in percent of all crimes of the place's small areas."""

    number: int
    areas: Figure
    crimes: Figure
    share: Figure


@dataclass(frozen=True, slots=True)
class Tenths:
    """All ten in order. `ground`: the small areas that were put in order; `unranked`: those without a rank.

    `dispersion`: how many times as much as chance alone the months of the small areas vary.
    """

    order: Order
    ground: Ground
    rows: tuple[Tenth, ...]
    total: Figure
    dispersion: float
    unranked: int

    @property
    def first(self) -> Tenth:
        return self.rows[0]

    @property
    def effective(self) -> float:
        """How many independent crimes all of them are worth."""
        return int(self.total.value or 0) / self.dispersion


@dataclass(frozen=True, slots=True)
class Curve:
    """Cumulative shares, both from 0 to 1: `areas[i]` of the small areas, in order, have `crimes[i]` of the crimes.

    `codes` and `tenths` are of the small areas in that order: one less than the points. `first`: where on the axis of
    small areas the first tenth ends: 0.1, but for the nation's tenths.
    """

    order: Order
    areas: NDArray[np.float64]
    crimes: NDArray[np.float64]
    codes: NDArray[np.str_]
    tenths: NDArray[np.int64]
    first: float

    def at(self, share: float) -> float:
        """The share of the crimes that the first `share` of the small areas have."""
        return float(np.interp(share, self.areas, self.crimes))


@dataclass(frozen=True, slots=True)
class Place:
    """Where one small area stands on a curve: in which tenth its middle is, and the shares up to and with it."""

    code: str
    tenth: int
    areas: float
    crimes: float


@lru_cache(maxsize=64)
def tenths(ground: Ground, order: Order) -> Tenths | None:
    """The ten tenths; None where fewer than LEAST_AREAS can be put in order, or nothing was recorded.

    A place's own tenths are of equal size to the fraction: a small area that lies across an edge counts in each of the
    two with its part, so that "a tenth" of 112 is 11.2 and not 11 or 12.
    """
    used = ground if order is Order.CRIME else ground.kept(ground.rank > 0)
    if len(used) < LEAST_AREAS or not used.total:
        return None
    spread = dispersion(used.by_month)
    worth = used.total / spread
    areas, crimes = _national(used) if order is Order.NATIONAL else _own(used, order)
    rows = tuple(_tenth(used, n + 1, areas[n], crimes[n], worth) for n in range(TENTHS))
    return Tenths(order, used, rows, used.figure(used.total, CRIMES), spread, len(ground) - len(used))


def _own(ground: Ground, order: Order) -> tuple[list[float], list[float]]:
    """Small areas and crimes of each tenth of the place's own small areas."""
    many = len(ground)
    reached = np.concatenate([[0], np.cumsum(ground.crimes[_sequence(ground, order)])])
    edges = np.arange(TENTHS + 1) * many / TENTHS
    return [many / TENTHS] * TENTHS, np.diff(np.interp(edges, np.arange(many + 1), reached)).tolist()


def _national(ground: Ground) -> tuple[list[float], list[float]]:
    """The same by the nation's tenths: whole small areas, more or fewer in each."""
    place = ground.decile - 1
    areas = np.bincount(place, minlength=TENTHS)
    return areas.tolist(), np.bincount(place, ground.crimes, minlength=TENTHS).tolist()


def _sequence(ground: Ground, order: Order) -> NDArray[np.intp]:
    """The small areas from the first to the last; of equals the lower code first, so that the result is one."""
    first = -ground.crimes if order is Order.CRIME else ground.rank
    return np.lexsort((ground.codes, first))


def _tenth(ground: Ground, number: int, areas: float, crimes: float, worth: float) -> Tenth:
    many = ground.figure(areas, SMALL_AREAS)
    if not areas:
        none = Figure(None, Status.NOT_APPLICABLE, ground.period, SHARE, many.source, ground.release)
        return Tenth(number, many, replace(none, unit=CRIMES), none)
    percent = min(100.0, 100 * crimes / ground.total)
    share = replace(
        ground.figure(percent, SHARE),
        interval=wilson(percent, worth),
        denominator=Denominator(ground.total, CRIMES),
    )
    return Tenth(number, many, ground.figure(crimes, CRIMES), share)


def dispersion(by_month: NDArray[np.int64]) -> float:
    """How many times the chance variance the counts have, about what area and month lead one to expect; at least 1.

    Pearson's statistic over its degrees of freedom. Crimes come in clusters, and an interval that took each for an
    event of its own would be too narrow by the root of this.
    """
    areas, months = by_month.sum(axis=1), by_month.sum(axis=0)
    counts = by_month[areas > 0][:, months > 0].astype(np.float64)
    rows, columns = len(counts), counts.shape[1]
    if rows < 2 or columns < 2:
        return 1.0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    freedom = (int(rows) - 1) * (int(columns) - 1)
    return max(1.0, float(((counts - expected) ** 2 / expected).sum()) / freedom)


def curve(found: Tenths) -> Curve:
    """The concentration curve of the small areas that `found` put in order; of NATIONAL, by the rank behind it."""
    ground = found.ground
    order = Order.DEPRIVATION if found.order is Order.NATIONAL else found.order
    sequence = _sequence(ground, order)
    many = len(ground)
    crimes = np.concatenate([[0.0], np.cumsum(ground.crimes[sequence]) / ground.total])
    middles = (2 * np.arange(many) + 1) * TENTHS // (2 * many) + 1
    tenth = ground.decile[sequence] if found.order is Order.NATIONAL else middles
    first = float(found.first.areas.value or 0) / many
    return Curve(found.order, np.arange(many + 1) / many, crimes, ground.codes[sequence], tenth, first)


def places(drawn: Curve, codes: frozenset[str]) -> tuple[Place, ...]:
    """Where these small areas stand on the curve, in its order; those that are not on it are left out."""
    return tuple(
        Place(str(code), int(drawn.tenths[n]), float(drawn.areas[n + 1]), float(drawn.crimes[n + 1]))
        for n, code in enumerate(drawn.codes)
        if str(code) in codes
    )


def lowered(interval: Interval, by: float, method: str) -> Interval:
    """The same interval with both ends moved down by so much."""
    return Interval(interval.lower - by, interval.upper - by, method)
