"""How long what is personal of a nomination is kept, and what is left when it is erased."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, keys, retention
from crimemap.editorial.keys import RecordKey
from crimemap.editorial.nominations.models import (
    Nomination,
    NominationLetter,
    NominationPicture,
    NominationSaid,
    State,
    subject_of,
)

AFTER_THE_END: Final = retention.term("nominations")
"""Kept after it was declined or done, so that questions can be answered."""

AT_MOST: Final = retention.longest("nominations")
"""Kept from the day it came, whatever becomes of it."""

UPLOAD_KEPT: Final = timedelta(hours=1)
"""Kept of a form that was not finished."""


def erase_at(nomination: Nomination) -> datetime:
    """When what is personal is erased: AFTER_THE_END, or AT_MOST after receipt, whichever comes first."""
    last = nomination.received_at + AT_MOST
    if nomination.state is State.REMOVED and nomination.removed_at:
        return min(last, nomination.removed_at)
    ended = nomination.decided_at if nomination.state is State.DECLINED else nomination.done_at
    return min(last, ended + AFTER_THE_END) if ended else last


def gone_by(nomination: Nomination, now: datetime) -> date:
    """The day, here, by whose end it is gone: as the person is told."""
    return retention.gone_by(nomination.erase_at.astimezone(now.tzinfo))


def due_for_erasure(session: Session, now: datetime) -> tuple[Nomination, ...]:
    """Nominations whose day has come, the oldest first."""
    due = select(Nomination).where(Nomination.erased_at.is_(None), Nomination.erase_at <= now)
    return tuple(session.scalars(due.order_by(Nomination.erase_at, Nomination.id)))


def erase(session: Session, nomination: Nomination, *, now: datetime, actor: str = "software") -> bool:
    """Destroy the key of what is personal, and drop it. What staff wrote for the public stays. Twice is once."""
    if nomination.erased_at is not None:
        return False
    keys.destroy(session, nomination.subject, now)
    session.execute(delete(NominationSaid).where(NominationSaid.nomination == nomination.id))
    session.execute(delete(NominationPicture).where(NominationPicture.nomination == nomination.id))
    session.execute(delete(NominationLetter).where(NominationLetter.nomination == nomination.id))
    nomination.erased_at, nomination.flags = now, []
    audit.record(session, actor, "erased", nomination.subject, now=now)
    return True


def drop_unfinished(session: Session, now: datetime) -> int:
    """Drop photographs of forms that were never finished, with their keys. How many there were."""
    over = list(session.scalars(select(NominationPicture).where(NominationPicture.until <= now)))
    for nomination_id in {picture.nomination for picture in over}:
        key = session.get(RecordKey, subject_of(nomination_id))
        if key is not None and session.get(Nomination, nomination_id) is None:
            session.delete(key)  # nothing else was sealed under it; the form may still be sent
    for picture in over:
        session.delete(picture)
    session.flush()
    return len(over)
