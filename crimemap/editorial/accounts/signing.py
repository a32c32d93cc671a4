"""How somebody proves who they are, and when that ends: sittings, the second factor, recovery codes.

Hashing a password and reading a TOTP code is Flask-Security's (web/newsroom); what is kept is decided here.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from crimemap.editorial import audit
from crimemap.editorial.accounts.models import Account, Sitting, keyed

LONGEST: Final = timedelta(hours=12)
"""A session ends then, however busy it is."""
IDLE: Final = timedelta(minutes=30)
"""A session ends after that long without a request."""
FRESH: Final = timedelta(hours=2)
"""Approving and account administration ask for the second factor again when it was last given longer ago."""
RECOVERY_CODES: Final = 8
_SITTINGS_KEPT: Final = timedelta(days=7)


def sit_down(session: Session, account: Account, *, by: str, now: datetime) -> str:
    """Begin a session: the secret that its cookie holds. `by` says how: "password and code", "provider" …"""
    secret = secrets.token_urlsafe(24)
    session.execute(delete(Sitting).where(Sitting.began_at < now - _SITTINGS_KEPT))
    session.add(Sitting(id=keyed(session, "sitting", secret), account_id=account.id, began_at=now))
    audit.record(session, account.id, "signed in", account.subject, now=now, said={"by": by})
    return secret


def sits(session: Session, account: Account, secret: str, *, now: datetime) -> bool:
    """Whether a session of the account is still under way."""
    found = session.get(Sitting, keyed(session, "sitting", secret))
    return (
        found is not None
        and found.account_id == account.id
        and found.ended_at is None
        and now < found.began_at + LONGEST
    )


def stand_up(session: Session, account: Account, secret: str, *, now: datetime) -> None:
    """Sign out: this session ends, and a copy of its cookie with it."""
    found = session.get(Sitting, keyed(session, "sitting", secret))
    if found is not None and found.account_id == account.id and found.ended_at is None:
        found.ended_at = now
        audit.record(session, account.id, "signed out", account.subject, now=now)


def end_all(session: Session, account: Account, *, now: datetime) -> None:
    """Every session of the account ends at once."""
    account.fs_uniquifier = secrets.token_hex(16)
    open_ones = (Sitting.account_id == account.id, Sitting.ended_at.is_(None))
    session.execute(update(Sitting).where(*open_ones).values(ended_at=now))


def end_sessions(session: Session, account: Account, *, by: str, now: datetime) -> None:
    """`end_all` by itself, written down."""
    end_all(session, account, now=now)
    audit.record(session, by, "ended every session", account.subject, now=now)


def under_way(session: Session, account: Account, *, now: datetime) -> int:
    """How many sessions have neither been ended nor run out."""
    asked = select(Sitting.id).where(
        Sitting.account_id == account.id, Sitting.ended_at.is_(None), Sitting.began_at > now - LONGEST
    )
    return len(session.scalars(asked).all())


def failed(session: Session, account: Account | None, what: str, *, now: datetime) -> None:
    """Write down that somebody tried and was refused; for an address without an account nothing more is said."""
    subject = account.subject if account else "account:unknown"
    audit.record(session, "visitor", "failed to sign in", subject, now=now, said={"what": what})


def take_password(session: Session, account: Account, hashed: str, *, what: str, now: datetime) -> None:
    """A new password, as argon2 hashed it: the link that led here is used up, and every session ends."""
    account.password, account.link, account.link_kind, account.link_until = hashed, None, None, None
    end_all(session, account, now=now)
    audit.record(session, account.id, what, account.subject, now=now)


def take_second(session: Session, account: Account, sealed_secret: str, *, now: datetime) -> list[str]:
    """A second factor that was shown to work: the account is ready. Answers new recovery codes."""
    account.tf_primary_method, account.tf_totp_secret = "authenticator", sealed_secret
    account.accepted_at = account.accepted_at or now
    audit.record(session, account.id, "set up a second factor", account.subject, now=now)
    return new_codes(session, account, now=now)


def provider_mark(session: Session, issuer: str, subject: str) -> str:
    """Who somebody is at a provider, as it is kept: an address can pass to somebody else, this cannot."""
    return keyed(session, "provider", f"{issuer}\0{subject}")


def bind(session: Session, account: Account, mark: str, *, now: datetime) -> None:
    """The account belongs to this person of the provider from now on; the invitation is used up."""
    if account.provider != mark:
        account.provider, account.link = mark, None
        audit.record(session, account.id, "joined to the provider's account", account.subject, now=now)


def trust_provider(session: Session, account: Account, *, now: datetime) -> None:
    """The provider asked for a second factor, and the installation takes its word: the account is ready."""
    if account.accepted_at is None:
        account.accepted_at = now
        audit.record(session, account.id, "accepted an invitation", account.subject, now=now)


def forget_second(account: Account) -> None:
    """No second factor, no recovery codes."""
    account.tf_primary_method = account.tf_totp_secret = account.tf_counter = None
    account.mf_recovery_codes = []


def new_codes(session: Session, account: Account, *, now: datetime) -> list[str]:
    """Recovery codes to be written down; earlier ones no longer work. Only hashes are kept."""
    made = ["-".join(secrets.token_hex(2) for _group in range(3)) for _code in range(RECOVERY_CODES)]
    account.mf_recovery_codes = [_code_mark(session, account, code) for code in made]
    audit.record(session, account.id, "made recovery codes", account.subject, now=now)
    return made


def use_code(session: Session, account: Account, said: str, *, now: datetime) -> bool:
    """Whether `said` is a recovery code; it works once."""
    mark = _code_mark(session, account, said)
    if mark not in account.mf_recovery_codes:
        return False
    account.mf_recovery_codes = [kept for kept in account.mf_recovery_codes if kept != mark]
    audit.record(
        session, account.id, "used a recovery code", account.subject, now=now,
        said={"left": len(account.mf_recovery_codes)},
    )  # fmt: skip
    return True


def _code_mark(session: Session, account: Account, code: str) -> str:
    plain = "".join(letter for letter in code.casefold() if letter.isalnum())
    return keyed(session, f"recovery code {account.id}", plain)
