"""Taking down results that were public: at once, by one person, and visitors are told."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from crimemap.editorial import pieces, publishing
from crimemap.editorial.database import Bilingual, held
from crimemap.editorial.people import Person
from crimemap.editorial.pieces import Kind, Piece, Refused, Trouble
from crimemap.editorial.surveys import gate
from crimemap.editorial.surveys.shelf import SurveyWithdrawal
from crimemap.language import gettext as _

LONGEST: Final = 300
"""Letters of what visitors are told. [choose]"""


def withdraw(session: Session, person: Person, piece_id: str, said: Bilingual, *, now: datetime) -> Piece:
    """Take it down; `said` stands in its place in the list of releases. Twice is once. Raises Refused.

    What was never public is closed, and `said` is then a reason for colleagues alone: it may tell a figure that nobody
    may know yet.
    """
    piece = pieces.find(session, piece_id, kind=Kind.SURVEY, writing=True)
    person.must_work_for(piece.partnership)
    if piece.ended_at is not None:
        return piece
    was_seen = piece.is_visible(now) or piece.was_public(now)
    if found := _troubles(said) if was_seen else ():
        raise Refused(found)
    publishing.end(session, person, piece_id, said.said("en"), now=now)
    if was_seen:
        held(session, SurveyWithdrawal, piece.id, said=said)
        session.flush()
    return piece


def _troubles(said: Bilingual) -> tuple[Trouble, ...]:
    if not said:
        return (Trouble("said_en", _("Say why: visitors read it.")),)
    both = (("said_en", said.en), ("said_cy", said.cy))
    return tuple(trouble for name, text in both for trouble in gate.text_troubles(name, text, LONGEST))
