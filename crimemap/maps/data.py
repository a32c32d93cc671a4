"""The data of the interactive map: one GeoJSON document; names are properties, and only ever set as text."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import orjson
import shapely

from crimemap.figure import Status
from crimemap.maps import texts
from crimemap.maps.frame import mercator
from crimemap.maps.ground import METRES_A_DEGREE, Ground, Shapes, ground_of, plain_name
from crimemap.maps.labels import lie, middle_of
from crimemap.maps.sheet import MapSheet, mark_of
from crimemap.maps.symbols import figure_text
from crimemap.release import Area, MapPoint, Release
from crimemap.terms import ALL_CRIME, CRIME_TYPES, AreaKind, CrimeType

Json = dict[str, Any]

DECIMALS: Final = 5
"""About a metre: no more than the drawing can show."""

STREETS_TO: Final = 0.4
SECOND_TO: Final = 1.5
"""Degrees of the longer side of the surroundings up to which a class of road is sent."""

MOST_POINTS: Final = 4_000


def map_data(
    release: Release, sheet: MapSheet, address: Callable[[Area], str], *, ground: bool = True
) -> bytes:
    """A FeatureCollection for static/src/map: background, boundary, map points, parts.

    Each feature's `k` says what it is: land, built, wood, park, water, road, rail, place, faint, band,
    neighbour, around, band, area, point or part; the rest of its properties are short on purpose. `address` gives the
    page of a part. Without `ground` only what changes with month and type: the page has fetched `map_ground` once.
    Source: the release. Units: recorded crimes; pixels for `r`.
    """
    parts = tuple(part.area for part in sheet.parts)
    under = _under_the_figures(release, sheet.area, parts) if ground else ()
    return collection(
        [*under, *_points(release, sheet), *_parts(release, sheet, address)],
        sea=ground_of(release, sheet.area, parts).sea if ground else None,
    )


def map_ground(release: Release, sheet: MapSheet) -> bytes:
    """What every month and every type of a map stands on, as `map_data` without its figures."""
    parts = tuple(part.area for part in sheet.parts)
    under = _under_the_figures(release, sheet.area, parts)
    return collection(under, sea=ground_of(release, sheet.area, parts).sea)


def collection(features: Sequence[object], *, sea: bool | None) -> bytes:
    """A FeatureCollection; `sea`: whether what no land covers is the sea (None: the ground says it)."""
    told: Json = {"type": "FeatureCollection", "features": features}
    if sea is not None:
        told["sea"] = sea
    return orjson.dumps(told)


@lru_cache(maxsize=96)
def _under_the_figures(release: Release, area: Area, parts: tuple[Area, ...]) -> tuple[orjson.Fragment, ...]:
    """Background and boundary, written once: every month and every type stands on the same."""
    features = background(ground_of(release, area, parts), area, len(parts))
    return tuple(orjson.Fragment(orjson.dumps(each)) for each in features)


def background(ground: Ground, area: Area, parts: int) -> Iterator[Json]:
    """The features of a ground, bottom to top, then the area's own boundary and the bands between its parts."""
    yield from _background(ground, area.name)
    yield from _area(ground, parts)


def feature(shape: shapely.Geometry, **properties: object) -> Json:
    """One feature with its properties."""
    return {"type": "Feature", "properties": properties, "geometry": geometry(shape)}


def geometry(shape: shapely.Geometry) -> orjson.Fragment:
    """GeoJSON of a shape with five decimals, written by GEOS."""
    rounded = shapely.transform(shape, lambda places: np.round(places, DECIMALS))
    return orjson.Fragment(shapely.to_geojson(rounded).encode())


# --- background ----------------------------------------------------------------------------------------------


def _background(ground: Ground, own: str) -> Iterator[Json]:
    longer = max(ground.box[2] - ground.box[0], ground.box[3] - ground.box[1])
    fine = max(longer / 9000, 0.000004)
    for kind in ("land", "built", "wood", "park", "water"):
        yield from _surfaces(ground, kind, fine, speck=(longer / 350) ** 2 if longer > STREETS_TO else 0.0)
    if len(ground.faint):
        yield from _lines(ground.faint, fine, k="faint")
    yield from _roads(ground, longer, fine)
    if not ground.layers.get("road"):
        yield from _spots(ground)
    yield from _neighbours(ground, fine, named=not ground.layers.get("place"))
    for place in ground.layers.get("place", ()):
        if place.name == own:
            continue
        yield feature(shapely.centroid(place.shape), k="place", c=place.klass, n=place.name)


def _surfaces(ground: Ground, kind: str, fine: float, speck: float) -> Iterator[Json]:
    """One feature for each name, one for all that have none; `speck` is the least area in square degrees."""
    named: defaultdict[str, list[shapely.Geometry]] = defaultdict(list)
    for each in ground.layers.get(kind, ()):
        named[each.name if kind in {"park", "water"} else ""].append(each.shape)
    for name, shapes in named.items():
        parts = shapely.get_parts(np.array(shapes, dtype=object))
        parts = shapely.get_parts(shapely.simplify(parts, fine, preserve_topology=kind == "land"))
        flat = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > speck)]
        if len(flat):
            yield feature(shapely.multipolygons(flat), k=kind, **(_named_at(name, flat) if name else {}))
        long = parts[shapely.get_dimensions(parts) == 1]
        if len(long):
            yield from _lines(long, fine, k=kind, **({"n": name} if name else {}))


def _named_at(name: str, shapes: Shapes) -> Json:
    """A name, and where on the largest of its shapes it can stand."""
    largest = shapes[int(np.argmax(shapely.area(shapes)))]
    return {"n": name, "at": [round(degrees, DECIMALS) for degrees in middle_of(largest)]}


