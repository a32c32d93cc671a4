"""What staff do with a nomination: check it, score it, confirm the score, decide, schedule, done. All is audited.

Each call locks the nomination first and asks for the version that the person saw, so that of two who act at once the
second is told. Words for the public are written by staff and searched for what identifies persons (rule C5).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from crimemap.disclosure import identifying
from crimemap.editorial import audit, keys, outbox, revision
from crimemap.editorial.database import Bilingual
from crimemap.editorial.nominations.book import book
from crimemap.editorial.nominations.keeping import erase, erase_at
from crimemap.editorial.nominations.models import (
    OVER,
    Contact,
    Nomination,
    NominationLetter,
    NominationSaid,
    Removal,
    State,
    Typed,
)
from crimemap.editorial.people import Denied, Person
from crimemap.editorial.pieces import Gone, Refused, Trouble
from crimemap.language import gettext as _

PUBLIC_PLACE: Final = frozenset(
    {identifying.Kind.STREET, identifying.Kind.SCHOOL, identifying.Kind.BUSINESS, identifying.Kind.GROUP}
)
"""What may stand in the words about a public place: they point to no person there."""

_MOST_TITLE, _MOST_TEXT = 90, 600


def check(
    session: Session, person: Person, nomination_id: str, *, title: Bilingual, summary: Bilingual, version: int,
    now: datetime,
) -> Nomination:  # fmt: skip
    """Staff have read it and say in their own words what is asked for; from now on it is on the public list.

    May be called again until it is decided: the words are mended, the day of the check stays.
    """
    nomination = _open(session, person, nomination_id, version, {State.RECEIVED, State.CHECKED, State.SCORED})
    _worded(("title", title, _MOST_TITLE, True), ("summary", summary, _MOST_TEXT, True))
    nomination.title, nomination.summary = title, summary
    if nomination.state is State.RECEIVED:
        nomination.state, nomination.checked_at = State.CHECKED, now
    return _done(session, person, nomination, "checked", now)


def score(
    session: Session, person: Person, nomination_id: str, marks: Mapping[str, int], *, version: int, now: datetime
) -> Nomination:  # fmt: skip
    """Mark it by the published criteria. Nobody outside sees the score until a second person confirms it."""
    nomination = _open(session, person, nomination_id, version, {State.CHECKED, State.SCORED})
    try:
        nomination.score = book().score(marks)
    except ValueError as fault:
        raise Refused((Trouble("marks", _("Give every criterion a mark from 0 to 3.")),)) from fault
    nomination.marks, nomination.scored_by, nomination.confirmed_by = dict(marks), person.id, None
    nomination.state, nomination.scored_at = State.CHECKED, None
    return _done(session, person, nomination, "marked", now, score=nomination.score)


def confirm(
    session: Session, person: Person, nomination_id: str, *, version: int, now: datetime
) -> Nomination:
    """A second person stands by the marks. Whoever gave them never can."""
    nomination = _locked(session, nomination_id)
    if nomination.confirmed_by == person.id:
        return nomination
    _may(person, nomination)
    _unchanged(nomination, version)
    if nomination.state is not State.CHECKED or nomination.score is None:
        raise Gone(_("There are no marks here to confirm."))
    if nomination.scored_by == person.id:
        raise Denied(_("A second person confirms the marks: you gave them."))
    nomination.confirmed_by, nomination.scored_at, nomination.state = person.id, now, State.SCORED
    return _done(session, person, nomination, "score confirmed", now)


def accept(
    session: Session, person: Person, nomination_id: str, *, version: int, now: datetime
) -> Nomination:
    """Say yes to what was scored."""
    nomination = _open(session, person, nomination_id, version, {State.SCORED})
    nomination.state, nomination.decided_at = State.ACCEPTED, now
    return _done(session, person, nomination, "accepted", now)


def decline(
    session: Session, person: Person, nomination_id: str, *, reason: str, words: Bilingual, version: int,
    now: datetime,
) -> Nomination:  # fmt: skip
    """Say no, with a reason from the reviewed list and words of one's own, which the public reads."""
    states = {State.CHECKED, State.SCORED, State.ACCEPTED, State.SCHEDULED}
    nomination = _open(session, person, nomination_id, version, states)
    if book().reason(reason) is None:
        raise Refused((Trouble("reason", _("Choose the reason.")),))
    _worded(("words", words, _MOST_TEXT, True))
    nomination.state, nomination.decided_at = State.DECLINED, now
    nomination.reason, nomination.words = reason, words
    nomination.scheduled_at = nomination.starts_on = None
    return _done(session, person, nomination, "declined", now, reason=reason)


def schedule(
    session: Session, person: Person, nomination_id: str, *, starts_on: date, version: int, now: datetime
) -> Nomination:  # fmt: skip
    """Say when work starts; it may be moved until it is done."""
    nomination = _open(session, person, nomination_id, version, {State.ACCEPTED, State.SCHEDULED})
    if starts_on < now.date():
        raise Refused((Trouble("starts_on", _("Give a day that is not over.")),))
    nomination.starts_on = starts_on
    if nomination.state is State.ACCEPTED:
        nomination.state, nomination.scheduled_at = State.SCHEDULED, now
    return _done(session, person, nomination, "scheduled", now, starts_on=str(starts_on))


