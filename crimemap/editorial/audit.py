"""Who did what to which record, when: append-only, chained, and silent about persons once they are erased.

Each entry's hash covers the entry before it, so that one row changed, removed or put between is found. It is keyed
with the installation's SIGNING_KEY: whoever can write to the database alone cannot make a chain that holds. What is
personal in an entry is sealed under the key of its record (keys.py) and the chain runs over the ciphertext.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, event, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial.database import Base
from crimemap.editorial.keys import seal, vault_of

_FIRST: Final = "0" * 64


class Entry(Base):
    """One act. `subject` names the record ("conviction:k3m…"); `said` holds nothing personal, `sealed` what is."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(index=True)
    act: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    said: Mapped[dict[str, Any]]
    sealed: Mapped[bytes | None]
    hash: Mapped[str]


class Head(Base):
    """The end of the chain: one row, which every writer locks first."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str]


def record(
    session: Session,
    actor: str,
    act: str,
    subject: str,
    *,
    now: datetime,
    said: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> Entry:
    """Add an entry to the chain, in the transaction of what it tells of.

    `actor` is an account's id, or "visitor", "software", "operator". `said` must be what JSON can hold.
    """
    head = session.get(Head, 1, with_for_update=True)
    if head is None:
        head = Head(id=1, number=0, hash=_FIRST)
        session.add(head)
    entry = Entry(
        number=head.number + 1,
        at=now.astimezone(UTC),
        actor=actor,
        act=act,
        subject=subject,
        said=dict(said or {}),
        sealed=seal(session, subject, personal, now) if personal else None,
        hash="",
    )
    entry.hash = _hash(session, head.hash, entry)
    session.add(entry)
    head.number, head.hash = entry.number, entry.hash
    session.flush()
    return entry


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: how many entries hold, the last hash (to note elsewhere), and the first fault."""

    entries: int
    last: str
    fault: str | None = None


def verify(session: Session) -> Verdict:
    """Walk the whole chain. The fault names the first entry that does not hold."""
    expected, before = 0, _FIRST
    for entry in _all(session):
        expected += 1
        if entry.number != expected:
            return Verdict(expected - 1, before, f"entry {expected} is missing")
        if not hmac.compare_digest(entry.hash, _hash(session, before, entry)):
            return Verdict(expected - 1, before, f"entry {entry.number} was changed after it was written")
        before = entry.hash
    head = session.get(Head, 1)
    known = (head.number, head.hash) if head else (0, _FIRST)
    if known != (expected, before):
        return Verdict(expected, before, f"{max(known[0] - expected, 0)} entries are missing at the end")
    return Verdict(expected, before)


def count(session: Session) -> int:
    """How many entries there are."""
    return session.scalar(select(func.count()).select_from(Entry)) or 0


def _all(session: Session) -> Iterator[Entry]:
    yield from session.scalars(
        select(Entry).order_by(Entry.number).execution_options(yield_per=500, populate_existing=True)
    )


def _hash(session: Session, before: str, entry: Entry) -> str:
    """Over every column, the sealed one as the bytes that are stored."""
    held = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "act": entry.act,
        "subject": entry.subject,
        "said": entry.said,
        "sealed": hashlib.sha256(entry.sealed or b"").hexdigest(),
    }
    text = before + json.dumps(held, sort_keys=True, ensure_ascii=False)
    return hmac.new(vault_of(session).signing, text.encode(), hashlib.sha256).hexdigest()


# The database itself refuses to change or drop an entry; verify() finds what went past it.
GUARDS: Final = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS "
            "'BEGIN RAISE EXCEPTION ''the audit is append-only''; END' LANGUAGE plpgsql"
        ),
        (
            "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        ),
    ),
}


def guard(connection: Connection) -> None:
    """Make the database refuse: after the table is made, by a test or by a migration."""
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


@event.listens_for(Entry.__table__, "after_create")
def _guard_when_made(_table: object, connection: Connection, **_more: object) -> None:
    guard(connection)
