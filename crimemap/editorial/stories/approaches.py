"""The crime strategy's five approaches: reviewed rows of data/stories/approaches.yaml."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from crimemap.disclosure.reviewed import FOLDER, Row, Words, load

_FILE: Final = FOLDER.parent / "stories" / "approaches.yaml"


class Approach(Row):
    """One of the five: how it is called in addresses, and what it means in plain words."""

    slug: str
    title: Words
    means: Words


class _Rows(Row):
    source: str
    reviewed: date
    approaches: tuple[Approach, ...]


@cache
def approaches() -> tuple[Approach, ...]:
    """All five, in the paper's order. Raises Refusal for a row that cannot be used."""
    return load(_FILE, _Rows).approaches


def approach(slug: str) -> Approach | None:
    """One of them, or None."""
    return next((row for row in approaches() if row.slug == slug), None)
