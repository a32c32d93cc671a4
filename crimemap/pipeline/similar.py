"""Which areas are alike, as [similar] of the input file has it: reviewed by people, never worked out here."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from crimemap.pipeline.atlas import Atlas
from crimemap.pipeline.inputs import Recipe
from crimemap.sources import context
from crimemap.terms import AreaKind

_NAMED: Final = 3
"""How many unknown codes a note names before it only counts them."""

Rows = list[tuple[str, int, str]]
"""(area, position in its group, other), as table `similar` of places.sqlite has it."""


def read(recipe: Recipe, atlas: Atlas, notes: list[str]) -> Rows:
    """The groups in the order of the file; none without [similar]. Raises Refusal (crimemap.sources.context).

    A group need not be the same seen from its other side. An area beside itself says nothing and is left out; codes
    that are not in the release, and areas of another kind, are left out with a note.
    """
    if recipe.similar is None:
        return []
    path = recipe.path(recipe.similar.file)
    pairs = context.read_lookup(path, from_=recipe.similar.area, to=recipe.similar.like).pairs
    kinds = {code: kind for kind, layer in atlas.layers.items() for code in layer.codes}
    groups: dict[str, list[str]] = defaultdict(list)
    for area, other, _ in pairs:
        if area in kinds and kinds.get(other) is kinds[area] and area != other:
            groups[area].append(other)
    _note([code for pair in pairs for code in pair[:2] if code not in kinds], pairs, kinds, notes)
    return [
        (area, position, other)
        for area, others in sorted(groups.items())
        for position, other in enumerate(others)
    ]


def _note(
    unknown: list[str],
    pairs: tuple[tuple[str, str, str], ...],
    kinds: dict[str, AreaKind],
    notes: list[str],
) -> None:
    codes = sorted(set(unknown))
    if codes:
        named = ", ".join(codes[:_NAMED]) + (" …" if len(codes) > _NAMED else "")
        notes.append(f"similar: left out, since they are not areas of this release ({len(codes)}): {named}.")
    mixed = sum(
        1 for area, other, _ in pairs if area in kinds and other in kinds and kinds[area] is not kinds[other]
    )
    if mixed:
        notes.append(f"similar: left out, since they are pairs of two kinds of area: {mixed}.")
