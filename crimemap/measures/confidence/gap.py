"""The perception gap: what people say of crime beside what police recorded, each with its uncertainty.

A gap is those who say the opposite of what the record shows less those who say the same as it, in percentage points of
all asked. It says that two sources differ, never that people are wrong: the record is what police wrote down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt
from typing import Final

from crimemap.figure import Figure, Interval, Status
from crimemap.measures import crime
from crimemap.measures.confidence import recorded as record
from crimemap.measures.confidence.questions import Question, Topic, of_topic
from crimemap.measures.confidence.recorded import Direction, Recorded
from crimemap.measures.confidence.shares import Difference, Share, period_of
from crimemap.measures.confidence.waves import Series, SplitWave, series_of, splits_of
from crimemap.measures.intervals import Z_95
from crimemap.release import Area, Release
from crimemap.survey import Book
from crimemap.terms import ALL_CRIME, CrimeType

BONETT_PRICE: Final = "Bonett and Price"
POINTS: Final = "percentage points"
BETTER: Final = "better"
WORSE: Final = "worse"
_TOPICS: Final = (Topic.PROBLEM, Topic.SCALE)


class Verdict(StrEnum):
    """What the two sources say together."""

    OTHERWISE = "people see it otherwise than the record"
    SAME = "people see it as the record does"
    CANNOT_TELL = "cannot tell"


class Unclear(StrEnum):
    """Why nobody can tell; the first that holds."""

    TOO_FEW_ASKED = "too few asked"
    NO_EARLIER_WAVE = "no earlier wave"
    NO_BASE = "number of answers not given"
    PERIODS = "periods do not match"
    NOT_SUPPLIED = "recorded figures missing"
    BREAK = "recording changed"
    TIMES = "recorded over another time"
    RECORD_UNCLEAR = "no clear change in the record"
    CHANCE = "the interval holds 0"


@dataclass(frozen=True, slots=True)
class People:
    """What people say. `net`: in percentage points, above 0 where more say worse than better, or where more think it a
    big problem than the wave before; `split`: the answers of the first kind; `change`: the two waves of the second."""

    net: Figure
    latest: Share
    split: SplitWave | None = None
    change: Difference | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Of one question in one area. `points`: the gap, without a value where the record gives no direction or people
    no figure. `why`: None where the verdict is clear."""

    area: Area
    question: Question
    people: People
    recorded: Recorded | None
    points: Figure
    why: Unclear | None

    @property
    def verdict(self) -> Verdict:
        if self.why is not None or self.points.value is None:
            return Verdict.CANNOT_TELL
        return Verdict.OTHERWISE if self.points.value > 0 else Verdict.SAME


def gaps_of(book: Book, release: Release, area: Area) -> tuple[Gap, ...]:
    """The gap over all crime first, then one for each topic that people were asked about, in the page's order."""
    return (*_trends(book, release, area), *_topics(book, release, area))


def _trends(book: Book, release: Release, area: Area) -> Iterator[Gap]:
    for question in of_topic(Topic.TREND):
        for split in splits_of(book, area.code, question.id, area.kind)[:1]:
            wave = split.latest
            better, worse = wave.share(BETTER), wave.share(WORSE)
            if question.crime and better and worse:
                found = record.over_years(
                    release, area, _what(question), period_of(wave.row).last, question.years
                )
                people = People(net_of(worse, better), worse, split=wave)
                yield gap_of(area, question, people, found)


def _topics(book: Book, release: Release, area: Area) -> Iterator[Gap]:
    for topic in _TOPICS:
        for question in of_topic(topic):
            for series in series_of(book, area.code, question, area.kind)[:1]:
                if question.crime:
                    yield _topic(release, area, question, series)


