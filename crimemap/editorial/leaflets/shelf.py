"""The leaflet that residents of an area get: the one that was approved last, until its last day is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crimemap.editorial import pieces, retention
from crimemap.editorial.database import held
from crimemap.editorial.leaflets import gate
from crimemap.editorial.leaflets.content import Leaflet
from crimemap.editorial.leaflets.facts import LeafletFacts
from crimemap.editorial.pieces import Kind, Piece, Publication, Rules

_EDITION: int = 4
"""Letters of a piece's id that tell its leaflet from another of the same area and month."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A leaflet and the piece that it was written in. `last_day`: of display, as the sheet says it."""

    piece: Piece
    leaflet: Leaflet
    last_day: date

    @property
    def until(self) -> datetime | None:
        """The instant from which residents get the usual one again."""
        return self.piece.until

    def as_choice(self) -> dict[str, Any]:
        """The fields of `crimemap.leaflets.Choice` by name."""
        return self.leaflet.as_choice(last_day=self.last_day, edition=self.piece.id[:_EDITION].upper())


def current(session: Session, area: str, now: datetime) -> Composed | None:
    """What residents of the area with this code get at `now`; None where nobody composed any."""
    asked = (
        select(Piece)
        .join(LeafletFacts, LeafletFacts.piece_id == Piece.id)
        .where(Piece.kind == Kind.LEAFLET, LeafletFacts.area == area, pieces.visible(now))
        .order_by(Piece.publish_at.desc(), Piece.id)
        .limit(1)
    )
    piece = session.scalars(asked).first()
    leaflet = pieces.shown_of(session, piece) if piece is not None else None
    if piece is None or not isinstance(leaflet, Leaflet):
        return None
    return composed(piece, leaflet, now)


def composed(piece: Piece, leaflet: Leaflet, now: datetime) -> Composed:
    """`leaflet` as it would be, or is, of this piece: also of a draft, for its preview."""
    return Composed(piece, leaflet, gate.last_day(leaflet, gate.first_day(piece, now)))


def _approved(session: Session, piece: Piece, leaflet: Leaflet, now: datetime) -> Publication:
    held(session, LeafletFacts, piece.id, area=leaflet.area).area = leaflet.area
    over = composed(piece, leaflet, now).last_day + timedelta(days=1)
    return Publication(until=datetime.combine(over, time(), now.tzinfo))


def _ended(_session: Session, _piece: Piece, _now: datetime) -> None:
    """`current` asks who is visible; the row says nothing of a person."""


def _due(session: Session, now: datetime) -> Iterable[str]:
    over = now - retention.term("leaflets")
    asked = select(Piece).where(
        Piece.kind == Kind.LEAFLET, Piece.shown.is_not(None), or_(Piece.until <= over, Piece.ended_at <= over)
    )
    return [piece.subject for piece in session.scalars(asked)]


pieces.register(Rules(Kind.LEAFLET, Leaflet, gate.check, _approved, _ended))
retention.register("leaflets", _due, retention.blank_piece)
