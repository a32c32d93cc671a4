"""What stands on a leaflet, as data: the paper, the page of the same content and the newsroom's preview show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup

from crimemap.leaflets.choice import Block, Choice
from crimemap.words import Sentence


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence, and its language where that is not the leaflet's: what people typed in the other one alone.

    `link`: an address that stands in it, as it is written and as it is followed.
    """

    said: Sentence
    lang: str | None = None
    link: tuple[str, str] | None = None

    def __bool__(self) -> bool:
        return bool(self.said)

    def pieces(self) -> Iterator[tuple[str, bool, str]]:
        """Text, whether it is the finding, and what it leads to: "" for nothing."""
        written, address = self.link or ("", "")
        for segment in self.said.segments:
            before, link, after = segment.text.partition(written) if written else (segment.text, "", "")
            for piece, to in ((before, ""), (link, address), (after, "")):
                if piece:
                    yield piece, segment.strong, to


@dataclass(frozen=True, slots=True)
class Pair:
    """A line with a name before it: what was asked and what was done, a neighbourhood and its telephone."""

    name: Text
    said: Text


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as `heads`; all but the first are figures. `caption` says what they are of."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark of the map: its letter, the name of its part, and its figure in words."""

    letter: str
    name: str
    figure: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, what it shows in words, and its marks by letter: none where there are too many to list."""

    drawn: bytes
    words: str
    spots: tuple[Spot, ...]

    @property
    def inline(self) -> Markup:
        """As it stands in a page."""
        return Markup(self.drawn.decode())  # noqa: S704  (drawn by maps, which escapes every name)


@dataclass(frozen=True, slots=True)
class Part:
    """A block as it stands on the sheet. `headline`: its first words, larger; `ways`: telephone numbers and addresses,
    each as it is written and as it is followed; `notes` in small type. `solid`: the one block on a dark ground."""

    block: Block
    title: str
    headline: Text | None = None
    ways: tuple[tuple[str, str], ...] = ()
    texts: tuple[Text, ...] = ()
    pairs: tuple[Pair, ...] = ()
    table: Table | None = None
    picture: Picture | None = None
    notes: tuple[Text, ...] = ()
    solid: bool = False

    def sentences(self) -> Iterator[str]:
        """All that is written in it, in its order."""
        yield self.title
        if self.headline:
            yield str(self.headline.said)
        yield from (text for text, _address in self.ways)
        yield from (str(text.said) for text in self.texts)
        for pair in self.pairs:
            yield str(pair.name.said)
            yield str(pair.said.said)
        if self.table is not None:
            yield from (cell for row in (self.table.heads, *self.table.rows) for cell in row)
        if self.picture is not None:
            yield from (each for spot in self.picture.spots for each in (spot.name, spot.figure) if each)
        yield from (str(note.said) for note in self.notes)


class Bound(StrEnum):
    """What ends the display of a sheet."""

    CHOSEN = "the day that somebody chose"
    LONGEST = "28 days"
    MEETING = "the meeting on it"
    PROJECT = "work on it that is public no longer"
    SAY = "a say on it that closes"


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One leaflet of one area, made on one day.

    `service`: who publishes it. `partnership`: the partnership's own name, "" where it has none. `stamp`: the words of
    an invented place, "" otherwise. `beside`: anti-social behaviour, under the first sentence. `address`: as it is
    printed and `link` as it is followed. `closing`: what the address leads to, other formats. `small`: lines of display
    until, source, licence, gaps, reference and release. `until`: the last day of display (rule C14), and `bound`: what
    on it makes that day the last; `ends`: when the clock alone makes another leaflet of it.
    """

    choice: Choice
    lang: str
    title: str
    service: str
    partnership: Text | None
    stamp: str
    place: str
    lead: Sentence
    beside: Sentence
    parts: tuple[Part, ...]
    address: str
    link: str
    closing: tuple[Text, ...]
    small: tuple[str, ...]
    reference: str
    made: date
    until: date
    bound: Bound
    ends: datetime

    def sentences(self) -> tuple[str, ...]:
        """All that is written on it, in its order: the paper and the page say the same."""
        inside = (each for part in self.parts for each in part.sentences())
        closing = (str(text.said) for text in self.closing)
        partnership = (str(self.partnership.said),) if self.partnership else ()
        head = (self.service, *partnership, self.stamp, self.place, str(self.lead), str(self.beside))
        return tuple(each for each in (*head, *inside, self.address, *closing, *self.small) if each)
