"""The page of an area's rates, and the same as CSV: one measure asked, its Figures in both (rule A3)."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import words
from crimemap.language import gettext as _
from crimemap.language import month_name, period_name
from crimemap.measures import crime
from crimemap.measures.crime import rates
from crimemap.release import Area, Release
from crimemap.terms import CrimeType, Month
from crimemap.web.site import figures
from crimemap.words import Sentence


@dataclass(frozen=True, slots=True)
class RatesPage:
    """What the page shows. `months` are those with a whole year behind them; `classes`: (number, what it holds)."""

    title: str
    lead: Sentence
    table: rates.RateTable
    caption: str
    by: str
    now: str
    notes: tuple[Sentence, ...]
    classes: tuple[tuple[int, str], ...]
    months: tuple[Month, ...]
    kinds: tuple[CrimeType, ...]


def rates_page(release: Release, area: Area, month: Month | None, kind: CrimeType | None) -> RatesPage:
    """The rates of `kind` (None: all crime) in the parts of `area` over the twelve months to `month`.

    Raises NoFigures for a month that the release does not cover.
    """
    table = rates.rate_table(release, area, kind or crime.ALL, figures.known_month(release, month))
    quality = crime.data_quality(release, area)
    labels = words.class_labels(table.breaks) if table.breaks else ()
    return RatesPage(
        title=words.rate_title(table, quality),
        lead=words.rate_lead(table, quality),
        table=table,
        caption=_("%(place)s, %(period)s", place=area.name, period=period_name(table.period)),
        by=_("%(kind)s, north to south", kind=words.kind(table.kind, area.nation)),
        now=_("Recorded, to %(month)s", month=month_name(table.period.last, "abbreviated")),
        notes=words.rate_notes(table),
        classes=tuple(enumerate(labels, 1)),
        months=release.months[table.period.length - 1 :][::-1],
        kinds=figures.types_shown(release),
    )


def rates_csv(release: Release, area: Area, month: Month | None, kind: CrimeType | None) -> bytes:
    """The rates of the page: parts by place, then the area; of every type where none is chosen.

    Source, release and licence stand in every row, as in the file of counts. UTF-8 with a mark for Excel.
    """
    last = figures.known_month(release, month)
    whats: list[crime.What] = [kind] if kind else [crime.ALL, *figures.types_shown(release)]
    tables = (rates.rate_table(release, area, what, last) for what in whats)
    return figures.sheet(figures.HEADER, (line for table in tables for line in _lines(table)))


def _lines(table: rates.RateTable) -> list[list[str]]:
    """One row a figure; an area that is its own one part stands there once."""
    parts = [row for row in table.rows if row.area.code != table.area.code]
    return [figures.cells(row.area, table.what, row.rate) for row in (*parts, table.whole)]