def _roads(ground: Ground, longer: float, fine: float) -> Iterator[Json]:
    named: defaultdict[tuple[str, str, str], list[shapely.Geometry]] = defaultdict(list)
    for kind in ("road", "rail"):
        for each in ground.layers.get(kind, ()):
            too_fine = (each.klass == "street" and longer > STREETS_TO) or (
                each.klass == "second" and longer > SECOND_TO
            )
            if not too_fine:
                named[kind, each.klass, each.name].append(each.shape)
    for (kind, klass, name), shapes in named.items():
        if klass == "station":
            for at in shapely.get_parts(np.array(shapes, dtype=object)):
                yield feature(at, k="station", n=name)
        else:
            yield from _lines(
                np.array(shapes, dtype=object), fine, k=kind, c=klass, **({"n": name} if name else {})
            )


def _spots(ground: Ground) -> Iterator[Json]:
    """Where no road was supplied: each street's name once, at the middle one of its map points."""
    for name, points in ground.streets()[:400]:
        away = np.hypot(*(points - points.mean(axis=0)).T)
        angle = round(lie(mercator(points) * (1, -1)))
        at = shapely.Point(points[int(np.argmin(away))])
        yield feature(at, k="spot", n=name, **({"a": angle} if angle else {}))


def _lines(shapes: Shapes, fine: float, **properties: object) -> Iterator[Json]:
    # Most streets are one line: only several can share a stretch, or join end to end.
    whole = shapely.line_merge(shapely.union_all(shapes)) if len(shapes) > 1 else shapes[0]
    merged = shapely.get_parts(whole)
    simple = shapely.simplify(merged[shapely.get_dimensions(merged) == 1], fine, preserve_topology=False)
    if len(simple):
        yield feature(shapely.multilinestrings(simple), **properties)


def _neighbours(ground: Ground, fine: float, *, named: bool) -> Iterator[Json]:
    if len(ground.around):
        yield from _lines(ground.around, fine, k="around")
    for each in ground.neighbours if named else ():
        shape = shapely.clip_by_rect(each.shape, *ground.box)
        if shapely.area(shape):
            yield feature(shapely.point_on_surface(shape), k="neighbour", n=each.name)


# --- figures -------------------------------------------------------------------------------------------------


def _part_metres(outline: shapely.Geometry, parts: int) -> int:
    """How wide a part is on the ground, more or less: its band is drawn in keeping."""
    shrink = math.cos(math.radians(middle_of(outline)[1]))
    return round(METRES_A_DEGREE * math.sqrt(float(shapely.area(outline)) * shrink / max(parts, 1)))


def _area(ground: Ground, parts: int) -> Iterator[Json]:
    if ground.outline is not None:
        yield feature(ground.outline, k="area")
    if len(ground.bands) and ground.outline is not None:
        yield feature(shapely.union_all(ground.bands), k="band", m=_part_metres(ground.outline, parts))


def _points(release: Release, sheet: MapSheet) -> Iterator[Json]:
    """Map points with what was recorded at each; none where the figures are missing or the area is a force."""
    if sheet.area.kind is AreaKind.FORCE or sheet.whole.now.value is None:
        return
    types = CRIME_TYPES if sheet.what == ALL_CRIME else (CrimeType(sheet.what),)
    points = release.points(sheet.area, sheet.period, types)
    if len(points) > MOST_POINTS:
        return
    incomplete = sheet.whole.now.status is Status.PARTIAL
    told = texts.Points(len(points), sheet.what, incomplete=incomplete)
    for point, part in zip(points, _part_of(release, sheet, points), strict=True):
        yield _point(point, part, sheet, told)


def _part_of(release: Release, sheet: MapSheet, points: Sequence[MapPoint]) -> list[int]:
    """Which part's outline each point lies in, for the keyboard to go through them: its number, or -1."""
    at = np.array([(point.lon, point.lat) for point in points], float).reshape(-1, 2)
    found = np.full(len(at), -1)
    for number, part in enumerate(sheet.parts):
        shape = release.shape(part.area.code)
        if shape is not None:
            shapely.prepare(shape)
            found[shapely.contains_xy(shape, at)] = number
    return [int(number) for number in found]


def _point(point: MapPoint, part: int, sheet: MapSheet, told: texts.Points) -> Json:
    """A point without a count has 0; in a period that is not complete it has none, since more may have been there."""
    name = plain_name(point.name)
    none = None if sheet.whole.now.status is Status.PARTIAL else 0
    properties: Json = {"k": "point", "n": name, "v": point.count or none}
    if point.count:
        properties["p"] = part
        properties["r"] = round(sheet.radius(point.count), 1)
        properties["t"] = told.at(name, point.count)
    at = [round(point.lon, DECIMALS), round(point.lat, DECIMALS)]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": at}}


def _parts(release: Release, sheet: MapSheet, address: Callable[[Area], str]) -> Iterator[Json]:
    often = texts.most_often(release, sheet)
    for part in sheet.parts:
        if part.area.centre is None:
            continue
        mark, value = mark_of(part.figure), part.figure.told
        at = [round(degrees, DECIMALS) for degrees in part.area.centre]
        properties: Json = {
            "k": "part",
            "c": part.area.code,
            "l": part.letter,
            "n": part.area.name,
            "s": mark.value,
            "v": value,
            "t": figure_text(part.figure),
            "d": texts.details(part, sheet) + often.get(part.area.code, []),
            "u": address(part.area),
            "r": round(sheet.radius(value), 1) if value else 10,
            "named": part.area.kind is not AreaKind.LSOA,
        }
        yield {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": at}}
