"""Postcodes and where they lie: Code-Point Open (Ordnance Survey) and ONSPD (ONS).

Read as a stream: the national files hold up to 2.7 million rows.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Literal, cast

import numpy as np
import pyproj
from numpy.typing import NDArray

from crimemap.sources.text import UNREADABLE, is_macos, open_zip, text_lines
from crimemap.terms import Refusal

Format = Literal["code-point-open", "onspd"]

ZERO: Final = "zero coordinates"
TERMINATED: Final = "terminated"
OUTSIDE: Final = "outside Great Britain and Ireland"
NOT_A_POSTCODE: Final = "not a postcode"
REPEATED: Final = "repeated"

# Any first letters: the demonstration county's are invented.
_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_CODE_POINT_MEMBER: Final = re.compile(r"(?:.*/)?data/csv/[^/]+\.csv")
_ONSPD_MEMBER: Final = re.compile(r"(?:.*/)?data/[^/]+\.csv")
_ONSPD_NOWHERE: Final = 99.999999
"""The latitude that ONSPD gives to a postcode without a grid reference."""


@dataclass(frozen=True, slots=True)
class Postcodes:
    """Postcodes in the file's order, each once, like "CB10AG"; degrees (EPSG:4326); rows left out by reason."""

    codes: NDArray[np.str_]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    left_out: dict[str, int]


@dataclass(slots=True)
class _Gathered:
    """Postcodes so far, with x and y in the file's own coordinates."""

    codes: dict[str, None] = field(default_factory=dict)
    x: array[float] = field(default_factory=lambda: array("d"))
    y: array[float] = field(default_factory=lambda: array("d"))
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, written: str, x: float, y: float) -> None:
        code = written.replace(" ", "").upper()
        if x == 0 and y == 0:
            self.left_out[ZERO] += 1
        elif not _POSTCODE.fullmatch(code):
            self.left_out[NOT_A_POSTCODE] += 1
        elif code in self.codes:
            self.left_out[REPEATED] += 1
        else:
            self.codes[code] = None
            self.x.append(x)
            self.y.append(y)


def read_postcodes(path: Path, format: Format) -> Postcodes:  # noqa: A002 - the input file's own key
    """The postcodes of a Code-Point Open zip or of an ONSPD CSV (zipped or not).

    Raises Refusal for a missing or damaged file, a missing column, and a coordinate that is no number
    or text that is not UTF-8 (naming the line). Terminated postcodes, those without coordinates and
    those outside Great Britain and Ireland are left out and counted.
    """
    gathered = _Gathered()
    if format == "code-point-open":
        _code_point_open(path, gathered)
        transform = pyproj.Transformer.from_crs(27700, 4326, always_xy=True).transform
        lon, lat = transform(np.array(gathered.x), np.array(gathered.y))
    else:
        _onspd(path, gathered)
        lon, lat = np.array(gathered.x), np.array(gathered.y)
    inside = (lon >= -11) & (lon <= 2.5) & (lat >= 49) & (lat <= 61.5)
    if not inside.all():
        gathered.left_out[OUTSIDE] += int((~inside).sum())
    codes = np.array(list(gathered.codes), dtype="U7")
    return Postcodes(codes[inside], lon[inside], lat[inside], dict(sorted(gathered.left_out.items())))


def _code_point_open(path: Path, gathered: _Gathered) -> None:
    """Rows without a header: postcode, quality, easting, northing, then codes."""
    with open_zip(path) as opened:
        members = [
            name
            for name in opened.namelist()
            if _CODE_POINT_MEMBER.fullmatch(name.lower()) and not is_macos(name)
        ]
        if not members:
            raise Refusal(f"{path}: Data/CSV/*.csv was expected in this zip; it holds none.")
        for member in sorted(members):
            label = f"{path.name}: {member}"
            with _member(opened, member, label) as source:
                for line, row in _rows(source, label):
                    if len(row) < 4:
                        raise Refusal(f"{label}, line {line}: {len(row)} columns; at least 4 were expected.")
                    gathered.add(row[0], _number(row[2], label, line), _number(row[3], label, line))


def _onspd(path: Path, gathered: _Gathered) -> None:
    """A header, in either case: pcds or pcd, doterm, lat, long among the columns."""
    with _onspd_source(path) as source:
        rows = _rows(source, path.name)
        header = [name.strip().lower() for name in next(rows, (1, []))[1]]
        written = "pcds" if "pcds" in header else "pcd"
        for column in (written, "doterm", "lat", "long"):
            if column not in header:
                raise Refusal(
                    f"{path}, line 1: there is no column {column!r}; its columns are {', '.join(header)}."
                )
        at, ended, north, east = (header.index(name) for name in (written, "doterm", "lat", "long"))
        for line, row in rows:
            if len(row) < len(header):
                raise Refusal(
                    f"{path}, line {line}: {len(row)} columns; {len(header)} were expected, as in the header."
                )
            if row[ended].strip():
                gathered.left_out[TERMINATED] += 1
                continue
            lat = _number(row[north], path.name, line)
            nowhere = lat >= _ONSPD_NOWHERE
            gathered.add(
                row[at], 0.0 if nowhere else _number(row[east], path.name, line), 0.0 if nowhere else lat
            )


@contextmanager
def _onspd_source(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() != ".zip":
        if not path.is_file():
            raise Refusal(f"{path}: there is no such file.")
        with path.open("rb") as source:
            yield source
        return
    with open_zip(path) as opened:
        found = [name for name in opened.namelist() if name.lower().endswith(".csv") and not is_macos(name)]
        if len(found) > 1:
            # ONS's own zip holds the whole file in Data/, its parts and its code lists in folders beside it.
            found = [name for name in found if _ONSPD_MEMBER.fullmatch(name.lower())]
        if len(found) != 1:
            raise Refusal(
                f"{path}: one CSV, or one in Data/, was expected in this zip; it holds {len(found)}."
            )
        with _member(opened, found[0], f"{path.name}: {found[0]}") as source:
            yield source


@contextmanager
def _member(opened: zipfile.ZipFile, name: str, label: str) -> Iterator[IO[bytes]]:
    """A member to read line by line. Raises Refusal where it is damaged, even in the middle of it."""
    try:
        # ZipExtFile alone reads lines slowly.
        with opened.open(name) as raw, io.BufferedReader(cast("io.RawIOBase", raw), 1 << 20) as source:
            yield source
    except UNREADABLE as fault:
        raise Refusal(f"{label}: it cannot be unpacked whole from the zip: {fault}.") from fault


def _rows(source: IO[bytes], label: str) -> Iterator[tuple[int, list[str]]]:
    """(line, fields) of each row that is not blank."""
    reader = csv.reader(text_lines(source, label), strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as fault:
        raise Refusal(f"{label}, line {reader.line_num}: it cannot be read as CSV: {fault}.") from fault


def _number(text: str, label: str, line: int) -> float:
    """A coordinate; an empty one is 0, which is no place in these files' systems."""
    if not text.strip():
        return 0.0
    try:
        return float(text)
    except ValueError:
        raise Refusal(f"{label}, line {line}: coordinate {text!r}; a number was expected.") from None
