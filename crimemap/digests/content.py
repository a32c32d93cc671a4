"""What the letter about an area says, as data, in the language in which it was made: text and HTML render from it."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import words
from crimemap.brief import standing
from crimemap.editorial.meetings import Gathering
from crimemap.language import current
from crimemap.language import gettext as _
from crimemap.release import Area
from crimemap.terms import Month
from crimemap.words import Sentence


@dataclass(frozen=True, slots=True)
class Link:
    """Where to read more. `address` is whole, with the site's own name."""

    said: str
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; `mark` (how far a promise is) and `notes` stand under it.

    `lang`: the language of `said` where it is not the letter's.
    """

    said: str
    notes: tuple[str, ...] = ()
    link: str = ""
    lang: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; where there is nothing to tell, a sentence says so."""

    title: str
    sentences: tuple[Sentence, ...] = ()
    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """The letter of one month about one area, the same for everybody who gets it.

    `stamp`: the words of an invented place, "" otherwise. `small`: sources and licence.
    """

    area: Area
    month: Month
    lang: str
    subject: str
    title: str
    lead: str
    stamp: str
    sections: tuple[Section, ...]
    small: tuple[str, ...]


def meeting_item(one: Gathering, link: str) -> Item:
    """A meeting as a line: when and what; where, by whom, and what became of it."""
    hour = words.hours_said(one.start, one.end, all_day=one.all_day)
    title = one.title.said(current()) or _("Meeting")
    said = f"{hour}: {title}"
    became = standing.told(one)
    if not one.takes_place:
        said, became = _("Cancelled: %(title)s, %(when)s", title=title, when=hour), standing.why(one)
    notes = (became, ", ".join(part for part in (one.place, one.address) if part), one.organiser)
    return Item(said, tuple(note for note in notes if note), link, one.title.in_other(current()))
