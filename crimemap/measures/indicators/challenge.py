"""The Area Challenge Index: how hard a place makes it to be rated highly, beside satisfaction and never as a rank.

Source: the scores that Luton's paper of 2009 gives after Ipsos MORI (data/indicators/challenge.yaml), or what a
partnership supplied. Unit: points from 1 to 100. No other place's score is told with a place's own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import Field, model_validator

from crimemap.disclosure.reviewed import Row, load
from crimemap.figure import Figure, Status
from crimemap.measures.confidence.targets import as_figure
from crimemap.measures.indicators.catalogue import FOLDER
from crimemap.release import Area, Release
from crimemap.survey import Book, Role
from crimemap.terms import Month, Nation, Period

INDEX: Final = "challenge-index"
POINTS: Final = "points of 100"


class Score(Row):
    """One authority's, with the codes of its council and of its partnership."""

    name: str
    codes: tuple[str, str]
    score: int = Field(ge=1, le=100)


class Scale(Row):
    """From least to most."""

    least: int
    most: int


class Scores(Row):
    """The scores of the paper. `harder`: whether `because` says of these places that they are among the hardest."""

    scale: Scale
    domains: int
    harder: bool
    because: str
    source: str
    publisher: str
    year: int
    reviewed: dt.date
    scores: tuple[Score, ...]

    @model_validator(mode="after")
    def _in_no_order_of_scores(self) -> Scores:
        councils = [one.codes[0] for one in self.scores]
        if councils != sorted(set(councils)):
            raise ValueError("the scores stand in the order of the councils' codes, each once")
        return self


def load_scores(file: Path = FOLDER / "challenge.yaml") -> Scores:
    """The paper's scores. Raises Refusal naming the file and the key."""
    return load(file, Scores)


@cache
def scores() -> Scores:
    """Read once a process."""
    return load_scores()


@dataclass(frozen=True, slots=True)
class Challenge:
    """An area's score. `average`: of all areas of its nation, where somebody supplied it. `harder`: whether it is known
    to be harder than average there; None where nothing says so."""

    area: Area
    score: Figure
    average: Figure | None
    harder: bool | None
    from_paper: bool


def challenge_of(book: Book, release: Release, area: Area) -> Challenge | None:
    """The score of a partnership; None where nobody gave one, and outside England, which is all that it covers."""
    if area.nation is not Nation.ENGLAND:
        return None
    average = _supplied(book, "E92000001", release.id)
    supplied = _supplied(book, area.code, release.id)
    if supplied is not None:
        above = None if average is None else float(supplied.value or 0) > float(average.value or 0)
        return Challenge(area, supplied, average, above, from_paper=False)
    found = next((one for one in scores().scores if area.code in one.codes), None)
    if found is None:
        return None
    return Challenge(area, _printed(found, release.id), average, scores().harder, from_paper=True)


def _supplied(book: Book, area: str, release: str) -> Figure | None:
    """The latest score; one that is off the scale is none."""
    scale = scores().scale
    rows = [row for row in book.reported(INDEX, area, Role.VALUE) if scale.least <= row.value <= scale.most]
    return as_figure(max(rows, key=lambda row: row.last), release) if rows else None


def _printed(score: Score, release: str) -> Figure:
    year = scores().year
    period = Period(Month(year, 1), Month(year, 12))
    return Figure(score.score, Status.PUBLISHED, period, POINTS, scores().source, release)
