"""What lies under the figures: the area, its surroundings and the publisher's background, cut out of a release.

Where only boundaries were supplied, neighbours' outlines and names, the lines of small areas, derived
built-up patches and the street names of map points make the place known. No road is ever invented.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.release import Area, Bounds, Feature, MapPoint, Release
from crimemap.terms import TYPES, AreaKind, Period

Shapes = NDArray[np.object_]

METRES_A_DEGREE: Final = 111_320.0
SURROUNDINGS: Final = 0.75
"""How much more than the area is cut out on every side, as a share of its longer side."""

_SEAM: Final = {AreaKind.FORCE: 220.0, AreaKind.PARTNERSHIP: 90.0}
"""Metres within which a part's edge is the area's own edge: each kind is simplified for itself."""

_NEXT: Final = 650.0
"""Metres from one map point of a street to the next."""

_MANY: Final = 700
"""Above so many small areas their lines are a grey wash, not a pattern that anyone knows."""

_STREET: Final = re.compile(
    r"(?:.+ (?:street|road|lane|avenue|way|drive|hill|terrace|crescent|parade|row|walk|grove|square|broadway"
    r"|causeway|bridge|rise|green|gate|passage|mews|quay|promenade|gardens|place|close|court)"
    r"|the (?:street|avenue|broadway|drive|causeway|parade)|(?:heol|ffordd|stryd|lôn|rhodfa|maes|ffos) .+"
    r"|[abm]\d{1,4}(?:\(m\))?)",
    re.IGNORECASE,
)
"""Names of map points that are streets; "Parking Area", "Supermarket" and the like say nothing of where one is."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An area of the same kind next door."""

    name: str
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything under the figures, in degrees, cut to `box`."""

    box: Bounds
    outline: shapely.Geometry | None
    bands: Shapes
    faint: Shapes
    sea: bool
    layers: Mapping[str, tuple[Feature, ...]] = field(default_factory=dict)
    neighbours: tuple[Neighbour, ...] = ()
    around: Shapes = field(default_factory=lambda: np.array([], dtype=object))
    points: tuple[MapPoint, ...] = ()

    def shapes(self, kind: str, klass: str | None = None) -> Shapes:
        """Every shape of a layer, or of one class of it."""
        found = [each.shape for each in self.layers.get(kind, ()) if klass is None or each.klass == klass]
        return np.array(found, dtype=object)

    def streets(self) -> list[tuple[str, NDArray[np.float64]]]:
        """Street names with the lon, lat of their map points; those that reach furthest first, then greater names."""
        named: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
        for point in self.points:
            if _STREET.fullmatch(point.name):
                named[point.name].append((point.lon, point.lat))
        found = [(name, run) for name, points in named.items() for run in _runs(np.array(points))]
        found.sort(
            key=lambda each: (-round(_reach(each[1]), -2), _minor(each[0]), each[0], each[1][0].tolist())
        )
        return found


def plain_name(name: str) -> str:
    """A map point's name without the publisher's "On or near", and without its capital after an apostrophe."""
    return re.sub(r"(?<=['’])S\b", "s", re.sub(r"^on or near\s+", "", name, flags=re.IGNORECASE).strip())


def _metres(points: NDArray[np.float64]) -> NDArray[np.float64]:
    shrink = math.cos(math.radians(float(points[0, 1])))
    return points * (METRES_A_DEGREE * shrink, METRES_A_DEGREE)


def _runs(points: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Points of one name that follow each other: every village has a High Street, and they are not one street."""
    flat = _metres(points)
    near = np.hypot(*(flat[:, None] - flat[None]).T) < _NEXT
    left, runs = set(range(len(points))), []
    while left:
        run, edge = set[int](), {min(left)}
        while edge:
            run |= edge
            edge = {other for one in edge for other in np.flatnonzero(near[one]).tolist()} - run
        left -= run
        runs.append(points[sorted(run)])
    return runs


def _reach(points: NDArray[np.float64]) -> float:
    """Metres from the first to the last point of a street."""
    spread = np.ptp(_metres(points), axis=0)
    return float(np.hypot(*spread))


def _minor(name: str) -> bool:
    return not re.search(r"(?:road|street|lane|avenue|hill|way|^[abm]\d.*)$", name, flags=re.IGNORECASE)


@lru_cache(maxsize=96)
def ground_of(release: Release, area: Area, parts: tuple[Area, ...]) -> Ground:
    """The ground of `area`, whose map shows `parts`. A release never changes, so this is kept."""
    box = surroundings(area)
    outline = release.shape(area.code)
    layers = {kind: found for kind, found in _layers(release, box).items() if _is_told(release, kind)}
    neighbours = _neighbours(release, area, box)
    return Ground(
        box=box,
        outline=outline,
        bands=_bands(outline, _shapes(release, parts), area.kind),
        faint=_faint(release, area, box) if not layers.get("road") else _nothing(),
        sea=bool(layers.get("land")),
        layers=layers,
        neighbours=neighbours,
        around=_around(neighbours, outline, area.kind, box),
        points=() if layers.get("road") else _points(release, area, box),
    )


