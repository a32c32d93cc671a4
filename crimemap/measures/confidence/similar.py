"""The headline of the areas that an area is set beside: by place, never by value, and with no rank (rule M17)."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap.measures.comparison.groups import Group, group_of
from crimemap.measures.confidence.shares import Difference, Movement, Share, difference
from crimemap.measures.confidence.waves import Series, broken_between, series_of
from crimemap.release import Area, Release
from crimemap.survey import Book


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """An area of the group. `share`: None where the same survey did not ask it there in the same way. `difference`:
    the own share less this one; None where there is none."""

    area: Area
    share: Share | None
    difference: Difference | None
    same_wave: bool = True

    @property
    def differs(self) -> bool | None:
        """Whether the two differ by more than chance, by the test that a change over time has to pass too; None where
        nobody can tell."""
        if self.difference is None or self.difference.movement is Movement.CANNOT_TELL:
            return None
        return self.difference.movement is not Movement.NO_CLEAR_CHANGE


@dataclass(frozen=True, slots=True)
class Similar:
    """The group, by place, without the area itself. `own`: what its rows are held against."""

    group: Group
    own: Share
    rows: tuple[SimilarRow, ...]

    @property
    def known(self) -> tuple[SimilarRow, ...]:
        """Those that have a figure."""
        return tuple(row for row in self.rows if row.share and row.share.is_known)

    @property
    def told(self) -> tuple[SimilarRow, ...]:
        """Those of which it is known whether they differ from the area."""
        return tuple(row for row in self.rows if row.differs is not None)

    @property
    def apart(self) -> int:
        """How many differ from it clearly."""
        return sum(row.differs is True for row in self.rows)


def similar_of(book: Book, release: Release, area: Area, own: Series) -> Similar | None:
    """The group of `area` in the survey of its own series; None where there is no group."""
    group = group_of(release, area)
    if not group.others:
        return None
    return Similar(group, own.latest, tuple(_row(book, other, own) for other in group.others))


def _row(book: Book, other: Area, own: Series) -> SimilarRow:
    """The wave of the same name, else the latest."""
    latest = own.latest
    alike = [
        wave.share
        for series in series_of(book, other.code, own.question, other.kind)
        if (series.survey, series.answer) == (own.survey, own.answer)
        for wave in series.waves
        if broken_between(wave.row, latest.row) is None
    ]
    if not alike:
        return SimilarRow(other, None, None)
    same = next((one for one in alike if one.row.wave == latest.row.wave), None)
    share = same or alike[-1]
    return SimilarRow(other, share, difference(latest, share, apart=True), same_wave=same is not None)
