"""Built-up ground, derived where no such layer is supplied: where map points and postcodes stand close together."""

from __future__ import annotations

import hashlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.atlas import Shapes
from crimemap.pipeline.shapes import DRAWN_DECIMALS, rounded, to_degrees, to_metres
from crimemap.release import layout

TILE: Final = 10_000
REACH: Final = 70
CLOSE: Final = 45
LEAST: Final = 30_000
GRID: Final = 40
SMOOTH: Final = 12
"""In metres and square metres: it is made tile by tile; a point stands for the ground around it (map points lie a
median 95 m apart); gaps up to twice CLOSE are closed; patches and holes under 3 ha are dropped; points on the same
GRID cell count once; outlines are drawn to SMOOTH. [choose]"""

MAKING: Final = 2
"""Raised when the same points would give other patches."""

_MADE: Final = f"{MAKING} {TILE} {REACH} {CLOSE} {LEAST} {GRID} {SMOOTH}\n".encode()


@dataclass(slots=True)
class Tile:
    """A square of derived ground: what it was made from, and what came of it."""

    digest: str
    shapes: list[shapely.Geometry]


def built_up(points: NDArray[np.float64], known: dict[str, Tile]) -> dict[str, Tile]:
    """Patches of built-up ground around `points` (float64 [n, 2], lon/lat), by tile.

    A tile whose points are those of a tile in `known` is taken from there. Two are made at once: the work is GEOS's,
    which lets other threads run.
    """
    if not len(points):
        return {}
    metres = shapely.get_coordinates(to_metres(np.asarray(shapely.points(points), object)))
    metres = metres[np.isfinite(metres).all(axis=1)]
    cells = np.unique(np.floor(metres / GRID).astype(np.int64), axis=0)
    spots = (cells + 0.5) * GRID
    margin = REACH + 2 * CLOSE
    tiles = {
        (x, y)
        for dx in (-margin, margin)
        for dy in (-margin, margin)
        for x, y in np.unique(np.floor((spots + np.array((dx, dy))) / TILE).astype(int), axis=0).tolist()
    }
    order = np.argsort(spots[:, 0], kind="stable")
    spots = spots[order]
    found: dict[str, Tile] = {}
    todo: list[tuple[str, NDArray[np.float64], int, int]] = []
    for x, y in sorted(tiles):
        first, last = np.searchsorted(spots[:, 0], (x * TILE - margin, (x + 1) * TILE + margin))
        near = spots[first:last]
        near = near[(near[:, 1] >= y * TILE - margin) & (near[:, 1] <= (y + 1) * TILE + margin)]
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        name = f"{x}.{y}"
        digest = hashlib.sha256(_MADE + near.tobytes()).hexdigest()
        tile = known.get(name)
        if tile is None or tile.digest != digest:
            tile = Tile(digest, [])
            todo.append((name, near, x, y))
        found[name] = tile
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda job: _patches(*job[1:]), todo))
    for (name, *_), patches in zip(todo, made, strict=True):
        found[name].shapes = list(rounded(to_degrees(patches), DRAWN_DECIMALS)) if len(patches) else []
    return found


def _patches(spots: NDArray[np.float64], x: int, y: int) -> Shapes:
    """In metres."""
    if not len(spots):
        return np.zeros(0, object)
    ground = shapely.disjoint_subset_union_all(
        shapely.buffer(shapely.points(spots), REACH + CLOSE, quad_segs=2)
    )
    ground = shapely.buffer(ground, -CLOSE, quad_segs=2)
    parts = shapely.get_parts(ground)
    parts = shapely.simplify([_filled(part) for part in parts if part.area >= LEAST], SMOOTH)
    square = shapely.box(x * TILE, y * TILE, (x + 1) * TILE, (y + 1) * TILE)
    clipped = shapely.get_parts(shapely.intersection(parts, square))
    return np.asarray(clipped[(shapely.get_dimensions(clipped) == 2) & ~shapely.is_empty(clipped)], object)


def _filled(patch: shapely.Polygon) -> shapely.Polygon:
    """Without holes that are smaller than the smallest patch."""
    holes = [ring for ring in patch.interiors if shapely.Polygon(ring).area >= LEAST]
    return shapely.Polygon(patch.exterior, holes)


def recall(folder: Path) -> dict[str, Tile]:
    """The tiles of an earlier release."""
    with closing(
        sqlite3.connect(f"file:{folder / layout.BACKGROUND}?mode=ro&immutable=1", uri=True)
    ) as connection:
        tiles = connection.execute("SELECT tile, digest, first, last FROM tiles").fetchall()
        return {
            tile: Tile(digest, [
                shapely.from_wkb(row[0]) for row in connection.execute(
                    "SELECT shape FROM features WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)
                )
            ])
            for tile, digest, first, last in tiles
        }  # fmt: skip
