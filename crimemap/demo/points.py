"""The publisher's map points: street centres and places of interest, in two versions of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from crimemap.demo import names, plan
from crimemap.demo.areas import Areas
from crimemap.demo.ground import Feature, Ground
from crimemap.demo.lines import chance, km
from crimemap.demo.streets import Settlements, Street, near

_STAY: Final = 0.04
"""The share of points that both versions of the list have."""
_INSIDE: Final = 9.0
"""Metres from the edge of the small area, so that a point is counted where it was recorded."""

_INTEREST: Final = (
    ("Parking Area", 0.55), ("Supermarket", 0.42), ("Petrol Station", 0.30), ("Park/Open Space", 0.45),
    ("Sports/Recreation Area", 0.40), ("Shopping Area", 0.22), ("Nightclub", 0.05), ("Hospital", 0.04),
    ("Police Station", 0.06), ("Further/Higher Educational Building", 0.05), ("Pedestrian Subway", 0.06),
    ("Bus/Coach Station", 0.05), ("Theatre/Concert Hall", 0.03), ("Conference/Exhibition Centre", 0.02),
)  # fmt: skip
_IN_A_TOWN_CENTRE: Final = frozenset(
    {"Parking Area", "Supermarket", "Shopping Area", "Nightclub", "Bus/Coach Station", "Theatre/Concert Hall"}
)


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A point that crimes are published at. `name` is empty for the few that the publisher left unnamed."""

    area: int
    name: str
    at: tuple[float, float]
    weight: float


@dataclass(frozen=True, slots=True)
class PointLists:
    """The list before its change and the list after, and the points at stations."""

    before: tuple[MapPoint, ...]
    after: tuple[MapPoint, ...]
    stations: tuple[MapPoint, ...]


def name_streets(seed: int, settled: Settlements, areas: Areas, roads: Sequence[Feature]) -> Settlements:
    """Gives the longest streets of each small area their names; the shortest stay without, as yards do."""
    rng = chance(seed, "street names")
    streets = list(settled.streets)
    _name_special(streets)
    taken = {s.name for s in streets} | {f.name for f in roads}
    english, welsh = names.english(rng), names.welsh(rng)
    left = {
        "E": iter([n for n in english if n not in taken]),
        "W": iter([n for n in welsh if n not in taken]),
    }
    middles = [s.shape.interpolate(0.5, normalized=True) for s in streets]
    candidates = _by_length(streets, middles, areas)
    for wanted, within in ((10, _INSIDE), (3, 0.0)):
        for area, own in zip(areas.small, candidates, strict=True):
            nation, rim = area.code[0], area.shape.boundary
            free = [n for n in own if not streets[n].name and rim.distance(middles[n]) >= within]
            for n in free[: wanted if nation == "E" else wanted - 2]:
                _give(streets, n, next(left[nation], ""))
    return replace(settled, streets=tuple(streets))


def _name_special(streets: list[Street]) -> None:
    """The streets that the plan names, and the names that a page must bear."""
    for name, pixel in plan.LARKWITH_STREETS_NEAR:
        _give(streets, near(streets, "Larkwith", plan.lark(pixel)), name)
    for name, way in plan.LARKWITH_STREETS:
        drawn = LineString(km(way))
        for n, street in enumerate(streets):
            here = street.place == "Larkwith" and not street.name
            if here and street.shape.length > 150 and street.shape.hausdorff_distance(drawn) < 130:
                _give(streets, n, name)
    for name, place in (*names.SPECIAL.items(), *((names.TWICE[0], place) for place in names.TWICE[1])):
        own = sorted((s.shape.length, n) for n, s in enumerate(streets) if s.place == place and not s.name)
        _give(streets, own[-3][1], name)


def _give(streets: list[Street], number: int, name: str) -> None:
    if number >= 0:
        streets[number] = replace(streets[number], name=name)


def _by_length(streets: Sequence[Street], middles: Sequence[Point], areas: Areas) -> list[list[int]]:
    """For each small area the streets whose middle lies in it, longest first."""
    found: list[list[int]] = [[] for _ in areas.small]
    shapes = [a.shape for a in areas.small]
    for n, area in zip(*shapely.STRtree(shapes).query(middles, predicate="intersects"), strict=True):
        if streets[n].shape.length > 75:
            found[area].append(int(n))
    for own in found:
        own.sort(key=lambda n: (-streets[n].shape.length, n))
    return found


