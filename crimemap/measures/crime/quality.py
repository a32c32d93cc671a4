"""How good the figures of an area are: what was supplied, what has a location, how fresh it is (rules M7, Q4)."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from crimemap.figure import Denominator, Figure, Status
from crimemap.measures.crime.change import latest_period
from crimemap.measures.crime.counting import ALL, SOURCE, What, columns_of, supplied, supplies_reports
from crimemap.release import Area, Coverage, Release, layout
from crimemap.terms import CrimeType, Month, Period

FRESH: Final = 4
"""Months from the last one covered to publication, at most, for figures that are kept up: the publisher is about two
behind. An older release is an archive, of which nobody knows when, or whether, a next one follows."""

ROWS = "rows"
SHARE = "share"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The month covered, the day this release was published, and about when the next is due; None where not known.

    `next_day`: the exact day of the next, where it was announced: whoever makes a page of it puts it here.
    """

    last_month: Month
    published: date | None
    next_due: date | None
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """What is said under "How good are these figures". Months are those of the release; `force` its name."""

    force: str | None
    full: tuple[Month, ...]
    missing: tuple[Month, ...]
    partial: tuple[Month, ...]
    with_location: Figure
    set_aside: Figure
    small_area_vintage: int | None
    new_point_lists: tuple[Month, ...]
    freshness: Freshness
    coverage: tuple[tuple[Month, Coverage], ...]
    with_reports: bool = True
    """Whether the force supplies reports of anti-social behaviour at all."""
    outside: Figure | None = None
    """The share of the force's crimes whose place lies outside its area: in its total, in no part of it."""

    def without(self, what: What) -> tuple[Month, ...]:
        """Months with no figure for `what`, whether the whole month is missing or this type alone."""
        if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR and not self.with_reports:
            return self.months
        return self._that_are(Status.MISSING, what)

    def incomplete(self, what: What) -> tuple[Month, ...]:
        """Months with part of the figure for `what`."""
        if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR and not self.with_reports:
            return ()
        return self._that_are(Status.PARTIAL, what)

    def _that_are(self, status: Status, what: What) -> tuple[Month, ...]:
        return tuple(month for month, cover in self.coverage if supplied(cover, what, month) is status)

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month that the release covers."""
        return tuple(month for month, _ in self.coverage)


def next_due(published: date) -> date:
    """One calendar month later, or the last day of a shorter month: the publisher brings out a month every month."""
    month = Month(published.year, published.month).plus(1)
    last = calendar.monthrange(month.year, month.number)[1]
    return date(month.year, month.number, min(published.day, last))


def freshness(release: Release, published: date | None) -> Freshness:
    """`published`: the day on which the release was made current, which the release itself cannot know."""
    last = release.months[-1]
    if published is None or Month(published.year, published.month).ordinal - last.ordinal > FRESH:
        return Freshness(last, published, None)
    return Freshness(last, published, next_due(published))


def data_quality(release: Release, area: Area, published: date | None = None) -> Quality:
    """Months supplied, missing and partial; the share with a location and the rows set aside, of the area's force."""
    months = list(zip(release.months, release.statuses(area), strict=True))
    by_status = {
        wanted: tuple(month for month, status in months if status is wanted)
        for wanted in (Status.PUBLISHED, Status.MISSING, Status.PARTIAL)
    }
    cover = release.manifest.forces.get(area.force or "")
    return Quality(
        force=cover.name if cover else None,
        full=by_status[Status.PUBLISHED],
        missing=by_status[Status.MISSING],
        partial=by_status[Status.PARTIAL],
        with_location=with_location(release, area.force),
        set_aside=_set_aside(release, area.force),
        small_area_vintage=release.manifest.vintages.get("lsoa"),
        new_point_lists=tuple(Month.parse(known.first) for known in release.manifest.point_lists[1:]),
        freshness=freshness(release, published),
        coverage=tuple(zip(release.months, release.coverage(area), strict=True)),
        with_reports=supplies_reports(release, area.force),
        outside=outside(release, area.force),
    )


@lru_cache(maxsize=256)
def with_location(release: Release, force: str | None) -> Figure:
    """The share of a force's crimes that carry a place, in the latest twelve months; those months that it supplied.

    Missing where it supplied none, or recorded none. Its denominator is the number of crimes.
    """
    return _share(release, force, (layout.LOCATED, layout.OUTSIDE))


@lru_cache(maxsize=256)
def outside(release: Release, force: str | None) -> Figure:
    """The share of a force's crimes whose place lies outside its area; otherwise as `with_location`."""
    return _share(release, force, (layout.OUTSIDE,))


def _share(release: Release, force: str | None, columns: tuple[int, ...]) -> Figure:
    period = latest_period(release)
    if force not in release.forces:
        return Figure(None, Status.MISSING, period, SHARE, SOURCE, release.id)
    first = release.position_of(period.first)
    sums = release.split(force)[first:][..., columns_of(ALL)].sum(axis=(0, 2)).tolist()
    recorded = sum(sums)
    if not recorded:
        return Figure(None, Status.MISSING, period, SHARE, SOURCE, release.id)
    share = sum(sums[column] for column in columns) / recorded
    of = Denominator(recorded, "recorded crimes")
    return Figure(share, Status.PUBLISHED, period, SHARE, SOURCE, release.id, denominator=of)


@lru_cache(maxsize=256)
def _set_aside(release: Release, force: str | None) -> Figure:
    """Rows of the force's files that could not be used, over the whole release."""
    period = Period(release.months[0], release.months[-1])
    files = [file for file in release.manifest.ledger.files if file.force == force]
    if not files:
        return Figure(None, Status.MISSING, period, ROWS, SOURCE, release.id)
    rows = sum(sum(file.set_aside.values()) for file in files)
    return Figure(rows, Status.PUBLISHED, period, ROWS, SOURCE, release.id)
