"""Whom to ask and when to come: the first two blocks, since that is what most people want of a leaflet (finding 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from crimemap import language, words
from crimemap.brief import Brief, standing
from crimemap.editorial.meetings import Gathering, Spoken
from crimemap.language import gettext as _
from crimemap.leaflets.choice import Block
from crimemap.leaflets.content import Pair, Part, Text
from crimemap.leaflets.texts import bilingual, closed, plain, text
from crimemap.release import Area
from crimemap.team import Team, link_of
from crimemap.terms import BTP, AreaKind

_STALE: Final = timedelta(days=90)
"""After which a contact has to be checked again (row 103)."""

_MOST_TEAMS: Final = 14


def contact(told: Brief, today: date, *, short: bool) -> Part:
    """The team and how to reach it; of a wider area the teams in it; or whom to ask where none is published.

    `short`: without the day on which it was published, unless that is long ago.
    """
    crew = told.crew
    if crew.home is not None:
        return _team(told.area, crew.home, crew.team, today, short=short)
    if told.area.code == BTP or not crew.neighbourhoods:
        return Part(Block.CONTACT, _("Reach the police"), texts=(_nobody(told.area),))
    title = _("Neighbourhood teams")
    everyone = [crew.teams.get(one.code) for one in crew.neighbourhoods]
    if told.area.kind is not AreaKind.FORCE and not any(team and team.is_published for team in everyone):
        return Part(Block.CONTACT, title, texts=(_nobody(told.area),))
    if told.area.kind is AreaKind.FORCE or len(crew.neighbourhoods) > _MOST_TEAMS:
        return Part(
            Block.CONTACT, title, texts=(text(_("Each neighbourhood’s page says who works there.")), _call())
        )
    pairs = tuple(Pair(plain(one.name), _reach(crew.teams.get(one.code))) for one in crew.neighbourhoods)
    return Part(Block.CONTACT, title, pairs=pairs)


def _team(area: Area, home: Area, team: Team | None, today: date, *, short: bool) -> Part:
    title = _("Your neighbourhood team") if home == area else _("The team of %(place)s", place=home.name)
    if team is None or not team.is_published:
        return Part(Block.CONTACT, title, texts=(_nobody(home),))
    names = words.team_names(team.people, 5)
    ways = tuple(_ways(team))
    return Part(
        Block.CONTACT,
        title,
        headline=plain(names) if names else None,
        ways=ways,
        texts=() if ways else (text(_("Call 101 and ask for the team of %(place)s.", place=home.name)),),
        notes=tuple(_checked(team.fetched, today, short=short)),
    )


def telephone(team: Team | None) -> str:
    """By which a team is called; "" where none is published."""
    return (team.reach("telephone") or team.reach("mobile")) if team else ""


def _ways(team: Team) -> Iterator[tuple[str, str]]:
    if phone := telephone(team):
        yield phone, link_of(phone)
    if mail := team.reach("email"):
        yield mail, link_of(mail)


def _checked(fetched: date | None, today: date, *, short: bool) -> Iterator[Text]:
    """When the contact was last known to hold: an old one is said to be old."""
    if fetched is None or (short and today - fetched <= _STALE):
        return
    said = _("As the police published it on %(date)s.", date=language.day(fetched))
    if today - fetched > _STALE:
        said += " " + _("That is more than 90 days ago: ask on 101 whether it still holds.")
    yield text(said)


def _reach(team: Team | None) -> Text:
    if team is None or not team.is_published:
        return text(_("No team has been published."))
    return plain(next((way for way, _address in _ways(team)), "101"))


def _nobody(area: Area) -> Text:
    if area.code == BTP:
        return text(
            _(
                "British Transport Police works on the railway and has no neighbourhood teams. Text 61016 or call"
                " 0800 40 50 40; in an emergency, 999."
            )
        )
    return text(
        _(
            "No team has been published for %(place)s. Ask the police on 101 who works here.",
            place=words.sentence.name(area.name),
        )
    )


def _call() -> Text:
    return text(_("Call 101 for the police. In an emergency, 999."))


# --- the meeting ----------------------------------------------------------------------------------------------


def meeting(told: Brief, gathering: Gathering | None, missed: Gathering | None) -> Part:
    """When to come, on the one solid ground of the sheet; and that an earlier meeting does not take place then."""
    off = (_missed(missed),) if missed is not None else ()
    if gathering is None:
        none = text(
            _(
                "No meeting to come has been published for %(place)s.",
                place=words.sentence.name(told.area.name),
            )
        )
        if not told.written.available:
            none = text(_("Which meetings are to come is not known at the moment."))
        return Part(Block.MEETING, _("The next meeting"), texts=(*off, none))
    return Part(
        Block.MEETING,
        _("Come to the next meeting"),
        headline=plain(words.hours_said(gathering.start, gathering.end, all_day=gathering.all_day)),
        texts=tuple(each for each in (*_about(gathering), *off) if each),
        solid=True,
    )


def _about(gathering: Gathering) -> Iterator[Text]:
    yield bilingual(gathering.title, 120)
    yield plain(closed(", ".join(each for each in (gathering.place, gathering.address) if each)))
    yield bilingual(gathering.access, 140)
    yield text("" if gathering.all_day else words.clocks_change(gathering.start))
    if moved := " ".join(filter(None, (standing.said(gathering), standing.was(gathering)))):
        yield plain(moved)
    if gathering.spoken is not Spoken.ENGLISH:
        both = gathering.spoken is Spoken.BOTH
        yield text(_("In Welsh and English.") if both else _("In Welsh."))


def _missed(gathering: Gathering) -> Text:
    return text(f"*{standing.missed(gathering)}*", closed(words.sentence.name(standing.why(gathering))))
