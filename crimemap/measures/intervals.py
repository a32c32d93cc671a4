"""95 % intervals for counts: Byar's approximation from 10 up, exact below; and what two intervals say together.

Source of the choice: OHID, Public Health Technical Guide (Fingertips), confidence intervals for counts (rule M9).
"""

from __future__ import annotations

from functools import lru_cache
from math import sqrt
from typing import Final

from crimemap.figure import Figure, Interval

Z_95: Final = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""

BYAR: Final = "Byar"
EXACT: Final = "exact chi-squared"

_EXACT: Final = (
    (0.0, 3.6888794541139354),
    (0.025317807984289876, 5.571643390938898),
    (0.24220927854396496, 7.22468766772396),
    (0.6186721228956014, 8.767273069742323),
    (1.0898653736263249, 10.241588675403694),
    (1.6234863901184207, 11.66833207932267),
    (2.2018942534908508, 13.059474022518685),
    (2.8143630515198654, 14.422675361702376),
    (3.4538321767485014, 15.763189220193313),
    (4.115373097378334, 17.084803451419166),
)
"""Counts 0 … 9: chi2(0.025; 2n)/2 and chi2(0.975; 2n + 2)/2 (Garwood 1936), worked out once with SciPy 1.17.1.

Kept as constants so that the site need not carry SciPy; a test works them out again.
"""


@lru_cache(maxsize=4096)
def of_count(count: int) -> Interval:
    """The 95 % interval of a count of independent events, in events. Raises ValueError for a negative count."""
    if count < 0:
        raise ValueError(f"a count cannot be {count}")
    if count < len(_EXACT):
        lower, upper = _EXACT[count]
        return Interval(lower, upper, EXACT)
    above = count + 1
    return Interval(
        count * (1 - 1 / (9 * count) - Z_95 / (3 * sqrt(count))) ** 3,
        above * (1 - 1 / (9 * above) + Z_95 / (3 * sqrt(above))) ** 3,
        BYAR,
    )


def of_difference(now: Figure, before: Figure, method: str) -> Interval | None:
    """The 95 % interval of `now` - `before`, two independent figures, from their own; None where either has none.

    R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10, for shares with Wilson's intervals; in general
    G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008) 1693-1702.
    """
    one, two = now.interval, before.interval
    if one is None or two is None or now.value is None or before.value is None:
        return None
    apart = now.value - before.value
    down = sqrt((now.value - one.lower) ** 2 + (two.upper - before.value) ** 2)
    up = sqrt((one.upper - now.value) ** 2 + (before.value - two.lower) ** 2)
    return Interval(apart - down, apart + up, method)


def overlap(one: Interval | None, other: Interval | None) -> bool | None:
    """Whether two intervals have a value in common, ends included; None where either is missing."""
    if one is None or other is None:
        return None
    return one.lower <= other.upper and other.lower <= one.upper


def differs_by_more_than_chance(now: int, before: int) -> bool:
    """Whether two counts over equal times differ at 95 %: z = (now - before) / √(now + before), two Poisson counts.

    The normal approximation to the conditional (binomial) test of Przyborowski and Wilenski (1940).
    """
    both = now + before
    return both > 0 and abs(now - before) / sqrt(both) >= Z_95
