"""Boundary files → the areas that this release keeps, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from crimemap.pipeline.atlas import (
    Atlas,
    Layer,
    Shapes,
    inner_points,
    locate,
    most_overlapping,
    pick,
    present,
)
from crimemap.pipeline.inputs import Areas, Recipe
from crimemap.pipeline.lookups import Lookups, slugs_by_code
from crimemap.sources import boundaries, police_api
from crimemap.terms import BTP, FORCES, AreaKind, Refusal

OVERLAP: Final = 0.01
"""Neighbourhoods that share more than this of the smaller one are named in a note: their crimes could be
counted in either. [choose]"""

MOSTLY: Final = 0.5
"""An area whose inner point lies in nothing that is kept is kept only where more than half of it does. [choose]"""

_FORCE_WORDS: Final = re.compile(
    r"(-(police|constabulary|police-service|metropolitan-police))$|^(heddlu|police-service-of)-"
)


@dataclass(slots=True)
class _Supplied:
    """One boundary file's areas, not yet chosen."""

    kind: AreaKind
    where: str
    codes: list[str]
    names: list[str]
    shapes: Shapes
    forces: list[str | None]
    vintage: int | None
    within: AreaKind | None

    def chosen(self, keep: Sequence[int]) -> _Supplied:
        index = np.array(keep, np.int64)
        return _Supplied(
            self.kind, self.where, pick(self.codes, index), pick(self.names, index), self.shapes[index],
            [self.forces[n] for n in index], self.vintage, self.within,
        )  # fmt: skip


def survey(recipe: Recipe, forces: Sequence[str], lookups: Lookups) -> Atlas:
    """Read every boundary file and keep the areas of this release's `forces` (slugs).

    Raises Refusal for a code that occurs twice, a neighbourhood of no known force, and `within` a kind that has
    no boundary. A file of which nothing is kept is named in a note.
    """
    notes: list[str] = []
    supplied = [_read(recipe, number, part, forces, notes) for number, part in enumerate(recipe.areas)]
    if recipe.neighbourhoods and recipe.neighbourhoods.folder:
        supplied.append(_read_neighbourhoods(recipe, recipe.neighbourhoods.folder, notes))
    _refuse_twice(recipe, supplied)
    layers = {AreaKind.FORCE: _force_layer(supplied, forces)}
    own = _own_small_areas(supplied, layers[AreaKind.FORCE], lookups)
    waiting = {
        kind: [p for p in supplied if p.kind is kind] for kind in AreaKind if kind is not AreaKind.FORCE
    }
    waiting = {kind: parts for kind, parts in waiting.items() if parts}
    while waiting:
        ready = next((k for k, parts in waiting.items() if not any(p.within in waiting for p in parts)), None)
        if ready is None:
            raise Refusal(f"{recipe.file}: areas: `within` goes round in a circle.")
        _add(layers, [_kept(part, layers, lookups, own, notes) for part in waiting.pop(ready)])
    atlas = Atlas(layers, notes)
    _small_areas(atlas, supplied, lookups)
    _overlaps(atlas)
    return atlas


def _read(recipe: Recipe, number: int, part: Areas, forces: Sequence[str], notes: list[str]) -> _Supplied:
    columns = [part.force_column] if part.force_column else []
    found = boundaries.read_areas(
        recipe.path(part.file), code=part.code, name=part.name, columns=columns, layer=part.layer
    )
    notes += found.notes
    where = f"{recipe.file}: areas[{number}]"
    slugs = slugs_by_code()
    given: list[str | None] = [part.force] * len(found.codes)
    if part.force_column:
        given = [slugs.get(value, value) for value in found.columns[part.force_column]]
    codes = list(found.codes)
    if part.kind is AreaKind.FORCE and not part.force and not part.force_column:
        given = [_slug(code, name, forces) for code, name in zip(codes, found.names, strict=True)]
    if part.kind is AreaKind.NEIGHBOURHOOD:
        given = _forces_of(where, given, forces)
        codes = [neighbourhood_code(slug or "", code) for slug, code in zip(given, codes, strict=True)]
    return _Supplied(
        part.kind, where, codes, list(found.names), found.shapes, given, part.vintage, part.within
    )


