"""The public calendar of publications (rule Q1): what comes when in the next twelve months, and what was moved.

What people announced stands in the newsroom's database; months of the police's figures that nobody announced yet are
proposed from how often they came before. Pages that show any of it are `@cached(written=True)` and hand `until()` to
`site.page`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Final

from flask import current_app, g

from crimemap import brief, language
from crimemap.brief import Brief
from crimemap.cache import PageCache
from crimemap.editorial import announcements
from crimemap.editorial.announcements import Announced, Change, Changed, Subject
from crimemap.editorial.database import Bilingual
from crimemap.language import gettext as _
from crimemap.release import Release
from crimemap.terms import Month
from crimemap.web.site import written
from crimemap.web.site.frame import now
from crimemap.web.site.named import name_of

AHEAD: Final = 12
"""Months of the calendar after this one."""

_ASK_AGAIN: Final = timedelta(seconds=15)


class Standing(StrEnum):
    """How certain it is."""

    ANNOUNCED = "announced"
    EXPECTED = "expected"
    PROPOSED = "proposed"
    OVERDUE = "overdue"
    CALLED_OFF = "called off"


@dataclass(frozen=True, slots=True)
class Note:
    """What was said when. `reason` is what people wrote, in `lang`; empty where none was needed."""

    text: str
    reason: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """A row of the calendar. `at` is an instant here; `day` in words, exact or the month. `one`: None if proposed."""

    month: Month
    at: datetime | None
    standing: Standing
    subject: Subject
    title: str
    lang: str
    place: str
    day: str
    notes: tuple[Note, ...]
    one: Announced | None


@dataclass(frozen=True, slots=True)
class Came:
    """That something of a subject was published at an instant. `partnership`: whose; None: everybody's."""

    subject: Subject
    at: datetime
    partnership: str | None = None


def announced() -> tuple[Announced, ...]:
    """All that stands in the calendar; nothing where the newsroom cannot be asked (`written.unread()` then)."""
    if "announced" not in g:
        g.announced = _announced()
    found: tuple[Announced, ...] = g.announced
    return found


def until() -> datetime | None:
    """The next instant at which the clock alone changes what is announced."""
    moment = now()
    found = announced()  # asked first: only then is it known whether it could be
    return moment + _ASK_AGAIN if written.unread() else announcements.next_change(found, moment)


def midnight() -> datetime:
    """The beginning of tomorrow here: the twelve months, and what is less than four weeks away, move on."""
    moment = now()
    return datetime.combine(moment.date() + timedelta(days=1), time(), moment.tzinfo)


def with_next(told: Brief) -> Brief:
    """A brief that says the announced day of the next figures, in the place of about when they are due."""
    return brief.with_next(told, announced(), now())


def coming(release: Release | None, came: Sequence[Came]) -> tuple[Coming, ...]:
    """The calendar, by date: announced, expected and proposed; called off too, until its time is over."""
    moment = now()
    found = announced()
    rows = [_row(release, one, came, moment) for one in found]
    proposed = [_proposal(month, moment) for month in _proposed(found, came, moment)]
    return tuple(sorted((*(row for row in rows if row is not None), *proposed), key=_in_order))


def history(one: Announced) -> tuple[Note, ...]:
    """Every change of an announcement in words, the oldest first."""
    return tuple(_note(change, now()) for change in one.changes)


def moment_of(at: datetime) -> str:
    """10 December 2026, 9.30am, here."""
    here = at.astimezone(now().tzinfo)
    return _("%(day)s, %(clock)s", day=language.day(here.date()), clock=language.clock(here.time()))


def is_over(one: Announced, came: Iterable[Came], moment: datetime) -> bool:
    """Whether what was announced has come: on its day or later, or, of a month without a day, in it or later."""
    first = one.at.astimezone(moment.tzinfo).date() if one.at else date(one.month.year, one.month.number, 1)
    return any(
        each.subject is one.subject
        and one.partnership in {None, each.partnership}
        and first <= each.at.astimezone(moment.tzinfo).date() <= moment.date()
        for each in came
    )


def _announced() -> tuple[Announced, ...]:
    cache: PageCache = current_app.extensions["crimemap.cache"]
    revision = cache.revision()
    if revision == 0:
        return ()
    if revision is None:
        g.unread = True
        return ()
    # One tuple, put there whole: another thread may put its own there at any time.
    known, kept = current_app.extensions.get("crimemap.announced", (None, ()))
    if known == revision:
        found: tuple[Announced, ...] = kept
        return found
    read = written.read(announcements.all_of, None)
    if read is None:
        return ()
    current_app.extensions["crimemap.announced"] = (revision, read)
    return read


