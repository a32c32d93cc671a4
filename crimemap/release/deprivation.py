"""Ranks and deciles of deprivation of the small areas of a release (table `deprivation` of places.sqlite)."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap.release import layout
from crimemap.release.reader import Area, Release
from crimemap.terms import AreaKind, Nation


@dataclass(frozen=True, slots=True)
class Rank:
    """A small area on one scale. Rank 1 and decile 1 are the most deprived of the whole nation."""

    scale: str
    nation: Nation
    rank: int
    decile: int


@dataclass(frozen=True, slots=True)
class DecileCount:
    """How many small areas of one area lie in one tenth of a nation's; `residents` is None where one is unknown."""

    scale: str
    nation: Nation
    decile: int
    areas: int
    residents: int | None


def ranks(release: Release, area: Area) -> tuple[Rank, ...]:
    """The ranks of a small area, by scale: one a scale; none for other kinds and where none was supplied."""
    rows = release._open(layout.PLACES).execute(  # noqa: SLF001 - the same room
        "SELECT scale, nation, rank, decile FROM deprivation WHERE code = ? ORDER BY scale", (area.code,)
    )
    return tuple(Rank(scale, Nation(nation), rank, decile) for scale, nation, rank, decile in rows)


def decile_counts(release: Release, area: Area) -> tuple[DecileCount, ...]:
    """The small areas of `area` by scale and decile, most deprived first; deciles without one are left out."""
    rows = release._open(layout.PLACES).execute(  # noqa: SLF001 - the same room
        "SELECT d.scale, d.nation, d.decile, count(*), count(a.residents), sum(a.residents) FROM children c"
        " JOIN areas a ON a.code = c.child JOIN deprivation d ON d.code = c.child"
        " WHERE c.parent = ? AND c.kind = ? GROUP BY d.scale, d.nation, d.decile ORDER BY d.scale, d.decile",
        (area.code, AreaKind.LSOA),
    )
    return tuple(
        DecileCount(scale, Nation(nation), decile, areas, residents if known == areas else None)
        for scale, nation, decile, areas, known, residents in rows
    )


def unranked(release: Release, area: Area) -> int:
    """How many of the small areas of `area` no scale ranks."""
    row = release._open(layout.PLACES).execute(  # noqa: SLF001 - the same room
        "SELECT count(*) FROM children c WHERE c.parent = ? AND c.kind = ?"
        " AND NOT EXISTS (SELECT 1 FROM deprivation d WHERE d.code = c.child)",
        (area.code, AreaKind.LSOA),
    )
    return int(row.fetchone()[0])
