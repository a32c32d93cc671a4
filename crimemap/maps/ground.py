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

from crimemap.maps.cutting import cut, cut_of
from crimemap.release import Area, Bounds, Feature, Release
from crimemap.release.edges import LOOSE, edges_of
from crimemap.release.spots import Spots, spots_in
from crimemap.terms import AreaKind, Period

Shapes = NDArray[np.object_]

METRES_A_DEGREE: Final = 111_320.0
SURROUNDINGS: Final = 0.75
"""How much more than the area is cut out on every side, as a share of its longer side."""

_SEAM: Final = {AreaKind.FORCE: 220.0, AreaKind.PARTNERSHIP: 90.0}
"""Metres within which a part's edge is the area's own edge: each kind is simplified for itself."""

_LEVELS: Final = (0.5, 2.4)
"""Degrees of the longer side of the box from which the background's second and third level of detail is enough: a
line then leaves its place by half a pixel of a picture, and by a few of the full-screen map from close by."""

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

_NUMBERED: Final = re.compile(r"[abm]\d")
_ON_OR_NEAR: Final = re.compile(r"^on or near\s+", re.IGNORECASE)
_CAPITAL: Final = re.compile(r"(?<=['’])S\b")


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
    points: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 2)))
    point_names: tuple[str, ...] = ()

    def shapes(self, kind: str, klass: str | None = None) -> Shapes:
        """Every shape of a layer, or of one class of it."""
        found = [each.shape for each in self.layers.get(kind, ()) if klass is None or each.klass == klass]
        return np.array(found, dtype=object)

    def streets(self, least: float = 0.0) -> list[tuple[str, NDArray[np.float64]]]:
        """Street names with the lon, lat of their map points; those that reach furthest first, then greater names.

        Without those that reach less than `least` metres.
        """
        named: defaultdict[str, list[int]] = defaultdict(list)
        for n, name in enumerate(self.point_names):
            named[name].append(n)
        streets = {
            name: self.points[places]
            for name, places in named.items()
            if (len(places) > 1 or not least) and _is_street(name)
        }
        runs = ((name, run, _reach(run)) for name, points in streets.items() for run in _runs(points))
        found = [
            (-round(reach, -2), _minor(name), name, run[0].tolist(), run)
            for name, run, reach in runs
            if reach >= least
        ]
        found.sort(key=lambda each: each[:4])
        return [(name, run) for _, _, name, _, run in found]


@lru_cache(maxsize=1 << 15)
def _is_street(name: str) -> bool:
    return _STREET.fullmatch(name) is not None


@lru_cache(maxsize=1 << 15)
def plain_name(name: str) -> str:
    """A map point's name without the publisher's "On or near", and without its capital after an apostrophe."""
    return _CAPITAL.sub("s", _ON_OR_NEAR.sub("", name).strip())


def _metres(points: NDArray[np.float64]) -> NDArray[np.float64]:
    shrink = math.cos(math.radians(float(points[0, 1])))
    return points * (METRES_A_DEGREE * shrink, METRES_A_DEGREE)