def _topic(release: Release, area: Area, question: Question, series: Series) -> Gap:
    change, latest = series.change, series.latest
    if change is None:
        nothing = replace(latest.figure, value=None, status=Status.NOT_APPLICABLE, unit=POINTS, interval=None)
        return gap_of(area, question, People(nothing, latest), None)
    found = record.between_waves(
        release, area, _what(question), period_of(change.now.row).last, period_of(change.before.row).last
    )
    return gap_of(area, question, People(change.points, latest, change=change), found)


def _what(question: Question) -> crime.What:
    return crime.ALL if question.crime == ALL_CRIME else CrimeType(question.crime)


def gap_of(area: Area, question: Question, people: People, recorded: Recorded | None) -> Gap:
    """The two sides together. `recorded`: None where the release has no months that match."""
    points = _against(people.net, recorded.direction if recorded else Direction.UNCLEAR)
    return Gap(area, question, people, recorded, points, _why(people, recorded, points))


def _against(net: Figure, direction: Direction) -> Figure:
    """Those who say the opposite of the record less those who say the same as it."""
    if direction is Direction.UNCLEAR or net.value is None:
        status = net.status if net.value is None else Status.NOT_APPLICABLE
        return replace(net, value=None, status=status, interval=None)
    if direction is Direction.FELL:
        return net
    turned = net.interval
    if turned is not None:
        turned = Interval(-turned.upper, -turned.lower, turned.method)
    return replace(net, value=-net.value, interval=turned)


def _why(people: People, recorded: Recorded | None, points: Figure) -> Unclear | None:
    said = _why_people(people) or _why_record(recorded)
    if said is not None:
        return said
    reach = points.interval
    return Unclear.CHANCE if reach is None or reach.lower <= 0 <= reach.upper else None


def _why_people(people: People) -> Unclear | None:
    if not people.latest.is_known:
        return Unclear.TOO_FEW_ASKED
    if people.split is None and people.change is None:
        return Unclear.NO_EARLIER_WAVE
    if people.net.value is None:
        return Unclear.TOO_FEW_ASKED
    return Unclear.NO_BASE if people.net.interval is None else None


def _why_record(recorded: Recorded | None) -> Unclear | None:
    if recorded is None:
        return Unclear.PERIODS
    if recorded.change.broken_by is not None:
        return Unclear.BREAK
    if not record.is_supplied(recorded):
        return Unclear.NOT_SUPPLIED
    if not recorded.matches:
        return Unclear.TIMES
    return Unclear.RECORD_UNCLEAR if recorded.direction is Direction.UNCLEAR else None


def net_of(more: Share, less: Share) -> Figure:
    """`more` - `less`: two answers to one question in one sample, in percentage points of all asked.

    Two cells of one multinomial, as the discordant pairs of a paired table are: D. G. Bonett and R. M. Price, Journal
    of Educational and Behavioral Statistics 37 (2012) 479-488, on the effective number of answers.
    """
    one, two = more.figure, less.figure
    if one.value is None or two.value is None:
        return replace(one, value=None, status=Status.SUPPRESSED, unit=POINTS, interval=None)
    interval = None
    if one.interval is not None and two.interval is not None and more.effective:
        interval = difference_of_cells(one.value / 100, two.value / 100, more.effective)
    return replace(one, value=one.value - two.value, unit=POINTS, interval=interval)


def difference_of_cells(more: float, less: float, effective: float) -> Interval:
    """The 95 % interval of `more` - `less`, shares of one sample of `effective` answers, in percentage points.

    One answer is added to each of the two cells (Bonett and Price 2012), so that the interval has a length where a
    cell is empty. Raises ValueError for shares that are none.
    """
    if effective <= 0 or min(more, less) < 0 or more + less > 1 + 1e-9:
        raise ValueError(f"no two answers have shares of {more} and {less} of {effective}")
    one, two = (more * effective + 1) / (effective + 2), (less * effective + 1) / (effective + 2)
    apart = one - two
    reach = Z_95 * sqrt((one + two - apart * apart) / (effective + 2))
    return Interval(100 * max(-1.0, apart - reach), 100 * min(1.0, apart + reach), BONETT_PRICE)
