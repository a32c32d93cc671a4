"""Questions that this release can answer, to show what may be typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crimemap.places.finding import Outcome, find
from crimemap.release import Area, Release, names
from crimemap.release.names import NameKind
from crimemap.terms import AreaKind

_LOOKED_AT: Final = 12


@dataclass(frozen=True, slots=True)
class Sample:
    """A name that may be asked for, and the area that it leads to; `kind` None: half a postcode."""

    name: str
    kind: NameKind | None
    area: Area


@lru_cache(maxsize=4)
def samples(release: Release) -> tuple[Sample, ...]:
    """One question of each kind that the release has names of: they are about one area in its middle, by place."""
    found: list[Sample] = []
    area = _middle(release)
    if area is None:
        return ()
    if outward := names.outward(release, area.code):
        found.append(Sample(outward, None, area))
    if street := names.sample(release, NameKind.STREET, area.code):
        found.append(Sample(street, NameKind.STREET, area))
    found.append(Sample(area.name, NameKind.AREA, area))
    if station := names.sample(release, NameKind.STATION, area.code):
        found.append(Sample(station, NameKind.STATION, area))
    return tuple(found)


def _middle(release: Release) -> Area | None:
    """An area in the middle whose name is its own alone, and, where there is one, that has a station."""
    for kind in (AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.PARTNERSHIP, AreaKind.FORCE):
        areas = release.areas(kind)
        near = sorted(areas, key=lambda area: abs(area.position - len(areas) // 2))[:_LOOKED_AT]
        own = [area for area in near if find(release, area.name).outcome is Outcome.ONE]
        own.sort(key=lambda area: names.sample(release, NameKind.STATION, area.code) is None)
        if areas:
            return (own or near)[0]
    return None
