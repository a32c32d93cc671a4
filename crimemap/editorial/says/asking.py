"""Which says there are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crimemap.editorial.people import EVERYWHERE, Person, Role
from crimemap.editorial.pieces import Gone
from crimemap.editorial.says.models import Phase, Say, SayOption, SayState
from crimemap.language import gettext as _


def get(session: Session, say_id: str) -> Say:
    """Raises Gone."""
    say = session.get(Say, say_id)
    if say is None:
        raise Gone(_("There is no such say."))
    return say


def published(session: Session, partnership: str | None = None) -> tuple[Say, ...]:
    """Every say that the public may read, the one that closes last first."""
    asked = select(Say).where(Say.state.in_([SayState.PUBLISHED, SayState.STOPPED]))
    if partnership:
        asked = asked.where(Say.partnership == partnership)
    return tuple(session.scalars(asked.order_by(Say.closes_at.desc(), Say.id)))


def open(session: Session, partnership: str | None, now: datetime) -> tuple[Say, ...]:  # noqa: A001  (as in English)
    """The says that are open now, of one partnership or of all (None); the one that closes first comes first."""
    found = [say for say in published(session, partnership) if say.phase(now) is Phase.OPEN]
    return tuple(sorted(found, key=lambda say: (say.closes_at, say.id)))


def next_change(session: Session, now: datetime) -> datetime | None:
    """The first instant after `now` at which the clock alone opens or closes a say."""
    alive = Say.state == SayState.PUBLISHED
    instants = (
        session.scalar(select(func.min(column)).where(alive, column > now))
        for column in (Say.opens_at, Say.closes_at)
    )
    return min((instant for instant in instants if instant is not None), default=None)


def options(session: Session, say_id: str) -> tuple[SayOption, ...]:
    """The projects to choose from, in their order."""
    asked = select(SayOption).where(SayOption.say == say_id).order_by(SayOption.number)
    return tuple(session.scalars(asked))


def queue(session: Session, person: Person) -> tuple[Say, ...]:
    """The says that a member of staff may work on, the newest first."""
    mine = person.partnerships(Role.AUTHOR, Role.APPROVER)
    asked = select(Say).order_by(Say.made_at.desc(), Say.id)
    if EVERYWHERE not in mine:
        asked = asked.where(Say.partnership.in_(mine))
    return tuple(session.scalars(asked))


def readable_by(session: Session, person: Person, say_id: str) -> Say:
    """For a page of staff. Raises Gone, or Denied for staff of another partnership."""
    say = get(session, say_id)
    person.must_work_for(say.partnership)
    return say
