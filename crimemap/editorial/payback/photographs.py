"""Photographs of the work, sealed under their project's key. A colleague looks at each before anybody else can.

A person who can be recognised must not be in one: whoever approves confirms that of every photograph, and may not have
brought it. A file is never changed; another one has another address.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import audit, keys, pieces
from crimemap.editorial.database import Base
from crimemap.editorial.people import Denied, Person, Role
from crimemap.editorial.pictures import Picture
from crimemap.editorial.pieces import Kind, Piece, Trouble
from crimemap.language import gettext as _

MOST: Final = 12
"""Files of one project that are kept at a time: a draft's leftovers go when it is approved. [choose]"""


class ProjectPhoto(Base):
    """A file in two sizes. `shown`: visitors may see it while its project is visible."""

    __tablename__ = "project_photo"

    id: Mapped[str] = mapped_column(primary_key=True)
    piece: Mapped[str] = mapped_column(ForeignKey("piece.id"), index=True)
    sealed: Mapped[bytes]
    sealed_small: Mapped[bytes]
    width: Mapped[int]
    height: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str | None]
    shown: Mapped[bool] = mapped_column(default=False)


def keep(session: Session, person: Person, piece: Piece, picture: Picture, *, now: datetime) -> str | None:
    """Keep a picture with a project; its id. None where the project was erased, or brings too many."""
    person.must(Role.AUTHOR, piece.partnership)
    sealed = keys.seal_bytes(session, piece.subject, picture.jpeg, now)
    small = keys.seal_bytes(session, piece.subject, picture.phone, now)
    if sealed is None or small is None or len(of(session, piece)) >= MOST:
        return None
    photo = ProjectPhoto(
        id=secrets.token_hex(16), piece=piece.id, sealed=sealed, sealed_small=small, width=picture.width,
        height=picture.height, made_at=now, made_by=person.id,
    )  # fmt: skip
    session.add(photo)
    session.flush()
    audit.record(
        session, person.id, "photograph put in", piece.subject, now=now, partnership=piece.partnership,
        said={"photograph": photo.id},
    )  # fmt: skip
    return photo.id


def of(session: Session, piece: Piece) -> dict[str, ProjectPhoto]:
    """Every photograph of a project by its id, used or not."""
    rows = session.scalars(select(ProjectPhoto).where(ProjectPhoto.piece == piece.id))
    return {photo.id: photo for photo in rows}


def find(session: Session, photo_id: str) -> tuple[ProjectPhoto, Piece]:
    """A photograph and its project. Raises Gone."""
    photo = session.get(ProjectPhoto, photo_id)
    if photo is None:
        raise pieces.Gone(_("There is nothing at this address."))
    return photo, pieces.find(session, photo.piece, kind=Kind.PROJECT)


def jpeg(session: Session, photo: ProjectPhoto, piece: Piece, *, small: bool = False) -> bytes | None:
    """The file; None once it is erased."""
    return keys.unseal_bytes(session, piece.subject, photo.sealed_small if small else photo.sealed)


def confirm(
    session: Session, person: Person, piece: Piece, ids: Collection[str], *, now: datetime
) -> tuple[ProjectPhoto, ...]:
    """`person` looked at these and can recognise nobody. Raises Denied for one who brought any of them."""
    person.must(Role.APPROVER, piece.partnership)
    held = of(session, piece)
    unseen = tuple(held[name] for name in sorted(ids) if name in held and held[name].checked_at is None)
    if any(photo.made_by == person.id for photo in unseen):
        raise Denied(_("A second person checks photographs: you brought this one."))
    for photo in unseen:
        photo.checked_at, photo.checked_by = now, person.id
        audit.record(
            session,
            person.id,
            "nobody can be recognised",
            piece.subject,
            now=now,
            partnership=piece.partnership,
            said={"photograph": photo.id},
        )
    session.flush()
    return unseen


def unseen(session: Session, piece: Piece, ids: Collection[str]) -> tuple[Trouble, ...]:
    """What stands in the way of showing these: each must have been looked at by a second person."""
    held = of(session, piece)
    waiting = [name for name in ids if name not in held or held[name].checked_at is None]
    if not waiting:
        return ()
    why = _("Look at each photograph and confirm that nobody can be recognised in it.")
    return (Trouble("photos", why),)


def tidy(session: Session, piece: Piece, used: Collection[str]) -> None:
    """Delete what neither the draft uses nor visitors see."""
    for name, photo in of(session, piece).items():
        if name not in used and not photo.shown:
            session.delete(photo)


def show(session: Session, piece: Piece, ids: Collection[str]) -> None:
    """These and no others are shown from now on; what the project no longer uses is deleted."""
    for name, photo in of(session, piece).items():
        photo.shown = name in ids
        if not photo.shown:
            session.delete(photo)


def drop(session: Session, piece: Piece) -> None:
    """Delete every photograph of a project."""
    show(session, piece, ())
