"""What the calendar may say (rule Q1): an exact day four weeks before, or a reason that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from crimemap import alphabet
from crimemap.disclosure import identifying
from crimemap.editorial.announcements.models import NOTICE_DAYS, Announced, Subject
from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Trouble
from crimemap.language import gettext as _
from crimemap.language import number
from crimemap.terms import Month

AHEAD: Final = 12
"""Months that the calendar reaches ahead."""

LONGEST_TITLE: Final = 120
LONGEST_REASON: Final = 400
MOST_NAMED: Final = 12
"""Letters that are named one by one."""

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OF_A_PLACE: Final = frozenset({identifying.Kind.STREET, identifying.Kind.BUSINESS, identifying.Kind.GROUP})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be said. `at` is the exact instant, which decides the month; None: only `month` is known."""

    subject: Subject
    partnership: str | None
    title: Bilingual
    month: Month
    at: datetime | None = None
    reason: Bilingual = Bilingual()  # noqa: RUF009  (frozen)

    def __post_init__(self) -> None:
        """In UTC and to the minute: two zones' names of the hour that comes twice in autumn are never equal."""
        if self.at is not None:
            object.__setattr__(self, "at", to_the_minute(self.at))

    def month_in(self, now: datetime) -> Month:
        """The month in the zone of `now`."""
        return Month.of(self.at.astimezone(now.tzinfo).date()) if self.at else self.month


def to_the_minute(instant: datetime) -> datetime:
    """In UTC, without seconds: nobody announces those."""
    return instant.astimezone(UTC).replace(second=0, microsecond=0)


def latest_month(now: datetime) -> Month:
    """The last month of the calendar."""
    return Month.of(now.date()).plus(AHEAD)


def is_near(day: date, now: datetime) -> bool:
    """Whether a day is less than four weeks away, or over. Days are those of the zone of `now`."""
    return day < now.date() + timedelta(days=NOTICE_DAYS)


def needs_reason(wanted: Wanted, before: Announced | None, now: datetime) -> bool:
    """Whether visitors must be told why: a day that was not said four weeks before, or one that moves within them."""
    month = wanted.month_in(now)
    if before is not None and not before.called_off and (before.at, before.month) == (wanted.at, month):
        return False
    if before is not None and is_near(_first_possible(before, now), now):
        return True
    return is_near(wanted.at.astimezone(now.tzinfo).date() if wanted.at else month.last_day, now)


def troubles(
    wanted: Wanted, before: Announced | None, others: tuple[Announced, ...], now: datetime
) -> tuple[Trouble, ...]:
    """What stands in the way of saying it. `now` is in the site's zone; `others`: all that stand in the calendar."""
    return (*_about_words(wanted), *_about_time(wanted, before, now), *_twice(wanted, before, others))


def about_reason(reason: Bilingual) -> tuple[Trouble, ...]:
    """What is wrong with a reason that must be given."""
    if not reason:
        return (Trouble("reason_en", _("Say why: it stands in the public calendar."), "Q1"),)
    return tuple(_text("reason", reason, LONGEST_REASON))


def about_signs(field: str, said: str) -> Iterator[Trouble]:
    """Signs that nobody sees: control characters, and those that turn the direction of what stands beside them."""
    if _UNSEEN.search(said):
        yield Trouble(
            field, _("Leave out signs that cannot be seen: type the words anew instead of pasting them.")
        )
    yield from about_letters(field, said)


def about_letters(field: str, said: str) -> Iterator[Trouble]:
    """Letters that leaflets, posters and slides on paper could not show."""
    if found := alphabet.lacking(said):
        shown = f"{' '.join(found[:MOST_NAMED])} …" if len(found) > MOST_NAMED else " ".join(found)
        why = _(
            "On paper there are no such letters: %(letters)s. Write it in another alphabet.", letters=shown
        )
        yield Trouble(field, why)


def _about_words(wanted: Wanted) -> Iterator[Trouble]:
    if not wanted.title:
        yield Trouble("title_en", _("Say what will be published."))
    yield from _text("title", wanted.title, LONGEST_TITLE)
    yield from _text("reason", wanted.reason, LONGEST_REASON)
    if wanted.subject is Subject.CRIME and wanted.partnership is not None:
        yield Trouble("partnership", _("Figures of crime are published for every partnership at once."))


def _text(field: str, text: Bilingual, most: int) -> Iterator[Trouble]:
    for name, said in ((f"{field}_en", text.en), (f"{field}_cy", text.cy)):
        if len(said) > most:
            yield Trouble(name, _("Write %(most)s letters at most.", most=number(most)))
        yield from about_signs(name, said)
        for clue in identifying.find(said, _OF_A_PLACE):
            yield Trouble(name, clue.why, "C5")


def _about_time(wanted: Wanted, before: Announced | None, now: datetime) -> Iterator[Trouble]:
    month, stands = wanted.month_in(now), before is not None and before.at == wanted.at
    field = "day" if wanted.at else "month"
    if wanted.at is not None and wanted.at <= now and not stands:
        yield Trouble("day", _("Choose a time that is still to come."))
    elif not stands and not Month.of(now.date()) <= month <= latest_month(now):
        yield Trouble(field, _("The calendar holds this month and the twelve after it."))
    elif needs_reason(wanted, before, now) and not wanted.reason:
        said = _(
            "The exact day is said four weeks before. Later than that, or when a day moves within four weeks, say why:"
            " it stands in the public calendar."
        )
        yield Trouble("reason_en", said, "Q1")


def _twice(wanted: Wanted, before: Announced | None, others: tuple[Announced, ...]) -> Iterator[Trouble]:
    own = before.id if before is not None else ""
    for one in others:
        same = (one.subject, one.partnership, one.at) == (wanted.subject, wanted.partnership, wanted.at)
        if same and wanted.at is not None and not one.called_off and one.id != own:
            yield Trouble("day", _("This stands in the calendar already, on the same day at the same time."))


def _first_possible(before: Announced, now: datetime) -> date:
    """The first day on which somebody who read it would have looked for it."""
    if before.at is not None:
        return before.at.astimezone(now.tzinfo).date()
    return date(before.month.year, before.month.number, 1)
