"""From the answers as typed to the rules' case, and what the rules make of it on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from crimemap.editorial.convictions.content import TOWN, WHOLE_PARTNERSHIP, Conviction, Part
from crimemap.editorial.convictions.reading import read_age, read_day, read_measure
from crimemap.editorial.payback.order import wrong_hours
from crimemap.editorial.pieces import Trouble
from crimemap.editorial.rules import (
    Appeal,
    Case,
    Court,
    Decision,
    Fired,
    Locality,
    Relationship,
    Restriction,
    Sentence,
    SentenceKind,
    Step,
    Verdict,
    decide,
)
from crimemap.language import gettext as _

LONDON: Final = ZoneInfo("Europe/London")
"""The courts' days begin and end here, wherever the machine or the visitor is."""

LONGEST_TEXT: Final = 1_500
LONGEST_LINE: Final = 200
"""Letters that a text and a line of the form may have."""

_LONG: Final = frozenset({"what_happened_en", "what_happened_cy", "why_publish", "photograph_reason"})

E = TypeVar("E", bound=StrEnum)


def case_of(content: Conviction, *, photograph_approved: bool | None = None) -> Case:
    """The answers as the rules take them; what cannot be read counts as not answered."""
    return Case(
        offence=content.offence or None,
        age_at_offence=read_age(content.age_at_offence),
        age_at_conviction=read_age(content.age_at_conviction),
        age_now=read_age(content.age_now),
        conviction_date=read_day(content.conviction_date),
        court=_chosen(Court, content.court),
        court_name=content.court_name.strip() or None,
        court_order_reference=content.court_order_reference.strip() or None,
        restriction=_chosen(Restriction, content.restriction),
        restriction_kind=content.restriction_kind.strip() or None,
        restriction_lifted_reference=content.restriction_lifted_reference.strip() or None,
        relationship=_chosen(Relationship, content.relationship),
        child_involved=_yes(content.child_involved),
        hate_element=_yes(content.hate_element),
        sentences=tuple(sentence for part in content.sentences if (sentence := sentence_of(part))) or None,
        appeal=_chosen(Appeal, content.appeal),
        appeal_date=read_day(content.appeal_date),
        name_given=bool(content.name.strip()),
        locality_kind=_locality(content),
        locality_name=content.place_name.strip() or None,
        what_happened_en=content.what_happened_en.strip() or None,
        what_happened_cy=content.what_happened_cy.strip() or None,
        sentence_words_en=content.sentence_words_en.strip() or None,
        sentence_words_cy=content.sentence_words_cy.strip() or None,
        why_publish=content.why_publish.strip() or None,
        photograph_wanted=wants_photograph(content),
        photograph_reason=content.photograph_reason.strip() or None,
        photograph_approved=photograph_approved,
        show_days=_days(content.show_days),
    )


def wants_photograph(content: Conviction) -> bool:
    """A picture was put in, or a reason for one written: none is wanted otherwise, and nobody has to say so."""
    return bool(content.photograph or content.photograph_reason.strip())


def sentence_of(part: Part) -> Sentence | None:
    """One row of the form; None where its kind was not chosen. What cannot be read is left out of it."""
    kind = _chosen(SentenceKind, part.kind)
    if kind is None:
        return None
    measure = read_measure(part.measure)
    has_length = measure is not None and measure.unit is not None
    return Sentence(
        kind,
        measure.length if measure and has_length else None,
        measure.unit if measure and has_length else None,
        ends_on=read_day(part.ends_on),
        without_end=bool(measure and measure.endless),
    )


def judged(
    content: Conviction,
    now: datetime,
    *,
    publish_on: date | None = None,
    photograph_approved: bool | None = None,
) -> Decision:
    """What the rules make of the answers on this day. `publish_on`: where the day of publication is fixed already."""
    case = case_of(content, photograph_approved=photograph_approved)
    if publish_on is not None:
        case = replace(case, publish_on=publish_on)
    return decide(case, today(now))


def today(now: datetime) -> date:
    """The day that it is in London."""
    return now.astimezone(LONDON).date()


def first_moment(day: date) -> datetime:
    """The instant at which a day begins in London."""
    return datetime.combine(day, time(), LONDON)


