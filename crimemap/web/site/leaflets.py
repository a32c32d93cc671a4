"""The leaflet that residents get of an area now: the one that the newsroom composed, else the usual one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import current_app

from crimemap import leaflets
from crimemap.editorial import leaflets as composing
from crimemap.editorial import pieces
from crimemap.language import gettext as _
from crimemap.leaflets import Choice, Leaflet, Size
from crimemap.release import Area, Release
from crimemap.settings import Settings
from crimemap.web.site import doing, surveyed, timetable, written
from crimemap.web.site.briefs import brief_now
from crimemap.web.site.frame import href, now


@dataclass(frozen=True, slots=True)
class Paper:
    """A way to have the leaflet on paper: what it is for, in words, and the address of its file."""

    name: str
    use: str
    address: str


@dataclass(frozen=True, slots=True)
class Made:
    """A leaflet, and the instant at which the clock alone makes another of it. `whole`: the newsroom could be asked."""

    leaflet: Leaflet
    until: datetime
    whole: bool


def made(release: Release, area: Area, size: Size | None = None, *, large: bool = False) -> Made:
    """For views that are `@cached(written=True)`. `size`: None for that of the leaflet that was composed, else A5."""
    choice, ends = _chosen(area, size, large=large)
    leaflet = of_choice(release, area, choice)
    known = doing.earliest(leaflet.ends, ends, surveyed.until(), timetable.until())
    whole = doing.written_of(release, area).available and surveyed.is_whole() and not written.unread()
    return Made(leaflet, known or leaflet.ends, whole)


def of_choice(release: Release, area: Area, choice: Choice) -> Leaflet:
    """The leaflet of any choice, for the newsroom's preview too."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    told = brief_now(release, area)
    return leaflets.leaflet_of(told, choice, now=now(), site=settings.site_url, contact=settings.contact)


def _chosen(area: Area, size: Size | None, *, large: bool) -> tuple[Choice, datetime | None]:
    """What was composed for the area, on the paper that is asked for; and when that changes."""
    moment = now()
    found = written.read(lambda session: composing.current(session, area.code, moment), None)
    change = written.read(lambda session: pieces.next_change(session, moment), None)
    if found is None:
        return leaflets.usual(size or Size.A5, large=large), change
    choice = Choice(**found.as_choice())
    return replace(choice, size=size or choice.size, large=large or choice.large), change


def papers(area: Area) -> tuple[Paper, ...]:
    """Every paper that it can be had on."""
    told: Final = (
        (_("Large print"), _("on A4, as many pages as it takes"), {"print": "large"}),
        (_("A5, both sides"), _("for letter boxes"), {"size": Size.A5}),
        (_("A4"), _("for a home printer or a noticeboard"), {"size": Size.A4}),
        (_("A3 poster"), _("the meeting and little else, read from two metres"), {"size": Size.A3}),
    )
    return tuple(Paper(name, use, href("leaflet_pdf", area=area, **query)) for name, use, query in told)


def file_name(leaflet: Leaflet) -> str:
    """By which it is saved: its reference, and its paper."""
    paper = "large-print" if leaflet.choice.large else leaflet.choice.size
    return f"{leaflet.reference}-{paper}.pdf"
