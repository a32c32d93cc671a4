"""The areas of a release, as far as boundaries alone decide them: which are kept, whose they are, what lies in what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.terms import FORCES, AreaKind, Nation, nation_of

Shapes = NDArray[np.object_]
Indices = NDArray[np.int64]

_GSS: Final = re.compile(r"[EWNS]\d{8}")


@dataclass
class Layer:
    """The kept areas of one kind, by code. A shape is None where no boundary was supplied (forces only)."""

    kind: AreaKind
    codes: list[str]
    names: list[str]
    full: Shapes
    forces: list[str | None]
    vintage: int | None = None
    within: dict[AreaKind, list[str | None]] = field(default_factory=dict)
    """For each wider kind the code of the area that each of these lies in."""
    drawn: Shapes = field(default_factory=lambda: np.zeros(0, object))

    @cached_property
    def index(self) -> dict[str, int]:
        """Code → place in the arrays."""
        return {code: n for n, code in enumerate(self.codes)}

    def nation(self, n: int, force_codes: dict[str, str]) -> Nation:
        """The nation of an area: by its own code, else by its force's."""
        if _GSS.fullmatch(self.codes[n]) or self.kind is AreaKind.FORCE:
            return nation_of(self.codes[n])
        slug = self.forces[n] or ""
        return FORCES[slug].nation if slug in FORCES else nation_of(force_codes.get(slug, "E"))


@dataclass(slots=True)
class Atlas:
    """Every layer; `served`: all codes of the served LSOA vintage, also beyond the release; `beyond`: their shapes
    where a small area of the other vintage lies partly in the release and partly not."""

    layers: dict[AreaKind, Layer]
    notes: list[str]
    served: frozenset[str] = frozenset()
    beyond: dict[str, shapely.Geometry] = field(default_factory=dict)

    def layer(self, kind: AreaKind) -> Layer | None:
        """The areas of a kind, or None where the release has none."""
        return self.layers.get(kind)

    @property
    def force_codes(self) -> dict[str, str]:
        """Slug of each force → the code of its area."""
        forces = self.layers[AreaKind.FORCE]
        return {slug: code for slug, code in zip(forces.forces, forces.codes, strict=True) if slug}

    @property
    def undecided(self) -> bool:
        """Some area's force has to be told from the rows recorded there."""
        return any(None in layer.forces for layer in self.layers.values())


def locate(lon: NDArray[np.float64], lat: NDArray[np.float64], shapes: Shapes) -> NDArray[np.int32]:
    """For each point the index of the shape it lies in, edges included; of several the lowest; -1 for none.

    The polygons are asked, not the points: each is prepared once, however many points lie in its box, and no
    geometry is made of a point.
    """
    found = np.full(len(lon), -1, np.int32)
    if not len(lon) or not len(shapes):
        return found
    order = np.argsort(lon, kind="stable")
    x, y = lon[order], lat[order]
    boxes = shapely.bounds(shapes)
    first, last = np.searchsorted(x, boxes[:, 0], "left"), np.searchsorted(x, boxes[:, 2], "right")
    # From the highest index down, so that the lowest is written last.
    for n in range(len(shapes) - 1, -1, -1):
        band = y[first[n] : last[n]]
        near = first[n] + np.flatnonzero((band >= boxes[n, 1]) & (band <= boxes[n, 3]))
        if len(near):
            shapely.prepare(shapes[n])
            found[order[near[shapely.intersects_xy(shapes[n], x[near], y[near])]]] = n
            shapely.destroy_prepared(shapes[n])
    return found


def inner_points(shapes: Shapes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lon, lat of a point inside each shape."""
    points = shapely.point_on_surface(shapes)
    return shapely.get_x(points), shapely.get_y(points)


def most_overlapping(parts: Shapes, wholes: Shapes, least: float) -> NDArray[np.int32]:
    """For each part the index of the whole that most of it lies in (of equals the lowest); -1 where that is
    less than the share `least` of the part. Shares are of areas in degrees, which is fair within one part."""
    found = np.full(len(parts), -1, np.int32)
    if not len(parts) or not len(wholes):
        return found
    part, whole = shapely.STRtree(wholes).query(parts)
    area = shapely.area(parts)
    # The tree's own predicate would prepare the many small parts; the few large wholes are what pays.
    shapely.prepare(wholes)
    meets = shapely.intersects(wholes[whole], parts[part])
    part, whole = part[meets], whole[meets]
    covered = shapely.covers(wholes[whole], parts[part])
    # Nothing else can hold more of a part that lies wholly in one: most need no intersection.
    open_ = ~np.isin(part, part[covered])
    shared = np.where(covered, area[part], 0.0)
    shared[open_] = shapely.area(shapely.intersection(parts[part[open_]], wholes[whole[open_]]))
    enough = (shared >= least * area[part]) & (shared > 0)
    part, whole, shared = part[enough], whole[enough], shared[enough]
    order = np.lexsort((-whole, shared, part))
    found[part[order]] = whole[order]
    return found


def present(shapes: Shapes) -> NDArray[np.bool_]:
    """Which areas have a shape."""
    return np.array([shape is not None for shape in shapes], bool)


def bounds_of(shape: shapely.Geometry) -> tuple[float, float, float, float]:
    """West, south, east, north of a shape."""
    west, south, east, north = shapely.bounds(shape).tolist()
    return west, south, east, north


def pick(values: Sequence[str], chosen: Indices) -> list[str]:
    """The chosen values, in the order of `chosen`."""
    return [values[n] for n in chosen]
