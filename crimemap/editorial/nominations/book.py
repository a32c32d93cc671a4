"""How nominations are judged, by when, and why one may be declined: reviewed data, read once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from crimemap.disclosure.reviewed import FOLDER, Row, Words, load

MOST: Final = 3
"""The highest mark of a criterion."""

_Text = Annotated[str, Field(min_length=1)]


class Criterion(Words):
    """One question, its weight in the score, and what each mark from 0 to 3 means."""

    slug: _Text
    weight: int = Field(ge=1, le=5)
    marks: tuple[Words, Words, Words, Words]


class Reason(Words):
    """Why a nomination may be declined."""

    slug: _Text


class Standards(Row):
    """Calendar days from receipt by which each step is promised."""

    checked: int = Field(ge=1)
    scored: int = Field(ge=1)
    decided: int = Field(ge=1)


class Book(Row):
    """The whole file."""

    reviewed: date
    standards: Standards
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    reasons: tuple[Reason, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for slugs in ([row.slug for row in self.criteria], [row.slug for row in self.reasons]):
            if len(set(slugs)) < len(slugs):
                raise ValueError("a slug stands twice")
        return self

    @property
    def most(self) -> int:
        """The highest score there can be."""
        return sum(MOST * criterion.weight for criterion in self.criteria)

    def score(self, marks: Mapping[str, int]) -> int:
        """The score of a whole set of marks. Raises ValueError where one is wanting, unknown or out of range."""
        if set(marks) != {criterion.slug for criterion in self.criteria}:
            raise ValueError("every criterion needs its mark")
        if any(not 0 <= mark <= MOST for mark in marks.values()):
            raise ValueError(f"a mark is from 0 to {MOST}")
        return sum(marks[criterion.slug] * criterion.weight for criterion in self.criteria)

    def reason(self, slug: str) -> Reason | None:
        """The reason of this name."""
        return next((reason for reason in self.reasons if reason.slug == slug), None)


@cache
def book() -> Book:
    """Raises Refusal naming the key where the file cannot be used."""
    return load(FOLDER.parent / "payback" / "criteria.yaml", Book)
