"""What people said and what was reported of areas → surveys.sqlite, with an account of every row.

A row of an area that the release does not have is set aside and counted; one of an area below a partnership, or that
was sampled for more than its area, stops the build (rule S7).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final, Generic, TypeVar

from crimemap.measures.confidence.questions import finer_answers
from crimemap.pipeline.atlas import Atlas, Layer
from crimemap.pipeline.background import finish, new_file
from crimemap.pipeline.inputs import Recipe
from crimemap.release import layout
from crimemap.release.manifest import SurveyFile
from crimemap.release.surveys import INDICATORS, as_row
from crimemap.sources.csew import read_csew
from crimemap.sources.mopac import read_mopac
from crimemap.sources.surveys import Given, read_indicators, read_own, refuse
from crimemap.survey import Level, Reported, Result
from crimemap.survey.areas import LEVEL_OF_KIND
from crimemap.survey.reading import Reading, settle
from crimemap.terms import AreaKind

OUTSIDE: Final = "of an area that is not in this release"
_NAMED: Final = 40
"""How many areas a note names before it only counts them. [choose]"""
_FILLING: Final = frozenset({"and", "of", "the", "city", "upon"})
"""Words of an area's name that publishers write or leave out as they please."""

Row = TypeVar("Row", bound=Result | Reported)


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Row]):
    """The rows of a file that the release takes, and the account of all."""

    rows: tuple[Row, ...]
    file: SurveyFile


def write(folder: Path, recipe: Recipe, atlas: Atlas) -> tuple[SurveyFile, ...]:
    """Write surveys.sqlite where [[surveys]] or [[indicators]] name files; the account of each file.

    Raises Refusal where a file cannot be read or a row of it cannot be used.
    """
    kinds = {code: LEVEL_OF_KIND.get(kind) for kind, layer in atlas.layers.items() for code in layer.codes}
    names = _by_name(atlas.layer(AreaKind.PARTNERSHIP))
    surveys = [
        _keep(
            recipe, part.file, part.format, _named(_read(recipe.path(part.file), part.format), names), kinds
        )
        for part in recipe.surveys
    ]
    indicators = [
        _keep(recipe, part.file, INDICATORS, read_indicators(recipe.path(part.file)), kinds)
        for part in recipe.indicators
    ]
    if not surveys and not indicators:
        return ()
    connection = new_file(folder / layout.SURVEYS)
    connection.executescript(layout.SURVEYS_SCHEMA)
    _store(connection, "results", Result, (row for kept in surveys for row in kept.rows))
    _store(connection, "reported", Reported, (row for kept in indicators for row in kept.rows))
    finish(connection)
    return (*(kept.file for kept in surveys), *(kept.file for kept in indicators))


def _read(path: Path, format_: str) -> Given[Result]:
    if format_ == "mopac":
        return read_mopac(path)
    return read_csew(path) if format_ == "csew-regions" else read_own(path, finer_answers())


def _keep(
    recipe: Recipe, written: str, format_: str, given: Given[Row], kinds: Mapping[str, Level | None]
) -> _Kept[Row]:
    """The rows of areas of the release, and wider ones. Raises Refusal (rule S7)."""
    own = settle(Reading(given.results, lines=given.lines), kinds)
    more = settle(
        Reading(tuple(row for _line, row in given.further), lines=tuple(line for line, _row in given.further)), kinds
    )  # fmt: skip
    refuse(str(recipe.path(written)), [*own.refused, *more.refused])
    set_aside, first, notes = dict(given.set_aside), dict(given.first), list(given.notes)
    if own.outside:
        line, row = own.outside[0]
        set_aside[OUTSIDE] = len(own.outside)
        first[OUTSIDE] = f"line {line}: {_area(row)}"
        notes.append(_not_here(own.outside))
    rows = (*own.results, *more.results)
    account = SurveyFile(
        file=written, format=format_, rows_in=given.rows_in, results=len(own.results), further=len(more.results),
        set_aside=set_aside, first=first, notes=tuple(notes),
    )  # fmt: skip
    return _Kept(rows, account)


def _named(given: Given[Result], names: Mapping[str, str]) -> Given[Result]:
    """Results that have a name alone, with the code of the partnership of that name, where there is one."""
    if all(row.area for row in given.results):
        return given
    found = [
        row if row.area else replace(row, area=names.get(_spelt(row.place), "")) for row in given.results
    ]
    return replace(given, results=tuple(found))


def _by_name(layer: Layer | None) -> dict[str, str]:
    """Names of partnerships, spelt as `_spelt` does → codes; a name that two of them have is nobody's."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for code, name in zip(layer.codes, layer.names, strict=True) if layer else ():
        if found.setdefault(_spelt(name), code) != code:
            twice.add(_spelt(name))
    return {name: code for name, code in found.items() if name and name not in twice}


def _spelt(name: str) -> str:
    """A name as it is compared: "City of Westminster", "Westminster"; "Kingston Upon Thames", "Kingston & Thames"."""
    words = re.findall(r"\w+", name.casefold().replace("&", " and "))
    return " ".join(word for word in words if word not in _FILLING)


def _area(row: Result | Reported) -> str:
    place = row.place if isinstance(row, Result) else ""
    return " ".join(part for part in (row.area, place) if part)


def _not_here(outside: Iterable[tuple[int, Result | Reported]]) -> str:
    areas = sorted({_area(row) for _line, row in outside})
    more = f" and {len(areas) - _NAMED:,} more" if len(areas) > _NAMED else ""
    return f"areas that are not in this release: {', '.join(areas[:_NAMED])}{more}"


def _store(connection: sqlite3.Connection, table: str, kind: type[Row], rows: Iterable[Row]) -> None:
    columns = ", ".join(field.name for field in fields(kind))
    marks = ", ".join("?" * len(fields(kind)))
    connection.executemany(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})",
        (as_row(row.withheld() if isinstance(row, Result) else row) for row in rows),
    )
