"""What stands in the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial.announcements.models import (
    Announced,
    Announcement,
    AnnouncementStep,
    Change,
    Changed,
    Subject,
)
from crimemap.editorial.announcements.rules import to_the_minute
from crimemap.editorial.pieces import Gone
from crimemap.language import gettext as _
from crimemap.terms import Month


def all_of(session: Session) -> tuple[Announced, ...]:
    """Every announcement there ever was, by the month and the day that hold now: a dozen a year."""
    steps: dict[str, list[AnnouncementStep]] = defaultdict(list)
    asked = select(AnnouncementStep).order_by(AnnouncementStep.announcement, AnnouncementStep.number)
    for step in session.scalars(asked):
        steps[step.announcement].append(step)
    found = (_read(one, steps[one.id]) for one in session.scalars(select(Announcement)))
    return tuple(sorted(found, key=_in_order))


def one_of(session: Session, announcement_id: str) -> Announced:
    """One announcement. Raises Gone."""
    found = session.get(Announcement, announcement_id)
    if found is None:
        raise Gone(_("There is nothing at this address."))
    asked = select(AnnouncementStep).where(AnnouncementStep.announcement == found.id)
    return _read(found, session.scalars(asked.order_by(AnnouncementStep.number)).all())


def covering(
    session: Session, subject: Subject, partnership: str | None, instant: datetime
) -> Announced | None:
    """What announces a publication of `subject` at exactly `instant` (to the minute), or None.

    What is announced for every partnership covers each of them; what is called off covers nothing.
    """
    minute = to_the_minute(instant)
    for one in all_of(session):
        about_it = one.subject is subject and one.partnership in {None, partnership}
        if about_it and not one.called_off and one.at == minute:
            return one
    return None


def next_of(announced: Iterable[Announced], subject: Subject, now: datetime) -> Announced | None:
    """The next publication of `subject` with an exact day."""
    ahead = [
        one for one in announced if one.subject is subject and not one.called_off and one.at and one.at > now
    ]
    return min(ahead, key=_in_order, default=None)


def next_change(announced: Iterable[Announced], now: datetime) -> datetime | None:
    """The next instant at which the clock alone changes what is said: something comes, or should have."""
    return min((one.at for one in announced if one.at is not None and one.at > now), default=None)


def _in_order(one: Announced) -> tuple[Month, float, str]:
    """Those of which only the month is known after those with a day in it."""
    return one.month, one.at.timestamp() if one.at else float("inf"), one.id


def _read(announcement: Announcement, steps: Sequence[AnnouncementStep]) -> Announced:
    last = steps[-1]
    return Announced(
        announcement.id, announcement.subject, announcement.partnership, last.title, Month.parse(last.month), last.at,
        last.called_off, last.reason, last.number, tuple(_changes(steps)),
    )  # fmt: skip


def _changes(steps: Sequence[AnnouncementStep]) -> Iterable[Change]:
    """Steps that changed when it comes; one that mended the title alone is none."""
    before: AnnouncementStep | None = None
    for step in steps:
        what = _what(step, before)
        if what is not None:
            old_month = Month.parse(before.month) if before is not None else None
            old_at = before.at if before is not None else None
            yield Change(what, step.said_at, Month.parse(step.month), step.at, step.reason, old_month, old_at)
        before = step


def _what(step: AnnouncementStep, before: AnnouncementStep | None) -> Changed | None:
    if before is None:
        return Changed.ANNOUNCED if step.at else Changed.EXPECTED
    if step.called_off:
        return None if before.called_off else Changed.CALLED_OFF
    if (step.at, step.month, before.called_off) == (before.at, before.month, False):
        return None
    is_first_day = before.at is None and step.at is not None and step.month == before.month
    return Changed.ANNOUNCED if is_first_day and not before.called_off else Changed.MOVED
