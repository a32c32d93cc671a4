"""What colleagues read of meetings: bodies, how often, dates and what became of them, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from crimemap import language, words
from crimemap.brief import standing
from crimemap.deck import slide_names
from crimemap.editorial.meetings import Every, Gathering, Item, Meeting, Move, Paper, Spoken, gate
from crimemap.editorial.meetings.times import days
from crimemap.language import gettext as _


def languages() -> dict[str, str]:
    """What is spoken there."""
    return {
        str(Spoken.ENGLISH): _("English"),
        str(Spoken.WELSH): _("Welsh"),
        str(Spoken.BOTH): _("Both, translated"),
    }


def how_often() -> dict[str, str]:
    """Once, or a series."""
    return {
        str(Every.ONCE): _("Once"),
        str(Every.WEEK): _("Every week"),
        str(Every.FORTNIGHT): _("Every two weeks"),
        str(Every.MONTH): _("Every month, on the same weekday: such as the first Thursday"),
    }


def full_day(day: date) -> str:
    """ "Thursday 3 December 2026"."""
    return f"{language.weekday(day)} {day.year}"


def days_to_move(meeting: Meeting) -> list[tuple[str, str]]:
    """The dates of a series that can be chosen."""
    if meeting.every is Every.ONCE:
        return []
    return [(day.isoformat(), full_day(day)) for day in days(meeting)]


def changed(gathering: Gathering) -> str:
    """What became of a date, with the reason; "" where it takes place as it was first said."""
    said, why = standing.short(gathering), standing.why(gathering)
    return _("%(said)s: %(why)s", said=said, why=why) if said and why else said


def move(one: Move) -> str:
    """A moved date, for comparing two versions."""
    parts = [
        full_day(one.to) if one.to else "",
        language.clock(one.begins) if one.begins else "",
        language.clock(one.ends) if one.ends else "",
        one.place, one.address, one.reason_en, one.reason_cy,
    ]  # fmt: skip
    return f"{language.day(one.day)} → {', '.join(part for part in parts if part)}"


def item(one: Item) -> str:
    """A line of the agenda, for comparing two versions."""
    both = " / ".join(part for part in (one.title_en, one.title_cy) if part)
    return f"{both} ({one.minutes})" if one.minutes else both


def paper(one: Paper) -> str:
    """A paper, for comparing two versions."""
    return " / ".join(part for part in (one.title_en, one.title_cy, one.address) if part)


def slide_named(name: str) -> str:
    """What a note is said to; the name itself of a slide that there is no more."""
    return slide_names().get(name, name)


def comes_twice(meeting: Meeting, now: datetime) -> bool:
    """Whether somebody must say which of two hours is meant."""
    return next(gate.comes_twice(meeting, now.tzinfo or UTC), None) is not None


@dataclass(frozen=True, slots=True)
class Date:
    """One date in a list of the newsroom's. `changed`: what became of it, with the reason."""

    id: str
    when: str
    clocks: str
    place: str
    changed: str
    it: Gathering


def dates(found: Iterable[Gathering]) -> tuple[Date, ...]:
    """Dates in words, in the order in which they come."""
    return tuple(
        Date(
            one.id, words.hours_said(one.start, one.end, all_day=one.all_day), words.clocks_change(one.start),
            one.place or one.online, changed(one), one,
        )
        for one in found
    )  # fmt: skip
