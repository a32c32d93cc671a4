"""Where most people of an area live, which is where its symbol stands: inside its shape, and on land."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.assign import Ints, locate_in, packed
from crimemap.pipeline.atlas import Atlas, Layer, Shapes, present
from crimemap.pipeline.people import People, members_of
from crimemap.release.layout import MICRO
from crimemap.terms import AreaKind

Centres = dict[str, tuple[float, float]]
"""Area code → lon, lat, six decimals. An area without a shape is not in it."""

FIELD: Final = 200
"""Metres from the nearest map point at which a mean lies in no inhabited place. [choose]"""

_DECIMALS: Final = 6
_DEGREE: Final = 111_320
_ByArea = list[tuple[NDArray[np.float64], NDArray[np.float64]]]


def find(
    atlas: Atlas,
    people: People,
    *,
    places: NDArray[np.int32],
    areas: dict[AreaKind, Ints],
    postcodes: NDArray[np.float64],
    land: shapely.Geometry | None,
) -> Centres:
    """The centre of every area with a shape.

    A small area's is the mean of its map points and postcodes, a wider one's the mean of its small areas'
    centres by residents; where that mean falls outside the shape, the nearest of what it is the mean of,
    and where it falls into a field, the nearest map point.
    `places` int32 [points, ≥ 2] and `areas` by point; `postcodes` float64 [n, 2] lon, lat.
    """
    spots = places[:, :2] / MICRO
    even = np.ones(len(spots))
    centres: Centres = {}
    small = atlas.layer(AreaKind.LSOA)
    if small is not None:
        shapes = _on_land(small, land)
        points = np.concatenate([spots, postcodes])
        index = np.concatenate([areas[AreaKind.LSOA], _locate_all(postcodes, small)])
        near = _by_area(shapes, spots, areas[AreaKind.LSOA], even)
        found = _means(shapes, points, index, np.ones(len(points)), near)
        centres |= {small.codes[n]: centre for n, centre in found.items()}
    members = members_of(atlas, small) if small is not None else {}
    for kind, layer in atlas.layers.items():
        if kind is AreaKind.LSOA:
            continue
        shapes = _on_land(layer, land)
        near = _by_area(shapes, spots, areas[kind], even)
        points, index, weights = _small_centres(layer, members, small, centres, people)
        lone = np.ones(len(layer.codes) + 1, bool)
        lone[index] = lone[-1] = False
        own = np.flatnonzero(lone[areas[kind]])
        points, index = np.concatenate([points, spots[own]]), np.concatenate([index, areas[kind][own]])
        found = _means(shapes, points, index, np.concatenate([weights, even[own]]), near)
        centres |= {layer.codes[n]: centre for n, centre in found.items()}
    return centres


def _locate_all(points: NDArray[np.float64], layer: Layer) -> Ints:
    return locate_in(points[:, 0], points[:, 1], layer) if len(points) else np.zeros(0, np.int32)


def _small_centres(
    layer: Layer, members: dict[str, list[int]], small: Layer | None, centres: Centres, people: People
) -> tuple[NDArray[np.float64], Ints, NDArray[np.float64]]:
    """The centres of the small areas in each area: points, the area's index, residents (or 1 where not known)."""
    points, index, weights = [], [], []
    residents = people["residents"]
    for n, code in enumerate(layer.codes):
        inside = [small.codes[m] for m in members.get(code, ())] if small is not None else []
        known = all(part in residents for part in inside) and any(residents[part] for part in inside)
        for part in inside:
            if part in centres:
                points.append(centres[part])
                index.append(n)
                weights.append(residents[part] if known else 1)
    return np.array(points, float).reshape(-1, 2), np.array(index, np.int32), np.array(weights, float)


def _on_land(layer: Layer, land: shapely.Geometry | None) -> Shapes:
    """The drawn shapes, without the water that belongs to them where there is land too."""
    shapes = layer.drawn.copy()
    if land is None:
        return shapes
    shaped = np.flatnonzero(present(shapes))
    shapely.prepare(land)
    wet = shaped[~shapely.covers(land, shapes[shaped])]
    dry = shapely.intersection(shapes[wet], land)
    some = shapely.area(dry) > 0
    shapes[wet[some]] = dry[some]
    return shapes


def _means(
    shapes: Shapes, points: NDArray[np.float64], index: Ints, weights: NDArray[np.float64], spots: _ByArea
) -> dict[int, tuple[float, float]]:
    """By area the weighted mean of its points, or the point of them that is nearest to it."""
    of = _by_area(shapes, points, index, weights)
    return {
        n: _inhabited(shapes[n], _centre(shapes[n], *of[n]), spots[n][0])
        for n in np.flatnonzero(present(shapes)).tolist()
    }


def _by_area(
    shapes: Shapes, points: NDArray[np.float64], index: Ints, weights: NDArray[np.float64]
) -> _ByArea:
    """For each area its points that lie in its shape, each once, and their weights."""
    used = (index >= 0) & np.append(present(shapes), False)[index]
    points, index, weights = points[used], index[used], weights[used]
    within = shapely.intersects(shapes[index], shapely.points(points)) if len(points) else np.zeros(0, bool)
    points, index, weights = _distinct(points[within], index[within], weights[within])
    last = np.searchsorted(index, np.arange(len(shapes)), "right").tolist()
    return [(points[a:b], weights[a:b]) for a, b in pairwise([0, *last])]


def _inhabited(
    shape: shapely.Geometry, centre: tuple[float, float], spots: NDArray[np.float64]
) -> tuple[float, float]:
    """The mean of scattered villages is a field: from there to the nearest map point.

    To a map point, never to a postcode, which may be a single house (rule M1).
    """
    if not len(spots):
        return centre
    away = _metres(spots, centre)
    nearest = int(np.argmin(away))
    lon, lat = np.round(spots[nearest], _DECIMALS).tolist()
    return (lon, lat) if away[nearest] > FIELD and shapely.intersects_xy(shape, lon, lat) else centre


def _metres(points: NDArray[np.float64], centre: tuple[float, float]) -> NDArray[np.float64]:
    """Distances, on a plane at the centre's latitude."""
    lon, lat = centre
    found: NDArray[np.float64] = _DEGREE * np.hypot(
        (points[:, 0] - lon) * np.cos(np.radians(lat)), points[:, 1] - lat
    )
    return found


def _distinct(
    points: NDArray[np.float64], index: Ints, weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], Ints, NDArray[np.float64]]:
    """Each point of an area once, in an order that does not depend on when it was first seen."""
    micro = np.round(points * MICRO).astype(np.int32)
    key = packed(micro[:, 0], micro[:, 1])
    order = np.lexsort((weights, key, index))
    kept = np.ones(len(order), bool)
    kept[1:] = (np.diff(key[order]) != 0) | (np.diff(index[order]) != 0)
    chosen = order[kept]
    return points[chosen], index[chosen], weights[chosen]


def _centre(
    shape: shapely.Geometry, points: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[float, float]:
    if len(points) and weights.sum() > 0:
        lon, lat = np.round(np.average(points, axis=0, weights=weights), _DECIMALS).tolist()
        if shapely.intersects_xy(shape, lon, lat):
            return lon, lat
        nearest = points[int(np.argmin(_metres(points, (lon, lat))))]
        return round(float(nearest[0]), _DECIMALS), round(float(nearest[1]), _DECIMALS)
    inner = shapely.point_on_surface(shape)
    return round(inner.x, _DECIMALS), round(inner.y, _DECIMALS)
