"""Every area, in the order and the groups in which a page lists them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crimemap.release import Area, Release
from crimemap.terms import AreaKind


@dataclass(frozen=True, slots=True)
class Group:
    """Areas listed together: those of one partnership, or of one force; `area` None: those of neither."""

    area: Area | None
    areas: tuple[Area, ...]


_MOST_LISTED: Final = 2_000
"""Areas on one page of all areas; a country's partnerships are listed alone, each leading to its own."""


def directory(release: Release) -> tuple[Group, ...]:
    """Every area that people have a name for, by partnership; by force where there are no partnerships."""
    kinds = release.manifest.kinds
    local = [kind for kind in (AreaKind.NEIGHBOURHOOD, AreaKind.WARD) if kinds.get(kind)]
    wide = AreaKind.PARTNERSHIP if kinds.get(AreaKind.PARTNERSHIP) else AreaKind.FORCE
    if wide is AreaKind.PARTNERSHIP and sum(kinds.get(kind, 0) for kind in local) > _MOST_LISTED:
        local, wide = [AreaKind.PARTNERSHIP], AreaKind.FORCE
    if wide is AreaKind.FORCE and not local:
        local = [AreaKind.PARTNERSHIP]
    return _grouped(release, wide, [*local, AreaKind.COMMITTEE])


def _grouped(release: Release, wide: AreaKind, kinds: Iterable[AreaKind]) -> tuple[Group, ...]:
    above = release.areas(wide)
    members: dict[str | None, list[Area]] = {area.code: [] for area in above}
    by_force = {area.force: area.code for area in above} if wide is AreaKind.FORCE else {}
    for kind in kinds:
        for area in release.areas(kind):
            code = by_force.get(area.force) if by_force else area.partnership
            members.setdefault(code if code in members else None, []).append(area)
    groups = [Group(area, tuple(members[area.code])) for area in above]
    rest = tuple(members.get(None, ()))
    return (*groups, Group(None, rest)) if rest else tuple(groups)
