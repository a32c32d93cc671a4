"""Figures, changes and qualities made by hand, for the words to tell."""

from __future__ import annotations

from datetime import date

from crimemap.figure import Figure, Status
from crimemap.measures import crime
from crimemap.release import Area, Coverage, Supply
from crimemap.terms import AreaKind, Month, Nation, Period

YEAR = Period.ending(Month(2026, 9))
BEFORE = YEAR.before()
P, M, N = Status.PARTIAL, Status.MISSING, Status.NOT_APPLICABLE


def area(name: str = "Larkwith", kind: AreaKind = AreaKind.NEIGHBOURHOOD) -> Area:
    force = "corvenshire"
    return Area(
        "x", kind, 0, name, name, 0, force, Nation.ENGLAND, None, None, None, 1, 1, 1, (-4.0, 53.6), None
    )  # fmt: skip


def figure(value: int, status: Status = Status.PUBLISHED, period: Period = YEAR) -> Figure:
    return Figure(value if status.has_value else None, status, period, "recorded crimes", "s", "r")


def change(
    now: int, before: int, now_is: Status = Status.PUBLISHED, before_is: Status = Status.PUBLISHED
) -> crime.Change:
    return crime.Change(figure(now, now_is), figure(before, before_is, BEFORE))


def quality(
    missing: tuple[str, ...] = (),
    partial: tuple[str, ...] = (),
    force: str | None = "Corvenshire Police",
    months: int = 36,
) -> crime.Quality:
    every = Period.ending(Month(2026, 9), months).months()
    gaps, some = (tuple(Month.parse(text) for text in texts) for texts in (missing, partial))
    return crime.Quality(
        force=force,
        full=tuple(month for month in every if month not in {*gaps, *some}),
        missing=gaps,
        partial=some,
        with_location=Figure(0.97, Status.PUBLISHED, YEAR, "share", "s", "r"),
        set_aside=Figure(0, Status.PUBLISHED, YEAR, "rows", "s", "r"),
        small_area_vintage=2021,
        new_point_lists=(),
        freshness=crime.Freshness(Month(2026, 9), date(2026, 11, 12), date(2026, 12, 12)),
        coverage=tuple((month, _cover(month, gaps, some)) for month in every),
    )


def _cover(month: Month, gaps: tuple[Month, ...], some: tuple[Month, ...]) -> Coverage:
    if month in gaps:
        return Coverage(status=Supply.MISSING, rows=None)
    return Coverage(status=Supply.PARTIAL if month in some else Supply.PUBLISHED, rows=9, level=month in some)
