"""What lies in what: the force, partnership and parent of every area."""

from __future__ import annotations

from typing import Final

import numpy as np

from crimemap.pipeline.atlas import Atlas, Layer, inner_points, locate, most_overlapping, present
from crimemap.pipeline.boundaries import MOSTLY
from crimemap.pipeline.lookups import Lookups, slugs_by_code
from crimemap.terms import AreaKind

SLIVER: Final = 0.01
"""A share below this is two drawings of one edge, not an overlap. [choose]"""

WIDER: Final[dict[AreaKind, tuple[AreaKind, ...]]] = {
    AreaKind.FORCE: (),
    AreaKind.PARTNERSHIP: (AreaKind.FORCE,),
    AreaKind.COMMITTEE: (AreaKind.FORCE, AreaKind.PARTNERSHIP),
    AreaKind.NEIGHBOURHOOD: (AreaKind.FORCE, AreaKind.PARTNERSHIP, AreaKind.COMMITTEE),
    AreaKind.WARD: (AreaKind.FORCE, AreaKind.PARTNERSHIP),
    AreaKind.LSOA: (
        AreaKind.FORCE, AreaKind.PARTNERSHIP, AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.COMMITTEE,
    ),
}  # fmt: skip
"""Which kinds an area is a part of."""


def relate(atlas: Atlas, lookups: Lookups) -> None:
    """Fill `forces` and `within` of every layer, from the widest kind down."""
    for kind in AreaKind:
        layer = atlas.layer(kind)
        if layer is None:
            continue
        _forces(atlas, layer, lookups)
        for wider in WIDER[kind]:
            if atlas.layer(wider):
                layer.within[wider] = _inside(atlas, layer, wider, lookups)


def settle(atlas: Atlas) -> None:
    """`within` the force, again: after the rows told whose an area is."""
    for layer in atlas.layers.values():
        if layer.kind is not AreaKind.FORCE:
            layer.within[AreaKind.FORCE] = [atlas.force_codes.get(slug or "") for slug in layer.forces]


def parent(atlas: Atlas, layer: Layer, n: int) -> str | None:
    """The next wider area: partnership or force; of a small area the neighbourhood, or ward where the release has
    no neighbourhoods, before them."""
    chain = [AreaKind.PARTNERSHIP, AreaKind.FORCE]
    if layer.kind is AreaKind.LSOA:
        chain.insert(0, AreaKind.NEIGHBOURHOOD if atlas.layer(AreaKind.NEIGHBOURHOOD) else AreaKind.WARD)
    return next((code for kind in chain if kind in layer.within and (code := layer.within[kind][n])), None)


def _inside(atlas: Atlas, layer: Layer, wider: AreaKind, lookups: Lookups) -> list[str | None]:
    if wider is AreaKind.FORCE:
        return [atlas.force_codes.get(slug or "") for slug in layer.forces]
    if wider is AreaKind.COMMITTEE:
        return _committees(atlas, layer)
    found = _mostly_in(layer, atlas.layers[wider], SLIVER)
    if wider is AreaKind.PARTNERSHIP and layer.kind is AreaKind.LSOA:
        known = atlas.layers[wider].index
        given = [lookups.partnership.get(code) for code in layer.codes]
        return [code if code in known else mapped for code, mapped in zip(given, found, strict=True)]
    return found


def _committees(atlas: Atlas, layer: Layer) -> list[str | None]:
    """A committee is a group of whole neighbourhoods: a small area goes with its own."""
    neighbourhoods = atlas.layer(AreaKind.NEIGHBOURHOOD)
    near = layer.within.get(AreaKind.NEIGHBOURHOOD)
    if near is None or neighbourhoods is None:
        return _mostly_in(layer, atlas.layers[AreaKind.COMMITTEE], MOSTLY)
    of = dict(zip(neighbourhoods.codes, neighbourhoods.within[AreaKind.COMMITTEE], strict=True))
    return [of.get(code or "") for code in near]


def _mostly_in(layer: Layer, frame: Layer, least: float) -> list[str | None]:
    """For each area the code of the area of `frame` that most of it lies in."""
    drawn, whole = np.flatnonzero(present(layer.full)), np.flatnonzero(present(frame.full))
    found: list[str | None] = [None] * len(layer.codes)
    most = most_overlapping(layer.full[drawn], frame.full[whole], least)
    for part, index in zip(drawn.tolist(), most.tolist(), strict=True):
        if index >= 0:
            found[part] = frame.codes[whole[index]]
    return found


def _forces(atlas: Atlas, layer: Layer, lookups: Lookups) -> None:
    """By lookup (LSOA) or as supplied; else by the force polygon around, or the small area there.

    Never just the only force there is: a file of the whole country would then say that nothing happened where
    this force has nothing to say. What stays open is told from the rows recorded there (build.py).
    """
    if layer.kind is AreaKind.FORCE:
        return
    forces = atlas.layers[AreaKind.FORCE]
    slugs = slugs_by_code() | {
        code: slug or "" for code, slug in zip(forces.codes, forces.forces, strict=True)
    }
    if layer.kind is AreaKind.LSOA:
        layer.forces = [_known(lookups.force_of(code, slugs), forces) for code in layer.codes]
    open_ = [n for n, slug in enumerate(layer.forces) if slug is None]
    if not open_:
        return
    shaped = np.flatnonzero(present(forces.full))
    around = locate(*inner_points(layer.full[open_]), forces.full[shaped])
    missed = np.flatnonzero(around < 0)
    around[missed] = most_overlapping(layer.full[open_][missed], forces.full[shaped], SLIVER)
    for n, index in zip(open_, around.tolist(), strict=True):
        layer.forces[n] = (
            forces.forces[shaped[index]] if index >= 0 else _of_small_area(atlas, layer, n, lookups)
        )


def _of_small_area(atlas: Atlas, layer: Layer, n: int, lookups: Lookups) -> str | None:
    """Whose the small area is in which an area beyond every (generalised) force boundary lies, by the lookup."""
    small, forces = atlas.layer(AreaKind.LSOA), atlas.layers[AreaKind.FORCE]
    if small is None or not lookups.force:
        return None
    here = int(locate(*inner_points(layer.full[[n]]), small.full)[0])
    slugs = slugs_by_code() | {
        code: slug or "" for code, slug in zip(forces.codes, forces.forces, strict=True)
    }
    return _known(lookups.force_of(small.codes[here], slugs), forces) if here >= 0 else None


def _known(slug: str | None, forces: Layer) -> str | None:
    return slug if slug in forces.forces else None