def is_derived(release: Release, kind: str) -> bool:
    """Whether the pipeline made this background from boundaries and map points, for want of a supplied one."""
    return release.manifest.sources.get(kind, "").startswith("derived")


def _is_told(release: Release, kind: str) -> bool:
    """Land and places that were only derived say nothing new: no sea lies beyond them, and their names are areas'."""
    return kind not in {"land", "place"} or not is_derived(release, kind)


def _nothing() -> Shapes:
    return np.array([], dtype=object)


def surroundings(area: Area) -> Bounds:
    """The box that a map of `area` can show, in degrees."""
    if area.bounds is None:
        return (-0.01, 50.0, 0.01, 50.01)
    west, south, east, north = area.bounds
    shrink = math.cos(math.radians((south + north) / 2))
    reach = SURROUNDINGS * max((east - west) * shrink, north - south)
    return west - reach / shrink, south - reach, east + reach / shrink, north + reach


def _shapes(release: Release, areas: Sequence[Area]) -> Shapes:
    found = [release.shape(area.code) for area in areas]
    return np.array([shape for shape in found if shape is not None], dtype=object)


def _layers(release: Release, box: Bounds) -> dict[str, tuple[Feature, ...]]:
    features = release.background(box)
    if not features:
        return {}
    cut = shapely.clip_by_rect(np.array([each.shape for each in features], dtype=object), *box)
    layers: defaultdict[str, list[Feature]] = defaultdict(list)
    for feature, shape in zip(features, cut, strict=True):
        if shape is not None and not shape.is_empty:
            layers[feature.kind].append(Feature(feature.kind, feature.klass, feature.name, shape))
    return {kind: tuple(found) for kind, found in layers.items()}


def _bands(outline: shapely.Geometry | None, parts: Shapes, kind: AreaKind) -> Shapes:
    """The edges that parts share, without those that are the area's own."""
    if outline is None or len(parts) < 2:
        return _nothing()
    edges = shapely.union_all(shapely.boundary(parts))
    # Where kinds were generalised apart, their edges differ by about the odd area over the length of the edge.
    odd = shapely.area(shapely.symmetric_difference(shapely.union_all(parts), outline))
    seam = min(1.3 * METRES_A_DEGREE * float(odd / shapely.length(outline)), 400.0)
    inner = shapely.difference(edges, _along_edge(outline, max(seam, _SEAM.get(kind, 45.0))))
    return shapely.get_parts(shapely.line_merge(shapely.intersection(inner, outline)))


def _faint(release: Release, area: Area, box: Bounds) -> Shapes:
    """Lines of small areas: many follow a street, a brook or a railway, and residents know them."""
    if area.kind is AreaKind.FORCE:
        return _nothing()
    small = release.areas_in(box, AreaKind.LSOA)
    if not 1 < len(small) <= _MANY:
        return _nothing()
    lines = shapely.clip_by_rect(shapely.boundary(_shapes(release, small)), *box)
    return shapely.get_parts(shapely.line_merge(shapely.union_all(lines)))


def _neighbours(release: Release, area: Area, box: Bounds) -> tuple[Neighbour, ...]:
    found = [each for each in release.areas_in(box, area.kind) if each.code != area.code][:200]
    pairs = ((each, release.shape(each.code)) for each in found)
    return tuple(Neighbour(each.name, shape) for each, shape in pairs if shape is not None)


def _around(
    neighbours: Sequence[Neighbour], outline: shapely.Geometry | None, kind: AreaKind, box: Bounds
) -> Shapes:
    """The neighbours' outlines, each line once, without those that are the area's own."""
    if not neighbours:
        return _nothing()
    lines = shapely.union_all(shapely.boundary(np.array([each.shape for each in neighbours], dtype=object)))
    if outline is not None:
        lines = shapely.difference(lines, _along_edge(outline, _SEAM.get(kind, 45.0)))
    return shapely.get_parts(shapely.clip_by_rect(shapely.line_merge(lines), *box))


def _along_edge(outline: shapely.Geometry, metres: float) -> shapely.Geometry:
    return shapely.buffer(shapely.boundary(outline), metres / METRES_A_DEGREE, quad_segs=2)


def _points(release: Release, area: Area, box: Bounds) -> tuple[MapPoint, ...]:
    """The map points round about, for their names and places alone: those of the partnership, else the area's."""
    if area.kind is AreaKind.FORCE:
        return ()
    partnership = release.area(area.partnership) if area.partnership else None
    west, south, east, north = box
    return tuple(
        point
        for point in _named_points(release, partnership or area)
        if west <= point.lon <= east and south <= point.lat <= north
    )


@lru_cache(maxsize=16)
def _named_points(release: Release, area: Area) -> tuple[MapPoint, ...]:
    """The map points of the latest year, without their counts."""
    latest = Period.ending(release.months[-1], min(12, len(release.months)))
    found = release.points(area, latest, TYPES)
    return tuple(MapPoint(point.lon, point.lat, plain_name(point.name), 0) for point in found)
