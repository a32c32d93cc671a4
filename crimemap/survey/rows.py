"""One answer to one question in one wave of one survey, of one area: the row of our own import format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import isnan, nan
from typing import Final

LEAST_BASE: Final = 100
"""Fewer answers than this, and no figure is shown (rule S4) [choose]."""

SMALL_BASE: Final = 400
"""Fewer answers than this are called a small sample (rule S4) [choose]."""


class Level(StrEnum):
    """What a survey was sampled for, widest first: no result is shown of anything narrower (rule S7)."""

    NATION = "nation"
    REGION = "region"
    FORCE = "force"
    PARTNERSHIP = "partnership"


class Conduct(StrEnum):
    """How people came to be asked. The two never share a chart, a table or a sentence (rule S5)."""

    SURVEY = "survey"
    """A sample that the publisher drew."""
    POLL = "poll"
    """Whoever chose to answer."""


class Lack(StrEnum):
    """What a publisher may have left unsaid; it is then said in its place that nobody gives it (rule S1)."""

    BASE = "base"
    WORDING = "wording"
    DATES = "dates"
    MODE = "mode"


@dataclass(frozen=True, slots=True)
class Result:
    """`percent` (0 to 100) of those asked `question` gave `answer`.

    `area` is a publisher's code (E22… partnership, E23… or W15… force, E12… region, E92…, W92… or K04… nation); empty
    only where a publisher gives a name alone and nobody has found its area yet: `place` is the name as published.
    `base`: how many answered, unweighted. `effective`: the size of a simple random sample that would be as sure (base
    over design effect); equal to `base` where no design effect is given, which `design_given` then denies.
    `percent` is NaN where too few answered and nobody gives it, or may.
    `first` and `last`: the days between which people were asked; None where they are in `lacks`. `wave` orders the
    waves of a survey and names one where it has no dates.
    """

    area: str
    place: str
    level: Level
    survey: str
    wave: str
    first: date | None
    last: date | None
    question: str
    answer: str
    percent: float
    base: int | None
    effective: float | None
    design_given: bool
    conduct: Conduct
    wording: str
    wording_cy: str
    mode: str
    population: str
    source: str
    source_url: str
    licence: str
    lacks: frozenset[Lack]

    @property
    def is_few(self) -> bool:
        """Whether fewer than LEAST_BASE answered: then no figure of it is shown (rule S4)."""
        return self.base is not None and self.base < LEAST_BASE

    @property
    def is_told(self) -> bool:
        """Whether the row has a percentage at all."""
        return not isnan(self.percent)

    def withheld(self) -> Result:
        """The row without its percentage, where fewer than LEAST_BASE answered: so that no page can show it."""
        return replace(self, percent=nan) if self.is_few else self

    @property
    def asking(self) -> Asking:
        """What tells one asking from another: its answers share everything but answer and percent."""
        return self.conduct, self.area, self.question, self.survey, self.wave


Asking = tuple[Conduct, str, str, str, str]
"""Conduct, area, question, survey, wave."""
