"""A figure that somebody else worked out and published for an area: an indicator's value, baseline or target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a reported figure is."""

    VALUE = "value"
    BASELINE = "baseline"
    TARGET = "target"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Reported:
    """One row of the indicators file.

    `indicator`: its id in data/indicators (ni-21, challenge-index). `first` and `last`: the days that it covers; of a
    target, `last` is the day by which. `lower` and `upper`: the publisher's own 95 % interval, `base` how many it rests
    on; None where it gives none. Of a CHANGE `value` is the signed percentage, and `before` and `now` are the two
    counts of the periods `before_first` … `before_last` and `first` … `last`: without both it is no row.
    """

    indicator: str
    area: str
    role: Role
    value: float
    first: date
    last: date
    unit: str
    lower: float | None
    upper: float | None
    base: int | None
    source: str
    source_url: str
    licence: str
    before: float | None = None
    now: float | None = None
    before_first: date | None = None
    before_last: date | None = None
