"""What one map of rates shows: the twin of sheet.py for shading. Rates shade and never circle, counts never shade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from crimemap.figure import Figure, Status
from crimemap.maps.styles import INK
from crimemap.measures.crime import CRIMES, REPORTS, What
from crimemap.measures.crime.rates import Per, RateRow, RateTable, rate_table
from crimemap.release import Area, Release
from crimemap.terms import AreaKind, Month, Period

RAMP: Final = ("#E6EFE6", "#B4D4C6", "#6FAEA8", "#2F7F89", "#0F4A60")
"""Classes 1 to 5, light to dark, never red (look.md). Neighbours differ by 1.36 to 2.08 in contrast: hence the two
lines round every area and the class number in it."""

WHITE_INK_FROM: Final = 4
"""The class from which the number in it is white."""


def ink_over(klass: int) -> str:
    """The colour of what is written on a class, 4.6:1 or more against its shade; on white for what has none (0)."""
    return "#fff" if klass >= WHITE_INK_FROM else INK


_COUNTS: Final = frozenset({CRIMES, REPORTS})


class Shade(StrEnum):
    """How a rate is drawn. What has no rate is hatched or white, and never of the first class."""

    CLASS = "class"
    MISSING = "missing"
    FEW = "few"
    NOT_APPLICABLE = "na"


_WITHOUT_VALUE: Final = {
    Status.MISSING: Shade.MISSING,
    Status.SUPPRESSED: Shade.FEW,
    Status.NOT_APPLICABLE: Shade.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class RatePart:
    """One area that is shaded, or that says why it is not."""

    row: RateRow

    @property
    def area(self) -> Area:
        return self.row.area

    @property
    def figure(self) -> Figure:
        """The rate."""
        return self.row.rate

    @property
    def shade(self) -> Shade:
        return Shade.CLASS if self.figure.value is not None else _WITHOUT_VALUE[self.figure.status]

    @property
    def klass(self) -> int | None:
        """1 to 5; None without a rate. Where there is nothing to divide, every rate is in the first class."""
        if self.figure.value is None:
            return None
        return min(max(self.row.klass or 1, 1), len(RAMP))


class Shading:
    """The shaded layer. It takes rates alone: a count that shades would show how large an area is (rule M13)."""

    def __init__(self, parts: Iterable[RatePart]) -> None:
        """Raises ValueError for a count, or for a rate that does not say what it is per."""
        self.parts = tuple(parts)
        for part in self.parts:
            figure = part.figure
            if figure.unit in _COUNTS or (figure.value is not None and figure.denominator is None):
                raise ValueError(
                    f"{part.area.code}: {figure.value} {figure.unit} is a count, and counts are drawn as circles;"
                    " only a rate with its denominator is shaded"
                )


@dataclass(frozen=True, slots=True)
class RateSheet:
    """An area, twelve months, a kind of crime, and the rates of its parts by place, all per the same.

    `breaks` are the lower bounds of classes 2 and up, the same for every month of the release. `invented` puts the
    stamp on the map.
    """

    table: RateTable
    shading: Shading
    invented: bool = False

    @property
    def area(self) -> Area:
        return self.table.area

    @property
    def period(self) -> Period:
        return self.table.period

    @property
    def what(self) -> What:
        return self.table.what

    @property
    def per(self) -> Per:
        return self.table.per

    @property
    def kind(self) -> AreaKind:
        """Of the parts."""
        return self.table.kind

    @property
    def whole(self) -> RateRow:
        return self.table.whole

    @property
    def breaks(self) -> tuple[float, ...]:
        return self.table.breaks

    @property
    def parts(self) -> tuple[RatePart, ...]:
        return self.shading.parts

    @property
    def shades(self) -> frozenset[Shade]:
        """What stands on this sheet."""
        return frozenset(part.shade for part in self.parts)


def rate_sheet_of(
    release: Release, area: Area, what: What, last: Month | None = None, *, invented: bool = False
) -> RateSheet:
    """The sheet of the twelve months that end in `last` (default: the release's last).

    Asks measures once, so that map, table and CSV cannot disagree (rule A3).
    """
    return rate_sheet(rate_table(release, area, what, last), invented=invented)


def rate_sheet(table: RateTable, *, invented: bool = False) -> RateSheet:
    """The sheet of a table. Raises ValueError where it holds counts."""
    return RateSheet(table, Shading(RatePart(row) for row in table.rows), invented)
