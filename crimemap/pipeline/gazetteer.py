"""names.sqlite: what a visitor may type to find an area. Names of areas, places, stations and streets.

Streets are the publisher's names of map points, each with the area that its points lie in. Nothing is counted by
street: a name only leads to its area. Names of what stands for any such place ("Parking Area") lead nowhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.pipeline.assign import Ints, locate_in, packed
from crimemap.pipeline.atlas import Atlas, Layer
from crimemap.pipeline.background import Feature, finish, new_file
from crimemap.pipeline.centres import Centres
from crimemap.pipeline.earlier import Known
from crimemap.pipeline.welsh import welsh_names
from crimemap.places import spelling
from crimemap.release import layout
from crimemap.release.names import NameKind
from crimemap.terms import AreaKind, Nation

VERSION: Final = 1
"""Raised when the same names would be written in another way."""

GENERIC: Final = frozenset(
    spelling.fold(name)
    for name in (
        "Parking Area", "Supermarket", "Shopping Area", "Petrol Station", "Sports/Recreation Area", "Nightclub",
        "Hospital", "Police Station", "Park/Open Space", "Further/Higher Educational Building", "Theatre/Concert Hall",
        "Bus/Coach Station", "Prison", "Conference/Exhibition Centre", "Pedestrian Subway", "Airport/Airfield",
        "Ferry Terminal", "Theme/Adventure Park", "Race Track", "Motorway Service Area",
    )
)  # fmt: skip
"""Names of map points that say what stands there, not where it is. Source: formats.md 1.6."""

STATION: Final = " (Station)"
"""How British Transport Police's points end."""

NEAR: Final = 4_000
"""Metres within which a street is taken for one of the nearest town or village, typed after it. [choose]"""

_LOCAL: Final = (AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.PARTNERSHIP, AreaKind.FORCE)
"""The area that a name leads to, first choice first. Never a small area: that would point at a street."""

_ALSO: Final = {
    AreaKind.FORCE: "police force constabulary",
    AreaKind.PARTNERSHIP: "community safety partnership csp council city borough district county",
    AreaKind.COMMITTEE: "committee",
    AreaKind.NEIGHBOURHOOD: "neighbourhood policing team",
    AreaKind.WARD: "ward",
    AreaKind.LSOA: "small area lsoa",
}
"""What people write after the name of an area of a kind."""

_ORDER: Final = tuple(NameKind)
_DEGREE: Final = 111_320
_TURNED: Final = re.compile(r"(.+), ((?:City|County|Borough) of)")
_OWNER: Final = re.compile(r"(['’])S\b")
"""The publisher writes "Bishop'S Castle Way"."""


@dataclass(frozen=True, slots=True)
class Name:
    """One row: a name, the area that it leads to, and the words of what it lies in."""

    name: str
    kind: NameKind
    area: str
    points: int = 0
    at: tuple[float, float] | None = None
    around: str = ""
    last: bool = False
    """A small area: many have a town's name and a number, so they come after everything else."""
    width: int = 0
    """Of areas with the same name the one that comes first; kinds are numbered as terms.AreaKind has them."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that names are made from. `points` int32 [n, ≥ 3] (layout.py), `areas` by point and kind, `texts` what
    column 2 counts into; `names`: code → the name people use; `supplied`: places and stations of the background."""

    atlas: Atlas
    names: dict[str, str]
    centres: Centres
    points: NDArray[np.int32]
    areas: dict[AreaKind, Ints]
    texts: Sequence[str]
    supplied: Sequence[Feature] = ()
    postcodes: Sequence[str] = ()
    spots: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 2)))

    def digest(self) -> str:
        """Of everything that decides a byte of names.sqlite."""
        found = hashlib.sha256(f"{layout.FORMAT} {VERSION} {spelling.VERSION}\n".encode())
        for layer in self.atlas.layers.values():
            rows = (
                layer.codes,
                layer.names,
                [self.names[code] for code in layer.codes],
                sorted(layer.within.items()),
            )
            found.update(repr((layer.kind, *rows, [self.centres.get(code) for code in layer.codes])).encode())
        found.update(
            repr([(f.kind, f.klass, f.name, shapely.to_wkb(f.shape)) for f in self.supplied]).encode()
        )
        found.update(repr(sorted(welsh_names().items())).encode())
        for array in (self.points[:, :3], *(self.areas[kind] for kind in self.areas), self.spots):
            found.update(np.ascontiguousarray(array).tobytes())
        found.update("\n".join([*self.texts, "", *self.postcodes]).encode())
        return found.hexdigest()


