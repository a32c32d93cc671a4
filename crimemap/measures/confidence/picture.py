"""How people feel in a partnership or a force, all of it; and the headline of every partnership.

Source: survey results of the release and of uploads, as in a Book. A survey is shown of nothing narrower than what it
was sampled for (rule S7); a poll stands apart from every survey (rule S5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crimemap.measures.confidence.questions import Question, Topic, of_topic, questions
from crimemap.measures.confidence.shares import Difference, Share
from crimemap.measures.confidence.similar import Similar, similar_of
from crimemap.measures.confidence.strands import Strands, strands_of
from crimemap.measures.confidence.targets import Against, Trajectory, trajectory_of
from crimemap.measures.confidence.waves import Series, Split, SplitWave, every_answer, series_of, splits_of
from crimemap.release import Area, Release
from crimemap.survey import Book, Conduct, Lack, Level
from crimemap.terms import BTP, AreaKind

_WIDER: Final = (Level.REGION, Level.NATION)


class Why(StrEnum):
    """Why an area has no figure."""

    NOT_ASKED = "not asked"
    """Nobody asked it there, or nobody supplied it."""
    TOO_FEW = "too few"
    """Fewer than LEAST_BASE answered (rule S4)."""
    NOT_SAMPLED = "not sampled"
    """Asked in its force's area alone, by a survey that says nothing of a part of it (rule S7)."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """All that surveys say of one area. Everything may be absent; `is_empty` where all is.

    `headline`: the question of topic headline; where it was not asked, the first of topic police, which
    `is_other_question` then says. `also`: the same question in another survey or with another answer. Each tuple of
    series is in the order of questions.yaml, by question the series asked last first.
    """

    area: Area
    headline: Series | None
    is_other_question: bool
    also: tuple[Series, ...]
    trajectory: Trajectory | None
    similar: Similar | None
    police: tuple[Series, ...]
    safe: tuple[Series, ...]
    trend: Split | None
    problems: tuple[Series, ...]
    strands: Strands
    satisfaction: tuple[Series, ...]
    others: tuple[Split, ...]
    polls: tuple[Split, ...]
    why: Why | None
    """Why the headline has no figure; None where it has one."""
    answers: SplitWave | None = None
    """All that was answered to the headline in its latest wave; None where the file does not have all of it."""

    @property
    def latest(self) -> Share | None:
        """The headline's latest wave; its figure may be suppressed."""
        return self.headline.latest if self.headline else None

    @property
    def change(self) -> Difference | None:
        """Of the headline."""
        return self.headline.change if self.headline else None

    @property
    def against(self) -> Against | None:
        """The latest wave beside the way to the target; None without a target or a figure."""
        if self.trajectory is None or self.latest is None or not self.latest.is_known:
            return None
        return self.trajectory.against(self.latest)

    @property
    def lacks(self) -> frozenset[Lack]:
        """What the publisher of the headline does not give of its latest wave."""
        return self.latest.row.lacks if self.latest else frozenset()

    @property
    def level(self) -> Level | None:
        """What the headline's survey was sampled for."""
        return self.latest.row.level if self.latest else None

    @property
    def series(self) -> tuple[Series, ...]:
        """Every series of a survey, in the order of the page."""
        head = (self.headline,) if self.headline else ()
        scale = (self.strands.scale,) if self.strands.scale else ()
        parts = (self.also, self.police, self.safe, self.problems, self.strands.asked, scale)
        return (*head, *(one for part in parts for one in part), *self.satisfaction)

    @property
    def is_empty(self) -> bool:
        """Whether nobody supplied anything of this area."""
        return not (self.series or self.trend or self.strands or self.others or self.polls)


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """An area of the release, by place. `series` is of the overview's question; `share` its latest wave that may be
    shown, None where `why` says why there is none."""

    area: Area
    series: Series | None
    share: Share | None
    change: Difference | None
    why: Why | None


@dataclass(frozen=True, slots=True)
class WiderRow:
    """A region or a nation: it has no page here, so it is known by its code and its publisher's name."""

    code: str
    name: str
    level: Level
    series: Series


@dataclass(frozen=True, slots=True)
class Overview:
    """The headline of every partnership of the release, by place; forces and wider areas stand apart.

    `question`: None where no partnership was asked anything that has a place in it. `wider_other`: regions and nations
    that were asked another one alone, all the same: never in one table with the rest.
    """

    question: Question | None
    is_other_question: bool
    rows: tuple[OverviewRow, ...]
    forces: tuple[OverviewRow, ...]
    wider: tuple[WiderRow, ...]
    wider_other: tuple[WiderRow, ...] = ()

    @property
    def known(self) -> tuple[OverviewRow, ...]:
        """The partnerships that have a figure."""
        return tuple(row for row in self.rows if row.share)

    @property
    def surveys(self) -> tuple[str, ...]:
        """The surveys that the partnerships' figures are from: of more than one, they do not compare."""
        return tuple(sorted({row.series.survey for row in self.known if row.series}))

    @property
    def is_empty(self) -> bool:
        asked = any(row.series for row in (*self.rows, *self.forces))
        return not (asked or self.wider or self.wider_other)


