"""What the page of one partnership shows of surveys: its measures, its pictures, and how people were asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crimemap import brief, charts
from crimemap.charts import Drawing
from crimemap.language import gettext as _
from crimemap.measures import confidence as measured
from crimemap.measures.confidence import Confidence, Gap, Series, Share, Split, Strands
from crimemap.release import Area, Release
from crimemap.survey import LEAST_BASE, Book
from crimemap.web.site.doing import Doings
from crimemap.web.site.indicators import ChallengeView, challenge_view
from crimemap.words import confidence as said


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that stand together, with their latest waves in one picture; `id` is unique in the page."""

    id: str
    series: tuple[Series, ...]
    drawing: Drawing | None


@dataclass(frozen=True, slots=True)
class Answers:
    """A question with all that was answered to it: `answers` are the ids of every wave, in the question's order."""

    id: str
    split: Split
    answers: tuple[str, ...]
    drawing: Drawing | None


@dataclass(frozen=True, slots=True)
class Asking:
    """One wave of one survey: a share of each question of it on the page, at least one."""

    shares: tuple[Share, ...]

    @property
    def share(self) -> Share:
        """Any of them: how and when people were asked is that of all."""
        return self.shares[0]

    @property
    def bases(self) -> tuple[int, ...]:
        """The fewest and the most answers to one of its questions, where they differ and all are given."""
        given = [one.base for one in self.shares if one.base is not None]
        apart = len(given) == len(self.shares) and min(given) < max(given)
        return (min(given), max(given)) if apart else ()


@dataclass(frozen=True, slots=True)
class ConfidencePage:
    """`found` is empty where nobody supplied anything. Drawings are None where there is nothing to draw.

    `whole`: whether what people published could be asked; where not, more may be known than stands here.
    """

    found: Confidence
    gaps: tuple[Gap, ...]
    waves: Drawing | None
    every: Answers | None
    also: tuple[Group, ...]
    similar: Drawing | None
    safe: Group
    problems: Group
    trend: Answers | None
    strands: Drawing | None
    strand_rows: tuple[tuple[str, tuple[Share | None, ...]], ...]
    gap: Drawing | None
    satisfaction: Group
    challenge: ChallengeView | None
    police: Group
    others: tuple[Answers, ...]
    polls: tuple[Answers, ...]
    askings: tuple[Asking, ...]
    doubts: tuple[str, ...]
    whole: bool

    @property
    def unasked(self) -> tuple[str, ...]:
        """The sections for which nobody asked anything, by their ids: on the page they are one list."""
        asked = {
            "safe": self.safe.series,
            "problems": self.problems.series,
            "trend": self.trend,
            "strands": self.found.strands,
            "gap": self.gaps,
            "satisfaction": self.satisfaction.series or self.challenge,
        }
        return tuple(name for name, found in asked.items() if not found)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Those in which too few answered for any figure, each time: they are a list too."""
        strands, trend = self.found.strands, self.trend
        scale = (strands.scale,) if strands.scale else ()
        asked = {
            "safe": _every_wave(self.safe.series),
            "problems": _every_wave(self.problems.series),
            "trend": [share for wave in trend.split.waves for share in wave.shares] if trend else [],
            "strands": [] if strands.reported else _every_wave((*strands.asked, *scale)),
            "gap": [one.people.latest for one in self.gaps],
            "satisfaction": [] if self.challenge else _every_wave(self.satisfaction.series),
        }
        return tuple(
            name for name, every in asked.items() if every and not any(one.is_known for one in every)
        )

    @property
    def left_out(self) -> tuple[str, ...]:
        """The sections that have nothing to say, by their ids."""
        latest = self.found.latest
        beside = () if latest and latest.is_known else ("similar",)
        return (*beside, *self.unasked, *self.unanswered)

    @property
    def least(self) -> int:
        """Of fewer answers there is no figure (rule S4)."""
        return LEAST_BASE


def of_partnership(book: Book, release: Release, area: Area, *, whole: bool = True) -> ConfidencePage:
    """All that surveys say of `area`, each measure asked once: sentences, tables and charts are of the same Figures."""
    found = measured.of_partnership(book, release, area)
    gaps = measured.gaps_of(book, release, area)
    askings = tuple(_askings(found))
    pen = _Pen(area, stamp=brief.is_invented(release))
    return ConfidencePage(
        found=found,
        gaps=gaps,
        waves=pen.waves(found),
        every=pen.every(found),
        also=tuple(pen.group(f"also-{n}", (series,)) for n, series in enumerate(found.also, 1)),
        similar=pen.similar(found),
        safe=pen.group("safe", found.safe),
        problems=pen.group("problems", found.problems),
        trend=pen.answers("trend", found.trend) if found.trend else None,
        strands=pen.strands(found),
        strand_rows=tuple(_strand_rows(found.strands)),
        gap=pen.gaps(gaps),
        satisfaction=pen.group("satisfaction", found.satisfaction),
        challenge=challenge_view(book, release, area),
        police=pen.group("police", found.police),
        others=tuple(pen.answers(f"other-{n}", split) for n, split in enumerate(found.others, 1)),
        polls=tuple(pen.answers(f"poll-{n}", split) for n, split in enumerate(found.polls, 1)),
        askings=askings,
        doubts=tuple(_doubts(askings)),
        whole=whole,
    )


def context_of(
    book: Book, release: Release, area: Area, doing: Doings | None = None, *, whole: bool = True
) -> dict[str, Any]:
    """What templates/public/confidence/body.html shows: the public page's, and the newsroom's preview of an upload."""
    return {"area": area, "shown": of_partnership(book, release, area, whole=whole), "doing": doing}


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws what is known of one place."""

    area: Area
    stamp: bool

    def waves(self, found: Confidence) -> Drawing | None:
        if found.headline is None or not any(wave.share.is_known for wave in found.headline.waves):
            return None
        return charts.wave_chart(
            found.headline, self.area.name, trajectory=found.trajectory, stamp=self.stamp
        )

    def every(self, found: Confidence) -> Answers | None:
        """All that was answered to the headline, not one answer alone."""
        if found.headline is None or found.answers is None:
            return None
        series = found.headline
        split = Split(series.area, series.question.id, series.question, series.survey, (found.answers,))
        return self.answers("every", split)

    def similar(self, found: Confidence) -> Drawing | None:
        if found.similar is None or not found.similar.known:
            return None
        return charts.share_strip(found.similar, self.area, stamp=self.stamp)

    def group(self, named: str, series: Sequence[Series]) -> Group:
        drawn = None
        if any(wave.share.is_known for one in series for wave in one.waves):
            drawn = charts.wave_pairs(series, self.area.name, f"{named}-chart", stamp=self.stamp)
        return Group(named, tuple(series), drawn)

    def answers(self, named: str, split: Split) -> Answers:
        """A bar of all answers stands only for those that make a whole."""
        drawn = None
        if split.latest.adds_up:
            drawn = charts.split_bar(split.latest, self.area.name, f"{named}-chart", stamp=self.stamp)
        given = (share.answer for wave in reversed(split.waves) for share in wave.shares)
        return Answers(named, split, tuple(dict.fromkeys(given)), drawn)

    def strands(self, found: Confidence) -> Drawing | None:
        if not found.strands.asked:
            return None
        return charts.strand_chart(found.strands, self.area.name, stamp=self.stamp)

    def gaps(self, found: Sequence[Gap]) -> Drawing | None:
        return charts.gap_chart(found, self.area.name, stamp=self.stamp) if found else None


