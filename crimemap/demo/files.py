"""Everything on disk: the publishers' formats, with the same bytes for the same county."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from crimemap.demo.ground import Feature
from crimemap.demo.lines import Sheet

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def write(path: Path, content: bytes) -> None:
    """A file, and the folders that it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def zipped(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """A zip with the same bytes every time: members in order of name, one fixed time stamp, no host's marks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in sorted(members):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def table(header: Sequence[str], rows: Iterable[Sequence[object]], *, line_end: str = "\n") -> bytes:
    """A CSV with a header, quoted only where it must be."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def table_zip(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV in a zip of the same name, as the statistics are handed out."""
    zipped(path, [(path.name.removesuffix(".zip"), table(header, rows))])


def quoted(rows: Iterable[Sequence[object]]) -> bytes:
    """CSV in which every text is quoted and no number is: Code-Point Open's way. No header."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def geojson(name: str, columns: Mapping[str, Sequence[str]], shapes: Sequence[BaseGeometry]) -> bytes:
    """A feature collection, one feature a line; `shapes` in degrees."""
    lines = []
    for n, shape in enumerate(shapes):
        properties = {column: values[n] for column, values in columns.items()}
        lines.append(
            _json({"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)})
        )
    head = f'{{"type":"FeatureCollection","name":{_json(name)},"features":[\n'
    return (head + ",\n".join(lines) + "\n]}\n").encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def api_json(value: Any) -> bytes:
    """JSON as data.police.uk sends it: on one line, with slashes escaped."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/").encode()


@contextmanager
def _standing_clock() -> Iterator[None]:
    """A GeoPackage carries the time it was written at: here always the same."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2000-01-01T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _mended(shape: BaseGeometry) -> BaseGeometry:
    """A polygon that rounding to six decimals made cross itself, repaired."""
    return shape if shape.is_valid else shapely.buffer(shape, 0)


def basemap(path: Path, layers: Mapping[str, Sequence[Feature]], sheet: Sheet) -> None:
    """One GeoPackage with a layer for each kind of background; columns `name` and `class`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with _standing_clock():
        for n, (layer, features) in enumerate(layers.items()):
            kept = [f for f in features if not f.shape.is_empty]
            frame = gpd.GeoDataFrame(
                {"name": [f.name for f in kept], "class": [f.klass for f in kept]},
                geometry=[_mended(shape) for shape in sheet.place([f.shape for f in kept])],
                crs="EPSG:4326",
            )
            pyogrio.write_dataframe(
                frame, path, layer=layer, driver="GPKG", append=n > 0, geometry_type="Unknown"
            )
