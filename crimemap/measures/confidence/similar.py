"""The headline of the areas that an area is set beside: by place, never by value, and with no rank (rule M17)."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap.measures.comparison.groups import Group, group_of
from crimemap.measures.confidence.shares import Share
from crimemap.measures.confidence.waves import Series, broken_between, series_of
from crimemap.measures.intervals import overlap
from crimemap.release import Area, Release
from crimemap.survey import Book


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """An area of the group. `share`: None where the same survey did not ask it there in the same way. `overlaps`:
    whether its interval meets the own one; None where either has none."""

    area: Area
    share: Share | None
    overlaps: bool | None
    same_wave: bool = True


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
    def overlapping(self) -> int:
        """How many cannot be told apart from the area."""
        return sum(row.overlaps is True for row in self.rows)

    @property
    def apart(self) -> int:
        """How many can."""
        return sum(row.overlaps is False for row in self.rows)


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
    return SimilarRow(
        other, share, overlap(share.figure.interval, latest.figure.interval), same_wave=same is not None
    )
