"""The brief of an area as every page, paper and slide of this moment is made of it."""

from __future__ import annotations

from crimemap import brief
from crimemap.brief import Brief
from crimemap.release import Area, Release
from crimemap.web.site import doing, surveyed, timetable
from crimemap.web.site.frame import now, published


def brief_now(release: Release, area: Area) -> Brief:
    """For views that are `@cached(written=True)`: what is written of the area, what surveys say, its calendar, and the
    day that was announced for the next figures."""
    written = doing.written_of(release, area)
    told = brief.brief_of(release, area, published(release), written, surveyed.book(), now=now())
    return timetable.with_next(told)
