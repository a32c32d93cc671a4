"""A piece: anything that people write and two of them publish. Convictions, projects and stories are kinds of it.

Its working copy goes draft → waiting → approved, or back with a reason. What visitors see is the copy that was
approved (`shown`), from `publish_at` until `until`, unless it was ended: computed from the clock at each request, so
that take-down holds without any job running. All that was written is sealed under the piece's own key; what stands
in clear here says nothing of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Index, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial import keys
from crimemap.editorial.database import Base
from crimemap.language import gettext as _
from crimemap.settings import Refusal


class Kind(StrEnum):
    """What a piece is."""

    CONVICTION = "conviction"
    PROJECT = "project"
    STORY = "story"
    SURVEY = "survey"
    MEETING = "meeting"
    RECORD = "record"
    LEAFLET = "leaflet"
    POSTER = "poster"


class State(StrEnum):
    """Where the working copy is."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT_BACK = "sent back"
    APPROVED = "approved"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Whether its author may still change it."""
        return self in {State.DRAFT, State.SENT_BACK}


class Content(BaseModel):
    """What is written in a piece. Each kind has its own; every answer may be wanting in a draft."""

    # What was typed stands in no message of a fault, and so in no log.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Piece(Base):
    """The envelope of a piece. `content`, `shown` and `remark` are sealed; `version` counts changes.

    `ended_as` says in one word how it ended ("taken down"); why stands in the audit, sealed.
    """

    __tablename__ = "piece"
    __table_args__ = (
        Index("ix_piece_kind_publish_at", "kind", "publish_at"),
        Index("ix_piece_state", "state"),
        Index("ix_piece_author", "author"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    partnership: Mapped[str] = mapped_column(index=True)
    state: Mapped[State]
    version: Mapped[int] = mapped_column(default=1)
    token: Mapped[str] = mapped_column(unique=True)
    content: Mapped[bytes | None]
    author: Mapped[str]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
    writers: Mapped[list[str]]
    submitted_at: Mapped[datetime | None]
    approver: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    remark: Mapped[bytes | None]
    shown: Mapped[bytes | None]
    publish_at: Mapped[datetime | None]
    wanted_at: Mapped[datetime | None]
    until: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[str | None]

    @property
    def subject(self) -> str:
        """As the audit and the key of the record name it."""
        return f"{self.kind}:{self.id}"

    def wrote(self, person: str) -> bool:
        """Whether this person wrote or handed in any of what was not approved before: such a one cannot approve."""
        return person in self.writers

    def is_visible(self, now: datetime) -> bool:
        """Whether visitors see it at `now`."""
        return (
            self.shown is not None
            and self.ended_at is None
            and self.held_at is None
            and self.publish_at is not None
            and self.publish_at <= now
            and (self.until is None or now < self.until)
        )

    def was_public(self, now: datetime) -> bool:
        """Whether it once was seen and is not now: its address answers 410."""
        stopped = min(instant for instant in (self.ended_at, self.held_at, now) if instant is not None)
        return not self.is_visible(now) and self.publish_at is not None and self.publish_at <= stopped


def visible(now: datetime) -> ColumnElement[bool]:
    """`is_visible` as a condition of a query."""
    return and_(
        Piece.shown.is_not(None),
        Piece.ended_at.is_(None),
        Piece.held_at.is_(None),
        Piece.publish_at <= now,
        or_(Piece.until.is_(None), Piece.until > now),
    )


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in the way of publishing: the answer that it is about ("" = the whole), one sentence, the rule."""

    field: str
    why: str
    rule: str = ""
    source: str = ""


class Refused(Refusal):
    """The gate does not let it through."""

    def __init__(self, troubles: tuple[Trouble, ...]) -> None:
        super().__init__(" ".join(trouble.why for trouble in troubles))
        self.troubles = troubles


class Conflict(Refusal):
    """Somebody else changed the piece meanwhile: `theirs` is what stands now; nothing of either is lost."""

    def __init__(self, piece: Piece, theirs: Content) -> None:
        super().__init__(
            _("Somebody else changed this while you were writing. Nothing is lost: compare the two.")
        )
        self.piece = piece
        self.theirs = theirs


