"""The small areas of a place or of a whole release, as arrays: what a national release asks of 35,672 at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.release import layout
from crimemap.release.reader import Area, Release
from crimemap.terms import AreaKind, Nation

_COLUMNS: Final = "a.code, a.idx, a.force, a.residents, d.rank, d.decile FROM"
_RANKED: Final = "LEFT JOIN deprivation d ON d.code = a.code AND d.scale = ? WHERE a.nation = ?"


@dataclass(frozen=True, slots=True)
class SmallAreas:
    """Small areas of one nation, by code. All arrays are of one length.

    `index`: where each stands in the arrays of counts. `forces`: the slug, "" for none. `residents`: NaN where nobody
    supplied how many. `rank` and `decile`: 1 the most deprived of the nation on `scale`; 0 where it has none.
    """

    nation: Nation
    scale: str
    codes: NDArray[np.str_]
    index: NDArray[np.int64]
    forces: NDArray[np.str_]
    residents: NDArray[np.float64]
    rank: NDArray[np.int64]
    decile: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.codes)


@lru_cache(maxsize=64)
def small_areas(release: Release, area: Area | None) -> tuple[SmallAreas, ...]:
    """Those of `area`, or of the whole release where None: one entry a nation, each on its own scale alone.

    Where a nation has several scales, the one that ranks most of its areas; of equals the last by name.
    """
    scales = _scales(release)
    found = (_of(release, area, nation, scales.get(nation, "")) for nation in Nation)
    return tuple(one for one in found if len(one))


@lru_cache(maxsize=4)
def _scales(release: Release) -> dict[str, str]:
    rows = release._open(layout.PLACES).execute(  # noqa: SLF001 - the same room
        "SELECT nation, scale, count(*) FROM deprivation GROUP BY nation, scale"
    )
    tally = Counter({(nation, scale): many for nation, scale, many in rows})
    best = sorted(tally, key=lambda key: (tally[key], key[1]))
    return dict(best)


def _of(release: Release, area: Area | None, nation: Nation, scale: str) -> SmallAreas:
    if area is None:
        where = f"areas a {_RANKED} AND a.kind = ?"
        bound: tuple[str, ...] = (scale, nation, AreaKind.LSOA)
    elif area.kind is AreaKind.LSOA:
        where, bound = f"areas a {_RANKED} AND a.code = ?", (scale, nation, area.code)
    else:
        where = f"children c JOIN areas a ON a.code = c.child {_RANKED} AND c.parent = ? AND c.kind = ?"
        bound = (scale, nation, area.code, AreaKind.LSOA)
    found = release._open(layout.PLACES).execute(f"SELECT {_COLUMNS} {where}", bound)  # noqa: SLF001 - the same room
    rows = sorted(found)
    codes, index, forces, residents, rank, decile = zip(*rows, strict=True) if rows else ((),) * 6
    return SmallAreas(
        nation,
        scale,
        np.array(codes, np.str_),
        np.array(index, np.int64),
        np.array([force or "" for force in forces], np.str_),
        np.array([np.nan if many is None else many for many in residents], np.float64),
        np.array([one or 0 for one in rank], np.int64),
        np.array([one or 0 for one in decile], np.int64),
    )
