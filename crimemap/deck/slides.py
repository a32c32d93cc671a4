"""What a slide is: one message with what shows it, as data, so that the wall, the paper and the file say the same.

Nothing here is HTML but the pictures, which are drawn. Sizes, colours and places are the renderers' own: the deck in
a browser, the PDF, the meeting in a box. Text is in the language in which the deck was made; what people typed in the
other one alone carries its `lang`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from markupsafe import Markup

from crimemap.brief.decided import Mark
from crimemap.editorial.meetings import Gathering
from crimemap.figure import Figure, Status
from crimemap.maps import SlideMap
from crimemap.release import Area
from crimemap.words import Sentence

_NOTHING: Final = Sentence()
_EMPTY: Final = Markup("")


class Topic(StrEnum):
    """The slides there can be, in their order. The value is the slide's name in the deck's address (#outcomes), and
    the one by which a presenter's note knows it."""

    WHERE = "where"
    AGENDA = "agenda"
    TOLD = "told"
    DID = "did"
    MAP = "map"
    TYPES = "types"
    TREND = "trend"
    OUTCOMES = "outcomes"
    PAYBACK = "payback"
    CONFIDENCE = "confidence"
    QUESTIONS = "questions"
    DECIDE = "decide"


class Shape(StrEnum):
    """How the lines of a group stand. FIGURES: `key` is a number, large, before its words. LIST: one under the other.
    NUMBERED: `key` is 1, 2, 3. HOURS: `key` is a clock or a length of time. TEXT: paragraphs. KEY: `key` is a letter
    of the map, `note` the number that goes with it. WAYS: `key` is a number to ring, or a body."""

    FIGURES = "figures"
    LIST = "list"
    NUMBERED = "numbered"
    HOURS = "hours"
    KEY = "key"
    WAYS = "ways"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a slide. `key` stands before it and may be empty; `note` under it, in second ink; `paper` too, but
    not on a wall; `short` on a wall alone, in the place of a longer `paper`.

    `figures`: what its numbers are; `mark`: how a promise stands, with its word. `until`: from this instant on it is no
    longer true, and whoever shows it takes it away. `lang`: "en" or "cy" where it was typed in that one alone.
    """

    said: Sentence
    key: str = ""
    note: Sentence = _NOTHING
    paper: Sentence = _NOTHING
    short: Sentence = _NOTHING
    mark: Mark = Mark.NONE
    figures: tuple[Figure, ...] = ()
    until: datetime | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a small heading, which may be empty. `wall`: for how many of them a wall of 16 : 9 has room, `high`:
    one of 4 : 3; paper has all.

    `tells`: said under them on a wall alone. `large`: read from further away, where nothing else is on the slide.
    """

    shape: Shape
    lines: tuple[Line, ...]
    title: str = ""
    wall: int = sys.maxsize
    high: int = sys.maxsize
    tells: str = ""
    large: bool = False

    @property
    def rest(self) -> int:
        """How many lines are on paper alone."""
        return max(0, len(self.lines) - self.wall)

    @property
    def rest_high(self) -> int:
        """The same on a wall of 4 : 3."""
        return max(0, len(self.lines) - self.high)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its words. `length` and `tick` (the time before) are shares of the whole width, 0 to 1.

    None: nothing to draw, and `status` says why. `dashed`: no result yet, or incomplete. `now` and `before` are the
    numbers in words. `sure`: the ends of the interval, where there is one to draw.
    """

    label: str
    now: str
    before: str
    length: float | None
    tick: float | None
    status: Status
    dashed: bool = False
    sure: tuple[float, float] | None = None
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from zero, all of one scale, with what the upright tick or the dashes mean in `reading`."""

    rows: tuple[Bar, ...]
    reading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a picture. A row has as many cells as there are `heads`; `total` closes them.

    `named`: which cell says what the row is of; before it stands at most a letter of the map.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    named: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG. `wide` is for the wall (its letters have 28 px where the slide has 1,280), `narrow` for a phone
    and for paper; both carry their title and description. `reading`: how to read it.

    `high`: for a wall of 4 : 3, where the wide one will not do. `defs`: patterns that all use; an svg of no size that
    is never hidden.
    """

    wide: Markup
    narrow: Markup
    defs: Markup = _EMPTY
    high: Markup = _EMPTY
    reading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """One message. `part` names what it is about (the strip at the top), `heading` is the message.

    `lead`: a sentence under it. `empty`: why there is nothing to show, in one sentence; what stands beside it is what
    the room can do about that. `notes`: what must be known to read the figures rightly. `more`: said on paper and to
    those who read for themselves, not on the wall. `source`: whose figures they are.
    `crowded`: its words leave little room for what it shows.
    """

    topic: Topic
    part: str
    heading: str
    lead: Sentence = _NOTHING
    lead_until: datetime | None = None
    groups: tuple[Group, ...] = ()
    bars: Bars | None = None
    picture: Picture | None = None
    map: SlideMap | None = None
    table: Table | None = None
    notes: tuple[Sentence, ...] = ()
    more: tuple[Sentence, ...] = ()
    source: str = ""
    empty: Sentence = _NOTHING
    figures: tuple[Figure, ...] = ()
    heading_lang: str | None = None
    crowded: bool = False

    @property
    def name(self) -> str:
        """As it stands in the address."""
        return self.topic.value

    @property
    def left_out(self) -> tuple[str, ...]:
        """The headings of those groups that a wall has no room for at all."""
        return tuple(group.title for group in self.groups if group.title and not group.wall)

    @property
    def left_out_high(self) -> tuple[str, ...]:
        """The same on a wall of 4 : 3."""
        return tuple(group.title for group in self.groups if group.title and not group.high)

    @property
    def until(self) -> datetime | None:
        """The first instant at which any part of it stops being true."""
        ends = [self.lead_until, *(line.until for group in self.groups for line in group.lines)]
        return min((end for end in ends if end is not None), default=None)


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides of one gathering, of one area, made at one moment.

    `title`: of the meeting; `foot`: place and day, on every slide. `until`: when the clock alone makes another deck of
    it. `invented` puts the stamp on every slide.
    """

    gathering: Gathering
    area: Area
    title: str
    title_lang: str | None
    foot: str
    slides: tuple[Slide, ...]
    invented: bool
    until: datetime | None

    def __getitem__(self, name: str) -> Slide:
        """The slide of this name. Raises KeyError."""
        found = next((slide for slide in self.slides if slide.name == name), None)
        if found is None:
            raise KeyError(name)
        return found
