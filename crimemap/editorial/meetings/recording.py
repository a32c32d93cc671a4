"""What must be said of a meeting before its record is published: asked when it is handed in, and when approved.

A meeting's people may not be named in it, nor anybody they spoke of: owners and contacts are bodies and roles (C5).
Streets, schools and clubs may, for that is what decisions are about; so may an office's telephone, in its own place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from crimemap.disclosure import identifying
from crimemap.editorial.announcements.rules import about_signs
from crimemap.editorial.meetings import shelf
from crimemap.editorial.meetings.record import Asked, Decision, Done, Hands, Record
from crimemap.editorial.pieces import Piece, Trouble
from crimemap.language import gettext as _
from crimemap.language import number

LONGEST: Final = {
    "decided": 600, "action": 600, "came": 600, "owner": 120, "contact": 120, "reach": 120, "question": 600,
    "answer": 600,
}  # fmt: skip
"""Letters of each text. [choose]"""

MOST: Final = {"decisions": 40, "hands": 40, "asked": 80}
"""Of one meeting. [choose]"""

MOST_PRESENT: Final = 5_000
"""More is a slip of the finger. [choose]"""

FARTHEST: Final = timedelta(days=5 * 366)
"""An action that is due later than that is a slip in the year. [choose]"""

_Clue = identifying.Kind
_PLACES: Final = frozenset({_Clue.STREET, _Clue.SCHOOL, _Clue.BUSINESS, _Clue.GROUP})
_REACH: Final = frozenset({*_PLACES, _Clue.PHONE, _Clue.MAIL})
_TONE: Final = re.compile(r"\b(hot-?spots?|worst|dangerous|safe areas?)\b", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE: Final = re.compile(r"[+()\d][\d\s()+.-]*\d(?:\s*(?:ext\.?|x|est\.?)\s*\d+)?", re.IGNORECASE)


def wanting() -> dict[str, str]:
    """What is said of an answer that is not there or cannot be, by what is wrong with it: here, on the newsroom's sheet
    and in the meeting in a box in the same words. `hands` has places for {hands} and {present}."""
    return {
        "decided": _("Say what was decided."),
        "action": _("Say what will be done."),
        "owner": _("Say which organisation or team does it."),
        "due": _("Say by when it is done."),
        "contact": _("Say whom to ask about it: a role, not a person’s name."),
        "reach": _("Write a telephone number or an email address, and nothing else."),
        "before": _("This day lies before the meeting."),
        "far": _("This day lies more than five years after the meeting."),
        "present": _("Say how many people came: a show of hands is told with its turnout."),
        "question": _("Say what was asked."),
        "votes": _("Say how many hands were raised."),
        "hands": _("{hands} hands were raised, and {present} people came: count again."),
        "nobody": _("If anything is to be done: say what, who does it and by when."),
    }


def check(session: Session, _piece: Piece, record: Record, now: datetime) -> tuple[Trouble, ...]:
    """For pieces.Rules. The fields are those of the form: `decisions-0-owner`. `now` is in the site's zone."""
    if is_called_off(session, record.meeting, now):
        return (Trouble("", called_off()),)
    return tuple(
        replace(one, why=_("%(row)s: %(why)s", row=row, why=one.why)) if row else one
        for row, one in _told(record, now)
    )


def is_called_off(session: Session, meeting: str, now: datetime) -> bool:
    """Whether this is a date that the newsroom cancelled. What only the police say of a meeting of theirs, nobody here
    can put right: that is said on the sheet and stops nothing."""
    found = shelf.one(session, now, meeting)
    return found is not None and not found.takes_place


def called_off() -> str:
    """Why a record of such a date is not published."""
    return _(
        "This meeting was cancelled, so it decided nothing: if it took place after all, say so first in the meeting’s"
        " own form, and have that approved."
    )


def remarks(record: Record, now: datetime) -> tuple[Trouble, ...]:
    """What a draft still wants, for whoever writes it: said at its fields, and in the way of nothing but approval."""
    found = [one for _row, one in _told(record, now) if one.field]
    for place, decision in enumerate(record.decisions):
        if decision.decided and not (decision.action or decision.owner or decision.due):
            found.append(Trouble(f"decisions-{place}-action_en", wanting()["nobody"]))
    return tuple(found)


def _told(record: Record, now: datetime) -> Iterator[tuple[str, Trouble]]:
    """Everything that is wrong, each with the name of its row: a list of faults says of which row each is."""
    yield from (("", one) for one in _whole(record, now))
    for place, decision in enumerate(record.decisions):
        row = _("Decision %(number)s", number=place + 1)
        yield from ((row, one) for one in _of_decision(f"decisions-{place}-", decision, record.held))
    for place, hands in enumerate(record.hands):
        row = _("Show of hands %(number)s", number=place + 1)
        yield from ((row, one) for one in _of_hands(f"hands-{place}-", hands, record.present))
    for place, asked in enumerate(record.asked):
        row = _("Question %(number)s", number=place + 1)
        yield from ((row, one) for one in _of_asked(f"asked-{place}-", asked))


