"""Posters as a kind of piece, and what happens to them with their case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, letters, pieces, retention
from crimemap.editorial.database import held
from crimemap.editorial.people import Person
from crimemap.editorial.pieces import Gone, Kind, Piece, Publication, Rules
from crimemap.editorial.posters import gate
from crimemap.editorial.posters.content import Poster
from crimemap.editorial.posters.facts import PosterFacts
from crimemap.editorial.posters.showing import Hanging, case_of, hanging, of_case, removal_of
from crimemap.language import gettext as _


def printing(session: Session, person: Person, piece_id: str, size: str, *, now: datetime) -> Hanging:
    """The poster, to be printed: who printed it, how large and when is written down. Raises Gone, Denied."""
    piece = pieces.find(session, piece_id, kind=Kind.POSTER, writing=True)
    person.must_work_for(piece.partnership)
    found = hanging(session, piece, now)
    audit.record(
        session, person.id, "poster printed", piece.subject, now=now, partnership=piece.partnership,
        said={"size": size, "until": str(found.until)},
    )  # fmt: skip
    return found


def _approved(session: Session, piece: Piece, poster: Poster, now: datetime) -> Publication:
    case = case_of(session, poster.case, now)
    until = removal_of(poster, case) if case is not None else None
    if until is None:  # the gate has just said otherwise
        raise Gone(_("There is nothing at this address."))
    held(session, PosterFacts, piece.id, case_id=poster.case).case_id = poster.case
    return Publication(until=until)


def _ended(_session: Session, _piece: Piece, _now: datetime) -> None:
    """What was decided stays for as long as data/retention.yaml says: it names nobody."""


def _case_hidden(session: Session, case: Piece, now: datetime) -> None:
    """The case is hidden, taken down or comes down earlier: whoever hung its posters is told to take the paper away."""
    for piece, _poster in of_case(session, case.id):
        letters.poster_off(session, piece, now)


def _due(session: Session, now: datetime) -> Iterable[str]:
    over = now - retention.term("posters")
    down = or_(Piece.until <= over, Piece.ended_at <= over)
    asked = select(Piece).where(Piece.kind == Kind.POSTER, Piece.shown.is_not(None), down)
    return [piece.subject for piece in session.scalars(asked)]


pieces.register(Rules(Kind.POSTER, Poster, gate.check, _approved, _ended))
pieces.when_hidden(Kind.CONVICTION, _case_hidden)
retention.register("posters", _due, retention.blank_piece)
