"""What was published of partnerships and when, for feeds: decisions, good news, finished Community Payback.

No name is in it: a conviction is in no feed (rules C12 and C14), and every text here has passed its gate.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import pieces, stories
from crimemap.editorial.meetings.records import RecordFacts
from crimemap.editorial.payback import facts
from crimemap.editorial.payback.project import Project, Stage
from crimemap.editorial.pieces import Kind, Piece, State
from crimemap.editorial.stories import Shown as Story


@dataclass(frozen=True, slots=True)
class Instants:
    """Since when visitors read something, and when what they read was last approved."""

    at: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """A Community Payback project that is over and has a page."""

    id: str
    partnership: str
    project: Project
    hours: int
    instants: Instants


def instants(piece: Piece) -> Instants:
    """Of a piece that is visible. One that was sent back since was not changed for visitors by that."""
    at = piece.publish_at or piece.made_at
    decided = piece.decided_at if piece.state is not State.SENT_BACK else None
    return Instants(at, max(at, decided or at))


def decided(session: Session, now: datetime) -> dict[str, Instants]:
    """When what each meeting decided was published, by the meeting."""
    asked = (
        select(Piece, RecordFacts.meeting)
        .join(RecordFacts, RecordFacts.piece_id == Piece.id)
        .where(Piece.kind == Kind.RECORD, pieces.visible(now))
    )
    return {meeting: instants(piece) for piece, meeting in session.execute(asked)}


def told(session: Session, now: datetime, partnerships: Collection[str], most: int) -> tuple[Story, ...]:
    """The latest good news of each of these partnerships."""
    return tuple(story for code in partnerships for story in stories.recent(session, code, now, most))


def finished(
    session: Session, now: datetime, partnerships: Collection[str], most: int
) -> tuple[Finished, ...]:
    """The last projects of these partnerships that were finished, the latest first."""
    rows = [
        (piece, row.hours)
        for code in partnerships
        for piece, row in facts.read(session, now, partnership=code, only_shown=True)
        if row.stage is Stage.DONE
    ]
    rows = sorted(rows, key=lambda row: (instants(row[0]).changed, row[0].id), reverse=True)[:most]
    pieces.ready_to_read(session, (piece for piece, _hours in rows))
    opened = ((piece, hours, pieces.shown_of(session, piece)) for piece, hours in rows)
    return tuple(
        Finished(piece.id, piece.partnership, project, hours, instants(piece))
        for piece, hours, project in opened
        if isinstance(project, Project)
    )