def gather(ground: Grounds) -> list[Name]:
    """Every name that leads to an area of the release."""
    around = _Around(ground)
    places = [feature for feature in ground.supplied if feature.kind == "place" and feature.name]
    nearest = _Nearest(places)
    found = list(_areas(ground, around))
    found += _features(ground, around, places, NameKind.PLACE)
    found += _map_points(ground, around, nearest)
    known = {
        (spelling.key_of(spelling.words_of(n.name)), n.area) for n in found if n.kind is NameKind.STATION
    }
    stations = [f for f in ground.supplied if f.kind == "rail" and f.klass == "station" and f.name]
    for name in _features(ground, around, stations, NameKind.STATION):
        if (spelling.key_of(spelling.words_of(name.name)), name.area) not in known:
            found.append(name)
    return found + list(_in_welsh(ground, found))


class _Around:
    """The words of what an area lies in, itself included, by code."""

    def __init__(self, ground: Grounds) -> None:
        self._ground = ground
        self._codes = ground.atlas.force_codes
        self._known: dict[tuple[str, bool], str] = {}

    def __call__(self, layer: Layer, n: int, *, itself: bool) -> str:
        """`itself`: with its own name, as what lies in it has it."""
        code = layer.codes[n]
        if (code, itself) not in self._known:
            # A committee is named after its neighbourhoods: their names are not what each of them lies in.
            above = [layer.within[kind][n] for kind in layer.within if kind is not AreaKind.COMMITTEE]
            said = [self._ground.names[each] for each in above if each in self._ground.names]
            said.append(layer.nation(n, self._codes).value)
            said.insert(0, self._ground.names[code] if itself else _ALSO[layer.kind])
            self._known[code, itself] = " ".join(dict.fromkeys(spelling.words_of(" , ".join(said))))
        return self._known[code, itself]


def _areas(ground: Grounds, around: _Around) -> Iterator[Name]:
    for layer in ground.atlas.layers.values():
        for n, code in enumerate(layer.codes):
            for name in _as_said(ground.names[code], layer.names[n]):
                yield Name(
                    name, NameKind.AREA, code, at=ground.centres.get(code), around=around(layer, n, itself=False),
                    last=layer.kind is AreaKind.LSOA, width=list(AreaKind).index(layer.kind),
                )  # fmt: skip


def _as_said(*names: str) -> dict[str, None]:
    """The names, and those that statistics turn round as people say them: "Bristol, City of" is Bristol too."""
    said = dict.fromkeys(name for name in names if name)
    for name in list(said):
        if turned := _TURNED.fullmatch(name):
            said |= dict.fromkeys((turned[1], f"{turned[2]} {turned[1]}"))
    return said


def _features(
    ground: Grounds, around: _Around, features: Sequence[Feature], kind: NameKind
) -> Iterator[Name]:
    """Places and stations of the background, each with the local area around its point."""
    at = shapely.get_coordinates(shapely.centroid([feature.shape for feature in features])).reshape(-1, 2)
    for feature, spot, area in zip(features, at.tolist(), _local(ground, at), strict=True):
        if area is not None:
            layer, n = area
            words = around(layer, n, itself=True) + (
                " stn railway train" if kind is NameKind.STATION else " town village"
            )
            yield Name(feature.name, kind, layer.codes[n], at=(spot[0], spot[1]), around=words)


def _local(ground: Grounds, at: NDArray[np.float64]) -> list[tuple[Layer, int] | None]:
    """For each lon, lat the area of the first kind of `_LOCAL` around it."""
    found: list[tuple[Layer, int] | None] = [None] * len(at)
    for kind in _LOCAL:
        open_ = np.flatnonzero([area is None for area in found])
        layer = ground.atlas.layer(kind)
        if layer is None or not len(open_):
            continue
        for n, index in zip(
            open_.tolist(), locate_in(at[open_, 0], at[open_, 1], layer).tolist(), strict=True
        ):
            if index >= 0:
                found[n] = (layer, index)
    return found


