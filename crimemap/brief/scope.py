"""Whose things an area's page shows: its partnerships', its wards', and the meetings that are for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crimemap.editorial.meetings import Gathering
from crimemap.editorial.summary import Scope
from crimemap.release import Area, Release
from crimemap.release.teams import neighbourhoods_of
from crimemap.terms import AreaKind

_NOWHERE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Circle:
    """Whose meetings an area shows: all of the partnerships that it is made of, or those for any of `codes`.

    Where the area is smaller than a partnership, `whole` is empty and `codes` hold the area, what it is part of and
    what it holds.
    """

    whole: frozenset[str]
    codes: frozenset[str]

    def holds(self, one: Gathering) -> bool:
        """Whether the area shows it."""
        return one.partnership in self.whole or one.is_for(self.codes)


def scope_of(release: Release, area: Area) -> Scope:
    """Whose written things belong on the page of `area`: a partnership's on all of its parts (rule C10)."""
    if area.kind is AreaKind.PARTNERSHIP:
        return Scope((area.code,))
    if area.kind is AreaKind.FORCE:
        return Scope(tuple(one.code for one in release.parts(area, AreaKind.PARTNERSHIP)))
    above = tuple(one.code for one in release.ancestors(area) if one.kind is AreaKind.PARTNERSHIP)
    areas = circle_of(release, area).codes
    if area.kind is AreaKind.WARD:
        ward = frozenset({area.code})
        return Scope(above, wards=ward, own_wards=ward, areas=areas)
    return Scope(above, wards=_wards_in(release, area) or None, areas=areas)


def circle_of(release: Release, area: Area) -> Circle:
    """Whose meetings `area` shows. A force shows what its partnerships and its neighbourhoods say."""
    if area.kind is AreaKind.PARTNERSHIP:
        return Circle(frozenset({area.code}), frozenset({area.code}))
    if area.kind is AreaKind.FORCE:
        whole = frozenset(one.code for one in release.parts(area, AreaKind.PARTNERSHIP))
        return Circle(whole, whole.union(one.code for one in release.parts(area, AreaKind.NEIGHBOURHOOD)))
    above = [one.code for one in release.ancestors(area) if one.kind is not AreaKind.FORCE]
    inside = [one.code for one in neighbourhoods_of(release, area)]
    return Circle(_NOWHERE, frozenset({area.code, *above, *inside, *_wards_in(release, area)}))


@lru_cache(maxsize=4096)
def _wards_in(release: Release, area: Area) -> frozenset[str]:
    """Wards whose people live mostly in this neighbourhood: the two are drawn by different hands and do not nest.

    For work in public places, and for meetings; a named case is never said of a neighbourhood. Kept: one page asks six
    times, and it takes as long as the rest of a page of meetings.
    """
    if area.kind is not AreaKind.NEIGHBOURHOOD or area.bounds is None:
        return _NOWHERE
    near = release.areas_in(area.bounds, AreaKind.WARD)
    found = ((ward, release.area_at(*ward.centre, AreaKind.NEIGHBOURHOOD)) for ward in near if ward.centre)
    return frozenset(ward.code for ward, here in found if here is not None and here.code == area.code)
