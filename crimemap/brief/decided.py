"""What a meeting decided, in words: the same on its page, on a slide, in a leaflet and in a letter.

Each action stands as it is at one moment: kept, under way, late, or not done. That it is late is the clock's to say;
`until` is when the clock says it next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Asked, Decision, Done, Hands, Record
from crimemap.editorial.meetings.records import next_late
from crimemap.language import gettext as _
from crimemap.language import ngettext, number
from crimemap.team import link_of


class Mark(StrEnum):
    """How a promise stands; NONE: nothing was to be done."""

    KEPT = "kept"
    UNDER_WAY = "under way"
    LATE = "late"
    NOT_DONE = "not done"
    NONE = "none"

    @property
    def word(self) -> str:
        """In the language of the page."""
        return {
            Mark.KEPT: _("Kept"), Mark.UNDER_WAY: _("Under way"), Mark.LATE: _("Late"),
            Mark.NOT_DONE: _("Not done"), Mark.NONE: "",
        }[self]  # fmt: skip

    def counted(self, many: int) -> str:
        """ "3 under way": so many of them, inside a sentence."""
        match self:
            case Mark.KEPT:
                return ngettext("%(num)s kept", "%(num)s kept", many)
            case Mark.UNDER_WAY:
                return ngettext("%(num)s under way", "%(num)s under way", many)
            case Mark.LATE:
                return ngettext("%(num)s late", "%(num)s late", many)
            case Mark.NOT_DONE:
                return ngettext("%(num)s not done", "%(num)s not done", many)
            case _:
                return ""


@dataclass(frozen=True, slots=True)
class Line:
    """One decision. `link` is how `reach` is dialled or written to: tel: or mailto:, "" where there is none."""

    decided: Bilingual
    action: Bilingual
    owner: str
    due: date | None
    contact: str
    reach: str
    link: str
    mark: Mark
    came: Bilingual


@dataclass(frozen=True, slots=True)
class Vote:
    """A show of hands: its question, and the count in a sentence with its turnout."""

    question: Bilingual
    told: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that is said of one record. `came`: how many people were there, in a sentence, "" where nobody counted."""

    held: date | None
    title: Bilingual
    came: str
    lines: tuple[Line, ...]
    votes: tuple[Vote, ...]
    asked: tuple[Asked, ...]
    until: datetime | None

    @classmethod
    def of(cls, record: Record, now: datetime) -> Self:
        """As it stands at `now` (aware, in the site's zone), in the language that is current."""
        came = ""
        if record.present is not None:
            came = ngettext("%(num)s person came.", "%(num)s people came.", record.present)
        return cls(
            held=record.held, title=Bilingual(record.title_en, record.title_cy), came=came,
            lines=tuple(_line(one, now.date()) for one in record.decisions),
            votes=tuple(Vote(one.question, _count(one, record.present)) for one in record.hands),
            asked=record.asked, until=next_late((record,), now),
        )  # fmt: skip

    @property
    def tally(self) -> str:
        """ "1 kept, 3 under way, 1 late." of what was to be done; "" where nothing was. In the order of the marks."""
        parts = []
        for mark in Mark:
            many = sum(line.mark is mark for line in self.lines)
            if many and mark is not Mark.NONE:
                parts.append(mark.counted(many))
        return ", ".join(parts) + "." if parts else ""


def mark_of(said: Decision, today: date) -> Mark:
    """How it stands on a day."""
    if said.state is Done.DONE:
        return Mark.KEPT
    if said.state is Done.DROPPED:
        return Mark.NOT_DONE
    if not said.action and said.due is None:
        return Mark.NONE
    return Mark.LATE if said.is_late(today) else Mark.UNDER_WAY


def _line(said: Decision, today: date) -> Line:
    return Line(
        said.decided, said.action, said.owner, said.due, said.contact, said.reach, link_of(said.reach),
        mark_of(said, today), said.came,
    )  # fmt: skip


def _count(said: Hands, present: int | None) -> str:
    """ "19 for, 4 against, 2 abstained. 25 of the 31 people who came raised a hand." """
    counts = _(
        "%(yes)s for, %(no)s against, %(neither)s abstained.",
        yes=number(said.yes), no=number(said.no), neither=number(said.neither),
    )  # fmt: skip
    if present is None:
        return counts
    turnout = ngettext(
        "%(voted)s of the %(num)s person who came raised a hand.",
        "%(voted)s of the %(num)s people who came raised a hand.",
        present,
        voted=number(said.voted),
    )
    return f"{counts} {turnout}"
