"""What administrators do to other people's accounts. Nobody does any of it to their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, keys
from crimemap.editorial.accounts.inviting import Link, new_link, told
from crimemap.editorial.accounts.looking import covers, find
from crimemap.editorial.accounts.models import Account, Holding
from crimemap.editorial.accounts.signing import end_all, forget_second
from crimemap.editorial.people import Denied, Grant, Person, Role
from crimemap.language import gettext as _
from crimemap.settings import Refusal


class LastAdministrator(Refusal):
    """Nobody would be left to administer accounts."""


def may_see(person: Person, account: Account) -> bool:
    """An administrator sees the accounts that have a grant where they administer; and everybody their own."""
    return account.id == person.id or any(
        covers(person.grants, grant.partnership) for grant in account.grants
    )


def may_manage(person: Person, account: Account) -> bool:
    """Closing or resetting an account: only who administers everything that the account may do; never one's own."""
    return account.id != person.id and bool(account.grants) and all(
        covers(person.grants, grant.partnership) for grant in account.grants
    )  # fmt: skip


def regrant(
    session: Session, person: Person, account_id: str, wanted: Iterable[Grant], *, now: datetime
) -> Account:
    """Say anew what an account may do; grants beyond what `person` administers stay as they are.

    Ends the account's sessions. Raises Denied, LastAdministrator.
    """
    _one_at_a_time(session)
    account = find(session, account_id, writing=True)
    if account.id == person.id or not may_see(person, account):
        raise Denied(_("You cannot change what this account may do."))
    asked = frozenset(wanted)
    before = account.grants
    if not all(covers(person.grants, grant.partnership) for grant in asked - before):
        raise Denied(_("You can grant only what concerns the partnerships whose accounts you administer."))
    kept = {grant for grant in before if not covers(person.grants, grant.partnership)}
    after = asked | kept
    if after == before:
        return account
    if not after:
        raise Refusal(_("Leave at least one thing that this person may do, or close the account instead."))
    _leave_an_administrator(session, account, after)
    by_grant = {Grant(held.role, held.partnership): held for held in account.holdings}
    for grant in before - after:
        account.holdings.remove(by_grant[grant])
    account.holdings += [Holding(role=grant.role, partnership=grant.partnership) for grant in after - before]
    end_all(session, account, now=now)
    audit.record(
        session, person.id, "changed what an account may do", account.subject, now=now,
        said={"before": told(before), "after": told(after)},
    )  # fmt: skip
    return account


def close(session: Session, person: Person, account_id: str, *, now: datetime) -> Account:
    """Nobody signs in to it until it is opened again; its sessions end at once."""
    account = _managed(session, person, account_id)
    if not account.active:
        return account
    _leave_an_administrator(session, account, frozenset())
    account.active, account.link = False, None
    end_all(session, account, now=now)
    audit.record(session, person.id, "closed an account", account.subject, now=now)
    return account


def reopen(session: Session, person: Person, account_id: str, *, now: datetime) -> tuple[Account, str]:
    """Open a closed account again: by a new invitation, whose secret is answered."""
    account = _managed(session, person, account_id)
    account.active = True
    return _begin_again(session, person.id, account, now)


def invite_again(session: Session, person: Person, account_id: str, *, now: datetime) -> tuple[Account, str]:
    """A new password and a new second factor, by a new invitation: for a lost phone, or a link that has ended."""
    account = _managed(session, person, account_id)
    if not account.active:
        raise Refusal(_("This account is closed. Open it again first."))
    _leave_an_administrator(session, account, frozenset())
    return _begin_again(session, person.id, account, now)


def erase(session: Session, account: Account, *, by: str, now: datetime) -> None:
    """Name and mail address are gone from everywhere; what the person wrote stays, under nobody's name."""
    _one_at_a_time(session)
    _leave_an_administrator(session, account, frozenset())
    audit.record(
        session, by, "erased an account", account.subject, now=now, said={"grants": told(account.grants)}
    )
    account.holdings.clear()
    account.active, account.erased_at, account.sealed = False, now, None
    account.lookup = account.password = account.link = account.link_kind = account.provider = None
    forget_second(account)
    end_all(session, account, now=now)
    keys.destroy(session, account.subject, now)


def remove(session: Session, person: Person, account_id: str, *, now: datetime) -> None:
    """`erase`, by an administrator. Raises Denied, LastAdministrator."""
    erase(session, _managed(session, person, account_id), by=person.id, now=now)


def start_over(session: Session, account: Account, *, by: str, now: datetime) -> str:
    """`invite_again` by an operator at the command line, who needs no other administrator to be left."""
    return _begin_again(session, by, account, now)[1]


def _begin_again(session: Session, by: str, account: Account, now: datetime) -> tuple[Account, str]:
    account.password = account.accepted_at = account.provider = None
    forget_second(account)
    end_all(session, account, now=now)
    audit.record(session, by, "reset password and second factor", account.subject, now=now)
    return account, new_link(session, account, Link.INVITATION, by=by, now=now)


def _managed(session: Session, person: Person, account_id: str) -> Account:
    _one_at_a_time(session)
    account = find(session, account_id, writing=True)
    if not may_manage(person, account):
        raise Denied(_("You do not administer everything that this account may do."))
    return account


def _one_at_a_time(session: Session) -> None:
    """Two administrators who close each other at the same moment are served one after the other."""
    asked = select(Account.id).join(Holding).where(Holding.role == Role.ADMINISTRATOR).order_by(Account.id)
    session.execute(asked.with_for_update(of=Account)).all()


def _leave_an_administrator(session: Session, account: Account, after: frozenset[Grant]) -> None:
    """Raises LastAdministrator where a partnership would be left without one who can sign in."""
    if not account.is_ready:
        return
    for grant in account.grants - after:
        if grant.role is not Role.ADMINISTRATOR or covers(after, grant.partnership):
            continue
        others = session.scalars(
            select(Account).where(Account.id != account.id, Account.active, Account.accepted_at.is_not(None))
        )
        if not any(covers(other.grants, grant.partnership) for other in others):
            raise LastAdministrator(
                _("This is the last administrator who can sign in. Make another one first.")
            )
