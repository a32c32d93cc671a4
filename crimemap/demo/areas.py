"""The areas of the county: small areas grown from blocks and fields, and everything that is made of them.

Every area is a union of the same faces (street blocks in towns, rough cells in the country, cut by rivers
and the border), so that areas nest exactly and share their edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from crimemap.demo import plan
from crimemap.demo.edges import softened
from crimemap.demo.ground import Ground
from crimemap.demo.lines import Field, Points, chance, km
from crimemap.demo.streets import Block, Settlements

_GRID: Final = 0.01
_ROUNDS: Final = 240
_FIELD: Final = 270.0

ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class SmallArea:
    """A small area (LSOA 2021): its place in the plan's order, its neighbourhood, its share of the people."""

    code: str
    name: str
    town: int
    shape: BaseGeometry
    people: float
    ward: str


@dataclass(frozen=True, slots=True)
class Areas:
    """All areas of the county, in plan metres."""

    small: tuple[SmallArea, ...]
    neighbourhoods: tuple[BaseGeometry, ...]
    wards: dict[str, tuple[str, BaseGeometry]]
    partnerships: dict[str, BaseGeometry]
    forces: dict[str, BaseGeometry]
    committee: BaseGeometry


@dataclass(slots=True)
class _Faces:
    shapes: NDArray[np.object_]
    at: Points
    block: ints
    people: NDArray[np.float64]
    town: ints


def divide(seed: int, ground: Ground, settled: Settlements) -> Areas:
    """Neighbourhoods by town, small areas by people, wards and the rest by joining them."""
    rng = chance(seed, "areas")
    faces = _faces(ground, settled, rng)
    faces.town = _join_stray(faces, _towns(faces, ground, settled.blocks, rng), len(plan.TOWNS), islands=True)
    small: list[SmallArea] = []
    for number in range(len(plan.TOWNS)):
        small += _small_areas(faces, number, small, rng)
    return _joined(_with_soft_edges(small, ground, settled.built))


def _with_soft_edges(small: list[SmallArea], ground: Ground, built: BaseGeometry) -> list[SmallArea]:
    kept = [
        built,
        shapely.boundary(ground.land),
        shapely.boundary(ground.larkwith),
        ground.tamber,
        ground.border,
    ]
    shapes = softened([a.shape for a in small], shapely.geometrycollections(kept))
    return [replace(area, shape=shape) for area, shape in zip(small, shapes, strict=True)]


def _faces(ground: Ground, settled: Settlements, rng: np.random.Generator) -> _Faces:
    blocks = settled.blocks
    shapes = np.asarray([b.shape for b in blocks], dtype=object)
    grid = np.stack(np.meshgrid(np.arange(1500, 32800, _FIELD), np.arange(1500, 20800, _FIELD)), -1).reshape(
        -1, 2
    )
    seeds = grid + rng.uniform(-0.45, 0.45, grid.shape) * _FIELD
    fields = shapely.voronoi_polygons(shapely.multipoints(seeds), only_edges=True)
    outside = shapely.difference(ground.land, settled.built)
    edges = [
        shapely.intersection(line, outside)
        for line in (fields, ground.tamber, ground.border, shapely.boundary(ground.larkwith))
    ]
    lines = shapely.union_all(
        [shapely.boundary(ground.land), *shapely.boundary(shapes), *edges], grid_size=_GRID
    )
    found = shapely.get_parts(shapely.polygonize([lines]))
    at = shapely.get_coordinates(shapely.point_on_surface(found))
    inland = shapely.contains_xy(ground.land, at)
    found, at = found[inland], at[inland]
    block = np.full(len(found), -1, dtype=np.intp)
    inside, which = shapely.STRtree(shapes).query(shapely.points(at), predicate="within")
    block[inside] = which
    density = np.array([*(b.density for b in blocks), 0.004])[block]  # the last one, -1, is for fields
    people = shapely.area(found) * density
    return _Faces(found, at, block, people, np.zeros(len(found), dtype=np.intp))


