"""The rules on a conviction, one row each and in order: which rule, what it makes of a case, when it fires and why.

A row's `fires` gives one sentence for each reason, or nothing. Numbers and sources are the rule book's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from crimemap.disclosure.identifying import find, names_street
from crimemap.editorial.rules.case import (
    TEXTS,
    Appeal,
    Court,
    Locality,
    Relationship,
    Restriction,
    Sentence,
    SentenceKind,
)
from crimemap.editorial.rules.facts import Facts
from crimemap.editorial.rules.numbers import rule_book
from crimemap.editorial.rules.outcome import Fired, Step, Verdict
from crimemap.editorial.rules.spent import Spent, add_months, spent_on
from crimemap.language import gettext, number


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the sentences of `fires` are why; `field` is the answer that they are about."""

    id: str
    field: str
    fires: Callable[[Facts], Iterable[str]]
    verdict: Verdict = Verdict.BLOCKED
    step: Step = Step.FINAL

    def ask(self, facts: Facts) -> Iterator[Fired]:
        """A Fired for every reason that the rule has against this case."""
        for why in self.fires(facts):
            yield Fired.of(self.id, why, self.verdict, self.field, self.step)


def _when(holds: bool, why: str) -> tuple[str, ...]:
    return (why,) if holds else ()


def _text(written: str | None) -> str:
    return (written or "").strip()


def _is_reason(written: str | None) -> bool:
    return len(_text(written).split()) >= rule_book().numbers.least_words_of_a_reason.value


def _asks_too_many_days(facts: Facts) -> tuple[str, ...]:
    most = rule_book().numbers.most_days_shown.value
    return _when(
        not facts.is_minor and facts.case.show_days is not None and not 1 <= facts.case.show_days <= most,
        gettext("A name is shown for 1 to %(most)s days.", most=number(most)),
    )


def _days_are_over(facts: Facts) -> tuple[str, ...]:
    return _when(
        not facts.is_minor and facts.first_day >= facts.days_end > facts.publish_on,
        gettext(
            "The days for which this case could be shown are over. Choose a new day of publication, if there is still a"
            " reason to publish."
        ),
    )


def _ages(facts: Facts) -> tuple[int | None, int | None, int | None]:
    return facts.case.age_at_offence, facts.case.age_at_conviction, facts.case.age_now


def _is_young(facts: Facts) -> tuple[str, ...]:
    adult = rule_book().numbers.adult_age.value
    return _when(
        any(age is not None and age < adult for age in _ages(facts)),
        gettext(
            "The person was under %(adult)s at the offence or at the conviction, or is now. They are never named,"
            " whatever a court allows.",
            adult=number(adult),
        ),
    )


def _ages_disagree(facts: Facts) -> tuple[str, ...]:
    return _when(
        not _in_order(facts) or not _fit_the_days(facts),
        gettext(
            "The three ages do not fit each other or the day of the conviction. Check them: a wrong age could hide"
            " that the person was under 18."
        ),
    )


def _in_order(facts: Facts) -> bool:
    known = [age for age in _ages(facts) if age is not None]
    return known == sorted(known) and all(age <= rule_book().numbers.oldest_age.value for age in known)


def _fit_the_days(facts: Facts) -> bool:
    """Between the conviction and today a person grows older by the whole years that passed, or by one more."""
    case = facts.case
    if case.age_at_conviction is None or case.age_now is None or case.conviction_date is None:
        return True
    if case.conviction_date > facts.today:
        return True
    years = facts.today.year - case.conviction_date.year
    years -= add_months(case.conviction_date, 12 * years) > facts.today
    return case.age_now - case.age_at_conviction in {years, years + 1}


def _youth_court(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.court is Court.YOUTH and not _text(facts.case.court_order_reference),
        gettext("A youth court convicted, and no court order that allows reporting is recorded."),
    )


def _restricted(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.restriction is Restriction.IN_FORCE,
        gettext("A reporting restriction is in force. Nothing of this case is published while it stands."),
    )


def _lifted_without_reference(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.restriction is Restriction.LIFTED and not _text(facts.case.restriction_lifted_reference),
        gettext(
            "The restriction is said to be lifted, but the reference of the order that lifted it is not recorded."
        ),
    )


def _offence_points(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.offence is not None and facts.offence.points_to_victim,
        gettext(
            "Sexual offences, domestic abuse, hate crime and offences against children are not published case by case."
        ),
    )


def _relationship_points(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.relationship in {Relationship.KNOWN, Relationship.FAMILY, Relationship.PARTNER},
        gettext(
            "The victim and the person convicted know each other: naming one would tell who the other is."
        ),
    )


def _relationship_unknown(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.relationship is Relationship.NOT_KNOWN,
        gettext("Nobody has found out whether the victim and the person convicted know each other."),
    )


def _child(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.child_involved is True,
        gettext("A child is the victim or a witness, and may have a right for life not to be identified."),
    )


def _hate(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.hate_element is True,
        gettext("The court found hostility towards a group. Such a case would point to its victim."),
    )


def _clues(field: str) -> Callable[[Facts], Iterator[str]]:
    """Rule C5 on one text: a sentence for everything found in it."""

    def fires(facts: Facts) -> Iterator[str]:
        for clue in find(getattr(facts.case, field) or ""):
            yield clue.why

    return fires


def _photograph_without_reason(facts: Facts) -> tuple[str, ...]:
    return _when(
        bool(facts.case.photograph_wanted) and not _is_reason(facts.case.photograph_reason),
        gettext(
            "A photograph needs a written reason of its own: why this face, in this case. Write one, or"
            " publish without it."
        ),
    )


