"""Who did what to which record, when: append-only, chained, and silent about persons once they are erased.

Each entry's hash covers the entry before it, so that one row changed, removed or put between is found. It is keyed
with the installation's SIGNING_KEY: whoever can write to the database alone cannot make a chain that holds, nor cut
its end off, for the head is signed too. What is personal in an entry is sealed under the key of its record (keys.py)
and the chain runs over the ciphertext. Whoever puts back an old copy of the whole database is found by a hash that was
noted elsewhere (`verify(…, noted=…)`).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, event, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial.database import Base, held
from crimemap.editorial.keys import seal, vault_of

_FIRST: Final = "0" * 64


class Entry(Base):
    """One act. `subject` names the record ("conviction:k3m…"); `said` holds nothing personal, `sealed` what is.

    `partnership` is whose record it is: what the first entry about the subject said, or None where it is nobody's.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject_number", "subject", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    partnership: Mapped[str | None] = mapped_column(index=True)
    said: Mapped[dict[str, Any]]
    sealed: Mapped[bytes | None]
    hash: Mapped[str]


class Head(Base):
    """The end of the chain: one row, which every writer locks first. `seal` signs the two before it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str]
    seal: Mapped[str]


def record(
    session: Session,
    actor: str,
    act: str,
    subject: str,
    *,
    now: datetime,
    said: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    partnership: str | None = None,
) -> Entry:
    """Add an entry to the chain, in the transaction of what it tells of.

    `actor` is an account's id, or "visitor", "software", "operator". `said` must be what JSON can hold.
    `partnership`, or one in `said`, is whose record it is; where neither says so, the first entry about it did.
    Everybody who records waits here until the transaction ends: lock what else you need before.
    """
    vault = vault_of(session)
    head = held(session, Head, 1, number=0, hash=_FIRST, seal=_seal(vault.signing, 0, _FIRST))
    told = json.loads(json.dumps(dict(said or {}), allow_nan=False))  # as it will be read back
    entry = Entry(
        number=head.number + 1,
        at=now.astimezone(UTC),
        actor=actor,
        act=act,
        subject=subject,
        partnership=partnership or told.get("partnership") or _known_partnership(session, subject),
        said=told,
        sealed=seal(session, subject, personal, now) if personal else None,
    )
    entry.hash = _hash(vault.signing, head.hash, _columns(entry))
    session.add(entry)
    head.number, head.hash, head.seal = (
        entry.number,
        entry.hash,
        _seal(vault.signing, entry.number, entry.hash),
    )
    session.flush()
    return entry


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: how many entries hold, the last hash (to note elsewhere), and the first fault."""

    entries: int
    last: str
    fault: str | None = None


def verify(session: Session, noted: str = "") -> Verdict:
    """Walk the whole chain. The fault names the first entry that does not hold.

    `noted` is a hash that `verify` gave at an earlier day, written down where nobody of the database can reach it.
    """
    signing, hold, before, found = vault_of(session).signing, 0, _FIRST, not noted
    with closing(_all(session)) as rows:
        try:
            for row in rows:
                if row["number"] != hold + 1:
                    return Verdict(hold, before, f"entry {hold + 1} is missing")
                if not hmac.compare_digest(row["hash"], _hash(signing, before, row)):
                    return Verdict(hold, before, _CHANGED % (hold + 1))
                hold, before = hold + 1, row["hash"]
                found = found or hmac.compare_digest(before, noted)
        except (ValueError, TypeError):  # somebody put in what such a column never holds
            return Verdict(hold, before, _CHANGED % (hold + 1))
    return Verdict(hold, before, _fault_at_the_end(session, hold, before, found=found))


_CHANGED: Final = "entry %d was changed after it was written"


def _fault_at_the_end(session: Session, number: int, last: str, *, found: bool) -> str | None:
    head = session.get(Head, 1, populate_existing=True)
    if head is None:
        return "the end of the chain is missing" if number else (None if found else _OTHER)
    if head.number > number:
        return f"entry {number + 1} is missing, and all up to {head.number}"
    whole = _seal(vault_of(session).signing, number, last)
    if (head.number, head.hash) != (number, last) or not hmac.compare_digest(head.seal, whole):
        return "the end of the chain was changed"
    return None if found else _OTHER


_OTHER: Final = "no entry has the hash that was noted: this is an older copy, or another database"


def count(session: Session) -> int:
    """How many entries there are."""
    return session.scalar(select(func.count()).select_from(Entry)) or 0


_COLUMNS: Final = ("number", "at", "actor", "act", "subject", "partnership", "said", "sealed")


def _columns(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _COLUMNS}


def _all(session: Session) -> Generator[Mapping[str, Any], None, None]:
    """Rows, not objects: a hundred thousand of them are walked."""
    columns = Entry.__table__.c
    asked = select(*columns).order_by(columns.number).execution_options(yield_per=1000)
    with session.execute(asked) as rows:
        for row in rows.mappings():
            yield dict(row)


def _known_partnership(session: Session, subject: str) -> str | None:
    asked = select(Entry.partnership).where(Entry.subject == subject, Entry.partnership.is_not(None))
    return session.scalar(asked.order_by(Entry.number).limit(1))


def _hash(signing: bytes, before: str, row: Mapping[str, Any]) -> str:
    """Over every column, the sealed one as the bytes that are stored; the text is ASCII and its keys are in order."""
    covered = {name: row[name] for name in _COLUMNS}
    covered["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    covered["sealed"] = None if row["sealed"] is None else hashlib.sha256(row["sealed"]).hexdigest()
    return hmac.new(
        signing, (before + json.dumps(covered, sort_keys=True)).encode(), hashlib.sha256
    ).hexdigest()


def _seal(signing: bytes, number: int, last: str) -> str:
    return hmac.new(signing, f"the end is {number}:{last}".encode(), hashlib.sha256).hexdigest()


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
        (
            "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
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
