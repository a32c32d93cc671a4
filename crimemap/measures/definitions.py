"""What is measured, and where a series breaks: reviewed rows of data/measures/*.yaml, checked when they are loaded."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Final, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, HttpUrl, ValidationError, field_validator

from crimemap.terms import ALL_CRIME, FORCES, CrimeType, Month, Refusal

_T = TypeVar("_T", bound=BaseModel)
FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "measures"


class Polarity(StrEnum):
    """Which way is better for a resident."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Row(BaseModel):
    """A reviewed row: whole, known keys only, and not to be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


Text = Annotated[str, BeforeValidator(lambda text: text.strip() if isinstance(text, str) else text)]


class Definition(Row):
    """One measure as /methods tells it. Texts are English and go through gettext where they are shown."""

    id: str
    title: Text
    what: Text
    why: Text
    limits: Text
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
    what: Text
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


def load(file: Path, shape: type[_T]) -> _T:
    """A reviewed file of this shape. Raises Refusal naming the file and the key."""
    try:
        return shape.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise Refusal(f"{file.name}, {key}: {first['msg']}.") from fault
    except (OSError, yaml.YAMLError) as fault:
        raise Refusal(f"{file.name} cannot be read: {' '.join(str(fault).split())}.") from fault
