"""Tables about areas: counts of people and homes, lookups, deprivation ranks, names people use.

Sources: Office for National Statistics, MHCLG and Welsh Government, as CSV, zipped or gzipped. A
value that is missing or no number stops the reading: what is not known must not become a nought.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from crimemap.sources.text import read_text
from crimemap.terms import Refusal

_WHOLE: Final = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.0*)?")
_MOST: Final = 1_000_000_000
"""More than any area has of people, homes or ranks: a number above is two columns run together. [choose]"""

Value = TypeVar("Value")
Key = TypeVar("Key", bound=str | tuple[str, str])


@dataclass(frozen=True, slots=True)
class Lookup:
    """(from, to, change) in the file's order, each pair once; `change` is '' where no such column was asked for."""

    pairs: tuple[tuple[str, str, str], ...]


def read_counts(path: Path, *, code: str, count: str) -> dict[str, int]:
    """Area code → count, for population and households. Unit: people or homes.

    Raises Refusal for a missing file or column, a value that is not a whole number, and a code with
    two different values (naming the line).
    """
    found: dict[str, tuple[int, int]] = {}
    for line, (area, value) in _rows(path, (code, count)):
        _put(path, line, found, area, _whole(path, line, count, value))
    return {area: value for area, (value, _) in found.items()}


def read_ranks(path: Path, *, code: str, rank: str, decile: str) -> dict[str, tuple[int, int]]:
    """Area code → (rank, decile); rank 1 and decile 1 are the most deprived. Refusals as `read_counts`."""
    found: dict[str, tuple[tuple[int, int], int]] = {}
    for line, (area, rank_given, decile_given) in _rows(path, (code, rank, decile)):
        value = (_whole(path, line, rank, rank_given), _whole(path, line, decile, decile_given))
        if value[0] < 1 or not 1 <= value[1] <= 10:
            raise Refusal(
                f"{path}, line {line}: rank {rank_given!r} and decile {decile_given!r}; "
                "a rank from 1 and a decile from 1 to 10 were expected."
            )
        _put(path, line, found, area, value)
    return {area: value for area, (value, _) in found.items()}


def read_names(path: Path, *, code: str, name: str) -> dict[str, str]:
    """Area code → the name that people use. Refusals as `read_counts`; an empty name is refused too."""
    found: dict[str, tuple[str, int]] = {}
    for line, (area, value) in _rows(path, (code, name)):
        if not value:
            raise Refusal(f"{path}, line {line}: column {name!r} is empty; a name was expected.")
        _put(path, line, found, area, value)
    return {area: value for area, (value, _) in found.items()}


def read_lookup(path: Path, *, from_: str, to: str, change: str | None = None) -> Lookup:
    """Which areas of one kind or vintage became or lie in which of another; several of each are allowed.

    Raises Refusal for a missing file or column, an empty code, and a pair with two different changes.
    """
    columns = (from_, to) if change is None else (from_, to, change)
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for line, (old, new, *rest) in _rows(path, columns):
        if not new:
            raise Refusal(f"{path}, line {line}: column {to!r} is empty; an area code was expected.")
        _put(path, line, found, (old, new), rest[0] if rest else "")
    return Lookup(tuple((old, new, how) for (old, new), (how, _) in found.items()))


def _put(path: Path, line: int, found: dict[Key, tuple[Value, int]], key: Key, value: Value) -> None:
    """Enter `value` with its line; the same again is harmless, another is refused."""
    before, first = found.setdefault(key, (value, line))
    if before != value:
        shown = key if isinstance(key, str) else " to ".join(key)
        raise Refusal(
            f"{path}, line {line}: {shown} is {value!r} here and {before!r} in line {first}; one was expected."
        )


def _whole(path: Path, line: int, column: str, value: str) -> int:
    """A whole number, as "1474", "1,474" or "29199.0"."""
    match = _WHOLE.fullmatch(value)
    if match is None:
        raise Refusal(f"{path}, line {line}: column {column!r} is {value!r}; a whole number was expected.")
    digits = match[1].replace(",", "").lstrip("0") or "0"
    if len(digits) > len(str(_MOST)) or int(digits) > _MOST:
        raise Refusal(
            f"{path}, line {line}: column {column!r} is {value[:40]!r}; at most {_MOST:,} was expected."
        )
    return int(digits)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """(line, values of `columns`, trimmed) of each row; the first column, an area code, is never empty."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        places = [_place(path, header, column) for column in columns]
        for row in reader:
            if not row:
                continue
            # A thousands comma without quotes makes two columns of one: 3,457 people would be read as 3.
            if len(row) < len(header) or any(row[len(header) :]):
                raise Refusal(
                    f"{path}, line {reader.line_num}: {len(row)} columns; {len(header)} as in the header were expected."
                )
            values = [row[place].strip() for place in places]
            if not values[0]:
                raise Refusal(
                    f"{path}, line {reader.line_num}: column {columns[0]!r} is empty; an area code was expected."
                )
            yield reader.line_num, values
    except csv.Error as fault:
        raise Refusal(f"{path}, line {reader.line_num}: it cannot be read as CSV: {fault}.") from fault


def _place(path: Path, header: list[str], column: str) -> int:
    if header.count(column) != 1:
        times = "no column" if column not in header else "more than one column"
        raise Refusal(
            f"{path}, line 1: there is {times} {column!r}; its columns are {', '.join(header) or 'none'}."
        )
    return header.index(column)
