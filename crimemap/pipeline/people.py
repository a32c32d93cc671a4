"""Residents, households and workers of every area, from counts by LSOA."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crimemap.pipeline.atlas import Atlas, Layer
from crimemap.pipeline.inputs import Recipe
from crimemap.pipeline.lookups import Lookups
from crimemap.sources import context
from crimemap.terms import AreaKind

KINDS: Final = ("residents", "households", "workday")

People = dict[str, dict[str, int]]
"""Kind of count → area code → how many. An area that is not in it is not known."""


def count(recipe: Recipe, atlas: Atlas, lookups: Lookups, notes: list[str]) -> People:
    """Every [[population]] file, summed to every area. Raises Refusal (crimemap.sources.context)."""
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
    for kind in KINDS:
        if by_code := found[kind]:
            lacking = len(layer.codes) - len(by_code)
            if lacking:
                notes.append(
                    f"{kind}: {lacking} small areas have no count; nor have the areas that they lie in."
                )
            found[kind] = by_code | _wider(atlas, layer, by_code)
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


def _wider(atlas: Atlas, layer: Layer, by_code: Mapping[str, int]) -> dict[str, int]:
    """Sums over the small areas of each wider one; none where one of them is not known."""
    found = {}
    for area, members in members_of(atlas, layer).items():
        if members and all(layer.codes[n] in by_code for n in members):
            found[area] = sum(by_code[layer.codes[n]] for n in members)
    return found


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
