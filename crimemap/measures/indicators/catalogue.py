"""The indicators that the papers name: reviewed rows of data/indicators, checked when they are loaded.

Titles are the papers' own, letter by letter; definitions are ours. Texts are English and go through gettext where they
are shown.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, HttpUrl, model_validator

from crimemap.disclosure.reviewed import Row, load
from crimemap.measures.confidence.questions import Question, Topic, questions
from crimemap.measures.definitions import Polarity
from crimemap.terms import Nation, Refusal

FOLDER: Final = Path(__file__).resolve().parents[3] / "data" / "indicators"
FILES: Final = ("stronger", "culture", "safer", "health", "youth", "others", "changes")
"""The files of rows, in the order of the catalogue."""


class Theme(StrEnum):
    """What an indicator is about, in the order of the catalogue."""

    STRONGER = "stronger"
    CULTURE = "culture"
    SAFER = "safer"
    HEALTH = "health"
    YOUTH = "youth"
    SATISFACTION = "satisfaction"
    CONTEXT = "context"
    CHANGES = "changes"


class Origin(StrEnum):
    """Who counts or asks."""

    SURVEY = "survey"
    POLICE = "police"
    HEALTH = "health"
    YOUTH_JUSTICE = "youth-justice"
    PARTNERS = "partners"
    COUNCIL = "council"
    IMMIGRATION = "immigration"
    INDEX = "index"


class Tier(StrEnum):
    """How a paper marks a national indicator in its agreement."""

    NATIONAL = "national"
    LOCAL = "local"


class Indicator(Row):
    """One row. `number`: of a national indicator, None for what is none. `level`: only national indicators have one.

    `counts`: what a figure of it counts, where the title says something else. `elsewhere`: the title in other published
    lists, where it differs. `printed`: the figure that a paper prints and that cannot be shown as one. `shown`: False
    where no local figure is ever shown, whatever is supplied. `computed`: why it cannot be worked out from the files of
    this site. `lacks`: what this site does not hold.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    number: int | None = None
    theme: Theme
    title: str
    elsewhere: str = ""
    printed: str = ""
    paper: str
    in_agreement: bool = False
    definition: str
    counts: str = ""
    unit: str
    better: Polarity
    source: Origin
    measured: str
    level: Tier | None = None
    nations: Annotated[tuple[Nation, ...], Field(min_length=1)]
    shown: bool = True
    computed: str = ""
    lacks: str
    note: str = ""
    reviewed: dt.date

    @model_validator(mode="after")
    def _whole(self) -> Indicator:
        if (self.number is None) != (self.level is None):
            raise ValueError(
                f"{self.id}: a national indicator has its number and its level, and nothing else has"
            )
        if self.number is not None and self.id != f"ni-{self.number}":
            raise ValueError(f"{self.id}: the id of a national indicator is made of its number")
        if self.number is not None and self.nations != (Nation.ENGLAND,):
            raise ValueError(f"{self.id}: the national indicators are England's")
        return self

    @property
    def is_national_indicator(self) -> bool:
        """One of the set of 198."""
        return self.number is not None

    def concerns(self, nation: Nation) -> bool:
        """Whether areas of that nation have it."""
        return nation in self.nations

    @property
    def questions(self) -> tuple[Question, ...]:
        """The survey questions that ask for it; never a strand, whose mean is not the indicator (rule S6)."""
        return tuple(
            one for one in questions().values() if one.indicator == self.id and one.topic is not Topic.STRAND
        )

    @property
    def strands(self) -> tuple[Question, ...]:
        """The parts of a scale, which are not the scale."""
        return tuple(
            one for one in questions().values() if one.indicator == self.id and one.topic is Topic.STRAND
        )


class About(Row):
    """What is said of the whole set, and where it was read."""

    id: str
    what: str
    title: str
    publisher: str
    url: HttpUrl
    reviewed: dt.date


class Paper(Row):
    """A paper in which indicators stand."""

    id: str
    title: str
    author: str
    year: int


class _Rows(Row):
    indicators: tuple[Indicator, ...]


class _About(Row):
    about: tuple[About, ...]
    papers: tuple[Paper, ...]


def load_catalogue(folder: Path = FOLDER) -> tuple[Indicator, ...]:
    """Every indicator in the order of the files. Raises Refusal naming the file and the key."""
    rows = tuple(row for name in FILES for row in load(folder / f"{name}.yaml", _Rows).indicators)
    ids = [row.id for row in rows]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise Refusal(f"data/indicators: {twice[0]} stands there twice; each indicator stands once.")
    return rows


@cache
def catalogue() -> dict[str, Indicator]:
    """By id, in the order of the catalogue; read once a process."""
    return {row.id: row for row in load_catalogue()}


@cache
def about() -> tuple[About, ...]:
    """What the set is and what became of it."""
    return load(FOLDER / "about.yaml", _About).about


@cache
def papers() -> dict[str, Paper]:
    """The papers by id."""
    return {paper.id: paper for paper in load(FOLDER / "about.yaml", _About).papers}


def of_theme(theme: Theme) -> tuple[Indicator, ...]:
    """The indicators of a theme, in order."""
    return tuple(row for row in catalogue().values() if row.theme is theme)
