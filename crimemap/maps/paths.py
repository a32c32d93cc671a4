"""Shapes in pixels → SVG path data: whole tenths of a pixel, relative moves, so that a town is a few kilobytes."""

from __future__ import annotations

from html import escape
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.maps.frame import Points

FINE: Final = 10
"""Units a pixel: paths stand in a group that is scaled down by this."""


def path_of(shapes: NDArray[np.object_], *, tolerance: float = 0.3) -> str:
    """Polygons and lines in pixels → `d`. Empty shapes vanish; `tolerance` is in pixels."""
    simple = shapely.simplify(shapes, tolerance, preserve_topology=False)
    parts = shapely.get_parts(simple)
    closed = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    lines = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    return _runs(shapely.get_rings(parts[closed]), "z") + _runs(lines, "")


def _runs(lines: NDArray[np.object_], end: str) -> str:
    points, owner = shapely.get_coordinates(lines, return_index=True)
    if not len(points):
        return ""
    fine = np.rint(points * FINE).astype(np.int64)
    moved = np.ones(len(fine), bool)
    moved[1:] = np.any(fine[1:] != fine[:-1], axis=1) | (owner[1:] != owner[:-1])
    fine, owner = fine[moved], owner[moved]
    many = np.bincount(owner)
    long = many[owner] > 1
    fine, many = fine[long], many[many > 1]
    starts = np.cumsum(many) - many
    steps = np.diff(fine, axis=0, prepend=fine[:1])
    # All numbers in one go, then the two that begin each run in their place: a loop over runs is slower.
    steps[starts] = 0
    words = _written(steps.ravel())
    for place, (x, y) in zip((2 * starts).tolist(), fine[starts].tolist(), strict=True):
        words[place] = f"{end}M{x}"
        words[place + 1] = f"{y}l" if y < 0 else f" {y}l"
    joined = "".join(words).replace("l ", "l")
    return joined.removeprefix(end) + end if joined else ""


_SHORT: Final = 1024
_WRITTEN: Final = [f" {step}" for step in range(_SHORT)] + [str(step) for step in range(-_SHORT, 0)]
"""Short steps as they are written, by the step: a Python list counts those below 0 from its end."""


def _written(steps: NDArray[np.int64]) -> list[str]:
    """Numbers with what parts them from the one before: a space, or the minus."""
    told = steps.tolist()
    if len(steps) and (steps.min() < -_SHORT or steps.max() >= _SHORT):
        return [str(step) if step < 0 else f" {step}" for step in told]
    return list(map(_WRITTEN.__getitem__, told))


def curve_of(points: Points) -> str:
    """A text's line through a few points, in pixels with one decimal; smoothed, since letters stand on it."""
    x, y = points[0]
    rest = "L".join(f"{a:.1f} {b:.1f}" for a, b in points[1:])
    return f"M{x:.1f} {y:.1f}L{rest}"


def number(value: float) -> str:
    """At most one decimal, without a trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """An element. Values are escaped, `content` is markup; `_` in a name is `-`, a trailing one is dropped."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-") if key != "viewBox" else key}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    return number(value) if isinstance(value, float) else escape(str(value))
