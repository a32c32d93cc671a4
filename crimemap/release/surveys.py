"""Survey results and reported indicators of a release (surveys.sqlite, present only where any were supplied)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from crimemap.release import layout
from crimemap.release.manifest import Manifest
from crimemap.release.reader import Release
from crimemap.survey import Conduct, Lack, Level, Reported, Result, Role

RESULT_COLUMNS: Final = tuple(field.name for field in fields(Result))
REPORTED_COLUMNS: Final = tuple(field.name for field in fields(Reported))
INDICATORS: Final = "indicators"
"""Format of a manifest's SurveyFile that is a file of [[indicators]]."""
_DAYS: Final = frozenset({"first", "last", "before_first", "before_last"})


def as_row(one: Result | Reported) -> tuple[Any, ...]:
    """The values of a row of its table, in the order of its columns without the id."""
    return tuple(_stored(getattr(one, field.name)) for field in fields(one))


@lru_cache(maxsize=4)
def results(release: Release) -> tuple[Result, ...]:
    """Every survey result, in the order of the inputs; read once a worker."""
    return tuple(
        Result(
            **{
                **row,
                "level": Level(row["level"]),
                "conduct": Conduct(row["conduct"]),
                "design_given": bool(row["design_given"]),
                "lacks": frozenset(Lack(lack) for lack in row["lacks"].split()),
            }
        )
        for row in _rows(release, "results", RESULT_COLUMNS)
    )


@lru_cache(maxsize=4)
def reported(release: Release) -> tuple[Reported, ...]:
    """Every reported figure, in the order of the inputs; read once a worker."""
    return tuple(
        Reported(**{**row, "role": Role(row["role"])}) for row in _rows(release, "reported", REPORTED_COLUMNS)
    )


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


def _rows(release: Release, table: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    if not (release.folder / layout.SURVEYS).is_file():
        return
    found = release._open(layout.SURVEYS).execute(  # noqa: SLF001 - the same room
        f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"
    )
    for values in found:
        row = dict(zip(columns, values, strict=True))
        yield {key: _read(key, value) for key, value in row.items()}


def _read(column: str, value: Any) -> Any:
    return date.fromisoformat(value) if column in _DAYS and value is not None else value


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return value
