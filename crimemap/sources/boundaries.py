"""Boundary and background files: GeoJSON, GeoPackage, shapefile, zipped or not, in any coordinate system.

Shapes come out as longitude and latitude (EPSG:4326), two-dimensional. British National Grid is
converted with the parameters that PROJ has without its grid files: within about 2 m.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pyogrio.errors
import pyproj.exceptions
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from crimemap.sources.text import UNREADABLE, is_macos, open_zip
from crimemap.terms import Refusal

_SUFFIXES: Final = (".geojson", ".json", ".gpkg", ".shp")
_POLYGONAL: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

_SLIVER: Final = 0.01
"""The share of the smaller of two parts of an area that may overlap, as simplified boundaries do."""

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class AreaFile:
    """Areas in the file's order: unique codes, names, valid polygons, and the further columns asked for."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: Shapes
    columns: dict[str, tuple[str, ...]]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """Features of a background layer, of any geometry type; '' where one has no name or class."""

    shapes: Shapes
    names: tuple[str, ...]
    classes: tuple[str, ...]
    notes: tuple[str, ...]


def read_areas(
    path: Path, *, code: str, name: str, columns: Sequence[str] = (), layer: str | None = None
) -> AreaFile:
    """The areas of `path`, their codes and names from the columns `code` and `name`.

    An invalid polygon is repaired, its polygonal part kept, and noted; an area without a name gets its
    code. Features with one code, one name and no common ground are the parts of one area (ONS's wards
    hold one such): they are united and noted. Any other repeated code is refused.
    Raises Refusal for a file, layer or column that is missing, a file without a coordinate system,
    an empty or repeated code, and a geometry that is empty, unreadable, no polygon or beyond repair.
    """
    frame, notes = _read(path, layer, [code, name, *columns])
    codes = _words(frame[code])
    if not codes:
        raise Refusal(f"{path}: areas were expected; the file holds none.")
    if "" in codes:
        raise Refusal(f"{path}: feature {codes.index('') + 1} has no code in column {code!r}.")
    names = list(_words(frame[name]))
    for number, key in enumerate(codes):
        if not names[number]:
            names[number] = key
            notes.append(f"{path.name}: {key} has no name; its code is used")
    further = {column: _words(frame[column]) for column in columns}
    labels = [f"{key} ({word})" for key, word in zip(codes, names, strict=True)]
    shapes = _polygons(path, frame.geometry.to_numpy(), labels, notes)
    kept = _unite(path, codes, list(zip(names, *further.values(), strict=True)), shapes, notes)
    return AreaFile(
        tuple(codes[number] for number in kept),
        tuple(names[number] for number in kept),
        shapes[kept],
        {column: tuple(words[number] for number in kept) for column, words in further.items()},
        tuple(notes),
    )


def read_features(path: Path, *, layer: str | None, name: str | None, klass: str | None) -> FeatureFile:
    """The features of a background layer, for drawing. Empty geometries are left out and noted.

    Raises Refusal for a file, layer or column that is missing and a file without a coordinate system.
    """
    frame, notes = _read(path, layer, [column for column in (name, klass) if column is not None])
    shapes = frame.geometry.to_numpy()
    drawn = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if not drawn.all():
        notes.append(f"{path.name}: features without a geometry left out: {int((~drawn).sum())}")
    frame = frame[drawn]
    shapes = shapes[drawn]
    broken = np.isin(shapely.get_type_id(shapes), _POLYGONAL) & ~shapely.is_valid(shapes)
    if broken.any():
        shapes[broken] = [repaired(shape) for shape in shapes[broken]]
        notes.append(f"{path.name}: invalid polygons repaired: {int(broken.sum())}")
    blank = ("",) * len(frame)
    names = blank if name is None else _words(frame[name])
    return FeatureFile(shapes, names, blank if klass is None else _words(frame[klass]), tuple(notes))


def _read(path: Path, layer: str | None, columns: list[str]) -> tuple[geopandas.GeoDataFrame, list[str]]:
    """The layer's features with `columns`, in EPSG:4326, and what the driver had to say."""
    source = _source(path)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            chosen = _layer(path, [str(row[0]) for row in pyogrio.list_layers(source)], layer)
            held = [str(field) for field in pyogrio.read_info(source, layer=chosen)["fields"]]
            _check_columns(path, held, columns)
            frame = pyogrio.read_dataframe(
                source, layer=chosen, columns=list(dict.fromkeys(columns)), force_2d=True, on_invalid="ignore"
            )
        except (
            pyogrio.errors.DataSourceError,
            pyogrio.errors.DataLayerError,
            pyogrio.errors.FeatureError,
        ) as fault:
            said_of_it = str(fault).split("; It might help", maxsplit=1)[0].rstrip(".")
            raise Refusal(f"{path}: it cannot be read as a boundary file: {said_of_it}.") from fault
        except UnicodeDecodeError as fault:
            raise Refusal(f"{path}: its text cannot be read: {fault}; UTF-8 was expected.") from fault
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise Refusal(f"{path}: geometries were expected; layer {chosen!r} holds none.")
    return _degrees(path, frame), [f"{path.name}: {warning.message}" for warning in said]


