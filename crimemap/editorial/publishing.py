"""How a piece goes from a draft to the public, and from there: every call checks who asks, and is audited.

Each call locks the piece first (`find(…, writing=True)` in a session that writes), so that two people who press at
once are served one after the other. Doing what is done already is no fault and makes no second entry.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, keys, letters, revision
from crimemap.editorial.database import queue
from crimemap.editorial.people import Denied, Person, Role, not_allowed
from crimemap.editorial.pieces import (
    Conflict,
    Content,
    Gone,
    Kind,
    Piece,
    Refused,
    State,
    Trouble,
    content_of,
    find,
    hidden,
    rules_of,
)
from crimemap.language import gettext as _

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def create(
    session: Session,
    person: Person,
    kind: Kind,
    partnership: str,
    content: Content,
    *,
    token: str,
    now: datetime,
) -> Piece:
    """A new draft. The same `token` again (a form sent twice) answers the piece that the first made."""
    person.must(Role.AUTHOR, partnership)
    queue(session, f"piece {token}")
    if (before := session.scalar(select(Piece).where(Piece.token == token))) is not None:
        return _same_author(before, person)
    piece = Piece(
        id="".join(secrets.choice(_LETTERS) for _each in range(10)),
        kind=kind, partnership=partnership, state=State.DRAFT, version=1, token=token, author=person.id,
        made_at=now, changed_at=now, changed_by=person.id, writers=[person.id],
    )  # fmt: skip
    session.add(piece)
    piece.content = _sealed(session, piece, content, now)
    _record(session, person, "drafted", piece, now, said={"partnership": partnership})
    return piece


def save(
    session: Session, person: Person, piece_id: str, content: Content, *, version: int, now: datetime,
    wanted_at: datetime | None = None,
) -> Piece:  # fmt: skip
    """Change the working copy; one that was approved becomes a draft again while visitors keep what was approved.

    Raises Conflict where `version` is not the one that stands.
    """
    piece = find(session, piece_id, writing=True)
    person.must(Role.AUTHOR, piece.partnership)
    if piece.state is State.CLOSED or piece.ended_at is not None:
        raise Gone(_("This was closed and cannot be changed. Begin a new one."))
    _unchanged(session, piece, version)
    if piece.state is State.WAITING:
        raise Gone(_("This is waiting for approval. Take it back first, then change it."))
    piece.content = _sealed(session, piece, content, now)
    if piece.state is State.APPROVED:  # what others wrote before has been approved
        piece.state, piece.writers = State.DRAFT, []
    piece.wanted_at = wanted_at
    _touched(piece, person, now)
    _record(session, person, "changed", piece, now, said={"version": piece.version})
    return piece


def submit(session: Session, person: Person, piece_id: str, *, version: int, now: datetime) -> Piece:
    """Hand in for approval. Raises Refused with every trouble; twice is once."""
    piece = find(session, piece_id, writing=True)
    person.must(Role.AUTHOR, piece.partnership)
    if piece.state is State.WAITING:
        return piece
    if not piece.state.is_open or piece.ended_at is not None:
        raise Gone(_("This is no draft any more."))
    _unchanged(session, piece, version)
    _checked(session, piece, now)
    piece.state, piece.submitted_at, piece.remark = State.WAITING, now, None
    _also_wrote(piece, person)
    _record(session, person, "handed in", piece, now)
    letters.handed_in(session, piece, person, now)
    return piece


def take_back(session: Session, person: Person, piece_id: str, *, now: datetime) -> Piece:
    """The author thinks again before anybody decided."""
    piece = _waiting(session, person, Role.AUTHOR, piece_id)
    piece.state = State.DRAFT
    _touched(piece, person, now)
    _record(session, person, "taken back", piece, now)
    return piece


def approve(session: Session, person: Person, piece_id: str, *, version: int, now: datetime) -> Piece:
    """Publish what waits, at the time wanted or at once. Nobody who wrote any of it can approve it.

    The whole gate runs again: what was true when it was handed in may not be now. Approved twice is approved once.
    """
    piece = find(session, piece_id, writing=True)
    person.must(Role.APPROVER, piece.partnership)
    if piece.state is State.APPROVED and piece.approver == person.id:
        return piece
    if piece.state is not State.WAITING:
        raise Gone(_("This does not wait for approval any more."))
    if piece.wrote(person.id):
        raise Denied(_("A second person approves: you wrote this."))
    _unchanged(session, piece, version)
    content = _checked(session, piece, now)
    publication = rules_of(piece.kind).approved(session, piece, content, now)
    if publication.shown:
        piece.shown = piece.content
        if piece.publish_at is None or piece.publish_at > now:
            piece.publish_at = max(now, piece.wanted_at or now)
        piece.until = publication.until
    else:  # what was shown before is shown no more
        piece.shown = None
    piece.state, piece.approver, piece.decided_at, piece.remark = State.APPROVED, person.id, now, None
    said = {"until": str(piece.until), "publish_at": str(piece.publish_at), "version": piece.version}
    _record(session, person, "approved", piece, now, said=said)
    revision.bump(session)
    letters.approved(session, piece, person, now)
    return piece


def send_back(session: Session, person: Person, piece_id: str, why: str, *, now: datetime) -> Piece:
    """Return it to its author with a reason."""
    piece = _waiting(session, person, Role.APPROVER, piece_id)
    if not why.strip():
        raise Refused((Trouble("why", _("Say what has to change.")),))
    piece.remark = keys.seal(session, piece.subject, {"why": why.strip()}, now)
    piece.state, piece.approver, piece.decided_at = State.SENT_BACK, person.id, now
    piece.version += 1
    _record(session, person, "sent back", piece, now, personal={"why": why.strip()})
    letters.sent_back(session, piece, person, now)
    return piece


def end(
    session: Session, person: Person, piece_id: str, why: str, *, now: datetime, ended_as: str = "taken down"
) -> Piece:
    """Take down at once: one person is enough. Twice is once. `why` is shown to colleagues only."""
    piece = _to_take_down(session, person, piece_id, why)
    if piece.ended_at is not None:
        return piece
    piece.ended_at, piece.ended_as, piece.state = now, ended_as, State.CLOSED
    piece.version += 1
    rules_of(piece.kind).ended(session, piece, now)
    _record(session, person, "taken down", piece, now, personal={"why": why.strip()})
    revision.bump(session)
    letters.taken_down(session, piece, person, now)
    hidden(session, piece, now)
    return piece


def hold(session: Session, person: Person, piece_id: str, why: str, *, now: datetime) -> Piece:
    """Hide it at once, for as long as something is being decided (an appeal): one person is enough. Twice is once."""
    piece = _to_take_down(session, person, piece_id, why)
    if piece.held_at is None and piece.ended_at is None:
        piece.held_at = now
        piece.version += 1
        _record(session, person, "held", piece, now, personal={"why": why.strip()})
        revision.bump(session)
        hidden(session, piece, now)
    return piece


def release(session: Session, person: Person, piece_id: str, why: str, *, now: datetime) -> Piece:
    """Show again what was held, until the day that it had: a person who may approve decides, not its author."""
    piece = _to_take_down(session, person, piece_id, why)
    person.must(Role.APPROVER, piece.partnership)
    if piece.wrote(person.id):
        raise Denied(_("A second person approves: you wrote this."))
    if piece.held_at is not None:
        piece.held_at = None
        piece.version += 1
        _record(session, person, "released", piece, now, personal={"why": why.strip()})
        revision.bump(session)
    return piece


def shorten(session: Session, person: Person, piece_id: str, until: datetime, *, now: datetime) -> Piece:
    """Bring the removal forward; it can never be put back."""
    piece = find(session, piece_id, writing=True)
    person.must_work_for(piece.partnership)
    if piece.until is None or not now <= until <= piece.until:
        raise Refused((Trouble("until", _("The removal can only be brought forward.")),))
    piece.until = until
    _record(session, person, "removal brought forward", piece, now, said={"until": str(until)})
    revision.bump(session)
    hidden(session, piece, now)
    return piece


def _checked(session: Session, piece: Piece, now: datetime) -> Content:
    content = content_of(session, piece)
    if content is None:
        raise Gone(_("What was written here has been erased."))
    if found := rules_of(piece.kind).check(session, piece, content, now):
        raise Refused(found)
    return content


def _record(
    session: Session, person: Person, act: str, piece: Piece, now: datetime, *,
    said: Mapping[str, Any] | None = None, personal: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Each entry says whose piece it is: one from a court list has no entry of its own from which that is known."""
    audit.record(
        session, person.id, act, piece.subject, now=now, said=said, personal=personal,
        partnership=piece.partnership,
    )  # fmt: skip


