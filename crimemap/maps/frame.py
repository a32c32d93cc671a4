"""Where on the paper a place lies: Web Mercator fitted to a sheet, as Leaflet has it, so that both maps agree."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.release import Bounds

Points = NDArray[np.float64]
"""[n, 2], in degrees or in pixels."""

EARTH: Final = 6_378_137.0
"""Radius of the projection's sphere in metres."""

_BARS: Final = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


def mercator(points: Points) -> Points:
    """Degrees to radians of Web Mercator, y northwards."""
    flat = np.radians(points)
    flat[:, 1] = np.arcsinh(np.tan(flat[:, 1]))
    return flat


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet of `width` × `height` pixels on which an area is fitted, and how degrees become pixels."""

    width: float
    height: float
    scale: float
    left: float
    top: float
    latitude: float

    @classmethod
    def fit(
        cls, bounds: Bounds, width: float, height: float, margins: tuple[float, float, float, float]
    ) -> Frame:
        """`margins` (top, right, bottom, left) are kept free around the area."""
        (west, south), (east, north) = mercator(np.array([bounds[:2], bounds[2:]], float))
        top, right, bottom, left = margins
        across, down = max(east - west, 1e-9), max(north - south, 1e-9)
        scale = min((width - left - right) / across, (height - top - bottom) / down)
        return cls(
            width=width,
            height=height,
            scale=scale,
            left=left + (width - left - right - across * scale) / 2 - west * scale,
            top=top + (height - top - bottom - down * scale) / 2 + north * scale,
            latitude=(bounds[1] + bounds[3]) / 2,
        )

    def pixels(self, points: Points) -> Points:
        """Lon, lat → x, y on the sheet."""
        flat = mercator(points)
        flat *= (self.scale, -self.scale)
        flat += (self.left, self.top)
        return flat

    def pixel(self, place: tuple[float, float]) -> tuple[float, float]:
        """As `pixels`, for one place."""
        found = self.pixels(np.array([place], float))[0]
        return float(found[0]), float(found[1])

    def draw(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Shapes in degrees → shapes in pixels."""
        return np.asarray(shapely.transform(shapes, self.pixels), dtype=object)

    def bounds(self, beyond: float = 0.0) -> Bounds:
        """What the sheet shows, in degrees; `beyond` adds that share of the sheet on every side."""
        aside, above = beyond * self.width, beyond * self.height
        return self.degrees((-aside, -above, self.width + aside, self.height + above))

    def degrees(self, box: Bounds) -> Bounds:
        """A rectangle of the sheet (left, top, right, bottom) as west, south, east, north."""
        west, north = self._degrees(box[0], box[1])
        east, south = self._degrees(box[2], box[3])
        return west, south, east, north

    def _degrees(self, x: float, y: float) -> tuple[float, float]:
        lon, up = (x - self.left) / self.scale, (self.top - y) / self.scale
        return math.degrees(lon), math.degrees(math.atan(math.sinh(up)))

    @property
    def pixels_a_metre(self) -> float:
        """On the ground at the sheet's middle."""
        return self.scale / (EARTH * math.cos(math.radians(self.latitude)))

    def bar(self, longest: float) -> tuple[int, float]:
        """The scale bar: a round number of metres, and its pixels, at most `longest`."""
        fitting = [metres for metres in _BARS if metres * self.pixels_a_metre <= longest]
        metres = fitting[-1] if fitting else _BARS[0]
        return metres, metres * self.pixels_a_metre