def _runs(points: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Points of one name that follow each other: every village has a High Street, and they are not one street."""
    if len(points) == 1:
        return [points]
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
    if len(points) == 1:
        return 0.0
    spread = np.ptp(_metres(points), axis=0)
    return float(np.hypot(*spread))


def _minor(name: str) -> bool:
    folded = name.lower()
    return not (
        folded.endswith(("road", "street", "lane", "avenue", "hill", "way")) or _NUMBERED.match(folded)
    )


@lru_cache(maxsize=96)
def ground_of(release: Release, area: Area, parts: tuple[Area, ...]) -> Ground:
    """The ground of `area`, whose map shows `parts`. A release never changes, so this is kept."""
    box = surroundings(area)
    outline = release.shape(area.code)
    found = _layers(release, box)
    layers = {kind: features for kind, features in found.items() if _is_told(release, kind)}
    roads = bool(layers.get("road"))
    points, names = (np.zeros((0, 2)), ()) if roads else _points(release, area, box)
    return Ground(
        box=box,
        outline=outline,
        bands=_bands(release, outline, parts, area.kind),
        faint=_faint(release, area, box) if not roads else _nothing(),
        sea=bool(layers.get("land")),
        layers=layers,
        neighbours=_neighbours(release, area, box),
        around=_around(release, area, outline, box),
        points=points,
        point_names=names,
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


def _layers(release: Release, box: Bounds) -> dict[str, tuple[Feature, ...]]:
    longer = max(box[2] - box[0], box[3] - box[1])
    features = release.background(box, level=sum(longer >= degrees for degrees in _LEVELS))
    seen, place = cut_of(np.array([each.shape for each in features], dtype=object), box)
    layers: defaultdict[str, list[Feature]] = defaultdict(list)
    for shape, n in zip(seen, place.tolist(), strict=True):
        each = features[n]
        whole = shape is each.shape
        layers[each.kind].append(each if whole else Feature(each.kind, each.klass, each.name, shape))
    return {kind: tuple(found) for kind, found in layers.items()}


def _bands(
    release: Release, outline: shapely.Geometry | None, parts: Sequence[Area], kind: AreaKind
) -> Shapes:
    """The edges that parts share, without those that are the area's own."""
    if outline is None or len(parts) < 2:
        return _nothing()
    edges = edges_of(release, parts[0].kind)
    west, south, east, north = shapely.bounds(outline).tolist()
    here = edges.meeting((west, south, east, north))
    own = np.isin(edges.sides(here), [part.index for part in parts])
    shared, loose = own.all(axis=1), own[:, 0] & (edges.sides(here)[:, 1] == LOOSE)
    lines = edges.lines(here[shared])
    if loose.any():
        # Where parts overlap or leave gaps, what they do not share may be the area's own edge, or an inner one.
        inner = shapely.difference(
            shapely.union_all(edges.lines(here[loose])), _along_edge(outline, _SEAM.get(kind, 45.0))
        )
        lines = np.append(lines, shapely.get_parts(inner))
    shapely.prepare(outline)
    beyond = ~shapely.covers(outline, lines)
    lines[beyond] = shapely.intersection(lines[beyond], outline)
    return _joined(lines)


def _joined(lines: Shapes) -> Shapes:
    """Lines that go on in each other as one."""
    parts = shapely.get_parts(lines)
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    return shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts)))


def _faint(release: Release, area: Area, box: Bounds) -> Shapes:
    """Lines of small areas: many follow a street, a brook or a railway, and residents know them."""
    if area.kind is AreaKind.FORCE:
        return _nothing()
    edges = edges_of(release, AreaKind.LSOA)
    here = edges.meeting(box)
    if not 1 < len(np.unique(edges.sides(here)[:, 0])) <= _MANY:
        return _nothing()
    return cut(edges.lines(here), box)


def _neighbours(release: Release, area: Area, box: Bounds) -> tuple[Neighbour, ...]:
    found = [each for each in release.areas_in(box, area.kind) if each.code != area.code][:200]
    shapes = release.shapes([each.code for each in found])
    return tuple(Neighbour(each.name, shapes[each.code]) for each in found if each.code in shapes)


def _around(release: Release, area: Area, outline: shapely.Geometry | None, box: Bounds) -> Shapes:
    """The neighbours' outlines, each line once, without those that are the area's own."""
    edges = edges_of(release, area.kind)
    here = edges.meeting(box)
    sides = edges.sides(here)
    others = ~(sides == area.index).any(axis=1)
    beside = others & (sides[:, 1] == LOOSE) & np.isin(here, edges.meeting(area.bounds or box))
    lines = cut(edges.lines(here[others & ~beside]), box)
    if beside.any() and outline is not None:
        seam = _along_edge(outline, _SEAM.get(area.kind, 45.0))
        lines = np.append(lines, cut(shapely.difference(edges.lines(here[beside]), seam), box))
    return _joined(lines)


def _along_edge(outline: shapely.Geometry, metres: float) -> shapely.Geometry:
    return shapely.buffer(shapely.boundary(outline), metres / METRES_A_DEGREE, quad_segs=2)


def _points(release: Release, area: Area, box: Bounds) -> Spots:
    """The map points round about, for their names and places alone: those of the partnership, else the area's."""
    if area.kind is AreaKind.FORCE:
        return np.zeros((0, 2)), ()
    partnership = release.area(area.partnership) if area.partnership else None
    latest = Period.ending(release.months[-1], min(12, len(release.months)))
    points, names = spots_in(release, partnership or area, latest, box)
    return points, tuple(plain_name(name) for name in names)
