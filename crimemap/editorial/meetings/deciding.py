"""Writing down what a meeting decided: one record a meeting, whoever writes it, at the desk or in the room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from crimemap.editorial import pieces, publishing
from crimemap.editorial.database import queue
from crimemap.editorial.meetings import recording, records
from crimemap.editorial.meetings.record import Record
from crimemap.editorial.meetings.records import RecordFacts
from crimemap.editorial.people import Person, Role
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece, Publication, Rules
from crimemap.language import gettext as _


def begin(
    session: Session, person: Person, partnership: str, record: Record, *, token: str, now: datetime
) -> Piece:
    """The draft of a meeting's record. The same form sent again is saved over it, as long as nobody changed it.

    Raises Conflict where somebody else began the record of this meeting meanwhile: nothing of either is lost.
    """
    person.must(Role.AUTHOR, partnership)
    lock(session, record.meeting)
    before = records.of_meeting(session, record.meeting)
    if before is None:
        return made(session, person, partnership, record, token=token, now=now)
    theirs = pieces.content_of(session, before)
    if theirs is None:
        raise Gone(_("What was written here has been erased."))
    if theirs == record:
        return before
    if before.token != token or before.author != person.id:
        raise Conflict(before, theirs)
    return publishing.save(session, person, before.id, record, version=1, now=now)


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
