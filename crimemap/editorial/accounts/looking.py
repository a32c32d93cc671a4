"""Finding accounts, and saying who they are."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial.accounts.models import Account, Holding, lookup_of
from crimemap.editorial.keys import at_hand
from crimemap.editorial.people import EVERYWHERE, Grant, Person, Role
from crimemap.editorial.pieces import Gone
from crimemap.language import gettext as _


def find(session: Session, account_id: str, *, writing: bool = False) -> Account:
    """Raises Gone where there is none."""
    account = session.get(Account, account_id, with_for_update=writing, populate_existing=writing)
    if account is None or account.erased_at is not None:
        raise Gone(_("There is no such account."))
    return account


def by_email(session: Session, email: str) -> Account | None:
    """The account of a mail address."""
    return session.scalar(select(Account).where(Account.lookup == lookup_of(session, email)))


def by_uniquifier(session: Session, uniquifier: str) -> Account | None:
    """The account of what a session cookie says."""
    return session.scalar(select(Account).where(Account.fs_uniquifier == uniquifier))


def everybody(session: Session) -> tuple[Account, ...]:
    """Every account that was not erased, by name."""
    found = session.scalars(select(Account).where(Account.erased_at.is_(None))).all()
    at_hand(session, [account.subject for account in found])
    return tuple(sorted(found, key=lambda account: (account.name.casefold(), account.id)))


def person_of(account: Account) -> Person:
    """Who the account is to the editorial room."""
    return Person(account.id, account.name, account.grants)


def name_of(session: Session, account_id: str | None) -> str:
    """What colleagues read for an account's id, or for who else is written down as having acted."""
    others = {
        "software": _("The software"),
        "operator": _("An operator"),
        "visitor": _("A visitor"),
    }
    if not account_id or account_id in others:
        return others.get(account_id or "", _("Nobody"))
    account = session.get(Account, account_id)
    return (account.name if account else "") or _("A former colleague")


def names_of(session: Session, account_ids: frozenset[str]) -> dict[str, str]:
    """`name_of` for many, in one question of accounts and one of their keys."""
    known = session.scalars(select(Account).where(Account.id.in_(account_ids))).all()
    at_hand(session, [account.subject for account in known])
    return {account_id: name_of(session, account_id) for account_id in account_ids}


def approvers(session: Session, partnership: str) -> tuple[Person, ...]:
    """Who may approve for a partnership and can sign in, by name."""
    return _holders(session, Role.APPROVER, partnership)


def _holders(session: Session, role: Role, partnership: str) -> tuple[Person, ...]:
    holds = select(Holding.account_id).where(
        Holding.role == role, Holding.partnership.in_({partnership, EVERYWHERE})
    )
    asked = select(Account).where(Account.id.in_(holds), Account.active, Account.accepted_at.is_not(None))
    held = session.scalars(asked).all()
    at_hand(session, [account.subject for account in held])
    found = (person_of(account) for account in held)
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))


def covers(holder: frozenset[Grant], partnership: str) -> bool:
    """Whether somebody with these grants administers the accounts of a partnership."""
    return any(
        grant.role is Role.ADMINISTRATOR and grant.partnership in {partnership, EVERYWHERE}
        for grant in holder
    )
