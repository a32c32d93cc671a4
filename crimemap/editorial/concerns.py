"""What visitors write when a page harms someone or is wrong: read by a person, answered, and then forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import audit, keys, retention
from crimemap.editorial.database import Base, queue
from crimemap.editorial.people import Person, not_allowed
from crimemap.editorial.pieces import Gone, Refused, Trouble
from crimemap.language import gettext as _


class About(StrEnum):
    """What a concern is about."""

    CASE = "case"
    PAGE = "page"


class Concern(Base):
    """One message. `said` (the words and how to answer) is sealed; `about` is a code or a case's id, no more."""

    __tablename__ = "concern"

    id: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[About]
    about: Mapped[str]
    partnership: Mapped[str | None] = mapped_column(index=True)
    said: Mapped[bytes | None]
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]

    @property
    def subject(self) -> str:
        """As the audit and the key of the record name it."""
        return f"concern:{self.id}"


@dataclass(frozen=True, slots=True)
class Said:
    """What a visitor wrote; `reply_to` is empty where no answer is wanted."""

    words: str
    reply_to: str = ""
    page: str = ""


def tell(
    session: Session,
    said: Said,
    *,
    kind: About,
    about: str,
    partnership: str | None,
    token: str,
    now: datetime,
) -> Concern:
    """Keep a concern. The same `token` again answers the one that the first made."""
    queue(session, f"concern {token}")
    before = session.scalar(select(Concern).where(Concern.token == token))
    if before is not None:
        return before
    concern = Concern(
        id=secrets.token_hex(8), token=token, kind=kind, about=about, partnership=partnership, made_at=now
    )
    session.add(concern)
    held = {"words": said.words, "reply_to": said.reply_to, "page": said.page}
    concern.said = keys.seal(session, concern.subject, held, now)
    about_it = {"about": kind.value} | ({"partnership": partnership} if partnership else {})
    audit.record(session, "visitor", "told a concern", concern.subject, now=now, said=about_it)
    return concern


def waiting(session: Session, person: Person) -> list[Concern]:
    """Those that nobody has answered, about cases first, then the oldest; only what `person` works for."""
    found = session.scalars(select(Concern).where(Concern.closed_at.is_(None)).order_by(Concern.made_at))
    return sorted(
        (each for each in found if _may_read(person, each)), key=lambda each: each.kind is not About.CASE
    )


def read(session: Session, person: Person, concern_id: str, *, now: datetime) -> tuple[Concern, Said | None]:
    """A concern and what was written; None once that is erased. That it was read is written down."""
    concern = _found(session, person, concern_id)
    held = keys.unseal(session, concern.subject, concern.said)
    if held is not None:
        audit.record(session, person.id, "read a concern", concern.subject, now=now)
    return concern, Said(**held) if held is not None else None


def close(session: Session, person: Person, concern_id: str, done: str, *, now: datetime) -> Concern:
    """Say what was done. Twice is once."""
    concern = _found(session, person, concern_id, writing=True)
    if not done.strip():
        raise Refused((Trouble("done", _("Say what was done.")),))
    if concern.closed_at is None:
        concern.closed_at, concern.closed_by = now, person.id
        audit.record(
            session,
            person.id,
            "answered a concern",
            concern.subject,
            now=now,
            personal={"done": done.strip()},
        )
    return concern


def due(session: Session, now: datetime) -> Iterable[str]:
    """Subjects whose words are to be erased by now: answered long enough ago, or kept for longer than anything is."""
    answered = Concern.closed_at <= now - retention.term("objections")
    over = or_(answered, Concern.made_at <= now - retention.longest("objections"))
    found = select(Concern).where(Concern.said.is_not(None), over)
    return [concern.subject for concern in session.scalars(found)]


def blank(session: Session, subject: str, _now: datetime) -> None:
    """What goes beside the key."""
    concern = session.get(Concern, subject.partition(":")[2], with_for_update=True)
    if concern is not None:
        concern.said = None


def _found(session: Session, person: Person, concern_id: str, *, writing: bool = False) -> Concern:
    concern = session.get(Concern, concern_id, with_for_update=writing, populate_existing=writing)
    if concern is None:
        raise Gone(_("There is nothing at this address."))
    if not _may_read(person, concern):
        raise not_allowed()
    return concern


def _may_read(person: Person, concern: Concern) -> bool:
    """One that names no partnership is for whoever works for any."""
    return person.works_for(concern.partnership) if concern.partnership else bool(person.grants)
