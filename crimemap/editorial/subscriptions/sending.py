"""Which letters of a month are still to be queued, and queueing them: once for each subscription, however often run."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from crimemap.editorial import outbox
from crimemap.editorial.database import queue
from crimemap.editorial.subscriptions.models import DigestSent, Subscription


@dataclass(frozen=True, slots=True)
class Wanted:
    """Subscriptions that get the same letter: of one area, in one language, by id."""

    area: str
    language: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A letter as it is queued for one subscription."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many addresses get letters, how many have yet to confirm, and how many letters of a month are queued."""

    confirmed: int
    waiting: int
    queued: int


def wanted(session: Session, month: str) -> tuple[Wanted, ...]:
    """Confirmed subscriptions that the letter of `month` ("2026-11") was not queued for, by area and language."""
    done = and_(DigestSent.subscription == Subscription.id, DigestSent.month == month)
    asked = (
        select(Subscription.area, Subscription.language, Subscription.id)
        .outerjoin(DigestSent, done)
        .where(Subscription.confirmed_at.is_not(None), DigestSent.subscription.is_(None))
        .order_by(Subscription.area, Subscription.language, Subscription.id)
    )
    groups: dict[tuple[str, str], list[str]] = {}
    for area, spoken, subscription_id in session.execute(asked):
        groups.setdefault((area, spoken), []).append(subscription_id)
    return tuple(Wanted(area, spoken, tuple(ids)) for (area, spoken), ids in groups.items())


def enclose(
    session: Session,
    month: str,
    subscription_ids: Collection[str],
    letter: Callable[[str], Enclosed],
    now: datetime,
) -> int:
    """Queue the letter of `month` for each of these, and write down that it was, in one transaction of the caller's.

    How many: what another run queued meanwhile, or was stopped, is left out. `letter` makes the letter of an id.
    """
    queue(session, f"digests {month}")
    asked = select(Subscription).where(
        Subscription.id.in_(subscription_ids), Subscription.confirmed_at.is_not(None)
    )
    many = 0
    for found in session.scalars(asked.order_by(Subscription.id).with_for_update()).all():
        if session.get(DigestSent, (found.id, month)) is not None:
            continue
        session.add(DigestSent(subscription=found.id, month=month, queued_at=now))
        put(session, found, letter(found.id), now)
        many += 1
    return many


def put(session: Session, found: Subscription, said: Enclosed, now: datetime) -> None:
    """Queue a letter for a subscription."""
    outbox.queue(
        session, to=found.id, subject=said.subject, body=said.text, html=said.html, headers=said.headers, now=now,
        about=found.subject,
    )  # fmt: skip


def counted(session: Session, month: str) -> Counted:
    """For the operator: numbers, never addresses."""
    confirmed = session.scalar(
        select(func.count()).select_from(Subscription).where(Subscription.confirmed_at.is_not(None))
    )
    every = session.scalar(select(func.count()).select_from(Subscription))
    queued = session.scalar(select(func.count()).select_from(DigestSent).where(DigestSent.month == month))
    return Counted(confirmed or 0, (every or 0) - (confirmed or 0), queued or 0)
