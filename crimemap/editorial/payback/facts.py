"""What stands in clear of a project that was published: what totals need, and nothing that anybody wrote.

A project whose last day has passed has no page any more, and its hours were worked all the same: it stays in the
totals. One that was taken down does not: something was wrong with it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial.database import Base
from crimemap.editorial.payback.project import Project, Stage
from crimemap.editorial.pieces import Piece, visible


class ProjectFacts(Base):
    """One published project. `ended` and `year` are wanting while it is not over; `hours` are then those so far."""

    __tablename__ = "project_facts"

    piece: Mapped[str] = mapped_column(ForeignKey("piece.id"), primary_key=True)
    ward: Mapped[str] = mapped_column(index=True)
    ward_name: Mapped[str]
    stage: Mapped[Stage]
    hours: Mapped[int]
    year: Mapped[int | None]
    planned: Mapped[date | None]
    started: Mapped[date | None]
    ended: Mapped[date | None]
    vests: Mapped[bool]
    nomination: Mapped[str | None] = mapped_column(index=True)


def write(session: Session, piece: Piece, project: Project) -> None:
    """When it is approved. The gate has seen that nothing is wanting."""
    row = session.get(ProjectFacts, piece.id)
    if row is None:
        row = ProjectFacts(piece=piece.id)
        session.add(row)
    row.stage = project.stage or Stage.TO_COME
    row.ward, row.ward_name = project.ward, project.ward_name
    row.planned, row.started = project.planned, project.started
    row.ended = project.ended if project.is_over else None
    row.year = row.ended.year if row.ended else None
    row.hours = (project.hours or 0) if row.stage is not Stage.TO_COME else 0
    row.vests = bool(project.vests)
    row.nomination = project.nomination or None
    session.flush()


def remove(session: Session, piece: Piece) -> None:
    """When it is taken down."""
    if (row := session.get(ProjectFacts, piece.id)) is not None:
        session.delete(row)


def read(
    session: Session,
    now: datetime,
    *,
    partnership: str | None = None,
    wards: Collection[str] | None = None,
    only_shown: bool = False,
) -> Sequence[tuple[Piece, ProjectFacts]]:
    """Every project that visitors see or have seen, newest piece last; with `only_shown`, those with a page now."""
    asked = (
        select(Piece, ProjectFacts)
        .join(ProjectFacts, ProjectFacts.piece == Piece.id)
        .where(visible(now) if only_shown else _counts(now))
        .order_by(Piece.publish_at, Piece.id)
    )
    if partnership is not None:
        asked = asked.where(Piece.partnership == partnership)
    if wards is not None:
        asked = asked.where(ProjectFacts.ward.in_(sorted(wards)))
    return [(piece, facts) for piece, facts in session.execute(asked)]


def _counts(now: datetime) -> ColumnElement[bool]:
    return Piece.shown.is_not(None) & Piece.ended_at.is_(None) & (Piece.publish_at <= now)
