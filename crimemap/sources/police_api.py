"""Neighbourhoods as data.police.uk's API gives them, in the folder that `crimemap fetch police` writes.

The folder is named by the force's slug and holds `neighbourhoods.json` ([{"id", "name"}]) and, for
each id (percent-encoded), `<id>/boundary.json`: one ring, [{"latitude", "longitude"}, …], as strings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from crimemap.sources.boundaries import AreaFile, repaired
from crimemap.sources.text import decode
from crimemap.terms import Refusal

LISTED: Final = "neighbourhoods.json"
BOUNDARY: Final = "boundary.json"
_LEAST_POINTS: Final = 3


def read_neighbourhoods(folder: Path) -> AreaFile:
    """The force's neighbourhoods: codes `<force>-<id>` in lower case, names, polygons, sorted by code.

    The API flattens a neighbourhood of several parts into one ring: it is taken apart where the ring comes back
    to where a part began, which is noted.
    Raises Refusal for a missing or malformed file, a repeated id, and a boundary without an area.
    """
    listed = folder / LISTED
    found: dict[str, tuple[str, BaseGeometry | None]] = {}
    notes: list[str] = []
    for one in list_of(folder):
        found[one.code] = (one.name, _shape(one.folder / BOUNDARY, f"{one.code} ({one.name})", notes))
    codes = tuple(sorted(code for code, (_, shape) in found.items() if shape is not None))
    if not codes:
        raise Refusal(f"{listed}: neighbourhoods with boundaries were expected; it lists none.")
    shapes = np.empty(len(codes), dtype=object)
    shapes[:] = [found[code][1] for code in codes]
    return AreaFile(codes, tuple(found[code][0] for code in codes), shapes, {}, tuple(sorted(notes)))


@dataclass(frozen=True, slots=True)
class Listed:
    """A neighbourhood as its force lists it. `code`: `<force>-<id>` in lower case; `folder`: where its files are."""

    id: str
    name: str
    code: str
    folder: Path


def list_of(folder: Path) -> list[Listed]:
    """The neighbourhoods of a force, in its order. Raises Refusal for a missing or malformed list, a repeated id."""
    path = folder / LISTED
    found: dict[str, Listed] = {}
    for number, entry in enumerate(_list(path), start=1):
        identity, name = _identity(path, number, entry)
        # The folder may be given as ".", and its name is the force's.
        code = f"{folder.resolve().name}-{identity}".lower()
        if code in found:
            raise Refusal(
                f"{path}: entry {number} repeats the neighbourhood {identity!r}; each was expected once."
            )
        found[code] = Listed(identity, name, code, folder / folder_of(identity))
    return list(found.values())


def folder_of(identity: str) -> str:
    """The name of a neighbourhood's folder: ids hold dots, slashes and spaces."""
    return quote(identity, safe="")


def read_json(path: Path) -> Any:
    """What a file of the API holds. Raises Refusal where it is missing, not UTF-8, or no JSON."""
    if not path.is_file():
        raise Refusal(f"{path}: there is no such file; `crimemap fetch police` writes it.")
    try:
        return json.loads(decode(path.read_bytes(), str(path)))
    except json.JSONDecodeError as fault:
        raise Refusal(f"{path}, line {fault.lineno}: it is not JSON: {fault.msg}.") from fault
    except RecursionError as fault:
        raise Refusal(f"{path}: it is nested too deeply to be an answer of the API.") from fault


def _list(path: Path) -> list[Any]:
    data = read_json(path)
    if not isinstance(data, list):
        raise Refusal(f"{path}: a JSON list was expected.")
    return data


def _identity(path: Path, number: int, entry: Any) -> tuple[str, str]:
    """A neighbourhood's id and its name (the id where it has none)."""
    identity = entry.get("id") if isinstance(entry, dict) else None
    if not isinstance(identity, str) or not identity.strip():
        raise Refusal(f'{path}: entry {number} is {entry!r}; {{"id": …, "name": …}} was expected.')
    if identity in {".", ".."}:
        raise Refusal(
            f"{path}: entry {number} has the id {identity!r}; an id that can name a folder was expected."
        )
    return identity, str(entry.get("name") or "").strip() or identity


def _shape(path: Path, label: str, notes: list[str]) -> BaseGeometry | None:
    """The polygon of a boundary file, its parts taken apart; None where the publisher gave no point at all.

    Repairs and gaps are appended to `notes`.
    """
    ring = _ring(path)
    if not ring:
        notes.append(f"{path.parent.name}/{path.name}: {label}: the publisher gives no boundary; left out")
        return None
    parts = [part for part in _parts(ring) if len(part) >= _LEAST_POINTS]
    shape: BaseGeometry = shapely.Polygon()
    for part in parts:
        polygon: BaseGeometry = shapely.Polygon(part)
        if not polygon.is_valid:
            polygon = repaired(polygon)
            notes.append(f"{path.parent.name}/{path.name}: {label}: invalid polygon repaired")
        shape = shapely.symmetric_difference(shape, polygon)
    if len(parts) > 1:
        notes.append(f"{path.parent.name}/{path.name}: {label}: one ring of {len(parts)} parts taken apart")
    shape = repaired(shape)
    if shape.is_empty:
        raise Refusal(f"{path}: {label}: the ring of a polygon was expected; it encloses no area.")
    return shape


def _ring(path: Path) -> list[tuple[float, float]]:
    """The points (longitude, latitude) of a boundary file."""
    points = []
    for number, entry in enumerate(_list(path), start=1):
        try:
            lon, lat = float(entry["longitude"]), float(entry["latitude"])
        except (KeyError, TypeError, ValueError):
            lon, lat = np.nan, np.nan
        if not (-11 <= lon <= 2.5 and 49 <= lat <= 61.5):
            raise Refusal(
                f"{path}: point {number} is {entry!r}; latitude and longitude in Britain or Ireland were expected."
            )
        points.append((lon, lat))
    return points


def _parts(ring: list[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """`ring` cut wherever it comes back to the point at which the current part began."""
    parts: list[list[tuple[float, float]]] = [[]]
    for point in ring:
        if parts[-1] and point == parts[-1][0] and len(parts[-1]) >= _LEAST_POINTS:
            parts.append([])
        elif not parts[-1] or point != parts[-1][-1]:
            parts[-1].append(point)
    return parts
