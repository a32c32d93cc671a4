"""By how much the total would be lower if the first tenth had a lower level of crime, and nothing else changed.

An identity, no forecast. A level is crimes per small area, so that tenths of unequal size can be held against each
other; where they are equal, the fall to the level of the next tenth is one share minus the other: 40 - 15 = 25.
The interval is Wald's for a contrast of multinomial shares (L. A. Goodman, Technometrics 7 (1965) 247-254) on the
effective number of crimes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt
from typing import Final

from crimemap.figure import Denominator, Figure, Interval
from crimemap.measures.concentration.tenths import Tenths, lowered
from crimemap.measures.crime.counting import CRIMES
from crimemap.measures.intervals import Z_95

CONTRAST: Final = "Wald, contrast of multinomial shares"
FALL: Final = "% of recorded crimes fewer"


class Target(StrEnum):
    """To which level the first tenth is brought; the value is what an address says."""

    NEXT = "next"
    """That of the next tenth."""
    AVERAGE = "average"
    """That of all small areas of the place together, the first tenth among them."""
    PERCENT = "percent"
    """Its own, less so many percent."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`now` and `then`: crimes in the first tenth; `total` and `total_then`: in all. `fall`: in percent of `total`,
    below 0 where the level aimed at is higher. `percent`: of Target.PERCENT alone."""

    found: Tenths
    target: Target
    percent: int | None
    now: Figure
    then: Figure
    total: Figure
    total_then: Figure
    fall: Figure


def what_if(found: Tenths, target: Target, percent: int | None = None) -> WhatIf | None:
    """The answer; None where a tenth that it needs is empty. Raises ValueError for a percent outside 1 to 100."""
    first, following = found.rows[0], found.rows[1]
    if not first.areas.value or (target is Target.NEXT and not following.areas.value):
        return None
    total = int(found.total.value or 0)
    now = float(first.crimes.value or 0)
    share, interval, then = _fall(found, target, percent)
    ground = found.ground
    fall = replace(ground.figure(share, FALL), interval=interval, denominator=Denominator(total, CRIMES))
    return WhatIf(
        found, target, percent, first.crimes, ground.figure(then, CRIMES), found.total,
        ground.figure(total - now + then, CRIMES), fall,
    )  # fmt: skip


def _fall(found: Tenths, target: Target, percent: int | None) -> tuple[float, Interval, float]:
    """The fall in percent, its interval, and the crimes that the first tenth would have."""
    total, now = float(found.total.value or 0), float(found.first.crimes.value or 0)
    own = found.first.share.interval
    if own is None:
        raise ValueError("a share without an interval has no fall")
    if target is Target.PERCENT:
        if percent is None or not 1 <= percent <= 100:
            raise ValueError(f"{percent} is no percentage from 1 to 100")
        part = percent / 100
        return (
            100 * now * part / total,
            Interval(own.lower * part, own.upper * part, own.method),
            now * (1 - part),
        )
    size = float(found.first.areas.value or 0)
    if target is Target.AVERAGE:
        even = size / len(found.ground)
        return 100 * (now - total * even) / total, lowered(own, 100 * even, own.method), total * even
    following = found.rows[1]
    ratio = size / float(following.areas.value or 0)
    then = float(following.crimes.value or 0) * ratio
    fall = (now - then) / total
    one, two = now / total, then / ratio / total
    reach = Z_95 * sqrt(max(0.0, one + ratio**2 * two - fall**2) / found.effective)
    return 100 * (now - then) / total, Interval(100 * (fall - reach), 100 * (fall + reach), CONTRAST), then
