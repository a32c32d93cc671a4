"""Our own two formats, read: every row becomes a result or one sentence that says what is wrong with it and where.

Pure: what the pipeline takes from a file and what the newsroom takes from an upload is judged by the same words. What
a row says of its area is held against a release elsewhere (`settle`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.survey import groups
from crimemap.survey.cells import BadCell, Cells, Refused
from crimemap.survey.columns import REPORTED, RESULTS, Column
from crimemap.survey.figures import reported_of
from crimemap.survey.reported import Reported
from crimemap.survey.result import result_of
from crimemap.survey.rows import Level, Result
from crimemap.survey.table import NoTable, rows

MOST_REFUSED: Final = 1_000
"""Sentences that are collected before the reading ends: a file of the wrong kind has one a line. [choose]"""

Row = TypeVar("Row", bound=Result | Reported)
Parts = groups.Parts


@dataclass(frozen=True, slots=True)
class Reading(Generic[Row]):
    """What a file came to. `lines`: of each of `results` the line of the file that it stands in."""

    results: tuple[Row, ...]
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled(Generic[Row]):
    """A reading held against a release: `outside` are the rows of areas that it does not have."""

    results: tuple[Row, ...]
    refused: tuple[Refused, ...]
    outside: tuple[tuple[int, Row], ...]


def read_results(text: str, parts: Parts = groups.NO_PARTS) -> Reading[Result]:
    """Survey results (columns.RESULTS) in the order of the file, and what could not be used of it.

    `parts`: by question and answer the finer answers that make it up, so that they are not added up twice. A row that
    contradicts another one of its question, wave and area takes that whole question with it.
    """
    read, refused = _each(text, RESULTS, result_of)
    found, faults = groups.checked(read, parts)
    if found and all(row.percent <= 1 for _line, row in found) and any(row.percent for _line, row in found):
        said = _(
            "No percentage in the file is above 1; percentages from 0 to 100 were expected, not shares of 1."
        )
        faults, found = [*faults, Refused(0, "percentage", said)], []
    notes = []
    if plain := sum(1 for _line, row in found if not row.design_given and row.base is not None):
        notes.append(
            ngettext(
                "%(num)s row gives no design effect: its interval is that of a simple random sample.",
                "%(num)s rows give no design effect: their intervals are those of a simple random sample.",
                plain,
            )
        )
    return _reading(found, [*refused, *faults], notes)


def read_reported(text: str) -> Reading[Reported]:
    """What was reported of indicators (columns.REPORTED), as `read_results`."""
    read, refused = _each(text, REPORTED, reported_of)
    found, faults = groups.once(read)
    return _reading(found, [*refused, *faults], [])


def settle(reading: Reading[Row], kinds: Mapping[str, Level | None]) -> Settled[Row]:
    """Rows of areas that the release has, or that are wider than any of its areas.

    `kinds`: code of every area of the release → what it is, None for those below a partnership, which are refused.
    """
    kept: list[Row] = []
    outside: list[tuple[int, Row]] = []
    refused = list(reading.refused)
    for line, row in zip(reading.lines, reading.results, strict=True):
        level = kinds.get(row.area) if row.area in kinds else groups.wide_level(row.area)
        if row.area in kinds and level is None:
            refused.append(groups.narrow(line, row.area))
        elif level is None:
            outside.append((line, row))
        elif (fault := groups.wider(line, row, level)) is not None:
            refused.append(fault)
        else:
            kept.append(row)
    return Settled(tuple(kept), tuple(sorted(refused, key=lambda one: one.line)), tuple(outside))


def _each(
    text: str, columns: Sequence[Column], read: Callable[[Cells], Row]
) -> tuple[list[tuple[int, Row]], list[Refused]]:
    found: list[tuple[int, Row]] = []
    refused: list[Refused] = []
    try:
        for one in rows(text, columns):
            if isinstance(one, Refused):
                refused.append(one)
            else:
                _take(one, read, found, refused)
            if len(refused) >= MOST_REFUSED:
                refused.append(Refused(0, "", _("The file has more faults; the reading ended here.")))
                break
    except NoTable as fault:
        refused.append(fault.fault)
    if not found and not refused:
        refused.append(Refused(0, "", _("The file has a header and no row; at least one was expected.")))
    return found, refused


def _take(
    cells: Cells, read: Callable[[Cells], Row], found: list[tuple[int, Row]], refused: list[Refused]
) -> None:
    if (fault := groups.below(cells)) is not None:
        refused.append(fault)
        return
    try:
        found.append((cells.line, read(cells)))
    except BadCell as bad:
        refused.append(Refused(cells.line, bad.column, str(bad)))


def _reading(
    found: Sequence[tuple[int, Row]], refused: Sequence[Refused], notes: Sequence[str]
) -> Reading[Row]:
    return Reading(
        tuple(row for _line, row in found),
        tuple(sorted(refused, key=lambda one: (one.line == 0, one.line))),
        tuple(notes),
        tuple(line for line, _row in found),
    )
