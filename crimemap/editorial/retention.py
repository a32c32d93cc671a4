"""How long anything personal is kept: reviewed rows of data/retention.yaml, and the calls that keep to them.

A kind says what of it is due: `register("nominations", due)`. `run` destroys the keys of those records, so that
nobody can read them any more (in the audit neither), and writes each erasure down as the software's act. What is
registered must be a row of the file, and every row that the file leaves to the software must be registered.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, Self

from pydantic import model_validator
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.disclosure.reviewed import FOLDER, Row, load
from crimemap.editorial import audit, keys
from crimemap.editorial.database import Base, Database, held
from crimemap.editorial.pieces import Piece, State

FILE: Final = FOLDER.parent / "retention.yaml"
MOST_AT_ONCE: Final = 200
"""Records erased in one transaction: others wait for it to end."""


class KeptBy(StrEnum):
    """Whose duty the end of a row is: the software's, that of the act itself (what is sent is gone), or the host's."""

    SOFTWARE = "software"
    SENT = "sent"
    HOST = "host"


class Group(StrEnum):
    """Where a row stands on the page; the order is the page's."""

    VISITORS = "visitors"
    PUBLISHED = "published"
    NEWSROOM = "newsroom"
    HOST = "host"


class Kept(Row):
    """What is held of whom, why, until when, where, and who sees it. All text is English, for gettext."""

    id: str
    group: Group
    title: str
    about: str
    what: str
    why: str
    basis: str
    days: int | None = None
    at_most_days: int | None = None
    since: str = ""
    until: str = ""
    after: str = ""
    seen: str
    where: str
    kept_by: KeptBy

    @property
    def years(self) -> int | None:
        """The term in whole years, where it is two of them or more: nobody reads thousands of days."""
        years = round((self.days or 0) / 365.25)
        return years if years >= 2 and abs((self.days or 0) - years * 365.25) < 1 else None

    @model_validator(mode="after")
    def _says_until_when(self) -> Self:
        if (self.days is None) is not bool(self.until) or (self.days is None) is bool(self.since):
            raise ValueError(f"{self.id}: expected days and since, or until")
        return self


class _File(Row):
    reviewed: dt.date
    slack_days: int
    rows: tuple[Kept, ...]


@cache
def table(file: Path = FILE) -> _File:
    """The whole file. Raises Refusal naming what is wrong with it."""
    return load(file, _File)


@cache
def _row(name: str) -> Kept:
    return next(row for row in table().rows if row.id == name)


def term(name: str) -> dt.timedelta:
    """How long the row `name` lets something be kept."""
    days = _row(name).days
    if days is None:
        raise ValueError(f"{name} has no number of days")
    return dt.timedelta(days=days)


def longest(name: str) -> dt.timedelta:
    """How long the row `name` lets something be kept whatever becomes of it, from the day on which it came."""
    days = _row(name).at_most_days
    if days is None:
        raise ValueError(f"{name} has no longest time")
    return dt.timedelta(days=days)


def gone_by(due: dt.datetime) -> dt.date:
    """The day, in the zone of `due`, by whose end what is due then is gone: as whom it is about is told."""
    return (due + dt.timedelta(days=table().slack_days)).date()


Due = Callable[[Session, dt.datetime], Iterable[str]]
"""Subjects ("nomination:k3m…") whose key is to be destroyed at this instant; none that were erased before."""

Erase = Callable[[Session, str, dt.datetime], None]
"""What else goes when a subject is erased: rows, blobs, fingerprints."""


@dataclass(frozen=True, slots=True)
class _Duty:
    due: Due
    erase: Erase | None


_DUTIES: Final[dict[str, _Duty]] = {}


def register(name: str, due: Due, erase: Erase | None = None) -> None:
    """What of the row `name` is due, and what goes beside its key. Raises ValueError for a row that there is not.

    `due` answers nothing twice: a record whose key is destroyed must not be among its answers again, unless `erase`
    still has something to take away.
    """
    if all(row.id != name for row in table().rows):
        raise ValueError(f"{FILE.name} has no row {name}")
    _DUTIES[name] = _Duty(due, erase)


