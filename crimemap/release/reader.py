"""A published release, opened read-only. Every call answers from its files; nothing is ever written.

Opening costs a manifest and nothing else: arrays are memory-mapped and places are looked up when asked
for, so that a worker starts at once on a national release.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap.figure import Status
from crimemap.release import layout
from crimemap.release.manifest import Coverage, Manifest, Supply
from crimemap.release.texts import Texts
from crimemap.terms import BTP, TYPES, AreaKind, CrimeType, Month, Nation, Period, Refusal

Counts = NDArray[np.int32]
Bounds = tuple[float, float, float, float]

_AREA_COLUMNS: Final = (
    "code, kind, idx, name, official, position, force, nation, parent, partnership, vintage,"
    " residents, households, workday, lon, lat, west, south, east, north"
)
_OF_A: Final = ", ".join(f"a.{column.strip()}" for column in _AREA_COLUMNS.split(","))

_MAPPED: Final = 1 << 30
"""Bytes of a file that sqlite reads in place, without copying pages; all workers then share them."""

_WIDE: Final = (AreaKind.FORCE, AreaKind.PARTNERSHIP)
"""Kinds of which there are few enough in a country to be kept, and which every page beside them asks for."""

_STATUS: Final = {
    Supply.PUBLISHED: Status.PUBLISHED,
    Supply.PARTIAL: Status.PARTIAL,
    Supply.MISSING: Status.MISSING,
}


@dataclass(frozen=True, slots=True)
class Area:
    """An area that has a page. `centre` is where most of its people live; None where no boundary was supplied."""

    code: str
    kind: AreaKind
    index: int
    name: str
    official: str
    position: int
    force: str | None
    nation: Nation
    parent: str | None
    partnership: str | None
    vintage: int | None
    residents: int | None
    households: int | None
    workday: int | None
    centre: tuple[float, float] | None
    bounds: Bounds | None


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A point of the publisher's list, and what was recorded there: never where anything happened.

    `name` is the publisher's without its "On or near "; empty where the publisher left the street out.
    """

    lon: float
    lat: float
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Feature:
    """Something to draw under the figures."""

    kind: str
    klass: str
    name: str
    shape: shapely.Geometry


def _area(row: Sequence[Any]) -> Area:
    code, kind, idx, name, official, position, force, nation, parent, partnership, vintage, *rest = row
    residents, households, workday, lon, lat, west, south, east, north = rest
    return Area(
        code, AreaKind(kind), idx, name, official, position, force, Nation(nation), parent, partnership, vintage,
        residents, households, workday,
        None if lon is None else (lon, lat), None if west is None else (west, south, east, north),
    )  # fmt: skip