def _row(release: Release | None, one: Announced, came: Sequence[Came], moment: datetime) -> Coming | None:
    """None where it has come, or was called off and its time is over."""
    passed = one.at <= moment if one.at else one.month < Month.of(moment.date())
    over = is_over(one, came, moment) and (passed or one.at is None)
    if over or (one.called_off and passed):
        return None
    standing = Standing.ANNOUNCED if one.at else Standing.EXPECTED
    if one.called_off:
        standing = Standing.CALLED_OFF
    elif passed:
        standing = Standing.OVERDUE
    place = (
        name_of(release, one.partnership)
        if release is not None and one.partnership
        else one.partnership or ""
    )
    said = language.current()
    return Coming(
        one.month, one.at.astimezone(moment.tzinfo) if one.at else None, standing, one.subject, one.title.said(said),
        one.title.language_said(said), place, _day(one.month, one.at, standing, moment), _notes(one, moment), one,
    )  # fmt: skip


def _day(month: Month, at: datetime | None, standing: Standing, moment: datetime) -> str:
    if at is not None:
        return moment_of(at)
    name = language.month_name(month)
    if standing is Standing.CALLED_OFF:
        return name
    if announcements.is_near(month.last_day, moment):
        return _("Expected in %(month)s; no day has been given", month=name)
    return _("Expected in %(month)s", month=name)


def _notes(one: Announced, moment: datetime) -> tuple[Note, ...]:
    """What a reader must know of its past: every move; when its day was said; that it has not come."""
    notes = [_note(change, moment) for change in one.changes if change.what is not Changed.EXPECTED]
    if one.at is not None and not one.called_off and one.at <= moment:
        notes.append(Note(_("It has not been published yet.")))
    return tuple(notes)


def _note(change: Change, moment: datetime) -> Note:
    day = language.day(change.said_at.astimezone(moment.tzinfo).date())
    reason, said = change.reason, language.current()
    text = _change(change, day, moment)
    return Note(text, reason.said(said), reason.language_said(said)) if reason else Note(text)


def _change(change: Change, day: str, moment: datetime) -> str:
    match change.what:
        case Changed.EXPECTED:
            return _(
                "Said on %(day)s: expected in %(month)s.", day=day, month=language.month_name(change.month)
            )
        case Changed.ANNOUNCED:
            return _announced_on(change, day, moment)
        case Changed.CALLED_OFF:
            return _("Cancelled on %(day)s.", day=day)
    old, new = _from_and_to(change, moment)
    return _("Moved from %(old)s to %(new)s, said on %(day)s.", old=old, new=new, day=day)


def _from_and_to(change: Change, moment: datetime) -> tuple[str, str]:
    """ "3" and "10 December 2026", where the hour stays and the month; else each in full."""
    if change.at is not None and change.old_at is not None:
        old, new = (at.astimezone(moment.tzinfo) for at in (change.old_at, change.at))
        if old.time() == new.time() and old.date() != new.date():
            same = (old.year, old.month) == (new.year, new.month)
            return str(old.day) if same else language.day(old.date()), language.day(new.date())
    return _when(change.old_month, change.old_at), _when(change.month, change.at)


def _announced_on(change: Change, day: str, moment: datetime) -> str:
    when = _when(change.month, change.at)
    if change.at is not None and _is_late(change.at, change.said_at, moment):
        return _("Announced on %(day)s for %(when)s, less than four weeks before.", day=day, when=when)
    return _("Announced on %(day)s for %(when)s.", day=day, when=when)


def _is_late(at: datetime, said_at: datetime, moment: datetime) -> bool:
    return announcements.is_near(at.astimezone(moment.tzinfo).date(), said_at.astimezone(moment.tzinfo))


def _when(month: Month | None, at: datetime | None) -> str:
    if at is not None:
        return moment_of(at)
    return language.month_name(month) if month is not None else ""


def _proposed(found: Sequence[Announced], came: Sequence[Came], moment: datetime) -> Iterator[Month]:
    """Months in which figures of crime are due by how often they came, and of which nobody said anything yet."""
    months = sorted(
        {Month.of(each.at.astimezone(moment.tzinfo).date()) for each in came if each.subject is Subject.CRIME}
    )
    this = Month.of(moment.date())
    if not months or this.ordinal - months[-1].ordinal > AHEAD:
        return
    gaps = [later.ordinal - earlier.ordinal for earlier, later in pairwise(months)]
    cadence = max(1, round(median(gaps))) if gaps else 1
    said = {one.month for one in found if one.subject is Subject.CRIME}
    month = months[-1].plus(cadence)
    while month <= this.plus(AHEAD):
        if month >= this and month not in said:
            yield month
        month = month.plus(cadence)


def _proposal(month: Month, moment: datetime) -> Coming:
    said = language.current()
    title: Bilingual = announcements.CRIME_TITLE
    day = _day(month, None, Standing.PROPOSED, moment)
    return Coming(
        month,
        None,
        Standing.PROPOSED,
        Subject.CRIME,
        title.said(said),
        title.language_said(said),
        "",
        day,
        (),
        None,
    )


def _in_order(row: Coming) -> tuple[Month, float, str]:
    return row.month, row.at.timestamp() if row.at else float("inf"), row.title
