"""Whether the small areas that are more deprived are those with more crime: two readings of a "70% correlation".

Sources: C. Spearman, American Journal of Psychology 15 (1904) 72-101; D. G. Bonett and T. A. Wright, Psychometrika 65
(2000) 23-28, for the interval of his rho. The rate is recorded crimes per 1,000 residents.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import atanh, sqrt, tanh
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.figure import Denominator, Figure, Interval
from crimemap.measures.concentration.ground import Ground
from crimemap.measures.concentration.tenths import LEAST_AREAS
from crimemap.measures.confidence.shares import wilson
from crimemap.measures.crime.denominators import LEAST
from crimemap.measures.deprivation import SMALL_AREAS, TENTHS
from crimemap.measures.intervals import Z_95

BONETT_WRIGHT: Final = "Bonett-Wright"
RHO: Final = "Spearman’s rho, 1 where the two orders are the same"
OVERLAP: Final = "% of the most deprived tenth of small areas"


@dataclass(frozen=True, slots=True)
class Link:
    """Both readings, over the same small areas.

    `rho`: above 0 where the more deprived have more crime for their residents; its denominator is how many small areas.
    `overlap`: of the most deprived tenth, the percentage that is also in the tenth with the highest rates; `both` and
    `of` are the two counts. `left_out`: small areas without a rank or with too few residents for a rate.
    """

    rho: Figure
    overlap: Figure
    both: int
    of: int
    left_out: int


@lru_cache(maxsize=64)
def link(ground: Ground) -> Link | None:
    """Both readings; None where fewer than LEAST_AREAS have a rank and a rate."""
    has_rate = np.nan_to_num(ground.residents, nan=0.0) >= LEAST["residents"]
    used = ground.kept((ground.rank > 0) & has_rate)
    many = len(used)
    if many < LEAST_AREAS:
        return None
    rates = 1_000 * used.crimes / used.residents
    rho = spearman(-used.rank.astype(np.float64), rates)
    of = (many + TENTHS // 2) // TENTHS  # whole small areas: none is half in two tenths at once
    deprived = _first(used.rank.astype(np.float64), used.codes, of)
    highest = _first(-rates, used.codes, of)
    both = len(deprived & highest)
    per = Denominator(many, SMALL_AREAS)
    percent = 100 * both / of
    return Link(
        replace(used.figure(rho, RHO), interval=bonett_wright(rho, many), denominator=per),
        replace(
            used.figure(percent, OVERLAP),
            interval=wilson(percent, of),
            denominator=Denominator(of, SMALL_AREAS),
        ),
        both,
        of,
        len(ground) - many,
    )


def _first(values: NDArray[np.float64], codes: NDArray[np.str_], many: int) -> frozenset[str]:
    return frozenset(str(code) for code in codes[np.lexsort((codes, values))[:many]])


def spearman(one: NDArray[np.float64], two: NDArray[np.float64]) -> float:
    """Rho of two series of one length, equals sharing their mean rank; 0 where either does not vary."""
    first, second = (_ranked(values) - (len(values) + 1) / 2 for values in (one, two))
    spread = sqrt(float((first**2).sum()) * float((second**2).sum()))
    return float((first * second).sum()) / spread if spread else 0.0


def _ranked(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, place, many = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(many)
    ranks: NDArray[np.float64] = (last - (many - 1) / 2)[place]
    return ranks


def bonett_wright(rho: float, many: int) -> Interval:
    """The 95 % interval of rho over `many` pairs. Raises ValueError below four pairs or outside -1 to 1."""
    if many < 4 or not -1 <= rho <= 1:
        raise ValueError(f"no interval for a rho of {rho} over {many} pairs")
    if abs(rho) == 1:
        return Interval(rho, rho, BONETT_WRIGHT)
    reach = Z_95 * sqrt((1 + rho**2 / 2) / (many - 3))
    return Interval(tanh(atanh(rho) - reach), tanh(atanh(rho) + reach), BONETT_WRIGHT)
