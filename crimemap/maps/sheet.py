"""What one map shows: the same object feeds the document, its data and the picture, so that they agree (rule A3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from crimemap.figure import Figure, Status
from crimemap.measures.crime import (
    SMALLEST,
    Change,
    PartsTable,
    SymbolScale,
    What,
    change,
    parts,
    symbol_scale,
)
from crimemap.release import Area, Release
from crimemap.terms import Period

_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which read as numbers beside a count."""

_EXAMPLES: Final = (1, 2, 5, 10, 25, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


class Mark(StrEnum):
    """How a figure is drawn. A gap is never a circle: none, few, missing and not applicable have marks of their own."""

    COUNT = "count"
    PARTIAL = "partial"
    NONE = "none"
    FEW = "few"
    MISSING = "missing"
    NOT_APPLICABLE = "na"


_WITHOUT_VALUE: Final = {
    Status.MISSING: Mark.MISSING,
    Status.SUPPRESSED: Mark.FEW,
    Status.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
}


def mark_of(figure: Figure) -> Mark:
    """The mark that stands for `figure`."""
    if figure.value is None:
        return _WITHOUT_VALUE[figure.status]
    if figure.status is Status.PARTIAL:
        return Mark.PARTIAL
    return Mark.COUNT if figure.value > 0 else Mark.NONE


@dataclass(frozen=True, slots=True)
class MapPart:
    """A part of the area: its letter in the table, and its figure against the year before."""

    area: Area
    letter: str
    change: Change

    @property
    def figure(self) -> Figure:
        """What its mark stands for."""
        return self.change.now


@dataclass(frozen=True, slots=True)
class MapSheet:
    """An area, a period, a kind of crime, and the figures of its parts by place.

    An area without parts is its own one part. `invented` puts the stamp on the map.
    """

    area: Area
    period: Period
    what: What
    whole: Change
    parts: tuple[MapPart, ...]
    scale: SymbolScale
    invented: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError for a rate: a circle would show it as an amount (rule M13)."""
        for part in self.parts:
            if part.figure.denominator is not None:
                raise ValueError(
                    f"{part.area.code}: {part.figure.unit} is a rate, and rates are shaded, not circled"
                )

    def radius(self, count: float, share: float = 1.0) -> float:
        """Pixels; `share` is the size of the sheet against the full one."""
        return self.scale.radius(count, self.period.length) * share

    @property
    def marks(self) -> frozenset[Mark]:
        """The marks that stand on this sheet."""
        return frozenset(mark_of(part.figure) for part in self.parts)

    def examples(self) -> tuple[int, ...]:
        """Up to three round counts for the legend, whose circles are told apart at this scale."""
        fitting = [n for n in _EXAMPLES if SMALLEST < self.radius(n) <= 32]
        shown = fitting[-5:] or list(_EXAMPLES[:1])
        return tuple(dict.fromkeys((shown[0], shown[len(shown) // 2], shown[-1])))


def sheet_of(
    release: Release,
    area: Area,
    what: What,
    period: Period,
    *,
    invented: bool = False,
    table: PartsTable | None = None,
) -> MapSheet:
    """The sheet of `area`: asks measures once, so that map, table and CSV cannot disagree.

    `table`: the parts of the same area, period and type, where they are known already.
    """
    table = table or parts(release, area, what, period)
    rows = [(row.area, row.change) for row in table.rows] or [(area, change(release, area, what, period))]
    lettered = zip(letters(len(rows)) if table.rows else ("",), rows, strict=True)
    return MapSheet(
        area=area,
        period=period,
        what=what,
        whole=table.whole,
        parts=tuple(MapPart(part, letter, figures) for letter, (part, figures) in lettered),
        scale=symbol_scale(release, area),
        invented=invented,
    )


@lru_cache(maxsize=512)
def letters(count: int) -> tuple[str, ...]:
    """A letter for each part by place, as in the table: A to Z without I and O, then AA, AB and on."""
    found = [*_LETTERS, *(first + second for first in _LETTERS for second in _LETTERS)]
    return tuple(found[n] if n < len(found) else str(n + 1) for n in range(count))
