"""Writing down what a meeting decided: one record a meeting, whoever writes it, at the desk or in the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from crimemap.editorial import pieces, publishing
from crimemap.editorial.database import queue
from crimemap.editorial.meetings import recording, records
from crimemap.editorial.meetings.merging import Merged, Typed, merge, same
from crimemap.editorial.meetings.record import Record
from crimemap.editorial.meetings.records import RecordFacts
from crimemap.editorial.people import Person, Role
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece, Publication, Rules
from crimemap.language import gettext as _


@dataclass(frozen=True, slots=True)
class Kept:
    """The piece of a record, and what became of what was typed. While it asks anything, nothing was saved."""

    piece: Piece
    merged: Merged


def keep(
    session: Session, person: Person, partnership: str, typed: Typed, *, token: str, now: datetime,
    chosen: Mapping[str, str] | None = None,
) -> Kept:  # fmt: skip
    """Put what was typed to what stands, row by row, and save that; `chosen`: answers to what was asked before.

    The same form sent again before it knew of its own draft is saved over it. Raises Denied, Gone.
    """
    person.must(Role.AUTHOR, partnership)
    lock(session, typed.record.meeting)
    before = records.of_meeting(session, typed.record.meeting)
    if before is None:
        piece = made(session, person, partnership, typed.record, token=token, now=now)
        return Kept(piece, Merged(typed.record, ()))
    piece = pieces.find(session, before.id, writing=True)
    person.must(Role.AUTHOR, piece.partnership)
    theirs = pieces.content_of(session, piece)
    if not isinstance(theirs, Record):
        raise Gone(_("What was written here has been erased."))
    is_same_form = piece.token == token and piece.author == person.id and piece.version == 1
    merged = Merged(typed.record, ()) if is_same_form else merge(typed, theirs, chosen)
    if not merged.asked and not same(merged.record, theirs):
        publishing.save(session, person, piece.id, merged.record, version=piece.version, now=now)
    return Kept(piece, merged)


def begin(
    session: Session, person: Person, partnership: str, record: Record, *, token: str, now: datetime
) -> Piece:
    """The draft of a record, of whoever writes without a form. Raises Conflict where another says otherwise."""
    kept = keep(session, person, partnership, Typed(record), token=token, now=now)
    if kept.merged.asked and (theirs := pieces.content_of(session, kept.piece)) is not None:
        raise Conflict(kept.piece, theirs)
    return kept.piece


def lock(session: Session, meeting: str) -> None:
    """Those who write the record of one meeting are served one after the other, also before there is one."""
    queue(session, f"record of {meeting}")


def made(
    session: Session, person: Person, partnership: str, record: Record, *, token: str, now: datetime
) -> Piece:
    """A new draft, known by its meeting. Ask `records.of_meeting` before, under the `lock`."""
    piece = publishing.create(session, person, Kind.RECORD, partnership, record, token=token, now=now)
    if session.get(RecordFacts, piece.id) is None:
        session.flush()
        session.add(RecordFacts(piece_id=piece.id, meeting=record.meeting))
        session.flush()
    return piece


def _approved(_session: Session, _piece: Piece, _record: Record, _now: datetime) -> Publication:
    """No day comes on which decisions come down by themselves: whether they were kept is asked for years."""
    return Publication()


def _ended(_session: Session, _piece: Piece, _now: datetime) -> None:
    """What it is of stays known, so that a file that was read once is not read again."""


pieces.register(Rules(Kind.RECORD, Record, recording.check, _approved, _ended))
