"""Names on the map: along their road, inside their park, beside their circle; never two on one place."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.maps.frame import Frame, Points


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of name is set: pixels, weight, colour, slant, letter-spacing in pixels."""

    size: float
    weight: int
    fill: str
    italic: bool = False
    spacing: float = 0.0


STYLES: Final = {
    "main": Style(13, 600, "#1B2426"),
    "second": Style(13, 600, "#1B2426"),
    "street": Style(12, 400, "#3A4648"),
    "water": Style(13.5, 400, "#2E5966", italic=True),
    "green": Style(13, 400, "#40592A", italic=True),
    "part": Style(13, 600, "#38464A"),
    "town": Style(16, 600, "#38464A"),
    "village": Style(13, 600, "#4B5759"),
    "neighbour": Style(13, 400, "#4B5759", spacing=0.4),
    "inner": Style(15, 700, "#17403A"),
    "main-paper": Style(11.2, 600, "#1B2426"),
    "second-paper": Style(11.2, 600, "#1B2426"),
    "street-paper": Style(11.2, 400, "#3A4648"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to set a name: on a curve, or straight at `at` turned by `angle` degrees; `taken` is where it lies."""

    taken: Points
    at: tuple[float, float] = (0.0, 0.0)
    angle: float = 0.0
    curve: Points | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A name, its style (a key of STYLES), and the ways it can be set, best first; one that is kept has a tuple."""

    text: str
    style: str
    ways: Iterable[Way]


@lru_cache(maxsize=1 << 12)
def text_width(text: str, size: float, spacing: float = 0.0) -> float:
    """Pixels that Hanken Grotesk needs, to about 5 %: the server has no font to ask."""
    return sum(_ADVANCE.get(letter, 0.56) for letter in text) * size + spacing * len(text)


_ADVANCE: Final = (
    dict.fromkeys("iljI.,'’|!:;", 0.26)
    | dict.fromkeys("ftr -()/", 0.36)
    | dict.fromkeys("mwMW", 0.86)
    | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.66)
)


class Occupied:
    """Where something already stands: discs, since every name is a row of them."""

    def __init__(self) -> None:
        self._discs = np.empty((3, 512))
        self._many = 0

    def add(self, points: Points, radius: float | NDArray[np.float64]) -> None:
        """Keep every later name clear of these; `radius` of each, or of all of them."""
        first, self._many = self._many, self._many + len(points)
        if self._many > self._discs.shape[1]:
            self._discs = np.concatenate([self._discs, np.empty((3, self._many))], axis=1)
        self._discs[:2, first : self._many] = points.T
        self._discs[2, first : self._many] = radius

    def is_free(self, points: Points, radius: float) -> bool:
        """Whether discs of `radius` at `points` touch nothing."""
        x, y, radii = self._discs[:, : self._many]
        across = points[:, None, 0] - x
        down = points[:, None, 1] - y
        return bool((across * across + down * down >= (radius + radii) ** 2).all())


def place(
    labels: Iterable[Label], occupied: Occupied, frame: Frame, most: int, gap: float = 2.0
) -> Iterator[tuple[Label, Way]]:
    """The first way of each label that is free and on the sheet; at most `most` labels, `gap` pixels apart."""
    placed = 0
    for label in labels:
        if placed >= most:
            return
        reach = STYLES[label.style].size * 0.58
        for way in label.ways:
            if _on_sheet(way.taken, frame) and occupied.is_free(way.taken, reach + gap):
                occupied.add(way.taken, reach)
                placed += 1
                yield label, way
                break


def _on_sheet(points: Points, frame: Frame) -> bool:
    low, high = points.min(axis=0), points.max(axis=0)
    return bool(low[0] >= 8 and low[1] >= 8 and high[0] <= frame.width - 8 and high[1] <= frame.height - 8)


def straight(text: str, style: str, at: tuple[float, float], angle: float = 0.0) -> Way:
    """A name centred at a pixel; `angle` clockwise in degrees."""
    width = text_width(text, STYLES[style].size, STYLES[style].spacing)
    steps = max(int(width // 8), 1)
    step = np.arange(steps + 1) * (width / steps) - width / 2
    turn = math.radians(angle)
    taken = np.empty((steps + 1, 2))
    taken[:, 0] = at[0] + step * math.cos(turn)
    taken[:, 1] = at[1] + step * math.sin(turn)
    return Way(taken, at, angle)


def along(text: str, style: str, lines: NDArray[np.object_], *, aside: bool = False) -> Label:
    """A name on the straightest stretches of its road: near the middle of its longest line first.

    `aside`: then just above or below its road, for a small sheet on which circles stand on most of it.
    """
    wanted = text_width(text, STYLES[style].size) + 6
    long_enough = [line for line in lines if float(shapely.length(line)) >= wanted + 4]
    longest = sorted(long_enough, key=lambda each: -float(shapely.length(each)))[:2]
    ways = [way for line in longest for way in _ways_along(line, wanted, _MANY if aside else _TRIES)]
    if aside:
        off = STYLES[style].size * 0.85
        beside = [shapely.offset_curve(line, side) for line in longest for side in (-off, off)]
        ways += [
            way
            for line in beside
            if line.geom_type == "LineString"
            for way in _ways_along(line, wanted, _MANY)
        ]
    return Label(text, style, tuple(ways))


_TRIES: Final = (0.5, 0.36, 0.64, 0.22, 0.78, 0.1, 0.9)
_MANY: Final = (0.5, *(0.5 + side * step / 40 for step in range(1, 17) for side in (-1, 1)))


def _ways_along(line: shapely.LineString, wanted: float, tries: Iterable[float]) -> Iterator[Way]:
    for share in tries:
        middle = share * line.length
        if middle < wanted / 2 or middle > line.length - wanted / 2:
            continue
        stops = np.linspace(middle - wanted / 2, middle + wanted / 2, max(int(wanted // 8), 4))
        points = shapely.get_coordinates(shapely.line_interpolate_point(line, stops))
        if np.hypot(*(points[-1] - points[0])) < 0.955 * wanted:
            continue
        yield Way(points, curve=_lettered(points))


def _lettered(points: Points) -> Points:
    """Left to right (or upwards), smoothed so that letters do not jump, a little longer than the word."""
    first, last = points[0], points[-1]
    upright = abs(last[0] - first[0]) < 0.25 * abs(last[1] - first[1])
    if (last[1] > first[1]) if upright else (last[0] < first[0]):
        points = points[::-1]
    few: Points = points[np.unique(np.linspace(0, len(points) - 1, min(len(points), 6)).astype(int))].copy()
    few[1:-1] = (few[:-2] + 2 * few[1:-1] + few[2:]) / 4
    few[0] += (few[0] - few[1]) * 0.3
    few[-1] += (few[-1] - few[-2]) * 0.3
    return few


def inside(text: str, style: str, shape: shapely.Geometry) -> Label:
    """A name level inside a shape, where the shape is wide enough for most of it."""
    west, south, east, north = shapely.bounds(shape)
    wide = text_width(text, STYLES[style].size)
    if wide > 1.1 * (east - west) or north - south < STYLES[style].size * 1.5:
        return Label(text, style, ())
    x, y = middle_of(shape)
    return Label(text, style, tuple(straight(text, style, (x, y + up)) for up in (0, -14, 14, 26)))


def middle_of(shape: shapely.Geometry) -> tuple[float, float]:
    """A place inside a shape: its centroid where that is inside."""
    at = shapely.centroid(shape)
    at = at if shapely.contains(shape, at) else shapely.point_on_surface(shape)
    return float(shapely.get_x(at)), float(shapely.get_y(at))


_ANGLES: Final = (0, -12, 12, -24, 24, -38, 38, -55, 55, -75, 75)


def within(text: str, style: str, shape: shapely.Geometry) -> Label:
    """A name in a long shape (a river): the most level straight place where all of it lies on the shape."""
    if shapely.is_empty(shape):
        return Label(text, style, ())
    roomy = shapely.buffer(shapely.simplify(shape, 0.6), 3, quad_segs=1)
    shapely.prepare(roomy)
    centres = _grid(shape)
    ways: list[Way] = []
    for angle in _ANGLES:
        letters = straight(text, style, (0.0, 0.0), angle).taken
        places = centres[:, None] + letters[None]
        held = shapely.contains_xy(roomy, places[..., 0], places[..., 1]).all(axis=1)
        ways += [straight(text, style, (x, y), angle) for x, y in centres[held][:4].tolist()]
        if len(ways) > 8:
            break
    return Label(text, style, tuple(ways[:12]))


def _grid(shape: shapely.Geometry, across: int = 36) -> Points:
    """Places inside a shape on an even grid, the middle ones first."""
    west, south, east, north = shapely.bounds(shape)
    x, y = np.meshgrid(np.linspace(west, east, across), np.linspace(south, north, across))
    grid = np.column_stack([x.ravel(), y.ravel()])
    shapely.prepare(shape)
    held = grid[shapely.contains_xy(shape, grid)]
    middle = np.array([(west + east) / 2, (south + north) / 2])
    order = np.argsort(np.hypot(*(held - middle).T), kind="stable")
    nearest: Points = np.asarray(held[order][:90])
    return nearest


def through(text: str, style: str, points: Points, here: Points) -> Label:
    """A straight name at one of the map points `here`, turned to how all its points lie when they lie in a row."""
    middle = points.mean(axis=0)
    nearest = here[np.argsort(np.hypot(*(here - middle).T), kind="stable")][:6]
    between = (nearest[1:] + nearest[:-1]) / 2
    angle = lie(points)
    turn = math.radians(angle)
    ahead = np.array([math.cos(turn), math.sin(turn)]) * (28 if angle else 0)
    places = np.concatenate([nearest, between, nearest[:2] + ahead, nearest[:2] - ahead]).tolist()
    return Label(text, style, tuple(straight(text, style, (x, y), angle) for x, y in places))


def lie(points: Points) -> float:
    """Degrees clockwise, readable from below, by which points in a row lie turned; 0 where they lie in no row."""
    if len(points) < 2:
        return 0.0
    values, vectors = np.linalg.eigh(np.cov(points.T, bias=True))
    if values[1] < 8 * max(values[0], 1e-18):
        return 0.0
    angle = math.degrees(math.atan2(vectors[1, 1], vectors[0, 1]))
    return angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