def _photograph_waits(facts: Facts) -> tuple[str, ...]:
    return _when(
        bool(facts.case.photograph_wanted) and facts.case.photograph_approved is None,
        gettext("The photograph waits for the second person's own decision."),
    )


def _photograph_refused(facts: Facts) -> tuple[str, ...]:
    return _when(
        bool(facts.case.photograph_wanted) and facts.case.photograph_approved is False,
        gettext(
            "The second person did not approve the photograph. Take it off to publish the case without it."
        ),
    )


def _minor(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.is_minor,
        gettext("This is a minor offence: it is counted, and nobody is named."),
    )


def _appeal_lodged(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.appeal is Appeal.LODGED,
        gettext("An appeal is open. The case is held back until it is decided."),
    )


def _appeal_succeeded(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.appeal is Appeal.SUCCEEDED,
        gettext("The appeal succeeded. What was shown is taken down, and a correction says so."),
    )


def _not_yet_convicted(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.conviction_date is not None and facts.case.conviction_date > facts.today,
        gettext("The day of the conviction has not come yet."),
    )


def _published_before_convicted(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.conviction_date is not None and facts.publish_on < facts.case.conviction_date,
        gettext("The day of publication is before the conviction."),
    )


def _spent(facts: Facts) -> tuple[str, ...]:
    """Also where it would be shown for no whole day before it is spent."""
    return _when(
        isinstance(facts.spent, date) and facts.spent.toordinal() <= facts.first_day.toordinal() + 1,
        gettext("This conviction is spent, or will be by the day of publication. It is never shown."),
    )


def _spent_unknown(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.spent is Spent.UNKNOWN,
        gettext(
            "Nobody can tell from the sentence when this conviction is spent. Give the length or the last day of the"
            " sentence; a compensation order that stands alone is spent when it is paid, and is not published."
        ),
    )


def _sentence_unfinished(facts: Facts) -> tuple[str, ...]:
    """A length without its unit, a length of nothing, a last day before the first: slips that would move the day."""
    case = facts.case
    if case.conviction_date is None or case.age_at_conviction is None:
        return ()
    return _when(
        any(_is_unfinished(one, facts) for one in case.sentences or ()),
        gettext(
            "A sentence is not complete: it needs its length with days, weeks, months or years, or its last day;"
            " and its days come in order."
        ),
    )


def _is_unfinished(sentence: Sentence, facts: Facts) -> bool:
    convicted, age = facts.case.conviction_date, facts.case.age_at_conviction
    if convicted is None or age is None:
        return False
    if (sentence.length is None) != (sentence.unit is None) or (sentence.length or 1) < 1:
        return True
    days = [day for day in (sentence.starts_on or convicted, sentence.ends_on) if day]
    if days != sorted(days) or days[0] < convicted:
        return True
    alone = len(facts.case.sentences or ()) == 1
    return (
        not alone
        and spent_on(sentence, convicted, age) is Spent.UNKNOWN
        and sentence.kind is not SentenceKind.COMPENSATION
    )


def _too_fine(facts: Facts) -> tuple[str, ...]:
    return _when(
        facts.case.locality_kind in {Locality.NEIGHBOURHOOD, Locality.STREET, Locality.POSTCODE},
        gettext("A person is said to be from a ward or a town, and from nothing smaller."),
    )


def _place_is_an_address(facts: Facts) -> tuple[str, ...]:
    name = _text(facts.case.locality_name)
    return _when(
        any(letter.isdigit() for letter in name) or names_street(name) or bool(find(name)),
        gettext("The place reads like an address. Give the name of the ward or the town alone."),
    )


RULES: Final[tuple[Rule, ...]] = (
    Rule("C1", "show_days", _asks_too_many_days, step=Step.REWRITE),
    Rule("C1", "publish_on", _days_are_over, step=Step.REWRITE),
    Rule("C2", "age_at_offence", _is_young),
    Rule("C2", "age_at_conviction", _ages_disagree, step=Step.REWRITE),
    Rule("C2", "court", _youth_court),
    Rule("C3", "restriction", _restricted, step=Step.HOLD),
    Rule("C3", "restriction_lifted_reference", _lifted_without_reference, step=Step.ANSWER),
    Rule("C4", "offence", _offence_points),
    Rule("C4", "relationship", _relationship_points),
    Rule("C4", "relationship", _relationship_unknown, step=Step.ANSWER),
    Rule("C4", "child_involved", _child),
    Rule("C4", "hate_element", _hate),
    *(Rule("C5", field, _clues(field), step=Step.REWRITE) for field in TEXTS),
    Rule("C6", "photograph_reason", _photograph_without_reason, step=Step.REWRITE),
    Rule("C6", "photograph_approved", _photograph_waits, step=Step.APPROVAL),
    Rule("C6", "photograph_approved", _photograph_refused, step=Step.REWRITE),
    Rule("C7", "offence", _minor, Verdict.COUNTED_ONLY),
    Rule("C8", "appeal", _appeal_lodged, step=Step.HOLD),
    Rule("C8", "appeal", _appeal_succeeded, step=Step.CORRECTION),
    Rule("C9", "conviction_date", _not_yet_convicted, step=Step.REWRITE),
    Rule("C9", "publish_on", _published_before_convicted, step=Step.REWRITE),
    Rule("C9", "sentences", _spent),
    Rule("C9", "sentences", _spent_unknown, step=Step.ANSWER),
    Rule("C9", "sentences", _sentence_unfinished, step=Step.ANSWER),
    Rule("C10", "locality_kind", _too_fine, step=Step.REWRITE),
    Rule("C10", "locality_name", _place_is_an_address, step=Step.REWRITE),
)
"""Every rule that a case is asked. C11–C14 are kept by the publishing calls, the pages, the ledger and the leaflets."""