def _towns(faces: _Faces, ground: Ground, blocks: Sequence[Block], rng: np.random.Generator) -> ints:
    """The neighbourhood of each face: its town's if built, else the nearest on the same side of the water."""
    names = {town.name: number for number, town in enumerate(plan.TOWNS)}
    centres = km([t.centre for t in plan.TOWNS])
    east, north = Field(rng, [2600, 1700, 1200, 800]), Field(rng, [2400, 1800, 1100, 850])
    moved = faces.at + 260 * np.column_stack([east(faces.at), north(faces.at)])
    away = (
        np.hypot(*(moved[:, None] - centres[None]).transpose(2, 0, 1))
        - np.array([t.radius for t in plan.TOWNS]) * 1000
    )
    side = _sides(faces.at, ground)
    away[side[:, None] != np.array([t.bank for t in plan.TOWNS])[None]] += 1e6
    inside = shapely.contains_xy(ground.larkwith, faces.at)
    lark = names["Larkwith"]
    away[:, lark] = np.where(inside, -1e6, 1e7)
    away[:, names["Tamberton Centre"]] += 620.0  # a town centre has hardly any fields
    town = np.argmin(away, axis=1)
    for n in np.flatnonzero((faces.block >= 0) & ~inside):
        town[n] = names.get(blocks[faces.block[n]].place, town[n])
    town[shapely.contains_xy(shapely.buffer(ground.holm, 5), faces.at)] = names["Caddlesea"]
    return np.asarray(town, dtype=np.intp)


def _sides(at: Points, ground: Ground) -> NDArray[np.str_]:
    """W beyond the border; N or S of the Tamber."""
    frame = shapely.box(-5000, -5000, 40_000, 30_000)
    cut = [ground.border, ground.tamber, shapely.boundary(frame)]
    ends = shapely.get_coordinates(ground.border)
    mouth = shapely.get_coordinates(ground.tamber)
    cut += [
        shapely.linestrings([end, (end[0], y)])
        for end, y in ((ends[0], 30_000), (ends[-1], -5000), (mouth[-1], -5000))
    ]
    source = shapely.shortest_line(shapely.points(mouth[0]), ground.border)
    parts = shapely.get_parts(shapely.polygonize([shapely.union_all([*cut, source], grid_size=_GRID)]))
    known = {"W": (5000.0, 10_000.0), "N": (26_000.0, 12_000.0), "S": (15_000.0, 6000.0)}
    side = np.full(len(at), "N")
    for name, place in known.items():
        for part in parts:
            if shapely.contains_xy(part, *place):
                side[shapely.contains_xy(part, at)] = name
    return side


def _join_stray(faces: _Faces, label: ints, count: int, *, islands: bool = False) -> ints:
    """Faces cut off from the largest part of their area go to the area that they touch most."""
    label = label.copy()
    for _ in range(6):
        moved = 0
        for number in range(count):
            moved += _move_stray(faces, label, number, islands=islands)
        if not moved:
            break
    return label


def _move_stray(faces: _Faces, label: ints, number: int, *, islands: bool) -> int:
    mine = np.flatnonzero(label == number)
    if not len(mine):
        return 0
    parts = shapely.get_parts(shapely.coverage_union_all(faces.shapes[mine]))
    if len(parts) < 2:
        return 0
    parts = parts[np.argsort(shapely.area(parts))[::-1]]
    others = np.flatnonzero((label != number) & (label >= 0))
    tree = shapely.STRtree(faces.shapes[others])
    moved = 0
    for part in parts[1:]:
        touching = others[tree.query(part, predicate="intersects")]
        if not len(touching):
            continue
        shared = shapely.length(
            shapely.intersection(shapely.boundary(part), shapely.boundary(faces.shapes[touching]))
        )
        if islands and shared.max() < 1 and part.area > 200_000:
            continue
        inside = mine[shapely.contains_xy(part, faces.at[mine])]
        label[inside] = label[touching[int(np.argmax(shared))]]
        moved += len(inside)
    return moved


def _small_areas(
    faces: _Faces, number: int, before: list[SmallArea], rng: np.random.Generator
) -> list[SmallArea]:
    """The small areas of one neighbourhood; codes go on from those `before`."""
    town, mine = plan.TOWNS[number], np.flatnonzero(faces.town == number)
    part = _share(faces, mine, town, rng)
    local = np.full(len(faces.shapes), -1, dtype=np.intp)
    local[mine] = part
    local = _join_stray(faces, local, town.areas)
    order = _reading_order(faces, local, town.areas) if town.name != "Larkwith" else list(range(town.areas))
    wards = _ward_of(faces, local, town, order)
    nation = "W" if town.bank == "W" else "E"
    offset = sum(a.code.startswith(nation) for a in before)
    found = []
    for n, which in enumerate(order):
        own = np.flatnonzero(local == which)
        found.append(
            SmallArea(
                code=f"{nation}019{offset + n + 1:05d}",
                name=_lsoa_name(number, n),
                town=number,
                shape=shapely.coverage_union_all(faces.shapes[own]),
                people=float(faces.people[own].sum()),
                ward=wards[n],
            )
        )
    return found


