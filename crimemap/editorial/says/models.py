"""A say: a question to the public between vetted projects, its rules, codes and ballots.

A ballot has no time, no code and nothing of who cast it. There is no column for a time on a site or for any person:
that is how a say on reparation by young people says nothing about a young person.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from crimemap.editorial.database import Base, Bilingual


class About(StrEnum):
    """What the projects are done as."""

    PAYBACK = "payback"
    REPARATION = "reparation"


class Way(StrEnum):
    """How a ballot came."""

    CODE = "code"
    BROWSER = "browser"


class Ways(StrEnum):
    """How one person has one say."""

    CODES = "codes"
    BROWSERS = "browsers"
    BOTH = "codes and browsers"

    def takes(self, way: Way) -> bool:
        """Whether a ballot may come this way."""
        other = Ways.BROWSERS if way is Way.CODE else Ways.CODES
        return self is not other


class SayState(StrEnum):
    """DRAFT → WAITING for a second person → PUBLISHED (its rules can change no more) → perhaps STOPPED."""

    DRAFT = "draft"
    WAITING = "waiting"
    PUBLISHED = "published"
    STOPPED = "stopped"


class Phase(StrEnum):
    """What a published say is at an instant, by the clock alone."""

    COMING = "coming"
    OPEN = "open"
    OVER = "over"
    STOPPED = "stopped"


MOST_OPTIONS: Final = 10
LEAST_OPTIONS: Final = 2


class Say(Base):
    """`seed` is drawn with the draft and shown after the end; `commitment` is its SHA-256, shown before the opening."""

    __tablename__ = "say"

    id: Mapped[str] = mapped_column(primary_key=True)
    partnership: Mapped[str] = mapped_column(index=True)
    about: Mapped[About]
    ways: Mapped[Ways]
    state: Mapped[SayState] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    token: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Bilingual]
    text: Mapped[Bilingual]
    who: Mapped[Bilingual]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    seed: Mapped[str]
    commitment: Mapped[str]
    author: Mapped[str]
    made_at: Mapped[datetime]
    approver: Mapped[str | None]
    published_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    why: Mapped[Bilingual | None]

    @property
    def subject(self) -> str:
        """As the audit names it."""
        return f"say:{self.id}"

    def phase(self, now: datetime) -> Phase | None:
        """None where it is not published."""
        if self.state is SayState.STOPPED:
            return Phase.STOPPED
        if self.state is not SayState.PUBLISHED:
            return None
        if now < self.opens_at:
            return Phase.COMING
        return Phase.OPEN if now < self.closes_at else Phase.OVER


class SayOption(Base):
    """A project that may be chosen. `nomination`: where it came from one."""

    __tablename__ = "say_option"
    __table_args__ = (UniqueConstraint("say", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    say: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    title: Mapped[Bilingual]
    text: Mapped[Bilingual]
    nomination: Mapped[str | None]


class SayBatch(Base):
    """Codes that were made together: how many, by whom, when, for what use ("meeting of 3 December")."""

    __tablename__ = "say_batch"

    id: Mapped[str] = mapped_column(primary_key=True)
    say: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    label: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]


class SayMark(Base):
    """A code, or the form of a browser, as a keyed digest, and whether it had its say: not when, and not what.

    `form`: the digest of the form that spent a code, so that a form which is sent twice is no second try.
    """

    __tablename__ = "say_mark"

    digest: Mapped[str] = mapped_column(primary_key=True)
    say: Mapped[str] = mapped_column(index=True)
    way: Mapped[Way]
    is_spent: Mapped[bool]
    form: Mapped[str | None]


class SayBallot(Base):
    """One say. Its id is random, and SQLite keeps no order of arrival beside it."""

    __tablename__ = "say_ballot"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (SQLAlchemy's own way to say it)

    id: Mapped[str] = mapped_column(primary_key=True)
    say: Mapped[str] = mapped_column(index=True)
    option: Mapped[int]
    way: Mapped[Way]
