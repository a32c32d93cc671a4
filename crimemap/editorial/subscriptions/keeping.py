"""How a subscription ends: at once where somebody stops it, by itself where nobody confirms it or nothing arrives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from crimemap.editorial import keys, outbox, retention
from crimemap.editorial.outbox import Letter, LetterState
from crimemap.editorial.pieces import Gone
from crimemap.editorial.subscriptions.asking import WAITS
from crimemap.editorial.subscriptions.links import Link, read
from crimemap.editorial.subscriptions.models import PREFIX, ChangeTold, DigestSent, Subscription
from crimemap.language import gettext as _

UNREACHED: Final = 3
"""Letters one after the other that could not be delivered, after which an address is given up. [choose]

One alone may be the fault of a mail server that refuses us for a day.
"""


def stopping(session: Session, secret: str) -> Subscription | None:
    """The subscription of a link to stop it; None where it is stopped already. Raises Gone where it is no such link."""
    subscription_id = read(session, Link.STOP, secret)
    if subscription_id is None:
        raise Gone(_("This link is not whole. Copy all of it from the letter."))
    return session.get(Subscription, subscription_id)


def stop(session: Session, secret: str, now: datetime) -> str | None:
    """End it and erase the address, at once and for good: letters that wait go too. Twice is once.

    The code of its area; None where it was stopped already. Raises Gone as `stopping`.
    """
    found = stopping(session, secret)
    if found is None:
        return None
    keys.destroy(session, found.subject, now)
    _end(session, found.id, now)
    return found.area


def stop_changes(session: Session, secret: str) -> None:
    """No more letters at once; the monthly one goes on. Twice is once. Raises Gone as `stopping`."""
    if (found := stopping(session, secret)) is not None:
        found.also_since = found.also_asked_at = None
        session.execute(delete(ChangeTold).where(ChangeTold.subscription == found.id))


def _end(session: Session, subscription_id: str, now: datetime) -> None:
    outbox.forget(session, subscription_id, now)
    session.execute(delete(ChangeTold).where(ChangeTold.subscription == subscription_id))
    session.execute(delete(DigestSent).where(DigestSent.subscription == subscription_id))
    session.execute(delete(Subscription).where(Subscription.id == subscription_id))


def _unconfirmed(session: Session, now: datetime) -> Iterable[str]:
    found = select(Subscription).where(
        Subscription.confirmed_at.is_(None), Subscription.asked_at <= now - WAITS
    )
    return [each.subject for each in session.scalars(found.order_by(Subscription.asked_at))]


def _unreached(session: Session, _now: datetime) -> Iterable[str]:
    """Those whose last letters all failed for good."""
    failed = (
        select(Letter.account)
        .where(Letter.state == LetterState.FAILED, Letter.account.startswith(PREFIX))
        .group_by(Letter.account)
        .having(func.count() >= UNREACHED)
    )
    for subscription_id in session.scalars(failed).all():
        last = (
            select(Letter.state)
            .where(Letter.account == subscription_id, Letter.done_at.is_not(None))
            .order_by(Letter.queued_at.desc(), Letter.id)
            .limit(UNREACHED)
        )
        found = session.get(Subscription, subscription_id)
        if found is not None and set(session.scalars(last)) == {LetterState.FAILED}:
            yield found.subject


def _erase(session: Session, subject: str, now: datetime) -> None:
    _end(session, subject.partition(":")[2], now)


retention.register("alerts-asked", _unconfirmed, _erase)
retention.register("alerts", _unreached, _erase)