class Release:
    """One immutable release. Safe to share between the threads of a worker."""

    def __init__(self, folder: Path) -> None:
        """Raises Refusal where `folder` holds no release of this format."""
        self.folder = folder
        try:
            self.manifest = Manifest.from_bytes((folder / layout.MANIFEST).read_bytes())
        except (OSError, ValueError) as fault:
            said = str(fault).splitlines()[0]
            raise Refusal(f"{folder} is not a release that this version can read: {said}.") from fault
        if self.manifest.format != layout.FORMAT:
            raise Refusal(
                f"Release {folder.name} has format {self.manifest.format}; this version reads format"
                f" {layout.FORMAT}: build it again."
            )
        self.id = self.manifest.id
        self.name = self.manifest.name
        self.months = tuple(Month.parse(text) for text in self.manifest.months)
        self.forces = tuple(self.manifest.forces)
        self._threads = threading.local()
        self.area = lru_cache(maxsize=4096)(self._area)
        self._inside = lru_cache(maxsize=256)(self._parts)
        self._kinds_inside = lru_cache(maxsize=4096)(self._kinds_of_parts)
        self._wide = lru_cache(maxsize=len(_WIDE))(self._areas)
        self._coverage = lru_cache(maxsize=None)(self._coverage_of)

    # --- areas ---------------------------------------------------------------------------------

    def _open(self, file: str) -> sqlite3.Connection:
        """One connection a thread and file, read-only: sqlite's own locks are off, since the file never changes."""
        opened: dict[str, sqlite3.Connection] = self._threads.__dict__.setdefault("opened", {})
        if file not in opened:
            path = quote((self.folder / file).resolve().as_posix())
            opened[file] = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
            opened[file].execute(f"PRAGMA mmap_size = {_MAPPED}")
        return opened[file]

    @property
    def _places(self) -> sqlite3.Connection:
        return self._open(layout.PLACES)

    def _area(self, code: str) -> Area | None:
        """The area with this code, or None. Codes are compared exactly; `lru_cache` stands before it as `area`."""
        row = self._places.execute(f"SELECT {_AREA_COLUMNS} FROM areas WHERE code = ?", (code,)).fetchone()
        return _area(row) if row else None

    def areas(self, kind: AreaKind) -> list[Area]:
        """Every area of a kind, by place."""
        return list(self._wide(kind) if kind in _WIDE else self._areas(kind))

    def _areas(self, kind: AreaKind) -> tuple[Area, ...]:
        rows = self._places.execute(
            f"SELECT {_AREA_COLUMNS} FROM areas WHERE kind = ? ORDER BY position, code", (kind,)
        )
        return tuple(_area(row) for row in rows)

    def parts(self, area: Area, kind: AreaKind | None = None) -> list[Area]:
        """The areas of `kind` that make up `area`, by place; of the widest kind that does, where None."""
        for wanted in [kind] if kind else [k for k in AreaKind if k is not AreaKind.COMMITTEE]:
            if wanted in self._kinds_inside(area.code):
                return list(self._inside(area.code, wanted))
        return []

    def _parts(self, code: str, kind: AreaKind) -> tuple[Area, ...]:
        """What `parts` is made of; `lru_cache` stands before it, since a page asks for the same several times."""
        rows = self._places.execute(
            f"SELECT {_OF_A} FROM children c JOIN areas a ON a.code = c.child"
            " WHERE c.parent = ? AND c.kind = ? ORDER BY c.position",
            (code, kind),
        )
        return tuple(_area(row) for row in rows)

    def _kinds_of_parts(self, code: str) -> frozenset[AreaKind]:
        """One question in place of one for each kind, of which an area has one or two."""
        rows = self._places.execute("SELECT DISTINCT kind FROM children WHERE parent = ?", (code,))
        return frozenset(AreaKind(kind) for (kind,) in rows)

    def parts_at(self, area: Area, kind: AreaKind) -> list[tuple[int, str | None, str]]:
        """Index, force and code of each of `parts`, in no order: where no more is needed, a tenth of the time."""
        found: list[tuple[int, str | None, str]] = self._places.execute(
            "SELECT a.idx, a.force, a.code FROM children c JOIN areas a ON a.code = c.child"
            " WHERE c.parent = ? AND c.kind = ?",
            (area.code, kind),
        ).fetchall()
        return found

    def ancestors(self, area: Area) -> list[Area]:
        """Widest first: force, partnership, … without the area itself."""
        found: list[Area] = []
        parent = area.parent
        while parent and (above := self.area(parent)):
            found.insert(0, above)
            parent = above.parent
        return found

    def force_area(self, slug: str) -> Area | None:
        """The area of a force, by its slug."""
        cover = self.manifest.forces.get(slug)
        return self.area(cover.code) if cover else None

    def shape(self, code: str, detail: Literal["full", "drawn"] = "drawn") -> shapely.Geometry | None:
        """The boundary in lon/lat, or None where none was supplied."""
        row = self._places.execute(f"SELECT {detail} FROM shapes WHERE code = ?", (code,)).fetchone()
        return shapely.from_wkb(row[0]) if row else None

    def shapes(self, codes: Sequence[str]) -> dict[str, shapely.Geometry]:
        """`shape` of several areas at once, by code; those without one are left out."""
        rows = self._places.execute(
            f"SELECT code, drawn FROM shapes WHERE code IN ({','.join('?' * len(codes))})", tuple(codes)
        ).fetchall()
        found = shapely.from_wkb(np.array([row[1] for row in rows], dtype=object))
        return {row[0]: shape for row, shape in zip(rows, found, strict=True)}

    def areas_in(self, bounds: Bounds, kind: AreaKind) -> list[Area]:
        """Areas of a kind whose box meets `bounds`, by place."""
        if not self.manifest.kinds.get(kind):
            return []
        rows = self._places.execute(
            f"SELECT {_OF_A} FROM area_box b"
            " JOIN area_box_code n ON n.id = b.id JOIN areas a ON a.code = n.code"
            " WHERE b.west <= ? AND b.east >= ? AND b.south <= ? AND b.north >= ? AND a.kind = ?"
            " ORDER BY a.position, a.code",
            (*_box(bounds), kind),
        )
        return [_area(row) for row in rows]

    def area_at(self, lon: float, lat: float, kind: AreaKind) -> Area | None:
        """The area of a kind that a point lies in; of several (overlaps, edges) the lowest code."""
        point = shapely.Point(lon, lat)
        here = [a for a in self.areas_in((lon, lat, lon, lat), kind) if self._covers(a.code, point)]
        return min(here, key=lambda area: area.code, default=None)

    def _covers(self, code: str, point: shapely.Point) -> bool:
        shape = self.shape(code, "full")
        return shape is not None and bool(shapely.intersects(shape, point))

    def postcode(self, code: str) -> tuple[float, float] | None:
        """Lon, lat of a postcode written without space in capitals."""
        row = (
            self._open(layout.POSTCODES)
            .execute("SELECT lon, lat FROM postcodes WHERE code = ?", (code,))
            .fetchone()
        )
        return (row[0], row[1]) if row else None

    @property
    def holds_postcodes(self) -> bool:
        return self._open(layout.POSTCODES).execute("SELECT 1 FROM postcodes LIMIT 1").fetchone() is not None

    def names(self) -> Iterator[tuple[str, str, str, AreaKind]]:
        """Every (name, official name, code, kind), widest kinds first: what a search looks through."""
        for kind in AreaKind:
            for name, official, code in self._places.execute(
                "SELECT name, official, code FROM areas WHERE kind = ? ORDER BY position, code", (kind,)
            ):
                yield name, official, code, kind

    # --- figures -------------------------------------------------------------------------------

    def counts(self, area: Area) -> Counts:
        """Recorded crimes [months, types] of one area; types in the order of terms.TYPES. Read-only."""
        counts: Counts = self._counts(area.kind)[area.index]
        return counts

    def counts_of(self, areas: Sequence[Area], months: slice = slice(None)) -> Counts:
        """[areas, months, types] for areas of one kind; of some months, where they are given."""
        if not areas:
            return np.zeros((0, len(self.months), len(TYPES)), np.int32)[:, months]
        return self.counts_at(areas[0].kind, [area.index for area in areas], months)

    def counts_at(self, kind: AreaKind, indexes: Sequence[int], months: slice = slice(None)) -> Counts:
        """`counts_of`, where the areas are known by their `Area.index`."""
        return self._counts(kind)[indexes, months]

    def _counts(self, kind: AreaKind) -> Counts:
        return self._arrays(layout.counts_file(kind))

    def split(self, force: str) -> Counts:
        """[months, 3, types] of one force's rows: located, outside its area, unlocated."""
        split: Counts = self._arrays(layout.SPLIT)[self.forces.index(force)]
        return split

    @cached_property
    def _array_cache(self) -> dict[str, NDArray[Any]]:
        return {}

    def _arrays(self, name: str) -> NDArray[Any]:
        if name not in self._array_cache:
            # A plain view: numpy's own class of mapped arrays costs more than the reading at every slice.
            self._array_cache[name] = np.load(self.folder / name, mmap_mode="r").view(np.ndarray)
        return self._array_cache[name]

    def coverage(self, area: Area) -> tuple[Coverage, ...]:
        """What the area's force supplied, month by month; `missing` throughout where it has no force."""
        return self._coverage(area.force or "")

    def _coverage_of(self, force: str) -> tuple[Coverage, ...]:
        cover = self.manifest.forces.get(force)
        none = Coverage(status=Supply.MISSING, rows=None)
        return tuple(cover.coverage[str(month)] if cover else none for month in self.months)

    def statuses(self, area: Area) -> tuple[Status, ...]:
        """`coverage` as the status of a figure."""
        return tuple(_STATUS[month.status] for month in self.coverage(area))

    def position_of(self, month: Month) -> int | None:
        """The month's place in every array, or None where the release does not cover it."""
        index = month.ordinal - self.months[0].ordinal
        return index if 0 <= index < len(self.months) else None

    # --- map points and background -------------------------------------------------------------

    def points(self, area: Area, period: Period, types: Sequence[CrimeType]) -> list[MapPoint]:
        """The map points inside `area` with what was recorded at each in `period`, in order of point.

        Points of the period's lists with nothing of these types are given with count 0. British Transport
        Police rows are not in it.
        """
        inside = np.flatnonzero(self._arrays(layout.points_file(area.kind)) == area.index)
        wanted = [TYPES.index(kind) for kind in types]
        seen = np.zeros(len(inside), bool)
        totals = np.zeros(len(inside), np.int64)
        for month in period.months():
            if self.position_of(month) is not None:
                place, rows = self._recorded_at(inside, month)
                seen[place] = True
                chosen = np.isin(rows[layout.TYPE], wanted)
                np.add.at(totals, place[chosen], rows[layout.COUNT, chosen])
        return self._merged(inside[seen], totals[seen])

    def _recorded_at(
        self, points: NDArray[np.intp], month: Month
    ) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
        """The month's rows at sorted `points`, without British Transport Police: positions in `points`; the rows."""
        rows = self._arrays(layout.points_file(month))
        wanted = points.astype(rows.dtype)  # of the same type: else the whole mapped row would be converted
        first = np.searchsorted(rows[layout.POINT], wanted, "left")
        many = np.searchsorted(rows[layout.POINT], wanted, "right") - first
        place = np.repeat(np.arange(len(points)), many)
        column = np.arange(len(place)) + np.repeat(first - np.cumsum(many) + many, many)
        found = rows[:, column]
        if BTP in self.forces:
            street = found[layout.FORCE] != self.forces.index(BTP)
            return place[street], found[:, street]
        return place, found

    def _merged(self, points: NDArray[np.intp], totals: NDArray[np.int64]) -> list[MapPoint]:
        """Points of the same coordinates as one, with the name that came last; in order of first appearance."""
        places = self._arrays(layout.points_file("places"))[points]
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        for (lon, lat, name, _), total in zip(places.tolist(), totals.tolist(), strict=True):
            merged[lon, lat] = (name, merged.get((lon, lat), (0, 0))[1] + total)
        return [
            MapPoint(lon / layout.MICRO, lat / layout.MICRO, self._point_names[name], total)
            for (lon, lat), (name, total) in merged.items()
        ]

    @cached_property
    def _point_names(self) -> Texts:
        return Texts(self.folder, "points/names")

    def background(self, bounds: Bounds, kinds: Sequence[str] = (), level: int = 0) -> list[Feature]:
        """Background features whose box meets `bounds`, in drawing order of their ids; `level` as layout.LEVELS."""
        file = layout.background_file(level)
        if not (self.folder / file).is_file():
            file = layout.BACKGROUND
        wanted = f" AND f.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
        rows = (
            self._open(file)
            .execute(
                "SELECT f.kind, f.class, f.name, f.shape, f.id FROM feature_box b JOIN features f ON f.id = b.id"
                " WHERE b.west <= ? AND b.east >= ? AND b.south <= ? AND b.north >= ?" + wanted,
                (*_box(bounds), *kinds),
            )
            .fetchall()
        )
        rows.sort(key=itemgetter(4))  # sqlite would carry the shapes through its sorter
        # All shapes in one call: a county's background is thousands of small ones.
        shapes = shapely.from_wkb(np.array([row[3] for row in rows], dtype=object))
        return [Feature(row[0], row[1], row[2], shape) for row, shape in zip(rows, shapes, strict=True)]


def _box(bounds: Bounds) -> tuple[int, int, int, int]:
    """The four bind values of a box query: east ≥ west edge and so on, in microdegrees, a degree's millionth wide."""
    west, south, east, north = bounds
    return (
        int(np.ceil(east * layout.MICRO)), int(np.floor(west * layout.MICRO)),
        int(np.ceil(north * layout.MICRO)), int(np.floor(south * layout.MICRO)),
    )  # fmt: skip
