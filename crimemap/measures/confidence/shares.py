"""Shares of people asked, with their intervals, and whether one differs from another by more than chance.

Sources: E. B. Wilson, JASA 22 (1927) 209-212, as OHID's Technical Guide (Fingertips) has it, on the effective number of
answers (base over design effect: L. Kish, Survey Sampling, 1965); the pooled z test of two proportions.
Unit: percent of those asked, don't-knows among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt
from typing import Final

from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.measures.confidence.questions import Question
from crimemap.measures.intervals import Z_95
from crimemap.survey import LEAST_BASE, Asked, Lack, Result
from crimemap.terms import Month, Period

WILSON: Final = "Wilson"
UNIT: Final = "% of people asked"
PEOPLE: Final = "people asked"
_YEAR: Final = re.compile(r"\d{4}")


class Movement(StrEnum):
    """What a later share is against an earlier one."""

    UP = "up"
    DOWN = "down"
    NO_CLEAR_CHANGE = "no clear change"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Share:
    """The share that gave `answer`, as a Figure in percent, with the row that it was read from.

    Suppressed below LEAST_BASE answers; without an interval where no number of answers was given.
    """

    figure: Figure
    answer: str
    row: Result

    @property
    def is_known(self) -> bool:
        return self.figure.is_known

    @property
    def effective(self) -> float | None:
        """How many answers it is worth."""
        return self.row.effective


@dataclass(frozen=True, slots=True)
class Difference:
    """Two shares of one answer to one question, and what lies between them.

    `points`: now - before in percentage points, with Newcombe's interval of the difference where both have one. `z`:
    of the pooled test of two proportions on the effective numbers of answers.
    """

    now: Share
    before: Share
    points: Figure
    z: float | None

    @property
    def movement(self) -> Movement:
        """CANNOT_TELL where a number of answers is missing or either share is not shown."""
        if self.z is None:
            return Movement.CANNOT_TELL
        if abs(self.z) < Z_95:
            return Movement.NO_CLEAR_CHANGE
        return Movement.UP if self.z > 0 else Movement.DOWN


def wilson(percent: float, effective: float) -> Interval:
    """The 95 % interval of a share, in percent. `effective` above 0; raises ValueError otherwise."""
    if effective <= 0 or not 0 <= percent <= 100:
        raise ValueError(f"no share is {percent} % of {effective} answers")
    share, z2 = percent / 100, Z_95 * Z_95
    middle = (share + z2 / (2 * effective)) / (1 + z2 / effective)
    reach = Z_95 * sqrt(share * (1 - share) / effective + z2 / (4 * effective**2)) / (1 + z2 / effective)
    return Interval(100 * max(0.0, middle - reach), 100 * min(1.0, middle + reach), WILSON)


def period_of(row: Result) -> Period:
    """The months in which people were asked; of a wave without dates the year that it is named after."""
    if row.last is None:
        year = int(_YEAR.findall(row.wave)[0])
        return Period(Month(year, 1), Month(year, 12))
    first = row.first or row.last
    return Period(Month(first.year, first.month), Month(row.last.year, row.last.month))


def share(asked: Asked, question: Question, answer: str = "") -> Share | None:
    """The share of `answer`, or of the first of `question.told` that the wave has; None where it has none.

    Where the publisher gives the finer answers alone, they are added up, if all of them are there.
    """
    for wanted in (answer,) if answer else question.told:
        if (found := _row(asked, question, wanted)) is not None:
            return Share(_figure(found, asked.release), wanted, found)
    return None


def _row(asked: Asked, question: Question, answer: str) -> Result | None:
    if answer in asked.answers:
        return asked.answers[answer]
    choice = question.choice(answer)
    parts = [asked.answers.get(part) for part in choice.parts] if choice else []
    given = [part for part in parts if part is not None]
    if not given or len(given) != len(parts):
        return None
    return replace(given[0], answer=answer, percent=min(100.0, sum(part.percent for part in given)))


def _figure(row: Result, release: str) -> Figure:
    few = row.base is not None and row.base < LEAST_BASE
    interval = None
    if not few and row.effective is not None and Lack.BASE not in row.lacks:
        interval = wilson(row.percent, row.effective)
    return Figure(
        value=None if few else row.percent,
        status=Status.SUPPRESSED if few else Status.PUBLISHED,
        period=period_of(row),
        unit=UNIT,
        source=row.source,
        release=release,
        interval=interval,
        denominator=Denominator(row.base, PEOPLE) if row.base is not None else None,
    )


def difference(now: Share, before: Share) -> Difference:
    """`now` against `before`: the same answer to the same question in two independent samples."""
    known = now.figure.value is not None and before.figure.value is not None
    value = (now.figure.value or 0.0) - (before.figure.value or 0.0) if known else None
    interval, z = None, None
    if known and now.figure.interval is not None and before.figure.interval is not None:
        interval = _newcombe(now.figure, before.figure)
        z = _z(now, before)
    points = Figure(
        value, Status.PUBLISHED if known else Status.SUPPRESSED, now.figure.period, "percentage points",
        now.figure.source, now.figure.release, interval,
    )  # fmt: skip
    return Difference(now, before, points, z)


def _newcombe(now: Figure, before: Figure) -> Interval | None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10, in percentage points."""
    one, two = now.interval, before.interval
    if one is None or two is None or now.value is None or before.value is None:
        return None
    apart = now.value - before.value
    down = sqrt((now.value - one.lower) ** 2 + (two.upper - before.value) ** 2)
    up = sqrt((one.upper - now.value) ** 2 + (before.value - two.lower) ** 2)
    return Interval(apart - down, apart + up, "Newcombe")


def _z(now: Share, before: Share) -> float | None:
    many, many_before = now.effective, before.effective
    if not many or not many_before:
        return None
    one, two = now.row.percent / 100, before.row.percent / 100
    pooled = (one * many + two * many_before) / (many + many_before)
    spread = sqrt(pooled * (1 - pooled) * (1 / many + 1 / many_before))
    return (one - two) / spread if spread else 0.0