def _waiting(session: Session, person: Person, role: Role, piece_id: str) -> Piece:
    piece = find(session, piece_id, writing=True)
    person.must(role, piece.partnership)
    if piece.state is not State.WAITING:
        raise Gone(_("This does not wait for approval any more."))
    return piece


def _to_take_down(session: Session, person: Person, piece_id: str, why: str) -> Piece:
    piece = find(session, piece_id, writing=True)
    person.must_work_for(piece.partnership)
    if not why.strip():
        raise Refused((Trouble("why", _("Say why.")),))
    return piece


def _same_author(piece: Piece, person: Person) -> Piece:
    if piece.author != person.id:
        raise not_allowed()
    return piece


def _unchanged(session: Session, piece: Piece, version: int) -> None:
    if piece.version == version:
        return
    theirs = content_of(session, piece)
    if theirs is None:
        raise Gone(_("What was written here has been erased."))
    raise Conflict(piece, theirs)


def _also_wrote(piece: Piece, person: Person) -> None:
    piece.writers = list(dict.fromkeys((*piece.writers, person.id)))


def _touched(piece: Piece, person: Person, now: datetime) -> None:
    piece.version += 1
    piece.changed_at, piece.changed_by = now, person.id
    _also_wrote(piece, person)


def _sealed(session: Session, piece: Piece, content: Content, now: datetime) -> bytes:
    """Raises Gone where the record was erased: what is written then would be lost without a word."""
    said: Mapping[str, Any] = content.model_dump(mode="json")
    sealed = keys.seal(session, piece.subject, said, now)
    if sealed is None:
        raise Gone(_("What was written here has been erased."))
    return sealed
