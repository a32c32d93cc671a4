"""Residents, households and workers of every area, from counts by LSOA.

Partnerships and forces are made of whole small areas. Wards and neighbourhoods are not: where a small area lies in
two of them, its people are shared out by its postcodes, so that a rate has the same ground above and below the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.pipeline.assign import locate_in, packed
from crimemap.pipeline.atlas import Atlas, Layer
from crimemap.pipeline.inputs import Recipe
from crimemap.pipeline.lookups import Lookups
from crimemap.release.layout import MICRO
from crimemap.sources import context
from crimemap.terms import AreaKind

KINDS: Final = ("residents", "households", "workday")

SHARED: Final = (AreaKind.COMMITTEE, AreaKind.NEIGHBOURHOOD, AreaKind.WARD)
"""Kinds of area whose boundaries cut through small areas."""

WHOLE_FROM: Final = 0.95
"""A small area with this share of its postcodes in one area is wholly of it [choose]: boundaries are drawn roughly."""

LEAST_POSTCODES: Final = 10
"""With fewer in a small area its people are all where most of it lies [choose]; an LSOA has 20 to 60."""

Shares = list[tuple[int, float]]
"""Small areas (indices) with the share of their people that an area has."""

People = dict[str, dict[str, int]]
"""Kind of count → area code → how many. An area that is not in it is not known."""


def count(
    recipe: Recipe, atlas: Atlas, lookups: Lookups, postcodes: NDArray[np.float64], notes: list[str]
) -> People:
    """Every [[population]] file, summed to every area. Raises Refusal (crimemap.sources.context).

    postcodes: lon, lat in degrees, float64 [n, 2].
    """
    found: People = {kind: {} for kind in KINDS}
    layer = atlas.layer(AreaKind.LSOA)
    if layer is None:
        return found
    for part in recipe.population:
        given = context.read_counts(recipe.path(part.file), code=part.code, count=part.count)
        if part.vintage != recipe.lsoa:
            given = _served(given, layer, lookups, part.kind, notes)
        kept = set(layer.codes)
        found[part.kind] |= {code: many for code, many in given.items() if code in kept}
    shares = _shares(atlas, layer, postcodes) if any(found.values()) else {}
    for kind in KINDS:
        if by_code := found[kind]:
            lacking = len(layer.codes) - len(by_code)
            if lacking:
                notes.append(
                    f"{kind}: {lacking} small areas have no count; nor have the areas that they lie in."
                )
            found[kind] = by_code | _wider(layer, shares, by_code)
    return found


def years(recipe: Recipe) -> dict[str, int]:
    """In which year each kind of people was counted; left out where its files are of different years."""
    found: dict[str, set[int]] = {}
    for part in recipe.population:
        found.setdefault(part.kind, set()).add(part.year)
    return {kind: min(given) for kind, given in found.items() if len(given) == 1}


def _served(
    given: Mapping[str, int], layer: Layer, lookups: Lookups, kind: str, notes: list[str]
) -> dict[str, int]:
    """Counts of the other vintage for the served small areas: whole ones and merged ones; of a split one
    nobody knows which part has how many."""
    found, split = {}, 0
    for code in layer.codes:
        sources = lookups.back.get(code, ())
        if any(len(lookups.successors.get(source, ())) > 1 for source in sources):
            split += 1
        elif sources and all(source in given for source in sources):
            found[code] = sum(given[source] for source in sources)
    if split:
        notes.append(
            f"{kind}: {split} small areas are parts of a split one; the count of the whole is not shared out."
        )
    return found


def _wider(layer: Layer, shares: Mapping[str, Shares], by_code: Mapping[str, int]) -> dict[str, int]:
    """Sums over the small areas of each wider one; none where one of them is not known."""
    found = {}
    for area, members in shares.items():
        if members and all(layer.codes[n] in by_code for n, _ in members):
            found[area] = round(sum(by_code[layer.codes[n]] * share for n, share in members))
    return found


def _shares(atlas: Atlas, layer: Layer, postcodes: NDArray[np.float64]) -> dict[str, Shares]:
    """For every wider area, of which small areas it has the people, and what share of each."""
    found: dict[str, Shares] = {
        area: [(n, 1.0) for n in members] for area, members in members_of(atlas, layer).items()
    }
    cut = [wider for kind, wider in atlas.layers.items() if kind in SHARED]
    if not cut or not len(postcodes):
        return found
    lon, lat = _places(postcodes)
    small = locate_in(lon, lat, layer)
    for wider in cut:
        for code in wider.codes:
            found[code] = []
        for area, n, share in _shared_out(layer, wider, small, locate_in(lon, lat, wider)):
            found[area].append((n, share))
    return found


def _places(postcodes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where there are postcodes, each place once: a sorting office or an office block has dozens and no residents."""
    micro = np.rint(postcodes * MICRO).astype(np.int32)
    first = np.unique(packed(micro[:, 0], micro[:, 1]), return_index=True)[1]
    return postcodes[first, 0], postcodes[first, 1]


def _shared_out(
    layer: Layer, wider: Layer, small: NDArray[np.int32], large: NDArray[np.int32]
) -> Iterator[tuple[str, int, float]]:
    """(wider area, small area, share of it), the small areas in order; `small`, `large`: where each postcode lies."""
    known = (small >= 0) & (large >= 0)
    pairs, many = np.unique(np.stack([small[known], large[known]]), axis=1, return_counts=True)
    total = np.bincount(small[known], minlength=len(layer.codes))
    by_small: dict[int, Shares] = {}
    for (n, area), here in zip(pairs.T.tolist(), many.tolist(), strict=True):
        by_small.setdefault(n, []).append((area, here / total[n]))
    for n, home in enumerate(layer.within.get(wider.kind, [None] * len(layer.codes))):
        parts = by_small.get(n, [])
        main = [area for area, share in parts if share >= WHOLE_FROM]
        if total[n] < LEAST_POSTCODES:
            if home is not None:
                yield home, n, 1.0
        elif main:
            yield wider.codes[main[0]], n, 1.0
        else:
            yield from ((wider.codes[area], n, float(share)) for area, share in parts)


def members_of(atlas: Atlas, layer: Layer) -> dict[str, list[int]]:
    """For every wider area, which small areas (indices) make it up."""
    members: dict[str, list[int]] = {
        code: [] for kind, wider in atlas.layers.items() if kind is not AreaKind.LSOA for code in wider.codes
    }
    for codes in layer.within.values():
        for n, code in enumerate(codes):
            if code is not None:
                members[code].append(n)
    return members
