"""Drawn shapes → the lines between them, each once: what a map would else cut out of shapes for every page.

A line belongs to the two areas that share it. Areas of a valid coverage share every inner line to the last decimal;
where they overlap or leave gaps as supplied, only what is the same on both sides is shared.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.atlas import Atlas, Shapes, present
from crimemap.pipeline.earlier import Earlier
from crimemap.release import layout
from crimemap.release.edges import FREE, LOOSE, UNITS

Whole = NDArray[np.int64]


def write(folder: Path, atlas: Atlas) -> None:
    """edges/<kind>.npy and edges/<kind>.points.npy for every kind that has shapes."""
    for kind, layer in atlas.layers.items():
        if present(layer.drawn).any():
            write_kind(folder, kind, layer.drawn)


def link(source: Earlier, folder: Path, atlas: Atlas) -> None:
    """The edges of a release that has the same areas; made again where its files are not sound."""
    for kind, layer in atlas.layers.items():
        names = layout.edges_files(kind)
        if source.sound(*names):
            for name in names:
                (folder / name).parent.mkdir(exist_ok=True)
                source.link(name, folder / name)
        elif present(layer.drawn).any():
            write_kind(folder, kind, layer.drawn)


def write_kind(folder: Path, kind: str, shapes: Shapes) -> None:
    """The edges of one kind; `shapes` in the order of the kind's arrays, None where an area has none."""
    table, points = edges(shapes)
    for name, array in zip(layout.edges_files(kind), (table, points), strict=True):
        (folder / name).parent.mkdir(exist_ok=True)
        np.save(folder / name, array)


def edges(shapes: Shapes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The two arrays of release/edges.py."""
    xy, ring, owner = _rings(shapes)
    step = np.flatnonzero((ring[1:] == ring[:-1]) & np.any(xy[1:] != xy[:-1], axis=1))
    other, drawn = _beyond(xy, owner, step)
    there = shapes[present(shapes)]
    if not shapely.coverage_is_valid(there):
        other[other == FREE] = LOOSE
    step, other = step[drawn], other[drawn]
    # A line goes on while it runs along one ring between the same two areas.
    starts = np.flatnonzero(
        np.r_[True, (np.diff(step) > 1) | (np.diff(other) != 0) | (np.diff(ring[step]) != 0)]
    )
    many = np.diff(np.r_[starts, len(step)])
    run = np.repeat(np.arange(len(starts)), many)
    # One point more than steps: the end of each line's last.
    place = np.insert(step, np.cumsum(many), step[starts + many - 1] + 1) if len(step) else step
    points = xy[place]
    first = np.r_[0, np.cumsum(many + 1)]
    table = np.zeros((len(starts) + 1, 7), np.int64)
    table[:-1, 0], table[:-1, 1] = owner[step[starts]], other[starts]
    if len(run):
        table[:-1, 2:4] = np.minimum.reduceat(points, first[:-1])
        table[:-1, 4:6] = np.maximum.reduceat(points, first[:-1])
    table[:, 6] = first
    return table.astype(np.int32), points.astype(np.int32)


def _rings(shapes: Shapes) -> tuple[Whole, Whole, Whole]:
    """Points in whole units, the ring of each, and the area of each."""
    parts, area = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    return np.rint(xy * UNITS).astype(np.int64), ring, area[part][ring]


def _beyond(xy: Whole, owner: Whole, step: Whole) -> tuple[Whole, NDArray[np.bool_]]:
    """For each step of a ring the area beyond it (else FREE), and whether it is drawn: the first of the same is."""
    packed = (xy[:, 0] << 32) + xy[:, 1]
    one, two = packed[step], packed[step + 1]
    low, high = np.minimum(one, two), np.maximum(one, two)
    order = np.lexsort((step, high, low))
    again = np.zeros(len(step), bool)
    again[1:] = (low[order][1:] == low[order][:-1]) & (high[order][1:] == high[order][:-1])
    other = np.full(len(step), FREE, np.int64)
    second = np.flatnonzero(again)
    second = second[~again[second - 1]]
    other[order[second - 1]] = owner[step[order[second]]]
    drawn = np.ones(len(step), bool)
    drawn[order[again]] = False
    # Parts of one area that touch: no edge of it.
    drawn &= other != owner[step]
    return other, drawn