def _every_wave(many: Sequence[Series]) -> list[Share]:
    return [wave.share for one in many for wave in one.waves]


def _askings(found: Confidence) -> Iterator[Asking]:
    """Every wave of every survey on the page, the latest first; polls are told by themselves (rule S5)."""
    shares: dict[tuple[str, str], list[Share]] = {}
    for share in _shares(found):
        shares.setdefault((share.row.survey, share.row.wave), []).append(share)
    for wave in sorted(shares, key=lambda wave: (shares[wave][0].figure.period.last, wave), reverse=True):
        yield Asking(tuple(shares[wave]))


def _shares(found: Confidence) -> Iterator[Share]:
    """One of each question and wave."""
    for series in found.series:
        yield from (wave.share for wave in series.waves)
    for split in (*((found.trend,) if found.trend else ()), *found.others):
        yield from (wave.shares[0] for wave in split.waves)


def _strand_rows(found: Strands) -> Iterator[tuple[str, tuple[Share | None, ...]]]:
    """All seven, asked or not, in the order of the list; a share for each wave."""
    for strand in found.strands:
        told = {wave.row.wave: wave.share for wave in strand.series.waves} if strand.series else {}
        yield said.question_title(strand.question.id), tuple(told.get(wave) for wave in found.waves)


def _doubts(askings: Sequence[Asking]) -> Iterator[str]:
    """What nobody gives of some round of asking, each said once; or that everything is given."""
    rows = [share.row for asking in askings for share in asking.shares]
    lacking = said.lacking(frozenset(lack for row in rows for lack in row.lacks))
    if lacking:
        yield lacking
    elif rows:
        yield _(
            "Every figure on this page comes with its exact question, its days, how people were asked and how many"
            " answered."
        )
    if any(not row.design_given and row.base is not None for row in rows):
        yield _(
            "Some of these surveys do not say how much less sure the way of drawing people made them: their intervals"
            " here are the narrowest that can be."
        )