def unreadable(content: Conviction) -> tuple[Trouble, ...]:
    """Answers that were given and cannot be read: a sentence each, for the field that they stand in."""
    days, ages = (
        ("conviction_date", "appeal_date"),
        ("age_at_offence", "age_at_conviction", "age_now"),
    )
    found = [
        Trouble(field, no_day(text))
        for field in days
        if (text := getattr(content, field).strip()) and read_day(text) is None
    ]
    found += [
        Trouble(field, _("“%(text)s” is no age. Write a whole number of years.", text=_cut(text)))
        for field in ages
        if (text := getattr(content, field).strip()) and read_age(text) is None
    ]
    if (text := content.show_days.strip()) and _days(text) is None:
        found.append(Trouble("show_days", _("“%(text)s” is no number of days.", text=_cut(text))))
    found += [trouble for number, part in enumerate(content.sentences) for trouble in _unread(number, part)]
    return (*found, *_too_long(content))


def no_day(text: str) -> str:
    """The sentence for a text that is no day."""
    return _(
        "“%(text)s” is no day. Write it as numbers with the whole year, such as 27 3 2026.", text=_cut(text)
    )


def _unread(number: int, part: Part) -> list[Trouble]:
    field = f"sentences-{number}"
    if not part:
        return []
    if _chosen(SentenceKind, part.kind) is None:
        return [Trouble(f"{field}-kind", _("Say which kind of sentence this is, or empty the row."))]
    found = []
    measure = read_measure(part.measure)
    if measure is None:
        found.append(
            Trouble(
                f"{field}-measure",
                _(
                    "“%(text)s” was not understood. Write it like 14 months, 12 months and 120 hours, £320, or"
                    " until further order.",
                    text=_cut(part.measure),
                ),
            )
        )
    elif measure.hours is not None and (why := wrong_hours(measure.hours)):
        found.append(Trouble(f"{field}-measure", why, "A7"))
    if part.ends_on.strip() and read_day(part.ends_on) is None:
        found.append(Trouble(f"{field}-ends_on", no_day(part.ends_on)))
    return found


def _too_long(content: Conviction) -> list[Trouble]:
    found = []
    for field, answer in content:
        most = LONGEST_TEXT if field in _LONG else LONGEST_LINE
        if isinstance(answer, str) and len(answer) > most:
            found.append(Trouble(field, _("This is longer than %(most)s letters.", most=most)))
    return found


def troubles_of(content: Conviction, decision: Decision, *, approving: bool) -> tuple[Trouble, ...]:
    """What stands in the way: answers that cannot be read, and each rule that blocks.

    What the second person decides alone does not keep an author from handing in.
    """
    unread = unreadable(content)
    said = {trouble.field for trouble in unread} | ({"sentences"} if _sentence_unread(unread) else set())
    blocking = [
        Trouble(form_field(fired), fired.why, fired.rule, fired.source)
        for fired in decision.fired
        if fired.verdict is Verdict.BLOCKED
        and (approving or fired.step is not Step.APPROVAL)
        and not (fired.step is Step.ANSWER and form_field(fired) in said)
    ]
    return (*unread, *blocking)


def _sentence_unread(unread: tuple[Trouble, ...]) -> bool:
    return any(trouble.field.startswith("sentences-") for trouble in unread)


_FORM_FIELDS: Final = {
    "name_given": "name",
    "locality_kind": "place",
    "locality_name": "place_name",
    "photograph_wanted": "photograph",
    "photograph_approved": "photograph",
}


def form_field(fired: Fired) -> str:
    """The answer of the form that a rule is about."""
    return _FORM_FIELDS.get(fired.field or "", fired.field or "")


def _chosen(kind: type[E], text: str) -> E | None:
    return kind(text) if text in {member.value for member in kind} else None


def _yes(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def _days(text: str) -> int | None:
    said = text.strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else None


def _locality(content: Conviction) -> Locality | None:
    if content.place == TOWN:
        return Locality.TOWN
    if content.place == WHOLE_PARTNERSHIP:
        return Locality.PARTNERSHIP
    return Locality.WARD if content.place else None


def _cut(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= 40 else said[:39] + "…"
