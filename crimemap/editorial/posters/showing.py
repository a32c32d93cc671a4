"""Whether a poster may hang at a moment, asked anew each time: never longer than its case, never without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import convictions, pieces
from crimemap.editorial.convictions import Conviction
from crimemap.editorial.pieces import Gone, Kind, Piece
from crimemap.editorial.posters.content import Poster
from crimemap.editorial.posters.facts import PosterFacts
from crimemap.language import gettext as _


@dataclass(frozen=True, slots=True)
class Case:
    """A conviction that visitors can read with its name at this moment, until `until`."""

    piece: Piece
    content: Conviction
    until: datetime

    @property
    def last_day(self) -> date:
        """The last whole day on which it is shown."""
        return convictions.last_day(self.until)


@dataclass(frozen=True, slots=True)
class Hanging:
    """A poster that may hang now. `until`: its own day, or the case's where that comes first."""

    piece: Piece
    poster: Poster
    case: Case
    until: datetime

    @property
    def last_day(self) -> date:
        """What stands on it: display until the end of this day."""
        return convictions.last_day(self.until)


def case_of(session: Session, case_id: str, now: datetime) -> Case | None:
    """The case, where it is public with its name now; None otherwise, and where there is none."""
    piece = session.get(Piece, case_id) if case_id else None
    if piece is None or piece.kind is not Kind.CONVICTION or not piece.is_visible(now):
        return None
    content = pieces.shown_of(session, piece)
    if not isinstance(content, Conviction) or not content.name.strip() or piece.until is None:
        return None
    return Case(piece, content, piece.until)


def hanging(session: Session, piece: Piece, now: datetime) -> Hanging:
    """The poster as it was approved. Raises Gone where it may not hang (any more): not for one minute without a case
    that is public with its name."""
    poster = pieces.shown_of(session, piece) if piece.is_visible(now) else None
    case = case_of(session, poster.case, now) if isinstance(poster, Poster) else None
    if not isinstance(poster, Poster) or case is None or case.piece.partnership != piece.partnership:
        raise Gone(
            _("This poster may not hang now: its case is not public with its name, or its day is over.")
        )
    return Hanging(piece, poster, case, min(case.until, piece.until or case.until))


def of_case(session: Session, case_id: str) -> tuple[tuple[Piece, Poster], ...]:
    """Every poster of a case that was approved and not taken down, whatever became of the case: paper may hang."""
    asked = (
        select(Piece)
        .join(PosterFacts, PosterFacts.piece_id == Piece.id)
        .where(PosterFacts.case_id == case_id, Piece.shown.is_not(None), Piece.ended_at.is_(None))
        .order_by(Piece.publish_at, Piece.id)
    )
    opened = ((piece, pieces.shown_of(session, piece)) for piece in session.scalars(asked).all())
    return tuple((piece, poster) for piece, poster in opened if isinstance(poster, Poster))


def removal_of(poster: Poster, case: Case) -> datetime | None:
    """The instant from which it may not hang: the day after its last; None where no day was chosen. Never later than
    the case's own (rule C1)."""
    if poster.until is None:
        return None
    return min(convictions.first_moment(poster.until + timedelta(days=1)), case.until)
