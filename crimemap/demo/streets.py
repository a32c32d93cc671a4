"""Towns and villages: blocks cut finer and finer by streets, and the names of the streets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from crimemap.demo import plan
from crimemap.demo.ground import Feature, Ground
from crimemap.demo.lines import Pairs, Points, blob, chance, curve, km, rough

_FAR: Final = 20_000.0


@dataclass(frozen=True, slots=True)
class Street:
    """One street of the plan; `place` is its town or village."""

    shape: LineString
    place: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Ground between streets that people live on; `density` is people for each square metre, roughly."""

    shape: Polygon
    place: str
    density: float


@dataclass(frozen=True, slots=True)
class Settlements:
    """All streets and blocks, with the parks inside towns."""

    blocks: tuple[Block, ...]
    built: BaseGeometry
    """All blocks as one shape."""
    streets: tuple[Street, ...]
    parks: tuple[Feature, ...]
    lanes: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a town or village is built."""

    place: str
    mask: BaseGeometry
    centre: Points
    radius: float
    lines: tuple[LineString, ...]
    density: float
    largest: float


def build(seed: int, ground: Ground) -> Settlements:
    """Streets, blocks and town parks of every town and village in the plan."""
    rng = chance(seed, "streets")
    sites, parks = _sites(ground, rng)
    roads = [f.shape for f in ground.roads]
    rails = [f.shape for f in ground.rails]
    blocks: list[Block] = []
    streets: list[Street] = []
    for site in sites:
        some_blocks, some_streets = _settle(site, roads, rails, rng)
        blocks += some_blocks
        streets += some_streets
    built = shapely.union_all([b.shape for b in blocks], grid_size=0.01)
    lanes = _lanes(ground, built, sites, rng)
    return Settlements(tuple(blocks), built, tuple(streets), tuple(parks), tuple(lanes))


def _sites(ground: Ground, rng: np.random.Generator) -> tuple[list[_Site], list[Feature]]:
    dry = shapely.difference(shapely.buffer(ground.land, -45), shapely.buffer(ground.rivers, 22))
    taken: BaseGeometry = shapely.union_all([shapely.buffer(p.shape, 6) for p in ground.parks])
    sites: list[_Site] = []
    parks: list[Feature] = []
    for town in plan.TOWNS:
        centre = km([town.centre])[0]
        mask = _outline(town, ground, centre, rng)
        if town.name != "Larkwith":
            own = _town_parks(town, centre, rng)
            own = [Feature(shapely.intersection(p.shape, dry), p.name, "park") for p in own]
            parks += own
            taken = shapely.union_all([taken, *(p.shape for p in own)])
        mask = _largest_first(shapely.difference(shapely.intersection(mask, dry), taken))
        taken = shapely.union_all([taken, shapely.buffer(mask, 60)])
        sites.append(_town_site(town, mask, centre))
    for name, place in plan.VILLAGES:
        centre = km([place])[0]
        shape = blob(centre, rng.uniform(170, 330), rng, uneven=0.4, stretch=1.7)
        mask = shapely.difference(shapely.intersection(shape, dry), taken)
        sites.append(_Site(name, mask, centre, 300, (), 0.7, 16_000))
    return sites, parks


def _town_site(town: plan.Town, mask: BaseGeometry, centre: Points) -> _Site:
    lines: tuple[LineString, ...] = ()
    if town.name == "Larkwith":
        lines = tuple(LineString(curve(km(way))) for _, way in plan.LARKWITH_STREETS)
    largest = 7_500 if town.name == "Tamberton Centre" else 12_500
    return _Site(town.name, mask, centre, town.radius * 1000, lines, 1.0, largest)


def _outline(town: plan.Town, ground: Ground, centre: Points, rng: np.random.Generator) -> BaseGeometry:
    if town.name == "Larkwith":
        return Polygon(km(plan.LARKWITH_BUILT)).intersection(ground.larkwith.buffer(-60))
    radius = town.radius * 1000
    parts: list[BaseGeometry] = [blob(centre, radius * 0.86, rng, uneven=0.2)]
    rim = Point(*centre).buffer(radius)
    crossings = shapely.get_coordinates(
        shapely.intersection(shapely.union_all([f.shape for f in ground.roads]), rim.exterior)
    )
    for crossing in crossings:
        at = centre + (crossing - centre) * rng.uniform(0.62, 0.92)
        parts.append(blob(at, radius * rng.uniform(0.28, 0.42), rng, uneven=0.3, stretch=1.4))
    return shapely.difference(_closed(parts), shapely.buffer(ground.larkwith, 80))


def _closed(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """The parts as one, without narrow gaps between them."""
    whole: BaseGeometry = shapely.buffer(shapely.buffer(shapely.union_all(parts), 60), -60)
    return whole


def _largest_first(shape: BaseGeometry) -> BaseGeometry:
    """The parts worth building on: a river may divide a town, a ditch does not make a hamlet."""
    return MultiPolygon([p for p in _polygons(shape) if p.area > 40_000])


def _town_parks(town: plan.Town, centre: Points, rng: np.random.Generator) -> list[Feature]:
    """A named park, two or three greens with corners, and often a common at the edge."""
    radius = town.radius * 1000
    names = iter(_park_names(town, rng))
    found = []
    for n in range(4 if radius > 900 else 2):
        away = rng.uniform(0.25, 0.75) * radius
        turn = rng.uniform(0, 2 * np.pi)
        at = centre + away * np.array([np.cos(turn), np.sin(turn)])
        if n == 0:
            edge = centre + 0.95 * radius * np.array([np.cos(turn), np.sin(turn)])
            found.append(
                Feature(blob(edge, radius * 0.26, rng, uneven=0.3, stretch=1.5), next(names), "park")
            )
        else:
            found.append(Feature(_green(at, rng), next(names) if n < 3 else "", "park"))
    return found


def _park_names(town: plan.Town, rng: np.random.Generator) -> list[str]:
    if town.bank == "W":
        first = town.name.removeprefix("Llan").removeprefix("Nant").removeprefix("Aber").capitalize()
        return [
            f"Parc {first}",
            f"Cae {['Bedw', 'Derw', 'Helyg'][int(rng.integers(3))]}",
            f"Comin {town.name}",
        ]
    kinds = rng.permutation(["Park", "Green", "Common", "Field", "Meadow"])
    stem = town.name.split()[0]
    plants = rng.permutation(
        ["Clover", "Tansy", "Bluebell", "Lapwing", "Swift", "Poppy", "Cowslip", "Starling"]
    )
    return [f"{stem} {kinds[0]}", f"{plants[0]} {kinds[1]}", f"{plants[1]} {kinds[2]}"]


def _green(at: Points, rng: np.random.Generator) -> Polygon:
    wide, high = rng.uniform(70, 130), rng.uniform(80, 150)
    lean = rng.uniform(0, np.pi)
    corners = np.array([(-wide, -high), (wide, -high), (wide, high), (-wide, high)]) * rng.uniform(
        0.8, 1.1, (4, 2)
    )
    turned = corners @ np.array([(np.cos(lean), np.sin(lean)), (-np.sin(lean), np.cos(lean))])
    return Polygon(turned + at)


def _settle(
    site: _Site, roads: list[BaseGeometry], rails: list[BaseGeometry], rng: np.random.Generator
) -> tuple[list[Block], list[Street]]:
    lines = [shapely.intersection(way, site.mask) for way in (*roads, *rails, *site.lines)]
    faces = shapely.get_parts(
        shapely.polygonize([shapely.union_all([shapely.boundary(site.mask), *lines], grid_size=0.01)])
    )
    inner = site.mask.buffer(0.5)
    shapes: list[Polygon] = []
    cuts: list[LineString] = [
        part for way in site.lines for part in _lines(shapely.intersection(way, site.mask))
    ]
    for face in faces:
        if inner.contains(face):
            for shape, cut in _divide(face, site, rng):
                shapes += [shape] if shape else []
                cuts += [cut] if cut else []
    kept = _ragged(shapes, site, rng)
    ground = shapely.buffer(shapely.union_all(kept), 0.6)
    drawn = [part for cut in cuts for part in _lines(shapely.intersection(cut, ground)) if part.length > 35]
    return [_block(shape, site) for shape in kept], [Street(cut, site.place) for cut in drawn]


def _block(shape: Polygon, site: _Site) -> Block:
    away = float(np.hypot(*(np.array([shape.centroid.x, shape.centroid.y]) - site.centre))) / site.radius
    return Block(shape, site.place, site.density * float(np.clip(1.45 - 0.75 * away, 0.5, 1.45)))


def _divide(
    face: Polygon, site: _Site, rng: np.random.Generator
) -> Iterator[tuple[Polygon | None, LineString | None]]:
    """Cut across the long side until a block is small enough: each cut is a street."""
    waiting = [face]
    while waiting:
        shape = waiting.pop()
        if shape.area <= site.largest * rng.uniform(0.7, 1.35):
            yield shape, None
            continue
        halves, cut = _cut(shape, rng)
        if not halves:
            yield shape, None
            continue
        waiting += halves
        for part in cut:
            yield None, part


def _cut(shape: Polygon, rng: np.random.Generator) -> tuple[list[Polygon], list[LineString]]:
    box = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))[:4]
    first, second = box[1] - box[0], box[3] - box[0]
    along, across = (first, second) if np.hypot(*first) >= np.hypot(*second) else (second, first)
    length = float(np.hypot(*along))
    middle = box[0] + along * rng.uniform(0.38, 0.62) + across / 2
    lean = float(np.arctan2(along[1], along[0])) + rng.normal(0, 0.055)
    if length < 60:
        return [], []
    u, v = np.array([np.cos(lean), np.sin(lean)]), np.array([-np.sin(lean), np.cos(lean)])
    near, far = middle - v * _FAR, middle + v * _FAR
    side = Polygon([near, far, far + u * _FAR, near + u * _FAR])
    halves = [*_polygons(shapely.intersection(shape, side)), *_polygons(shapely.difference(shape, side))]
    return halves, list(_lines(shapely.intersection(shape, LineString([near, far]))))


def _polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    for part in shapely.get_parts(shape):
        if isinstance(part, Polygon) and part.area > 1.0:
            yield part


def _lines(shape: BaseGeometry) -> Iterator[LineString]:
    for part in shapely.get_parts(shape):
        if isinstance(part, LineString) and part.length > 1.0:
            yield part


def _ragged(shapes: list[Polygon], site: _Site, rng: np.random.Generator) -> list[Polygon]:
    """The blocks that are built: a town ends unevenly, in fields."""
    rim = shapely.boundary(site.mask)
    outer = shapely.dwithin(np.asarray(shapes, dtype=object), rim, 1.0) if shapes else np.zeros(0, bool)
    lot = rng.random(len(shapes))
    kept = [
        s for s, edge, p in zip(shapes, outer, lot, strict=True) if s.area > 1_200 and not (edge and p < 0.42)
    ]
    return kept or shapes


def _lanes(
    ground: Ground, built: BaseGeometry, sites: list[_Site], rng: np.random.Generator
) -> list[Feature]:
    """Country lanes: the edges of rough fields a mile wide, where they meet no river; villages get a way out."""
    seeds = rng.uniform([2000, 2000], [31000, 20000], (270, 2))
    edges = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), only_edges=True))
    edges = shapely.get_parts(shapely.line_merge(shapely.union_all(edges)))
    roads = shapely.union_all([f.shape for f in ground.roads])
    keep_out = shapely.union_all([ground.rivers, shapely.buffer(built, 25)])
    inland = shapely.buffer(ground.land, -120)
    found: list[Feature] = []
    for edge in edges:
        if edge.length < 150 or rng.random() < 0.22:
            continue
        way = LineString(_wander(shapely.get_coordinates(edge), rng))
        parts = _lines(shapely.difference(shapely.intersection(way, inland), keep_out))
        found += [Feature(part, "", "street") for part in parts if part.length > 200]
    for site in sites[len(plan.TOWNS) :]:
        link = shapely.shortest_line(Point(*site.centre), roads)
        if link.length > 60 and not link.intersects(ground.rivers):
            found.append(Feature(LineString(_wander(shapely.get_coordinates(link), rng)), "", "street"))
    return found


def _wander(points: Points, rng: np.random.Generator) -> Points:
    return curve(rough(points, rng, shortest=350, depth=0.07), step=70)


def near(features: Sequence[Street], place: str, at: Pairs) -> int:
    """The longest street of `place` within 90 m of `at`: to give a street of the plan its name."""
    here = Point(*km(at)[0])
    best, length = -1, 0.0
    for n, street in enumerate(features):
        if (
            street.place == place
            and not street.name
            and street.shape.distance(here) < 90
            and street.shape.length > length
        ):
            best, length = n, street.shape.length
    return best
