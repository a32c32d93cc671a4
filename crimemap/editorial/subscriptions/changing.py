"""Letters at once: what each who asked for them knows of every date, and that a change of it is told once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from crimemap.editorial.database import queue
from crimemap.editorial.subscriptions.models import ChangeTold, Subscription
from crimemap.editorial.subscriptions.sending import Enclosed, put


@dataclass(frozen=True, slots=True)
class Follower:
    """Who is told of changes `since` then, and what they were `told` last, by the meeting; "" and none are the same."""

    id: str
    area: str
    language: str
    since: datetime
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one date, in a short word ("cancelled"; "" of one that takes place as it was first said);
    `before`: what they were told of it last. After `over` nobody needs to know."""

    meeting: str
    before: str
    said: str
    over: datetime


def followers(session: Session) -> tuple[Follower, ...]:
    """Everybody who confirmed that they want such letters, by area and language."""
    asked = select(Subscription).where(
        Subscription.confirmed_at.is_not(None), Subscription.also_since.is_not(None)
    )
    told: dict[str, dict[str, str]] = {}
    for row in session.scalars(select(ChangeTold)):
        told.setdefault(row.subscription, {})[row.meeting] = row.said
    return tuple(
        Follower(each.id, each.area, each.language, each.also_since, told.get(each.id, {}))
        for each in session.scalars(asked.order_by(Subscription.area, Subscription.language, Subscription.id))
        if each.also_since is not None
    )


def tell(
    session: Session,
    subscription_ids: Collection[str],
    changes: Collection[Change],
    letter: Callable[[str], Enclosed] | None,
    now: datetime,
) -> int:
    """Write down that these people know of these changes, and queue the `letter` that tells them, in one transaction of
    the caller's; without a letter they knew when they asked. How many: not those who stopped, or whom another run told.
    """
    queue(session, "changes of meetings")
    before = {each.meeting: each.before for each in changes}
    asked = select(Subscription).where(
        Subscription.id.in_(subscription_ids), Subscription.also_since.is_not(None)
    )
    many = 0
    for found in session.scalars(asked.order_by(Subscription.id).with_for_update()).all():
        known = _known(session, found.id, before)
        if {meeting: row.said if row else "" for meeting, row in known.items()} != before:
            continue
        for each in changes:
            row = known[each.meeting] or ChangeTold(subscription=found.id, meeting=each.meeting)
            row.said, row.over = each.said, each.over
            session.add(row)
        if letter is not None:
            put(session, found, letter(found.id), now)
        many += 1
    return many


def forget_over(session: Session, now: datetime) -> None:
    """Dates that are over: nobody is told of them any more."""
    session.execute(delete(ChangeTold).where(ChangeTold.over <= now))


def _known(session: Session, subscription_id: str, meetings: Collection[str]) -> dict[str, ChangeTold | None]:
    asked = select(ChangeTold).where(
        ChangeTold.subscription == subscription_id, ChangeTold.meeting.in_(meetings)
    )
    found = {row.meeting: row for row in session.scalars(asked)}
    return {meeting: found.get(meeting) for meeting in meetings}
