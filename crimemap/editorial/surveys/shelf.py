"""Survey results that people published: what visitors may see at a moment, and the list of what was published when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, and_, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import pieces
from crimemap.editorial.database import Base, Bilingual
from crimemap.editorial.pieces import Gone, Kind, Piece, Publication, Rules
from crimemap.editorial.surveys import announcing, files, gate
from crimemap.editorial.surveys.content import Survey
from crimemap.editorial.surveys.understanding import understand
from crimemap.language import gettext as _
from crimemap.survey import Result
from crimemap.survey.rows import Asking


class SurveyWithdrawal(Base):
    """What visitors are told of results that were public and were taken down."""

    __tablename__ = "survey_withdrawal"

    piece_id: Mapped[str] = mapped_column(ForeignKey("piece.id", ondelete="CASCADE"), primary_key=True)
    said: Mapped[Bilingual]


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload that visitors may see, since `at`. `name` is how a book calls it."""

    id: str
    at: datetime
    title: Bilingual
    note: Bilingual
    results: tuple[Result, ...]
    sha256: str

    @property
    def name(self) -> str:
        return f"upload {self.id}"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Since when it is shown no more, and what visitors are told; nothing where nobody wrote anything for them."""

    at: datetime
    said: Bilingual


@dataclass(frozen=True, slots=True)
class Published:
    """One line of the list of releases. `unannounced`: why its day was not announced, where that was said.

    `corrected`: id and instant of each later upload that gives any of the same figures anew.
    """

    id: str
    partnership: str
    title: Bilingual
    note: Bilingual
    at: datetime
    sha256: str
    size: int
    unannounced: Bilingual
    withdrawn: Withdrawal | None
    corrected: tuple[tuple[str, datetime], ...]


def shown(session: Session, now: datetime) -> tuple[Upload, ...]:
    """What visitors may see at `now`, in the order of publication: of the same figure the last one counts."""
    asked = (
        select(Piece)
        .where(Piece.kind == Kind.SURVEY, pieces.visible(now))
        .order_by(Piece.publish_at, Piece.id)
    )
    found = pieces.ready_to_read(session, session.scalars(asked))
    return tuple(filter(None, (_upload(session, piece) for piece in found)))


def next_change(session: Session, now: datetime) -> datetime | None:
    """The first instant after `now` at which the clock alone shows more of them."""
    alive = and_(Piece.shown.is_not(None), Piece.ended_at.is_(None), Piece.held_at.is_(None))
    asked = select(func.min(Piece.publish_at)).where(Piece.kind == Kind.SURVEY, alive, Piece.publish_at > now)
    return session.scalar(asked)


def published(session: Session, now: datetime) -> tuple[Published, ...]:
    """All that was ever public until `now`, the latest first, also what was withdrawn since."""
    asked = select(Piece).where(Piece.kind == Kind.SURVEY, Piece.shown.is_not(None), Piece.publish_at <= now)
    found = [
        piece
        for piece in pieces.ready_to_read(
            session, session.scalars(asked.order_by(Piece.publish_at, Piece.id))
        )
        if piece.is_visible(now) or piece.was_public(now)
    ]
    covered = {one.id: {row.asking for row in one.results} for one in shown(session, now)}
    lines = [_line(session, piece, found[number + 1 :], covered) for number, piece in enumerate(found)]
    return tuple(line for line in reversed(lines) if line is not None)


def file_of(session: Session, piece_id: str, now: datetime) -> bytes:
    """The file as published. Raises Gone; `Piece.was_public` says whether there once was one."""
    piece = pieces.find(session, piece_id, kind=Kind.SURVEY)
    content = pieces.shown_of(session, piece) if piece.is_visible(now) else None
    data = files.bytes_of(session, piece, content) if isinstance(content, Survey) else None
    if data is None:
        raise Gone(_("There is nothing at this address."))
    return data


def _upload(session: Session, piece: Piece) -> Upload | None:
    content = pieces.shown_of(session, piece)
    data = files.bytes_of(session, piece, content) if isinstance(content, Survey) else None
    if not isinstance(content, Survey) or data is None or piece.publish_at is None:
        return None
    results = understand(data, piece.partnership).results
    return Upload(piece.id, piece.publish_at, content.title, content.note, results, content.sha256)


def _line(
    session: Session, piece: Piece, later: Iterable[Piece], covered: dict[str, set[Asking]]
) -> Published | None:
    content = pieces.shown_of(session, piece)
    if not isinstance(content, Survey) or piece.publish_at is None:
        return None
    own = covered.get(piece.id, set())
    return Published(
        id=piece.id, partnership=piece.partnership, title=content.title, note=content.note, at=piece.publish_at,
        sha256=content.sha256, size=content.size, unannounced=content.reason, withdrawn=_withdrawal(session, piece),
        corrected=tuple(
            (other.id, other.publish_at)
            for other in later
            if other.publish_at is not None and own & covered.get(other.id, set())
        ),
    )  # fmt: skip


def _withdrawal(session: Session, piece: Piece) -> Withdrawal | None:
    at = min((instant for instant in (piece.ended_at, piece.held_at) if instant is not None), default=None)
    if at is None:
        return None
    told = session.get(SurveyWithdrawal, piece.id)
    return Withdrawal(at, told.said if told is not None else Bilingual())


def _approved(session: Session, piece: Piece, content: Survey, now: datetime) -> Publication:
    """No day comes on which figures come down by themselves."""
    announcing.account_for(session, piece, content, now)
    files.keep_only(session, piece, {content.file})
    return Publication()


def _ended(_session: Session, _piece: Piece, _now: datetime) -> None:
    """The file stays for as long as data/retention.yaml says."""


pieces.register(Rules(Kind.SURVEY, Survey, gate.check, _approved, _ended))
