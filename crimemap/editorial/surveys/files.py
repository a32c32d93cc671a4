"""The uploaded files, byte for byte as they came, sealed under their piece's key: what was published can be checked.

A file is never changed; another one has another id.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import audit, keys, pieces
from crimemap.editorial.database import Base
from crimemap.editorial.people import Person, Role
from crimemap.editorial.pieces import Piece
from crimemap.editorial.surveys.content import Survey
from crimemap.language import gettext as _
from crimemap.settings import Refusal

MOST_BYTES: Final = 2 * 1024**2
"""Of one file: some eight thousand answers. [choose]"""


class TooLarge(Refusal):
    """More than MOST_BYTES: one sentence."""


class SurveyFile(Base):
    """One file. Nothing in clear but when it came, from whom and with which piece."""

    __tablename__ = "survey_file"

    id: Mapped[str] = mapped_column(primary_key=True)
    piece: Mapped[str] = mapped_column(ForeignKey("piece.id"), index=True)
    sealed: Mapped[bytes]
    made_at: Mapped[datetime]
    made_by: Mapped[str]


def keep(
    session: Session, person: Person, piece: Piece, content: Survey, data: bytes, *, now: datetime
) -> Survey:
    """`content` with this file in it; save that. Files that neither draft nor visitors use any more are deleted.

    Raises TooLarge; Gone where the piece was erased. The same bytes again are no second file.
    """
    person.must(Role.AUTHOR, piece.partnership)
    if len(data) > MOST_BYTES:
        raise TooLarge(_("The file is larger than %(most)s MB.", most=MOST_BYTES // 1024**2))
    digest = hashlib.sha256(data).hexdigest()
    if digest == content.sha256 and session.get(SurveyFile, content.file) is not None:
        return content
    written = (pieces.content_of(session, piece), pieces.shown_of(session, piece))
    keep_only(session, piece, {each.file for each in written if isinstance(each, Survey)})
    sealed = keys.seal_bytes(session, piece.subject, data, now)
    if sealed is None:
        raise pieces.Gone(_("What was written here has been erased."))
    file = SurveyFile(id=secrets.token_hex(8), piece=piece.id, sealed=sealed, made_at=now, made_by=person.id)
    session.add(file)
    session.flush()
    audit.record(
        session, person.id, "survey file put in", piece.subject, now=now, partnership=piece.partnership,
        said={"file": file.id}, personal={"sha256": digest},
    )  # fmt: skip
    return content.model_copy(update={"file": file.id, "sha256": digest, "size": len(data)})


def bytes_of(session: Session, piece: Piece, content: Survey) -> bytes | None:
    """The file that `content` names, as it came; None where there is none, or no more."""
    file = session.get(SurveyFile, content.file) if content.file else None
    if file is None or file.piece != piece.id:
        return None
    return keys.unseal_bytes(session, piece.subject, file.sealed)


def keep_only(session: Session, piece: Piece, used: Collection[str]) -> None:
    """Delete every other file of the piece."""
    for file in session.scalars(select(SurveyFile).where(SurveyFile.piece == piece.id)):
        if file.id not in used:
            session.delete(file)
    session.flush()
