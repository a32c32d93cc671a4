"""Perceptions of anti-social behaviour (NI 17): seven strands, each a series of its own.

NI 17 is a score over all seven answers of one person (rule S6; Hansard, 23 July 2007). It cannot be had from the seven
percentages, so they are never added, averaged or ordered: the scale stands here only where its publisher gives it.
"""

from __future__ import annotations

from dataclasses import dataclass

from crimemap.figure import Figure
from crimemap.measures.confidence.questions import Question, Topic, of_topic
from crimemap.measures.confidence.targets import as_figure, is_too_few
from crimemap.measures.confidence.waves import Series, series_of
from crimemap.survey import Book, Role
from crimemap.terms import AreaKind


@dataclass(frozen=True, slots=True)
class Strand:
    """One of the seven. `series`: None where nobody asked it."""

    question: Question
    series: Series | None


@dataclass(frozen=True, slots=True)
class Strands:
    """All seven strands, in the order of the list, whether asked or not.

    `scale`: NI 17 itself, as a survey gives it; `reported`: NI 17 as somebody published it, the oldest first,
    but for what too few were asked. Both may be absent; neither is ever worked out here.
    """

    strands: tuple[Strand, ...]
    scale: Series | None
    reported: tuple[Figure, ...]

    @property
    def asked(self) -> tuple[Series, ...]:
        """The series that there are."""
        return tuple(one.series for one in self.strands if one.series)

    @property
    def is_whole(self) -> bool:
        """Whether all seven were asked."""
        return len(self.asked) == len(self.strands)

    @property
    def waves(self) -> tuple[str, ...]:
        """The names of all waves, in time: the columns of a table."""
        found = {wave.row.wave: wave.share.figure.period for one in self.asked for wave in one.waves}
        return tuple(sorted(found, key=lambda name: (found[name].last, name)))

    def __bool__(self) -> bool:
        return bool(self.asked or self.scale or self.reported)


def strands_of(book: Book, area: str, kind: AreaKind | None, release: str) -> Strands:
    """The strands of an area; a falsy one where nothing was asked or published."""
    questions = of_topic(Topic.STRAND)
    strands = tuple(
        Strand(question, next(iter(series_of(book, area, question, kind)), None)) for question in questions
    )
    scales = [
        series for question in of_topic(Topic.SCALE) for series in series_of(book, area, question, kind)
    ]
    indicator = next((question.indicator for question in questions), "")
    shown = (row for row in book.reported(indicator, area, Role.VALUE) if not is_too_few(row))
    reported = sorted(shown, key=lambda row: row.last)
    return Strands(strands, next(iter(scales), None), tuple(as_figure(row, release) for row in reported))
