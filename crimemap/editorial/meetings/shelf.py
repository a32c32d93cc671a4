"""Meetings that the newsroom published: every date of them, as a calendar shows it at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ForeignKey, and_, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import pieces
from crimemap.editorial.database import Base, Bilingual
from crimemap.editorial.meetings import records
from crimemap.editorial.meetings.content import Body, Meeting, Note
from crimemap.editorial.meetings.dates import Told, recent, told
from crimemap.editorial.meetings.gate import troubles
from crimemap.editorial.meetings.gathering import Gathering, Published, Standing
from crimemap.editorial.meetings.record import Record
from crimemap.editorial.pieces import Kind, Piece, Publication, Rules, Trouble

BACK: Final = timedelta(days=731)
"""How far back meetings are listed, and their records with them: two years."""

AHEAD: Final = timedelta(days=366)

_KEPT: Final = timedelta(days=3 * 366)
"""What was told of a date is kept for longer than it is listed: its own page stays. [choose]"""


class MeetingFacts(Base):
    """What visitors were told of each date of a meeting that was approved (`dates.Told`, by its key), and how often
    anything of it was changed: calendars that follow it count."""

    __tablename__ = "meeting_facts"

    piece_id: Mapped[str] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int]
    changed_at: Mapped[datetime]
    told: Mapped[dict[str, Any]]


class MeetingCancellation(Base):
    """One date does not take place: said at once, by one person. Undone by an approval alone (`Meeting.restored`)."""

    __tablename__ = "meeting_cancellation"

    piece_id: Mapped[str] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    said_at: Mapped[datetime]
    said_by: Mapped[str]
    reason: Mapped[Bilingual]


Cancelled = Mapping[date, MeetingCancellation]


def shown(
    session: Session,
    now: datetime,
    *,
    partnership: str | None = None,
    decided: Mapping[str, Record] | None = None,
) -> tuple[Gathering, ...]:
    """Every date that visitors may see, by start: from two years back to one ahead, cancelled ones too.

    `now` is in the site's zone, and so is what is answered. `decided`: the records of it, where they are known.
    """
    asked = (
        select(Piece, MeetingFacts)
        .join(MeetingFacts, MeetingFacts.piece_id == Piece.id)
        .where(Piece.kind == Kind.MEETING, pieces.visible(now))
    )
    if partnership is not None:
        asked = asked.where(Piece.partnership == partnership)
    rows = [(piece, facts) for piece, facts in session.execute(asked)]
    pieces.ready_to_read(session, (piece for piece, _facts in rows))
    cancelled = _cancelled(session, [piece.id for piece, _facts in rows])
    found = [
        one
        for piece, facts in rows
        for one in _of(session, piece, facts, cancelled[piece.id], now)
        if now - BACK <= one.start <= now + AHEAD
    ]
    return _recorded(session, _in_order(found), now, decided)


def one(session: Session, now: datetime, gathering_id: str) -> Gathering | None:
    """One date that visitors may see, however long ago; None where there is none. `Piece.was_public` of the piece
    (`piece_of`) says whether there once was."""
    found = next(
        (each for each in of_piece(session, now, piece_of(gathering_id)) if each.id == gathering_id), None
    )
    return _recorded(session, [found], now)[0] if found is not None else None


def of_piece(session: Session, now: datetime, piece_id: str) -> tuple[Gathering, ...]:
    """Every date of one piece that visitors may see, by start; without what was decided."""
    piece, facts = session.get(Piece, piece_id), session.get(MeetingFacts, piece_id)
    if piece is None or piece.kind is not Kind.MEETING or facts is None or not piece.is_visible(now):
        return ()
    found = _of(session, piece, facts, _cancelled(session, [piece_id])[piece_id], now)
    return tuple(_in_order(found))


def draft(session: Session, piece: Piece, meeting: Meeting, now: datetime) -> tuple[Gathering, ...]:
    """The dates as visitors would see them if this were approved now."""
    cancelled = _cancelled(session, [piece.id])[piece.id]
    facts = MeetingFacts(piece_id=piece.id, number=1, changed_at=now, told={})
    said = told(said_before(session, piece, now), meeting, now, _standing(cancelled, meeting))
    found = _gatherings(piece, meeting, said, facts, cancelled, now)
    return tuple(_in_order(found))


def notes(session: Session, piece_id: str) -> tuple[Note, ...]:
    """What the presenter says to each slide, as it was written last: nobody approves what no visitor sees. For those
    alone who work for its partnership: whoever calls this asks."""
    piece = session.get(Piece, piece_id)
    if piece is None or piece.kind is not Kind.MEETING:
        return ()
    written = pieces.content_of(session, piece) or pieces.shown_of(session, piece)
    return written.notes if isinstance(written, Meeting) else ()


def piece_of(gathering_id: str) -> str:
    """The piece that a date is of, by its address alone."""
    return gathering_id.partition("-")[0]


def next_change(session: Session, found: Iterable[Gathering], now: datetime) -> datetime | None:
    """The first instant after `now` at which the clock alone changes what is said of meetings: one begins or is over,
    something is published. (When an action is late, `records.next_late` says.)"""
    gatherings, moment = list(found), now.astimezone(UTC)
    alive = and_(Piece.shown.is_not(None), Piece.ended_at.is_(None), Piece.held_at.is_(None))
    asked = select(func.min(Piece.publish_at)).where(Piece.kind.in_((Kind.MEETING, Kind.RECORD)), alive)
    turns = (instant.astimezone(UTC) for each in gatherings for instant in (each.start, each.over))
    known = [instant for instant in turns if instant > moment]
    published = session.scalar(asked.where(Piece.publish_at > now))
    return min((at.astimezone(UTC) for at in (*known, published) if at is not None), default=None)


def said_before(session: Session, piece: Piece, now: datetime) -> dict[str, Told]:
    """What visitors were told until now; nothing where it was never public."""
    facts = session.get(MeetingFacts, piece.id)
    if facts is None or piece.publish_at is None or piece.publish_at > now:
        return {}
    return _read(facts)


def cancelled_days(session: Session, piece: Piece, meeting: Meeting) -> dict[date, MeetingCancellation]:
    """Which of its days are called off, `meeting` being what stands."""
    found = _cancelled(session, [piece.id])[piece.id]
    return {day: row for day, row in found.items() if day in _standing(found, meeting)}


def _of(
    session: Session, piece: Piece, facts: MeetingFacts, cancelled: Cancelled, now: datetime
) -> Iterator[Gathering]:
    meeting = pieces.shown_of(session, piece)
    if isinstance(meeting, Meeting):
        yield from _gatherings(piece, meeting, _read(facts), facts, cancelled, now)


def _gatherings(  # noqa: PLR0917  (its own room only)
    piece: Piece,
    meeting: Meeting,
    said: Mapping[str, Told],
    facts: MeetingFacts,
    cancelled: Cancelled,
    now: datetime,
) -> Iterator[Gathering]:
    off = _standing(cancelled, meeting)
    for key, date_told in said.items():
        row = cancelled[date_told.day] if date_told.day in off else None
        yield _gathering(piece, meeting, key, date_told, facts, row, now)


def _gathering(  # noqa: PLR0917
    piece: Piece, meeting: Meeting, key: str, said: Told, facts: MeetingFacts,
    off: MeetingCancellation | None, now: datetime,
) -> Gathering:  # fmt: skip
    zone = now.tzinfo
    moved = said.was is not None or bool(said.was_place)
    standing = Standing.CANCELLED if off is not None else Standing.MOVED if moved else Standing.AS_SAID
    return Gathering(
        id=f"{piece.id}-{key}" if key else piece.id, piece=piece.id, published=Published.NEWSROOM,
        body=meeting.body or Body.OTHER, organiser=meeting.organiser.strip(), title=meeting.title, about=meeting.about,
        partnership=piece.partnership, areas=meeting.areas, day=said.day, start=said.start.astimezone(zone),
        end=said.end.astimezone(zone) if said.end else None, all_day=False, place=said.place.strip(),
        address=said.address.strip(), access=meeting.access, online=meeting.online.strip(), spoken=meeting.spoken,
        standing=standing, was=said.was.astimezone(zone) if said.was else None, was_at=said.was_place,
        reason=off.reason if off is not None else said.why, agenda=meeting.agenda, papers=meeting.papers,
        attends=meeting.attends, contact=meeting.contact.strip(), telephone=meeting.telephone.strip(),
        email=meeting.email.strip(), number=facts.number,
        changed_at=(max(facts.changed_at, off.said_at) if off is not None else facts.changed_at).astimezone(zone),
    )  # fmt: skip


def _standing(cancelled: Cancelled, meeting: Meeting) -> frozenset[date]:
    """Days whose cancellation nobody has undone: an approval undoes the one that it names, not one said later."""
    undone = {(one.day, one.said) for one in meeting.restored}
    return frozenset(day for day, row in cancelled.items() if (day, row.said_at) not in undone)


def _cancelled(session: Session, ids: Sequence[str]) -> Mapping[str, dict[date, MeetingCancellation]]:
    found: dict[str, dict[date, MeetingCancellation]] = defaultdict(dict)
    for row in session.scalars(select(MeetingCancellation).where(MeetingCancellation.piece_id.in_(ids))):
        found[row.piece_id][row.day] = row
    return found


def _in_order(found: Iterable[Gathering]) -> list[Gathering]:
    """By the instant: two times of one zone are compared as the clocks show them, wrongly on one night a year."""
    return sorted(found, key=lambda one: (one.start.astimezone(UTC), one.id))


def _recorded(
    session: Session, found: Sequence[Gathering], now: datetime, decided: Mapping[str, Record] | None = None
) -> tuple[Gathering, ...]:
    if not found:
        return ()
    if decided is None:
        decided = records.published(session, now, [each.id for each in found])
    return tuple(replace(each, record=decided.get(each.id)) for each in found)


def _read(facts: MeetingFacts) -> dict[str, Told]:
    return {key: Told.model_validate(said) for key, said in facts.told.items()}


def _approved(session: Session, piece: Piece, meeting: Meeting, now: datetime) -> Publication:
    """What is told of each date from now on. It stays public: what was decided is looked up for years."""
    off = cancelled_days(session, piece, meeting)
    said = recent(told(said_before(session, piece, now), meeting, now, off), now, _KEPT)
    facts = session.get(MeetingFacts, piece.id)
    if facts is None:
        facts = MeetingFacts(piece_id=piece.id, number=-1, changed_at=now, told={})
        session.add(facts)
    facts.told = {key: each.model_dump(mode="json") for key, each in said.items()}
    facts.number, facts.changed_at = facts.number + 1, now
    return Publication()


def _ended(session: Session, piece: Piece, _now: datetime) -> None:
    """Nothing in clear is left of one that was taken down."""
    for row in session.scalars(select(MeetingCancellation).where(MeetingCancellation.piece_id == piece.id)):
        session.delete(row)
    if (facts := session.get(MeetingFacts, piece.id)) is not None:
        session.delete(facts)


def _check(session: Session, piece: Piece, meeting: Meeting, now: datetime) -> tuple[Trouble, ...]:
    before = said_before(session, piece, now)
    return troubles(meeting, now, before=before, called_off=cancelled_days(session, piece, meeting))


pieces.register(Rules(Kind.MEETING, Meeting, _check, _approved, _ended))
