"""One person, one say: codes are made, given out and spent; a browser says once. No ballot knows whose it is."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from crimemap.editorial import audit, visitors
from crimemap.editorial.people import Person
from crimemap.editorial.pieces import Gone, Refused, Trouble
from crimemap.editorial.says.models import (
    Phase,
    Say,
    SayBallot,
    SayBatch,
    SayMark,
    SayOption,
    SayState,
    Way,
    Ways,
)
from crimemap.language import gettext as _

PURPOSE: Final = "say"
"""What the stamp of a form is for."""

MOST_CODES: Final = 2_000
"""In one batch."""


class Cast(Enum):
    """What became of a ballot. ALREADY: this code, or this browser, has had its say."""

    TAKEN = auto()
    ALREADY = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Turnout:
    """Codes that were given out, says by code, says by browser."""

    given: int
    by_code: int
    by_browser: int

    @property
    def total(self) -> int:
        return self.by_code + self.by_browser


def make_codes(
    session: Session, person: Person, say_id: str, count: int, label: str, *, token: str, now: datetime
) -> tuple[str, ...]:
    """New codes, to print. They are stored nowhere; the same `token` again answers the same ones."""
    say = session.get(Say, say_id, with_for_update=True, populate_existing=True)
    if say is None:
        raise Gone(_("There is no such say."))
    person.must_work_for(say.partnership)
    if say.state is not SayState.PUBLISHED or now >= say.closes_at or say.ways is Ways.BROWSERS:
        raise Gone(_("Codes are made for a vote that is published, takes codes and is not over."))
    if not 1 <= count <= MOST_CODES:
        raise Refused((Trouble("count", _("Make from 1 to %(most)s codes at once.", most=MOST_CODES)),))
    if not label.strip():
        raise Refused((Trouble("label", _("Say what these codes are for.")),))
    batch = visitors.mac(session, "batch", f"{say_id} {token}")[:24]
    before = session.get(SayBatch, batch)
    codes = tuple(
        visitors.code(session, "code of", f"{say_id} {token} {number}")
        for number in range(before.size if before else count)
    )
    if before is None:
        session.add(
            SayBatch(
                id=batch, say=say_id, size=count, label=label.strip()[:90], made_by=person.id, made_at=now
            )
        )
        session.add_all(
            SayMark(digest=_code_digest(session, say_id, code), say=say_id, way=Way.CODE, is_spent=False)
            for code in codes
        )
        audit.record(session, person.id, "made codes", say.subject, now=now, said={"count": count})
    return codes


def cast_with_code(
    session: Session, say_id: str, given: str, option: int, *, form: str, now: datetime
) -> Cast:
    """Spend a code for one ballot, both or neither. `form` is the form's stamp: pressed twice, it is one and TAKEN."""
    _open(session, say_id, option, Way.CODE, now)
    code = visitors.read_code(given)
    if code is None:
        return Cast.UNKNOWN
    digest = _code_digest(session, say_id, code)
    by = visitors.mac(session, "say form", f"{say_id} {form}")
    spent = session.execute(
        update(SayMark)
        .where(SayMark.digest == digest, SayMark.say == say_id, SayMark.is_spent.is_(False))
        .values(is_spent=True, form=by)
        .execution_options(synchronize_session=False)
    )
    if spent.rowcount == 1:  # type: ignore[attr-defined]  # a cursor's result has it
        _add_ballot(session, say_id, option, Way.CODE)
        return Cast.TAKEN
    mark = session.get(SayMark, digest, populate_existing=True)
    if mark is None or mark.say != say_id:
        return Cast.UNKNOWN
    return Cast.TAKEN if mark.form == by else Cast.ALREADY


def cast_by_browser(session: Session, say_id: str, option: int, *, form: str, now: datetime) -> Cast:
    """One ballot for a form that was handed out once. Whether the browser had its say is for web to ask, by cookie."""
    _open(session, say_id, option, Way.BROWSER, now)
    digest = visitors.mac(session, "say form", f"{say_id} {form}")
    if session.get(SayMark, digest) is not None:
        return Cast.TAKEN
    try:
        with session.begin_nested():
            session.add(SayMark(digest=digest, say=say_id, way=Way.BROWSER, is_spent=True, form=None))
    except IntegrityError:
        return Cast.TAKEN  # the same form, pressed twice at once
    _add_ballot(session, say_id, option, Way.BROWSER)
    return Cast.TAKEN


def turnout(session: Session, say_id: str) -> Turnout:
    """How many took part, at any time: it tells nothing of what they chose."""
    spent = select(SayMark.way, func.count()).where(SayMark.say == say_id, SayMark.is_spent.is_(True))
    counted = {row[0]: row[1] for row in session.execute(spent.group_by(SayMark.way))}
    given = session.scalar(select(func.coalesce(func.sum(SayBatch.size), 0)).where(SayBatch.say == say_id))
    return Turnout(int(given or 0), counted.get(Way.CODE, 0), counted.get(Way.BROWSER, 0))


def batches(session: Session, say_id: str) -> tuple[SayBatch, ...]:
    """Codes as they were made, the oldest first."""
    return tuple(session.scalars(select(SayBatch).where(SayBatch.say == say_id).order_by(SayBatch.made_at)))


def _open(session: Session, say_id: str, option: int, way: Way, now: datetime) -> Say:
    say = session.get(Say, say_id)
    if say is None or say.phase(now) is None:
        raise Gone(_("There is no such say."))
    if say.phase(now) is not Phase.OPEN:
        raise Gone(_("This say is not open."))
    if not say.ways.takes(way):
        raise Gone(_("This say is not taken in this way."))
    numbers = session.scalars(select(SayOption.number).where(SayOption.say == say_id))
    if option not in set(numbers):
        raise Refused((Trouble("option", _("Choose one of the projects.")),))
    return say


def _add_ballot(session: Session, say_id: str, option: int, way: Way) -> None:
    session.add(SayBallot(id=secrets.token_hex(16), say=say_id, option=option, way=way))
    session.flush()


def _code_digest(session: Session, say_id: str, code: str) -> str:
    return visitors.mac(session, "say code", f"{say_id} {code}")
