"""New accounts, and the links that let somebody choose a password: used once, ended by a date."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, keys
from crimemap.editorial.accounts.looking import by_email, covers
from crimemap.editorial.accounts.models import ADDRESS_LENGTH, Account, Holding, keyed, lookup_of
from crimemap.editorial.people import Denied, Grant, Person
from crimemap.language import gettext as _
from crimemap.settings import Refusal

_ADDRESS: Final = re.compile(r"[^\s@<>\",;:\\]+@[^\s@<>\",;:\\]+\.[^\s@<>\",;:\\.]+")
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


class Link(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    RESET = "reset"


LASTS: Final = {Link.INVITATION: timedelta(days=7), Link.RESET: timedelta(hours=1)}


class Taken(Refusal):
    """There is an account of this mail address already."""


class LinkEnded(Refusal):
    """A link that was used, was replaced by a newer one, or is past its date."""


def add(
    session: Session, *, name: str, email: str, grants: Iterable[Grant], now: datetime, by: str = "operator",
    usable: bool = True,
) -> Account:  # fmt: skip
    """A new account, without a password. `usable=False`: one that nobody can ever sign in to.

    Raises Refusal for an address that is none, Taken where it has an account.
    """
    name, email = " ".join(name.split()), email.strip()
    if not name or len(name) > 100:
        raise Refusal(_("Enter the person's name, in 100 letters at most."))
    if len(email) > ADDRESS_LENGTH or not _ADDRESS.fullmatch(email):
        raise Refusal(_("Enter an email address like name@example.gov.uk."))
    if by_email(session, email) is not None:
        raise Taken(_("There is an account of this email address already."))
    account = Account(
        id="".join(secrets.choice(_LETTERS) for _each in range(10)),
        active=usable, fs_uniquifier=secrets.token_hex(16), mf_recovery_codes=[], made_at=now, made_by=by,
    )  # fmt: skip
    account.holdings = [
        Holding(role=grant.role, partnership=grant.partnership) for grant in sorted_of(grants)
    ]
    account.lookup = lookup_of(session, email)
    session.add(account)
    account.sealed = keys.seal(session, account.subject, {"name": name, "email": email}, now)
    session.flush()
    audit.record(
        session, by, "made an account" if usable else "made an account that cannot sign in", account.subject,
        now=now, said={"grants": told(account.grants)}, personal={"name": name, "email": email},
    )  # fmt: skip
    return account


def invite(
    session: Session, person: Person, *, name: str, email: str, grants: Iterable[Grant], now: datetime
) -> tuple[Account, str]:
    """A new account and the secret of its invitation's link. Raises Denied beyond what `person` administers."""
    wanted = frozenset(grants)
    if not wanted:
        raise Refusal(_("Choose at least one thing that this person may do."))
    if not all(covers(person.grants, grant.partnership) for grant in wanted):
        raise Denied(_("You can invite people only for the partnerships whose accounts you administer."))
    account = add(session, name=name, email=email, grants=wanted, now=now, by=person.id)
    return account, new_link(session, account, Link.INVITATION, by=person.id, now=now)


def make_unusable(session: Session, account: Account, *, by: str = "operator", now: datetime) -> None:
    """Nobody can sign in to it from now on; its name stays with what it wrote."""
    account.active, account.password, account.link = False, None, None
    account.fs_uniquifier = secrets.token_hex(16)
    audit.record(session, by, "made an account unusable", account.subject, now=now)


def new_link(session: Session, account: Account, kind: Link, *, by: str, now: datetime) -> str:
    """The secret of a link; an earlier one no longer works. Only its hash is kept."""
    secret = secrets.token_urlsafe(32)
    account.link, account.link_kind = keyed(session, "link", secret), kind
    account.link_until = now + LASTS[kind]
    audit.record(session, by, f"made a link: {kind}", account.subject, now=now)
    return secret


def opened(session: Session, secret: str, kind: Link, *, now: datetime, writing: bool = False) -> Account:
    """The account that a link is for. Raises LinkEnded; the sentence is the same for every reason."""
    asked = select(Account).where(Account.link == keyed(session, "link", secret), Account.link_kind == kind)
    if writing:
        asked = asked.with_for_update()
    account = session.scalar(asked)
    if account is None or not account.active or account.link_until is None or now >= account.link_until:
        raise LinkEnded(_("This link has been used or has ended. Ask for a new one."))
    return account


def sorted_of(grants: Iterable[Grant]) -> list[Grant]:
    """In a fixed order, each once."""
    return sorted(set(grants), key=lambda grant: (grant.partnership, grant.role))


def told(grants: Iterable[Grant]) -> list[str]:
    """As the audit writes them down."""
    return [f"{grant.role} for {grant.partnership}" for grant in sorted_of(grants)]
