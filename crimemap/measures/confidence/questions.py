"""The questions that have a place on a page: data/confidence/questions.yaml, reviewed, checked when it is loaded.

The wording that is shown always comes with the result; here stands only which questions are the same and what of their
answers is told.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, model_validator

from crimemap.disclosure.reviewed import Row, load
from crimemap.measures.definitions import Polarity
from crimemap.terms import ALL_CRIME, CrimeType

FOLDER: Final = Path(__file__).resolve().parents[3] / "data" / "confidence"


class Topic(StrEnum):
    """Where on a page a question stands, in the order of the page."""

    HEADLINE = "headline"
    POLICE = "police"
    SAFE = "safe"
    TREND = "trend"
    PROBLEM = "problem"
    STRAND = "strand"
    SCALE = "scale"
    SATISFACTION = "satisfaction"


class Choice(Row):
    """An answer: `parts` are the finer answers that make it up, where a publisher gives those instead. `said`: the rest
    of the sentence, where it is told and is not the first of `told`."""

    id: str
    label: str
    parts: tuple[str, ...] = ()
    said: str = ""


class Question(Row):
    """`told`: the ids of the answers of which the first that a wave has is the figure. `complete`: its answers are all
    there can be, so that they add up to 100. `breaks`: where the classes of its map begin, in percent, the same for
    every wave (rule M12). `crime`: the slug of what police record of the same thing. `years`: over how many years
    people were asked to look back. `who`: who answers it, in the plural, where that is not everybody ("victims")."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    said: str
    topic: Topic
    answers: Annotated[tuple[Choice, ...], Field(min_length=1)]
    told: Annotated[tuple[str, ...], Field(min_length=1)]
    complete: bool = False
    breaks: Annotated[tuple[float, ...], Field(min_length=1, max_length=4)] = (20.0, 40.0, 60.0, 80.0)
    better: Polarity = Polarity.NEITHER
    crime: str = ""
    indicator: str = ""
    years: int = 1
    who: str = ""
    source: str
    reviewed: dt.date

    @model_validator(mode="after")
    def _known(self) -> Question:
        known = {choice.id for choice in self.answers}
        if unknown := [one for one in self.told if one not in known]:
            raise ValueError(f"{self.id}: {unknown[0]!r} is none of its answers")
        if list(self.breaks) != sorted(set(self.breaks)) or not 0 < self.breaks[0] <= self.breaks[-1] < 100:
            raise ValueError(f"{self.id}: breaks rise from above 0 to below 100")
        if self.crime and self.crime not in {*CrimeType, ALL_CRIME}:
            raise ValueError(f"{self.id}: {self.crime!r} is no crime type")
        return self

    def choice(self, answer: str) -> Choice | None:
        """The answer of this id."""
        return next((one for one in self.answers if one.id == answer), None)

    def said_of(self, answer: str) -> str:
        """What those who gave this answer say, as the rest of a sentence; empty where nothing is written for it."""
        choice = self.choice(answer)
        if choice is not None and choice.said:
            return choice.said
        return self.said if answer == self.told[0] else ""


class _File(Row):
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _once(self) -> _File:
        ids = [one.id for one in self.questions]
        if len(set(ids)) != len(ids):
            raise ValueError("each question stands once")
        return self


def load_questions(file: Path = FOLDER / "questions.yaml") -> tuple[Question, ...]:
    """The questions in the order of the file. Raises Refusal naming the file and the key."""
    return load(file, _File).questions


@cache
def questions() -> dict[str, Question]:
    """By id, in the order of the file; read once a process."""
    return {one.id: one for one in load_questions()}


def finer_answers() -> dict[str, dict[str, tuple[str, ...]]]:
    """Question → answer → the finer answers that make it up; of those that have any. Readers of files ask for it."""
    return {
        one.id: {choice.id: choice.parts for choice in one.answers if choice.parts}
        for one in questions().values()
    }


def of_topic(topic: Topic) -> tuple[Question, ...]:
    """The questions of a topic, in the order of the file."""
    return tuple(one for one in questions().values() if one.topic is topic)