def publish(seed: int, ground: Ground, settled: Settlements, areas: Areas) -> PointLists:
    """Both lists of points, every one well inside its small area."""
    rng = chance(seed, "map points")
    cores = [shapely.buffer(a.shape, -_INSIDE) for a in areas.small]
    ways = _ways(ground, settled, cores)
    before: list[MapPoint] = []
    after: list[MapPoint] = []
    used: dict[tuple[float, float], str] = {}
    for number, core in enumerate(cores):
        town = plan.TOWNS[areas.small[number].town]
        own = ways[number] or [("", LineString([core.representative_point(), core.representative_point()]))]
        fixed = [
            MapPoint(number, name, _along(way, 0.5, core), float(rng.gamma(0.9))) for name, way in own
        ] + _interest(number, town, core, own, rng)
        for point, (_, way) in zip(fixed, own, strict=False):
            lot, other = rng.random(), _redrawn(point, way, core, rng)
            before += [_apart(point, used, core, rng)] if lot > 0.07 else []
            after += [_apart(other, used, core, rng)] if lot < 0.93 else []
        for point in fixed[len(own) :]:
            place = _apart(point, used, core, rng)
            nudged = _inside((place.at[0] + rng.normal(0, 9), place.at[1] + rng.normal(0, 9)), place.at, core)
            before.append(place)
            after.append(
                place if rng.random() < _STAY else _apart(replace(place, at=nudged), used, core, rng)
            )
    for n in rng.choice(len(after), 4, replace=False):
        after[n] = replace(after[n], name="")
    return PointLists(tuple(before), tuple(after), tuple(_stations(ground, areas)))


def _apart(
    point: MapPoint, used: dict[tuple[float, float], str], core: BaseGeometry, rng: np.random.Generator
) -> MapPoint:
    """The point, a few metres aside where another name already has its place: a point has one name."""
    at = point.at
    for _ in range(40):
        if used.setdefault(at, point.name) == point.name:
            break
        east, north = rng.normal(0, 14, 2)
        at = _inside((point.at[0] + float(east), point.at[1] + float(north)), None, core)
    return replace(point, at=at)


def _redrawn(point: MapPoint, way: LineString, core: BaseGeometry, rng: np.random.Generator) -> MapPoint:
    """The point of a street in the second list: nearly always a little further along."""
    if rng.random() < _STAY:
        return point
    share = float(np.clip(0.5 + rng.choice([-1, 1]) * rng.uniform(0.04, 0.16), 0.2, 0.8))
    return replace(point, at=_along(way, share, core))


def _ways(
    ground: Ground, settled: Settlements, cores: Sequence[BaseGeometry]
) -> list[list[tuple[str, LineString]]]:
    """Named streets and roads of each small area, the parts of them well inside it."""
    found: list[list[tuple[str, LineString]]] = [[] for _ in cores]
    features = [*(Feature(s.shape, s.name) for s in settled.streets if s.name), *ground.roads]
    shapes = [f.shape for f in features]
    for number, which in sorted(
        zip(*shapely.STRtree(shapes).query(cores, predicate="intersects"), strict=True)
    ):
        parts = shapely.get_parts(shapely.intersection(shapes[which], cores[number]))
        way = parts[int(np.argmax(shapely.length(parts)))]
        if way.length > 40:
            found[number].append((features[which].name, way))
    return found


def _along(way: LineString, share: float, core: BaseGeometry) -> tuple[float, float]:
    at = way.interpolate(share, normalized=True)
    return _inside((at.x, at.y), None, core)


def _inside(
    at: tuple[float, float], otherwise: tuple[float, float] | None, core: BaseGeometry
) -> tuple[float, float]:
    if shapely.contains_xy(core, *at):
        return at
    if otherwise is not None:
        return otherwise
    near_by: BaseGeometry = shapely.get_point(shapely.shortest_line(core, Point(*at)), 0)
    x, y = shapely.get_coordinates(near_by)[0]
    return float(x), float(y)


def _interest(
    number: int,
    town: plan.Town,
    core: BaseGeometry,
    own: list[tuple[str, LineString]],
    rng: np.random.Generator,
) -> list[MapPoint]:
    found = []
    for name, share in _INTEREST:
        lot, way, at = rng.random(), own[int(rng.integers(len(own)))][1], rng.uniform(0.1, 0.9)
        beside = way.interpolate(at, normalized=True)
        place = (beside.x + rng.normal(0, 22), beside.y + rng.normal(0, 22))
        weight = float(rng.gamma(1.4))
        if lot < share or (town.name == "Tamberton Centre" and name in _IN_A_TOWN_CENTRE):
            found.append(MapPoint(number, name, _inside(place, _along(way, 0.5, core), core), weight))
    return found


def _stations(ground: Ground, areas: Areas) -> list[MapPoint]:
    """Railway stations, as British Transport Police's rows name them."""
    tree = shapely.STRtree([a.shape for a in areas.small])
    return [
        MapPoint(int(tree.nearest(s.shape)), f"{s.name} (Station)", (s.shape.x, s.shape.y), 1.0)  # type: ignore[attr-defined]
        for s in ground.stations
    ]