def _share(faces: _Faces, mine: ints, town: plan.Town, rng: np.random.Generator) -> ints:
    """Balanced parts: a power diagram whose weights move until every part has as many people."""
    at, people = faces.at[mine], faces.people[mine]
    lark = town.name == "Larkwith"
    centres = km(plan.LARKWITH_AREAS) if lark else _spread(at, people, town.areas, rng)
    weight, sign = np.zeros(town.areas), np.zeros(town.areas)
    fair = people.sum() / town.areas
    first = 0.06 * (town.radius * 1000) ** 2 / town.areas
    step = np.full(town.areas, first)
    best, least = np.zeros(len(mine), dtype=np.intp), np.inf
    for turn in range(_ROUNDS):
        nearest = np.argmin(((at[:, None] - centres[None]) ** 2).sum(axis=2) - weight, axis=1)
        held = np.bincount(nearest, weights=people, minlength=town.areas)
        off = float(np.abs(held - fair).max()) if held.min() > 0 else np.inf
        if off < least:
            best, least = nearest, off
        wanted = np.sign(fair - held)
        step = np.clip(step * np.where(wanted == sign, 1.15, 0.5), first / 50, first * 40)
        sign = wanted
        weight += sign * step * np.minimum(1, 3 * np.abs(fair - held) / fair)
        if not lark and turn % 4 == 0 and turn < _ROUNDS // 2:
            for k in np.flatnonzero(held):
                own = nearest == k
                centres[k] = np.average(at[own], axis=0, weights=people[own])
    return best


def _spread(at: Points, people: NDArray[np.float64], count: int, rng: np.random.Generator) -> Points:
    """Starting centres far from each other (k-means++)."""
    chosen = [at[rng.choice(len(at), p=people / people.sum())]]
    while len(chosen) < count:
        near = np.min([((at - c) ** 2).sum(axis=1) for c in chosen], axis=0) * people
        chosen.append(at[rng.choice(len(at), p=near / near.sum())])
    return np.array(chosen)


def _reading_order(faces: _Faces, local: ints, count: int) -> list[int]:
    """North to south in rows, west to east within a row: how the default names are numbered."""
    middle = []
    for which in range(count):
        own = local == which
        x, y = np.average(faces.at[own], axis=0, weights=faces.people[own])
        middle.append((-round(y / 900), x, which))
    return [which for _, _, which in sorted(middle)]


def _ward_of(faces: _Faces, local: ints, town: plan.Town, order: list[int]) -> list[str]:
    """Two wards to a town, one for a town centre or a small town that lies in one piece."""
    if town.areas < 9:
        return [town.name] * town.areas
    height = [np.average(faces.at[local == k], axis=0, weights=faces.people[local == k])[1] for k in order]
    upper = np.argsort(np.argsort(height)) >= town.areas // 2
    north, south = ("Gogledd", "De") if town.bank == "W" else ("North", "South")
    return [f"{town.name} {north if up else south}" for up in upper]


_DISTRICTS: Final = {
    "Tamber Vale": "Tamber Vale",
    "Hexmarsh": "Hexmarsh, Ferrowby and Coast",
    "Dyffryn Melys": "Dyffryn Melys",
}


def _lsoa_name(town: int, n: int) -> str:
    """`District 003B`: middle areas of five, as the publisher names them; one district's name has a comma."""
    here = plan.TOWNS[town]
    earlier = [t for t in plan.TOWNS[:town] if t.partnership == here.partnership]
    middle = sum(-(-t.areas // 5) for t in earlier) + n // 5 + 1
    return f"{_DISTRICTS[here.partnership]} {middle:03d}{'ABCDE'[n % 5]}"


def _joined(small: list[SmallArea]) -> Areas:
    def union(chosen: Sequence[SmallArea]) -> BaseGeometry:
        return shapely.coverage_union_all(np.asarray([a.shape for a in chosen], dtype=object))

    by_town = [union([a for a in small if a.town == n]) for n in range(len(plan.TOWNS))]
    wards: dict[str, tuple[str, BaseGeometry]] = {}
    for ward in dict.fromkeys(a.ward for a in small):
        own = [a for a in small if a.ward == ward]
        nation = own[0].code[0]
        number = sum(code[0] == nation for code in wards) + 1
        wards[f"{nation}059{number:05d}"] = (ward, union(own))
    return Areas(
        small=tuple(small),
        neighbourhoods=tuple(by_town),
        wards=wards,
        partnerships={
            name: union([a for a in small if plan.TOWNS[a.town].partnership == name]) for name in _DISTRICTS
        },
        forces={
            force: union([a for a in small if plan.TOWNS[a.town].force == force])
            for force in (plan.CORVENSHIRE, plan.DYFFRYN_MELYS)
        },
        committee=union([a for a in small if plan.TOWNS[a.town].name in {"Larkwith", "Wrenstow"}]),
    )
