"""What partnerships, boards and agreements are called in each nation: reviewed rows with their sources.

In Wales there is no Local Area Agreement, and what stood in one is hidden there.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import HttpUrl, model_validator

from crimemap.disclosure.reviewed import Row, load
from crimemap.measures.indicators.catalogue import FOLDER
from crimemap.terms import Nation


class Thing(StrEnum):
    """What has another name, or none, in another nation."""

    PARTNERSHIP = "partnership"
    STRATEGIC = "strategic"
    AGREEMENT = "agreement"


class Term(Row):
    """`then`: what it was called in the years of the papers, with its `short` form; `now`: since. Empty: there is
    none."""

    id: Thing
    nation: Nation
    then: str
    short: str
    now: str
    source: str
    url: HttpUrl | None = None
    reviewed: dt.date

    @property
    def exists(self) -> bool:
        return bool(self.then)


class _Terms(Row):
    terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _whole(self) -> _Terms:
        found = {(term.id, term.nation) for term in self.terms}
        wanted = {(thing, nation) for thing in Thing for nation in (Nation.ENGLAND, Nation.WALES)}
        if found != wanted or len(self.terms) != len(wanted):
            raise ValueError("each thing stands once for England and once for Wales")
        return self


_FILE: Final = "nations.yaml"


def load_terms(file: Path = FOLDER / _FILE) -> dict[tuple[Thing, Nation], Term]:
    """By thing and nation. Raises Refusal naming the file and the key."""
    return {(term.id, term.nation): term for term in load(file, _Terms).terms}


@cache
def _terms() -> dict[tuple[Thing, Nation], Term]:
    return load_terms()


def term(thing: Thing, nation: Nation) -> Term:
    """What `thing` is called in `nation`. Other nations have none of the papers' things: KeyError."""
    return _terms()[thing, nation]
