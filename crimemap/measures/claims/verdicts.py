"""What a test of a claim answers: a verdict, why, and the figures that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crimemap.figure import Figure
from crimemap.measures.confidence.shares import Share
from crimemap.release import Area
from crimemap.terms import Nation

WIDE: Final = 40.0
"""An interval wider than so many percent or points holds nearly every claim: nobody can tell [choose]."""

HALF: Final = 0.5
"""Papers print whole numbers: 40 % stands for 39.5 to 40.5."""


class Verdict(StrEnum):
    """Of a claim, here or as the paper made it."""

    HOLDS = "holds"
    DOES_NOT = "does not"
    CANNOT_TELL = "cannot tell"
    MEASURED = "measured here"
    """No verdict: the claim is of one other place, and a figure of this one says nothing of it."""


class Why(StrEnum):
    """What the verdict rests on."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    CLEAR = "clear change"
    OPPOSITE = "clear change the other way"
    NO_CLEAR_CHANGE = "no clear change"
    WIDE = "interval too wide"
    NOT_HELD = "not held"
    NO_SIGN = "no sign"
    NO_BASE = "no base"
    NO_INTERVAL = "no interval"
    FEW_AREAS = "few small areas"
    NOT_RANKED = "not ranked"
    INCOMPLETE = "months not complete"
    BROKEN = "recording changed"
    FEW_CRIMES = "few crimes"
    NOT_ASKED = "not asked"
    ONE_WAVE = "one wave"
    FEW_ASKED = "few asked"
    NOT_FALLING = "crime not falling"
    OVERLAP = "intervals overlap"
    ONE_AREA = "of one area only"
    ELSEWHERE = "claim of another place"


@dataclass(frozen=True, slots=True)
class Answer:
    """`figure`: the value in the unit of the claim, with its interval; None where there is none. `facts`: the figures
    that it was worked out from, in the order in which the test names them. `share`: what people answered, where the
    figure is of that, with its wording, days, mode, number of answers and source (rule S1)."""

    verdict: Verdict
    why: Why
    figure: Figure | None = None
    facts: tuple[Figure, ...] = ()
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class Local:
    """An answer and where it is of: an area; or, where that is None, all of a nation that the release has."""

    area: Area | None
    nation: Nation | None
    answer: Answer


def cannot_tell(why: Why, figure: Figure | None = None, *facts: Figure) -> Answer:
    """Nobody can tell, for this reason."""
    return Answer(Verdict.CANNOT_TELL, why, figure, facts)


def of_size(figure: Figure, claimed: float, *facts: Figure, scale: float = 1.0) -> Answer:
    """Whether a claimed number is one that the figure allows: within its interval, or as near as rounding brings it.

    `scale`: what one percent of the claim is in the unit of the figure.
    """
    found = figure.interval
    if found is None:
        return cannot_tell(Why.NO_INTERVAL, figure, *facts)
    if found.upper - found.lower > WIDE * scale:
        return cannot_tell(Why.WIDE, figure, *facts)
    if found.lower - HALF * scale <= claimed * scale <= found.upper + HALF * scale:
        return Answer(Verdict.HOLDS, Why.INSIDE, figure, facts)
    return Answer(Verdict.DOES_NOT, Why.OUTSIDE, figure, facts)
