"""What is measured, and where a series breaks: reviewed rows of data/measures/*.yaml, checked when they are loaded."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, ConfigDict, HttpUrl, field_validator

from crimemap.disclosure import reviewed
from crimemap.disclosure.reviewed import load
from crimemap.terms import ALL_CRIME, FORCES, CrimeType, Month

FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "measures"


class Polarity(StrEnum):
    """Which way is better for a resident."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Row(reviewed.Row):
    """A reviewed row that may hold months."""

    model_config = ConfigDict(arbitrary_types_allowed=True)


class Definition(Row):
    """One measure as /methods tells it. Texts are English and go through gettext where they are shown."""

    id: str
    title: str
    what: str
    why: str
    limits: str
    unit: str
    polarity: Polarity
    source: str
    source_url: HttpUrl
    licence: str
    reviewed: dt.date

    @field_validator("title", "what", "why", "limits", "unit", "source")
    @classmethod
    def _said(cls, text: str) -> str:
        if not text:
            raise ValueError("a measure says what it is; this is empty")
        return text


def as_month(value: object) -> Month:
    """A month as YAML has it. Raises ValueError."""
    if isinstance(value, Month):
        return value
    return Month.parse(str(value))


class Break(Row):
    """From `month` on, figures of these forces and types (all, where empty) cannot be compared with those before."""

    month: Annotated[Month, BeforeValidator(as_month)]
    what: str
    forces: tuple[str, ...]
    types: tuple[str, ...]
    source: HttpUrl
    reviewed: dt.date

    @field_validator("forces")
    @classmethod
    def _known_forces(cls, slugs: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := sorted(set(slugs) - set(FORCES)):
            raise ValueError(f"{', '.join(unknown)} is no force of data.police.uk")
        return slugs

    @field_validator("types")
    @classmethod
    def _known_types(cls, slugs: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := sorted(set(slugs) - {*CrimeType, ALL_CRIME}):
            raise ValueError(f"{', '.join(unknown)} is no crime type")
        return slugs

    def concerns(self, force: str | None, what: str) -> bool:
        """Whether the series of `what` recorded by `force` breaks here."""
        return (not self.forces or force in self.forces) and (not self.types or what in self.types)


class _Measures(Row):
    measures: tuple[Definition, ...]


class _Breaks(Row):
    breaks: tuple[Break, ...]


def load_measures(file: Path = FOLDER / "crime.yaml") -> tuple[Definition, ...]:
    """The measures in the order of the file. Raises Refusal naming the file and the key."""
    return load(file, _Measures).measures


def load_breaks(file: Path = FOLDER / "breaks.yaml") -> tuple[Break, ...]:
    """The breaks, oldest first. Raises Refusal naming the file and the key."""
    return tuple(sorted(load(file, _Breaks).breaks, key=lambda row: row.month))


@cache
def breaks() -> tuple[Break, ...]:
    """The reviewed breaks of this installation, read once a process and when first asked for."""
    return load_breaks()
