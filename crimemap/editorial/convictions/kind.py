"""Convictions as a kind of piece: what the gate asks when one is handed in and approved, and what each act leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from crimemap.editorial import keys, retention
from crimemap.editorial.convictions.again import others
from crimemap.editorial.convictions.content import Conviction
from crimemap.editorial.convictions.facts import Ending, Fact, Photograph, fact_of, photograph_of
from crimemap.editorial.convictions.gate import (
    first_moment,
    judged,
    today,
    troubles_of,
    wants_photograph,
)
from crimemap.editorial.convictions.lines import troubles_of_lines
from crimemap.editorial.convictions.reading import read_day
from crimemap.editorial.convictions.told import heaviest
from crimemap.editorial.pieces import (
    Kind,
    Piece,
    Publication,
    Rules,
    State,
    Trouble,
    register,
)
from crimemap.editorial.rules import Decision, Verdict, offences, rule_book
from crimemap.language import day, number
from crimemap.language import gettext as _

MOST_DAYS_AHEAD: Final = 28
"""How far ahead a case may be scheduled: appeals, restrictions and ages are asked for when it is approved. [choose]"""


def decision_of(session: Session, piece: Piece, content: Conviction, now: datetime) -> Decision:
    """What the rules make of a case as it stands: also after it was approved, when its first day is fixed."""
    return judged(
        content,
        now,
        publish_on=_first_day(session, piece, content, now),
        photograph_approved=_approved_photograph(session, piece, content),
    )


def removal_of(piece: Piece, decision: Decision) -> datetime | None:
    """The instant at which the name is gone: the beginning of the day that the rules say, never later than before."""
    if decision.until is None:
        return None
    until = first_moment(decision.until)
    return until if piece.until is None else min(until, piece.until)


def _first_day(session: Session, piece: Piece, content: Conviction, now: datetime) -> date | None:
    """Of publication: a case that is out already keeps the day that it came out on; None: today.

    Where another record named the same person for the same conviction, its day: the days are not counted twice.
    """
    own = max(today(piece.wanted_at), today(now)) if piece.wanted_at else None
    if piece.publish_at is not None and piece.publish_at <= now:
        own = today(piece.publish_at)
    before = [one.out_on for one in others(session, piece, content)]
    return min([own or today(now), *before]) if before else own


def _approved_photograph(session: Session, piece: Piece, content: Conviction) -> bool | None:
    """The second person's answer on this very picture."""
    picture = photograph_of(session, piece.id) if wants_photograph(content) else None
    return None if picture is None or picture.name != content.photograph else picture.approved


def _check(session: Session, piece: Piece, content: Conviction, now: datetime) -> tuple[Trouble, ...]:
    approving = piece.state is State.WAITING
    decision = decision_of(session, piece, content, now)
    found = troubles_of(content, decision, approving=approving)
    more = [*_named_where_it_is_kept(content), *troubles_of_lines(content)]
    if decision.verdict is not Verdict.COUNTED_ONLY:
        more += _named_again(session, piece, content, now)
    if piece.wanted_at is not None and piece.wanted_at > now + timedelta(days=MOST_DAYS_AHEAD):
        why = _(
            "Choose a day within the next %(days)s days: what is true of a case today may not be then.",
            days=number(MOST_DAYS_AHEAD),
        )
        more.append(Trouble("", why, "C1"))
    if piece.held_at is not None:
        more.append(Trouble("", _("This case is held back. It has to be released first."), "C8"))
    if wants_photograph(content) and photograph_of(session, piece.id) is None:
        more.append(
            Trouble("photograph", _("A reason for a photograph is given, but there is no photograph."), "C6")
        )
    if content.photograph and not content.photograph_alt.strip():
        more.append(
            Trouble(
                "photograph_alt",
                _("Say in a few words what the photograph shows, for people who cannot see it."),
            )
        )
    return (*found, *more)


