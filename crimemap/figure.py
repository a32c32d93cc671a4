"""The Figure: what every number that leaves `measures` is, so that no page can disagree with another.

A month that a force did not supply is `missing`, never 0; the four reasons for not having a
number stay apart from the page to the CSV (rule M6).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crimemap.terms import Period


class Status(StrEnum):
    """Why a figure has, or has not, a value. The order is not a scale."""

    PUBLISHED = "published"
    PARTIAL = "partial"
    MISSING = "missing"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not applicable"

    @property
    def has_value(self) -> bool:
        """Only a published or a partial figure carries a number."""
        return self in _WITH_VALUE


_WITH_VALUE = frozenset({Status.PUBLISHED, Status.PARTIAL})


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval and the method that gave it."""

    lower: float
    upper: float
    method: str


@dataclass(frozen=True, slots=True)
class Denominator:
    """What a rate is per: how many, of what, in which year."""

    value: int
    name: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with all that must be said of it.

    `value` is None exactly when `status` says that there is no number. `unit` is what is counted
    ("recorded crimes"), `source` the publisher's dataset, `release` the id it comes from.
    """

    value: float | int | None
    status: Status
    period: Period
    unit: str
    source: str
    release: str
    interval: Interval | None = None
    denominator: Denominator | None = None

    def __post_init__(self) -> None:
        if (self.status in _WITH_VALUE) != (self.value is not None):
            raise ValueError(f"a {self.status} figure cannot have the value {self.value!r}")

    @property
    def told(self) -> float | int | None:
        """The value as it may be shown: nothing in part of a month is no nought."""
        return None if self.status is Status.PARTIAL and not self.value else self.value

    @property
    def is_known(self) -> bool:
        """Published in full: may be compared and totalled."""
        return self.status is Status.PUBLISHED
