"""Survey results and reported indicators of a release (surveys.sqlite, present only where any were supplied)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import fields
from datetime import date
from functools import lru_cache
from math import nan
from pathlib import Path
from typing import Any, Final, TypeVar

from crimemap.release import layout
from crimemap.release.manifest import Manifest
from crimemap.release.reader import Release
from crimemap.survey import Conduct, Lack, Level, Reported, Result, Role

Row = TypeVar("Row", Result, Reported)

INDICATORS: Final = "indicators"
"""Format of a manifest's SurveyFile that is a file of [[indicators]]."""


def as_row(one: Result | Reported) -> tuple[Any, ...]:
    """The values of a row of its table, in the order of its columns without the id."""
    return tuple(_stored(getattr(one, field.name)) for field in fields(one))


@lru_cache(maxsize=4)
def results(release: Release) -> tuple[Result, ...]:
    """Every survey result, in the order of the inputs; read once a worker."""
    return tuple(_rows(release, "results", Result))


@lru_cache(maxsize=4)
def reported(release: Release) -> tuple[Reported, ...]:
    """Every reported figure, in the order of the inputs; read once a worker."""
    return tuple(_rows(release, "reported", Reported))


def faults(folder: Path, manifest: Manifest) -> list[str]:
    """Where the rows of a file do not add up to its account, or the stored ones to all accounts together."""
    found = [
        f"{file.file}: rows in are not results and set aside"
        for file in manifest.surveys
        if file.rows_in != file.results + sum(file.set_aside.values())
    ]
    accounts = {"results": 0, "reported": 0}
    for file in manifest.surveys:
        accounts["reported" if file.format == INDICATORS else "results"] += file.results + file.further
    stored = dict.fromkeys(accounts, 0)
    if layout.SURVEYS in manifest.files:
        with closing(sqlite3.connect(f"file:{folder / layout.SURVEYS}?mode=ro", uri=True)) as opened:
            stored = {
                table: opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in stored
            }
    return found + [
        f"{layout.SURVEYS}: it holds {stored[table]:,} {table}, its files give {many:,}"
        for table, many in accounts.items()
        if stored[table] != many
    ]


def _rows(release: Release, table: str, kind: type[Row]) -> Iterator[Row]:
    """A nation has a hundred thousand rows, and a worker's first page waits for them: a value that comes again is
    read once, and is one object in all of its rows."""
    if not (release.folder / layout.SURVEYS).is_file():
        return
    columns = [field.name for field in fields(kind)]
    found = release._open(layout.SURVEYS).execute(  # noqa: SLF001 - the same room
        f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"
    )
    readers = [_Once(_READ.get(column), nan if column == "percent" else None) for column in columns]
    for values in found:
        yield kind(*[reader[value] for reader, value in zip(readers, values, strict=True)])


class _Once(dict[Any, Any]):
    """The values of a column as they are stored → as they are in a row; `absent` stands for NULL."""

    def __init__(self, read: Callable[[Any], Any] | None, absent: float | None = None) -> None:
        super().__init__({None: absent})
        self._read = read

    def __missing__(self, value: Any) -> Any:
        self[value] = value if self._read is None else self._read(value)
        return self[value]


def _lacks(stored: str) -> frozenset[Lack]:
    return frozenset(Lack(lack) for lack in stored.split())


_READ: Final[dict[str, Callable[[Any], Any]]] = {
    "level": Level, "conduct": Conduct, "role": Role, "design_given": bool, "lacks": _lacks,
    **dict.fromkeys(("first", "last", "before_first", "before_last"), date.fromisoformat),
}  # fmt: skip
"""How columns that are no plain value are read: what `_stored` made of them."""


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return value
