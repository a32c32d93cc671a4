"""A target for the headline: where people should feel it to be by a day, the way there, and the latest wave beside it.

Source of the rows: the indicators file of a release or an upload (roles baseline and target). A target may lie in the
past, as the national one of 2012 does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crimemap.figure import Denominator, Figure, Interval, Status
from crimemap.measures.confidence.shares import PEOPLE, UNIT, Share, period_of
from crimemap.measures.definitions import Polarity
from crimemap.survey import LEAST_BASE, Book, Reported, Role
from crimemap.terms import Month, Period


class Against(StrEnum):
    """The latest wave beside the line at the last day of asking."""

    ON_OR_ABOVE = "on or above"
    BELOW = "below"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A target, and the straight line to it from the baseline. Without a baseline there is a target and no line.

    `started`: the last day of the baseline; `due`: the day by which. `better`: which way the target lies.
    """

    baseline: Figure | None
    target: Figure
    started: date | None
    due: date
    better: Polarity = Polarity.HIGHER

    def expected(self, day: date) -> float | None:
        """Percent on the straight line at `day`: the baseline before its start, the target from its due date on; None
        before that where there is no baseline."""
        if day >= self.due:
            return float(self.target.value or 0)
        if self.baseline is None or self.started is None:
            return None
        start, goal = float(self.baseline.value or 0), float(self.target.value or 0)
        gone = max(0, (day - self.started).days) / (self.due - self.started).days
        return start + (goal - start) * gone

    def against(self, share: Share) -> Against:
        """Whether `share` reaches the line at its last day of asking, by its interval."""
        line, reach = self.expected(last_day(share)), share.figure.interval
        if line is None or reach is None:
            return Against.CANNOT_TELL
        lower, upper = reach.lower, reach.upper
        if self.better is Polarity.LOWER:
            lower, upper, line = -upper, -lower, -line
        if lower >= line:
            return Against.ON_OR_ABOVE
        return Against.BELOW if upper < line else Against.CANNOT_TELL


def last_day(share: Share) -> date:
    """The last day of asking; of a wave without dates the end of the year it is named after."""
    if share.row.last is not None:
        return share.row.last
    return period_of(share.row).last.last_day


def trajectory_of(book: Book, area: str, indicator: str, better: Polarity, release: str) -> Trajectory | None:
    """The target that is due last, with the baseline that ends last before it; None where none was set."""
    targets = [row for row in book.reported(indicator, area, Role.TARGET) if row.unit in PERCENT]
    if not targets:
        return None
    target = max(targets, key=lambda row: row.last)
    baselines = [
        row
        for row in book.reported(indicator, area, Role.BASELINE)
        if row.unit == target.unit and row.last < target.last and not is_too_few(row)
    ]
    baseline = max(baselines, key=lambda row: row.last, default=None)
    return Trajectory(
        as_figure(baseline, release) if baseline else None,
        as_figure(target, release),
        baseline.last if baseline else None,
        target.last,
        better,
    )


PERCENT = frozenset({"%", "percent", "per cent"})
"""Units of a target that can stand beside a share."""


def is_too_few(row: Reported) -> bool:
    """Whether fewer people were asked than a figure is shown of (rule S4)."""
    return row.base is not None and row.base < LEAST_BASE


def as_figure(row: Reported, release: str) -> Figure:
    """A reported figure as it may be shown, with its publisher's own interval and base where it gives them."""
    interval = None
    if row.lower is not None and row.upper is not None:
        interval = Interval(row.lower, row.upper, "publisher’s own")
    return Figure(
        value=row.value,
        status=Status.PUBLISHED,
        period=Period(Month.of(row.first), Month.of(row.last)),
        unit=UNIT if row.unit in PERCENT else row.unit,
        source=row.source,
        release=release,
        interval=interval,
        denominator=Denominator(row.base, PEOPLE) if row.base is not None else None,
    )
