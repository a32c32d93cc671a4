"""Taking in the file of a meeting in a box: read twice it is one draft, and nothing that people typed here is lost.

A file that was saved again later is put to the draft that was read from it, row by row: what it said when it was read
last is known, so what changed there and what changed here are told apart, and only what both changed is asked about.
Where the record was typed at the desk or comes from another box, nothing is known of what was before: the two are
compared by a person, who adds what is wanting.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, keys, pieces, publishing
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import deciding, merging, records
from crimemap.editorial.meetings.merging import PRESENT, Merged, Row, Typed, merge
from crimemap.editorial.meetings.packfile import Fault, Packed, Unreadable
from crimemap.editorial.meetings.record import Asked, Decision, Hands, Record
from crimemap.editorial.meetings.records import RecordFacts
from crimemap.editorial.people import Person, Role
from crimemap.editorial.pieces import Gone, Kind, Piece, State
from crimemap.language import gettext as _


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"
    SAME = "same"
    UPDATED = "updated"
    MERGED = "merged"
    DIFFERS = "differs"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Taken:
    """The draft, and what the file did to it. DIFFERS: nothing yet; `wanting` says what the file has and it has not."""

    outcome: Outcome
    piece: Piece


def take_in(session: Session, person: Person, packed: Packed, *, now: datetime, again: bool = False) -> Taken:
    """Make a draft of a file, or bring the one up to date that was made of it. Raises Denied, Gone, Unreadable.

    `again`: make a new draft even though the one that the file made was taken down.
    """
    person.must(Role.AUTHOR, packed.partnership)
    deciding.lock(session, packed.record.meeting)
    known = _known(session, packed)
    if known is not None and known.ended_at is not None:
        if not again:
            return Taken(Outcome.ENDED, known)
        session.get_one(RecordFacts, known.id).pack = None
        session.flush()
    piece = records.of_meeting(session, packed.record.meeting)
    if piece is None:
        return Taken(Outcome.NEW, _made(session, person, packed, known, now))
    piece = pieces.find(session, piece.id, writing=True)  # `settle` and `add` take no other lock
    return _compared(session, person, piece, packed, now)


def _compared(session: Session, person: Person, piece: Piece, packed: Packed, now: datetime) -> Taken:
    person.must(Role.AUTHOR, piece.partnership)
    before = _written(session, piece)
    if is_old(session, piece, packed):
        return Taken(Outcome.SAME, piece)
    if (typed := changed(session, piece, packed)) is not None:
        merged = merge(typed, before)
        if merging.same(merged.record, before) and not merged.asked:
            return Taken(Outcome.SAME, piece)
        if merged.asked or piece.state is State.WAITING:
            return Taken(Outcome.DIFFERS, piece)
        facts = session.get_one(RecordFacts, piece.id)
        is_untouched = piece.version == facts.version
        _save_over(session, person, piece, merged.record, read=typed.record, packed=packed, now=now)
        facts.version = piece.version if is_untouched else facts.version
        return Taken(Outcome.UPDATED if is_untouched else Outcome.MERGED, piece)
    return Taken(Outcome.DIFFERS if any(wanting(before, packed.record)) else Outcome.SAME, piece)


def changed(session: Session, piece: Piece, packed: Packed) -> Typed | None:
    """What the file changed since it was read last; None where it was never read into this draft, or nobody knows."""
    facts = session.get_one(RecordFacts, piece.id)
    if facts.pack != packed.session or facts.saved is None or packed.saved <= facts.saved:
        return None
    if (kept := keys.unseal(session, piece.subject, facts.read)) is not None:
        return merging.followed(Record.model_validate(kept), packed.record)
    is_untouched = piece.version == facts.version
    return merging.followed(_written(session, piece), packed.record) if is_untouched else None


def is_old(session: Session, piece: Piece, packed: Packed) -> bool:
    """Whether this very file was dealt with last, or a later save of the same form before."""
    facts = session.get_one(RecordFacts, piece.id)
    if facts.file == _digest(session, packed):
        return True
    return facts.pack == packed.session and facts.saved is not None and packed.saved < facts.saved


def settle(
    session: Session, person: Person, piece_id: str, packed: Packed, chosen: Mapping[str, str], *, now: datetime
) -> Merged | None:  # fmt: skip
    """Put the file to the draft with what was `chosen` of it. While anything is asked, nothing is saved.

    None where nothing is known of what the file said before. Raises Denied, Gone.
    """
    piece = pieces.find(session, piece_id, kind=Kind.RECORD, writing=True)
    person.must(Role.AUTHOR, piece.partnership)
    if (typed := changed(session, piece, packed)) is None:
        return None
    merged = merge(typed, _written(session, piece), chosen)
    if not merged.asked:
        _save_over(session, person, piece, merged.record, read=typed.record, packed=packed, now=now)
    return merged


def wanting(before: Record, packed: Record) -> Iterator[tuple[str, int | Row]]:
    """What the file has that the draft has not: by the name under which it can be added."""
    if packed.present is not None and packed.present != before.present:
        yield PRESENT, packed.present
    for name in merging.LISTS:
        there = [_told(row) for row in getattr(before, name)]
        for place, row in enumerate(getattr(packed, name)):
            if _told(row) in there:
                there.remove(_told(row))  # two that say the same are two
            else:
                yield f"{name}-{place}", row


def add(
    session: Session, person: Person, piece_id: str, packed: Packed, chosen: Collection[str], *, version: int,
    now: datetime,
) -> Piece:  # fmt: skip
    """Put what was `chosen` of a file behind what stands in the draft. Raises Conflict, Denied, Gone."""
    piece = pieces.find(session, piece_id, kind=Kind.RECORD, writing=True)
    person.must(Role.AUTHOR, piece.partnership)
    before = _written(session, piece)
    more: dict[str, Any] = {name: [] for name in merging.LISTS}
    update: dict[str, Any] = {}
    for name, row in wanting(before, packed.record):
        if name in chosen and name == PRESENT:
            update[PRESENT] = row
        elif name in chosen:
            more[name.partition("-")[0]].append(row)
    update |= {name: (*getattr(before, name), *rows) for name, rows in more.items()}
    saved = publishing.save(
        session, person, piece_id, before.model_copy(update=update), version=version, now=now
    )
    _read_from(session, person, saved, packed.record, packed=packed, now=now)
    return saved


def _written(session: Session, piece: Piece) -> Record:
    before = pieces.content_of(session, piece)
    if not isinstance(before, Record):
        raise Gone(_("What was written here has been erased."))
    return before


def _known(session: Session, packed: Packed) -> Piece | None:
    """The piece that was made of an earlier save of the same form, also one that was taken down since."""
    facts = session.scalars(select(RecordFacts).where(RecordFacts.pack == packed.session)).first()
    if facts is None:
        return None
    if facts.meeting != packed.record.meeting:
        raise Unreadable(
            (Fault("session", _("A file with this mark was read before, for another meeting.")),)
        )
    return session.get_one(Piece, facts.piece_id)


def _digest(session: Session, packed: Packed) -> str:
    return hmac.new(
        keys.vault_of(session).signing, f"pack {packed.digest}".encode(), hashlib.sha256
    ).hexdigest()


def _made(session: Session, person: Person, packed: Packed, ended: Piece | None, now: datetime) -> Piece:
    token = f"pack {packed.session} {ended.id if ended is not None else ''}"
    piece = deciding.made(session, person, packed.partnership, packed.record, token=token, now=now)
    _read_from(session, person, piece, packed.record, packed=packed, now=now)
    session.get_one(RecordFacts, piece.id).version = piece.version
    return piece


def _save_over(
    session: Session, person: Person, piece: Piece, told: Record, *, read: Record, packed: Packed, now: datetime
) -> None:  # fmt: skip
    """Save what was `told` by file and desk together; `read` is what the file says by itself."""
    publishing.save(session, person, piece.id, told, version=piece.version, now=now)
    _read_from(session, person, piece, read, packed=packed, now=now)


def _read_from(
    session: Session, person: Person, piece: Piece, read: Record, *, packed: Packed, now: datetime
) -> None:
    """The first box that a record was read from stays its own; of another one it is only written down."""
    facts = session.get_one(RecordFacts, piece.id)
    facts.pack = facts.pack or packed.session
    if facts.pack == packed.session:
        facts.saved = packed.saved
        facts.read = keys.seal(session, piece.subject, read.model_dump(mode="json"), now)
    facts.file = _digest(session, packed)
    session.flush()
    audit.record(
        session, person.id, "read from a meeting in a box", piece.subject, now=now, partnership=piece.partnership,
        said={"pack": packed.session, "saved": packed.saved},
    )  # fmt: skip


def _told(row: Row) -> tuple[Any, ...]:
    """What a file can say of a row: what came of it later is the newsroom's alone."""
    match row:
        case Decision():
            texts = (_trimmed(row.decided), _trimmed(row.action))
            return (*texts, row.owner.strip(), row.due, row.contact.strip(), row.reach.strip())
        case Hands():
            return (_trimmed(row.question), row.yes, row.no, row.neither)
        case Asked():
            return (_trimmed(row.question), _trimmed(row.answer))


def _trimmed(text: Bilingual) -> str:
    """In whichever language: a translation that was added here makes no other row of it."""
    return (text.en or text.cy).strip()
