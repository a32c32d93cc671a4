"""When the next figures come, as it was announced: the release itself knows only about when they are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from crimemap.brief.area import Brief
from crimemap.editorial import announcements
from crimemap.editorial.announcements import Announced, Subject


def with_next(told: Brief, announced: Iterable[Announced], now: datetime) -> Brief:
    """A brief that says the announced day of the next figures, in the place of about when they are due.

    `announced` is all that stands in the calendar of publications; `now` is aware, in the site's zone. Pages, papers
    and letters all ask this, so that they cannot name different days.
    """
    found = announcements.next_of(announced, Subject.CRIME, now)
    if found is None or found.at is None:
        return told
    day = found.at.astimezone(now.tzinfo).date()
    fresh = replace(told.quality.freshness, next_day=day)
    return replace(told, quality=replace(told.quality, freshness=fresh))
