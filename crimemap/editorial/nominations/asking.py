"""What is asked of nominations: the public list, the staff's queue, how long things take."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial.nominations.book import book
from crimemap.editorial.nominations.models import (
    Nomination,
    NominationLetter,
    NominationPicture,
    State,
)
from crimemap.editorial.people import EVERYWHERE, Person, Role
from crimemap.editorial.pieces import Gone
from crimemap.language import gettext as _

FEWEST: Final = 3
"""Times from which a median is said: one or two are the nominations themselves. [choose]"""


class Step(StrEnum):
    """A step on the way, in order. DECIDED is yes or no."""

    RECEIVED = "received"
    CHECKED = "checked"
    SCORED = "scored"
    DECIDED = "decided"
    SCHEDULED = "scheduled"
    DONE = "done"


class Order(StrEnum):
    """Of the public list."""

    NEWEST = "newest"
    SCORE = "score"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Taken:
    """One step: when it was done (None: not yet) and the calendar days since the step before that was done."""

    step: Step
    at: datetime | None
    days: int | None


def get(session: Session, nomination_id: str) -> Nomination:
    """Raises Gone."""
    found = session.get(Nomination, nomination_id)
    if found is None:
        raise Gone(_("There is no such nomination."))
    return found


def steps(nomination: Nomination, now: datetime) -> tuple[Taken, ...]:
    """Every step with the calendar days (of `now`'s zone) that it took after the step done before it."""
    found, before = [], nomination.received_at
    for step, at in _instants(nomination):
        if at is None:
            found.append(Taken(step, None, None))
            continue
        found.append(Taken(step, at, None if step is Step.RECEIVED else days_between(before, at, now)))
        before = at
    return tuple(found)


def days_between(first: datetime, last: datetime, now: datetime) -> int:
    """Calendar days between two instants, by the calendar of `now`'s zone."""
    return (last.astimezone(now.tzinfo).date() - first.astimezone(now.tzinfo).date()).days


def days_so_far(nomination: Nomination, now: datetime) -> int:
    """Calendar days from receipt to the end, or to now."""
    declined = nomination.state is State.DECLINED
    end = nomination.decided_at if declined else nomination.done_at
    return days_between(nomination.received_at, end or now, now)


def late(nomination: Nomination, now: datetime) -> Step | None:
    """The promised step that has not come in time."""
    waited = days_between(nomination.received_at, now, now)
    standards = book().standards
    match nomination.state:
        case State.RECEIVED if waited > standards.checked:
            return Step.CHECKED
        case State.CHECKED if waited > standards.scored:
            return Step.SCORED
        case State.SCORED if waited > standards.decided:
            return Step.DECIDED
        case _:
            return None


def listed(
    session: Session, partnership: str | None = None, order: Order = Order.NEWEST
) -> tuple[Nomination, ...]:
    """What the public list has, of one partnership or of all."""
    asked = select(Nomination).where(Nomination.state.not_in([State.RECEIVED, State.REMOVED]))
    if partnership:
        asked = asked.where(Nomination.partnership == partnership)
    found = [each for each in session.scalars(asked) if each.is_listed]
    found.sort(key=lambda each: (each.received_at, each.id), reverse=True)
    if order is Order.SCORE:
        found.sort(key=lambda each: -1 if each.shown_score is None else each.shown_score, reverse=True)
    elif order is Order.STATUS:
        places = list(State)
        found.sort(key=lambda each: places.index(each.state))
    return tuple(found)


def times(nominations: Iterable[Nomination], now: datetime) -> dict[Step, tuple[float | None, int]]:
    """For each step, the median of calendar days from receipt, and of how many; no median below three."""
    found = tuple(nominations)
    wanted = (Step.CHECKED, Step.SCORED, Step.DECIDED, Step.DONE)
    return {step: (_median(found, step, now), len(_days_to(found, step, now))) for step in wanted}


def queue(session: Session, person: Person, states: Collection[State] = ()) -> tuple[Nomination, ...]:
    """What a member of staff may work on, the oldest first."""
    mine = person.partnerships(Role.AUTHOR, Role.APPROVER)
    asked = select(Nomination).order_by(Nomination.received_at, Nomination.id)
    if EVERYWHERE not in mine:
        asked = asked.where(Nomination.partnership.in_(mine))
    if states:
        asked = asked.where(Nomination.state.in_(states))
    return tuple(session.scalars(asked))


def pictures(session: Session, nomination: Nomination) -> tuple[NominationPicture, ...]:
    """Its photographs, sealed."""
    asked = select(NominationPicture).where(
        NominationPicture.nomination == nomination.id, NominationPicture.until.is_(None)
    )
    return tuple(session.scalars(asked.order_by(NominationPicture.id)))


def letters(session: Session, nomination: Nomination) -> tuple[NominationLetter, ...]:
    """What was written to the person, the oldest first."""
    asked = select(NominationLetter).where(NominationLetter.nomination == nomination.id)
    return tuple(session.scalars(asked.order_by(NominationLetter.at)))


def readable_by(session: Session, person: Person, nomination_id: str) -> Nomination:
    """For a page of staff. Raises Gone, or Denied for staff of another partnership."""
    nomination = get(session, nomination_id)
    person.must_work_for(nomination.partnership)
    return nomination


def _instants(nomination: Nomination) -> tuple[tuple[Step, datetime | None], ...]:
    return (
        (Step.RECEIVED, nomination.received_at),
        (Step.CHECKED, nomination.checked_at),
        (Step.SCORED, nomination.scored_at),
        (Step.DECIDED, nomination.decided_at),
        (Step.SCHEDULED, nomination.scheduled_at),
        (Step.DONE, nomination.done_at),
    )


def _days_to(nominations: Iterable[Nomination], step: Step, now: datetime) -> list[int]:
    return [
        days_between(each.received_at, at, now)
        for each in nominations
        for reached, at in _instants(each)
        if reached is step and at is not None
    ]


def _median(nominations: Iterable[Nomination], step: Step, now: datetime) -> float | None:
    days = _days_to(nominations, step, now)
    return float(median(days)) if len(days) >= FEWEST else None
