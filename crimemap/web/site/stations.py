"""The figures of stations as CSV: one row a station and type, of the twelve months that the page tells of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap.figure import Figure
from crimemap.measures import crime
from crimemap.measures.crime.stations import StationRow, stations
from crimemap.release import Area, Release
from crimemap.terms import BTP
from crimemap.web.site.figures import LICENCE, safe_cell, sheet, types_shown

HEADER: Final = ("station", "period", "type", "value", "status", "source", "release", "licence")


def to_csv(release: Release, area: Area) -> bytes:
    """The stations of `area` (of British Transport Police: all), by type; UTF-8 with a mark for Excel.

    Types of which nothing was recorded at a station in either year are left out for it.
    """
    return sheet(HEADER, _lines(release, area))


def _lines(release: Release, area: Area) -> Iterator[list[str]]:
    place, period = (None if area.code == BTP else area), crime.latest_period(release)
    for what in types_shown(release):
        table = stations(release, place, what, period)
        rows = [] if table is None else list(table.rows)
        if table is not None and table.unplaced is not None:
            rows.append(StationRow("(no place given)", table.unplaced))
        yield from (_cells(row, what, row.change.now) for row in rows)


def _cells(row: StationRow, what: crime.What, figure: Figure) -> list[str]:
    value = "" if figure.value is None else str(int(figure.value))
    return [
        safe_cell(row.name), str(figure.period), what, value, figure.status, figure.source, figure.release, LICENCE,
    ]  # fmt: skip
