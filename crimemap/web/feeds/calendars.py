"""Calendar files: one meeting, an area's meetings, all of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import current_app, g

from crimemap import brief, language
from crimemap.brief import gatherings as calendar
from crimemap.cache import Page, cached
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.release import Area
from crimemap.settings import Settings
from crimemap.web import site
from crimemap.web.feeds import ical
from crimemap.web.site import gatherings
from crimemap.web.site.visitors import public

_WORD: Final = re.compile(r"[a-z0-9]+")
_NO_SIGNS: Final = str.maketrans("", "", "'’")
_LONGEST: Final = 80
"""Letters of a file's name before its ending."""

MOST: Final = 1_000
"""Meetings in one file: a country's take minutes to read, and an area's are a file of their own. [choose]"""


@public.get("/calendar/meetings/<meeting_id>.ics")
@cached(written=True)
def meeting_ics(meeting_id: str) -> Page:
    """One meeting, to be added to a calendar."""
    one = gatherings.asked(meeting_id)
    name = gatherings.title_of(one).text
    return _file([one], name, named(_where(one), one.start), gatherings.until(g.release, None, [one]))


@public.get("/calendar/areas/<area>.ics")
@cached(written=True)
def area_ics(area: Area) -> Page:
    """Every meeting of an area, to be followed."""
    found = gatherings.certain(g.release, area)
    name = _("Meetings in %(place)s", place=area.name)
    return _file(found, name, named(f"meetings-{area.name}"), gatherings.until(g.release, area, found))


@public.get("/calendar/meetings.ics")
@cached(written=True)
def meetings_ics() -> Page:
    """Every meeting of the installation, to be followed."""
    found = _nearest(gatherings.certain(g.release, None))
    return _file(found, _("Meetings"), "meetings.ics", gatherings.until(g.release, None, found))


def _where(one: Gathering) -> str:
    """The place that the file of one meeting is named after: its only area, else where it is held."""
    area = g.release.area(one.areas[0]) if len(one.areas) == 1 else None
    return area.name if area is not None else one.place or _("Meeting")


def named(place: str, at: datetime | None = None) -> str:
    """A file's name that says what it is, in letters that every computer keeps: "larkwith-3-december-2026.ics"."""
    day = language.day(at.date()) if at is not None else ""
    letters = unicodedata.normalize("NFKD", f"{place} {day}".translate(_NO_SIGNS))
    plain = letters.encode("ascii", "ignore").decode().lower()
    return ("-".join(_WORD.findall(plain))[:_LONGEST].strip("-") or "meeting") + ".ics"


def _nearest(found: Sequence[Gathering]) -> Sequence[Gathering]:
    """Of more than a calendar follows well, those to come and the last that were held, by start."""
    if len(found) <= MOST:
        return found
    kept = {
        one.id for one in (*calendar.to_come(found, site.now()), *calendar.held(found, site.now()))[:MOST]
    }
    return [one for one in found if one.id in kept]


def _file(found: Sequence[Gathering], name: str, file: str, until: datetime | None) -> Page:
    settings: Settings = current_app.extensions["crimemap.settings"]
    addresses = [settings.site_url + site.href("meeting", meeting_id=one.id) for one in found]
    foot = _("Contains public sector information licensed under the Open Government Licence v3.0.")
    if brief.is_invented(g.release):
        stamp = _("Invented / Dychmygol")
        foot = f"{stamp}. {foot}"
    about = ical.About(
        gatherings.stamped(g.release, name), foot, settings.site_url, ZoneInfo(settings.timezone)
    )
    body = ical.calendar(found, about, addresses)
    answer = site.plain(body, ical.TYPE)
    answer.headers["Content-Disposition"] = site.download(file)
    answer.until = until
    return answer