def _read_neighbourhoods(recipe: Recipe, folder: str, notes: list[str]) -> _Supplied:
    path = recipe.path(folder)
    found = police_api.read_neighbourhoods(path)
    notes += found.notes
    kind, where = AreaKind.NEIGHBOURHOOD, f"{recipe.file}: neighbourhoods"
    slug = path.resolve().name
    return _Supplied(
        kind, where, list(found.codes), list(found.names), found.shapes, [slug] * len(found.codes), None, None
    )


def neighbourhood_code(force: str, code: str) -> str:
    """A police neighbourhood's code: `<force>-<id>`, lower case."""
    return f"{force}-{code}".lower()


def _forces_of(where: str, given: list[str | None], forces: Sequence[str]) -> list[str | None]:
    """The force of each neighbourhood: as given, or the only one there is."""
    street = [slug for slug in forces if slug != BTP]
    if None in given and len(street) != 1:
        raise Refusal(f"{where}: with several forces the key force or force_column was expected.")
    return [slug or street[0] for slug in given]


def _slug(code: str, name: str, forces: Sequence[str]) -> str | None:
    """The force that a force area is of: by its code, else by its name without "Police" and the like."""
    known = slugs_by_code()
    if code in known:
        return known[code]
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return next((slug for slug in (code, plain, _FORCE_WORDS.sub("", plain)) if slug in forces), None)


def _refuse_twice(recipe: Recipe, supplied: Sequence[_Supplied]) -> None:
    seen: dict[str, str] = {}
    for part in supplied:
        for code in part.codes:
            if code in seen:
                raise Refusal(
                    f"{part.where}: the code {code!r} occurs twice (first in "
                    f"{seen[code].removeprefix(f'{recipe.file}: ')}); each area has a code of its own."
                )
            seen[code] = part.where


def _force_layer(supplied: Sequence[_Supplied], forces: Sequence[str]) -> Layer:
    """An area for every force: with its shape where one was supplied."""
    rows: dict[str, tuple[str, str, shapely.Geometry | None]] = {}
    for part in supplied:
        if part.kind is AreaKind.FORCE:
            for code, name, shape, slug in zip(part.codes, part.names, part.shapes, part.forces, strict=True):
                if slug in forces and slug in rows:
                    raise Refusal(
                        f"{part.where}: {code!r} and {rows[slug][0]!r} are both the force {slug!r}."
                    )
                if slug in forces and slug is not None:
                    rows[slug] = (code, name, shape)
    for slug in forces:
        known = FORCES.get(slug)
        rows.setdefault(slug, (known.code if known else slug, known.name if known else "", None))
    order = sorted(rows, key=lambda slug: rows[slug][0])
    shapes = np.full(len(order), None, object)
    shapes[:] = [rows[slug][2] for slug in order]
    return Layer(
        AreaKind.FORCE, [rows[slug][0] for slug in order], [rows[slug][1] for slug in order], shapes,
        list(order), next((part.vintage for part in supplied if part.kind is AreaKind.FORCE), None),
    )  # fmt: skip


def _of_the_forces(part: _Supplied, forces: Layer, lookups: Lookups) -> list[int]:
    """The small areas that the lookup gives to a force of this release."""
    slugs = slugs_by_code() | {
        code: slug or "" for code, slug in zip(forces.codes, forces.forces, strict=True)
    }
    return [n for n, code in enumerate(part.codes) if lookups.force_of(code, slugs) in forces.forces]


def _own_small_areas(supplied: Sequence[_Supplied], forces: Layer, lookups: Lookups) -> Shapes:
    """Shapes of the small areas that are the forces' by the lookup; none without one.

    They say better than a generalised force boundary what lies inside: the City of London's, as published for
    the whole country, leaves out four of its own wards.
    """
    parts = [part for part in supplied if part.kind is AreaKind.LSOA and lookups.force]
    shapes = [part.shapes[_of_the_forces(part, forces, lookups)] for part in parts]
    return np.concatenate(shapes) if shapes else np.zeros(0, object)


