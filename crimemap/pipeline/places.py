"""places.sqlite and postcodes.sqlite: areas with their names, order, people, centres and shapes."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.atlas import Atlas, Layer, Shapes, bounds_of, present
from crimemap.pipeline.background import boxes, finish, new_file
from crimemap.pipeline.centres import Centres
from crimemap.pipeline.family import WIDER, parent
from crimemap.pipeline.inputs import Recipe
from crimemap.pipeline.people import KINDS, People
from crimemap.release import layout
from crimemap.sources import context
from crimemap.sources.postcodes import Postcodes
from crimemap.terms import FORCES, AreaKind

_COORDINATES: Final = 6


@dataclass(slots=True)
class Gazetteer:
    """What is said of areas beside their shapes. `position`: code → order by place within the kind."""

    names: dict[str, str]
    position: dict[str, int]
    centres: Centres
    people: People


def name_areas(
    atlas: Atlas, people: People, centres: Centres, given: dict[str, str], forces: dict[str, str]
) -> Gazetteer:
    """The name that people use and the order by place of every area.

    A small area is called as [[names]] has it, else by its neighbourhood (or ward) and a number, north to
    south; `forces`: slug → the name that a force's rows carry, for a force without an area of its own.
    """
    names: dict[str, str] = {}
    position: dict[str, int] = {}
    for layer in atlas.layers.values():
        order = sorted(range(len(layer.codes)), key=lambda n: _by_place(layer.codes[n], centres))
        position |= {layer.codes[n]: place for place, n in enumerate(order)}
        for n, code in enumerate(layer.codes):
            names[code] = layer.names[n] or forces.get(layer.forces[n] or "", "") or code
    small = atlas.layer(AreaKind.LSOA)
    near = atlas.layer(AreaKind.NEIGHBOURHOOD) or atlas.layer(AreaKind.WARD)
    if small is not None and near is not None:
        siblings: dict[str, list[str]] = defaultdict(list)
        for code, above in zip(small.codes, small.within[near.kind], strict=True):
            if above is not None:
                siblings[above].append(code)
        for above, codes in siblings.items():
            for number, code in enumerate(sorted(codes, key=position.__getitem__), 1):
                names[code] = f"{names[above]} {number}" if len(codes) > 1 else names[above]
    return Gazetteer(
        names | {code: name for code, name in given.items() if code in names}, position, centres, people
    )


def _by_place(code: str, centres: Centres) -> tuple[float, float, str]:
    """North to south, then west to east; areas without a shape come last."""
    lon, lat = centres.get(code, (0.0, -90.0))
    return -lat, lon, code


def read_names(recipe: Recipe) -> dict[str, str]:
    """[[names]]: code → the name that people use."""
    found: dict[str, str] = {}
    for part in recipe.names:
        found |= context.read_names(recipe.path(part.file), code=part.code, name=part.name)
    return found


def write(
    path: Path,
    atlas: Atlas,
    gazetteer: Gazetteer,
    deprivation: list[tuple[str, str, str, int, int]],
    *,
    similar: Sequence[tuple[str, int, str]] = (),
    former: Sequence[tuple[str, str]] = (),
) -> None:
    """places.sqlite, every table in a fixed order."""
    connection = new_file(path)
    connection.executescript(layout.SCHEMA)
    connection.executemany(
        f"INSERT INTO areas VALUES ({','.join('?' * 20)})",
        (row for kind in AreaKind if (layer := atlas.layer(kind)) for row in _rows(atlas, layer, gazetteer)),
    )
    connection.executemany("INSERT INTO children VALUES (?, ?, ?, ?)", _children(atlas, gazetteer))
    _write_shapes(connection, atlas)
    connection.executemany("INSERT INTO served VALUES (?)", [(code,) for code in sorted(atlas.served)])
    connection.executemany("INSERT INTO deprivation VALUES (?, ?, ?, ?, ?)", sorted(deprivation))
    connection.executemany("INSERT INTO similar VALUES (?, ?, ?)", similar)
    connection.executemany("INSERT INTO former VALUES (?, ?)", former)
    finish(connection)


def _write_shapes(connection: sqlite3.Connection, atlas: Atlas) -> None:
    """Every shape as supplied and as drawn, and the boxes of those that have a page."""
    layers = [layer for kind in AreaKind if (layer := atlas.layer(kind))]
    there = [np.flatnonzero(present(layer.full)) for layer in layers]
    codes = [layer.codes[n] for layer, shaped in zip(layers, there, strict=True) for n in shaped]
    full = np.concatenate([layer.full[shaped] for layer, shaped in zip(layers, there, strict=True)])
    drawn = np.concatenate([layer.drawn[shaped] for layer, shaped in zip(layers, there, strict=True)])
    connection.executemany(
        "INSERT INTO shapes VALUES (?, ?, ?)", zip(codes, _wkb(full), _wkb(drawn), strict=True)
    )
    connection.executemany("INSERT INTO area_box VALUES (?, ?, ?, ?, ?)", boxes(full))
    connection.executemany("INSERT INTO area_box_code VALUES (?, ?)", enumerate(codes, 1))
    beyond = _wkb(np.array([shape for _, shape in sorted(atlas.beyond.items())], object))
    connection.executemany(
        "INSERT INTO shapes VALUES (?, ?, ?)", zip(sorted(atlas.beyond), beyond, beyond, strict=True)
    )


def _wkb(shapes: Shapes) -> NDArray[np.object_]:
    return np.asarray(shapely.to_wkb(shapes, byte_order=1), object)


def _rows(atlas: Atlas, layer: Layer, gazetteer: Gazetteer) -> Iterator[tuple[object, ...]]:
    codes = atlas.force_codes
    for n, code in enumerate(layer.codes):
        shape = layer.full[n]
        centre = gazetteer.centres.get(code, (None, None))
        bounds = np.round(bounds_of(shape), _COORDINATES).tolist() if shape is not None else [None] * 4
        partnership = code if layer.kind is AreaKind.PARTNERSHIP else None
        if AreaKind.PARTNERSHIP in layer.within:
            partnership = layer.within[AreaKind.PARTNERSHIP][n]
        yield (
            code, layer.kind.value, n, gazetteer.names[code], layer.names[n] or gazetteer.names[code],
            gazetteer.position[code], layer.forces[n], layer.nation(n, codes).value,
            parent(atlas, layer, n), partnership, layer.vintage,
            *(gazetteer.people[kind].get(code) for kind in KINDS), *centre, *bounds,
        )  # fmt: skip


def _children(atlas: Atlas, gazetteer: Gazetteer) -> Iterator[tuple[str, str, int, str]]:
    """(parent, kind, position, child) for every wider area and kind of part."""
    for kind in AreaKind:
        layer = atlas.layer(kind)
        for wider in WIDER[kind] if layer else ():
            if layer is None or wider not in layer.within:
                continue
            members: dict[str, list[str]] = defaultdict(list)
            for code, above in zip(layer.codes, layer.within[wider], strict=True):
                if above is not None:
                    members[above].append(code)
            for above in sorted(members):
                for place, code in enumerate(sorted(members[above], key=gazetteer.position.__getitem__)):
                    yield above, kind.value, place, code


def recall(folder: Path) -> Atlas:
    """The areas of an earlier release, as far as boundaries alone decide them."""
    connection = sqlite3.connect(f"file:{folder / layout.PLACES}?mode=ro&immutable=1", uri=True)
    shapes = {code: (full, drawn) for code, full, drawn in connection.execute("SELECT * FROM shapes")}
    layers: dict[AreaKind, Layer] = {}
    for kind in AreaKind:
        rows = connection.execute(
            "SELECT code, official, force, vintage FROM areas WHERE kind = ? ORDER BY idx", (kind.value,)
        ).fetchall()
        if not rows:
            continue
        layer = Layer(
            kind, [row[0] for row in rows], [_official(kind, row, shapes) for row in rows], _shapes(rows, shapes, 0),
            [row[2] for row in rows], rows[0][3], drawn=_shapes(rows, shapes, 1),
        )  # fmt: skip
        layers[kind] = layer
    for layer in layers.values():
        index = layer.index
        for wider in WIDER[layer.kind]:
            if wider in layers:
                layer.within[wider] = [None] * len(layer.codes)
                for above, child in connection.execute(
                    "SELECT c.parent, c.child FROM children c JOIN areas a ON a.code = c.parent"
                    " WHERE c.kind = ? AND a.kind = ?", (layer.kind.value, wider.value)
                ):  # fmt: skip
                    layer.within[wider][index[child]] = above
    known = {code for layer in layers.values() for code in layer.codes}
    beyond = {code: shapely.from_wkb(full) for code, (full, _) in shapes.items() if code not in known}
    served = frozenset(row[0] for row in connection.execute("SELECT code FROM served"))
    connection.close()
    return Atlas(layers, [], served, beyond)


def _official(kind: AreaKind, row: tuple[str, ...], shapes: dict[str, tuple[bytes, bytes]]) -> str:
    """The publisher's name; of a force without an area of its own what was known before its rows were read."""
    if kind is AreaKind.FORCE and row[0] not in shapes:
        return FORCES[row[2]].name if row[2] in FORCES else ""
    return row[1]


