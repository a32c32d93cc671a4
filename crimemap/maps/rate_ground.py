"""Under and over the shading: the parts' shapes, where a number fits in each, water, boundaries and names.

No park, wood or road is drawn: they would mix with the shades (look.md). Kept by release, area, size and language,
since no month and no type changes any of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely

from crimemap import language
from crimemap.maps.backdrop import FORMATS, Size
from crimemap.maps.drawing import PREFIX, Drawing
from crimemap.maps.extent import extent_of
from crimemap.maps.frame import Frame, mercator
from crimemap.maps.ground import Ground, Shapes, ground_of
from crimemap.maps.labels import Label, straight
from crimemap.maps.naming import Naming
from crimemap.maps.paths import FINE, path_of, tag
from crimemap.maps.styles import INK, SHORE, SPRUCE, WATER
from crimemap.measures.crime import children
from crimemap.release import Area, Bounds, Release
from crimemap.terms import AreaKind

_NAMED: Final = (AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD, AreaKind.WARD)
"""Kinds of part whose name people know; the first that an area is made of is named on it."""


_ROUND: Final = tuple(
    (away * math.cos(turn) * 1.3, away * math.sin(turn))
    for away in (0, 12, 20, 28, 38, 50, 64)
    for turn in np.linspace(0, 2 * math.pi, 12, endpoint=False) + math.pi / 2
)
"""Pixels from a neighbourhood's centre at which its name is tried: numbers stand there already."""


@dataclass(frozen=True, slots=True)
class RateGround:
    """One area at one size: `fills` and `spots` are in the order of the parts; a spot is x, y and the room round it.

    `under` and `over` are drawn in tenths of a pixel, as `fills` are; `fills` hold path data. `clipped` says that
    the shading ends at the coast.
    """

    frame: Frame
    under: str
    fills: tuple[str, ...]
    over: str
    spots: tuple[tuple[float, float, float], ...]
    names: tuple[Label, ...]
    clipped: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a part its number stands: lon, lat, and degrees of latitude to the nearest edge or water."""

    lon: float
    lat: float
    room: float


def rate_ground(release: Release, area: Area, parts: tuple[Area, ...], size: Size) -> RateGround:
    """What one size of the rate map of `area` stands on."""
    return _rate_ground(release, area, parts, size, language.current())


@lru_cache(maxsize=96)
def _rate_ground(
    release: Release, area: Area, parts: tuple[Area, ...], size: Size, _language: str
) -> RateGround:
    form = FORMATS[size]
    ground = ground_of(release, area, tuple(children(release, area)))
    frame = fitted(extent(release, area, parts), form.width, form.heights, form.margins)
    drawn = frame.draw(shapes_of(release, parts))
    drawing = _Plain(ground, frame, form.beyond, inner=has_inner(release, area, parts))
    spots = spots_of(release, area, parts)
    places = frame.pixels(np.array([(spot.lon, spot.lat) for spot in spots], float).reshape(-1, 2))
    down = frame.pixels(np.array([(spot.lon, spot.lat + spot.room) for spot in spots], float).reshape(-1, 2))
    room = places[:, 1] - down[:, 1]
    return RateGround(
        frame=frame,
        under=drawing.under(),
        fills=tuple(path_of(np.array([shape], dtype=object)) for shape in drawn),
        over=drawing.over(drawn),
        spots=tuple(zip(places[:, 0].tolist(), places[:, 1].tolist(), room.tolist(), strict=True)),
        names=(*_inner_names(release, area, frame), *Naming(ground, frame, area.name).around()),
        clipped=ground.sea,
    )


def has_inner(release: Release, area: Area, parts: tuple[Area, ...]) -> bool:
    """Whether the circles' parts are wider than those that are shaded: their boundaries are then drawn as well."""
    inside = children(release, area)
    return bool(inside) and bool(parts) and inside[0].kind is not parts[0].kind


@lru_cache(maxsize=256)
def extent(release: Release, area: Area, parts: tuple[Area, ...]) -> Bounds:
    """All that is shaded, and the area: small areas reach past the edge of the neighbourhood they are counted with."""
    boxes = [extent_of(release, each) for each in (area, *parts) if each.bounds is not None]
    if area.kind in {AreaKind.FORCE, AreaKind.PARTNERSHIP, AreaKind.COMMITTEE}:
        boxes = boxes[:1]  # parts nest in these, and an islet of a part is as far away as one of the whole
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def fitted(
    bounds: Bounds, width: float, heights: tuple[float, float], margins: tuple[float, float, float, float]
) -> Frame:
    """A sheet fitted to `bounds`, no higher than their shape needs."""
    tall = Frame.fit(bounds, width, 10_000, margins)
    shape = tall.pixel((bounds[0], bounds[1]))[1] - tall.pixel((bounds[0], bounds[3]))[1]
    least, most = heights
    return Frame.fit(bounds, width, min(max(round(shape + margins[0] + margins[2]), least), most), margins)