def _named_again(session: Session, piece: Piece, content: Conviction, now: datetime) -> Iterable[Trouble]:
    """Another record of the same conviction: none may follow when its days are over, or stand before it comes out."""
    for other in others(session, piece, content):
        over = first_moment(other.out_on + timedelta(days=rule_book().numbers.days_shown.value))
        if other.is_to_come(now) or over <= max(now, piece.wanted_at or now):
            yield Trouble(
                "name",
                _("Somebody of this name is or was named here for a conviction of the same day, from %(day)s. A second"
                  " case cannot make that longer.", day=day(other.out_on)),
                "C1",
            )  # fmt: skip


def _named_where_it_is_kept(content: Conviction) -> Iterable[Trouble]:
    """Lists show court and place, and lists may be kept: neither may hold the name."""
    name = " ".join(content.name.casefold().split())
    for field in ("court_name", "place_name"):
        if name and name in " ".join(getattr(content, field).casefold().split()):
            yield Trouble(
                field, _("The person’s name stands here. Write the name of the place alone."), "C12"
            )


def _approved(session: Session, piece: Piece, content: Conviction, now: datetime) -> Publication:
    decision = decision_of(session, piece, content, now)
    fact = fact_of(session, piece.id)
    if fact is None:
        fact = new_fact(piece, content, decision, now)
        session.add(fact)
    if decision.verdict is not Verdict.NAMED:
        erase(session, piece, now)
        return Publication(shown=False)
    until = removal_of(piece, decision)
    out_already = piece.publish_at is not None and piece.publish_at <= now
    fact.published_at = piece.publish_at if out_already else max(now, piece.wanted_at or now)
    fact.due_down_at = until
    return Publication(until=until)


def new_fact(piece: Piece, content: Conviction, decision: Decision, now: datetime) -> Fact:
    """The facts in clear, written once: what the ledger has told of a case never changes under it."""
    offence = offences().get(content.offence)
    convicted = read_day(content.conviction_date)
    return Fact(
        id=piece.id,
        partnership=piece.partnership,
        offence_group=offence.group if offence else None,
        sentence=heaviest(content),
        convicted=f"{convicted:%Y-%m}" if convicted else None,
        verdict=decision.verdict,
        rules=deciding_rules(decision),
        decided_at=now,
    )


def deciding_rules(decision: Decision) -> list[str]:
    """The ids of the rules that made the verdict, in the order of the rules, each once."""
    return list(dict.fromkeys(fired.rule for fired in decision.fired if fired.verdict is decision.verdict))


def _ended(session: Session, piece: Piece, now: datetime) -> None:
    """Taken down: the facts say when and why. A conviction that fell, and what nobody ever saw, is erased at once;
    another after its term, so that a complaint can be answered."""
    fact = fact_of(session, piece.id)
    ending = Ending.QUASHED if piece.ended_as == Ending.QUASHED else Ending.WITHDRAWN
    if fact is not None:
        fact.down_at, fact.ending, fact.held_by = now, ending, None
    if ending is Ending.QUASHED or piece.publish_at is None or piece.publish_at > now:
        erase(session, piece, now)


def erase(session: Session, piece: Piece, now: datetime) -> None:
    """Everything personal of a case, for good: the key first, then what was sealed under it."""
    keys.destroy(session, piece.subject, now)
    piece.content = piece.shown = piece.remark = None
    _blank(session, piece.id)


def _blank(session: Session, piece_id: str) -> None:
    if (picture := photograph_of(session, piece_id)) is not None:
        session.delete(picture)


CONVICTION: Final = Rules(Kind.CONVICTION, Conviction, _check, _approved, _ended)
register(CONVICTION)


def _due(session: Session, now: datetime) -> Iterable[str]:
    """Cases that came down as long ago as the row of the retention table says."""
    over = now - retention.term("convictions")
    down = or_(Piece.until <= over, Piece.ended_at <= over)
    held = and_(
        Piece.kind == Kind.CONVICTION, Piece.publish_at.is_not(None), Piece.content.is_not(None), down
    )
    return [piece.subject for piece in session.scalars(select(Piece).where(held))]


def _erase_due(session: Session, subject: str, now: datetime) -> None:
    retention.blank_piece(session, subject, now)
    _blank(session, subject.partition(":")[2])


retention.register("convictions", _due, _erase_due)
__all__ = ["CONVICTION", "Photograph", "deciding_rules", "decision_of", "erase", "new_fact", "removal_of"]
