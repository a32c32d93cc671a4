"""Tests of claims on what people said in surveys: the headline, its change, and fear beside recorded crime.

Source of the interval of a ratio of shares: D. Katz and others, Biometrics 34 (1978) 469-474, on the effective numbers
of answers.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt
from typing import Final

from crimemap.figure import Figure, Interval, Status
from crimemap.measures import crime
from crimemap.measures.claims.register import Reading
from crimemap.measures.claims.verdicts import Answer, Verdict, Why, cannot_tell, of_size
from crimemap.measures.confidence import recorded as record
from crimemap.measures.confidence.questions import Topic, of_topic, questions
from crimemap.measures.confidence.shares import Difference, Movement, Share, share
from crimemap.measures.confidence.waves import Series, series_of
from crimemap.measures.intervals import Z_95
from crimemap.release import Area, Release
from crimemap.survey import Book

FEAR: Final = "safe-after-dark"
AFRAID: Final = "unsafe"
KATZ: Final = "Katz, log of the ratio"


def confident(reading: Reading, book: Book, areas: tuple[Area, ...]) -> Answer:
    """The headline's latest wave."""
    series = _headline(book, areas)
    if series is None or reading.claimed is None:
        return cannot_tell(Why.NOT_ASKED if len(areas) == 1 else Why.ONE_AREA)
    latest = series.latest.figure
    if latest.value is None:
        return cannot_tell(Why.FEW_ASKED)
    if latest.interval is None:
        return replace(cannot_tell(Why.NO_BASE, latest), share=series.latest)
    return replace(of_size(latest, reading.claimed), share=series.latest)


def confidence_change(reading: Reading, book: Book, areas: tuple[Area, ...]) -> Answer:
    """The headline's change: a rise that is clear, and of the size claimed."""
    series = _headline(book, areas)
    if series is None or reading.claimed is None:
        return cannot_tell(Why.NOT_ASKED if len(areas) == 1 else Why.ONE_AREA)
    if series.change is None:
        return cannot_tell(Why.ONE_WAVE if series.broken is None else Why.BROKEN)
    answer = _moved(series.change, reading.claimed)
    return replace(answer, share=series.change.now) if answer.figure else answer


def _moved(change: Difference, claimed: float) -> Answer:
    facts = (change.now.figure, change.before.figure)
    if any(one.value is None for one in facts):
        return cannot_tell(Why.FEW_ASKED)
    if change.movement is Movement.CANNOT_TELL:
        return cannot_tell(Why.NO_BASE, change.points, *facts)
    if change.movement is Movement.NO_CLEAR_CHANGE:
        return cannot_tell(Why.NO_CLEAR_CHANGE, change.points, *facts)
    if (change.movement is Movement.UP) != (claimed > 0):
        return Answer(Verdict.DOES_NOT, Why.OPPOSITE, change.points, facts)
    return of_size(change.points, claimed, *facts)


def _headline(book: Book, areas: tuple[Area, ...]) -> Series | None:
    """Of one area; a force's survey for a force. Another question in its place is not what the claim is of."""
    if len(areas) != 1:
        return None
    found = (series_of(book, areas[0].code, question, areas[0].kind) for question in of_topic(Topic.HEADLINE))
    return next((series for of_question in found for series in of_question), None)


def fear_and_crime(book: Book, release: Release, areas: tuple[Area, ...]) -> Answer:
    """Whether the share who feel unsafe fell less than recorded crime, between the same two times."""
    if len(areas) != 1:
        return cannot_tell(Why.ONE_AREA)
    waves = _afraid(book, areas[0])
    if waves is None:
        return cannot_tell(Why.NOT_ASKED)
    answer = _fear(release, areas[0], *waves)
    return replace(answer, share=waves[0]) if answer.figure else answer


def _fear(release: Release, area: Area, now: Share, before: Share) -> Answer:
    people = _percent(now, before)
    if people is None:
        return cannot_tell(Why.FEW_ASKED if now.figure.value is None else Why.NO_BASE)
    recorded = record.between_waves(
        release, area, crime.ALL, now.figure.period.last, before.figure.period.last
    )
    if recorded is None or not record.is_supplied(recorded):
        return cannot_tell(Why.INCOMPLETE, people)
    percent = recorded.percent
    if recorded.direction is not record.Direction.FELL or percent.interval is None:
        why = Why.NOT_FALLING if percent.value is not None else Why.BROKEN
        return cannot_tell(why, people, recorded.change.now, recorded.change.before)
    return _slower(people, percent)


def _slower(people: Figure, percent: Figure) -> Answer:
    """Two changes in percent with their intervals: no verdict where these overlap."""
    felt, counted = people.interval, percent.interval
    if felt is None or counted is None:
        return cannot_tell(Why.NO_INTERVAL, people, percent)
    if felt.lower > counted.upper:
        return Answer(Verdict.HOLDS, Why.OUTSIDE, people, (percent,))
    if felt.upper < counted.lower:
        return Answer(Verdict.DOES_NOT, Why.OPPOSITE, people, (percent,))
    return cannot_tell(Why.OVERLAP, people, percent)


def _afraid(book: Book, area: Area) -> tuple[Share, Share] | None:
    """The two waves that the question's own change compares, with the share that feels unsafe."""
    question = questions()[FEAR]
    for series in series_of(book, area.code, question, area.kind):
        if series.change is None:
            continue
        wanted = {one.row.wave for one in (series.change.now, series.change.before)}
        found = {
            asked.any.wave: share(asked, question, AFRAID)
            for asked in book.waves(area.code, question.id)
            if asked.any.survey == series.survey and asked.any.wave in wanted
        }
        now, before = (found.get(one.row.wave) for one in (series.change.now, series.change.before))
        if now is not None and before is not None:
            return now, before
    return None


def _percent(now: Share, before: Share) -> Figure | None:
    """The change of a share in percent of itself, with Katz's interval; None where a share or a base is missing."""
    one, two = now.figure.value, before.figure.value
    if not one or not two or not now.effective or not before.effective:
        return None
    if now.figure.interval is None or before.figure.interval is None:
        return None
    spread = sqrt((100 - one) / (one * now.effective) + (100 - two) / (two * before.effective))
    middle = log(one / two)
    low, high = (100 * (exp(middle + side * Z_95 * spread) - 1) for side in (-1, 1))
    return replace(
        now.figure, value=100 * (one / two - 1), status=Status.PUBLISHED, unit="%",
        interval=Interval(low, high, KATZ), denominator=None,
    )  # fmt: skip
