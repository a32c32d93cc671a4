"""What each force supplied: published, partial or missing, month by month.

A partial month looks like a month: it is found by its level and its neighbours (formats.md 1.7: Kent
2018-12 had half its rows, Dyfed-Powys 2024 a tenth). Every number is our own choice [choose], wide enough
that season and growth do not reach it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.release.manifest import Coverage, Supply
from crimemap.terms import TYPES, CrimeType, Month, types_in_use

NEIGHBOURS: Final = 6
"""Months before and after that a month is compared with: half a year either way holds every season once."""

LEAST_LEVEL: Final = 0.6
"""Of the neighbours' upper quartile. Season moves a force's crime by a tenth or two, growth by less; a file
that lacks a district or a fortnight lacks more."""

CHANCE: Final = 4
"""Standard deviations of a count (its square root) that a level must be low by as well: a force that records ten
crimes a month has months of five."""

ENOUGH: Final = 30
"""A median below this can be 0 by chance (30 ± 11 at 95 %), so that nothing is concluded from it."""

LEAST_ASB: Final = 0.25
"""Of the neighbours' median: anti-social behaviour swings more than crime, and is left out on its own."""

MOST_SET_ASIDE: Final = 0.01
"""Of a file's rows: more than that is not a slip of the pen."""

_ASB: Final = TYPES.index(CrimeType.ANTI_SOCIAL_BEHAVIOUR)


@dataclass(frozen=True, slots=True)
class Supplied:
    """A force's file of a month: published rows by type, rows in the file, rows set aside."""

    by_type: NDArray[np.int64]
    rows_in: int
    set_aside: int

    @property
    def rows(self) -> int:
        return int(self.by_type.sum())

    @property
    def level(self) -> int:
        """Crime without anti-social behaviour."""
        return self.rows - int(self.by_type[_ASB])


@dataclass(frozen=True, slots=True)
class _Lack:
    """What a month lacks: as a whole, types altogether, types in part, rows that could not be used."""

    level: bool = False
    absent: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    set_aside: bool = False

    @property
    def why(self) -> str:
        """A short phrase for machines; '' for nothing."""
        reasons = ["level"] if self.level else []
        reasons += [f"types: {', '.join(self.absent)}"] if self.absent else []
        reasons += ["asb"] if self.short else []
        reasons += ["rows set aside"] if self.set_aside else []
        return "; ".join(reasons)


def judge(supplied: Mapping[Month, Supplied], months: tuple[Month, ...]) -> dict[str, Coverage]:
    """What one force supplied for each of `months`; a month without a file is missing."""
    low = _low(supplied)
    found = {}
    for month in months:
        given = supplied.get(month)
        if given is None:
            found[str(month)] = Coverage(status=Supply.MISSING, rows=None)
        else:
            near = [other for at, other in supplied.items() if at not in low and _is_near(month, at)]
            lack = _Lack(level=True) if month in low else _lack(month, given, near)
            found[str(month)] = Coverage(
                status=Supply.PARTIAL if lack.why else Supply.PUBLISHED, rows=given.rows, why=lack.why,
                level=lack.level or lack.set_aside, absent=lack.absent, short=lack.short,
            )  # fmt: skip
    return found


def _is_near(month: Month, other: Month) -> bool:
    return month != other and abs(month.ordinal - other.ordinal) <= NEIGHBOURS


def _low(supplied: Mapping[Month, Supplied]) -> frozenset[Month]:
    """Months whose level is too low beside their neighbours': from the lowest up, so that months found partial are
    no measure for the others."""
    low: set[Month] = set()
    for month in sorted(supplied, key=lambda month: (supplied[month].level, month)):
        given = supplied[month]
        near = [other.level for at, other in supplied.items() if at not in low and _is_near(month, at)]
        if not given.rows or (near and _is_low(given.level, float(np.quantile(near, 0.75)))):
            low.add(month)
    return frozenset(low)


def _is_low(level: int, usual: float) -> bool:
    return level < LEAST_LEVEL * usual and usual - level > CHANCE * usual**0.5


def _lack(month: Month, given: Supplied, near: list[Supplied]) -> _Lack:
    """What a month of a good level lacks."""
    absent: list[str] = []
    short: list[str] = []
    if near:
        table = np.array([other.by_type for other in near])
        least = table.min(axis=0).tolist()
        for n, usual in enumerate(np.median(table, axis=0).tolist()):
            if usual < ENOUGH or TYPES[n] not in types_in_use(month):
                continue
            if not given.by_type[n] and least[n]:
                absent.append(TYPES[n].value)
            elif n == _ASB and given.by_type[n] < LEAST_ASB * usual:
                short.append(TYPES[n].value)
    return _Lack(
        absent=tuple(absent), short=tuple(short), set_aside=given.set_aside > MOST_SET_ASIDE * given.rows_in
    )