def _kept(
    part: _Supplied, layers: dict[AreaKind, Layer], lookups: Lookups, own: Shapes, notes: list[str]
) -> _Supplied:
    """The areas of one file that belong to this release; `own` as _own_small_areas gives it."""
    forces = layers[AreaKind.FORCE]
    if part.kind is AreaKind.LSOA and lookups.force and part.within is None:
        keep = _of_the_forces(part, forces, lookups)
    elif part.kind is AreaKind.NEIGHBOURHOOD and part.within is None:
        keep = [n for n, slug in enumerate(part.forces) if slug in forces.forces]
    else:
        keep = list(range(len(part.codes)))
    spatial = part.within is not None or part.kind is not AreaKind.LSOA or not lookups.force
    frame = layers.get(part.within or AreaKind.FORCE)
    shapes = frame.full[present(frame.full)] if frame else np.zeros(0, object)
    if part.within and not len(shapes):
        raise Refusal(
            f"{part.where}.within = {part.within.value!r}: no area of that kind has a boundary here."
        )
    chosen = part.chosen(keep)
    if spatial and len(shapes):
        within_force = part.within in {None, AreaKind.FORCE} and part.kind is not AreaKind.LSOA
        chosen = chosen.chosen(_inside(chosen.shapes, shapes, own if within_force else np.zeros(0, object)))
    left = len(part.codes) - len(chosen.codes)
    if left:
        kind = part.kind.value
        notes.append(
            f"{part.where.rsplit(': ', 1)[-1]}: {left} areas of kind {kind} lie outside; {len(chosen.codes)} are kept."
        )
    return chosen


def _inside(shapes: Shapes, frame: Shapes, own: Shapes) -> list[int]:
    points = inner_points(shapes)
    inside = locate(*points, frame) >= 0
    if len(own):
        inside |= locate(*points, own) >= 0
    rest = np.flatnonzero(~inside)
    # Only an edge case is worth the overlap: what lies nowhere near is dropped by the index.
    inside[rest] = most_overlapping(shapes[rest], frame, MOSTLY) >= 0
    return np.flatnonzero(inside).tolist()


def _add(layers: dict[AreaKind, Layer], parts: Sequence[_Supplied]) -> None:
    """One layer of a kind from its files, by code."""
    codes = [code for part in parts for code in part.codes]
    if not codes:
        return
    order = np.argsort(np.array(codes, object), kind="stable")
    kind = parts[0].kind
    forces = [slug for part in parts for slug in part.forces]
    layers[kind] = Layer(
        kind,
        pick(codes, order),
        pick([name for part in parts for name in part.names], order),
        np.concatenate([part.shapes for part in parts])[order],
        [forces[n] for n in order],
        next((part.vintage for part in parts if part.vintage), None),
    )


def _small_areas(atlas: Atlas, supplied: Sequence[_Supplied], lookups: Lookups) -> None:
    """Which LSOA codes are of the served vintage, and the shapes of parts that lie beyond the release."""
    everywhere = {
        code: shape
        for part in supplied
        if part.kind is AreaKind.LSOA
        for code, shape in zip(part.codes, part.shapes, strict=True)
    }
    atlas.served = frozenset(everywhere) | lookups.served()
    layer = atlas.layer(AreaKind.LSOA)
    kept = set(layer.codes) if layer else set()
    for parts in lookups.successors.values():
        if len(parts) > 1 and any(code in kept for code in parts):
            for code in parts:
                if code not in kept and code in everywhere:
                    atlas.beyond[code] = everywhere[code]


def _overlaps(atlas: Atlas) -> None:
    """A note for every two neighbourhoods that claim the same ground."""
    layer = atlas.layer(AreaKind.NEIGHBOURHOOD)
    if layer is None:
        return
    one, other = shapely.STRtree(layer.full).query(layer.full, predicate="overlaps")
    held, holder = shapely.STRtree(layer.full).query(layer.full, predicate="within")
    one, other = np.concatenate([one, held]), np.concatenate([other, holder])
    pairs = sorted(
        {(min(a, b), max(a, b)) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a != b}
    )
    for a, b in pairs:
        first, second = layer.full[a], layer.full[b]
        share = shapely.intersection(first, second).area / min(first.area, second.area)
        if share > OVERLAP:
            atlas.notes.append(
                f"{layer.codes[a]} ({layer.names[a]}) and {layer.codes[b]} ({layer.names[b]}) overlap by"
                f" {share:.0%} of the smaller: a map point in both is counted in {layer.codes[a]}."
            )