class _Nearest:
    """The name of the nearest place, for people who write the town after the street."""

    def __init__(self, places: Sequence[Feature]) -> None:
        self._names = [place.name for place in places]
        at = shapely.get_coordinates(shapely.centroid([place.shape for place in places])).reshape(-1, 2)
        self._across = float(np.cos(np.radians(at[:, 1].mean()))) if len(at) else 1.0
        self._tree = shapely.STRtree(list(shapely.get_parts(shapely.multipoints(at * (self._across, 1.0)))))

    def __call__(self, at: NDArray[np.float64]) -> list[str]:
        """For each lon, lat; "" where none is near."""
        found = [""] * len(at)
        if self._names and len(at):
            points = shapely.points(at * (self._across, 1.0))
            pairs = self._tree.query_nearest(points, max_distance=NEAR / _DEGREE, all_matches=False)
            for n, place in pairs.T.tolist():
                found[n] = self._names[place]
        return found


def _map_points(ground: Grounds, around: _Around, nearest: _Nearest) -> Iterator[Name]:
    """Streets and stations by the names of map points: one row a name and local area."""
    shown, key = _keys(ground.texts)
    layers = [layer for kind in _LOCAL if (layer := ground.atlas.layer(kind))]
    first = np.cumsum([0, *(len(layer.codes) for layer in layers)])
    area = np.full(len(ground.points), -1, np.int64)
    for start, layer in zip(first[:-1].tolist(), layers, strict=True):
        own = ground.areas[layer.kind]
        area = np.where((area < 0) & (own >= 0), start + own, area)
    text = ground.points[:, 2]
    kept = np.flatnonzero((area >= 0) & (key[text] >= 0))
    spots = packed(ground.points[kept, 0], ground.points[kept, 1])
    pairs = key[text[kept]] * int(first[-1]) + area[kept]
    # A point whose name or small area changed is one point on the ground.
    _, once = np.unique(np.column_stack([pairs, spots]), axis=0, return_index=True)
    kept, pairs = kept[once], pairs[once]
    groups, start, number, many = np.unique(pairs, return_index=True, return_inverse=True, return_counts=True)
    at = ground.points[kept, :2] / layout.MICRO
    mean = np.column_stack([np.bincount(number, at[:, n]) / many for n in (0, 1)])
    # The middle is one of the points: no coordinate leaves here that the publisher did not publish.
    away = np.abs(at - mean[number]).sum(axis=1)
    middle = at[np.lexsort((spots[once], away, number))[start]]
    towns = nearest(middle)
    for n, (group, begin) in enumerate(zip(groups.tolist(), start.tolist(), strict=True)):
        place = int(np.searchsorted(first, group % int(first[-1]), "right")) - 1
        layer, index = layers[place], int(group % int(first[-1]) - first[place])
        name, kind = shown[int(text[kept[begin]])]
        words = around(layer, index, itself=True) + (" stn railway train" if kind is NameKind.STATION else "")
        if towns[n]:
            words += " " + " ".join(spelling.words_of(towns[n]))
        yield Name(name, kind, layer.codes[index], int(many[n]), (middle[n, 0], middle[n, 1]), words)


def _keys(texts: Sequence[str]) -> tuple[list[tuple[str, NameKind]], NDArray[np.int64]]:
    """For each text the name as shown and its kind, and a number that all spellings of it share; -1: not a name."""
    shown: list[tuple[str, NameKind]] = []
    numbers: dict[tuple[NameKind, str], int] = {}
    key = np.full(len(texts), -1, np.int64)
    for n, text in enumerate(texts):
        kind = NameKind.STATION if text.endswith(STATION) else NameKind.STREET
        name = _OWNER.sub(r"\1s", text.removesuffix(STATION).strip())
        shown.append((name, kind))
        words = spelling.words_of(name)
        if words and spelling.fold(name) not in GENERIC:
            key[n] = numbers.setdefault((kind, spelling.key_of(words)), len(numbers))
    return shown, key


