"""How often somebody tried: counted in the database, so that all workers and machines count together.

Who it was (a network address, a mail address, an account) is kept as a keyed hash only, and for a day at most: enough
to slow down a guesser, nothing to follow a person by.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Index, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial.database import Base, queue
from crimemap.editorial.keys import vault_of

KEPT: Final = timedelta(days=1)
"""Nothing is kept for longer; hence no limit can look back further."""


class Attempt(Base):
    """One attempt at `what` ("sign in", "nominate" …). `who` is a hash under the installation's SIGNING_KEY."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_what_who_at", "what", "who", "at"), Index("ix_attempt_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]


def allowed(session: Session, what: str, who: str, *, most: int, within: timedelta, now: datetime) -> bool:
    """Count one attempt of `who` at `what`; False where there were `most` already `within` the time before `now`.

    An attempt that is refused is not counted, so that the waiting time ends. The session must write, and be committed
    whatever the answer is to the visitor.
    """
    mark = _mark(session, what, who)
    queue(session, f"attempt {mark}")
    drop_old(session, now)
    if len(_made(session, what, mark, now - within)) >= most:
        return False
    session.add(Attempt(what=what, who=mark, at=now))
    session.flush()
    return True


def wait(session: Session, what: str, who: str, *, most: int, within: timedelta, now: datetime) -> timedelta:
    """How long until `allowed` would say yes; nought where it would now. Counts nothing."""
    made = _made(session, what, _mark(session, what, who), now - within)
    return timedelta() if len(made) < most else max(made[-most] + within - now, timedelta(seconds=1))


def forget(session: Session, what: str, who: str) -> None:
    """What `who` tried no longer counts: it went well."""
    session.execute(delete(Attempt).where(Attempt.what == what, Attempt.who == _mark(session, what, who)))


def drop_old(session: Session, now: datetime) -> None:
    """What is older than anybody may ask of."""
    session.execute(delete(Attempt).where(Attempt.at <= now - KEPT))


def _made(session: Session, what: str, mark: str, since: datetime) -> list[datetime]:
    asked = select(Attempt.at).where(Attempt.what == what, Attempt.who == mark, Attempt.at > since)
    return list(session.scalars(asked.order_by(Attempt.at)))


def _mark(session: Session, what: str, who: str) -> str:
    said = f"attempt\0{what}\0{who.strip().casefold()}"
    return hmac.new(vault_of(session).signing, said.encode(), hashlib.sha256).hexdigest()
