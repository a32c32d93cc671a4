"""What people think beside what police recorded, as CSV: one row a topic, each side with its interval and source."""

from __future__ import annotations

from typing import Final

from crimemap.figure import Figure
from crimemap.measures.confidence import Gap, gaps_of
from crimemap.measures.confidence.recorded import Recorded
from crimemap.release import Area, Release
from crimemap.survey import Book
from crimemap.web.site.figures import LICENCE, number_cell, safe_cell, sheet

HEADER: Final = (
    "code", "name", "question", "type", "recorded_before_period", "recorded_before", "recorded_before_status",
    "recorded_period", "recorded", "recorded_status", "recorded_change", "recorded_change_lower",
    "recorded_change_upper", "recorded_direction", "survey", "wave_before", "wave", "people_points",
    "people_points_lower", "people_points_upper", "gap", "gap_lower", "gap_upper", "verdict", "why", "recorded_source",
    "people_source", "release", "licence",
)  # fmt: skip


def gaps_csv(book: Book, release: Release, area: Area) -> bytes:
    """The gaps of a partnership in the order of its page. `recorded_change` in per cent, points in percentage points of
    all asked; both empty where there is no figure, `verdict` and `why` then say so. UTF-8 with Excel's mark."""
    return sheet(HEADER, (_line(gap, release) for gap in gaps_of(book, release, area)))


def _line(gap: Gap, release: Release) -> list[str]:
    people, latest = gap.people, gap.people.latest.row
    before = people.change.before.row.wave if people.change else ""
    return [
        safe_cell(gap.area.code), safe_cell(gap.area.name), safe_cell(gap.question.id), gap.question.crime,
        *_recorded(gap.recorded), safe_cell(latest.survey), safe_cell(before), safe_cell(latest.wave),
        *_with_ends(people.net), *_with_ends(gap.points), gap.verdict, gap.why or "",
        safe_cell(gap.recorded.change.now.source) if gap.recorded else "", safe_cell(latest.source), release.id,
        f"{LICENCE}; {safe_cell(latest.licence)}",
    ]  # fmt: skip


def _recorded(found: Recorded | None) -> list[str]:
    if found is None:
        return [""] * 10
    sides = [
        cell
        for one in (found.change.before, found.change.now)
        for cell in (str(one.period), number_cell(one.told), str(one.status))
    ]
    return [*sides, *_with_ends(found.percent), found.direction]


def _with_ends(figure: Figure) -> list[str]:
    ends = (figure.interval.lower, figure.interval.upper) if figure.interval else (None, None)
    return [number_cell(one) for one in (figure.told, *ends)]
