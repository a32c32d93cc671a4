"""Shares of people asked, with their intervals, and whether one differs from another by more than chance.

Sources: E. B. Wilson, JASA 22 (1927) 209-212, as OHID's Technical Guide (Fingertips) has it, on the effective number of
answers (base over design effect: L. Kish, Survey Sampling, 1965); the pooled z test of two proportions.
Unit: percent of those asked, don't-knows among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from math import nan, sqrt
from typing import Final

from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.measures.confidence.questions import Question
from crimemap.measures.intervals import Z_95, of_difference
from crimemap.survey import LEAST_BASE, SMALL_BASE, Asked, Conduct, Lack, Result
from crimemap.terms import Month, Period

WILSON: Final = "Wilson"
NEWCOMBE: Final = "Newcombe"
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

    Suppressed below LEAST_BASE answers, and then the row's percent is NaN too; without an interval where no number of
    answers was given, and in a poll, whose answers are no sample of anybody.
    """

    figure: Figure
    answer: str
    row: Result

    @property
    def is_known(self) -> bool:
        return self.figure.is_known

    @property
    def base(self) -> int | None:
        """How many answered; None where the publisher does not say."""
        return self.row.base

    @property
    def is_small(self) -> bool:
        """Shown, and from a small sample (rule S4); a poll is none at all."""
        few = self.base is not None and self.base < SMALL_BASE
        return few and self.is_known and self.row.conduct is Conduct.SURVEY

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
    return _months(row.first or row.last, row.last, row.wave)


@lru_cache(maxsize=1024)
def _months(first: date | None, last: date | None, wave: str) -> Period:
    """Kept: a page asks it of a few waves thousands of times."""
    if first is None or last is None:
        year = int(_YEAR.findall(wave)[0])
        return Period(Month(year, 1), Month(year, 12))
    return Period(Month.of(first), Month.of(last))


def share(asked: Asked, question: Question, answer: str = "") -> Share | None:
    """The share of `answer`, or of the first of `question.told` that the wave has; None where it has none.

    Where the publisher gives the finer answers alone, they are added up, if all of them are there.
    """
    for wanted in (answer,) if answer else question.told:
        if (found := _row(asked, question, wanted)) is not None:
            return share_of(found, asked.release)
    return None


def share_of(row: Result, release: str) -> Share:
    """A row as a share: without its percent where too few answered."""
    figure = _figure(row, release)
    return Share(figure, row.answer, row if figure.is_known else replace(row, percent=nan))


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
    sampled = row.conduct is Conduct.SURVEY and Lack.BASE not in row.lacks
    if not few and sampled and row.effective is not None:
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


def difference(now: Share, before: Share, *, apart: bool = False) -> Difference:
    """`now` against `before`: the same answer to the same question in two independent samples.

    Neither interval nor z where the days of asking overlap, as the same answers may be in both; unless they were asked
    `apart`, in two areas.
    """
    known = now.figure.value is not None and before.figure.value is not None
    value = (now.figure.value or 0.0) - (before.figure.value or 0.0) if known else None
    interval, z = None, None
    if apart or not days_overlap(now.row, before.row):
        interval = of_difference(now.figure, before.figure, NEWCOMBE)
        z = _z(now, before) if interval else None
    points = Figure(
        value, Status.PUBLISHED if known else Status.SUPPRESSED, now.figure.period, "percentage points",
        now.figure.source, now.figure.release, interval,
    )  # fmt: skip
    return Difference(now, before, points, z)


def days_overlap(one: Result, other: Result) -> bool:
    """Whether some of the same answers may be in both: the days of asking overlap, as in rolling years."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return one.first <= other.last and other.first <= one.last


def _z(now: Share, before: Share) -> float | None:
    many, many_before = now.effective, before.effective
    if not many or not many_before:
        return None
    one, two = now.row.percent / 100, before.row.percent / 100
    pooled = (one * many + two * many_before) / (many + many_before)
    spread = sqrt(pooled * (1 - pooled) * (1 / many + 1 / many_before))
    return (one - two) / spread if spread else 0.0
