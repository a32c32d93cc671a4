"""Reading the audit: who may, page by page, newest first; what is personal in an entry, which is itself recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import Session

from crimemap.editorial import audit
from crimemap.editorial.audit import Entry
from crimemap.editorial.keys import RecordKey, unseal
from crimemap.editorial.people import EVERYWHERE, Person, Role, not_allowed
from crimemap.editorial.pieces import Gone
from crimemap.language import gettext as _

READERS: Final = (Role.APPROVER, Role.ADMINISTRATOR)
"""Who reads it, for the partnerships that it is granted for; what is no partnership's, who has it everywhere."""

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader looks for; everything may be left open. `before`: entries older than that number."""

    record: str = ""
    actor: str = ""
    act: str = ""
    day: dt.date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page. `erased`: subjects whose key is gone, so that nobody can read what is personal of them."""

    entries: tuple[Entry, ...]
    older: int | None
    erased: frozenset[str]


def page_of(session: Session, person: Person, asked: Asked, zone: dt.tzinfo) -> Listed:
    """Entries that `person` may read, newest first. `asked.day` is a day of `zone`."""
    found = select(Entry).where(_readable(person), *_conditions(asked, zone)).order_by(Entry.number.desc())
    entries = tuple(session.scalars(found.limit(PAGE + 1)))
    shown = entries[:PAGE]
    older = shown[-1].number if len(entries) > PAGE else None
    return Listed(shown, older, _erased(session, {entry.subject for entry in shown if entry.sealed}))


def acts(session: Session, person: Person) -> tuple[str, ...]:
    """Every act that was recorded, for a list to choose from."""
    return tuple(session.scalars(select(Entry.act).where(_readable(person)).distinct().order_by(Entry.act)))


def actors(session: Session, person: Person) -> tuple[str, ...]:
    """Everybody who acted, by id."""
    return tuple(
        session.scalars(select(Entry.actor).where(_readable(person)).distinct().order_by(Entry.actor))
    )


def of_record(session: Session, subject: str) -> tuple[Entry, ...]:
    """All about one record, oldest first: for an operator."""
    return tuple(session.scalars(select(Entry).where(Entry.subject == subject).order_by(Entry.number)))


def open_personal(
    session: Session, person: Person, number: int, *, now: dt.datetime
) -> tuple[Entry, dict[str, Any] | None]:
    """An entry with what is personal in it, or None where that was erased; that it was read is written down.

    Raises Gone where there is no such entry, Denied where this person may not read it.
    """
    entry = session.get(Entry, number)
    if entry is None:
        raise Gone(_("There is no such entry."))
    if not may_read(person, entry):
        raise not_allowed()
    found = unseal(session, entry.subject, entry.sealed)
    if found is not None:
        audit.record(session, person.id, "read the audit", entry.subject, now=now, said={"entry": number})
    return entry, found


def may_read(person: Person, entry: Entry) -> bool:
    """Whether an entry is among those of this person's partnerships."""
    held = person.partnerships(*READERS)
    return EVERYWHERE in held or (entry.partnership is not None and entry.partnership in held)


def _readable(person: Person) -> ColumnElement[bool]:
    held = person.partnerships(*READERS)
    if EVERYWHERE in held:
        return true()
    return Entry.partnership.in_(held) if held else false()


def _conditions(asked: Asked, zone: dt.tzinfo) -> list[ColumnElement[bool]]:
    found = [
        column == value
        for column, value in (
            (Entry.subject, asked.record),
            (Entry.actor, asked.actor),
            (Entry.act, asked.act),
        )
        if value
    ]
    if asked.day is not None:
        begins = dt.datetime.combine(asked.day, dt.time(), zone)
        ends = dt.datetime.combine(asked.day + dt.timedelta(days=1), dt.time(), zone)
        found += [Entry.at >= begins, Entry.at < ends]
    if asked.before is not None:
        found.append(Entry.number < asked.before)
    return found


def _erased(session: Session, subjects: set[str]) -> frozenset[str]:
    gone: Select[str] = select(RecordKey.record).where(
        RecordKey.record.in_(subjects), RecordKey.wrapped.is_(None)
    )
    return frozenset(session.scalars(gone))
