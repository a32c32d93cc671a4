"""Files of many areas at once, for those who work with figures: a month of every area of a kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crimemap import words
from crimemap.language import gettext as _
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.terms import AreaKind, CrimeType, Month, Nation
from crimemap.web.site import figures

MOST_AREAS: Final = 2_500
"""Areas in one file: a country's small areas are downloaded by the area they lie in."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of area that has a file of its own."""

    kind: AreaKind
    label: str
    areas: int


@dataclass(frozen=True, slots=True)
class Column:
    """Columns of a file, and what they hold."""

    names: str
    meaning: str


def kinds(release: Release) -> tuple[Kind, ...]:
    """The kinds of area that one file can hold, widest first."""
    held = release.manifest.kinds
    return tuple(
        Kind(kind, words.kinds(kind, Nation.ENGLAND), held[kind])
        for kind in AreaKind
        if 0 < held.get(kind, 0) <= MOST_AREAS
    )


def to_csv(release: Release, kind: AreaKind, month: Month | None) -> bytes:
    """Every type of every area of `kind` in a month (the last where none is asked for), as an area's own CSV has it.

    Raises NoFigures for a month that the release does not cover.
    """
    when = figures.known_month(release, month) or release.months[-1]
    position = release.position_of(when) or 0
    types = figures.types_shown(release)
    by_area = ((area, crime.by_type_and_month(release, area)) for area in release.areas(kind))
    lines = (
        figures.cells(area, what, series[what].figures[position])
        for area, series in by_area
        for what in types
    )
    return figures.sheet(figures.HEADER, lines)


def parts_csv(release: Release, area: Area, month: Month | None, what: CrimeType | None) -> bytes:
    """The table of parts of `area` as CSV: each part, then the area itself, over twelve months or one.

    Raises NoFigures for a month that the release does not cover.
    """
    period = figures.period_of(release, month)
    kinds: list[crime.What] = [what] if what else [crime.ALL, *figures.types_shown(release)]
    tables = [(kind, crime.parts(release, area, kind, period)) for kind in kinds]
    lines = [
        figures.cells(part, kind, change.now)
        for kind, table in tables
        for part, change in [*((row.area, row.change) for row in table.rows), (area, table.whole)]
    ]
    return figures.sheet(figures.HEADER, lines)


def columns() -> tuple[Column, ...]:
    """The data dictionary of every CSV of figures."""
    return (
        Column("code, name, kind", _("the area, by its official code, its name and what it is")),
        Column("period", _("the month, like 2026-09; of a rate, the twelve months that it covers")),
        Column(
            "type",
            _(
                "the kind of crime, by the police’s own short name; files of counts have no row for all crime:"
                " add up the kinds, without anti-social-behaviour"
            ),
        ),
        Column("outcome", _("in files of outcomes: what is known last, by the police’s own short name")),
        Column(
            "value, status",
            _(
                "the figure, and whether it is published, partial, missing, suppressed or not applicable;"
                " without a figure the value is empty, never 0"
            ),
        ),
        Column("lower, upper", _("the 95% interval of the figure")),
        Column("denominator", _("what a rate or a share is of; empty for counts")),
        Column("source, release, licence", _("where the figure comes from, and how it may be used")),
    )
