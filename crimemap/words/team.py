"""Who works here, when they meet, what they work on: the police's own words set into ours."""

from __future__ import annotations

from datetime import datetime, time

from crimemap.language import clock, gettext, listed, ngettext, weekday, weekday_in_full
from crimemap.team import Person

_VACANT = frozenset({"", "vacant", "vacancy", "vacant post", "tbc", "n/a"})


def is_vacant(person: Person) -> bool:
    """Whether it is a post rather than a person."""
    return person.name.strip().casefold() in _VACANT


def called(person: Person) -> str:
    """ "Sgt Rowan"; a name that holds the rank already is left as it is."""
    if is_vacant(person):
        return gettext("%(rank)s: vacant", rank=person.rank) if person.rank else gettext("A vacant post")
    if not person.rank or person.name.casefold().startswith(person.rank.casefold()):
        return person.name
    return f"{person.rank} {person.name}"


def team_names(people: tuple[Person, ...], most: int = 6) -> str:
    """ "Sgt Rowan, PC Hazel and PCSO Alder"; of many the first `most`, and how many more."""
    names = [called(person) for person in people if not is_vacant(person)]
    if len(names) > most + 1:
        more = ngettext("%(num)s more", "%(num)s more", len(names) - most)
        names = [*names[:most], more]
    return listed(names) if names else ""


def at_work(people: tuple[Person, ...], place: str, most: int = 12) -> str:
    """ "Sgt Rowan and PC Hazel work in Larkwith."; a vacant post is nobody."""
    names = team_names(people, most)
    if not names:
        return gettext("The police publish how to reach the team of %(place)s, and no names.", place=place)
    if sum(not is_vacant(person) for person in people) > 1:
        return gettext("%(names)s work in %(place)s.", names=names, place=place)
    return gettext("%(names)s works in %(place)s.", names=names, place=place)


def no_priorities(place: str, *, held: bool) -> str:
    """Where a team has none. `held`: whether the release holds teams at all; nobody whose team was not supplied is said
    to have published nothing."""
    if held:
        return gettext("%(place)s has published no priorities. Ask the partnership.", place=place)
    return gettext("No priorities have been published here for %(place)s. Ask the partnership.", place=place)


def hour_said(start: datetime, *, all_day: bool = False, year: bool = False) -> str:
    """ "Thursday 3 December, 7pm"; the day alone of what lasts all day; `year`: for days that are not near."""
    day = weekday_in_full(start.date()) if year else weekday(start.date())
    return day if all_day else gettext("%(day)s, %(time)s", day=day, time=clock(start.time()))


def hours_said(start: datetime, end: datetime | None, *, all_day: bool = False, year: bool = False) -> str:
    """With its end: "Thursday 3 December, 7pm to 8.30pm"; past midnight with the day that it ends on."""
    said = hour_said(start, all_day=all_day, year=year)
    if end is None:
        return said
    if end.date() == start.date():
        return gettext("%(start)s to %(end)s", start=said, end=clock(end.time()))
    if start.time() == end.time() == time.min:
        return gettext(
            "%(start)s to %(end)s", start=weekday(start.date()), end=hour_said(end, all_day=True, year=year)
        )
    return gettext("%(start)s to %(end)s", start=said, end=hour_said(end, year=year))


def clocks_change(start: datetime) -> str:
    """Which of two hours is meant, on the night on which the clocks go back; "" of every other. `start` is aware."""
    hour = clock(start.time())
    if start.utcoffset() == start.replace(fold=1 - start.fold).utcoffset():
        return ""
    if start.fold:
        return gettext(
            "The clocks go back that night: this is the second %(hour)s, after they do.", hour=hour
        )
    return gettext("The clocks go back that night: this is the first %(hour)s, before they do.", hour=hour)


def moment(value: datetime) -> str:
    """A day and an hour."""
    return hour_said(value)


def contact_kind(kind: str) -> str:
    """What a way to reach somebody is called."""
    return {
        "email": gettext("Email"),
        "telephone": gettext("Telephone"),
        "mobile": gettext("Mobile"),
        "web": gettext("Web page"),
        "facebook": "Facebook",
        "twitter": "X (Twitter)",
        "youtube": "YouTube",
        "instagram": "Instagram",
        "flickr": "Flickr",
        "google-plus": "Google+",
        "bebo": "Bebo",
        "blog": gettext("Blog"),
        "forum": gettext("Forum"),
        "e-messaging": gettext("Messages"),
        "rss": "RSS",
    }.get(kind, kind)
