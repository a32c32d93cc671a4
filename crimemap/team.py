"""What the police publish of a neighbourhood's team: the shapes that its reader fills and a release gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

_CANCELLED: Final = re.compile(r"\b(?:cancel+ed|canslwyd|wedi.i ganslo)\b", re.IGNORECASE)

_NOT_DIALLED: Final = re.compile(r"[^0-9+]")
_EXTENSION: Final = re.compile(r",|ext|est|option|x", re.IGNORECASE)
"""What stands before an extension, in English or Welsh (estyniad)."""

WITHOUT_END: Final = timedelta(hours=2)
"""How long an event lasts of which no end was published. [choose]"""


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody. `kind`: email, telephone, mobile, web, facebook, twitter, …"""

    kind: str
    value: str


def link_of(reach: str) -> str:
    """How a number or an address is followed: "tel:…" or "mailto:…", "" where neither can be.

    Before an extension stands the number that can be dialled; from abroad without its (0).
    """
    if "@" in reach:
        return f"mailto:{reach}"
    number = _EXTENSION.split(reach, maxsplit=1)[0]
    if number.startswith("+"):
        number = number.replace("(0)", "")
    dialled = _NOT_DIALLED.sub("", number)
    return f"tel:{dialled}" if dialled else ""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a team, in office; `name` is empty where the publisher gives none."""

    name: str
    rank: str
    about: tuple[str, ...]
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting or another event; `start` and `end` are local time without a zone, as published."""

    title: str
    kind: str
    place: str
    about: tuple[str, ...]
    start: datetime
    end: datetime | None
    contacts: tuple[Contact, ...]

    @property
    def is_cancelled(self) -> bool:
        """The API has no field for it: forces write it into the title."""
        return bool(_CANCELLED.search(self.title))

    @property
    def is_all_day(self) -> bool:
        """Midnight without an end is how a day without an hour is written."""
        return self.end is None and self.start.time() == time.min


@dataclass(frozen=True, slots=True)
class Priority:
    """What a team works on and what it did, in paragraphs."""

    issue: tuple[str, ...]
    set_on: date | None
    action: tuple[str, ...]
    acted_on: date | None


@dataclass(frozen=True, slots=True)
class Station:
    """A place where a team is found."""

    name: str
    kind: str
    address: str
    postcode: str
    telephone: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address that the police give."""

    title: str
    url: str
    about: str


@dataclass(frozen=True, slots=True)
class Team:
    """What the police publish of one neighbourhood; `fetched`: the day on which it was asked for."""

    code: str
    name: str
    url: str
    about: tuple[str, ...]
    contacts: tuple[Contact, ...]
    people: tuple[Person, ...]
    events: tuple[Event, ...]
    priorities: tuple[Priority, ...]
    stations: tuple[Station, ...]
    links: tuple[Link, ...]
    fetched: date | None

    def reach(self, kind: str) -> str:
        """The first contact of a kind, the team's own before its members'; "" where there is none."""
        everyone = [*self.contacts, *(contact for person in self.people for contact in person.contacts)]
        return next((contact.value for contact in everyone if contact.kind == kind), "")

    @property
    def is_published(self) -> bool:
        """Whether the police say anything here of who the team is or how to reach it."""
        return bool(self.people or self.contacts or self.stations or self.about)
