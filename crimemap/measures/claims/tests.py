"""The tests by name: what each asks of the site's figures. data/claims/claims.yaml says which claim is put to which.

A test of the paper asks nothing of a place; a test of here is given one area, or the small areas of one nation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from crimemap.figure import Denominator, Figure, Status
from crimemap.measures import concentration, crime
from crimemap.measures.claims import people
from crimemap.measures.claims.register import ClaimTest, Reading
from crimemap.measures.claims.verdicts import Answer, Verdict, Why, cannot_tell, of_size
from crimemap.measures.concentration import Ground, Order, Target
from crimemap.measures.confidence.recorded import Recorded
from crimemap.measures.deprivation import SMALL_AREAS
from crimemap.measures.national import National, national
from crimemap.release import Area, Release
from crimemap.survey import Book
from crimemap.terms import AreaKind, Month, Period

CHANGE: Final = "%"
"""Unit of a change in percent of the earlier figure, below 0 for a fall."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a test is asked of. `ground`: of tests of small areas; `areas`: the area, or the forces of a nation."""

    release: Release
    book: Book
    period: Period
    areas: tuple[Area, ...] = ()
    ground: Ground | None = None


TestOf = Callable[[Reading, Asked], Answer]


def _not_held(_reading: Reading, _asked: Asked) -> Answer:
    return cannot_tell(Why.NOT_HELD)


def _unsigned(_reading: Reading, _asked: Asked) -> Answer:
    return cannot_tell(Why.NO_SIGN)


def _no_base(_reading: Reading, _asked: Asked) -> Answer:
    return cannot_tell(Why.NO_BASE)


def _survey_change(reading: Reading, _asked: Asked) -> Answer:
    """The published estimates of two years: whether the fall is at least as large as claimed. They come without an
    interval, so no more than that is said."""
    series = national()[reading.series or ""]
    before, now = _year(series, reading.first), _year(series, reading.last)
    if before is None or now is None or not before.value or now.value is None or reading.claimed is None:
        return cannot_tell(Why.NOT_HELD)
    change = 100 * (now.value - before.value) / before.value
    figure = replace(now, value=change, unit=CHANGE, denominator=Denominator(int(before.value), before.unit))
    larger = abs(change) >= abs(reading.claimed) and change * reading.claimed > 0
    if larger:
        return Answer(Verdict.HOLDS, Why.AT_LEAST, figure, (now, before))
    return Answer(Verdict.DOES_NOT, Why.LESS_THAN, figure, (now, before))


def _survey_lowest(reading: Reading, _asked: Asked) -> Answer:
    """Whether an earlier estimate is lower. Of two estimates without intervals nobody can tell which is."""
    series = national()[reading.series or ""]
    now = _year(series, reading.last)
    if now is None or now.value is None or reading.first is None:
        return cannot_tell(Why.NOT_HELD)
    earlier = [one for one in series.figures if reading.first <= one.period.last < now.period.last]
    lower = [one for one in earlier if one.value is not None and one.value < now.value]
    if lower:
        return cannot_tell(Why.NO_INTERVAL, now, *lower)
    return Answer(Verdict.HOLDS, Why.AT_LEAST, now, (min(earlier, key=lambda one: one.value or 0),))


def _year(series: National, last: Month | None) -> Figure | None:
    return next((one for one in series.figures if one.period.last == last), None)


def _count_change(reading: Reading, asked: Asked) -> Answer:
    """The same change here. The claims it is put to are of one other place: whatever it is here, theirs may be true."""
    found = _change(reading, asked)
    if found is None:
        return cannot_tell(Why.ONE_AREA)
    percent = Recorded(reading.what, found, 1.0, 1.0).percent
    if percent.value is None:
        return cannot_tell(_why_no_change(found), None, found.now, found.before)
    return Answer(Verdict.MEASURED, Why.ELSEWHERE, percent, (found.now, found.before))


def _count_direction(reading: Reading, asked: Asked) -> Answer:
    found = _change(reading, asked)
    if found is None:
        return cannot_tell(Why.ONE_AREA)
    percent = Recorded(reading.what, found, 1.0, 1.0).percent
    figure = percent if percent.value is not None else None
    facts = (found.now, found.before)
    if found.verdict is crime.Verdict.CANNOT_TELL:
        return cannot_tell(_why_no_change(found), None, *facts)
    if found.verdict is crime.Verdict.NO_CLEAR_CHANGE:
        return cannot_tell(Why.NO_CLEAR_CHANGE, figure, *facts)
    rose = found.verdict is crime.Verdict.MORE
    if rose == (reading.direction == "up"):
        return Answer(Verdict.HOLDS, Why.CLEAR, figure, facts)
    return Answer(Verdict.DOES_NOT, Why.OPPOSITE, figure, facts)


