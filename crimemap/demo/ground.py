"""The ground of the county: coast, rivers, hills, parks, roads between the towns, railway. Metres on the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from crimemap.demo import plan
from crimemap.demo.lines import Pairs, Points, blob, chance, curve, km, ribbon, rough

_TIDAL: Final = 0.70
"""The share of a river's course after which it is an arm of the sea."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the background map."""

    shape: BaseGeometry
    name: str = ""
    klass: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What was there before the streets."""

    land: BaseGeometry
    holm: Polygon
    tamber: LineString
    border: LineString
    larkwith: Polygon
    rivers: BaseGeometry
    """Everything wet inside the coast, as one shape."""
    water: tuple[Feature, ...]
    woods: tuple[Feature, ...]
    parks: tuple[Feature, ...]
    roads: tuple[Feature, ...]
    rails: tuple[Feature, ...]
    stations: tuple[Feature, ...]


def lay(seed: int) -> Ground:
    """The ground of `seed`: the same plan for every seed, with its edges drawn by another hand."""
    rng = chance(seed, "ground")
    tamber, melys = (LineString(_meander(course, rng)) for course in (plan.TAMBER, plan.MELYS))
    rivers = shapely.union_all([_river(tamber, plan.TAMBER_WIDTHS), _river(melys, plan.MELYS_WIDTHS)])
    tidal = shapely.union_all(
        [_river(tamber, plan.TAMBER_WIDTHS, _TIDAL), _river(melys, plan.MELYS_WIDTHS, _TIDAL + 0.05)]
    )
    holm = Polygon(_coast(plan.HOLM, rng))
    mainland = _largest(Polygon(_coast(plan.ISLAND, rng)).buffer(0).difference(tidal))
    land = shapely.union_all([mainland, holm])
    brook = rough(curve(km(plan.LARK_BROOK)), rng, shortest=28, depth=0.09)
    larkwith = _larkwith(brook, shapely.get_coordinates(tamber))
    water = _water({"River Tamber": tamber, "Afon Melys": melys}, rivers, brook, land, rng)
    wet = shapely.union_all([f.shape for f in water if f.shape.geom_type != "LineString"])
    return Ground(
        land=land,
        holm=holm,
        tamber=tamber,
        border=LineString(_watershed(rng)),
        larkwith=larkwith,
        rivers=shapely.union_all([rivers, wet]),
        water=water,
        woods=_woods(land, wet, brook, larkwith, rng),
        parks=_open_land(land, wet, rng),
        roads=tuple(_roads()),
        rails=tuple(Feature(LineString(curve(km(way))), name, "rail") for name, way in plan.RAILWAYS),
        stations=_stations(),
    )


def _watershed(rng: np.random.Generator) -> Points:
    return rough(curve(rough(km(plan.BORDER), rng, shortest=600, depth=0.13)), rng, shortest=40, depth=0.06)


def _meander(course: Pairs, rng: np.random.Generator) -> Points:
    """Bends where the plan is coarse; where it is drawn closely the course is the plan's."""
    return curve(rough(km(course), rng, shortest=520, depth=0.09))


def _coast(corners: Pairs, rng: np.random.Generator) -> Points:
    closed = km([*corners, corners[0]])
    return rough(rough(closed, rng, shortest=900, depth=0.15), rng, shortest=55, depth=0.13)


def _largest(shape: BaseGeometry) -> Polygon:
    parts = shapely.get_parts(shape)
    return Polygon(parts[int(np.argmax(shapely.area(parts)))])


def _river(course: LineString, widths: tuple[tuple[float, float], ...], start: float = 0.0) -> BaseGeometry:
    points = shapely.get_coordinates(course)
    steps = np.hypot(*np.diff(points, axis=0).T)
    at: NDArray[np.float64] = np.concatenate([[0.0], np.cumsum(steps)]) / steps.sum()
    kept = at >= start
    full = np.interp(at, [w[0] for w in widths], [w[1] for w in widths])
    uneven = 1 + 0.16 * np.sin(at * 41) * np.sin(at * 67 + 1) * (at > 0.5)
    return ribbon(points[kept], (full * uneven)[kept])


def _larkwith(brook: Points, tamber: Points) -> Polygon:
    """The boundary of Larkwith: the brook in the west, the Tamber in the south, hedges elsewhere."""
    mouth = km(plan.LARK_BROOK)[-1]
    start = km(plan.LARK_BROOK)[plan.LARK_BROOK_STARTS_BOUNDARY]
    east = km(plan.TAMBER_BY_LARKWITH)[-1]
    south = tamber[_nearest(tamber, mouth) : _nearest(tamber, east) + 1]
    west = brook[_nearest(brook, start) : _nearest(brook, mouth) + 1]
    hedge = curve(km(plan.LARKWITH_NORTH_EAST))[1:-1]
    return _largest(Polygon(np.vstack([west, south[1:], hedge[::-1]])).buffer(0))


def _nearest(points: Points, to: Points) -> int:
    return int(np.argmin(np.hypot(*(points - to).T)))


def _brook(way: Pairs, rng: np.random.Generator) -> LineString:
    winding = curve(rough(km(way), rng, shortest=420, depth=0.16), step=45)
    return LineString(rough(winding, rng, shortest=30, depth=0.07))


