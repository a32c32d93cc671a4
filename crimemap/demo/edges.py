"""Edges between small areas as people would have drawn them: along streets in towns, easy lines through fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

_DETAIL: Final = 70.0
_PASSES: Final = 14
_GRID: Final = 0.01


def softened(shapes: Sequence[BaseGeometry], stays: BaseGeometry) -> list[BaseGeometry]:
    """The same areas with gentler edges, still sharing them exactly; edges within 12 m of `stays` are kept.

    `stays` is what edges follow on purpose: coast, rivers, the border, street blocks.
    """
    areas = np.asarray(shapes, dtype=object)
    arcs = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.boundary(areas), grid_size=_GRID)))
    arcs = shapely.segmentize(arcs, _DETAIL)
    shapely.prepare(stays)
    gentle = [_gentle(arc, stays) for arc in arcs]
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(gentle, grid_size=_GRID)]))
    middles = shapely.point_on_surface(faces)
    owner = np.full(len(faces), -1, dtype=np.intp)
    face, area = shapely.STRtree(areas).query(middles, predicate="intersects")
    owner[face[::-1]] = area[::-1]
    _give_crumbs(faces, owner, areas)
    found = [_whole(shapely.coverage_union_all(faces[owner == number])) for number in range(len(areas))]
    return found if _sound(found, areas) else list(areas)


def _give_crumbs(faces: NDArray[np.object_], owner: NDArray[np.intp], before: NDArray[np.object_]) -> None:
    """A crumb that smoothing cut from its area joins the neighbour that it touches most; `owner` is changed."""
    for number, was in enumerate(before):
        parts = shapely.get_parts(shapely.coverage_union_all(faces[owner == number]))
        crumbs = sorted(parts, key=lambda p: -p.area)[int(shapely.get_num_geometries(was)) :]
        for crumb in crumbs:
            own = (owner == number) & shapely.contains_xy(
                crumb, shapely.get_coordinates(shapely.point_on_surface(faces))
            )
            others = np.flatnonzero((owner != number) & shapely.intersects(faces, crumb))
            if len(others):
                shared = shapely.length(shapely.intersection(shapely.boundary(faces[others]), crumb.boundary))
                owner[own] = owner[others[int(np.argmax(shared))]]


def _gentle(arc: BaseGeometry, stays: BaseGeometry) -> BaseGeometry:
    points = shapely.get_coordinates(arc)
    if len(points) < 4:
        return arc
    free = np.logical_not(np.atleast_1d(shapely.dwithin(stays, shapely.points(points), 12.0)))
    free[[0, -1]] = False
    for _ in range(_PASSES):
        middle = (points[:-2] + 2 * points[1:-1] + points[2:]) / 4
        points[1:-1] = np.where(free[1:-1, None], middle, points[1:-1])
    return LineString(points)


def _whole(shape: BaseGeometry) -> BaseGeometry:
    """One polygon where there is one."""
    parts = shapely.get_parts(shape)
    one: BaseGeometry = parts[0] if len(parts) == 1 else shape
    return one


def _sound(found: Sequence[BaseGeometry], before: NDArray[np.object_]) -> bool:
    """No area was lost or torn; else the edges stay as they were."""
    new = np.asarray(found, dtype=object)
    same = shapely.get_num_geometries(new) <= shapely.get_num_geometries(before)
    size = np.abs(shapely.area(new) / shapely.area(before) - 1) < 0.25
    return bool((same & size & ~shapely.is_empty(new)).all())
