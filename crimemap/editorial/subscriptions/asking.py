"""Asking for the monthly letter, and confirming it from the letter that is sent: nobody can sign somebody else up.

Every way through `ask` ends in the same for whoever pressed the button, also in time: one letter is queued, or none
where the address had its few of the day. What is true of the address is said in that letter alone.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap import language
from crimemap.editorial import attempts, keys, outbox, retention, visitors
from crimemap.editorial.database import queue
from crimemap.editorial.pieces import Gone
from crimemap.editorial.subscriptions.links import Link, path_of, read
from crimemap.editorial.subscriptions.models import PREFIX, Subscription
from crimemap.language import gettext as _

WAITS: Final = retention.term("alerts-asked")
"""How long a link to confirm can be used, and the address is kept without it."""

_MOST_LETTERS: Final = 3
"""A day, to one address, whoever asks: nobody's letter box is filled by means of our form. [choose]"""

_DAY: Final = timedelta(days=1)


def ask(
    session: Session, address: str, area: str, place: str, spoken: str, *, also: bool = False, now: datetime
) -> None:
    """Somebody asks that letters about `area` (a code; `place` its name) go to `address`, in the language `spoken`;
    and `also` one whenever a meeting there is cancelled or moved.

    Asked again before it is confirmed, the same link is sent once more and its week begins anew. What is asked `also`
    of a letter that comes already is confirmed by that link too: else anybody could ask it for somebody else.
    """
    mark = visitors.mac(session, "alerts", f"{address.strip().casefold()}\0{area}")
    queue(session, f"alerts {mark}")
    if not attempts.allowed(session, "alerts letter", address, most=_MOST_LETTERS, within=_DAY, now=now):
        return
    found = session.scalar(select(Subscription).where(Subscription.mark == mark).with_for_update())
    if found is None:
        found = _made(session, mark, address.strip(), area, now)
    if found.confirmed_at is None:
        found.asked_at, found.language, found.also_asked_at = now, spoken, now if also else None
    elif also and found.also_since is None:
        found.also_asked_at = now
    session.flush()
    with language.using(found.language):
        _write(session, found, place, now)


def address_of(session: Session, subscription_id: str) -> str | None:
    """Where to write to; None once it was stopped."""
    found = session.get(Subscription, subscription_id)
    said = keys.unseal(session, found.subject, found.address) if found is not None else None
    return str(said["to"]) if said else None


def waiting(session: Session, secret: str, now: datetime) -> Subscription:
    """The subscription of a link to confirm it. Raises Gone where the link is none, or none any more."""
    subscription_id = read(session, Link.CONFIRM, secret)
    found = session.get(Subscription, subscription_id) if subscription_id else None
    if found is None or (found.confirmed_at is None and found.asked_at + WAITS <= now):
        raise Gone(
            _("This link does not work any more. Ask for the letter once more, and a new one is sent.")
        )
    return found


def confirm(session: Session, secret: str, now: datetime) -> Subscription:
    """Whoever reads that address wants the letter, and what else was asked for. Twice is once. Raises Gone."""
    found = waiting(session, secret, now)
    if asks_more(found, now):
        found.also_since = now
    found.also_asked_at = None
    if found.confirmed_at is None:
        found.confirmed_at = now
    session.flush()
    return found


def asks_more(found: Subscription, now: datetime) -> bool:
    """Whether letters at once were asked for, by a link that still works."""
    return found.also_since is None and found.also_asked_at is not None and now < found.also_asked_at + WAITS


def _made(session: Session, mark: str, address: str, area: str, now: datetime) -> Subscription:
    found = Subscription(
        id=f"{PREFIX}{secrets.token_hex(10)}", mark=mark, area=area, language="en", address=None,
        asked_at=now, confirmed_at=None, also_asked_at=None, also_since=None,
    )  # fmt: skip
    found.address = keys.seal(session, found.subject, {"to": address}, now)
    session.add(found)
    return found


def _write(session: Session, found: Subscription, place: str, now: datetime) -> None:
    asked_at = found.also_asked_at if asks_more(found, now) and found.also_asked_at else found.asked_at
    last = language.day((asked_at + WAITS).astimezone(now.tzinfo).date())
    link = Link.CONFIRM
    if found.confirmed_at is None:
        subject, lines = _first(place, last, also=asks_more(found, now))
    elif asks_more(found, now):
        subject, lines = _more(place, last)
    else:
        link = Link.STOP
        subject, lines = _already(place)
    outbox.queue(
        session, to=found.id, subject=subject, body="\n\n".join([_("Hello,"), *lines]), now=now, about=found.subject,
        link=path_of(session, link, found.id, found.language),
    )  # fmt: skip


def _first(place: str, last: str, *, also: bool) -> tuple[str, list[str]]:
    more = [_("They also asked for a letter whenever a meeting there is cancelled or moved.")] if also else []
    said = _(
        "If it was not you, do nothing. The link stops working on %(day)s, and your address is erased then.",
        day=last,
    )
    return (
        _("Please confirm: a monthly letter about %(place)s", place=place),
        [_asked_for(place), *more, _yours(), said],
    )


def _more(place: str, last: str) -> tuple[str, list[str]]:
    asked_for = _(
        "somebody asked on the site “Local crime and justice” that a letter comes to this address whenever a meeting in"
        " %(place)s is cancelled or moved.",
        place=place,
    )
    said = _(
        "If it was not you, do nothing: the link stops working on %(day)s, and nothing changes.", day=last
    )
    return (
        _("Please confirm: letters about meetings in %(place)s that are cancelled or moved", place=place),
        [asked_for, _yours(), said],
    )


def _already(place: str) -> tuple[str, list[str]]:
    said = _(
        "It comes to you already, so nothing has changed. If that was not you, nothing has changed either."
    )
    return (
        _("You get the letter about %(place)s already", place=place),
        [_asked_for(place), said, _("To stop it, open the page below and press its button.")],
    )


def _asked_for(place: str) -> str:
    return _(
        "somebody asked on the site “Local crime and justice” that a letter about %(place)s comes to this address every"
        " month.",
        place=place,
    )


def _yours() -> str:
    return _("If that was you, open the page below and press its button. Without it nothing is sent.")
