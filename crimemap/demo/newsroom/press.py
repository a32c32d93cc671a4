"""The two accounts that write and approve everything in the demonstration; nobody can sign in to either."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from crimemap.editorial import accounts
from crimemap.editorial.people import EVERYWHERE, Grant, Person, Role
from crimemap.editorial.pieces import Content, Kind, Piece
from crimemap.editorial.publishing import approve, create, submit

_AUTHOR = ("Press officer Rowan", "press.rowan@corvenshire.example")
_APPROVER = ("Inspector Alder", "inspector.alder@corvenshire.example")
_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Press:
    """Who does it, in which session, and the day of the demonstration. Every act is done before that day begins."""

    session: Session
    author: Person
    approver: Person
    today: date
    zone: ZoneInfo
    seed: int

    def day(self, ago: int) -> date:
        """So many days before; negative: after."""
        return self.today - timedelta(days=ago)

    def at(self, ago: int, hour: int = 10, minute: int = 0) -> datetime:
        """An instant of that day, here."""
        return datetime.combine(self.day(ago), time(hour, minute), self.zone)

    def weekday(self, ago: int) -> date:
        """That day, or the Friday before a weekend."""
        found = self.day(ago)
        return found - timedelta(days=max(0, found.weekday() - _WEEKEND + 1))

    def mark(self, *parts: object) -> str:
        """The one-time token of a form, the same for the same seed: what is made twice is made once."""
        return mark_of(self.seed, *parts)

    def draft(self, kind: Kind, partnership: str, content: Content, ago: int, *name: object) -> Piece:
        """Written by the author at three in the afternoon."""
        return create(
            self.session,
            self.author,
            kind,
            partnership,
            content,
            token=self.mark(kind, *name),
            now=self.at(ago, 15),
        )

    def hand_in(self, piece: Piece, ago: int) -> None:
        """Twenty minutes later."""
        submit(self.session, self.author, piece.id, version=piece.version, now=self.at(ago, 15, 20))

    def approve(self, piece: Piece, ago: int) -> None:
        """By the other one, in the morning."""
        approve(self.session, self.approver, piece.id, version=piece.version, now=self.at(ago, 9, 40))


def mark_of(seed: int, *parts: object) -> str:
    """What `Press.mark` gives: tests find a nomination by it."""
    return hashlib.sha256(repr((seed, *parts)).encode()).hexdigest()[:24]


def are_there(session: Session) -> bool:
    """Whether the two accounts exist: then all that they write does too."""
    return accounts.by_email(session, _AUTHOR[1]) is not None


def engaged(session: Session, today: date, zone: ZoneInfo, seed: int) -> Press:
    """The two, for every partnership, a year and a half before the day."""
    now = datetime.combine(today - timedelta(days=550), time(9), zone)
    author, approver = (
        accounts.person_of(
            accounts.add(
                session,
                name=name,
                email=email,
                grants=[Grant(role, EVERYWHERE)],
                now=now,
                by="operator",
                usable=False,
            )
        )
        for (name, email), role in ((_AUTHOR, Role.AUTHOR), (_APPROVER, Role.APPROVER))
    )
    return Press(session, author, approver, today, zone, seed)