def _in_welsh(ground: Grounds, found: Iterable[Name]) -> Iterator[Name]:
    """The Welsh names of areas and places in Wales that the files name in English only (data/names/welsh.yaml)."""
    codes = ground.atlas.force_codes
    wales = {
        code for layer in ground.atlas.layers.values() for n, code in enumerate(layer.codes)
        if layer.nation(n, codes) is Nation.WALES
    }  # fmt: skip
    for name in found:
        if name.kind in {NameKind.AREA, NameKind.PLACE} and not name.last and name.area in wales:
            for welsh in welsh_names().get(spelling.key_of(spelling.words_of(name.name)), ()):
                yield Name(welsh, name.kind, name.area, name.points, name.at, name.around)


def sectors(ground: Grounds) -> set[tuple[str, str, str]]:
    """(outward code, figure of the sector, code of an area that postcodes of that sector lie in)."""
    starts = np.array([f"{code[:-3]} {code[-3]}" for code in ground.postcodes])
    open_ = np.arange(len(starts))
    found: set[tuple[str, str, str]] = set()
    for kind in _LOCAL:
        layer = ground.atlas.layer(kind)
        if layer is None or not len(open_):
            continue
        index = locate_in(ground.spots[open_, 0], ground.spots[open_, 1], layer)
        inside = index >= 0
        pairs = np.char.add(np.char.add(starts[open_[inside]], " "), index[inside].astype(str))
        for pair in np.unique(pairs).tolist():
            outward, sector, place = pair.split(" ")
            found.add((outward, sector, layer.codes[int(place)]))
        open_ = open_[~inside]
    return found


def publish(path: Path, ground: Grounds, known: Known) -> str:
    """names.sqlite, made or linked from a release that was made from the same; the key of what it was made from."""
    key = ground.digest()
    source = known.of("names", key)
    if source is not None and source.sound(layout.NAMES):
        source.link(layout.NAMES, path)
    else:
        write(path, gather(ground), sectors(ground))
    return key


def write(path: Path, found: Iterable[Name], sectors: Iterable[tuple[str, str, str]]) -> None:
    """names.sqlite, every table in a fixed order."""
    connection = new_file(path)
    connection.executescript(layout.NAMES_SCHEMA)
    rows = _sorted(found)
    connection.executemany(
        "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (number, key, name.name, name.kind.value, name.area, name.points, *(name.at or (None, None)))
            for number, (key, name) in enumerate(rows, 1)
        ),
    )
    own = [spelling.words_of(name.name) for _, name in rows]
    connection.executemany(
        "INSERT INTO word (rowid, name, around) VALUES (?, ?, ?)",
        (
            (n, " ".join(words), name.around)
            for n, (words, (_, name)) in enumerate(zip(own, rows, strict=True), 1)
        ),
    )
    words = {word for many in own for word in many}
    # Whole names too, for slips in the spaces as well; not of streets, of which there are too many.
    words |= {key for key, name in rows if name.kind is not NameKind.STREET and not name.last}
    connection.execute("INSERT INTO word (word) VALUES ('optimize')")
    ordered = sorted(word for word in words if not word.isdigit())
    connection.executemany("INSERT INTO vocabulary VALUES (?, ?)", enumerate(ordered, 1))
    near = sorted((form, n) for n, word in enumerate(ordered, 1) for form in spelling.forms(word))
    connection.executemany("INSERT INTO near VALUES (?, ?)", near)
    connection.executemany("INSERT INTO sectors VALUES (?, ?, ?)", sorted(sectors))
    finish(connection)


def _sorted(found: Iterable[Name]) -> list[tuple[str, Name]]:
    """With their keys, in the order in which answers are listed; each name of an area once."""
    keyed: dict[tuple[bool, int, str, int, str, str], tuple[str, Name]] = {}
    for name in found:
        key = spelling.key_of(spelling.words_of(name.name))
        if key:
            place = (name.last, _ORDER.index(name.kind), key, name.width, name.area, name.name)
            keyed.setdefault(place, (key, name))
    return [keyed[place] for place in sorted(keyed)]
