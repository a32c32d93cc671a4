"""The crime strategy's five approaches: reviewed rows of data/stories/approaches.yaml."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from crimemap.settings import Refusal

_FILE: Final = Path(__file__).resolve().parents[3] / "data" / "stories" / "approaches.yaml"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Row):
    """A reviewed text in both languages."""

    en: str
    cy: str

    def said(self, language: str) -> str:
        """In `language`."""
        return self.cy if language == "cy" else self.en


class Approach(_Row):
    """One of the five: how it is called in addresses, and what it means in plain words."""

    slug: str
    title: Words
    means: Words


class _Rows(_Row):
    source: str
    reviewed: date
    approaches: tuple[Approach, ...]


@cache
def approaches() -> tuple[Approach, ...]:
    """All five, in the paper's order. Raises Refusal for a row that cannot be used."""
    try:
        return _Rows.model_validate(yaml.safe_load(_FILE.read_text("utf-8"))).approaches
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refusal(f"{_FILE.name}: {where}: {first['msg']}.") from fault


def approach(slug: str) -> Approach | None:
    """One of them, or None."""
    return next((row for row in approaches() if row.slug == slug), None)
