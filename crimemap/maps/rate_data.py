"""The data of the interactive map of rates: polygons with their class, rate, interval, count and words.

Everything that no month and no type changes is the ground: the page fetches it once and the figures alone after that.
The whole, for other people's programs, is both in one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

import numpy as np
import orjson
import shapely

from crimemap.maps import data, rate_texts
from crimemap.maps.ground import ground_of
from crimemap.maps.rate_ground import has_inner, shapes_of, spots_of
from crimemap.maps.rates import RatePart, RateSheet
from crimemap.measures.crime import children
from crimemap.release import Area, Release
from crimemap.terms import AreaKind

Json = dict[str, Any]

_UNDER: Final = frozenset({"land", "water", "around", "neighbour", "area"})
"""What of a ground a shaded map stands on: no park, wood, street or railway."""


def rate_ground_data(release: Release, sheet: RateSheet) -> bytes:
    """A FeatureCollection of what stays: land, water, boundaries, names, and each part's polygon (`k` "shape")."""
    return data.collection(_ground(release, sheet.area, _areas(sheet)), sea=_sea(release, sheet.area))


def rate_data(
    release: Release, sheet: RateSheet, address: Callable[[Area], str], *, ground: bool = True
) -> bytes:
    """A FeatureCollection of the figures: one feature a part (`k` "rate"); with `ground`, of all that is drawn.

    Properties of a part: code, name, status, rate, lower, upper, unit, denominator (how many people), count, class,
    words (as the page says them), url. Without `ground` its geometry is null: the ground's "shape" of that code has
    it. `address` gives the page of a part. Units: `unit` a year; `count` recorded crimes in the twelve months.
    """
    shapes = _polygons(release, _areas(sheet)) if ground else ()
    figures: list[Json] = []
    for n, part in enumerate(sheet.parts):
        told = _properties(part, sheet, address)
        figures.append({"type": "Feature", "properties": told, "geometry": shapes[n] if ground else None})
    if not ground:
        return data.collection(figures, sea=None)
    under = _ground(release, sheet.area, _areas(sheet), shapes=False)
    return data.collection([*under, *figures], sea=_sea(release, sheet.area))


def _sea(release: Release, area: Area) -> bool:
    return ground_of(release, area, tuple(children(release, area))).sea


def _areas(sheet: RateSheet) -> tuple[Area, ...]:
    return tuple(part.area for part in sheet.parts)


def _properties(part: RatePart, sheet: RateSheet, address: Callable[[Area], str]) -> Json:
    figure, count, chance = part.figure, part.row.count, part.figure.interval
    return {
        "k": "rate",
        "code": part.area.code,
        "name": part.area.name,
        "status": figure.status.value,
        "rate": _rounded(figure.value),
        "lower": _rounded(chance.lower if chance else None),
        "upper": _rounded(chance.upper if chance else None),
        "unit": figure.unit,
        "denominator": figure.denominator.value if figure.denominator else None,
        "count": count.value,
        "class": part.klass,
        "shade": part.shade.value,
        "mark": rate_texts.mark(part),
        "words": rate_texts.details(part, sheet),
        "url": address(part.area),
    }


def _rounded(value: float | None) -> float | None:
    """Three decimals, as the CSV has them."""
    return None if value is None else round(value, 3)


@lru_cache(maxsize=96)
def _ground(
    release: Release, area: Area, parts: tuple[Area, ...], *, shapes: bool = True
) -> tuple[orjson.Fragment, ...]:
    """Written once: every month and every type stands on the same."""
    inside = tuple(children(release, area))
    drawn = data.background(ground_of(release, area, inside), area, len(inside))
    wanted = _UNDER | {"band"} if has_inner(release, area, parts) else _UNDER
    kept = [each for each in drawn if each["properties"]["k"] in wanted]
    kept += _inner_names(release, area)
    if shapes:
        polygons = _polygons(release, parts)
        for part, spot, shape in zip(parts, spots_of(release, area, parts), polygons, strict=True):
            at = [round(spot.lon, data.DECIMALS), round(spot.lat, data.DECIMALS)]
            told = {"k": "shape", "code": part.code, "at": at, "room": round(spot.room, 6)}
            kept.append({"type": "Feature", "properties": told, "geometry": shape})
    return tuple(orjson.Fragment(orjson.dumps(each)) for each in kept)


def _inner_names(release: Release, area: Area) -> Iterator[Json]:
    for kind in (AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD, AreaKind.WARD):
        inside = release.parts(area, kind)
        if len(inside) > 1:
            for each in inside:
                if each.centre is not None:
                    yield data.feature(shapely.Point(each.centre), k="inner", n=each.name)
            return


@lru_cache(maxsize=96)
def _polygons(release: Release, parts: tuple[Area, ...]) -> tuple[orjson.Fragment, ...]:
    """The parts' shapes, simplified together so that neighbours keep one edge; each alone where they overlap."""
    shapes = shapes_of(release, parts)
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    fine = max(max(east - west, north - south) / 6000, 0.000004)
    if len(shapes) > 1 and bool(shapely.coverage_is_valid(shapes)):
        simple = shapely.coverage_simplify(shapes, fine)
    else:
        simple = shapely.simplify(shapes, fine)
    return tuple(data.geometry(shape) for shape in np.asarray(simple, dtype=object))