def _change(reading: Reading, asked: Asked) -> crime.Change | None:
    """The year to the end of the period against the one before: of the area, or of all forces of a nation together."""
    changes = [crime.change(asked.release, area, reading.what, asked.period) for area in asked.areas]
    if len(changes) < 2:
        return changes[0] if changes else None
    broken = next((one.broken_by for one in changes if one.broken_by), None)
    return crime.Change(_sum([one.now for one in changes]), _sum([one.before for one in changes]), broken)


def _sum(figures: list[Figure]) -> Figure:
    """All of them together; without a number where one has none."""
    from_all = {one.status for one in figures}
    if from_all != {Status.PUBLISHED}:
        lacking = next(one for one in figures if one.status is not Status.PUBLISHED)
        return replace(lacking, interval=None)
    return replace(figures[0], value=sum(int(one.value or 0) for one in figures), interval=None)


def _why_no_change(found: crime.Change) -> Why:
    if found.broken_by is not None:
        return Why.BROKEN
    return Why.FEW_CRIMES if found.is_comparable else Why.INCOMPLETE


def _rank_correlation(reading: Reading, asked: Asked) -> Answer:
    link = concentration.link(asked.ground) if asked.ground else None
    if link is None or reading.claimed is None:
        return cannot_tell(_why_no_tenths(asked, Order.DEPRIVATION))
    return of_size(link.rho, reading.claimed, scale=0.01)


def _tenths_overlap(reading: Reading, asked: Asked) -> Answer:
    link = concentration.link(asked.ground) if asked.ground else None
    if link is None or asked.ground is None or reading.claimed is None:
        return cannot_tell(_why_no_tenths(asked, Order.DEPRIVATION))
    facts = (asked.ground.figure(link.both, SMALL_AREAS), asked.ground.figure(link.of, SMALL_AREAS))
    return of_size(link.overlap, reading.claimed, *facts)


def _share_of_tenth(reading: Reading, asked: Asked) -> Answer:
    order = reading.order or Order.CRIME
    found = concentration.tenths(asked.ground, order) if asked.ground else None
    if found is None or reading.claimed is None:
        return cannot_tell(_why_no_tenths(asked, order))
    first = found.first
    return of_size(first.share, reading.claimed, first.crimes, found.total, first.areas)


def _level_of_next(reading: Reading, asked: Asked) -> Answer:
    order = reading.order or Order.CRIME
    found = concentration.tenths(asked.ground, order) if asked.ground else None
    answer = concentration.what_if(found, Target.NEXT) if found else None
    if answer is None or reading.claimed is None:
        return cannot_tell(_why_no_tenths(asked, order))
    return of_size(answer.fall, reading.claimed, answer.now, answer.then, answer.total, answer.total_then)


def _why_no_tenths(asked: Asked, order: Order) -> Why:
    ground = asked.ground
    if ground is None or (not len(ground) and ground.incomplete):
        return Why.INCOMPLETE
    ranked = order is Order.CRIME or bool((ground.rank > 0).any())
    return Why.FEW_AREAS if ranked else Why.NOT_RANKED


def _confident(reading: Reading, asked: Asked) -> Answer:
    return people.confident(reading, asked.book, asked.areas)


def _confidence_change(reading: Reading, asked: Asked) -> Answer:
    return people.confidence_change(reading, asked.book, asked.areas)


def _fear_and_crime(_reading: Reading, asked: Asked) -> Answer:
    return people.fear_and_crime(asked.book, asked.release, asked.areas)


TESTS: Final[dict[ClaimTest, TestOf]] = {
    ClaimTest.NOT_HELD: _not_held,
    ClaimTest.UNSIGNED: _unsigned,
    ClaimTest.NO_BASE: _no_base,
    ClaimTest.SURVEY_CHANGE: _survey_change,
    ClaimTest.SURVEY_LOWEST: _survey_lowest,
    ClaimTest.COUNT_CHANGE: _count_change,
    ClaimTest.COUNT_DIRECTION: _count_direction,
    ClaimTest.RANK_CORRELATION: _rank_correlation,
    ClaimTest.TENTHS_OVERLAP: _tenths_overlap,
    ClaimTest.SHARE_OF_TENTH: _share_of_tenth,
    ClaimTest.LEVEL_OF_NEXT: _level_of_next,
    ClaimTest.CONFIDENT: _confident,
    ClaimTest.CONFIDENCE_CHANGE: _confidence_change,
    ClaimTest.FEAR_AND_CRIME: _fear_and_crime,
}
"""Every name has its function: tests/unit/test_claims.py."""

OF_SMALL_AREAS: Final = frozenset(
    {ClaimTest.RANK_CORRELATION, ClaimTest.TENTHS_OVERLAP, ClaimTest.SHARE_OF_TENTH, ClaimTest.LEVEL_OF_NEXT}
)
OF_PEOPLE_ALONE: Final = frozenset({ClaimTest.CONFIDENT, ClaimTest.CONFIDENCE_CHANGE})
"""Tests that ask nothing of recorded crime."""
WIDE_KINDS: Final = (AreaKind.FORCE, AreaKind.PARTNERSHIP)
"""Kinds of areas that a claim is tested in: nothing smaller has twenty small areas, or a survey."""
