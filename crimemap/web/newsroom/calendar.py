"""The calendar that colleagues share: what becomes public, what comes down, and which says open and close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from flask import request

from crimemap import language
from crimemap.cache import Page
from crimemap.editorial import desk, says
from crimemap.editorial.people import Role
from crimemap.language import gettext as _
from crimemap.terms import Month
from crimemap.web import site
from crimemap.web.newsroom import kinds, telling
from crimemap.web.newsroom.blueprint import allows, newsroom


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a day."""

    at: datetime
    what: str
    title: str
    place: str
    address: str


@dataclass(slots=True)
class Day:
    """One day of the month with what happens on it."""

    date: date
    is_today: bool
    is_over: bool
    entries: list[Entry] = field(default_factory=list)


@newsroom.get("/calendar")
@allows(Role.AUTHOR, Role.APPROVER)
def calendar() -> Page:
    """One month, of one partnership or of all that this person works for."""
    now = site.now()
    month = _month(request.args.get("month", ""), now)
    partnership = request.args.get("partnership") or None
    days = _days(month, now)
    first, end = _midnight(month, now), _midnight(month.plus(1), now)
    entries = [*_entries(first, end, partnership), *_says(first, end, partnership)]
    for entry in sorted(entries, key=lambda entry: entry.at):
        days[entry.at.day - 1].entries.append(entry)
    return site.page(
        "newsroom/desk/calendar.html", month=month, days=days, before=month.plus(-1), after=month.plus(1),
        partnership=partnership, partnerships=telling.partnership_choices(site.person()),
        many=sum(len(day.entries) for day in days),
    )  # fmt: skip


def _entries(first: datetime, end: datetime, partnership: str | None) -> list[Entry]:
    found = []
    for dated in desk.calendar(site.session(), site.person(), first, end, partnership):
        piece = dated.row.piece
        if kinds.is_known(piece.kind):
            found.append(
                Entry(
                    dated.at.astimezone(first.tzinfo), _("Becomes public") if dated.begins else _("Comes down"),
                    f"{kinds.of(piece.kind).name()}: {kinds.title(piece, dated.row.content)}",
                    telling.partnership_name(piece.partnership),
                    site.newsroom_href("piece", piece_id=piece.id),
                )
            )  # fmt: skip
    return found


def _says(first: datetime, end: datetime, partnership: str | None) -> Iterator[Entry]:
    """Published says that open or close in the month."""
    person = site.person()
    for say in says.published(site.session(), partnership):
        if not person.works_for(say.partnership):
            continue
        for at, what in ((say.opens_at, _("A say opens")), (say.closes_at, _("A say closes"))):
            if first <= at < end:
                title = say.title.said(language.current())
                place = telling.partnership_name(say.partnership)
                yield Entry(at.astimezone(first.tzinfo), what, title, place, "")


def _month(text: str, now: datetime) -> Month:
    """The month asked for, or this one. Raises BadQuery."""
    if not text:
        return Month(now.year, now.month)
    try:
        found = Month.parse(text)
    except ValueError as fault:
        raise site.BadQuery(_("A month is written like 2026-09.")) from fault
    if not 2000 <= found.year <= 2999:
        raise site.BadQuery(_("A month is written like 2026-09."))
    return found


def _days(month: Month, now: datetime) -> list[Day]:
    last = Month(month.year, month.number).plus(1)
    many = (date(last.year, last.number, 1) - date(month.year, month.number, 1)).days
    dates = (date(month.year, month.number, day) for day in range(1, many + 1))
    return [Day(day, day == now.date(), day < now.date()) for day in dates]


def _midnight(month: Month, now: datetime) -> datetime:
    return datetime.combine(date(month.year, month.number, 1), time(), tzinfo=now.tzinfo)
