"""Which areas an area is set beside: the group that was supplied for it, else one by a rule that can be said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crimemap.release import Area, Release
from crimemap.release.similar import similar_areas
from crimemap.terms import BTP, AreaKind

LEAST_OTHERS: Final = 4
"""Fewer others than this say nothing of what is usual among them [choose]."""

MOST_OTHERS: Final = 20
"""Of a group by rule that is larger, the NEAREST in number of residents are taken: more would not be read [choose]."""

NEAREST: Final = 15


class Basis(StrEnum):
    """How a group came about."""

    SUPPLIED = "supplied"
    """Reviewed by people and given in the input file."""
    WITHIN = "within"
    """The others of its kind in the area around it: `Group.within`."""
    NATION = "nation"
    """The others of its kind in its nation, as far as the release has them."""


@dataclass(frozen=True, slots=True)
class Group:
    """The areas that `area` is set beside, by place and without it. `of`: how many there were to take the nearest in
    residents from; as many as `others` where all were taken."""

    area: Area
    basis: Basis
    within: Area | None
    others: tuple[Area, ...]
    of: int

    @property
    def is_supplied(self) -> bool:
        """Named by people as similar, and not found by a rule."""
        return self.basis is Basis.SUPPLIED

    @property
    def is_narrowed(self) -> bool:
        """Whether only the nearest in number of residents were taken."""
        return self.of > len(self.others)


def group_of(release: Release, area: Area) -> Group:
    """The group of `area`; it may be too small to compare with, or empty."""
    supplied = similar_areas(release, area)
    if supplied:
        others = _by_place(supplied)
        return Group(area, Basis.SUPPLIED, None, others, len(others))
    if area.kind in {AreaKind.FORCE, AreaKind.PARTNERSHIP}:
        same = (a for a in release.areas(area.kind) if a.nation is area.nation and a.force != BTP)
        return _narrowed(area, Basis.NATION, None, same if area.force != BTP else ())
    within = _around(release, area)
    return _narrowed(area, Basis.WITHIN, within, release.parts(within, area.kind) if within else ())


def _around(release: Release, area: Area) -> Area | None:
    """What the group lies in: for a small area the area that it is part of; else partnership, or force without one."""
    if area.kind is AreaKind.LSOA:
        return release.area(area.parent) if area.parent else None
    if area.partnership:
        return release.area(area.partnership)
    return release.force_area(area.force) if area.force else None


def _narrowed(area: Area, basis: Basis, within: Area | None, found: Iterable[Area]) -> Group:
    others = [other for other in found if other.code != area.code]
    if len(others) <= MOST_OTHERS:
        return Group(area, basis, within, _by_place(others), len(others))
    own = area.residents or 0
    near = sorted(others, key=lambda other: (abs((other.residents or 0) - own), other.code))[:NEAREST]
    return Group(area, basis, within, _by_place(near), len(others))


def _by_place(areas: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(sorted(areas, key=lambda area: (area.position, area.code)))
