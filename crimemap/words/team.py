"""Who works here, when they meet, what they work on: the police's own words set into ours."""

from __future__ import annotations

from datetime import datetime, time

from crimemap.language import clock, gettext, listed, ngettext, weekday
from crimemap.team import Event, Person

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


def meeting_day(event: Event) -> str:
    """ "Thursday 3 December, 7pm"."""
    if event.is_all_day:
        return weekday(event.start.date())
    return moment(event.start)


def meeting_time(event: Event) -> str:
    """With its end: "Thursday 3 December, 7pm to 8.30pm"; past midnight with the day that it ends on."""
    said = meeting_day(event)
    if event.end is None:
        return said
    if event.end.date() == event.start.date():
        return gettext("%(start)s to %(end)s", start=said, end=clock(event.end.time()))
    if event.start.time() == event.end.time() == time.min:
        return gettext(
            "%(start)s to %(end)s", start=weekday(event.start.date()), end=weekday(event.end.date())
        )
    return gettext("%(start)s to %(end)s", start=said, end=moment(event.end))


def moment(value: datetime) -> str:
    """A day and an hour."""
    return gettext("%(day)s, %(time)s", day=weekday(value.date()), time=clock(value.time()))


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
