"""What meetings decided, as visitors read it: found by the meeting, opened only when it is public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import pieces
from crimemap.editorial.database import Base
from crimemap.editorial.meetings.record import Done, Record
from crimemap.editorial.pieces import Kind, Piece


class RecordFacts(Base):
    """Which meeting a record is of, from its first draft on: two people who write at once write the same one.

    `pack`: the mark of the file that it was read from, with the number of times that it had been `saved` there, and the
    `version` of the piece after it was read: as long as that stands, nobody changed it here. `file`: which file was
    dealt with last, as a digest under the installation's own key, so that nobody can try guesses against it. `read`:
    what that form said when it was last read, sealed under the piece's key: who changed what since is seen by it.
    """

    __tablename__ = "record_facts"

    piece_id: Mapped[str] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"), primary_key=True)
    meeting: Mapped[str] = mapped_column(index=True)
    pack: Mapped[str | None] = mapped_column(unique=True)
    saved: Mapped[int | None]
    file: Mapped[str | None]
    version: Mapped[int | None]
    read: Mapped[bytes | None]


def published(
    session: Session, now: datetime, meetings: Iterable[str] | None = None, *, partnership: str | None = None
) -> dict[str, Record]:
    """What visitors may read at `now`, by the id of the meeting: of these meetings, or of all."""
    asked = (
        select(Piece, RecordFacts.meeting)
        .join(RecordFacts, RecordFacts.piece_id == Piece.id)
        .where(Piece.kind == Kind.RECORD, pieces.visible(now))
        .order_by(Piece.publish_at, Piece.id)
    )
    if meetings is not None:
        asked = asked.where(RecordFacts.meeting.in_(sorted(set(meetings))))
    if partnership is not None:
        asked = asked.where(Piece.partnership == partnership)
    rows = [(piece, meeting) for piece, meeting in session.execute(asked)]
    pieces.ready_to_read(session, (piece for piece, _meeting in rows))
    opened = ((meeting, pieces.shown_of(session, piece)) for piece, meeting in rows)
    return {meeting: record for meeting, record in opened if isinstance(record, Record)}


def next_late(records: Iterable[Record], now: datetime) -> datetime | None:
    """The first instant after `now` (aware, in the site's zone) at which an action in any of them is late: the end of
    the day on which it is due. Pages that show them are made anew then."""
    ends = (
        datetime.combine(one.due + timedelta(days=1), time.min, now.tzinfo)
        for record in records
        for one in record.decisions
        if one.state is Done.OPEN and one.due is not None
    )
    return min((end for end in ends if end > now), default=None)


def of_meeting(session: Session, meeting: str) -> Piece | None:
    """The piece in which this meeting's record is written, whatever its state; one that was ended is none."""
    asked = (
        select(Piece)
        .join(RecordFacts, RecordFacts.piece_id == Piece.id)
        .where(RecordFacts.meeting == meeting, Piece.ended_at.is_(None))
        .order_by(Piece.made_at, Piece.id)
    )
    return session.scalars(asked.limit(1)).first()


def states(session: Session, meetings: Iterable[str]) -> Mapping[str, Piece]:
    """`of_meeting` of several, asked at once."""
    asked = (
        select(Piece, RecordFacts.meeting)
        .join(RecordFacts, RecordFacts.piece_id == Piece.id)
        .where(RecordFacts.meeting.in_(sorted(set(meetings))), Piece.ended_at.is_(None))
        .order_by(Piece.made_at.desc(), Piece.id.desc())
    )
    return {meeting: piece for piece, meeting in session.execute(asked)}


def is_open(record: Record) -> bool:
    """Whether something that was to be done is neither done nor dropped."""
    return any(one.state is Done.OPEN and (one.action or one.due) for one in record.decisions)
