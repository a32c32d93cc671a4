"""What of nominations, messages and accounts is due: each kind's own calls, under the rows of data/retention.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from crimemap.editorial import accounts, concerns, retention
from crimemap.editorial.accounts import Account
from crimemap.editorial.audit import Entry
from crimemap.editorial.nominations import keeping
from crimemap.editorial.nominations.models import Nomination

_CLOSED: Final = "closed an account"


def _nominations(session: Session, now: datetime) -> Iterable[str]:
    keeping.drop_unfinished(session, now)  # kept for an hour; there is no act to tell of
    return [each.subject for each in keeping.due_for_erasure(session, now)]


def _erase_nomination(session: Session, subject: str, now: datetime) -> None:
    if (found := session.get(Nomination, subject.partition(":")[2], with_for_update=True)) is not None:
        keeping.erase(session, found, now=now)


def _accounts(session: Session, now: datetime) -> Iterable[str]:
    """Closed, or never accepted, for as long as the row says."""
    over = now - retention.term("accounts")
    closed = (
        select(func.max(Entry.at))
        .where(Entry.subject == "account:" + Account.id, Entry.act == _CLOSED)
        .scalar_subquery()
    )
    unused = or_(Account.active.is_(False), Account.accepted_at.is_(None))
    since = func.coalesce(closed, Account.made_at)
    found = select(Account).where(Account.erased_at.is_(None), unused, since <= over)
    return [account.subject for account in session.scalars(found)]


def _erase_account(session: Session, subject: str, now: datetime) -> None:
    if (found := session.get(Account, subject.partition(":")[2], with_for_update=True)) is not None:
        accounts.erase(session, found, by="software", now=now)


retention.register("nominations", _nominations, _erase_nomination)
retention.register("objections", concerns.due)
retention.register("accounts", _accounts, _erase_account)
