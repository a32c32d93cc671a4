"""Stories that visitors read: what a list and a filter need stands in clear, the rest is sealed with the piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Row, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import pieces
from crimemap.editorial.database import Base
from crimemap.editorial.pieces import Gone, Kind, Piece, Publication, Rules, Trouble
from crimemap.editorial.stories import gate
from crimemap.editorial.stories.content import Story
from crimemap.language import gettext as _


class StoryFacts(Base):
    """Whether a story that was approved is a success, and the approaches that it is filed under."""

    __tablename__ = "story_facts"

    piece_id: Mapped[str] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"), primary_key=True)
    is_success: Mapped[bool]
    approaches: Mapped[list[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as visitors read it."""

    piece: Piece
    story: Story
    is_success: bool

    @property
    def id(self) -> str:
        return self.piece.id

    @property
    def at(self) -> datetime:
        """Since when it is seen."""
        return self.piece.publish_at or self.piece.made_at


def recent(session: Session, partnership: str | None, now: datetime, most: int) -> tuple[Shown, ...]:
    """The latest that visitors see, of one partnership or of all."""
    return _opened(session, session.execute(_asked(partnership, now).limit(most)))


def listed(
    session: Session, now: datetime, *, partnership: str | None = None, approach: str | None = None
) -> tuple[Shown, ...]:
    """Every story that visitors see, the latest first."""
    rows = session.execute(_asked(partnership, now))
    return _opened(session, (row for row in rows if approach is None or approach in row[1].approaches))


def _asked(partnership: str | None, now: datetime) -> Select[Piece, StoryFacts]:
    asked = (
        select(Piece, StoryFacts)
        .join(StoryFacts, StoryFacts.piece_id == Piece.id)
        .where(Piece.kind == Kind.STORY, pieces.visible(now))
        .order_by(Piece.publish_at.desc(), Piece.id)
    )
    return asked if partnership is None else asked.where(Piece.partnership == partnership)


def _opened(session: Session, found: Iterable[Row[Piece, StoryFacts]]) -> tuple[Shown, ...]:
    rows = [(piece, facts) for piece, facts in found]
    pieces.ready_to_read(session, (piece for piece, _facts in rows))
    told = ((piece, pieces.shown_of(session, piece), facts.is_success) for piece, facts in rows)
    return tuple(Shown(piece, story, success) for piece, story, success in told if isinstance(story, Story))


def found(session: Session, piece_id: str, now: datetime) -> Shown:
    """One that visitors see. Raises Gone; `Piece.was_public` says whether it once was."""
    piece = pieces.find(session, piece_id, kind=Kind.STORY)
    facts = session.get(StoryFacts, piece_id)
    story = pieces.shown_of(session, piece) if piece.is_visible(now) else None
    if facts is None or not isinstance(story, Story):
        raise Gone(_("There is nothing at this address."))
    return Shown(piece, story, facts.is_success)


def _check(_session: Session, _piece: Piece, story: Story, _now: datetime) -> tuple[Trouble, ...]:
    return gate.troubles(story)


def _approved(session: Session, piece: Piece, story: Story, _now: datetime) -> Publication:
    facts = session.get(StoryFacts, piece.id)
    if facts is None:
        facts = StoryFacts(piece_id=piece.id, is_success=False, approaches=[])
        session.add(facts)
    facts.is_success, facts.approaches = gate.is_success(story), list(story.approaches)
    return Publication()


def _ended(session: Session, piece: Piece, _now: datetime) -> None:
    facts = session.get(StoryFacts, piece.id)
    if facts is not None:
        session.delete(facts)


pieces.register(Rules(Kind.STORY, Story, _check, _approved, _ended))