def of_partnership(book: Book, release: Release, area: Area) -> Confidence:
    """All that is known of a partnership, or of a force's area. Of smaller areas nothing is: ask their partnership."""
    asked = _Asked(book, area)
    question, headline, also = asked.headline()
    other = question is not None and question.topic is not Topic.HEADLINE
    return Confidence(
        area=area,
        headline=headline,
        is_other_question=other,
        also=also,
        trajectory=_trajectory(book, area, headline, release.id),
        similar=similar_of(book, release, area, headline) if headline else None,
        police=tuple(one for one in asked.of(Topic.POLICE) if one.question is not question),
        safe=asked.of(Topic.SAFE),
        trend=next(iter(asked.trends()), None),
        problems=asked.of(Topic.PROBLEM),
        strands=strands_of(book, area.code, area.kind, release.id),
        satisfaction=asked.of(Topic.SATISFACTION),
        others=asked.others(),
        polls=asked.polls(),
        why=_why(book, release, area, question or _main(), headline),
        answers=every_answer(book, headline) if headline else None,
    )


def _main() -> Question:
    return of_topic(Topic.HEADLINE)[0]


def _trajectory(book: Book, area: Area, headline: Series | None, release: str) -> Trajectory | None:
    """Of the headline's own question; a target without any wave is shown too."""
    question = headline.question if headline else _main()
    if not question.indicator:
        return None
    return trajectory_of(book, area.code, question.indicator, question.better, release)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked in one area."""

    book: Book
    area: Area

    def of(self, topic: Topic) -> tuple[Series, ...]:
        return tuple(
            series
            for question in of_topic(topic)
            for series in series_of(self.book, self.area.code, question, self.area.kind)
        )

    def headline(self) -> tuple[Question | None, Series | None, tuple[Series, ...]]:
        for topic in (Topic.HEADLINE, Topic.POLICE):
            for question in of_topic(topic):
                found = series_of(self.book, self.area.code, question, self.area.kind)
                if found:
                    return question, found[0], found[1:]
        return None, None, ()

    def splits(self, asked_as: str, conduct: Conduct = Conduct.SURVEY) -> tuple[Split, ...]:
        return splits_of(self.book, self.area.code, asked_as, self.area.kind, conduct=conduct)

    def trends(self) -> tuple[Split, ...]:
        return tuple(split for question in of_topic(Topic.TREND) for split in self.splits(question.id))

    def others(self) -> tuple[Split, ...]:
        """What has no place on the page: ids that questions.yaml does not have, and the trend of a further survey."""
        asked = self.book.questions(self.area.code)
        unknown = (split for one in asked if one not in questions() for split in self.splits(one))
        return (*self.trends()[1:], *unknown)

    def polls(self) -> tuple[Split, ...]:
        """Everything that was asked of whoever chose to answer."""
        asked = self.book.questions(self.area.code, Conduct.POLL)
        return tuple(split for one in asked for split in self.splits(one, Conduct.POLL))


def _why(book: Book, release: Release, area: Area, question: Question, series: Series | None) -> Why | None:
    if series is not None:
        return None if series.latest.is_known else Why.TOO_FEW
    force = release.force_area(area.force) if area.kind is AreaKind.PARTNERSHIP and area.force else None
    wider = [area.code, *([force.code] if force else [])]
    asked_wider = any(book.waves(code, question.id) for code in wider)
    return Why.NOT_SAMPLED if asked_wider else Why.NOT_ASKED


def of_all(book: Book, release: Release, question: Question | None = None) -> Overview:
    """The headline of every partnership of the release, with forces and wider areas apart.

    `question`: another one than the headline; without it, the headline where any partnership was asked it, else the
    first police question that one was asked.
    """
    partnerships = release.areas(AreaKind.PARTNERSHIP)
    found = question or _asked_of(book, [area.code for area in partnerships])
    wanted = found or _main()
    return Overview(
        question=found,
        is_other_question=wanted.topic is not Topic.HEADLINE,
        rows=tuple(_overview_row(book, release, area, wanted) for area in partnerships),
        forces=tuple(
            row
            for area in release.areas(AreaKind.FORCE)
            if area.force != BTP and (row := _overview_row(book, release, area, wanted)).series
        ),
        wider=_wider(book, release, wanted),
        wider_other=_wider_other(book, release, wanted),
    )


def _asked_of(book: Book, codes: Sequence[str]) -> Question | None:
    for topic in (Topic.HEADLINE, Topic.POLICE):
        for question in of_topic(topic):
            if any(book.waves(code, question.id) for code in codes):
                return question
    return None


def _overview_row(book: Book, release: Release, area: Area, question: Question) -> OverviewRow:
    series = next(iter(series_of(book, area.code, question, area.kind)), None)
    why = _why(book, release, area, question, series)
    share = series.latest if series and series.latest.is_known else None
    return OverviewRow(area, series, share, series.change if series and share else None, why)


def _wider(book: Book, release: Release, question: Question) -> tuple[WiderRow, ...]:
    """Regions, then nations, each by its publisher's name."""
    rows = [
        WiderRow(code, series.latest.row.place, series.latest.row.level, series)
        for code in book.areas(question.id)
        if release.area(code) is None
        for series in series_of(book, code, question, None)[:1]
        if series.latest.row.level in _WIDER
    ]
    return tuple(sorted(rows, key=lambda row: (_WIDER.index(row.level), row.name.casefold(), row.code)))


def _wider_other(book: Book, release: Release, question: Question) -> tuple[WiderRow, ...]:
    """Those that were not asked `question`: the first of the headline's and the police topic that any of them was."""
    has = {row.code for row in _wider(book, release, question)}
    for topic in (Topic.HEADLINE, Topic.POLICE):
        for other in of_topic(topic):
            rows = tuple(row for row in _wider(book, release, other) if row.code not in has)
            if rows:
                return rows
    return ()
