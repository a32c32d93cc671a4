"""Who gets the monthly letter about an area: an address, sealed, and nothing else of a person.

A row is there from the moment that somebody asks until it is stopped, or a week after where nobody confirmed it: then
row and key are gone. Nothing of it is written into the audit, which would outlive it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from crimemap.editorial.database import Base

PREFIX: Final = "alerts-"
"""How an id begins: letters tell by it that they are for a subscription and not for an account."""


class Subscription(Base):
    """One address that asked for the letter about one area, in one language.

    `mark` is a keyed digest of address and area, by which the same wish is found again; `address` is sealed under the
    record's own key. `confirmed_at`: when whoever reads that address pressed the button. `also_since`: since when a
    letter comes too whenever a meeting there is cancelled or moved; `also_asked_at`: when that was asked for and not
    confirmed yet.
    """

    __tablename__ = "subscription"

    id: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(unique=True)
    area: Mapped[str] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(2))
    address: Mapped[bytes | None]
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(index=True)
    also_asked_at: Mapped[datetime | None]
    also_since: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """As the key of the record is named."""
        return subject_of(self.id)


class DigestSent(Base):
    """That the letter of a month ("2026-11") was queued for a subscription: made in that same transaction."""

    __tablename__ = "digest_sent"

    subscription: Mapped[str] = mapped_column(
        ForeignKey("subscription.id", ondelete="CASCADE"), primary_key=True
    )
    month: Mapped[str] = mapped_column(String(7), primary_key=True, index=True)
    queued_at: Mapped[datetime]


class ChangeTold(Base):
    """What a subscription was last told of one date of a meeting: made in the transaction that queues the letter.

    `said` is a short word for it ("cancelled"; "moved …"), so that the same is told once. It goes with the date.
    """

    __tablename__ = "change_told"

    subscription: Mapped[str] = mapped_column(
        ForeignKey("subscription.id", ondelete="CASCADE"), primary_key=True
    )
    meeting: Mapped[str] = mapped_column(primary_key=True)
    said: Mapped[str]
    over: Mapped[datetime] = mapped_column(index=True)


def subject_of(subscription_id: str) -> str:
    """As the key of the record is named."""
    return f"subscription:{subscription_id}"
