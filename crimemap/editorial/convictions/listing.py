"""Which cases visitors see now, without their names: for lists, area pages and counts. Nothing here may hold a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crimemap.editorial import pieces
from crimemap.editorial.convictions.content import TOWN, WHOLE_PARTNERSHIP, Conviction
from crimemap.editorial.convictions.facts import Fact
from crimemap.editorial.convictions.gate import LONDON
from crimemap.editorial.convictions.reading import read_day
from crimemap.editorial.convictions.told import sentence_told
from crimemap.editorial.pieces import Kind, Piece, ready_to_read, shown_of, visible
from crimemap.editorial.rules import Verdict, offences
from crimemap.terms import Month


@dataclass(frozen=True, slots=True)
class Listed:
    """One case as lists show it: made of choices, dates and the court's and place's names; of no free text.

    `ward` is its code, or None where the person is said to be from a town or from the partnership. `last_day` is the
    last day on which it is shown.
    """

    id: str
    partnership: str
    group: str
    offence: str
    sentence: str
    court: str
    place: str
    ward: str | None
    convicted: date
    published_at: datetime
    until: datetime

    @property
    def month(self) -> Month:
        """Of the conviction."""
        return Month(self.convicted.year, self.convicted.month)

    @property
    def last_day(self) -> date:
        """The last whole day on which it is shown."""
        return last_day(self.until)


@dataclass(frozen=True, slots=True)
class Correction:
    """A conviction that fell after it was published here: what is said in its place, without a name."""

    id: str
    partnership: str
    published_at: datetime
    quashed_at: datetime
    until: datetime


def last_day(until: datetime) -> date:
    """The last day that ends before `until`, in London."""
    return (until.astimezone(LONDON) - timedelta(microseconds=1)).date()


def listed(
    session: Session, now: datetime, *, partnership: str | None = None, group: str | None = None,
    month: Month | None = None,
) -> tuple[Listed, ...]:  # fmt: skip
    """Every case that stands now and fits, the latest published first."""
    found = (
        one for piece in _visible(session, now, partnership) if (one := _told(session, piece)) is not None
    )
    return tuple(
        one for one in found if group in {None, one.group} and month in {None, one.month}
    )  # fmt: skip


def corrections(session: Session, now: datetime, partnership: str | None = None) -> tuple[Correction, ...]:
    """Corrections that stand now, the latest first."""
    query = select(Fact).where(Fact.corrected_until > now).order_by(Fact.down_at.desc(), Fact.id)
    found = (correction_of(fact, now) for fact in session.scalars(query))
    return tuple(one for one in found if one is not None and partnership in {None, one.partnership})


def correction_of(fact: Fact | None, now: datetime) -> Correction | None:
    """What is said where a case was that fell; None where nothing is (any more)."""
    if fact is None or fact.corrected_until is None or now >= fact.corrected_until:
        return None
    if fact.published_at is None or fact.down_at is None:
        return None
    return Correction(fact.id, fact.partnership, fact.published_at, fact.down_at, fact.corrected_until)


def next_change(session: Session, now: datetime) -> datetime | None:
    """The first instant at which the clock alone changes a list: pieces.next_change, and corrections that end."""
    ends = session.scalar(select(func.min(Fact.corrected_until)).where(Fact.corrected_until > now))
    known: Iterable[datetime | None] = (pieces.next_change(session, now), ends)
    return min((instant for instant in known if instant is not None), default=None)


def was_named(session: Session, piece_id: str, now: datetime) -> bool:
    """Whether a case was published at this address once: it answers 410 from then on."""
    fact = session.get(Fact, piece_id)
    return (
        fact is not None
        and fact.verdict is Verdict.NAMED
        and fact.published_at is not None
        and fact.published_at <= (fact.down_at or now)
    )


def _visible(session: Session, now: datetime, partnership: str | None) -> Iterable[Piece]:
    query = select(Piece).where(visible(now), Piece.kind == Kind.CONVICTION)
    if partnership is not None:
        query = query.where(Piece.partnership == partnership)
    return ready_to_read(session, session.scalars(query.order_by(Piece.publish_at.desc(), Piece.id)))


def _told(session: Session, piece: Piece) -> Listed | None:
    content = shown_of(session, piece)
    return told(piece, content) if isinstance(content, Conviction) else None


def told(piece: Piece, content: Conviction) -> Listed | None:
    """A case as lists show it, from what visitors read of it."""
    offence, convicted = offences().get(content.offence), read_day(content.conviction_date)
    if offence is None or convicted is None or piece.publish_at is None or piece.until is None:
        return None
    return Listed(
        id=piece.id,
        partnership=piece.partnership,
        group=offence.group,
        offence=offence.name,
        sentence=sentence_told(content),
        court=content.court_name.strip(),
        place=content.place_name.strip(),
        ward=None if content.place in {TOWN, WHOLE_PARTNERSHIP} else content.place,
        convicted=convicted,
        published_at=piece.publish_at,
        until=piece.until,
    )
