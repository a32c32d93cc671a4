"""People: residents, households, who is there on a working day, deprivation, small areas of 2011, postcodes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.demo import plan
from crimemap.demo.areas import Areas, SmallArea
from crimemap.demo.lines import Points, chance
from crimemap.demo.streets import Block

RESIDENTS: Final = 230_000
ENGLAND_AREAS: Final = 33_755
WALES_AREAS: Final = 1_917
"""How many small areas the two national scales rank."""

Counts: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class People:
    """One value for each small area, in the order of `Areas.small`."""

    residents: Counts
    households: Counts
    workday: Counts


def settle(seed: int, areas: Areas) -> People:
    """About 230,000 residents; the town centre has few, and more than twice as many on a working day."""
    rng = chance(seed, "people")
    grown = np.array([a.people for a in areas.small])
    town = np.array([a.town for a in areas.small])
    for number in range(len(plan.TOWNS)):
        here = town == number
        grown[here] /= grown[here].mean()
    weight = np.clip(grown, 0.6, 1.7) ** 0.6 * rng.normal(1, 0.11, len(grown)).clip(0.75, 1.3)
    centre = town == _number("Tamberton Centre")
    weight[centre] *= 0.68
    residents = np.rint(weight / weight.sum() * RESIDENTS).astype(np.int64)
    households = np.rint(residents / rng.uniform(2.05, 2.55, len(grown))).astype(np.int64)
    leaving = rng.uniform(0.55, 1.05, len(grown))
    leaving[centre] = rng.uniform(3.1, 4.3, int(centre.sum()))
    return People(residents, households, np.rint(residents * leaving).astype(np.int64))


def _number(name: str) -> int:
    return next(n for n, town in enumerate(plan.TOWNS) if town.name == name)


def deprivation(
    seed: int, areas: Areas, crime: NDArray[np.float64], *, wanted: float = 0.7
) -> NDArray[np.int64]:
    """National rank of each small area, 1 the most deprived, on its own nation's scale.

    `crime` is crimes for each small area; the rank correlation with it is about `wanted` in each nation.
    """
    rng = chance(seed, "deprivation")
    nation = np.array([a.code[0] for a in areas.small])
    rank = np.zeros(len(nation), dtype=np.int64)
    for letter, ranked in (("E", ENGLAND_AREAS), ("W", WALES_AREAS)):
        here = nation == letter
        order = _order(crime[here], rng.normal(size=int(here.sum())), wanted)
        share = (order + rng.uniform(0.15, 0.85, len(order))) / len(order)
        rank[here] = np.maximum(1, np.rint(share**1.15 * ranked)).astype(np.int64)
    return rank


def _order(crime: NDArray[np.float64], noise: NDArray[np.float64], wanted: float) -> NDArray[np.int64]:
    """Places from 0, most deprived first: crime's own order, disturbed until the correlation is as wanted."""
    own = _places(-crime).astype(np.float64)
    own = (own - own.mean()) / own.std()
    low, high = 0.0, 6.0
    for _ in range(40):
        middle = (low + high) / 2
        places = _places(own + middle * noise).astype(np.float64)
        if float(np.corrcoef(places, own)[0, 1]) > wanted:
            low = middle
        else:
            high = middle
    return _places(own + low * noise)


