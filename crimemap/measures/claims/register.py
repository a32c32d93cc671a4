"""The claims of the policy papers: data/claims/claims.yaml, reviewed, checked when it is loaded.

Texts are English and go through gettext where they are shown; `quote` is the paper's own and is never translated.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, model_validator

from crimemap.disclosure.reviewed import load
from crimemap.measures.concentration import Order
from crimemap.measures.definitions import Row, as_month
from crimemap.terms import ALL_CRIME, CrimeType, Month

FILE: Final = Path(__file__).resolve().parents[3] / "data" / "claims" / "claims.yaml"

_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_Text = Annotated[str, Field(min_length=1)]
_Month = Annotated[Month | None, BeforeValidator(lambda value: as_month(value) if value else None)]


class ClaimTest(StrEnum):
    """The tests by name; what each does is in tests.py, where every one has its function."""

    NOT_HELD = "not-held"
    UNSIGNED = "unsigned"
    NO_BASE = "no-base"
    SURVEY_CHANGE = "survey-change"
    SURVEY_LOWEST = "survey-lowest"
    COUNT_CHANGE = "count-change"
    COUNT_DIRECTION = "count-direction"
    RANK_CORRELATION = "rank-correlation"
    TENTHS_OVERLAP = "tenths-overlap"
    SHARE_OF_TENTH = "share-of-tenth"
    LEVEL_OF_NEXT = "level-of-next"
    CONFIDENT = "confident"
    CONFIDENCE_CHANGE = "confidence-change"
    FEAR_AND_CRIME = "fear-and-crime"


_NEEDS: Final = {
    ClaimTest.UNSIGNED: ("unsigned",),
    ClaimTest.SURVEY_CHANGE: ("series", "first", "last", "claimed"),
    ClaimTest.SURVEY_LOWEST: ("series", "first", "last"),
    ClaimTest.COUNT_CHANGE: ("kind", "claimed"),
    ClaimTest.COUNT_DIRECTION: ("kind", "direction"),
    ClaimTest.RANK_CORRELATION: ("claimed",),
    ClaimTest.TENTHS_OVERLAP: ("claimed",),
    ClaimTest.SHARE_OF_TENTH: ("order", "claimed"),
    ClaimTest.LEVEL_OF_NEXT: ("order", "claimed"),
    ClaimTest.CONFIDENT: ("claimed",),
    ClaimTest.CONFIDENCE_CHANGE: ("claimed",),
}
"""What a reading must say for its test."""


class Paper(Row):
    """A policy paper. `nothing`: why it has no claim here, where it has none."""

    id: _Id
    title: _Text
    who: _Text
    year: int
    kind: _Text
    nothing: str = ""


class Reading(Row):
    """One way to read a claim, and its test.

    `claimed`: the number of the paper, with its sign where it is a change, in percent or percentage points. `unsigned`:
    a number that the paper printed without one: nothing is worked out of it.
    """

    id: _Id
    about: Literal["paper", "here"]
    test: ClaimTest
    title: _Text
    claimed: float | None = None
    unsigned: float | None = None
    kind: CrimeType | Literal["all-crime"] | None = None
    direction: Literal["up", "down"] | None = None
    order: Order | None = None
    series: str | None = None
    first: _Month = None
    last: _Month = None

    @model_validator(mode="after")
    def _whole(self) -> Reading:
        lacking = [name for name in _NEEDS.get(self.test, ()) if getattr(self, name) is None]
        if lacking:
            raise ValueError(f"{self.id}: the test {self.test} needs {lacking[0]!r}")
        if self.unsigned is not None and self.test is not ClaimTest.UNSIGNED:
            raise ValueError(f"{self.id}: {self.unsigned:g} without a sign can be no number of a test")
        return self

    @property
    def what(self) -> CrimeType | Literal["all-crime"]:
        """What is counted: all crime where the reading names no kind."""
        return self.kind or ALL_CRIME


class Claim(Row):
    """One claim of one paper. `base`: the period and place that it is of; `would`: what would test it; `needs`: what
    this site does not hold for that; `note`: what a reader should know besides."""

    id: _Id
    paper: _Id
    title: _Text
    quote: _Text
    where: _Text
    base: _Text
    would: _Text
    readings: Annotated[tuple[Reading, ...], Field(min_length=1)]
    needs: str = ""
    note: str = ""
    reviewed: dt.date

    @model_validator(mode="after")
    def _once(self) -> Claim:
        ids = [one.id for one in self.readings]
        if len(set(ids)) != len(ids):
            raise ValueError(f"{self.id}: each reading stands once")
        return self

    @property
    def of_paper(self) -> tuple[Reading, ...]:
        """The readings that test the claim as the paper made it."""
        return tuple(one for one in self.readings if one.about == "paper")

    @property
    def here(self) -> tuple[Reading, ...]:
        """The readings that test the same thing in the places of a release."""
        return tuple(one for one in self.readings if one.about == "here")


class Register(Row):
    """Papers and claims, in the order of the file."""

    papers: tuple[Paper, ...]
    claims: tuple[Claim, ...]

    @model_validator(mode="after")
    def _joined(self) -> Register:
        ids, papers = [one.id for one in self.claims], {one.id for one in self.papers}
        if len(set(ids)) != len(ids):
            raise ValueError("each claim stands once")
        if lost := [one.id for one in self.claims if one.paper not in papers]:
            raise ValueError(f"{lost[0]}: there is no such paper")
        silent = {one.id for one in self.papers if one.nothing}
        if papers - silent != {one.paper for one in self.claims}:
            raise ValueError("a paper has claims, or says why it has none")
        return self

    def of(self, paper: Paper) -> tuple[Claim, ...]:
        """Its claims, in order."""
        return tuple(one for one in self.claims if one.paper == paper.id)

    def claim(self, claim_id: str) -> Claim | None:
        """The claim of this id, or None."""
        return next((one for one in self.claims if one.id == claim_id), None)

    def paper(self, claim: Claim) -> Paper:
        """The paper that makes it."""
        return next(one for one in self.papers if one.id == claim.paper)


def load_register(file: Path = FILE) -> Register:
    """The file. Raises Refusal naming it and the key."""
    return load(file, Register)


@cache
def register() -> Register:
    """The reviewed claims of this installation, read once a process."""
    return load_register()