def text_troubles(field: str, written: str, most: int, *, is_reach: bool = False) -> Iterator[Trouble]:
    """What is wrong with one text that visitors will read."""
    yield from about_signs(field, written)
    if len(written) > most:
        yield Trouble(field, _("Write %(most)s letters at most.", most=number(most)))
    for clue in identifying.find(written, _REACH if is_reach else _PLACES):
        yield Trouble(field, clue.why, "C5")
    if found := _TONE.search(written):
        yield Trouble(
            field, _("Leave out “%(word)s”: say what was decided, and where.", word=found[0]), "tone"
        )


def is_reach(text: str) -> bool:
    """Whether it is a telephone number or an email address and nothing else."""
    return bool(_MAIL.fullmatch(text) or _PHONE.fullmatch(text))


def _whole(record: Record, now: datetime) -> Iterator[Trouble]:
    if record.held is None or not record.meeting:
        yield Trouble("", _("Nobody knows which meeting this is of."))
    elif record.held > now.date():
        yield Trouble("", _("The meeting is still to come. What it decides is published once it was held."))
    if not (record.decisions or record.hands or record.asked):
        why = _("Write down a decision, a show of hands or a question.")
        yield Trouble("decisions-0-decided_en", why)
    if record.present is None and record.hands:
        yield Trouble("present", wanting()["present"])
    if record.present is not None and not 0 <= record.present <= MOST_PRESENT:
        yield Trouble("present", _("Write a number from 0 to %(most)s.", most=number(MOST_PRESENT)))
    for name, most in MOST.items():
        if len(getattr(record, name)) > most:
            why = _("There are more decisions, shows of hands or questions than one meeting can have.")
            yield Trouble(f"{name}-{most}", why)


def _of_decision(field: str, said: Decision, held: date | None) -> Iterator[Trouble]:
    if not said.decided:
        yield Trouble(f"{field}decided_en", wanting()["decided"])
    yield from _who_and_when(field, said, held)
    if said.state is not Done.OPEN and not said.came:
        yield Trouble(f"{field}came_en", _("Say what came of it."))
    for name in (
        "decided_en",
        "decided_cy",
        "action_en",
        "action_cy",
        "came_en",
        "came_cy",
        "owner",
        "contact",
    ):
        yield from text_troubles(field + name, getattr(said, name), LONGEST[name.partition("_")[0]])
    if said.reach and not is_reach(said.reach):
        yield Trouble(f"{field}reach", wanting()["reach"])
    yield from text_troubles(f"{field}reach", said.reach, LONGEST["reach"], is_reach=True)


def _who_and_when(field: str, said: Decision, held: date | None) -> Iterator[Trouble]:
    """An action says who does it, by when, and whom to ask: else nobody can see whether it was done."""
    if said.action:
        if not said.owner:
            yield Trouble(f"{field}owner", wanting()["owner"])
        if said.due is None:
            yield Trouble(f"{field}due", wanting()["due"])
        if not said.contact:
            yield Trouble(f"{field}contact", wanting()["contact"])
    elif said.owner or said.due:
        yield Trouble(f"{field}action_en", wanting()["action"])
    if said.due is not None and held is not None and said.due < held:
        yield Trouble(f"{field}due", wanting()["before"])
    elif said.due is not None and held is not None and said.due > held + FARTHEST:
        yield Trouble(f"{field}due", wanting()["far"])


def _of_hands(field: str, said: Hands, present: int | None) -> Iterator[Trouble]:
    if not said.question:
        yield Trouble(f"{field}question_en", wanting()["question"])
    if min(said.yes, said.no, said.neither) < 0:
        yield Trouble(f"{field}yes", _("Hands are counted from 0."))
    elif not said.voted:
        yield Trouble(f"{field}yes", wanting()["votes"])
    elif present is not None and said.voted > present:
        why = wanting()["hands"].format(hands=number(said.voted), present=number(present))
        yield Trouble(f"{field}yes", why)
    for name in ("question_en", "question_cy"):
        yield from text_troubles(field + name, getattr(said, name), LONGEST["question"])


def _of_asked(field: str, said: Asked) -> Iterator[Trouble]:
    if not said.question:
        yield Trouble(f"{field}question_en", wanting()["question"])
    for name in ("question_en", "question_cy", "answer_en", "answer_cy"):
        yield from text_troubles(field + name, getattr(said, name), LONGEST[name.partition("_")[0]])
