"""Who works in an area and what is next, at this moment: for the first screen, `team` and `actions`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from crimemap.brief import Brief
from crimemap.release import Area
from crimemap.team import Contact, Event, Team

_NOT_DIALLED: Final = re.compile(r"[^0-9+]")
_EXTENSION: Final = re.compile(r"(?:,|ext|extension|option|x)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event that is not over, and the neighbourhood it belongs to."""

    event: Event
    area: Area


@dataclass(frozen=True, slots=True)
class Reach:
    """A way to reach a team, as a link."""

    kind: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbourhood of a wider area, and its team where one is published."""

    area: Area
    team: Team | None


@dataclass(frozen=True, slots=True)
class TeamView:
    """What the templates need. `until`: the instant from which the clock alone makes another page of it."""

    home: Area | None
    team: Team | None
    held: bool
    meetings: tuple[Meeting, ...]
    neighbours: tuple[Neighbour, ...]
    telephone: Reach | None
    email: Reach | None
    until: datetime | None

    @staticmethod
    def reach(contact: Contact) -> Reach:
        """A contact as a link."""
        return reach(contact)

    @property
    def next(self) -> Meeting | None:
        """The next one that takes place."""
        return next((meeting for meeting in self.meetings if not meeting.event.is_cancelled), None)

    @property
    def published(self) -> Team | None:
        """The team, where the police publish anything of it."""
        return self.team if self.team and self.team.is_published else None


def team_view(told: Brief, now: datetime) -> TeamView:
    """The crew of a brief at `now`."""
    crew = told.crew
    areas = {area.code: area for area in (*([crew.home] if crew.home else []), *crew.neighbourhoods)}
    coming = [Meeting(event, areas[team.code]) for team in crew.teams.values() for event in team.coming(now)]
    coming.sort(key=lambda meeting: (meeting.event.start, meeting.area.position))
    zone = now.tzinfo
    until = min((meeting.event.over(zone) for meeting in coming), default=None) if zone else None
    team = crew.team
    return TeamView(
        home=crew.home,
        team=team,
        held=crew.held,
        meetings=tuple(coming),
        neighbours=tuple(Neighbour(area, crew.teams.get(area.code)) for area in crew.neighbourhoods),
        telephone=first_of(team, "telephone", "mobile") if team else None,
        email=first_of(team, "email") if team else None,
        until=until,
    )


def first_of(team: Team, *kinds: str) -> Reach | None:
    """The first way of these kinds to reach a team."""
    found = ((kind, team.reach(kind)) for kind in kinds)
    return next((reach(Contact(kind, value)) for kind, value in found if value), None)


def reach(contact: Contact) -> Reach:
    """A contact as a link that can be followed: mail, telephone, page."""
    if contact.kind == "email":
        return Reach(contact.kind, contact.value, f"mailto:{contact.value}")
    if contact.kind in {"telephone", "mobile"}:
        number = _NOT_DIALLED.sub("", _EXTENSION.split(contact.value, maxsplit=1)[0])
        return Reach(contact.kind, contact.value, f"tel:{number}")
    return Reach(contact.kind, re.sub(r"^https?://(?:www\.)?|/$", "", contact.value), contact.value)
