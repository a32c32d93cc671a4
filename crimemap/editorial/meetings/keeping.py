"""How long meetings and their records are kept: as long as a council's minutes lie open, and then they go.

What a presenter says to the slides, and what a box said, serve one evening: they go soon after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from crimemap.editorial import keys, pieces, retention, revision
from crimemap.editorial.meetings.content import Meeting
from crimemap.editorial.meetings.dates import Told
from crimemap.editorial.meetings.records import RecordFacts
from crimemap.editorial.meetings.shelf import MeetingFacts
from crimemap.editorial.pieces import Kind, Piece, State

_NOTES: Final = "notes:"
_PACK: Final = "pack:"


def _held(session: Session, now: datetime, row: str) -> Iterator[Piece]:
    """Published meetings whose last date is over for as long as `row` says."""
    over = now - retention.term(row)
    asked = (
        select(Piece, MeetingFacts)
        .join(MeetingFacts, MeetingFacts.piece_id == Piece.id)
        .where(Piece.publish_at <= over, Piece.shown.is_not(None), Piece.ended_at.is_(None))
        .order_by(Piece.id)
    )
    for piece, facts in session.execute(asked).all():
        dates = [Told.model_validate(said).over for said in facts.told.values()]
        if dates and max(dates) <= over:
            yield piece


def _meetings(session: Session, now: datetime) -> Iterable[str]:
    return [piece.subject for piece in _held(session, now, "meetings") if piece.state is State.APPROVED]


def _records(session: Session, now: datetime) -> Iterable[str]:
    over = now - retention.term("records")
    old = and_(Piece.kind == Kind.RECORD, Piece.publish_at <= over, Piece.shown.is_not(None))
    asked = select(Piece).where(old, Piece.ended_at.is_(None), Piece.state == State.APPROVED)
    return [piece.subject for piece in session.scalars(asked.order_by(Piece.id))]


def _taken_down(session: Session, now: datetime) -> Iterable[str]:
    holds_something = or_(Piece.content.is_not(None), Piece.shown.is_not(None))
    asked = select(Piece).where(
        Piece.kind.in_((Kind.MEETING, Kind.RECORD)), holds_something,
        Piece.ended_at <= now - retention.term("taken-down"),
    )  # fmt: skip
    return [piece.subject for piece in session.scalars(asked.order_by(Piece.id))]


def _erase(session: Session, subject: str, now: datetime) -> None:
    """Its hours and places in clear go too, and no page shows it any more."""
    retention.blank_piece(session, subject, now)
    piece = session.get(Piece, subject.partition(":")[2])
    if piece is not None:
        pieces.rules_of(piece.kind).ended(session, piece, now)
        revision.bump(session)


def _notes(session: Session, now: datetime) -> Iterable[str]:
    held = pieces.ready_to_read(session, _held(session, now, "presenter-notes"))
    return [_NOTES + piece.id for piece in held if any(one.notes for one in _written(session, piece))]


def _written(session: Session, piece: Piece) -> Iterator[Meeting]:
    for found in (pieces.content_of(session, piece), pieces.shown_of(session, piece)):
        if isinstance(found, Meeting):
            yield found


def _leave_out_notes(session: Session, subject: str, now: datetime) -> None:
    """What visitors read stays as it is."""
    piece = session.get(Piece, subject.removeprefix(_NOTES), with_for_update=True)
    if piece is not None:
        piece.content = _without_notes(session, piece, piece.content, now)
        piece.shown = _without_notes(session, piece, piece.shown, now)


def _without_notes(session: Session, piece: Piece, sealed: bytes | None, now: datetime) -> bytes | None:
    said = keys.unseal(session, piece.subject, sealed)
    return sealed if said is None else keys.seal(session, piece.subject, {**said, "notes": []}, now)


def _packs(session: Session, now: datetime) -> Iterable[str]:
    """Of records that were published or closed for as long as the row says, and that nobody changes just now."""
    over = now - retention.term("packs")
    is_done = or_(
        and_(Piece.state == State.APPROVED, Piece.decided_at <= over),
        and_(Piece.state == State.CLOSED, func.coalesce(Piece.ended_at, Piece.changed_at) <= over),
    )  # fmt: skip
    asked = select(RecordFacts.piece_id).join(Piece, Piece.id == RecordFacts.piece_id)
    found = asked.where(is_done, RecordFacts.pack.is_not(None)).order_by(RecordFacts.piece_id)
    return [_PACK + piece_id for piece_id in session.scalars(found)]


def _forget_pack(session: Session, subject: str, _now: datetime) -> None:
    facts = session.get(RecordFacts, subject.removeprefix(_PACK), with_for_update=True)
    if facts is not None:
        facts.pack = facts.saved = facts.file = facts.version = facts.read = None


retention.register("meetings", _meetings, _erase)
retention.register("records", _records, _erase)
retention.register("taken-down", _taken_down, _erase)
retention.register("presenter-notes", _notes, _leave_out_notes)
retention.register("packs", _packs, _forget_pack)
