"""A point → the area that people there would call theirs."""

from __future__ import annotations

import math
import re
from typing import Final

import shapely

from crimemap.release import Area, Release
from crimemap.terms import AreaKind

Point = tuple[float, float]
"""Lon, lat in degrees."""

LOCAL: Final = (AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.LSOA, AreaKind.PARTNERSHIP, AreaKind.FORCE)
"""What a postcode or a point leads to, first choice first: the narrowest area that people have a name for."""

DECIMALS: Final = 3
"""About a hundred metres: enough for an area, too coarse for a house. A point is rounded before it is used."""

_ROUNDED_OFF: Final = 120
"""Metres that rounding can move a point, beyond an edge or off the coast."""

NEARBY: Final = 30_000
"""Metres within which a place that is covered is worth mentioning to somebody outside. [choose]"""

_DEGREE: Final = 111_320
_NUMBER: Final = r"([+-]?\d{1,3}(?:\.\d{1,15})?)\s*°?\s*"
_POINT: Final = re.compile(rf"{_NUMBER}([NS])?\s*[,;\s]\s*{_NUMBER}([EW])?", re.ASCII | re.IGNORECASE)


def parse_point(text: str) -> Point | None:
    """`53.65, -4.01` or `53.65N 4.01W`, latitude first → lon, lat rounded to `DECIMALS`; None for another text.

    Raises ValueError for two numbers that are no latitude and longitude.
    """
    found = _POINT.fullmatch(text.strip())
    if found is None or not ("." in found[1] or "." in found[3]):
        return None
    lat = -float(found[1]) if (found[2] or "").upper() == "S" else float(found[1])
    lon = -float(found[3]) if (found[4] or "").upper() == "W" else float(found[3])
    if abs(lat) > 90 or abs(lon) > 180:
        raise ValueError(f"{text!r} is no latitude and longitude")
    return round(lon, DECIMALS), round(lat, DECIMALS)


def at_point(release: Release, lon: float, lat: float) -> Area | None:
    """The area that a visitor at this point would call theirs; None outside every area of the release."""
    return next((area for kind in LOCAL if (area := release.area_at(lon, lat, kind))), None)


def near_point(release: Release, lon: float, lat: float) -> Area | None:
    """`at_point` for a rounded point: an area that rounding alone may have left counts too."""
    if here := at_point(release, lon, lat):
        return here
    return next((area for kind in LOCAL if (area := _nearest(release, lon, lat, kind, _ROUNDED_OFF))), None)


def nearest_covered(release: Release, lon: float, lat: float) -> Area | None:
    """The nearest partnership (force, where there are none) within `NEARBY`; which police is not guessed."""
    kind = AreaKind.PARTNERSHIP if release.manifest.kinds.get(AreaKind.PARTNERSHIP) else AreaKind.FORCE
    return _nearest(release, lon, lat, kind, NEARBY)


def _nearest(release: Release, lon: float, lat: float, kind: AreaKind, within: float) -> Area | None:
    across = max(0.01, math.cos(math.radians(lat)))
    up, aside = within / _DEGREE, within / (_DEGREE * across)
    point = shapely.Point(lon * across, lat)
    found = []
    for area in release.areas_in((lon - aside, lat - up, lon + aside, lat + up), kind):
        shape = release.shape(area.code)
        if shape is None:
            continue
        flat = shapely.transform(shape, lambda at: at * (across, 1.0))
        metres = float(shapely.distance(point, flat)) * _DEGREE
        if metres <= within:
            found.append((metres, area.code, area))
    return min(found)[2] if found else None