def _places(values: NDArray[np.float64]) -> NDArray[np.int64]:
    places = np.empty(len(values), dtype=np.int64)
    places[np.argsort(values, kind="stable")] = np.arange(len(values))
    return places


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the lookup from small areas of 2011 to those of 2021: U same, S split, M merged, X other."""

    code11: str
    name11: str
    change: str
    code21: str
    name21: str


@dataclass(frozen=True, slots=True)
class Vintages:
    """The codes of 2021, the lookup, and the 2011 area of any place."""

    code: tuple[str, ...]
    name: tuple[str, ...]
    changes: tuple[Change, ...]
    of_2011: Callable[[int, float], tuple[str, str]]
    """(number of the small area of 2021, metres east on the plan) → code and name in 2011."""


def vintages(seed: int, areas: Areas) -> Vintages:
    """Three small areas were split since 2011, two merged, one pair redrawn; the rest are as they were."""
    rng = chance(seed, "vintages")
    small = areas.small
    code, name = [a.code for a in small], [a.name for a in small]
    split, merged, redrawn = _chosen(small, rng)
    for n, number in enumerate(sorted({*sum(split, ()), *merged, *redrawn})):
        code[number] = f"{small[number].code[0]}01900{201 + n}"
    extra = {number: f"{small[number].code[0]}01900{181 + n}" for n, number in enumerate(merged)}
    first_of = {number: pair[0] for pair in split for number in pair}

    def of_2011(number: int, east: float) -> tuple[str, str]:
        area = small[number]
        if number in first_of:
            whole = small[first_of[number]]
            return whole.code, whole.name
        west = east < area.shape.centroid.x
        if number in merged and not west:
            return extra[number], area.name[:-1] + "F"
        if number == redrawn[1] and west:
            return small[redrawn[0]].code, small[redrawn[0]].name
        return area.code, area.name

    rows = []
    for number, area in enumerate(small):
        kind = "S" if number in first_of else "M" if number in merged else "X" if number in redrawn else "U"
        middle = area.shape.centroid.x
        both = dict.fromkeys((of_2011(number, middle - 1), of_2011(number, middle + 1)))
        rows += [Change(*was, kind, code[number], name[number]) for was in both]
    return Vintages(tuple(code), tuple(name), tuple(rows), of_2011)


def _chosen(
    small: Sequence[SmallArea], rng: np.random.Generator
) -> tuple[list[tuple[int, int]], list[int], tuple[int, int]]:
    """Three neighbouring pairs that were one, two areas that were two, one pair redrawn; none of them in Larkwith."""
    shapes = np.asarray([a.shape for a in small], dtype=object)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    lark = _number("Larkwith")
    pairs = [
        (int(a), int(b))
        for a, b in zip(left, right, strict=True)
        if a < b
        and small[a].town == small[b].town != lark
        and shapely.intersection(shapes[a], shapes[b]).length > 200
    ]
    chosen: list[tuple[int, int]] = []
    for n in rng.permutation(len(pairs)):
        if not {*pairs[n]} & {*sum(chosen, ())}:
            chosen.append(pairs[n])
        if len(chosen) == 5:
            break
    return chosen[:3], list(chosen[3]), chosen[4]


@dataclass(frozen=True, slots=True)
class Postcode:
    """A unit postcode with its place on the plan, or none for a PO box."""

    code: str
    at: tuple[float, float] | None
    area: int


_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
_DISTRICTS: Final = (1, 2, 3, 4, 5, 3, 6, 5, 7, 7, 6, 8, 9, 9)
"""QX1 to QX9 by neighbourhood."""


def postcodes(seed: int, areas: Areas, people: People, blocks: Sequence[Block]) -> list[Postcode]:
    """One postcode for about fifteen households, at the edge of a block; twenty PO boxes without a place."""
    rng = chance(seed, "postcodes")
    shapes = np.asarray([a.shape for a in areas.small], dtype=object)
    middle = shapely.centroid(np.asarray([b.shape for b in blocks], dtype=object))
    block, area = shapely.STRtree(shapes).query(middle, predicate="within")
    found: list[Postcode] = []
    used = dict.fromkeys(_DISTRICTS, 0)
    for number, small in enumerate(areas.small):
        inside = block[area == number]
        district = _DISTRICTS[small.town]
        wanted = max(1, int(people.households[number] / 15))
        for at in _doors(inside, blocks, small, wanted, rng):
            found.append(Postcode(_unit(district, used[district]), (float(at[0]), float(at[1])), number))
            used[district] += 1
    found += [Postcode(_unit(1, 8 * 400 + n), None, 0) for n in range(20)]
    return sorted(found, key=lambda p: p.code)


def _doors(
    inside: NDArray[np.intp], blocks: Sequence[Block], small: SmallArea, wanted: int, rng: np.random.Generator
) -> Points:
    """Places on the edges of blocks, drawn towards the middle so that they lie in the small area."""
    if not len(inside):
        here = small.shape.representative_point()
        return np.array([(here.x, here.y)] * wanted) + rng.normal(0, 3, (wanted, 2))
    chosen = rng.choice(inside, wanted)
    shapes = np.asarray([blocks[b].shape for b in chosen], dtype=object)
    rims = shapely.boundary(shapes)
    edge = shapely.get_coordinates(shapely.line_interpolate_point(rims, rng.random(wanted), normalized=True))
    centre = shapely.get_coordinates(shapely.centroid(shapes))
    doors: Points = edge + (centre - edge) * rng.uniform(0.2, 0.5, (wanted, 1))
    return doors


def _unit(district: int, number: int) -> str:
    sector, rest = divmod(number, 400)
    return f"QX{district} {sector + 1}{_LETTERS[rest // 20]}{_LETTERS[rest % 20]}"