def shapes_of(release: Release, parts: tuple[Area, ...]) -> Shapes:
    """The parts' shapes in degrees, an empty one where none was supplied."""
    found = [release.shape(part.code) or shapely.Polygon() for part in parts]
    return np.array(found, dtype=object)


@lru_cache(maxsize=128)
def spots_of(release: Release, area: Area, parts: tuple[Area, ...]) -> tuple[Spot, ...]:
    """The middle of the largest circle inside each part, clear of rivers and lakes: white on water cannot be read."""
    shapes = shapes_of(release, parts)
    ground = ground_of(release, area, tuple(children(release, area)))
    water = ground.shapes("water", None)
    if len(water):
        wet = shapely.union_all(water[shapely.get_dimensions(water) == 2])
        dry = shapely.difference(shapes, wet)
        shapes = np.where(shapely.is_empty(dry), shapes, dry)
    flat = shapely.transform(shapes, mercator)
    found = []
    for shape in flat:
        if shapely.is_empty(shape):
            found.append(Spot(0.0, 50.0, 0.0))
            continue
        line = shapely.maximum_inscribed_circle(shape, tolerance=shapely.length(shape) / 400)
        (x, y), _edge = shapely.get_coordinates(line).tolist()
        room = float(shapely.length(line))
        lon, lat = np.degrees(x), np.degrees(np.arctan(np.sinh(y)))
        higher = np.degrees(np.arctan(np.sinh(y + room)))
        found.append(Spot(float(lon), float(lat), float(higher - lat)))
    return tuple(found)


def _inner_names(release: Release, area: Area, frame: Frame) -> tuple[Label, ...]:
    """Names of the neighbourhoods (of a force: partnerships) that the area is made of, where people live in them."""
    for kind in _NAMED:
        inside = release.parts(area, kind)
        if len(inside) > 1:
            break
    else:
        return ()
    named = []
    for each in inside:
        if each.centre is not None:
            x, y = frame.pixel(each.centre)
            ways = tuple(straight(each.name, "inner", (x + across, y + down)) for across, down in _ROUND)
            named.append(Label(each.name, "inner", ways))
    return tuple(named)


class _Plain(Drawing):
    """The layers of a ground that a shaded map has: paper and sea below; water, lines and boundaries above."""

    def __init__(self, ground: Ground, frame: Frame, beyond: float, *, inner: bool) -> None:
        """`inner`: whether the ground's bands lie between wider areas than those that are shaded."""
        super().__init__(ground, frame, beyond)
        self.inner = inner

    def under(self) -> str:
        return self._paper()

    def over(self, parts: Shapes) -> str:
        """Water, then both lines round every part (one of the two is 3:1 against every shade), then boundaries."""
        edges = f"{PREFIX}-edges"
        drawn = [
            self._waters(),
            tag("defs", tag("path", d=path_of(self._outer(parts)), id=edges)),
            self._again(edges, 3, "#fff"),
            self._again(edges, 1, INK),
            self._line(path_of(self._seen(self.ground.around), tolerance=0.5), 1.4, "#6F7C72",
                       stroke_dasharray=self._dashes(5, 3)),
        ]  # fmt: skip
        if self.inner and len(self.ground.bands):
            inner = path_of(self.frame.draw(self.ground.bands), tolerance=0.5)
            wide = 3.0 if self.frame.width > _NARROW else 2.0
            drawn += [self._line(inner, wide + 2.2, "#fff"), self._line(inner, wide, SPRUCE)]
        if len(self.outline):
            edge, wide = path_of(self.outline), 3.6 if self.frame.width > _NARROW else 2.4
            drawn += [self._line(edge, wide + 2.4, "#fff"), self._line(edge, wide, SPRUCE)]
        return "".join(drawn)

    def _outer(self, parts: Shapes) -> Shapes:
        return np.asarray(shapely.boundary(parts), dtype=object)

    def _waters(self) -> str:
        water = self._shapes("water")
        if not len(water):
            return ""
        areas = shapely.get_dimensions(water) == 2
        wet = path_of(water[areas])
        fill = tag("path", d=wet, fill=WATER) if wet else ""
        return self._line(wet, 1.6, SHORE) + fill + self._line(path_of(water[~areas]), 2.4, WATER)


_NARROW: Final = 500
"""Pixels: boundaries are finer on a sheet that is no wider."""

UNIT: Final = 1 / FINE
"""The scale of the group that paths stand in."""
