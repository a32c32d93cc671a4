"""What is done with a conviction besides what every piece knows: hold, release, quash, withhold, the photograph."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, keys, publishing, revision
from crimemap.editorial.convictions.content import Conviction
from crimemap.editorial.convictions.facts import Ending, Fact, Photograph, fact_of, photograph_of
from crimemap.editorial.convictions.gate import judged
from crimemap.editorial.convictions.kind import decision_of, erase, new_fact
from crimemap.editorial.convictions.listing import was_named
from crimemap.editorial.people import Denied, Person, Role
from crimemap.editorial.pictures import Picture
from crimemap.editorial.pieces import (
    Gone,
    Kind,
    Piece,
    Refused,
    State,
    Trouble,
    content_of,
    find,
    shown_of,
)
from crimemap.editorial.rules import Decision, Step, Verdict
from crimemap.language import gettext as _

CORRECTION_DAYS: Final = 28
"""A correction is shown for as long as a name is. [choose]"""

_LODGED: Final = "appeal lodged"
_DISMISSED: Final = "appeal dismissed"
_FORBIDDEN: Final = "an answer forbids it"
"""What the audit keeps of a hold: no free words about a person."""

_SETTLED: Final = frozenset({Step.FINAL, Step.HOLD, Step.CORRECTION})


def conviction(session: Session, piece_id: str, *, writing: bool = False) -> Piece:
    """The piece. Raises Gone."""
    return find(session, piece_id, kind=Kind.CONVICTION, writing=writing)


def hold(session: Session, person: Person, piece_id: str, *, now: datetime) -> Piece:
    """An appeal was lodged: nobody sees the case from this moment. One person is enough; twice is once."""
    piece = conviction(session, piece_id, writing=True)
    person.must_work_for(piece.partnership)
    if piece.held_at is not None or piece.ended_at is not None:
        return piece
    fact = _decided(session, piece)
    piece = publishing.hold(session, person, piece_id, _LODGED, now=now)
    fact.held_by = person.id
    return piece


def release(session: Session, person: Person, piece_id: str, *, now: datetime) -> Piece:
    """The appeal failed: visitors see the case again until its date, which stays. Another person than the one who
    held it back decides, and the whole gate runs again."""
    piece = conviction(session, piece_id, writing=True)
    person.must(Role.APPROVER, piece.partnership)
    if piece.held_at is None or piece.ended_at is not None:
        return piece
    fact = _decided(session, piece)
    if person.id == fact.held_by:
        raise Denied(_("A second person puts a case back: you held it back."))
    shown = shown_of(session, piece)
    if not isinstance(shown, Conviction):
        raise Gone(_("What was written here has been erased."))
    _still_named(decision_of(session, piece, shown, now))
    written = content_of(session, piece)
    if isinstance(written, Conviction) and may_be_withheld(
        found := decision_of(session, piece, written, now)
    ):
        _still_named(found)
    piece = publishing.release(session, person, piece_id, _DISMISSED, now=now)
    fact.held_by = None
    return piece


def hold_if_forbidden(session: Session, person: Person, piece_id: str, *, now: datetime) -> None:
    """What is written now says that the case may not be shown (somebody is under 18, a restriction, an appeal):
    whatever visitors see of it is hidden at once, and a second person puts it back once that is settled."""
    piece = conviction(session, piece_id, writing=True)
    content, fact = content_of(session, piece), fact_of(session, piece.id)
    if (
        not isinstance(content, Conviction)
        or fact is None
        or piece.shown is None
        or piece.held_at is not None
    ):
        return
    if may_be_withheld(decision_of(session, piece, content, now)):
        publishing.hold(session, person, piece_id, _FORBIDDEN, now=now)
        fact.held_by = person.id


def quash(session: Session, person: Person, piece_id: str, *, now: datetime) -> Piece:
    """The appeal succeeded: gone at once and erased, and a correction without a name says so for CORRECTION_DAYS.

    Also of a case that was taken down before, or whose last day is over. The correction stands only where visitors
    saw the case. One person is enough; twice is once.
    """
    piece = conviction(session, piece_id, writing=True)
    person.must_work_for(piece.partnership)
    fact = fact_of(session, piece.id)
    if fact is not None and fact.ending is Ending.QUASHED:
        return piece
    was_seen = was_named(session, piece.id, now)
    if piece.ended_at is None:
        piece = publishing.end(
            session, person, piece_id, "It fell on appeal.", now=now, ended_as=Ending.QUASHED.value
        )
    else:
        erase(session, piece, now)
        audit.record(
            session, person.id, "quashed on appeal", piece.subject, now=now, partnership=piece.partnership
        )
        revision.bump(session)
    if fact is not None and was_seen:
        fact.ending, fact.corrected_until = Ending.QUASHED, now + timedelta(days=CORRECTION_DAYS)
    return piece


def may_be_withheld(decision: Decision) -> bool:
    """Whether a rule keeps the case off the site for good, so that it can be counted as withheld."""
    return decision.verdict is Verdict.BLOCKED and any(
        fired.step in _SETTLED for fired in decision.fired if fired.verdict is Verdict.BLOCKED
    )


def withhold(session: Session, person: Person, piece_id: str, *, version: int, now: datetime) -> Piece:
    """Write down that the rules keep this case off the site: which rules, and nothing personal. Twice is once.

    Raises Refused where no rule does for good: a draft that is merely unfinished is no case.
    """
    piece = conviction(session, piece_id, writing=True)
    person.must(Role.AUTHOR, piece.partnership)
    if piece.state is State.CLOSED:
        return piece
    if not piece.state.is_open or piece.publish_at is not None or piece.version != version:
        raise Gone(_("This was changed meanwhile, or is no draft any more. Open it again."))
    content = content_of(session, piece)
    if not isinstance(content, Conviction):
        raise Gone(_("What was written here has been erased."))
    decision = judged(content, now)
    if not may_be_withheld(decision):
        raise Refused(
            (Trouble("", _("No rule keeps this case off the site for good. Finish or delete it.")),)
        )
    fact = new_fact(piece, content, decision, now)
    fact.rules = withholding_rules(decision)
    session.add(fact)
    piece.state, piece.ended_at, piece.ended_as = State.CLOSED, now, "withheld"
    erase(session, piece, now)
    audit.record(
        session,
        person.id,
        "withheld",
        piece.subject,
        now=now,
        partnership=piece.partnership,
        said={"rules": fact.rules},
    )
    revision.bump(session)
    return piece


def withholding_rules(decision: Decision) -> list[str]:
    """The rules that keep it off for good, each once, in their order."""
    return list(dict.fromkeys(fired.rule for fired in decision.fired if fired.step in _SETTLED))


def last_court(session: Session, person: Person, partnership: str) -> str:
    """What the court is called in the case that this person began last here; "" where there is none any more."""
    latest = (
        select(Piece)
        .where(Piece.kind == Kind.CONVICTION, Piece.partnership == partnership, Piece.author == person.id)
        .order_by(Piece.made_at.desc(), Piece.id)
        .limit(1)
    )
    piece = session.scalars(latest).first()
    content = content_of(session, piece) if piece is not None else None
    return content.court_name if isinstance(content, Conviction) else ""


def put_photograph(session: Session, person: Person, piece: Piece, picture: Picture, *, now: datetime) -> str:
    """Keep a cleaned photograph, sealed with the case. Answers the mark that its content then carries.

    A new picture has not been approved by anybody, whatever was there before.
    """
    person.must(Role.AUTHOR, piece.partnership)
    row = photograph_of(session, piece.id) or Photograph(id=piece.id)
    row.name = secrets.token_hex(8)
    row.jpeg = keys.seal_bytes(session, piece.subject, picture.phone, now)
    row.width, row.height, row.approved, row.decided_by = *_phone_size(picture), None, None
    session.add(row)
    audit.record(
        session, person.id, "photograph put in", piece.subject, now=now, partnership=piece.partnership
    )
    return row.name


def _phone_size(picture: Picture) -> tuple[int, int]:
    longest = max(picture.width, picture.height)
    share = min(1.0, 640 / longest)
    return round(picture.width * share), round(picture.height * share)


def decide_photograph(
    session: Session, person: Person, piece_id: str, *, approved: bool, now: datetime
) -> None:
    """The second person's own answer on the photograph (rule C6), apart from the case."""
    piece = conviction(session, piece_id, writing=True)
    person.must(Role.APPROVER, piece.partnership)
    picture = photograph_of(session, piece_id)
    if picture is None or piece.state is not State.WAITING:
        raise Gone(_("There is no photograph that waits for a decision."))
    if piece.wrote(person.id):
        raise Denied(_("A second person approves: you wrote this."))
    picture.approved, picture.decided_by = approved, person.id
    act = "photograph approved" if approved else "photograph refused"
    audit.record(session, person.id, act, piece.subject, now=now, partnership=piece.partnership)


def photograph_bytes(session: Session, piece: Piece, content: Conviction) -> bytes | None:
    """The JPEG of this content; None where there is none, or it was erased. Ask whether it may be seen first."""
    picture = photograph_of(session, piece.id)
    if picture is None or picture.name != content.photograph or picture.jpeg is None:
        return None
    return keys.unseal_bytes(session, piece.subject, picture.jpeg)


def _still_named(decision: Decision) -> None:
    if decision.verdict is not Verdict.NAMED:
        raise Refused(tuple(Trouble("", one.why, one.rule, one.source) for one in decision.fired))


def _decided(session: Session, piece: Piece) -> Fact:
    fact = fact_of(session, piece.id)
    if fact is None or fact.verdict is not Verdict.NAMED:
        raise Gone(_("This case was never published."))
    return fact
