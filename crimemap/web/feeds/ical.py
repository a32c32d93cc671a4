"""Meetings as a calendar file (RFC 5545) that phones and computers follow. Same meetings, same bytes.

A cancelled meeting stays in the file as cancelled: a calendar that follows it would else not say why it is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration

from crimemap import language
from crimemap.brief import standing
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.web.feeds.zones import component
from crimemap.web.site.gatherings import body_name, held_by, title_of

TYPE: Final = "text/calendar"

_MAKER: Final = "-//crimemap//Local crime and justice//EN"
_AGAIN: Final = timedelta(hours=12)
"""How often a calendar that follows a file is asked to look again. [choose]"""

_ANY_YEAR: Final = 2026
"""Whose zone a file without a meeting holds: one that holds nothing at all is none (RFC 5545, 3.6)."""


@dataclass(frozen=True, slots=True)
class About:
    """Of a file: its name, what stands at the end of each meeting's text (source, licence, that it is invented), the
    site's own address, and the zone in which its hours are told."""

    name: str
    foot: str
    site_url: str
    zone: ZoneInfo


def calendar(found: Sequence[Gathering], about: About, addresses: Sequence[str]) -> bytes:
    """The file. `addresses` are the public pages of `found`, in the same order."""
    made = Calendar()
    made.add("VERSION", "2.0")
    made.add("PRODID", _MAKER)
    made.add("CALSCALE", "GREGORIAN")
    name = " ".join(about.name.split())  # a line of its own: the library refuses one that breaks
    made.add("NAME", name)
    made.add("X-WR-CALNAME", name)
    made.add("DESCRIPTION", about.foot)
    made.add("REFRESH-INTERVAL", vDuration(_AGAIN), parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", vDuration(_AGAIN))
    years = [at.year for one in found for at in (one.start, one.end or one.start)] or [_ANY_YEAR]
    made.add_component(component(about.zone, min(years), max(years)))
    host = urlsplit(about.site_url).hostname or "localhost"
    for one, address in zip(found, addresses, strict=True):
        made.add_component(_event(one, host, address, about.foot))
    return bytes(made.to_ical(sorted=False))


def _event(one: Gathering, host: str, address: str, foot: str) -> Event:
    made = Event()
    made.add("UID", f"{one.id}@{host}")
    changed = one.changed_at.astimezone(UTC).replace(microsecond=0)
    made.add("DTSTAMP", changed)
    made.add("LAST-MODIFIED", changed)
    made.add("SEQUENCE", one.number)  # rises with every approval and every cancellation
    made.add("SUMMARY", _summary(one))
    _when(made, one)
    if place := ", ".join(filter(None, (one.place, one.address))):
        made.add("LOCATION", place)
    made.add("DESCRIPTION", _description(one, address, foot))
    made.add("URL", address)
    made.add("CATEGORIES", [body_name(one.body)])
    if contact := ", ".join(filter(None, (one.contact, one.telephone, one.email))):
        made.add("CONTACT", contact)
    made.add("STATUS", "CONFIRMED" if one.takes_place else "CANCELLED")
    made.add("TRANSP", "OPAQUE" if one.takes_place else "TRANSPARENT")
    return made


def _when(made: Event, one: Gathering) -> None:
    """In the time of the place; an hour that comes twice in UTC. RFC 5545 has the first of the two meant by it, but not
    every program that follows a calendar takes it so."""
    if one.all_day:
        made.add("DTSTART", one.start.date())
        made.add("DTEND", _after(one))
        return
    made.add("DTSTART", _said(one.start))
    if one.end is not None:
        made.add("DTEND", _said(one.end))


def _after(one: Gathering) -> date:
    """The first day on which it is over."""
    return (one.end or one.start).date() + timedelta(days=1)


def _said(at: datetime) -> datetime:
    comes_twice = at.replace(fold=0).utcoffset() != at.replace(fold=1).utcoffset()
    return at.astimezone(UTC) if comes_twice else at


def _summary(one: Gathering) -> str:
    title = title_of(one).text
    return _("Cancelled: %(title)s", title=title) if not one.takes_place else title


def _description(one: Gathering, address: str, foot: str) -> str:
    """What nobody should have to open a page for."""
    said = language.current()
    parts = [standing.told(one), one.about.said(said), _("Held by: %(who)s.", who=held_by(one))]
    if one.agenda:
        parts.append("\n".join([_("Agenda:"), *(f"- {item.title.said(said)}" for item in one.agenda)]))
    if one.access:
        parts.append(_("Access: %(access)s", access=one.access.said(said)))
    if one.online:
        parts.append(_("Online: %(address)s", address=one.online))
    return "\n\n".join(part for part in (*parts, address, foot) if part)