def finish(
    session: Session, person: Person, nomination_id: str, *, project: str | None, version: int, now: datetime
) -> Nomination:  # fmt: skip
    """The work is done. `project`: the id of the published project about it, where there is one (web checks it)."""
    nomination = _open(session, person, nomination_id, version, {State.SCHEDULED, State.DONE})
    nomination.project = project or None
    if nomination.state is State.SCHEDULED:
        nomination.state, nomination.done_at = State.DONE, now
    return _done(session, person, nomination, "done", now, project=nomination.project)


def remove(
    session: Session, person: Person, nomination_id: str, *, why: Removal, version: int, now: datetime
) -> Nomination:  # fmt: skip
    """Take away what is no nomination, or what the person takes back. What is personal is erased now."""
    nomination = _open(session, person, nomination_id, version, set(State) - OVER)
    nomination.state, nomination.removed_at = State.REMOVED, now
    nomination.title = nomination.summary = None
    _done(session, person, nomination, "removed", now, why=str(why))
    erase(session, nomination, now=now, actor=person.id)
    return nomination


def typed_of(session: Session, person: Person, nomination: Nomination) -> Typed | None:
    """What was typed, for staff of the partnership. None once it is erased."""
    _may(person, nomination)
    said = session.get(NominationSaid, nomination.id)
    found = keys.unseal(session, nomination.subject, said.typed) if said else None
    return Typed.model_validate(found) if found else None


def look_at_contact(session: Session, person: Person, nomination_id: str, *, now: datetime) -> Contact | None:
    """Who asks and how to reach them: each look is written down. None once it is erased."""
    nomination = _locked(session, nomination_id)
    _may(person, nomination)
    found = _contact(session, nomination)
    if found is not None:
        audit.record(session, person.id, "looked at contact", nomination.subject, now=now)
    return found


def write_to(
    session: Session, person: Person, nomination_id: str, *, subject: str, body: str, token: str, now: datetime
) -> NominationLetter:  # fmt: skip
    """Write to the person. What is kept is what staff wrote; name and address are added on the way out.

    The same `token` again sends nothing more.
    """
    nomination = _locked(session, nomination_id)
    _may(person, nomination)
    letter_id = f"{nomination_id}-{token}"[:60]
    if (before := session.get(NominationLetter, letter_id)) is not None:
        return before
    contact = _contact(session, nomination)
    if contact is None or not contact.email:
        raise Gone(_("There is no email address to write to: it was not given, or it has been erased."))
    _personless(("subject", subject, 120), ("body", body, 4_000))
    letter = NominationLetter(
        id=letter_id,
        nomination=nomination.id,
        at=now,
        by=person.id,
        subject=subject.strip(),
        body=body.strip(),
    )
    session.add(letter)
    greeting = _("Dear %(name)s,", name=contact.name)
    outbox.queue(
        session, to=contact.email, subject=letter.subject, body=f"{greeting}\n\n{letter.body}\n", now=now,
        about=nomination.subject,
    )  # fmt: skip
    audit.record(session, person.id, "wrote to nominator", nomination.subject, now=now)
    return letter


def new_letter_token() -> str:
    """For the form of a letter."""
    return secrets.token_hex(8)


def _contact(session: Session, nomination: Nomination) -> Contact | None:
    said = session.get(NominationSaid, nomination.id)
    found = keys.unseal(session, nomination.subject, said.contact) if said else None
    return Contact.model_validate(found) if found else None


def _locked(session: Session, nomination_id: str) -> Nomination:
    nomination = session.get(Nomination, nomination_id, with_for_update=True, populate_existing=True)
    if nomination is None:
        raise Gone(_("There is no such nomination."))
    return nomination


def _open(
    session: Session, person: Person, nomination_id: str, version: int, states: set[State]
) -> Nomination:
    """The nomination, locked, if this person may do this to it now."""
    nomination = _locked(session, nomination_id)
    _may(person, nomination)
    _unchanged(nomination, version)
    if nomination.state not in states:
        raise Gone(_("This nomination is past that step."))
    return nomination


def _may(person: Person, nomination: Nomination) -> None:
    person.must_work_for(nomination.partnership)


def _unchanged(nomination: Nomination, version: int) -> None:
    if nomination.version != version:
        raise Refused((Trouble("", _("Somebody else changed this nomination meanwhile. Look at it again.")),))


def _worded(*texts: tuple[str, Bilingual, int, bool]) -> None:
    """Raises Refused for a text that is wanting, too long, or that says something of a person."""
    troubles = []
    for field, text, most, wanted in texts:
        if wanted and not text:
            troubles.append(Trouble(field, _("Write this in one language at least.")))
        for said in (text.en, text.cy):
            troubles += _faults(field, said, most)
    if troubles:
        raise Refused(tuple(troubles))


def _personless(*texts: tuple[str, str, int]) -> None:
    troubles = [Trouble(field, _("Write this.")) for field, said, _most in texts if not said.strip()]
    troubles += [trouble for field, said, most in texts for trouble in _faults(field, said, most)]
    if troubles:
        raise Refused(tuple(troubles))


def _faults(field: str, said: str, most: int) -> list[Trouble]:
    found = [Trouble(field, clue.why, "C5") for clue in identifying.find(said, PUBLIC_PLACE)]
    if len(said) > most:
        found.append(Trouble(field, _("Write at most %(most)s letters.", most=most)))
    return found


def _done(
    session: Session, person: Person, nomination: Nomination, act: str, now: datetime, **said: Any
) -> Nomination:
    nomination.version += 1
    nomination.erase_at = erase_at(nomination)
    audit.record(session, person.id, act, nomination.subject, now=now, said=said)
    revision.bump(session)
    return nomination
