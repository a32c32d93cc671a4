"""Who has what to do: the work lists of one person, the calendar of a partnership, the history of a piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from crimemap.editorial import accounts, keys, pieces
from crimemap.editorial.audit import Entry
from crimemap.editorial.people import EVERYWHERE, Person, Role
from crimemap.editorial.pieces import Content, Kind, Piece, State

SOON: timedelta = timedelta(days=7)
"""What comes down within so long is listed on everybody's desk: our own choice."""

_MOST: int = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A piece in a list; `content` is what it says (None once it is erased), `who` the colleague that it is about."""

    piece: Piece
    content: Content | None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One person's lists, each in the order in which it wants doing."""

    to_approve: tuple[Row, ...]
    sent_back: tuple[Row, ...]
    drafts: tuple[Row, ...]
    handed_in: tuple[Row, ...]
    coming_down: tuple[Row, ...]
    scheduled: tuple[Row, ...]


def desk_of(session: Session, person: Person, now: datetime) -> Desk:
    """The lists of `person`."""
    mine = or_(Piece.author == person.id, Piece.changed_by == person.id)
    theirs = and_(Piece.author != person.id, Piece.changed_by != person.id)
    waiting = Piece.state == State.WAITING
    seen = _covered(person, Role.AUTHOR, Role.APPROVER)
    ends = and_(seen, pieces.visible(now), Piece.until <= now + SOON)
    begins = and_(seen, Piece.shown.is_not(None), Piece.ended_at.is_(None), Piece.publish_at > now)
    return Desk(
        to_approve=_rows(session, and_(waiting, theirs, _covered(person, Role.APPROVER)), Piece.submitted_at),
        sent_back=_rows(session, and_(seen, mine, Piece.state == State.SENT_BACK), Piece.decided_at),
        drafts=_rows(session, and_(seen, mine, Piece.state == State.DRAFT), Piece.changed_at.desc()),
        handed_in=_rows(session, and_(seen, waiting, mine), Piece.submitted_at),
        coming_down=_rows(session, ends, Piece.until),
        scheduled=_rows(session, begins, Piece.publish_at),
    )


@dataclass(frozen=True, slots=True)
class Sought:
    """Which pieces a list is to show; None: all."""

    kind: Kind | None = None
    state: State | None = None
    partnership: str | None = None


def all_of(session: Session, person: Person, sought: Sought) -> tuple[Row, ...]:
    """Everything of the partnerships that `person` works for, what was changed last first."""
    wanted = [_covered(person, Role.AUTHOR, Role.APPROVER)]
    if sought.kind is not None:
        wanted.append(Piece.kind == sought.kind)
    if sought.state is not None:
        wanted.append(Piece.state == sought.state)
    if sought.partnership is not None:
        wanted.append(Piece.partnership == sought.partnership)
    return _rows(session, and_(*wanted), Piece.changed_at.desc())


def opened(session: Session, person: Person, piece_id: str, *, writing: bool = False) -> Piece:
    """A piece that `person` may read. Raises Gone, Denied."""
    piece = pieces.find(session, piece_id, writing=writing)
    person.must_work_for(piece.partnership)
    return piece


@dataclass(frozen=True, slots=True)
class Dated:
    """A day on the calendar: what `begins` or comes down then."""

    at: datetime
    row: Row
    begins: bool


def calendar(
    session: Session, person: Person, first: datetime, last: datetime, partnership: str | None = None
) -> tuple[Dated, ...]:
    """What is, or was, published or comes down from `first` until before `last`, in order."""
    wanted = [
        _covered(person, Role.AUTHOR, Role.APPROVER),
        Piece.shown.is_not(None),
        Piece.ended_at.is_(None),
    ]
    if partnership is not None:
        wanted.append(Piece.partnership == partnership)
    found: list[Dated] = []
    for column, begins in ((Piece.publish_at, True), (Piece.until, False)):
        inside = and_(*wanted, column >= first, column < last)
        for row in _rows(session, inside, column):
            at = row.piece.publish_at if begins else row.piece.until
            if at is not None:
                found.append(Dated(at, row, begins))
    return tuple(sorted(found, key=lambda dated: (dated.at, dated.row.piece.id)))


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of a piece's history: when, who (their name), what, and the reason where one was given."""

    number: int
    at: datetime
    who: str
    act: str
    why: str


def history(session: Session, piece: Piece) -> tuple[Act, ...]:
    """What the audit says of a piece, the latest first. Reasons are gone once the piece is erased."""
    entries = session.scalars(
        select(Entry).where(Entry.subject == piece.subject).order_by(Entry.number.desc()).limit(_MOST)
    ).all()
    names = accounts.names_of(session, frozenset(entry.actor for entry in entries))
    return tuple(
        Act(entry.number, entry.at, names[entry.actor], entry.act, _why(session, entry)) for entry in entries
    )


def _why(session: Session, entry: Entry) -> str:
    said = keys.unseal(session, entry.subject, entry.sealed) or {}
    return str(said.get("why", ""))


def _covered(person: Person, *roles: Role) -> ColumnElement[bool]:
    """Pieces of the partnerships that one of `roles` is granted for."""
    codes = person.partnerships(*roles)
    return true() if EVERYWHERE in codes else Piece.partnership.in_(sorted(codes))


def _rows(session: Session, wanted: ColumnElement[bool], order: object) -> tuple[Row, ...]:
    asked = select(Piece).where(wanted).order_by(order, Piece.id).limit(_MOST)  # type: ignore[arg-type]  # a column, or one turned round
    found = pieces.ready_to_read(session, session.scalars(asked))
    names = accounts.names_of(session, frozenset(_ids(found)))
    return tuple(
        Row(piece, pieces.content_of(session, piece), names.get(_other(piece), "")) for piece in found
    )


def _ids(found: Iterable[Piece]) -> Iterable[str]:
    return (_other(piece) for piece in found)


def _other(piece: Piece) -> str:
    """The colleague that a list names: who sent it back, else who wrote it."""
    return piece.approver if piece.state is State.SENT_BACK and piece.approver else piece.author