def _water(
    courses: dict[str, LineString],
    rivers: BaseGeometry,
    lark: Points,
    land: BaseGeometry,
    rng: np.random.Generator,
) -> tuple[Feature, ...]:
    """Rivers and lakes as areas, and the lines that carry the names of what flows."""
    brooks = [("Lark Brook", LineString(lark)), *((name, _brook(way, rng)) for name, way in plan.BROOKS)]
    lakes = [
        Feature(blob(km([centre])[0], radius * 1000, rng, uneven=0.45, stretch=1.6), name, "lake")
        for name, centre, radius in plan.LAKES
    ]
    narrow = [Feature(_bed(way, rivers, land), "", "brook") for _, way in brooks]
    named = [Feature(way, name, "brook") for name, way in brooks]
    named += [Feature(way, name, "river") for name, way in courses.items()]
    lines = [Feature(_longest(shapely.intersection(f.shape, land)), f.name, f.klass) for f in named]
    return (Feature(_wide(shapely.intersection(rivers, land)), "", "river"), *narrow, *lakes, *lines)


def _bed(way: LineString, rivers: BaseGeometry, land: BaseGeometry) -> BaseGeometry:
    """The water of a brook, to where it meets a river or the sea."""
    return _wide(shapely.intersection(way.buffer(5.5, quad_segs=2).difference(rivers), land))


def _wide(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape, without the lines where it only touched."""
    return MultiPolygon([p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"])


def _longest(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    found: BaseGeometry = parts[int(np.argmax(shapely.length(parts)))]
    return found


def _woods(
    land: BaseGeometry, wet: BaseGeometry, brook: Points, larkwith: Polygon, rng: np.random.Generator
) -> tuple[Feature, ...]:
    patches: list[BaseGeometry] = []
    for x, y, reach in plan.HILLS:
        for _ in range(int(9 * reach)):
            centre = km([(x, y)])[0] + rng.normal(0, reach * 520, 2)
            patches.append(blob(centre, rng.uniform(160, 520), rng, uneven=0.5, stretch=rng.uniform(1, 2.2)))
    for _ in range(150):
        centre = rng.uniform([2000, 2500], [30500, 19500])
        patches.append(blob(centre, rng.gamma(3.0, 38.0) + 40, rng, uneven=0.5, stretch=rng.uniform(1, 2.4)))
    outside = shapely.difference(shapely.union_all(patches), shapely.buffer(larkwith, 260))
    along = shapely.union_all(
        [LineString(brook).buffer(55), *(Point(p).buffer(rng.uniform(40, 105)) for p in brook[6:-4:9])]
    )
    strip = Feature(along.buffer(25).buffer(-25).difference(wet), "Lark Wood")
    dry = shapely.difference(
        shapely.intersection(outside, shapely.buffer(land, -70)), shapely.buffer(wet, 15)
    )
    parts = sorted((p for p in shapely.get_parts(dry) if p.area > 9_000), key=lambda p: -p.area)
    names = [*_WOODS, *[""] * len(parts)]
    return (strip, *(Feature(p, _wood_name(p, names)) for p in parts))


_WOODS: Final = (
    "Felys Forest",
    "Melys Wood",
    "Corven Forest",
    "Hanger Wood",
    "Brock Wood",
    "Coombe Wood",
    "Tamber Holt",
)
_COEDWIG: Final = {
    "Felys Forest": "Coedwig Felys",
    "Melys Wood": "Coed Melys",
    "Hanger Wood": "Coed y Bryn",
    "Brock Wood": "Coed y Mochyn",
}


def _wood_name(wood: BaseGeometry, names: list[str]) -> str:
    """The largest woods have names, in Welsh where they lie beyond the hills."""
    name = names.pop(0)
    return _COEDWIG.get(name, name) if wood.centroid.x < 11_000 else name


def _open_land(land: BaseGeometry, wet: BaseGeometry, rng: np.random.Generator) -> tuple[Feature, ...]:
    found = [Feature(Polygon(_round(shape, name)), name, "park") for name, shape in plan.LARKWITH_PARKS]
    for name, centre, radius in plan.DOWNS:
        shape = blob(km([centre])[0], radius * 1000, rng, uneven=0.4, stretch=1.5)
        found.append(
            Feature(shapely.intersection(shape, land.buffer(-40)).difference(wet.buffer(10)), name, "down")
        )
    return tuple(found)


def _round(corners: Pairs, name: str) -> Points:
    """A common or a meadow has a rounded edge; a park between streets has corners."""
    closed = km([*corners, corners[0]])
    return curve(closed, step=25) if len(corners) > 6 and name else closed


def _roads() -> list[Feature]:
    found = []
    for klass, names, way in plan.ROADS:
        points = curve(km(way))
        upward = abs(points[-1][1] - points[0][1]) > abs(points[-1][0] - points[0][0]) and names[0][1] >= 20
        along = points[:, 1] if upward else points[:, 0]
        found += _named_stretches(points, along, names, klass, downward=upward)
    return found


def _named_stretches(
    points: Points,
    along: NDArray[np.float64],
    names: tuple[tuple[str, float], ...],
    klass: str,
    *,
    downward: bool,
) -> list[Feature]:
    """A road cut where its name changes; `along` is what the starts in the plan are measured by."""
    cuts = [0]
    for _, start in names[1:]:
        passed = along <= start * 1000 if downward else along >= start * 1000
        cuts.append(int(np.argmax(passed)))
    ends = [*cuts[1:], len(points) - 1]
    return [
        Feature(LineString(points[a : b + 1]), name, klass)
        for (name, _), a, b in zip(names, cuts, ends, strict=True)
        if b > a
    ]


def _stations() -> tuple[Feature, ...]:
    ways = shapely.union_all([LineString(curve(km(way))) for _, way in plan.RAILWAYS])
    found = []
    for name, place in plan.STATIONS:
        here = Point(*km([place])[0])
        found.append(Feature(_on(ways, here), name, "station"))
    return tuple(found)


def _on(ways: BaseGeometry, here: Point) -> BaseGeometry:
    nearest: BaseGeometry = shapely.get_point(shapely.shortest_line(ways, here), 0)
    return nearest
