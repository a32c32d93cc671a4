"""Accounts as they are stored. Name and mail address are sealed: erasing an account erases them everywhere.

An account is found by a keyed hash of its mail address, never by the address itself.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Any, Final

from flask_security import UserMixin
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session, relationship

from crimemap.editorial.database import Base
from crimemap.editorial.keys import unseal, vault_of
from crimemap.editorial.people import Grant, Role

ADDRESS_LENGTH: Final = 254


class Account(UserMixin, Base):
    """Somebody who may sign in, in Flask-Security's shape. `id` is what every record and the audit write down.

    `password` is an argon2 hash, `tf_totp_secret` sealed by Flask-Security's own TOTP class, `mf_recovery_codes` are
    keyed hashes. Changing `fs_uniquifier` ends every session. `link` is the hash of the one link that was sent,
    `provider` of who the person is at the organisation's OpenID provider.
    """

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(primary_key=True)  # type: ignore[assignment]  # theirs is a number
    lookup: Mapped[str | None] = mapped_column(unique=True)
    sealed: Mapped[bytes | None]
    active: Mapped[bool]
    password: Mapped[str | None]
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str]]
    provider: Mapped[str | None] = mapped_column(unique=True)
    link: Mapped[str | None] = mapped_column(unique=True)
    link_kind: Mapped[str | None]
    link_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    accepted_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    holdings: Mapped[list[Holding]] = relationship(
        back_populates="account", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def subject(self) -> str:
        """As the audit and the key of the record name it."""
        return f"account:{self.id}"

    @property
    def roles(self) -> list[Any]:  # type: ignore[override]  # theirs may be written
        """Flask-Security's roles are not used: who may do what depends on the partnership (people.py)."""
        return []

    @property
    def grants(self) -> frozenset[Grant]:
        return frozenset(Grant(held.role, held.partnership) for held in self.holdings)

    @property
    def name(self) -> str:
        """Empty once it is erased."""
        return self._told("name")

    @property
    def email(self) -> str:  # type: ignore[override]  # theirs may be written
        """Empty once it is erased."""
        return self._told("email")

    @property
    def is_ready(self) -> bool:
        """Whether it was accepted, with a password and a second factor, and not closed since."""
        return self.active and self.accepted_at is not None

    def _told(self, field: str) -> str:
        session = object_session(self)
        found = unseal(session, self.subject, self.sealed) if session is not None else None
        return str(found[field]) if found else ""


class Holding(Base):
    """One grant of an account."""

    __tablename__ = "account_grant"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)
    partnership: Mapped[str] = mapped_column(primary_key=True, index=True)
    account: Mapped[Account] = relationship(back_populates="holdings")


class Sitting(Base):
    """One signed-in session of an account; the cookie holds what `id` is the hash of."""

    __tablename__ = "sitting"

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def keyed(session: Session, purpose: str, said: str) -> str:
    """A hash of `said` that only this installation can make."""
    text = f"{purpose}\0{said}"
    return hmac.new(vault_of(session).signing, text.encode(), hashlib.sha256).hexdigest()


def lookup_of(session: Session, email: str) -> str:
    """What an account of `email` is found by."""
    return keyed(session, "account address", email.strip().casefold())
