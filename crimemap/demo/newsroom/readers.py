"""Who gets the monthly letter in the demonstration: addresses that lead nowhere, one of them not confirmed yet."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER
from crimemap.demo.newsroom.press import Press
from crimemap.editorial import outbox, subscriptions
from crimemap.editorial.subscriptions import Link, Subscription
from crimemap.release import Release

_DAYS: Final = {
    TAMBER: (40, 12),
    HEXMARSH: (33,),
    MELYS: (20,),
    "corvenshire-tv3": (61, 25, 3),
    "corvenshire-tv1": (8,),
}
"""How long ago somebody asked, by the area that they asked for."""

_WAITS: Final = ("corvenshire-hx5", 2)
"""The one that nobody has confirmed."""


def subscribe(press: Press, release: Release) -> None:
    """They ask, and all but one confirm at once. What was written to those is gone and forgotten."""
    for area, days in _DAYS.items():
        for number, ago in enumerate(days, 1):
            subscriptions.ask(
                press.session, f"reader-{number}@{area.lower()}.example", area, _name(release, area), "en",
                now=press.at(ago, 18),
            )  # fmt: skip
    for found in press.session.scalars(select(Subscription)).all():
        secret = subscriptions.secret_of(press.session, Link.CONFIRM, found.id)
        subscriptions.confirm(press.session, secret, found.asked_at)
        outbox.forget(press.session, found.id, found.asked_at)
    area, ago = _WAITS
    subscriptions.ask(
        press.session, "reader-waiting@hexmarsh.example", area, _name(release, area), "en", now=press.at(ago, 18)
    )  # fmt: skip


def _name(release: Release, code: str) -> str:
    found = release.area(code)
    return found.name if found else code
