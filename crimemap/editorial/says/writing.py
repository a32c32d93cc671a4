"""A say is written, handed to a second person, published before it opens; from then on its rules cannot change."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from crimemap.editorial import audit, revision
from crimemap.editorial.database import Bilingual, queue
from crimemap.editorial.nominations.models import Nomination, State
from crimemap.editorial.people import Denied, Person, Role, not_allowed
from crimemap.editorial.pieces import Gone, Refused, Trouble
from crimemap.editorial.says.models import (
    LEAST_OPTIONS,
    MOST_OPTIONS,
    About,
    Say,
    SayOption,
    SayState,
    Ways,
)
from crimemap.editorial.says.wording import faults
from crimemap.language import gettext as _

LONGEST: Final = timedelta(days=92)
"""How long a say may be open. [choose]"""

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_MOST_TITLE, _MOST_TEXT = 90, 600
_SHORTLIST: Final = frozenset({State.SCORED, State.ACCEPTED, State.SCHEDULED})


@dataclass(frozen=True, slots=True)
class Choice:
    """A vetted project to choose. `nomination`: the id of the one it comes from."""

    title: Bilingual
    text: Bilingual = field(default_factory=Bilingual)
    nomination: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """All that a say is: nothing of it can change once it is published."""

    partnership: str
    about: About
    ways: Ways
    title: Bilingual
    text: Bilingual
    who: Bilingual
    opens_at: datetime
    closes_at: datetime
    choices: tuple[Choice, ...]


def draft(session: Session, person: Person, terms: Terms, *, token: str, now: datetime) -> Say:
    """A new say. The same `token` again answers the one that the first made."""
    person.must(Role.AUTHOR, terms.partnership)
    queue(session, f"say {token}")
    before = session.scalar(select(Say).where(Say.token == token))
    if before is not None:
        if before.author != person.id:
            raise not_allowed()
        return before
    _complete(session, terms)
    seed = secrets.token_hex(16)
    say = Say(
        id="".join(secrets.choice(_LETTERS) for _each in range(8)), partnership=terms.partnership, token=token,
        about=terms.about, ways=terms.ways, state=SayState.DRAFT, version=1, title=terms.title, text=terms.text,
        who=terms.who, opens_at=terms.opens_at, closes_at=terms.closes_at, seed=seed,
        commitment=hashlib.sha256(seed.encode()).hexdigest(), author=person.id, made_at=now,
    )  # fmt: skip
    session.add(say)
    _choices(session, say, terms.choices)
    audit.record(session, person.id, "drafted", say.subject, now=now, said={"partnership": say.partnership})
    return say


def change(
    session: Session, person: Person, say_id: str, terms: Terms, *, version: int, now: datetime
) -> Say:
    """Write a draft anew. Raises Gone once it is published: its rules stand."""
    say = _locked(session, say_id)
    person.must(Role.AUTHOR, say.partnership)
    if say.state not in {SayState.DRAFT, SayState.WAITING}:
        raise Gone(_("This say is published: its rules cannot change any more."))
    if terms.partnership != say.partnership:
        raise Refused((Trouble("partnership", _("A say stays with its partnership.")),))
    _unchanged(say, version)
    _complete(session, terms)
    say.about, say.ways, say.title, say.text, say.who = (
        terms.about, terms.ways, terms.title, terms.text, terms.who,
    )  # fmt: skip
    say.opens_at, say.closes_at, say.state = terms.opens_at, terms.closes_at, SayState.DRAFT
    say.author = person.id
    session.execute(delete(SayOption).where(SayOption.say == say.id))
    _choices(session, say, terms.choices)
    say.version += 1
    audit.record(session, person.id, "changed", say.subject, now=now, said={"version": say.version})
    return say


def hand_in(session: Session, person: Person, say_id: str, *, version: int, now: datetime) -> Say:
    """Ask a second person to publish it. Twice is once."""
    say = _locked(session, say_id)
    person.must(Role.AUTHOR, say.partnership)
    if say.state is SayState.WAITING:
        return say
    if say.state is not SayState.DRAFT:
        raise Gone(_("This say is published: its rules cannot change any more."))
    _unchanged(say, version)
    say.state = SayState.WAITING
    audit.record(session, person.id, "handed in", say.subject, now=now)
    return say


def publish(session: Session, person: Person, say_id: str, *, version: int, now: datetime) -> Say:
    """A second person publishes it, before it opens; who wrote it never can. Twice is once."""
    say = _locked(session, say_id)
    if say.state is SayState.PUBLISHED and say.approver == person.id:
        return say
    if say.state is not SayState.WAITING:
        raise Gone(_("This say does not wait for anybody."))
    person.must(Role.APPROVER, say.partnership)
    if say.author == person.id:
        raise Denied(_("A second person publishes: you wrote this."))
    _unchanged(say, version)
    if now >= say.opens_at:
        raise Refused((Trouble("opens_at", _("Its rules must stand before it opens: choose a later day.")),))
    say.state, say.approver, say.published_at = SayState.PUBLISHED, person.id, now
    audit.record(session, person.id, "published", say.subject, now=now, said={"commitment": say.commitment})
    revision.bump(session)
    return say


def stop(session: Session, person: Person, say_id: str, why: Bilingual, *, now: datetime) -> Say:
    """End a say before its time, with a reason that the public reads. It then has no result."""
    say = _locked(session, say_id)
    person.must_work_for(say.partnership)
    if say.state is SayState.STOPPED:
        return say
    if say.state is not SayState.PUBLISHED or now >= say.closes_at:
        raise Gone(_("Only a vote that is not over can be stopped."))
    found = [] if why else [Trouble("why", _("Say why it is stopped."))]
    found += _wording("why", why, say.about, _MOST_TEXT)
    if found:
        raise Refused(tuple(found))
    say.state, say.stopped_at, say.why = SayState.STOPPED, now, why
    audit.record(session, person.id, "stopped", say.subject, now=now)
    revision.bump(session)
    return say


def _locked(session: Session, say_id: str) -> Say:
    say = session.get(Say, say_id, with_for_update=True, populate_existing=True)
    if say is None:
        raise Gone(_("There is no such say."))
    return say


def _unchanged(say: Say, version: int) -> None:
    if say.version != version:
        raise Refused((Trouble("", _("Somebody else changed this say meanwhile. Look at it again.")),))


def _choices(session: Session, say: Say, choices: Sequence[Choice]) -> None:
    for number, choice in enumerate(choices, 1):
        session.add(
            SayOption(
                id=secrets.token_hex(8), say=say.id, number=number, title=choice.title, text=choice.text,
                nomination=choice.nomination,
            )
        )  # fmt: skip
    session.flush()


def _complete(session: Session, terms: Terms) -> None:
    """Raises Refused with all that is wanting or may not be said."""
    found = [
        Trouble(name, _("Write this in one language at least."))
        for name, text in (("title", terms.title), ("who", terms.who))
        if not text
    ]
    found += _wording("title", terms.title, terms.about, _MOST_TITLE)
    found += _wording("text", terms.text, terms.about, _MOST_TEXT)
    found += _wording("who", terms.who, terms.about, _MOST_TEXT, rules=True)
    if not terms.opens_at < terms.closes_at <= terms.opens_at + LONGEST:
        most = LONGEST.days
        found.append(
            Trouble("closes_at", _("It closes after it opens, and within %(most)s days.", most=most))
        )
    if not LEAST_OPTIONS <= len(terms.choices) <= MOST_OPTIONS:
        found.append(
            Trouble(
                "choices",
                _("Give from %(least)s to %(most)s projects.", least=LEAST_OPTIONS, most=MOST_OPTIONS),
            )
        )
    for choice in terms.choices:
        found += _choice(session, terms, choice)
    if found:
        raise Refused(tuple(found))


def _choice(session: Session, terms: Terms, choice: Choice) -> list[Trouble]:
    found = [] if choice.title else [Trouble("choices", _("Every project needs a name."))]
    found += _wording("choices", choice.title, terms.about, _MOST_TITLE)
    found += _wording("choices", choice.text, terms.about, _MOST_TEXT)
    if choice.nomination is None:
        return found
    nomination = session.get(Nomination, choice.nomination)
    if (
        nomination is None
        or nomination.partnership != terms.partnership
        or nomination.state not in _SHORTLIST
    ):
        found.append(
            Trouble("choices", _("Only nominations of this partnership that were scored can be chosen from."))
        )
    return found


def _wording(field: str, text: Bilingual, about: About, most: int, *, rules: bool = False) -> list[Trouble]:
    """`rules`: who may take part is said of the public, and may name their age."""
    reparation = about is About.REPARATION and not rules
    found = [
        Trouble(field, why, "C5")
        for language, said in (("en", text.en), ("cy", text.cy))
        for why in faults(said, language=language, reparation=reparation)
    ]
    if max(len(text.en), len(text.cy)) > most:
        found.append(Trouble(field, _("Write at most %(most)s letters.", most=most)))
    return found
