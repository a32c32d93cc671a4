"""A nomination and what belongs to it: what the public may read in clear, what a person said and who they are sealed.

`Nomination` holds nothing that a visitor typed: its texts are written by staff. What was typed, and how to reach the
person, is in `Said`, sealed under the nomination's key; so are its photographs.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Mapped, mapped_column

from crimemap.editorial.database import Base, Bilingual


class State(StrEnum):
    """How far a nomination is. REMOVED: no nomination at all (spam, abuse, withdrawn by the person)."""

    RECEIVED = "received"
    CHECKED = "checked"
    SCORED = "scored"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    DONE = "done"
    REMOVED = "removed"


class Removal(StrEnum):
    """Why a record is taken away: words of staff could name a person, so there are none."""

    SPAM = "spam"
    ABUSE = "abuse"
    TAKEN_BACK = "taken back"
    TWICE = "twice"


WAITING: Final = frozenset({State.RECEIVED, State.CHECKED, State.SCORED})
"""Not decided yet."""

OVER: Final = frozenset({State.DECLINED, State.DONE, State.REMOVED})
"""Nothing more will be done."""


class Typed(BaseModel):
    """What a person asks for, in the words they typed; read by staff, never published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    place: str
    work: str
    benefit: str
    access: str
    toilets: str
    toilets_where: str = ""
    owner: str
    permission: str


class Contact(BaseModel):
    """Who asks, and how to reach them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    email: str = ""
    phone: str = ""
    language: str = "en"


class Nomination(Base):
    """`receipt` and `token` are keyed digests. `marks` and `score` are public once `confirmed_by` says so."""

    __tablename__ = "nomination"

    id: Mapped[str] = mapped_column(primary_key=True)
    receipt: Mapped[str] = mapped_column(unique=True)
    partnership: Mapped[str] = mapped_column(index=True)
    area: Mapped[str]
    area_name: Mapped[str]
    state: Mapped[State] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    flags: Mapped[list[str]]
    title: Mapped[Bilingual | None]
    summary: Mapped[Bilingual | None]
    marks: Mapped[dict[str, Any] | None]
    score: Mapped[int | None]
    scored_by: Mapped[str | None]
    confirmed_by: Mapped[str | None]
    reason: Mapped[str | None]
    words: Mapped[Bilingual | None]
    received_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    scored_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    scheduled_at: Mapped[datetime | None]
    starts_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    project: Mapped[str | None]
    erase_at: Mapped[datetime] = mapped_column(index=True)
    erased_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """As the audit and the key of the record name it."""
        return subject_of(self.id)

    @property
    def is_listed(self) -> bool:
        """Whether the public list has it: staff have read it and written its words."""
        return self.state not in {State.RECEIVED, State.REMOVED} and bool(self.title)

    @property
    def shown_score(self) -> int | None:
        """The score once a second person has confirmed it."""
        return self.score if self.confirmed_by else None


class NominationSaid(Base):
    """What is personal of a nomination, apart from it and sealed."""

    __tablename__ = "nomination_said"

    nomination: Mapped[str] = mapped_column(primary_key=True)
    typed: Mapped[bytes | None]
    contact: Mapped[bytes | None]


class NominationPicture(Base):
    """A photograph, cleaned and sealed; with `until`, one of a form that is not finished yet."""

    __tablename__ = "nomination_picture"

    id: Mapped[str] = mapped_column(primary_key=True)
    nomination: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]
    sealed: Mapped[bytes]
    media: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    until: Mapped[datetime | None] = mapped_column(index=True)


class NominationLetter(Base):
    """A letter that went to the person: what staff wrote, without name and address."""

    __tablename__ = "nomination_letter"

    id: Mapped[str] = mapped_column(primary_key=True)
    nomination: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    by: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]


def subject_of(nomination_id: str) -> str:
    """As the audit and the key of the record name it."""
    return f"nomination:{nomination_id}"