class Gone(Refusal):
    """There is no such piece, or it is past the state in which this can be done."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What an approval does: whether visitors get a page, and until when."""

    shown: bool = True
    until: datetime | None = None


C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class Rules(Generic[C]):
    """What is particular to a kind of piece.

    `check` answers what stands in the way, when handed in and again when approved. `approved` writes the kind's own
    rows and says what is published; `ended` tidies up when a piece is taken down or has been over for long.
    """

    kind: Kind
    content: type[C]
    check: Callable[[Session, Piece, C, datetime], tuple[Trouble, ...]]
    approved: Callable[[Session, Piece, C, datetime], Publication]
    ended: Callable[[Session, Piece, datetime], None]


_RULES: Final[dict[Kind, Rules[Any]]] = {}


def register(rules: Rules[Any]) -> None:
    """Make a kind known; each kind's module does so when it is imported (editorial/__init__ imports them all)."""
    _RULES[rules.kind] = rules


def rules_of(kind: Kind) -> Rules[Any]:
    """What is particular to `kind`."""
    return _RULES[kind]


_HIDDEN: Final[dict[Kind, list[Callable[[Session, Piece, datetime], None]]]] = {}


def when_hidden(kind: Kind, call: Callable[[Session, Piece, datetime], None]) -> None:
    """`call` is told of each piece of `kind` that is held, taken down or comes down earlier than was said: what leans
    on it outside the site (paper on a wall) does not know of the clock."""
    _HIDDEN.setdefault(kind, []).append(call)


def hidden(session: Session, piece: Piece, now: datetime) -> None:
    """Tell whoever asked to be told."""
    for call in _HIDDEN.get(piece.kind, ()):
        call(session, piece, now)


def find(session: Session, piece_id: str, *, kind: Kind | None = None, writing: bool = False) -> Piece:
    """Raises Gone."""
    piece = session.get(Piece, piece_id, with_for_update=writing, populate_existing=writing)
    if piece is None or (kind is not None and piece.kind is not kind):
        raise Gone(_("There is nothing at this address."))
    return piece


def content_of(session: Session, piece: Piece) -> Content | None:
    """The working copy; None once it is erased."""
    return _opened(session, piece, piece.content)


def shown_of(session: Session, piece: Piece) -> Content | None:
    """What visitors read; None once it is erased. Ask `is_visible` first."""
    return _opened(session, piece, piece.shown)


def remark_of(session: Session, piece: Piece) -> str:
    """Why it was sent back, as a colleague wrote it; "" where there is nothing, or no more."""
    held = keys.unseal(session, piece.subject, piece.remark)
    return str(held["why"]) if held else ""


def ready_to_read(session: Session, found: Iterable[Piece]) -> list[Piece]:
    """These pieces, their keys read at once: whoever opens many asks the database once for all of them."""
    several = list(found)
    keys.at_hand(session, [piece.subject for piece in several])
    return several


def next_change(session: Session, now: datetime) -> datetime | None:
    """The first instant after `now` at which the clock alone shows or hides a piece."""
    alive = and_(Piece.shown.is_not(None), Piece.ended_at.is_(None), Piece.held_at.is_(None))
    starts = session.scalar(select(func.min(Piece.publish_at)).where(alive, Piece.publish_at > now))
    ends = session.scalar(select(func.min(Piece.until)).where(alive, Piece.until > now))
    return min((instant for instant in (starts, ends) if instant is not None), default=None)


def troubles(session: Session, piece: Piece, now: datetime) -> tuple[Trouble, ...]:
    """What would stand in the way if it were handed in now: for the page of the draft."""
    content = content_of(session, piece)
    return () if content is None else rules_of(piece.kind).check(session, piece, content, now)


def _opened(session: Session, piece: Piece, sealed: bytes | None) -> Content | None:
    said = keys.unseal(session, piece.subject, sealed)
    found: Content | None = None if said is None else rules_of(piece.kind).content.model_validate(said)
    return found
