"""What is personal is stored sealed, under a key of its record; destroying the key erases it everywhere at once.

The record's key is itself sealed under the installation's (vault.py). The audit keeps its own ciphertext and its chain
holds whether or not a key still exists: that is how an append-only audit and a right to erasure agree.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crimemap.editorial.database import Base, held
from crimemap.editorial.vault import Vault

_AT_ONCE: Final = 1_000
"""Keys asked for in one statement: databases take no more than some thousand values in one."""

_HELD: Final = "keys at hand"


class RecordKey(Base):
    """The key of one record; without `wrapped`, what was sealed under it is gone."""

    __tablename__ = "record_key"

    record: Mapped[str] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes | None]
    made_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]


def vault_of(session: Session) -> Vault:
    """The vault that the session's database was opened with."""
    found: Vault = session.info["vault"]
    return found


def seal(session: Session, record: str, said: Mapping[str, Any], now: datetime) -> bytes | None:
    """`said` (what JSON can hold) under the key of `record`, which is made where there is none.

    None where that key was destroyed: what was erased takes nothing new.
    """
    row = session.get(RecordKey, record)
    if row is None:
        wrapped = vault_of(session).wrap(Fernet.generate_key())
        row = held(session, RecordKey, record, wrapped=wrapped, made_at=now)
    key = _key(session, row)
    return key.encrypt(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()) if key else None


def at_hand(session: Session, records: Collection[str]) -> None:
    """Read the keys of many records in one statement, since `unseal` asks for each by itself.

    They stay in the session's memory until it is closed (SQLAlchemy alone forgets what nobody holds).
    """
    known: dict[str, RecordKey] = session.info.setdefault(_HELD, {})
    wanted = sorted(set(records) - known.keys())
    for first in range(0, len(wanted), _AT_ONCE):
        asked = select(RecordKey).where(RecordKey.record.in_(wanted[first : first + _AT_ONCE]))
        known.update((row.record, row) for row in session.scalars(asked))


def unseal(session: Session, record: str, sealed: bytes | None) -> dict[str, Any] | None:
    """What was sealed; None where the record was erased, or where there is nothing."""
    row = session.get(RecordKey, record)
    key = _key(session, row) if row is not None else None
    if key is None or sealed is None:
        return None
    found: dict[str, Any] = json.loads(key.decrypt(sealed))
    return found


def seal_bytes(session: Session, record: str, data: bytes, now: datetime) -> bytes | None:
    """As `seal`, for a file."""
    if seal(session, record, {}, now) is None:
        return None
    row = session.get_one(RecordKey, record)
    key = _key(session, row)
    return key.encrypt(data) if key else None


def unseal_bytes(session: Session, record: str, sealed: bytes) -> bytes | None:
    """As `unseal`, for a file."""
    row = session.get(RecordKey, record)
    key = _key(session, row) if row is not None else None
    return key.decrypt(sealed) if key else None


def destroy(session: Session, record: str, now: datetime) -> bool:
    """Erase all that was ever sealed for `record`. Whether there was anything to erase."""
    row = session.get(RecordKey, record, with_for_update=True, populate_existing=True)
    if row is None or row.wrapped is None:
        return False
    row.wrapped, row.destroyed_at = None, now
    return True


def rewrap(session: Session) -> int:
    """Put every record's key under the newest ENCRYPTION_KEY, so that older ones can be taken away. How many."""
    vault, done = vault_of(session), 0
    found = select(RecordKey).where(RecordKey.wrapped.is_not(None)).with_for_update()
    for row in session.scalars(found.execution_options(yield_per=500)):
        if row.wrapped is not None:
            row.wrapped, done = vault.rewrap(row.wrapped), done + 1
    session.flush()
    return done


def _key(session: Session, row: RecordKey) -> Fernet | None:
    return None if row.wrapped is None else Fernet(vault_of(session).unwrap(row.wrapped))
