"""Letters: queued in the transaction of what they tell of, sent by `crimemap outbox send`, or kept as files.

A letter is claimed, sent and marked in three steps, each its own transaction, so that no lock is held while a mail
server thinks, and two runs never send the same one. Where no mail server is set each is one file, named by the letter:
written twice it is the same file, hence exactly once. What a run that was killed had claimed goes to the next run on
this machine at once, and what it had sent is known from its file (sending.py): a letter counts as sent in the instant
in which its last line is handed to the mail server, not in that of the answer, which a run that is killed never reads.
A machine that loses its power in that instant may still send it once more, under the same Message-ID; what a run on
another machine claimed is sent again after `STALE`. A letter over which a server breaks off is sent again too.

Address, subject and text are sealed under the letter's own key, which is destroyed when it is sent.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import and_, delete, event, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import keys, sending
from crimemap.editorial.composing import Written
from crimemap.editorial.database import Base, Database
from crimemap.editorial.post import Failed, Post
from crimemap.settings import Refusal, Settings

STALE: Final = timedelta(minutes=10)
"""A claim of another machine that is older belongs to a run that was killed there."""

WAITS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
"""How long after each failed try the next one is; after the last, the letter is given up."""

_MOST_AT_ONCE: Final = 500
_ACCOUNT_OR_ADDRESS: Final = re.compile(r"[\w-]+|[^\s,;:<>\"()@]+@[^\s,;:<>\"()@]+")
"""One address, never a list of them."""
_COMMITTED: Final = "letters were queued"

AddressOf = Callable[[Session, str], str | None]
"""The email address of an account now; None where it may not be written to."""


class LetterState(StrEnum):
    """Where a letter is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Letter(Base):
    """One letter. In clear: to which account, about which record, and how it fared; nothing that it says.

    `account` is that of a colleague, or a subscription's id. `claimed_by`: the run that is sending it.
    """

    __tablename__ = "letter"

    id: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str | None]
    about: Mapped[str]
    sealed: Mapped[bytes | None]
    state: Mapped[LetterState] = mapped_column(index=True)
    queued_at: Mapped[datetime]
    next_try: Mapped[datetime]
    tries: Mapped[int]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    done_at: Mapped[datetime | None]
    fault: Mapped[str | None]

    @property
    def subject(self) -> str:
        """As its key is named."""
        return f"letter:{self.id}"


