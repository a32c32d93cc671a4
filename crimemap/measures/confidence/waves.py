"""One question over time in one area: its waves, where the series breaks, and what lies between two of them.

Two waves are held against each other only where the same survey asked the same people the same words in the same way:
anything else is a break, and nothing is subtracted across it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from crimemap.measures.confidence.questions import Question, questions
from crimemap.measures.confidence.shares import (
    Difference,
    Share,
    days_overlap,
    difference,
    period_of,
    share,
    share_of,
)
from crimemap.survey import Asked, Book, Conduct, Result
from crimemap.survey.areas import LEVEL_OF_KIND, is_wider
from crimemap.terms import AreaKind

YEAR: Final = 12
NEARLY: Final = 1
"""A wave 11 to 13 months before counts as a year before: fieldwork does not end on the same day [choose]."""


class Broken(StrEnum):
    """Why a wave cannot be held against the one before it."""

    WORDING = "wording"
    MODE = "mode"
    POPULATION = "population"


@dataclass(frozen=True, slots=True)
class Wave:
    """A share in one wave. `broken`: what changed since the wave before it in its series, if something did."""

    share: Share
    broken: Broken | None = None

    @property
    def row(self) -> Result:
        """Where it was read: wording, dates, mode, base, source. Its percent is NaN where none may be shown."""
        return self.share.row


@dataclass(frozen=True, slots=True)
class Step:
    """From one wave to the next. `difference`: None across a break."""

    before: Wave
    now: Wave
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Series:
    """The share of one answer to one question of one survey in one area: every wave, the oldest first, at least one.

    `change`: the latest wave against the one a year before it, or the one before; None where there is none to compare.
    `since_first`: the latest against the first since the last break, where that is another one than `change` has: year
    after year without a clear change may hide a clear one. None where either has no figure.
    """

    area: str
    question: Question
    survey: str
    answer: str
    waves: tuple[Wave, ...]
    change: Difference | None
    since_first: Difference | None = None

    @property
    def latest(self) -> Share:
        return self.waves[-1].share

    @property
    def steps(self) -> tuple[Step, ...]:
        """Each wave against the one before it."""
        return tuple(
            Step(before, now, None if now.broken else difference(now.share, before.share))
            for before, now in pairwise(self.waves)
        )

    def stretches(self) -> Iterator[tuple[Wave, ...]]:
        """Runs of waves without a break, the oldest first: what a line may join."""
        run: list[Wave] = []
        for wave in self.waves:
            if wave.broken and run:
                yield tuple(run)
                run = []
            run.append(wave)
        if run:
            yield tuple(run)

    @property
    def broken(self) -> Broken | None:
        """Why the latest wave has no comparison, where a break is why."""
        return self.waves[-1].broken


@dataclass(frozen=True, slots=True)
class SplitWave:
    """Every answer given in one wave, in the question's order. `total`: the sum of the percentages, in percent; None
    where an answer has no figure. `adds_up`: whether that is 100 but for rounding; None where the question's answers
    need not be all there is."""

    shares: tuple[Share, ...]
    total: float | None
    adds_up: bool | None
    broken: Broken | None = None

    @property
    def row(self) -> Result:
        return self.shares[0].row

    def share(self, answer: str) -> Share | None:
        """The share of an answer, by its id."""
        return next((one for one in self.shares if one.answer == answer), None)


@dataclass(frozen=True, slots=True)
class Split:
    """A question with all its answers side by side, wave by wave, the oldest first. `question`: None where the id is
    not in questions.yaml: then only the result's own words stand for it."""

    area: str
    id: str
    question: Question | None
    survey: str
    waves: tuple[SplitWave, ...]

    @property
    def latest(self) -> SplitWave:
        return self.waves[-1]


def may_stand_for(row: Result, kind: AreaKind | None) -> bool:
    """Whether a survey sampled for `row.level` may be shown of an area of this kind (rule S7); None: wider areas."""
    if kind is None:
        return True
    own = LEVEL_OF_KIND.get(kind)
    return own is not None and not is_wider(row.level, own)


def series_of(book: Book, area: str, question: Question, kind: AreaKind | None) -> tuple[Series, ...]:
    """A series for each survey and answer told, the one asked last first. Never of a poll."""
    found: dict[tuple[str, str], list[Share]] = defaultdict(list)
    for asked in book.waves(area, question.id, Conduct.SURVEY):
        if may_stand_for(asked.any, kind) and (told := share(asked, question)) is not None:
            found[asked.any.survey, told.answer].append(told)
    series = [_series(area, question, *key, shares) for key, shares in found.items()]
    return tuple(sorted(series, key=lambda one: _when(one.latest.row), reverse=True))