def registered() -> frozenset[str]:
    """The rows that some kind keeps."""
    return frozenset(_DUTIES)


class Housekeeping(Base):
    """When the rows were last kept: one row."""

    __tablename__ = "housekeeping"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kept_at: Mapped[dt.datetime | None]


@dataclass(frozen=True, slots=True)
class Erased:
    """How many records were erased under each row; `more` where some are still due (run again)."""

    counts: Mapping[str, int] = field(default_factory=dict)
    more: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def run(session: Session, now: dt.datetime, *, at_most: int = MOST_AT_ONCE) -> Erased:
    """Erase what is due, at most so many records in this transaction. The caller commits, and runs again if `more`."""
    due = list(islice(_all_due(session, now), at_most + 1))
    erased = []
    # Keys first, the audit after: whoever records holds the end of its chain, and must not wait for a record then.
    for name, subject in due[:at_most]:
        destroyed = keys.destroy(session, subject, now)
        if (erase := _DUTIES[name].erase) is not None:
            erase(session, subject, now)
        if erase is not None or destroyed:
            erased.append((name, subject))
    for name, subject in erased:
        if not _is_told(session, subject, now):
            audit.record(session, "software", "erased", subject, now=now, said={"row": name})
    more = len(due) > at_most
    if not more:
        held(session, Housekeeping, 1).kept_at = now
    session.flush()
    return Erased(Counter(name for name, _subject in erased), more)


def _is_told(session: Session, subject: str, now: dt.datetime) -> bool:
    """Whether the kind's own `erase` wrote it down: one erasure is one entry."""
    asked = select(audit.Entry.number).where(
        audit.Entry.subject == subject, audit.Entry.act.startswith("erased"), audit.Entry.at == now
    )
    return session.scalar(asked.limit(1)) is not None


def keep(database: Database, now: dt.datetime) -> int:
    """Erase all that is due, a transaction at a time, and tidy up after it. How many records."""
    from crimemap.editorial import tables  # noqa: F401, PLC0415  (they import this; each kind must be registered)

    total, more = 0, True
    while more:
        with database.session(writing=True) as session:
            erased = run(session, now)
            session.commit()
        total, more = total + erased.total, erased.more
    if total:
        database.tidy()
    return total


def keep_daily(database: Database, now: dt.datetime) -> int:
    """As `keep`, where nobody did yet today (in the zone of `now`)."""
    with database.session() as session:
        before = last_kept(session)
    return (
        0
        if before is not None and before.astimezone(now.tzinfo).date() >= now.date()
        else keep(database, now)
    )


def last_kept(session: Session) -> dt.datetime | None:
    """When all that was due had been erased."""
    row = session.get(Housekeeping, 1)
    return row.kept_at if row else None


def _all_due(session: Session, now: dt.datetime) -> Iterable[tuple[str, str]]:
    """Row and subject; a subject that two rows name is told once."""
    told: set[str] = set()
    for name, duty in _DUTIES.items():
        for subject in tuple(duty.due(session, now)):
            if subject not in told and (duty.erase is not None or not _is_erased(session, subject)):
                told.add(subject)
                yield name, subject


def _is_erased(session: Session, subject: str) -> bool:
    row = session.get(keys.RecordKey, subject)
    return row is None or row.wrapped is None


def blank_piece(session: Session, subject: str, now: dt.datetime) -> None:
    """An `erase` for any kind of piece: what was written, and the remarks on it, go with the key."""
    piece = session.get(Piece, subject.partition(":")[2], with_for_update=True)
    if piece is None:
        return
    piece.content = piece.shown = piece.remark = None
    if piece.state is not State.APPROVED:
        piece.state = State.CLOSED
        piece.ended_at = piece.ended_at or now
