"""Groups of outcomes and what is said of them: reviewed rows of data/measures/outcomes.yaml."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import field_validator

from crimemap.disclosure.reviewed import load
from crimemap.measures.definitions import FOLDER, Definition, Row
from crimemap.terms import OUTCOMES, Outcome

FILE: Final = FOLDER / "outcomes.yaml"


class Result(StrEnum):
    """What a group of outcomes says of a crime."""

    BROUGHT = "brought"
    CLOSED = "closed"
    PENDING = "pending"
    UNKNOWN = "unknown"


class Group(Row):
    """Outcomes that are shown as one; the title is English and goes through gettext where it is shown.

    `optional`: files of some years never tell of it, so that none is not 0.
    """

    id: str
    title: str
    result: Result
    outcomes: tuple[Outcome, ...]
    optional: bool = False


class OutcomesFile(Row):
    """The whole file."""

    measures: tuple[Definition, ...]
    groups: tuple[Group, ...]

    @field_validator("groups")
    @classmethod
    def _each_once(cls, groups: tuple[Group, ...]) -> tuple[Group, ...]:
        found = Counter(outcome for group in groups for outcome in group.outcomes)
        if wrong := [outcome.value for outcome in OUTCOMES if found[outcome] != 1]:
            raise ValueError(f"every outcome is in exactly one group; not so {', '.join(wrong)}")
        for result in (Result.PENDING, Result.UNKNOWN):
            if sum(group.result is result for group in groups) != 1:
                raise ValueError(f"exactly one group has the result {result}")
        return groups


def load_outcomes(file: Path = FILE) -> OutcomesFile:
    """The file as it is. Raises Refusal naming the file and the key."""
    return load(file, OutcomesFile)


@cache
def groups() -> tuple[Group, ...]:
    """The groups of this installation, in the order in which they are shown; read once a process."""
    return load_outcomes().groups
