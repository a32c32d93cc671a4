"""When a conviction is spent (rule C9).

Source: Rehabilitation of Offenders Act 1974, section 5, as in force since 28 October 2023.

Where the law or an answer leaves a choice, the earlier day is taken: a name comes down too early rather than too late.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum
from typing import Final

from crimemap.editorial.rules.case import Sentence, SentenceKind, Unit
from crimemap.editorial.rules.numbers import Months, rule_book


class Spent(Enum):
    """When there is no day: the law knows none, or the answers do not tell it."""

    NEVER = "never"
    UNKNOWN = "unknown"


_NEVER: Final = frozenset({SentenceKind.LIFE, SentenceKind.INDETERMINATE, SentenceKind.EXTENDED})
_ORDERS: Final = frozenset(
    {SentenceKind.COMMUNITY_ORDER, SentenceKind.DISQUALIFICATION, SentenceKind.OTHER_ORDER}
)
_CUSTODY: Final = frozenset({SentenceKind.CUSTODY, SentenceKind.SUSPENDED})


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day: 31 January + 1 → 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def spent_on(sentence: Sentence, convicted_on: date, age_at_conviction: int) -> date | Spent:
    """The first day on which a conviction with this one sentence is spent, and may not be shown.

    Custody, suspended or not, runs from its last day, licence included; a fine and an order without an end from the
    conviction; an order with an end is taken as spent on its last day. Source: rules.md C9.
    """
    if sentence.kind in _NEVER:
        return Spent.NEVER
    if sentence.kind in _CUSTODY:
        return _after_custody(sentence, convicted_on, age_at_conviction)
    periods = rule_book().rehabilitation_months
    if sentence.kind is SentenceKind.FINE:
        return add_months(convicted_on, _months(periods.fine, age_at_conviction))
    if sentence.kind in _ORDERS and sentence.without_end and sentence.ends_on is None:
        return add_months(convicted_on, _months(periods.order_without_end, age_at_conviction))
    return _without_period(sentence, convicted_on) or Spent.UNKNOWN


def _without_period(sentence: Sentence, convicted_on: date) -> date | None:
    """Spent with the sentence itself: at once, when it is paid, or on its last day."""
    if sentence.kind is SentenceKind.ABSOLUTE_DISCHARGE:
        return convicted_on
    if sentence.kind is SentenceKind.COMPENSATION:
        return sentence.ends_on
    return last_day(sentence, convicted_on)


def conviction_spent_on(
    sentences: Iterable[Sentence], convicted_on: date, age_at_conviction: int
) -> date | Spent:
    """As spent_on for a conviction with several sentences: the longest period counts (section 6).

    A sentence whose day is not known can only make the period longer, so the others decide without it; where it
    stands alone the answer is UNKNOWN.
    """
    days = [spent_on(sentence, convicted_on, age_at_conviction) for sentence in sentences]
    if Spent.NEVER in days:
        return Spent.NEVER
    return max((day for day in days if isinstance(day, date)), default=Spent.UNKNOWN)


def last_day(sentence: Sentence, convicted_on: date) -> date | None:
    """The sentence's last day as given; where it is not, worked out from its length, beginning on its first day.

    Without a first day it is taken to begin with the conviction. None where there is no length either.
    """
    if sentence.ends_on is not None:
        return sentence.ends_on
    end = _after(sentence.starts_on or convicted_on, sentence)
    return end - timedelta(days=1) if end else None


def _after(start: date, sentence: Sentence) -> date | None:
    """The day after the whole length, counted from `start`; None without a length or beyond the calendar."""
    if sentence.length is None or sentence.unit is None or not 0 < sentence.length <= _LONGEST[sentence.unit]:
        return None
    if sentence.unit in {Unit.DAYS, Unit.WEEKS}:
        return start + timedelta(days=sentence.length * (7 if sentence.unit is Unit.WEEKS else 1))
    return add_months(start, sentence.length * (12 if sentence.unit is Unit.YEARS else 1))


_LONGEST: Final = {Unit.DAYS: 36_525, Unit.WEEKS: 5_218, Unit.MONTHS: 1_200, Unit.YEARS: 100}
"""A hundred years: more is a slip of the pen, and would leave the calendar."""


def _after_custody(sentence: Sentence, convicted_on: date, age_at_conviction: int) -> date | Spent:
    begins = sentence.starts_on or convicted_on
    imposed = _after(begins, sentence)
    end = last_day(sentence, convicted_on)
    if imposed is None or end is None:
        return Spent.UNKNOWN
    book = rule_book()
    periods, numbers = book.rehabilitation_months, book.numbers
    if imposed <= add_months(begins, numbers.short_custody_months.value):
        return add_months(end, _months(periods.custody_short, age_at_conviction))
    if imposed <= add_months(begins, numbers.long_custody_months.value):
        return add_months(end, _months(periods.custody_middle, age_at_conviction))
    if sentence.schedule_18:
        return Spent.NEVER
    return add_months(end, _months(periods.custody_long, age_at_conviction))


def _months(period: Months, age_at_conviction: int) -> int:
    adult = age_at_conviction >= rule_book().numbers.adult_age.value
    return period.adult if adult else period.under_18