def _source(path: Path) -> str:
    """How GDAL is told of `path`: for a zip, of its one boundary file."""
    if not path.is_file():
        raise Refusal(f"{path}: there is no such file.")
    if path.suffix.lower() != ".zip":
        return str(path)
    with open_zip(path) as opened:
        names = [info.filename for info in opened.infolist()]
        _check_whole(path, opened)
    found = [name for name in names if name.lower().endswith(_SUFFIXES) and not is_macos(name)]
    if len(found) != 1:
        held = ", ".join(found or names) or "nothing"
        raise Refusal(f"{path}: one file ({', '.join(_SUFFIXES)}) was expected in this zip; it holds {held}.")
    return f"/vsizip/{{{path.resolve()}}}/{found[0]}"


def _check_whole(path: Path, opened: zipfile.ZipFile) -> None:
    """GDAL does not compare checksums: a damaged boundary could be one with other coordinates."""
    try:
        damaged = opened.testzip()
    except UNREADABLE as fault:
        raise Refusal(f"{path}: it cannot be unpacked whole: {fault}.") from fault
    if damaged is not None:
        raise Refusal(f"{path}: {damaged} is damaged: its bytes are not those of its checksum in the zip.")


def _layer(path: Path, layers: list[str], wanted: str | None) -> str:
    if wanted is None and len(layers) == 1:
        return layers[0]
    if wanted in layers and wanted is not None:
        return wanted
    expected = "one layer, or the key `layer`," if wanted is None else f"layer {wanted!r}"
    raise Refusal(f"{path}: {expected} was expected; its layers are {', '.join(layers) or 'none'}.")


def _check_columns(path: Path, held: list[str], wanted: Sequence[str]) -> None:
    for column in wanted:
        if column not in held:
            raise Refusal(
                f"{path}: there is no column {column!r}; its columns are {', '.join(held) or 'none'}."
            )


def _degrees(path: Path, frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """`frame` in EPSG:4326."""
    if frame.crs is None:
        raise Refusal(
            f"{path}: it does not say in which coordinate system it is; a .prj or its like was expected."
        )
    try:
        frame = frame.to_crs(4326)
    except pyproj.exceptions.ProjError as fault:
        raise Refusal(
            f"{path}: its coordinates cannot be converted to longitude and latitude: {fault}."
        ) from fault
    west, south, east, north = frame.total_bounds
    if not frame.geometry.isna().all() and not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Refusal(
            f"{path}: longitudes and latitudes were expected; coordinates run from {west:g} {south:g} to "
            f"{east:g} {north:g} (is its coordinate system declared?)."
        )
    return frame


def _words(column: pd.Series[Any]) -> tuple[str, ...]:
    """A column as text: '' for what is missing, whole numbers without a point."""
    return tuple(
        ""
        if pd.isna(value)
        else f"{value:.0f}"
        if isinstance(value, float) and value.is_integer()
        else str(value).strip()
        for value in column.astype(object)
    )


def _unite(
    path: Path, codes: Sequence[str], rows: Sequence[tuple[str, ...]], shapes: Shapes, notes: list[str]
) -> list[int]:
    """The positions of the areas, each code once; parts of one area are united in `shapes` and noted."""
    first: dict[str, int] = {}
    for number, code in enumerate(codes):
        if first.setdefault(code, number) == number:
            continue
        one, part = shapes[first[code]], shapes[number]
        common = shapely.area(shapely.intersection(one, part))
        if rows[first[code]] != rows[number] or common > _SLIVER * min(one.area, part.area):
            raise Refusal(
                f"{path}: features {first[code] + 1} and {number + 1} have the same code {code!r} "
                f"({rows[first[code]][0]}, {rows[number][0]}); each code was expected once."
            )
        shapes[first[code]] = shapely.union(one, part)
        notes.append(f"{path.name}: {code} ({rows[number][0]}): parts in several features united")
    return list(first.values())


def _polygons(path: Path, shapes: Shapes, labels: Sequence[str], notes: list[str]) -> Shapes:
    """`shapes` as valid polygons; repairs are appended to `notes`."""
    kept = shapes.copy()
    for number in np.flatnonzero(shapely.is_missing(shapes) | shapely.is_empty(shapes)).tolist():
        raise Refusal(
            f"{path}: {labels[number]}: the geometry is empty or cannot be read; a polygon was expected."
        )
    for number in np.flatnonzero(~np.isin(shapely.get_type_id(shapes), _POLYGONAL)).tolist():
        raise Refusal(
            f"{path}: {labels[number]}: the geometry is a {shapes[number].geom_type}; a polygon was expected."
        )
    for number in np.flatnonzero(~shapely.is_valid(shapes)).tolist():
        kept[number] = repaired(shapes[number])
        if kept[number].is_empty:
            raise Refusal(f"{path}: {labels[number]}: the polygon is invalid and cannot be repaired.")
        notes.append(f"{path.name}: {labels[number]}: invalid polygon repaired")
    return kept


def repaired(shape: BaseGeometry) -> BaseGeometry:
    """The polygonal part of `shape` made valid; an empty polygon where nothing is left."""
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = shapely.get_parts(shapely.get_parts(valid))
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return shapely.union_all(polygons) if len(polygons) else shapely.Polygon()