def queue(
    session: Session,
    *,
    to: str,
    subject: str,
    body: str,
    now: datetime,
    about: str = "",
    link: str = "",
    html: str = "",
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """Queue a letter in the caller's transaction: undone with it.

    `to` is an email address, or the id of an account or a subscription (its address is looked up when the letter is
    sent). `link` is a path of this site ("/newsroom/…"), set as a whole address under the text. `html` says the same
    as `body`, for programs that show it; `headers` are set besides our own. Raises Refusal where `to` can be neither.
    """
    if not _ACCOUNT_OR_ADDRESS.fullmatch(to):
        raise Refusal(f"{to!r} is no email address: expected one like name@example.org.")
    address, account = (to, None) if "@" in to else (None, to)
    letter = Letter(
        id=secrets.token_hex(10), account=account, about=about, sealed=None, state=LetterState.WAITING,
        queued_at=now, next_try=now, tries=0, claimed_at=None, claimed_by=None, done_at=None, fault=None,
    )  # fmt: skip
    said = {
        "to": address, "subject": " ".join(subject.split()), "body": body, "link": link, "html": html,
        "headers": dict(headers or {}),
    }  # fmt: skip
    letter.sealed = keys.seal(session, letter.subject, said, now)
    session.add(letter)
    event.listen(session, "after_commit", _note, once=True)
    return letter


def forget(session: Session, account: str, now: datetime) -> None:
    """Nobody writes to this account any more: its letters go, but one that a run is sending at this moment."""
    theirs = select(Letter).where(Letter.account == account, Letter.state != LetterState.SENDING)
    for letter in session.scalars(theirs.with_for_update()):
        keys.destroy(session, letter.subject, now)
        session.execute(delete(Letter).where(Letter.id == letter.id))


def _note(session: Session) -> None:
    session.info[_COMMITTED] = True


def has_queued(session: Session) -> bool:
    """Whether letters were queued and committed in this session, since it was last asked."""
    return bool(session.info.pop(_COMMITTED, False))


@dataclass(frozen=True, slots=True)
class Sent:
    """How a run fared: letters that went out, that will be tried again, that were given up.

    `found`: letters that a run before it had sent, and was killed before it could say so.
    """

    sent: int = 0
    later: int = 0
    failed: int = 0
    fault: str = ""
    found: int = 0


def send(database: Database, settings: Settings, now: datetime, address_of: AddressOf) -> Sent:
    """Send every letter that is due. Raises Refusal where the settings of mail cannot be used.

    A mail server that does not answer ends the run: the letters stay for the next.
    """
    folder = settings.data / "newsroom" / "sending"
    try:
        with Post.of(settings) as post, sending.running(folder) as run:
            found = _taken_over(database, folder, now)
            done, fault = _sent(database, post, run, now, address_of)
    except OSError as fault_of_disk:
        return Sent(fault=f"{fault_of_disk.filename or folder} cannot be written: {fault_of_disk.strerror}")
    return Sent(done[LetterState.SENT], done[LetterState.WAITING], done[LetterState.FAILED], fault, found)


def _sent(
    database: Database, post: Post, run: sending.Run, now: datetime, address_of: AddressOf
) -> tuple[dict[LetterState, int], str]:
    """How many letters came to which state, and what ended the run early."""
    done = dict.fromkeys(LetterState, 0)
    for _each in range(_MOST_AT_ONCE):
        claimed = _claim(database, run, now, address_of)
        if claimed is None:
            break
        fault = _tried(post, run, claimed)
        done[_mark(database, run, claimed.id, fault, now)] += 1
        if fault is not None and fault.is_of_server:
            return done, fault.said
    return done, ""


def _taken_over(database: Database, folder: Path, now: datetime) -> int:
    """What runs of this machine had claimed when they were killed is sent, or waits again. How many were sent."""
    many = 0
    with sending.dead(folder) as ended:
        for run in ended:
            with database.session(writing=True) as session:
                asked = select(Letter).where(Letter.state == LetterState.SENDING, Letter.claimed_by == run.id)
                for letter in session.scalars(asked.with_for_update()):
                    is_out = letter.id in run.sent
                    _settle(session, letter, LetterState.SENT if is_out else LetterState.WAITING, now)
                    letter.tries -= not is_out  # a kill says nothing of the letter
                    many += is_out
                session.commit()
    return many


def _claim(database: Database, run: sending.Run, now: datetime, address_of: AddressOf) -> Written | None:
    """The next letter that is due, taken by this run and by no other."""
    due = or_(
        and_(Letter.state == LetterState.WAITING, Letter.next_try <= now),
        and_(
            Letter.state == LetterState.SENDING,
            Letter.claimed_at <= now - STALE,
            Letter.claimed_by.not_in(run.beside()),  # one that takes long is not dead
        ),
    )
    with database.session(writing=True) as session:
        letter = session.scalar(
            select(Letter).where(due).order_by(Letter.queued_at, Letter.id).limit(1)
            .with_for_update(skip_locked=True)
        )  # fmt: skip
        if letter is None:
            return None
        letter.state, letter.tries = LetterState.SENDING, letter.tries + 1
        letter.claimed_at, letter.claimed_by = now, run.id
        written = _written(session, letter, address_of)
        session.commit()
        return written


def _written(session: Session, letter: Letter, address_of: AddressOf) -> Written:
    said: dict[str, Any] = keys.unseal(session, letter.subject, letter.sealed) or {}
    to = said.get("to") or (address_of(session, letter.account) if letter.account else None)
    return Written(
        id=letter.id, to=to or "", subject=said.get("subject", ""), body=said.get("body", ""),
        link=said.get("link", ""), at=letter.queued_at, html=said.get("html", ""), headers=said.get("headers", {}),
    )  # fmt: skip


def _tried(post: Post, run: sending.Run, letter: Written) -> Failed | None:
    """Why it did not go out, or None."""
    if not letter.to:
        return Failed("nobody to write to", for_good=True)
    try:
        post.deliver(letter, lambda: run.took(letter.id))
    except Failed as fault:
        run.got_back(letter.id)
        return fault
    return None


def _mark(
    database: Database, run: sending.Run, letter_id: str, fault: Failed | None, now: datetime
) -> LetterState:
    with database.session(writing=True) as session:
        letter = session.get_one(Letter, letter_id, with_for_update=True)
        if letter.claimed_by != run.id:  # a run elsewhere held this one for dead, and says what becomes of it
            return letter.state
        if fault is None:
            _settle(session, letter, LetterState.SENT, now)
        elif fault.for_good or letter.tries > len(WAITS):
            _settle(session, letter, LetterState.FAILED, now, fault.said)
        else:
            _settle(session, letter, LetterState.WAITING, now, fault.said)
            letter.next_try = now + WAITS[letter.tries - 1]
        session.commit()
        return letter.state


def _settle(
    session: Session, letter: Letter, state: LetterState, now: datetime, fault: str | None = None
) -> None:
    """What it said, and to whom, is held no longer than it takes to send it."""
    letter.state, letter.claimed_at, letter.claimed_by, letter.fault = state, None, None, fault
    if state is not LetterState.WAITING:
        letter.done_at, letter.sealed = now, None
        keys.destroy(session, letter.subject, now)


def counted(session: Session) -> dict[LetterState, int]:
    """How many letters are in each state: for the operator."""
    asked = select(Letter.state, func.count()).group_by(Letter.state)
    found = {row[0]: row[1] for row in session.execute(asked)}
    return {state: found.get(state, 0) for state in LetterState}
