"""What is written of a meeting: which body holds it, where and when, the agenda, and what changed since it was said.

Days and hours are those of the place, as people say them; `times` makes instants of them. The presenter's notes are
kept here too and stand in no page, feed, file or pack that a visitor can get.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Content


class Body(StrEnum):
    """Who holds it."""

    POLICE = "police"
    COUNCIL = "council"
    HOUSING = "housing"
    BOARD = "board"
    OTHER = "other"


class Every(StrEnum):
    """How often. `MONTH` is the same day of the week in the same week of the month (the fifth: the last)."""

    ONCE = "once"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Spoken(StrEnum):
    """The language of a meeting."""

    ENGLISH = "en"
    WELSH = "cy"
    BOTH = "both"


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Item(_Kept):
    """A line of the agenda; `minutes`: how long it is to take."""

    title_en: str = ""
    title_cy: str = ""
    minutes: int | None = None

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_en, self.title_cy)


class Paper(_Kept):
    """A document to read before; `address` begins with https://."""

    title_en: str = ""
    title_cy: str = ""
    address: str = ""

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_en, self.title_cy)


class Move(_Kept):
    """The meeting of `day` takes place at another time or place; what is empty stays as it was."""

    day: date
    to: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    address: str = ""
    reason_en: str = ""
    reason_cy: str = ""

    @property
    def reason(self) -> Bilingual:
        return Bilingual(self.reason_en, self.reason_cy)


class Restored(_Kept):
    """The meeting of `day` takes place after all: undoes the cancellation that was `said` then, and no later one."""

    day: date
    said: datetime


class Note(_Kept):
    """What the presenter says to a slide (by its name in the deck's address)."""

    slide: str
    said: str


class Meeting(Content):
    """A meeting, or a series of them. Every answer may be wanting in a draft.

    `areas`: codes of the neighbourhoods or wards that it is for; none: the whole partnership. `second`: of an hour that
    comes twice, on the night on which the clocks go back, the later one (None: nobody has said). `last`: the day on
    which a series ends. `changed_*`: why its time or place is another than was said before, for every date without a
    move of its own. `attends`: roles and teams, one a line. `contact`: a role, with a telephone number or a mail
    address.
    """

    body: Body | None = None
    organiser: str = ""
    title_en: str = ""
    title_cy: str = ""
    about_en: str = ""
    about_cy: str = ""
    areas: tuple[str, ...] = ()
    place: str = ""
    address: str = ""
    access_en: str = ""
    access_cy: str = ""
    online: str = ""
    spoken: Spoken = Spoken.ENGLISH
    day: date | None = None
    begins: time | None = None
    ends: time | None = None
    second: bool | None = None
    every: Every = Every.ONCE
    last: date | None = None
    moves: tuple[Move, ...] = ()
    restored: tuple[Restored, ...] = ()
    changed_en: str = ""
    changed_cy: str = ""
    agenda: tuple[Item, ...] = ()
    papers: tuple[Paper, ...] = ()
    attends: tuple[str, ...] = ()
    contact: str = ""
    telephone: str = ""
    email: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_en.strip(), self.title_cy.strip())

    @property
    def about(self) -> Bilingual:
        return Bilingual(self.about_en.strip(), self.about_cy.strip())

    @property
    def access(self) -> Bilingual:
        return Bilingual(self.access_en.strip(), self.access_cy.strip())

    @property
    def changed(self) -> Bilingual:
        return Bilingual(self.changed_en.strip(), self.changed_cy.strip())
