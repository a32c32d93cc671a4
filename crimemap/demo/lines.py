"""Shapes of the invented ground: seeded chance, smooth curves, rough edges, and the sheet they are placed on.

The plan is drawn in metres, x to the east and y to the north of the south-west corner of the sheet.
Everything is placed on the globe by one smooth bend of the whole sheet, so that what touches in the
plan still touches on the map.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Points: TypeAlias = NDArray[np.float64]
"""Coordinates, shape (n, 2), in metres."""

Pairs: TypeAlias = Sequence[tuple[float, float]]

WEST: Final = -4.2
SOUTH: Final = 53.55
METRES_PER_DEGREE: Final = (66_000.0, 111_250.0)
"""East and north at this latitude, near enough for an invented county."""


def chance(seed: int, subject: str) -> np.random.Generator:
    """The generator of one subject: a subject that is added later does not change the others."""
    return np.random.default_rng([seed, zlib.crc32(subject.encode())])


def km(pairs: Pairs) -> Points:
    """Kilometres on the plan → metres."""
    return np.asarray(pairs, dtype=np.float64) * 1000.0


def curve(points: Points, *, step: float = 60.0) -> Points:
    """A smooth line through all `points` (centripetal Catmull-Rom), a vertex about every `step` metres."""
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    pieces: list[Points] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        n = max(2, int(np.hypot(*(c - b)) / step))
        pieces.append(_span(a, b, c, d, np.linspace(0, 1, n, endpoint=False)))
    return np.vstack([*pieces, points[-1:]])


def _span(a: Points, b: Points, c: Points, d: Points, at: NDArray[np.float64]) -> Points:
    t1 = float(np.hypot(*(b - a)) ** 0.5)
    t2 = t1 + float(np.hypot(*(c - b)) ** 0.5)
    t3 = t2 + float(np.hypot(*(d - c)) ** 0.5)
    t = (t1 + (t2 - t1) * at)[:, None]
    a1 = (t1 - t) / t1 * a + t / t1 * b
    a2 = (t2 - t) / (t2 - t1) * b + (t - t1) / (t2 - t1) * c
    a3 = (t3 - t) / (t3 - t2) * c + (t - t2) / (t3 - t2) * d
    b1 = (t2 - t) / t2 * a1 + t / t2 * a2
    b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
    joined: Points = (t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2
    return joined


def rough(points: Points, rng: np.random.Generator, *, shortest: float, depth: float) -> Points:
    """Midpoints pushed aside until no piece is longer than `shortest`: the further apart, the further aside.

    `depth` is the push as a share of the piece's length; 0.18 is a rocky coast, 0.06 a brook.
    """
    while True:
        step = np.diff(points, axis=0)
        length = np.hypot(step[:, 0], step[:, 1])
        if not (length > shortest).any():
            return points
        normal = np.column_stack([-step[:, 1], step[:, 0]])
        push = rng.normal(0, depth, len(step)).clip(-2.2 * depth, 2.2 * depth)
        middle = points[:-1] + step / 2 + normal * push[:, None]
        longer = length > shortest
        order = np.concatenate([np.arange(len(points)) * 2, np.flatnonzero(longer) * 2 + 1])
        points = np.vstack([points, middle[longer]])[np.argsort(order, kind="stable")]


def blob(
    centre: Points, radius: float, rng: np.random.Generator, *, uneven: float = 0.22, stretch: float = 1.0
) -> Polygon:
    """A rounded, uneven patch: a wood, a park, the outline of a town. `stretch` lengthens it one way."""
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    wobble = np.zeros_like(turn)
    for wave in range(2, 7):
        wobble += rng.normal(0, uneven / wave) * np.cos(wave * turn + rng.uniform(0, 2 * np.pi))
    reach = radius * np.clip(1 + wobble * 1.4, 0.45, 1.6)
    lean = rng.uniform(0, np.pi)
    along, across = reach * np.cos(turn) * stretch**0.5, reach * np.sin(turn) / stretch**0.5
    x = centre[0] + along * np.cos(lean) - across * np.sin(lean)
    y = centre[1] + along * np.sin(lean) + across * np.cos(lean)
    return Polygon(np.column_stack([x, y]))


def ribbon(points: Points, widths: NDArray[np.float64]) -> BaseGeometry:
    """The polygon of a river: `points` with the full width in metres at each."""
    discs = shapely.buffer(shapely.points(points), widths / 2, quad_segs=4)
    hulls = shapely.convex_hull(
        shapely.multipolygons([shapely.get_parts([a, b]) for a, b in pairwise(discs)])
    )
    return shapely.union_all(hulls)


class Field:
    """A smooth uneven surface with values about ±1: a few waves of given lengths in metres."""

    def __init__(self, rng: np.random.Generator, lengths: Sequence[float]) -> None:
        turn = rng.uniform(0, 2 * np.pi, len(lengths))
        self._waves = (
            np.column_stack([np.cos(turn), np.sin(turn)]) * (2 * np.pi / np.asarray(lengths))[:, None]
        )
        self._phase = rng.uniform(0, 2 * np.pi, len(lengths))

    def __call__(self, points: Points) -> NDArray[np.float64]:
        waves = np.sin(points @ self._waves.T + self._phase)
        together: NDArray[np.float64] = waves.sum(axis=1) / len(self._phase) ** 0.5
        return together


class Sheet:
    """Where the plan lies on the globe, gently bent so that no street is ruled with a ruler."""

    def __init__(self, seed: int, *, bend: float = 34.0) -> None:
        rng = chance(seed, "sheet")
        self._bend = bend
        self._east = Field(rng, [2100, 1500, 1150, 900, 700])
        self._north = Field(rng, [1900, 1600, 1050, 950, 650])

    def degrees(self, points: Points) -> Points:
        """Plan metres → longitude and latitude, EPSG:4326."""
        moved = points + self._bend * np.column_stack([self._east(points), self._north(points)])
        placed: Points = np.array([WEST, SOUTH]) + moved / np.array(METRES_PER_DEGREE)
        return placed

    def place(self, shapes: Sequence[BaseGeometry], *, detail: float = 45.0) -> list[BaseGeometry]:
        """Shapes of the plan → shapes in degrees, six decimals; long edges get a vertex every `detail` metres."""
        closer = shapely.segmentize(np.asarray(shapes, dtype=object), detail)
        placed = shapely.transform(closer, lambda xy: np.round(self.degrees(xy), 6))
        return list(placed)
