"""Who works in an area and what is next, at this moment: for the first screen, `team` and `actions`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crimemap import words
from crimemap.brief import Brief, gatherings
from crimemap.release import Area
from crimemap.team import Contact, Team
from crimemap.web.site.gatherings.rows import Missed, Row, missed, rows
from crimemap.web.site.reaching import Reach, reach


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
    meetings: tuple[Row, ...]
    missed: tuple[Missed, ...]
    neighbours: tuple[Neighbour, ...]
    telephone: Reach | None
    email: Reach | None
    until: datetime | None

    @staticmethod
    def reach(contact: Contact) -> Reach:
        """A contact as a link."""
        return reach(contact)

    def no_priorities(self, area: Area) -> str:
        """Why nothing is said of priorities on the page of `area`."""
        return words.no_priorities((self.home or area).name, held=self.held)

    @property
    def next(self) -> Row | None:
        """The next one that takes place."""
        return next((meeting for meeting in self.meetings if meeting.takes_place), None)

    @property
    def published(self) -> Team | None:
        """The team, where the police publish anything of it."""
        return self.team if self.team and self.team.is_published else None


def team_view(told: Brief, now: datetime) -> TeamView:
    """The crew of a brief at `now`."""
    crew = told.crew
    coming = gatherings.next_of_each(told.gatherings, now)
    team = crew.team
    return TeamView(
        home=crew.home,
        team=team,
        held=crew.held,
        meetings=rows(told.release, coming),
        missed=missed(told.gatherings),
        neighbours=tuple(Neighbour(area, crew.teams.get(area.code)) for area in crew.neighbourhoods),
        telephone=first_of(team, "telephone", "mobile") if team else None,
        email=first_of(team, "email") if team else None,
        until=gatherings.next_change(told.gatherings, now),
    )


def first_of(team: Team, *kinds: str) -> Reach | None:
    """The first way of these kinds to reach a team."""
    found = ((kind, team.reach(kind)) for kind in kinds)
    return next((reach(Contact(kind, value)) for kind, value in found if value), None)
