"""Calling off one date: at once, by one person, with a reason that visitors read. It only takes away."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from crimemap.editorial import audit, pieces, revision
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import gate, shelf
from crimemap.editorial.meetings.gathering import Gathering
from crimemap.editorial.meetings.shelf import MeetingCancellation, MeetingFacts
from crimemap.editorial.people import Person
from crimemap.editorial.pieces import Gone, Kind, Refused, Trouble
from crimemap.language import gettext as _


def cancel(
    session: Session, person: Person, gathering_id: str, reason: Bilingual, *, now: datetime
) -> Gathering:
    """Twice is once: the first reason stands. Raises Gone where nobody can come any more, Refused for the reason."""
    piece = pieces.find(session, shelf.piece_of(gathering_id), kind=Kind.MEETING, writing=True)
    person.must_work_for(piece.partnership)
    found = shelf.one(session, now, gathering_id)
    if found is None:
        raise Gone(_("There is nothing at this address."))
    if not found.takes_place:
        return found
    if found.over.astimezone(UTC) <= now:
        raise Gone(_("This meeting is over: it cannot be cancelled any more."))
    if found.record is not None:
        raise Refused(
            (Trouble("", _("What this meeting decided is public: take that down before you cancel it.")),)
        )
    if wrong := reason_troubles(reason):
        raise Refused(wrong)
    row = session.get(MeetingCancellation, (piece.id, found.day))
    if row is None:
        row = MeetingCancellation(piece_id=piece.id, day=found.day)
        session.add(row)
    row.said_at, row.said_by, row.reason = now, person.id, reason
    facts = session.get_one(MeetingFacts, piece.id)
    facts.number += 1
    audit.record(
        session, person.id, "meeting cancelled", piece.subject, now=now, said={"day": found.day.isoformat()},
        personal={"why": reason.said("en")}, partnership=piece.partnership,
    )  # fmt: skip
    revision.bump(session)
    session.flush()
    return shelf.one(session, now, gathering_id) or found


def reason_troubles(reason: Bilingual) -> tuple[Trouble, ...]:
    """What is wrong with what visitors are to be told."""
    if not (reason.en.strip() or reason.cy.strip()):
        return (Trouble("reason_en", _("Say why: visitors read it.")),)
    both = (("reason_en", reason.en), ("reason_cy", reason.cy))
    most = gate.LONGEST["reason"]
    return tuple(trouble for field, text in both for trouble in gate.text_troubles(field, text, most))