def _shapes(
    rows: list[tuple[str, ...]], shapes: dict[str, tuple[bytes, bytes]], which: int
) -> NDArray[np.object_]:
    found = np.full(len(rows), None, object)
    for n, row in enumerate(rows):
        if row[0] in shapes:
            found[n] = shapely.from_wkb(shapes[row[0]][which])
    return found


def write_postcodes(path: Path, postcodes: list[Postcodes]) -> None:
    """postcodes.sqlite; a postcode that two files have is where the later one says."""
    found: dict[str, tuple[float, float]] = {}
    for part in postcodes:
        lon, lat = np.round(part.lon, _COORDINATES).tolist(), np.round(part.lat, _COORDINATES).tolist()
        found |= dict(zip(part.codes.tolist(), zip(lon, lat, strict=True), strict=True))
    connection = new_file(path)
    connection.executescript(layout.POSTCODES_SCHEMA)
    connection.executemany("INSERT INTO postcodes VALUES (?, ?, ?)", ((c, *found[c]) for c in sorted(found)))
    finish(connection)


def postcode_spots(path: Path) -> NDArray[np.float64]:
    """Lon, lat of every postcode in a postcodes.sqlite, by postcode: float64 [n, 2]."""
    return np.array(_of_postcodes(path, "lon, lat"), float).reshape(-1, 2)


def postcode_codes(path: Path) -> list[str]:
    """Every postcode in a postcodes.sqlite, in the order of `postcode_spots`."""
    return [row[0] for row in _of_postcodes(path, "code")]


def _of_postcodes(path: Path, columns: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    found = connection.execute(f"SELECT {columns} FROM postcodes ORDER BY code").fetchall()
    connection.close()
    return found
