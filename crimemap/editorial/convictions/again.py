"""One conviction, one time of publication: a second record of the same person and day cannot make it longer (C1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial.convictions.content import Conviction
from crimemap.editorial.convictions.facts import Fact
from crimemap.editorial.convictions.gate import today
from crimemap.editorial.convictions.lines import words_of
from crimemap.editorial.convictions.reading import read_day
from crimemap.editorial.pieces import Piece, shown_of
from crimemap.editorial.rules import Verdict


@dataclass(frozen=True, slots=True)
class Before:
    """Another record of the same person's conviction of the same day, and the day on which it came or comes out."""

    piece: Piece
    out_on: date

    def is_to_come(self, now: datetime) -> bool:
        """Whether nobody has seen it yet."""
        return self.piece.publish_at is None or self.piece.publish_at > now


def others(session: Session, piece: Piece, content: Conviction) -> tuple[Before, ...]:
    """Records of any partnership that were shown, are shown or will be, the first to come out first.

    Names are compared by their words, so that a middle name or another order of them is the same person. What has
    been erased (retention.yaml) is not found.
    """
    convicted = read_day(content.conviction_date)
    if convicted is None or not words_of(content.name):
        return ()
    found = (
        Before(other, today(other.publish_at))
        for other in _of_month(session, piece, convicted)
        if other.publish_at is not None and _is_same(session, other, content, convicted)
    )
    return tuple(sorted(found, key=lambda one: one.out_on))


def _of_month(session: Session, piece: Piece, convicted: date) -> Iterator[Piece]:
    """Sealed records of cases that came out by name, or will, of convictions in that month."""
    asked = (
        select(Piece, Fact)
        .join(Fact, Fact.id == Piece.id)
        .where(Fact.verdict == Verdict.NAMED, Fact.convicted == f"{convicted:%Y-%m}", Piece.id != piece.id)
        .where(Piece.shown.is_not(None), Piece.publish_at.is_not(None))
    )
    for other, fact in session.execute(asked):
        if fact.down_at is None or fact.published_at is None or fact.published_at <= fact.down_at:
            yield other


def _is_same(session: Session, other: Piece, content: Conviction, convicted: date) -> bool:
    shown = shown_of(session, other)
    if not isinstance(shown, Conviction) or read_day(shown.conviction_date) != convicted:
        return False
    theirs, ours = words_of(shown.name), words_of(content.name)
    return bool(theirs) and (theirs <= ours or ours <= theirs)
