"""What crimes are counted against: residents, households, or those who are there on a workday; and where none will do.

A rate divides by people who could be concerned. Where many come and few live, residents are the wrong people: such
areas are found here, by rule and not by name, and the workday population takes their place where it was supplied
(rule M8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from weakref import WeakKeyDictionary

from crimemap.figure import Status
from crimemap.measures.crime.change import latest_period
from crimemap.measures.crime.counting import YEAR, What, combined, statuses_of
from crimemap.release import Area, Release
from crimemap.terms import BTP, TYPES, CrimeType

WORKDAY_OVER_RESIDENTS: Final = 2.0
"""Residents mislead where the workday population is more than so many times theirs [choose: rule M8]."""

VISITED_TYPES: Final = (CrimeType.SHOPLIFTING, CrimeType.THEFT_FROM_THE_PERSON)
"""Crimes against shops and passers-by: they follow those who come, not those who live there."""

VISITED_PER_1000: Final = 30.0
"""Residents mislead where more of VISITED_TYPES than this are recorded per 1,000 residents a year and no workday
population was supplied [choose: docs/decisions/0032 has the distribution on real files]."""

LEAST: Final = {"residents": 300, "households": 100, "workday": 300}
"""Fewer people or homes than this make no rate [choose]: one crime more or less would change it by more than 3 in
1,000. Households: the least of rule M5."""


class Per(StrEnum):
    """What a rate is per 1,000 of."""

    RESIDENTS = "residents"
    HOUSEHOLDS = "households"
    WORKDAY = "workday"


class Why(StrEnum):
    """Why there is no rate, or why it is not per residents."""

    VISITORS = "visitors"
    """Many come and few live there."""
    FEW = "few"
    """Fewer than LEAST."""
    NOT_SUPPLIED = "not supplied"
    """Nobody supplied how many there are; nobody lives where British Transport Police records."""


@dataclass(frozen=True, slots=True)
class Base:
    """What the crimes of one area are divided by. `people`: how many, counted in `year`; None where not known.

    `misleading`: residents (and households) do not fit here; `why` is then VISITORS, also where the workday
    population has taken their place. There is a rate exactly where `gives_rate`.
    """

    per: Per
    people: int | None
    year: int | None
    misleading: bool
    why: Why | None

    @property
    def gives_rate(self) -> bool:
        """Whether crimes may be divided by it."""
        return self.why is None or (self.why is Why.VISITORS and self.per is Per.WORKDAY)


_flags: Final[WeakKeyDictionary[Release, dict[str, bool]]] = WeakKeyDictionary()
"""Code → whether residents mislead; kept as long as its release is open, since every type and month asks."""


def base_of(release: Release, area: Area, what: What, per: Per | None = None) -> Base:
    """What the rate of `what` in `area` is per; `per` None: the default for this type in this area.

    The default is households for burglary and residents for all else; where these mislead and a workday population
    was supplied, that. The files do not tell burglary of homes from that of shops, so it switches as well.
    """
    return bases_of(release, [area], what, per)[0]


def bases_of(release: Release, areas: Sequence[Area], what: What, per: Per | None = None) -> list[Base]:
    """`base_of` for several areas of one kind at once, in their order."""
    flags = misleading(release, areas)
    years = release.manifest.people
    return [
        _base(area, per or _default(area, what, flag), flag, years)
        for area, flag in zip(areas, flags, strict=True)
    ]


def _default(area: Area, what: What, misleads: bool) -> Per:
    if misleads and area.workday is not None:
        return Per.WORKDAY
    return Per.HOUSEHOLDS if what is CrimeType.BURGLARY else Per.RESIDENTS


def _base(area: Area, per: Per, misleads: bool, years: dict[str, int]) -> Base:
    people = people_of(area, per)
    why = Why.VISITORS if misleads else None
    if people is None or area.force == BTP:
        people, why = None, Why.NOT_SUPPLIED
    elif people < LEAST[per]:
        why = Why.FEW
    return Base(per, people, years.get(per), misleads, why)


def people_of(area: Area, per: Per) -> int | None:
    """How many residents, households or people on a workday an area has."""
    return {Per.RESIDENTS: area.residents, Per.HOUSEHOLDS: area.households, Per.WORKDAY: area.workday}[per]


def misleading(release: Release, areas: Sequence[Area]) -> list[bool]:
    """Whether few live and many come, for areas of one kind: the same for every type and month of a release."""
    known = _flags.setdefault(release, {})
    new = [area for area in areas if area.code not in known]
    if new:
        known.update(zip((area.code for area in new), _misleading(release, new), strict=True))
    return [known[area.code] for area in areas]


def _misleading(release: Release, areas: Sequence[Area]) -> list[bool]:
    visited = visited_rates(release, areas)
    return [_misleads(area, rate) for area, rate in zip(areas, visited, strict=True)]


def _misleads(area: Area, visited: float | None) -> bool:
    if not area.residents:
        return area.workday is not None and area.workday > 0
    if area.workday is not None:
        return area.workday > WORKDAY_OVER_RESIDENTS * area.residents
    return visited is not None and visited > VISITED_PER_1000


def visited_rates(release: Release, areas: Sequence[Area]) -> list[float | None]:
    """Crimes against shops and passers-by per 1,000 residents a year, from the months of the latest year that were
    published in full; None where there is no such month, or nobody lives."""
    period = latest_period(release)
    columns = [TYPES.index(kind) for kind in VISITED_TYPES]
    counts = release.counts_of(areas)[:, -period.length :][..., columns].sum(axis=2)
    in_full = {
        force: _in_full(release, area)[-period.length :]
        for force, area in {a.force: a for a in areas}.items()
    }
    found: list[float | None] = []
    for area, row in zip(areas, counts.tolist(), strict=True):
        months = [count for count, full in zip(row, in_full[area.force], strict=True) if full]
        per_year = YEAR * sum(months) / len(months) if months else None
        found.append(1000 * per_year / area.residents if per_year is not None and area.residents else None)
    return found


def _in_full(release: Release, area: Area) -> list[bool]:
    by_type = zip(*(statuses_of(release, area, kind) for kind in VISITED_TYPES), strict=True)
    return [combined(pair) is Status.PUBLISHED for pair in by_type]
