"""Deprivation: in which tenth of its nation each small area lies, and how many residents live in the most deprived.

Sources: the English Indices of Deprivation (MHCLG) and the Welsh Index of Multiple Deprivation (Welsh Government), as
supplied. The two are different scales: never merged, never compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crimemap.figure import Denominator, Figure, Status
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.release.deprivation import DecileCount, decile_counts, ranks, unranked
from crimemap.terms import AreaKind, Nation

TENTHS: Final = 10
SMALL_AREAS: Final = "small areas"
RESIDENTS: Final = "residents"
TENTH: Final = "tenth of a nation's small areas, 1 the most deprived"

SOURCES: Final = {
    Nation.ENGLAND: "https://www.gov.uk/government/collections/english-indices-of-deprivation",
    Nation.WALES: "https://www.gov.wales/welsh-index-multiple-deprivation",
}
"""Where each nation's scale is published and explained."""


@dataclass(frozen=True, slots=True)
class TenthRow:
    """One tenth of the nation: how many of the area's small areas lie in it, and how many residents they have."""

    decile: int
    areas: Figure
    residents: Figure


@dataclass(frozen=True, slots=True)
class Scale:
    """An area on one nation's scale. `decile` and `rank`: of a small area; of others `tenths`, all ten in order.

    `most`: residents in the most deprived tenth, with those of all ranked small areas as its denominator.
    """

    name: str
    nation: Nation
    source_url: str
    decile: Figure | None
    rank: Figure | None
    tenths: tuple[TenthRow, ...]
    most: Figure | None


@dataclass(frozen=True, slots=True)
class Deprivation:
    """What is known of an area's deprivation; `scales` is empty where nothing was supplied.

    `unranked`: small areas of it that no scale ranks.
    """

    area: Area
    scales: tuple[Scale, ...]
    unranked: int


def deprivation(release: Release, area: Area) -> Deprivation:
    """The scales on which `area`, or its small areas, are ranked."""
    if area.kind is AreaKind.LSOA:
        scales = tuple(
            Scale(
                one.scale,
                one.nation,
                SOURCES.get(one.nation, ""),
                _figure(release, one.decile, TENTH, one.scale),
                _figure(release, one.rank, "rank, 1 the most deprived", one.scale),
                (),
                None,
            )
            for one in ranks(release, area)
        )
        return Deprivation(area, scales, 0)
    counts = decile_counts(release, area)
    names = dict.fromkeys((count.scale, count.nation) for count in counts)
    wholes = tuple(
        _scale(release, name, nation, [one for one in counts if (one.scale, one.nation) == (name, nation)])
        for name, nation in names
    )
    return Deprivation(area, wholes, unranked(release, area) if wholes else 0)


def _scale(release: Release, name: str, nation: Nation, counts: Sequence[DecileCount]) -> Scale:
    by_decile = {one.decile: one for one in counts}
    tenths = []
    for decile in range(1, TENTHS + 1):
        one = by_decile.get(decile)
        residents = one.residents if one else 0
        tenths.append(
            TenthRow(
                decile,
                _figure(release, one.areas if one else 0, SMALL_AREAS, name),
                _figure(release, residents, RESIDENTS, name),
            )
        )
    return Scale(
        name, nation, SOURCES.get(nation, ""), None, None, tuple(tenths), _most(release, name, tenths)
    )


def _most(release: Release, name: str, tenths: Sequence[TenthRow]) -> Figure | None:
    """Residents in the most deprived tenth; none where nobody supplied how many live in some small area."""
    known = [row.residents.value for row in tenths]
    everyone = sum(int(value or 0) for value in known)
    if None in known or not everyone:
        return None
    figure = tenths[0].residents
    return Figure(
        figure.value, figure.status, figure.period, RESIDENTS, name, release.id,
        denominator=Denominator(everyone, RESIDENTS),
    )  # fmt: skip


def _figure(release: Release, value: int | None, unit: str, scale: str) -> Figure:
    """A count that stands for no month of crime: it carries the period of the page that it is on."""
    status = Status.MISSING if value is None else Status.PUBLISHED
    return Figure(value, status, crime.latest_period(release), unit, scale, release.id)
