"""What stays of a conviction when nobody is named any more: facts in clear, nothing personal (rule C13).

One row a decided case. No place finer than the partnership, no court, no day of the conviction: together they could
point to a person in a newspaper's archive.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial.database import Base
from crimemap.editorial.rules import Verdict


class Ending(StrEnum):
    """Why a case came down before its date."""

    WITHDRAWN = "withdrawn"
    QUASHED = "quashed"


class Fact(Base):
    """One decided case. `offence_group` and `sentence` are slugs; `convicted` a month ("2026-11").

    `rules` are the rules that spoke against a name, the one that decided first. `held_by` held it back for an
    appeal; `corrected_until`: until when a correction is shown.
    """

    __tablename__ = "conviction_fact"

    id: Mapped[str] = mapped_column(primary_key=True)
    partnership: Mapped[str] = mapped_column(index=True)
    offence_group: Mapped[str | None]
    sentence: Mapped[str | None]
    convicted: Mapped[str | None]
    verdict: Mapped[Verdict]
    rules: Mapped[list[str]]
    decided_at: Mapped[datetime] = mapped_column(index=True)
    published_at: Mapped[datetime | None]
    due_down_at: Mapped[datetime | None]
    down_at: Mapped[datetime | None]
    ending: Mapped[Ending | None]
    held_by: Mapped[str | None]
    corrected_until: Mapped[datetime | None]


class Photograph(Base):
    """The photograph of one case, sealed under its key; `approved` is the second person's own answer (rule C6)."""

    __tablename__ = "conviction_photograph"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    jpeg: Mapped[bytes | None]
    width: Mapped[int]
    height: Mapped[int]
    approved: Mapped[bool | None]
    decided_by: Mapped[str | None]


def fact_of(session: Session, piece_id: str) -> Fact | None:
    """The facts of a case that was decided; None before."""
    return session.get(Fact, piece_id)


def photograph_of(session: Session, piece_id: str) -> Photograph | None:
    """The photograph of a case, approved or not."""
    return session.get(Photograph, piece_id)
