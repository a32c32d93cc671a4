"""Neighbourhood teams as the police published them: people, meetings, priorities; by neighbourhood."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import orjson

from crimemap.release import layout
from crimemap.release.reader import Area, Release
from crimemap.team import Contact, Event, Link, Person, Priority, Station, Team
from crimemap.terms import AreaKind

_LOCAL: Final = frozenset({AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.LSOA})
"""Kinds of area that one team can be the team of; wider ones have the teams of their neighbourhoods."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works in an area: the team of its neighbourhood, or the teams of the neighbourhoods in it.

    `home`: the neighbourhood that the area is or lies in, None for wider ones. `neighbourhoods`: those inside a wider
    area, by place. `teams`: by code; of a force's neighbourhoods none are read, there can be hundreds. `held`: whether
    the release holds teams at all.
    """

    held: bool
    home: Area | None
    neighbourhoods: tuple[Area, ...]
    teams: dict[str, Team]

    @property
    def team(self) -> Team | None:
        """The team of `home`, where the police publish one."""
        return self.teams.get(self.home.code) if self.home else None


def crew_of(release: Release, area: Area) -> Crew:
    """Who works in `area`; in a ward that lies across neighbourhoods, the teams of each of them."""
    inside = neighbourhoods_of(release, area)
    home = inside[0] if len(inside) == 1 and area.kind in _LOCAL else None
    asked = () if area.kind is AreaKind.FORCE else inside
    teams = teams_of(release, [one.code for one in asked])
    return Crew(
        holds_teams(release), home, () if home else tuple(inside), {team.code: team for team in teams}
    )


def neighbourhoods_of(release: Release, area: Area) -> list[Area]:
    """The neighbourhood that an area is or lies in, or those that lie in it, or those that its small areas lie in."""
    lineage = [area, *reversed(release.ancestors(area))]
    if home := next((one for one in lineage if one.kind is AreaKind.NEIGHBOURHOOD), None):
        return [home]
    if area.kind not in _LOCAL:
        return release.parts(area, AreaKind.NEIGHBOURHOOD)
    parents = {small.parent for small in release.parts(area, AreaKind.LSOA) if small.parent}
    found = [one for code in parents if (one := release.area(code)) and one.kind is AreaKind.NEIGHBOURHOOD]
    if not found and area.centre and (here := release.area_at(*area.centre, AreaKind.NEIGHBOURHOOD)):
        return [here]
    return sorted(found, key=lambda one: one.position)


def holds_teams(release: Release) -> bool:
    """Whether teams were among the inputs of the release."""
    return layout.TEAMS in release.manifest.files


def team_of(release: Release, code: str) -> Team | None:
    """The team of the neighbourhood with this code; None where the police's answer holds none."""
    return next(iter(teams_of(release, [code])), None)


def teams_of(release: Release, codes: Sequence[str]) -> list[Team]:
    """The teams of these neighbourhoods, in their order; those without one are left out."""
    if not codes or not holds_teams(release):
        return []
    rows = _connection(release).execute(
        "SELECT t.body FROM json_each(?) c JOIN teams t ON t.code = c.value ORDER BY c.key",
        (orjson.dumps(list(codes)).decode(),),
    )
    return [_team(orjson.loads(body)) for (body,) in rows]


def _connection(release: Release) -> sqlite3.Connection:
    return release._open(layout.TEAMS)  # noqa: SLF001  # the release room's own connections, one a thread


def _contacts(rows: list[dict[str, str]]) -> tuple[Contact, ...]:
    return tuple(Contact(**row) for row in rows)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _person(row: dict[str, Any]) -> Person:
    return Person(row["name"], row["rank"], tuple(row["about"]), _contacts(row["contacts"]))


def _event(row: dict[str, Any]) -> Event:
    return Event(
        row["title"], row["kind"], row["place"], tuple(row["about"]), datetime.fromisoformat(row["start"]),
        datetime.fromisoformat(row["end"]) if row["end"] else None, _contacts(row["contacts"]),
    )  # fmt: skip


def _priority(row: dict[str, Any]) -> Priority:
    return Priority(tuple(row["issue"]), _day(row["set_on"]), tuple(row["action"]), _day(row["acted_on"]))


def _station(row: dict[str, Any]) -> Station:
    return Station(**{**row, "about": tuple(row["about"])})


def _team(body: dict[str, Any]) -> Team:
    return Team(
        code=body["code"],
        name=body["name"],
        url=body["url"],
        about=tuple(body["about"]),
        contacts=_contacts(body["contacts"]),
        people=tuple(map(_person, body["people"])),
        events=tuple(map(_event, body["events"])),
        priorities=tuple(map(_priority, body["priorities"])),
        stations=tuple(map(_station, body["stations"])),
        links=tuple(Link(**row) for row in body["links"]),
        fetched=_day(body["fetched"]),
    )
