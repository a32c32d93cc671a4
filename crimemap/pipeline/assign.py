"""Map points → areas, once for each point: by the small area that its rows carry, and by where it lies.

A point on a shared edge, or in an overlap, belongs to the area with the lowest code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.atlas import Atlas, Layer, locate, present
from crimemap.pipeline.lookups import Lookups, slugs_by_code
from crimemap.release.layout import MICRO
from crimemap.terms import BTP, AreaKind

OWN, BY_LOOKUP, SPLIT, BY_POINT, NONE = range(5)
WAYS: Final = ("own_code", "by_lookup", "split_by_point", "by_point", "none")
"""How a point came to its small area: names of the manifest's SmallAreas."""

NOWHERE: Final = -1
UNKNOWN: Final = -2

Ints = NDArray[np.int32]


@dataclass(slots=True)
class Points:
    """Distinct points: whole microdegrees, and the LSOA code of their rows ('' for none)."""

    lon: Ints
    lat: Ints
    codes: Sequence[str]

    def __len__(self) -> int:
        return len(self.lon)

    @classmethod
    def none(cls) -> Points:
        """No point."""
        return cls(np.zeros(0, np.int32), np.zeros(0, np.int32), [])

    @property
    def key(self) -> NDArray[np.int64]:
        """One number for each pair of coordinates."""
        return packed(self.lon, self.lat)


@dataclass(slots=True)
class Assigned:
    """For each point: index of its area by kind (-1 none), how it came to its small area, and the index among the
    release's forces of the one that its small area lies in by the lookup (-1: another's; -2: not known)."""

    areas: dict[AreaKind, Ints]
    way: NDArray[np.int8]
    home: Ints


@dataclass(slots=True)
class Known:
    """Areas of coordinates that an earlier release with the same boundaries has found."""

    key: NDArray[np.int64]
    areas: dict[AreaKind, Ints]

    @classmethod
    def of(cls, lon: Ints, lat: Ints, areas: dict[AreaKind, Ints]) -> Known:
        key, first = np.unique(packed(lon, lat), return_index=True)
        return cls(key, {kind: found[first] for kind, found in areas.items()})


def packed(lon: Ints, lat: Ints) -> NDArray[np.int64]:
    """Lon and lat as one number."""
    found: NDArray[np.int64] = (lon.astype(np.int64) << 32) | (lat.astype(np.int64) & 0xFFFFFFFF)
    return found


@dataclass(slots=True)
class _Rule:
    """What a code decides: the index of its small area, or the parts to choose from; and how."""

    way: int
    index: int = NOWHERE
    parts: tuple[str, ...] = ()


