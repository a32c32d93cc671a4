"""The calls that change the calendar. Each adds a step, an entry of the audit, and is seen by visitors at once."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, revision
from crimemap.editorial.announcements.asking import all_of, covering, one_of
from crimemap.editorial.announcements.models import Announced, Announcement, AnnouncementStep, Subject
from crimemap.editorial.announcements.rules import Wanted, about_reason, to_the_minute, troubles
from crimemap.editorial.database import Bilingual, queue
from crimemap.editorial.people import EVERYWHERE, Person, Role, not_allowed
from crimemap.editorial.pieces import Refused, Trouble
from crimemap.language import gettext as _

_ROLES: Final = (Role.APPROVER, Role.ADMINISTRATOR)
_QUEUE: Final = "calendar of publications"
_LATE: Final = "late "
"""How the token of an announcement begins that was made because something was scheduled."""


def may(person: Person, partnership: str | None) -> bool:
    """Whether `person` keeps the calendar of a partnership; of all (None): whoever may for every one."""
    held = person.partnerships(*_ROLES)
    return EVERYWHERE in held or (partnership is not None and partnership in held)


def announce(session: Session, person: Person, wanted: Wanted, *, token: str, now: datetime) -> Announced:
    """Put a publication in the calendar. Raises Denied, Refused. The same `token` again is the same one."""
    _must(person, wanted.partnership)
    return _announced(session, person.id, wanted, token, now)


def change(
    session: Session, person: Person, announcement_id: str, wanted: Wanted, *, version: int, now: datetime
) -> Announced:
    """Say it anew: its day, another day, another title. Raises Denied, Gone, Refused.

    What it is and whose stays. `version` is that of the form: what somebody else said meanwhile is not overwritten.
    """
    before = _for_change(session, person, announcement_id, version)
    stays = replace(wanted, subject=before.subject, partnership=before.partnership)
    _step(session, person.id, before, stays, now)
    return one_of(session, before.id)


def call_off(
    session: Session, person: Person, announcement_id: str, reason: Bilingual, *, version: int, now: datetime
) -> Announced:
    """It will not be published. It stays in the calendar, with the reason. Raises Denied, Gone, Refused."""
    before = _for_change(session, person, announcement_id, version)
    if found := about_reason(reason):
        raise Refused(found)
    if not before.called_off:
        same = Wanted(before.subject, before.partnership, before.title, before.month, before.at, reason)
        _add(session, person.id, before, same, called_off=True, now=now)
    return one_of(session, before.id)


def say_late(
    session: Session, by: str, wanted: Wanted, *, now: datetime, instead_of: datetime | None = None
) -> Announced:
    """Account for a publication that nothing announces at that instant: with its reason, in the calendar.

    For whoever schedules one (`by`: an account's id, "operator" or "software"). What announces it already is left as
    it is. What this call said of the same publication for another instant (`instead_of`), and what is expected of the
    same kind in that month without a day, is moved; figures of crime come once a month. Raises Refused where a reason
    is needed and wanting.
    """
    if wanted.at is None:
        raise ValueError("a publication that is scheduled has an instant")
    queue(session, _QUEUE)
    before = covering(session, wanted.subject, wanted.partnership, wanted.at)
    if before is not None:
        return before
    moved = _meant(session, wanted, now, instead_of)
    if moved is None:
        return _announced(session, by, wanted, f"{_LATE}{secrets.token_hex(12)}", now)
    stays = replace(wanted, partnership=moved.partnership, title=moved.title)
    _step(session, by, moved, stays, now)
    return one_of(session, moved.id)


def _meant(session: Session, wanted: Wanted, now: datetime, instead_of: datetime | None) -> Announced | None:
    """What stands in the calendar for the very publication that is `wanted` at another instant."""
    month, old = wanted.month_in(now), to_the_minute(instead_of) if instead_of else None
    late = set(session.scalars(select(Announcement.id).where(Announcement.token.startswith(_LATE))))
    for one in all_of(session):
        if one.called_off or (one.subject, one.partnership) != (wanted.subject, wanted.partnership):
            continue
        of_month = one.month == month and (one.at is None or one.subject is Subject.CRIME)
        if of_month or (old is not None and one.at == old and one.id in late):
            return one
    return None


def _announced(session: Session, by: str, wanted: Wanted, token: str, now: datetime) -> Announced:
    queue(session, _QUEUE)
    made = session.scalar(select(Announcement).where(Announcement.token == token))
    if made is None:
        if found := troubles(wanted, None, all_of(session), now):
            raise Refused(found)
        made = Announcement(
            id=secrets.token_hex(5), token=token, subject=wanted.subject, partnership=wanted.partnership
        )
        session.add(made)
        session.flush()
        _add(session, by, made, wanted, called_off=False, now=now)
    return one_of(session, made.id)


def _step(session: Session, by: str, before: Announced, wanted: Wanted, now: datetime) -> None:
    if found := troubles(wanted, before, all_of(session), now):
        raise Refused(found)
    _add(session, by, before, wanted, called_off=False, now=now)


def _for_change(session: Session, person: Person, announcement_id: str, version: int) -> Announced:
    queue(session, _QUEUE)
    before = one_of(session, announcement_id)
    _must(person, before.partnership)
    if before.version != version:
        said = _("Somebody else changed this meanwhile. What stands now is shown: say yours again.")
        raise Refused((Trouble("", said),))
    return before


def _add(
    session: Session,
    by: str,
    of: Announced | Announcement,
    wanted: Wanted,
    *,
    called_off: bool,
    now: datetime,
) -> None:
    number = of.version + 1 if isinstance(of, Announced) else 1
    step = AnnouncementStep(
        announcement=of.id, number=number, said_at=now, said_by=by, title=wanted.title,
        month=str(wanted.month_in(now)), at=wanted.at, called_off=called_off, reason=wanted.reason,
    )  # fmt: skip
    session.add(step)
    act = "called off a publication" if called_off else "announced a publication"
    if number > 1 and not called_off:
        act = "changed the announcement of a publication"
    audit.record(
        session,
        by,
        act,
        f"announcement:{of.id}",
        now=now,
        said=_said(step, wanted),
        partnership=wanted.partnership,
    )
    revision.bump(session)


def _said(step: AnnouncementStep, wanted: Wanted) -> dict[str, Any]:
    return {
        "subject": str(wanted.subject), "title": step.title.en or step.title.cy, "month": step.month,
        "at": step.at.isoformat() if step.at else None, "reason": step.reason.en or step.reason.cy,
    }  # fmt: skip


def _must(person: Person, partnership: str | None) -> None:
    if not may(person, partnership):
        raise not_allowed()
