"""What visitors see of projects: one, some, the latest, and all of them added up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crimemap.editorial import pieces
from crimemap.editorial.payback import facts as clear
from crimemap.editorial.payback.facts import ProjectFacts
from crimemap.editorial.payback.photographs import ProjectPhoto
from crimemap.editorial.payback.project import OVER, Project, Role, Stage
from crimemap.editorial.payback.totals import Totals, total
from crimemap.editorial.pieces import Gone, Kind, Piece
from crimemap.language import gettext as _


class Over(Gone):
    """It was shown and no longer is: 410."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of a project. `year` is wanting until it is over; `is_shown`: it has a page of its own now."""

    id: str
    partnership: str
    ward: str
    ward_name: str
    stage: Stage
    year: int | None
    hours: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A project that visitors see, as it was approved."""

    id: str
    partnership: str
    project: Project
    stage: Stage
    hours: int
    year: int | None
    ward: str
    until: datetime | None
    sizes: dict[str, tuple[int, int]]

    def size(self, role: Role) -> tuple[int, int]:
        """Width and height of the photograph of this role."""
        photo = self.project.photo(role)
        return self.sizes.get(photo.id, (4, 3)) if photo else (4, 3)

    @property
    def day(self) -> date | None:
        """The day that a list is ordered by: when it ended, began, or is planned."""
        if self.stage in OVER:
            return self.project.ended
        return self.project.started if self.stage is Stage.RUNNING else self.project.planned


def shown(
    session: Session,
    now: datetime,
    *,
    partnership: str | None = None,
    wards: Collection[str] | None = None,
    year: int | None = None,
    stage: Stage | None = None,
) -> tuple[Shown, ...]:
    """Projects with a page: those running, then those to come, then those that are over, the latest first."""
    rows = clear.read(session, now, partnership=partnership, wards=wards, only_shown=True)
    wanted = [
        (piece, facts)
        for piece, facts in rows
        if (year is None or facts.year == year) and (stage is None or facts.stage is stage)
    ]
    pieces.ready_to_read(session, (piece for piece, _facts in wanted))
    sizes = _sizes(session, [piece.id for piece, _facts in wanted])
    found = (_shown(session, piece, facts, sizes) for piece, facts in wanted)
    return tuple(sorted((each for each in found if each is not None), key=_place_in_list))


def one(session: Session, piece_id: str, now: datetime) -> Shown:
    """Raises Over where it was shown and no longer is, else Gone where there is no such project."""
    piece = pieces.find(session, piece_id, kind=Kind.PROJECT)
    if piece.is_visible(now):
        facts = session.get(ProjectFacts, piece.id)
        found = _shown(session, piece, facts, _sizes(session, [piece.id])) if facts else None
        if found is not None:
            return found
    if piece.was_public(now):
        raise Over(_("This project is no longer shown."))
    raise Gone(_("There is nothing at this address."))


def draft(session: Session, piece: Piece, project: Project) -> Shown:
    """The working copy as if it were shown: for the newsroom's preview."""
    stage = project.stage or Stage.TO_COME
    hours = (project.hours or 0) if stage is not Stage.TO_COME else 0
    sizes = _sizes(session, [piece.id])
    return Shown(
        piece.id, piece.partnership, project, stage, hours, None, project.ward, piece.until, sizes
    )  # fmt: skip


def counted(
    session: Session, now: datetime, *, partnership: str | None = None, wards: Collection[str] | None = None
) -> tuple[Counted, ...]:
    """Every project that is or was shown and was not taken down: what totals are made of."""
    return tuple(
        Counted(
            piece.id, piece.partnership, facts.ward, facts.ward_name, facts.stage, facts.year, facts.hours,
            piece.is_visible(now),
        )
        for piece, facts in clear.read(session, now, partnership=partnership, wards=wards)
    )  # fmt: skip


def totals(session: Session, partnership: str | None, wards: Collection[str] | None, now: datetime) -> Totals:
    """Projects and hours of a partnership, or of some of its wards; of all where both are None."""
    return total(counted(session, now, partnership=partnership, wards=wards))


def of_nominations(session: Session, named: Mapping[str, str | None], now: datetime) -> dict[str, str]:
    """The id of the project that each nomination became, where visitors see it: the one that names the nomination,
    else the one that the nomination names. `named`: what each names, by the nomination's id."""
    wanted = [project for project in named.values() if project]
    asked = (
        select(Piece.id, ProjectFacts.nomination)
        .join(ProjectFacts, ProjectFacts.piece == Piece.id)
        .where(or_(ProjectFacts.nomination.in_(named), Piece.id.in_(wanted)), pieces.visible(now))
        .order_by(Piece.publish_at.desc())
    )
    rows = [(piece, nomination) for piece, nomination in session.execute(asked)]
    seen = {piece for piece, _nomination in rows}
    found = {nomination: project for nomination, project in named.items() if project in seen and project}
    return found | {nomination: piece for piece, nomination in rows if nomination and nomination in named}


def _shown(
    session: Session, piece: Piece, facts: ProjectFacts, sizes: dict[str, tuple[int, int]]
) -> Shown | None:
    project = pieces.shown_of(session, piece)
    if not isinstance(project, Project):
        return None
    return Shown(
        piece.id,
        piece.partnership,
        project,
        facts.stage,
        facts.hours,
        facts.year,
        facts.ward,
        piece.until,
        sizes,
    )


def _sizes(session: Session, ids: list[str]) -> dict[str, tuple[int, int]]:
    asked = select(ProjectPhoto.id, ProjectPhoto.width, ProjectPhoto.height).where(
        ProjectPhoto.piece.in_(ids)
    )
    return {name: (width, height) for name, width, height in session.execute(asked)}


def _place_in_list(each: Shown) -> tuple[int, int, str]:
    day = each.day.toordinal() if each.day else 0
    group = min(tuple(Stage).index(each.stage), 2)  # what is done and what was stopped stand together, by day
    return group, (day if each.stage is Stage.TO_COME else -day), each.id