def _series(area: str, question: Question, survey: str, answer: str, shares: Iterable[Share]) -> Series:
    ordered = sorted(shares, key=lambda one: _when(one.row))
    breaks = [None, *(broken_between(one.row, two.row) for one, two in pairwise(ordered))]
    waves = tuple(Wave(one, why) for one, why in zip(ordered, breaks, strict=True))
    change = _change(waves)
    return Series(area, question, survey, answer, waves, change, _since_first(waves, change))


def _change(waves: Sequence[Wave]) -> Difference | None:
    """The latest against a year before, else the one before; no further back than the last break."""
    latest = waves[-1]
    apart = _comparable(waves)
    now = period_of(latest.row).last
    year = [one for one in apart if abs(now.ordinal - period_of(one.row).last.ordinal - YEAR) <= NEARLY]
    before = next(iter(year or apart), None)
    return difference(latest.share, before) if before else None


def _comparable(waves: Sequence[Wave]) -> list[Share]:
    """What the latest may be held against, the latest first: nothing before a break, no wave that shares its days."""
    *earlier, latest = waves
    joined: list[Share] = []
    if not latest.broken:
        for wave in reversed(earlier):
            joined.append(wave.share)
            if wave.broken:
                break
    return [one for one in joined if not days_overlap(one.row, latest.row)]


def _since_first(waves: Sequence[Wave], change: Difference | None) -> Difference | None:
    first = next(reversed(_comparable(waves)), None)
    if first is None or change is None or first is change.before:
        return None
    found = difference(waves[-1].share, first)
    return found if found.points.is_known else None


def broken_between(before: Result, now: Result) -> Broken | None:
    """What changed from one wave to the next. What neither gives is taken to be the same, and said to be unknown."""
    for why, one, other in (
        (Broken.WORDING, before.wording, now.wording),
        (Broken.MODE, before.mode, now.mode),
        (Broken.POPULATION, before.population, now.population),
    ):
        if one != other and _plain(one) != _plain(other):
            return why
    return None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _when(row: Result) -> tuple[date, str, str]:
    """By the last day of asking, else the end of the year that the wave is named after."""
    if row.last is not None:
        return row.last, row.wave, row.survey
    return date(period_of(row).last.year, 12, 31), row.wave, row.survey


def splits_of(
    book: Book, area: str, asked_as: str, kind: AreaKind | None, *, conduct: Conduct = Conduct.SURVEY
) -> tuple[Split, ...]:
    """Every answer to a question, one split for each survey, the one asked last first."""
    question = questions().get(asked_as)
    found: dict[str, list[Asked]] = defaultdict(list)
    for asked in book.waves(area, asked_as, conduct):
        if may_stand_for(asked.any, kind):
            found[asked.any.survey].append(asked)
    splits = [
        Split(area, asked_as, question, survey, _split_waves(rows, question))
        for survey, rows in found.items()
    ]
    return tuple(sorted(splits, key=lambda one: _when(one.latest.row), reverse=True))


def every_answer(book: Book, series: Series) -> SplitWave | None:
    """All that was answered in the latest wave of a series, finer answers added up; None where the file leaves any
    out, so that they do not make 100, or where no figure may be shown."""
    question, row = series.question, series.latest.row
    finer = {part for choice in question.answers for part in choice.parts}
    for asked in book.waves(series.area, question.id, Conduct.SURVEY):
        if (asked.any.survey, asked.any.wave) != (row.survey, row.wave):
            continue
        given = [share(asked, question, one.id) for one in question.answers if one.id not in finer]
        shares = tuple(one for one in given if one is not None)
        values = [one.figure.value for one in shares if one.figure.value is not None]
        if len(shares) > 1 and len(values) == len(shares) and _is_whole(values):
            return SplitWave(shares, sum(values), adds_up=True)
    return None


def _split_waves(rows: Iterable[Asked], question: Question | None) -> tuple[SplitWave, ...]:
    ordered = sorted(rows, key=lambda asked: _when(asked.any))
    breaks = [None, *(broken_between(one.any, two.any) for one, two in pairwise(ordered))]
    return tuple(_split_wave(asked, question, why) for asked, why in zip(ordered, breaks, strict=True))


def _split_wave(asked: Asked, question: Question | None, broken: Broken | None) -> SplitWave:
    places = {choice.id: n for n, choice in enumerate(question.answers)} if question else {}
    given = sorted(asked.answers, key=lambda answer: places.get(answer, len(places)))
    shares = tuple(share_of(asked.answers[answer], asked.release) for answer in given)
    values = [one.figure.value for one in shares if one.figure.value is not None]
    total = sum(values) if len(values) == len(shares) else None
    complete = question is not None and question.complete and total is not None
    return SplitWave(shares, total, _is_whole(values) if complete else None, broken)


def _is_whole(values: Sequence[float]) -> bool:
    """100, give or take half of the last place that is given for each answer."""
    place = 1.0 if all(value == round(value) for value in values) else 0.1
    return abs(sum(values) - 100) <= place / 2 * len(values) + 1e-9
