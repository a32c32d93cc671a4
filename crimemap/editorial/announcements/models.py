"""The tables of the calendar, and an announcement as it is read: what holds now, and what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from crimemap.editorial.database import Base, Bilingual
from crimemap.terms import Month

NOTICE_DAYS: Final = 28
"""The exact day is said at least four weeks before (rule Q1; Code of Practice for Statistics, T3)."""


CRIME_TITLE: Final = Bilingual("Police recorded crime", "Troseddau a gofnodwyd gan yr heddlu")
"""What the monthly figures are called where nobody says it otherwise; never what a release holds."""


class Subject(StrEnum):
    """What is published."""

    CRIME = "crime"
    SURVEYS = "surveys"


class Announcement(Base):
    """One publication that is to come. `partnership`: whose survey results they are; None: everybody's."""

    __tablename__ = "announcement"

    id: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[Subject]
    partnership: Mapped[str | None] = mapped_column(index=True)

    @property
    def name(self) -> str:
        """As the audit names it."""
        return f"announcement:{self.id}"


class AnnouncementStep(Base):
    """What was said of it at one time. `at` is None while only the month is known; `reason` is shown to visitors."""

    __tablename__ = "announcement_step"

    announcement: Mapped[str] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    said_at: Mapped[datetime]
    said_by: Mapped[str]
    title: Mapped[Bilingual]
    month: Mapped[str] = mapped_column(String(7))
    at: Mapped[datetime | None]
    called_off: Mapped[bool]
    reason: Mapped[Bilingual]


class Changed(StrEnum):
    """What a step did."""

    EXPECTED = "expected"
    ANNOUNCED = "announced"
    MOVED = "moved"
    CALLED_OFF = "called off"


@dataclass(frozen=True, slots=True)
class Change:
    """A step that changed when it comes: to `month` and `at`, from `old_month` and `old_at`."""

    what: Changed
    said_at: datetime
    month: Month
    at: datetime | None
    reason: Bilingual
    old_month: Month | None = None
    old_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement as it stands. `version` is the number of its last step; `changes` are the oldest first.

    `at` is the exact instant, None while only the month is known. `reason` is that of the last change.
    """

    id: str
    subject: Subject
    partnership: str | None
    title: Bilingual
    month: Month
    at: datetime | None
    called_off: bool
    reason: Bilingual
    version: int
    changes: tuple[Change, ...]

    @property
    def said_at(self) -> datetime:
        """When the day (or the month) that holds now was first said."""
        return self.changes[-1].said_at

    @property
    def moves(self) -> tuple[Change, ...]:
        """Every time that it was moved or called off."""
        return tuple(one for one in self.changes if one.what in {Changed.MOVED, Changed.CALLED_OFF})

    def in_time(self, zone: tzinfo) -> bool:
        """Whether the exact day was said four weeks before, as days are counted in `zone`."""
        if self.at is None or self.called_off:
            return False
        return (self.at.astimezone(zone).date() - self.said_at.astimezone(zone).date()).days >= NOTICE_DAYS
