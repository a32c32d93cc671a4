"""Sentences of courts in plain words, made from the rows of the form: for lists, and as a first draft of the page."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from crimemap.editorial.convictions.content import Conviction, Part
from crimemap.editorial.convictions.gate import sentence_of
from crimemap.editorial.convictions.reading import Measure, read_measure
from crimemap.editorial.rules import SentenceKind, Unit
from crimemap.language import current, listed, ngettext, number, using
from crimemap.language import gettext as _

HEAVIEST_FIRST: Final = (
    SentenceKind.LIFE, SentenceKind.INDETERMINATE, SentenceKind.EXTENDED, SentenceKind.CUSTODY,
    SentenceKind.SUSPENDED, SentenceKind.COMMUNITY_ORDER, SentenceKind.FINE, SentenceKind.CONDITIONAL_DISCHARGE,
    SentenceKind.ABSOLUTE_DISCHARGE, SentenceKind.COMPENSATION, SentenceKind.DISQUALIFICATION,
    SentenceKind.OTHER_ORDER,
)  # fmt: skip
"""One sentence of a case stands for it in the tally: the first of these that it has."""


def sentence_told(content: Conviction) -> str:
    """ "A fine of £320 and a driving ban of 14 months"; "" where no sentence was given. From choices and figures alone.

    It holds nothing that anybody typed in words, so that it may stand where no name may.
    """
    parts = [_part(part) for part in content.sentences if sentence_of(part)]
    told = listed(parts) if parts else ""
    return told[:1].upper() + told[1:]


def proposed_words(content: Conviction, language: str) -> str:
    """As `sentence_told`, in this language: what stands in the box before anybody writes in it."""
    if language == current():
        return sentence_told(content)
    with using(language):
        return sentence_told(content)


def heaviest(content: Conviction) -> SentenceKind | None:
    """The kind that stands for the case in the tally."""
    kinds = {sentence.kind for part in content.sentences if (sentence := sentence_of(part))}
    return next((kind for kind in HEAVIEST_FIRST if kind in kinds), None)


def length_told(length: int, unit: Unit) -> str:
    """ "14 months"."""
    match unit:
        case Unit.DAYS:
            return ngettext("%(num)s day", "%(num)s days", length)
        case Unit.WEEKS:
            return ngettext("%(num)s week", "%(num)s weeks", length)
        case Unit.MONTHS:
            return ngettext("%(num)s month", "%(num)s months", length)
        case Unit.YEARS:
            return ngettext("%(num)s year", "%(num)s years", length)


def _part(part: Part) -> str:
    measure = read_measure(part.measure) or Measure()
    kind = SentenceKind(part.kind)
    if measure.pounds is not None:
        amount = _money(measure.pounds)
        return _with_amount(kind, amount)
    told = _with_length(kind, measure)
    if measure.hours is None:
        return told
    hours = ngettext("%(num)s hour of unpaid work", "%(num)s hours of unpaid work", measure.hours)
    return _("%(sentence)s with %(hours)s", sentence=told, hours=hours)


def _with_length(kind: SentenceKind, measure: Measure) -> str:
    if measure.length is None or measure.unit is None:
        return kind_told(kind)
    length = length_told(measure.length, measure.unit)
    said = {
        SentenceKind.CUSTODY: _("%(length)s in prison", length=length),
        SentenceKind.SUSPENDED: _("%(length)s in prison, suspended", length=length),
        SentenceKind.COMMUNITY_ORDER: _("a community order of %(length)s", length=length),
        SentenceKind.DISQUALIFICATION: _("a ban of %(length)s from driving", length=length),
        SentenceKind.CONDITIONAL_DISCHARGE: _("a conditional discharge of %(length)s", length=length),
    }
    return said.get(kind) or _("%(sentence)s of %(length)s", sentence=kind_told(kind), length=length)


def _with_amount(kind: SentenceKind, amount: str) -> str:
    if kind is SentenceKind.FINE:
        return _("a fine of %(amount)s", amount=amount)
    if kind is SentenceKind.COMPENSATION:
        return _("%(amount)s in compensation", amount=amount)
    return _("%(sentence)s and %(amount)s to pay", sentence=kind_told(kind), amount=amount)


def _money(pounds: Decimal) -> str:
    whole = pounds == pounds.to_integral_value()
    return "£" + number(float(pounds), 0 if whole else 2)


def kind_told(kind: SentenceKind) -> str:
    """A kind of sentence inside a sentence."""
    return {
        SentenceKind.CUSTODY: _("prison"),
        SentenceKind.SUSPENDED: _("a suspended prison sentence"),
        SentenceKind.EXTENDED: _("an extended prison sentence"),
        SentenceKind.INDETERMINATE: _("an indeterminate prison sentence"),
        SentenceKind.LIFE: _("life imprisonment"),
        SentenceKind.COMMUNITY_ORDER: _("a community order"),
        SentenceKind.FINE: _("a fine"),
        SentenceKind.COMPENSATION: _("compensation"),
        SentenceKind.CONDITIONAL_DISCHARGE: _("a conditional discharge"),
        SentenceKind.ABSOLUTE_DISCHARGE: _("an absolute discharge"),
        SentenceKind.DISQUALIFICATION: _("a ban from driving"),
        SentenceKind.OTHER_ORDER: _("another order"),
    }[kind]


def meanings(content: Conviction) -> tuple[tuple[str, str], ...]:
    """What each kind of sentence of the case means, for a reader who has never been to a court: (kind, meaning)."""
    explained = _meanings()
    kinds = {sentence.kind: None for part in content.sentences if (sentence := sentence_of(part))}
    said = ((kind_told(kind), explained[kind]) for kind in kinds if kind in explained)
    return tuple((name[:1].upper() + name[1:], meaning) for name, meaning in said)


def _meanings() -> dict[SentenceKind, str]:
    return {
        SentenceKind.CUSTODY: _(
            "Part of the time is served in prison, the rest under supervision outside. Whoever breaks the conditions"
            " can be sent back to prison."
        ),
        SentenceKind.SUSPENDED: _(
            "The person does not go to prison now. If they commit another offence or break the conditions while it is"
            " suspended, the court can send them there."
        ),
        SentenceKind.EXTENDED: _("A prison sentence followed by a longer time under supervision."),
        SentenceKind.INDETERMINATE: _("Nobody is released before the Parole Board agrees."),
        SentenceKind.LIFE: _("The sentence lasts for life, in prison or under supervision after release."),
        SentenceKind.COMMUNITY_ORDER: _(
            "The person must do what the court ordered, such as unpaid work, treatment or keeping a curfew. Breaking"
            " the order leads back to court."
        ),
        SentenceKind.FINE: _(
            "Money paid to the court. It depends on how serious the offence is and on the person’s income."
        ),
        SentenceKind.COMPENSATION: _("Money paid to whoever lost something or was hurt."),
        SentenceKind.CONDITIONAL_DISCHARGE: _(
            "No punishment now. For another offence within that time, the court can sentence for this one too."
        ),
        SentenceKind.ABSOLUTE_DISCHARGE: _("The court found the person guilty and imposed no punishment."),
        SentenceKind.DISQUALIFICATION: _("The person may not drive for that time. Driving all the same is an offence."),
    }  # fmt: skip