@dataclass(slots=True)
class Assigner:
    """Assigns points; boundaries and lookups are those of one release, `forces` its slugs in order."""

    atlas: Atlas
    lookups: Lookups
    forces: Sequence[str]
    known: Known | None = None
    _rules: dict[str, _Rule] = field(default_factory=dict)
    _homes: dict[str, int] = field(default_factory=dict)

    def assign(self, points: Points) -> Assigned:
        """Every kind of area for every point."""
        areas = self._located(points)
        codes, place = np.unique(np.array(points.codes, object).astype(str), return_inverse=True)
        small, way = self._small_area(points, codes.tolist(), place)
        if self.atlas.layer(AreaKind.LSOA):
            areas[AreaKind.LSOA] = small
        homes = np.array([self._home(code) for code in codes.tolist()], np.int32)
        home = homes[place] if len(points) else np.zeros(0, np.int32)
        # Of a small area that was split, the part decides, not the code of the whole.
        part = np.flatnonzero(way == SPLIT)
        part = part[small[part] >= 0]
        if len(part):
            served = self.atlas.layers[AreaKind.LSOA].codes
            home[part] = [self._home(served[n]) for n in small[part].tolist()]
        return Assigned(areas, way, home)

    # --- by place --------------------------------------------------------------------------------

    def _located(self, points: Points) -> dict[AreaKind, Ints]:
        """Point in polygon for every kind but the small areas; each pair of coordinates once."""
        key, first, back = np.unique(points.key, return_index=True, return_inverse=True)
        found = {kind: np.full(len(key), NOWHERE, np.int32) for kind in self._kinds()}
        new = np.ones(len(key), bool)
        if self.known and len(self.known.key):
            at = np.minimum(np.searchsorted(self.known.key, key), len(self.known.key) - 1)
            new = self.known.key[at] != key
            for kind, area in found.items():
                area[~new] = self.known.areas[kind][at[~new]]
        lon, lat = points.lon[first[new]] / MICRO, points.lat[first[new]] / MICRO
        for kind, area in found.items():
            area[new] = locate_in(lon, lat, self.atlas.layers[kind])
        return {kind: area[back] for kind, area in found.items()}

    def _kinds(self) -> list[AreaKind]:
        return [kind for kind in self.atlas.layers if kind is not AreaKind.LSOA]

    # --- by code ---------------------------------------------------------------------------------

    def _small_area(
        self, points: Points, codes: list[str], place: NDArray[np.intp]
    ) -> tuple[Ints, NDArray[np.int8]]:
        layer = self.atlas.layer(AreaKind.LSOA)
        if not len(points) or layer is None:
            return np.full(len(points), NOWHERE, np.int32), np.full(len(points), NONE, np.int8)
        index = layer.index
        rules = [self._rule(code, index) for code in codes]
        found = np.array([rule.index for rule in rules], np.int32)[place]
        way = np.array([rule.way for rule in rules], np.int8)[place]
        for number, rule in enumerate(rules):
            if rule.way == SPLIT:
                here = np.flatnonzero(place == number)
                found[here] = self._among(points, here, rule.parts, index)
        free = np.flatnonzero(way == BY_POINT)
        found[free] = locate_in(points.lon[free] / MICRO, points.lat[free] / MICRO, layer)
        way[free[found[free] < 0]] = NONE
        return found, way

    def _rule(self, code: str, index: dict[str, int]) -> _Rule:
        if code not in self._rules:
            parts = self.lookups.successors.get(code, ())
            if code in self.atlas.served:
                rule = _Rule(OWN, index.get(code, NOWHERE))
            elif len(parts) == 1:
                rule = _Rule(BY_LOOKUP, index.get(parts[0], NOWHERE))
            elif parts:
                rule = _Rule(SPLIT, NOWHERE, parts)
            else:
                rule = _Rule(BY_POINT)
            self._rules[code] = rule
        return self._rules[code]

    def _among(
        self, points: Points, here: NDArray[np.intp], parts: Sequence[str], index: dict[str, int]
    ) -> Ints:
        """The part of a split small area that each point lies in, else the nearest; of equals the lowest code."""
        layer = self.atlas.layers[AreaKind.LSOA]
        shapes = [layer.full[index[code]] if code in index else self.atlas.beyond.get(code) for code in parts]
        known = [n for n, shape in enumerate(shapes) if shape is not None]
        places = np.array([index.get(parts[n], NOWHERE) for n in known], np.int32)
        if not known:
            return np.full(len(here), NOWHERE, np.int32)
        spots = shapely.points(points.lon[here] / MICRO, points.lat[here] / MICRO)
        away = np.array([shapely.distance(shapes[n], spots) for n in known])
        nearest: Ints = places[np.argmin(away, axis=0)]
        return nearest

    # --- whose it is -----------------------------------------------------------------------------

    def _home(self, code: str) -> int:
        """The force an LSOA lies in by the lookup: its index, -1 for one outside the release, -2 unknown."""
        if code not in self._homes:
            layer = self.atlas.layers[AreaKind.FORCE]
            slugs = slugs_by_code() | {c: s or "" for c, s in zip(layer.codes, layer.forces, strict=True)}
            slug = self.lookups.force_of(code, slugs)
            self._homes[code] = UNKNOWN if slug is None else _position(self.forces, slug)
        return self._homes[code]

    def outside(self, home: Ints, area: Ints, recorded: Ints) -> NDArray[np.bool_]:
        """Whether rows of the forces `recorded` at points with this home and force area lie in another force's area.

        By the lookup where it knows; else by the recording force's polygon; with neither nothing is outside.
        British Transport Police have no area to be outside of.
        """
        layer = self.atlas.layers[AreaKind.FORCE]
        code = self.atlas.force_codes
        own = np.array([layer.index[code[slug]] for slug in self.forces], np.int32)
        shaped = np.array([layer.full[n] is not None for n in own], bool)
        street = np.array([slug != BTP for slug in self.forces], bool)
        by_map = shaped[recorded] & (area != own[recorded])
        found: NDArray[np.bool_] = street[recorded] & np.where(home == UNKNOWN, by_map, home != recorded)
        return found


def _position(forces: Sequence[str], slug: str) -> int:
    return forces.index(slug) if slug in forces else NOWHERE


def locate_in(lon: NDArray[np.float64], lat: NDArray[np.float64], layer: Layer) -> Ints:
    """`locate` among the areas of a layer that have a shape."""
    shaped = np.flatnonzero(present(layer.full)).astype(np.int32)
    found = locate(lon, lat, layer.full[shaped])
    return np.where(found >= 0, shaped[found], NOWHERE).astype(np.int32) if len(shaped) else found
