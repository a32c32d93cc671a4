"""The page of an area's outcomes, and the same as CSV: one measure asked, its Figures in both (rule A3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from crimemap import brief, charts, words
from crimemap.charts import Drawing
from crimemap.figure import Denominator
from crimemap.language import period_name
from crimemap.measures import crime, outcomes
from crimemap.release import Area, Release
from crimemap.terms import CRIME_TYPES, CrimeType, Month
from crimemap.web.site import figures
from crimemap.words import Sentence

HEADER: Final = (*figures.HEADER[:5], "outcome", *figures.HEADER[5:])
"""The columns of the file: those of every file of figures, and the outcome by the police's own short name."""


@dataclass(frozen=True, slots=True)
class OutcomesPage:
    """What the page shows. `types` is empty where one type was chosen, or where there is nothing to tell."""

    title: str
    lead: Sentence
    period: str
    table: outcomes.OutcomeTable
    drawing: Drawing | None
    notes: tuple[Sentence, ...]
    types: tuple[outcomes.OutcomeTable, ...]
    months: tuple[Month, ...]
    kinds: tuple[CrimeType, ...]


def outcomes_page(release: Release, area: Area, month: Month | None, kind: CrimeType | None) -> OutcomesPage:
    """What came of the crimes of one type (None: of all) in a month, or in the twelve months to the last.

    Raises NoFigures for a month that the release does not cover.
    """
    period = figures.period_of(release, month)
    table = outcomes.of(release, area, kind or crime.ALL, period)
    quality = crime.data_quality(release, area)
    drawing = charts.outcome_bars(table, stamp=brief.is_invented(release))
    types = outcomes.largest_types(outcomes.by_type(release, area, period)) if drawing and not kind else []
    return OutcomesPage(
        title=words.outcomes_title(table),
        lead=words.outcomes_lead(table, quality),
        period=period_name(period),
        table=table,
        drawing=drawing,
        notes=words.outcomes_notes(table),
        types=tuple(types),
        months=release.months[::-1],
        kinds=tuple(one for one in figures.types_shown(release) if one in CRIME_TYPES),
    )


def outcomes_csv(release: Release, area: Area, month: Month | None, kind: CrimeType | None) -> bytes:
    """The numbers of the page, one row an outcome, for the type chosen or for every one; no totals.

    Source, release and licence stand in every row. UTF-8 with a mark for Excel.
    """
    period = figures.period_of(release, month)
    tables = [outcomes.of(release, area, kind, period)] if kind else outcomes.by_type(release, area, period)
    return figures.sheet(HEADER, (line for table in tables for line in _lines(table)))


def _lines(table: outcomes.OutcomeTable) -> list[list[str]]:
    """One row an outcome; the denominator is the crimes recorded."""
    lines, recorded = [], table.total.value
    of = Denominator(int(recorded), crime.CRIMES) if recorded is not None else None
    for row in table.shown:
        for detail in row.details:
            figure = replace(detail.figure, denominator=of)
            cells = figures.cells(table.area, table.what, figure)
            lines.append([*cells[:5], detail.outcome.value, *cells[5:]])
    return lines
