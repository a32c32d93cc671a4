"""A case with what follows from its answers, worked out once for every rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crimemap.editorial.rules.case import Case
from crimemap.editorial.rules.numbers import rule_book
from crimemap.editorial.rules.offences import Offence, offences
from crimemap.editorial.rules.spent import Spent, conviction_spent_on


@dataclass(frozen=True, slots=True)
class Facts:
    """`spent` is None where conviction, sentences or age are open; `publish_on` is today where none was chosen."""

    case: Case
    today: date
    offence: Offence | None
    spent: date | Spent | None
    publish_on: date

    @classmethod
    def of(cls, case: Case, today: date) -> Facts:
        spent = None
        if case.conviction_date and case.sentences and case.age_at_conviction is not None:
            spent = conviction_spent_on(case.sentences, case.conviction_date, case.age_at_conviction)
        return cls(case, today, offences().get(case.offence), spent, case.publish_on or today)

    @property
    def is_minor(self) -> bool:
        """Counted and never named (rule C7), so that what a name needs is not asked."""
        return self.offence is not None and self.offence.minor

    @property
    def days_end(self) -> date:
        """The day from whose beginning the name is gone because its days are over (rule C1)."""
        numbers = rule_book().numbers
        days = numbers.days_shown.value if self.case.show_days is None else self.case.show_days
        days = max(0, min(days, numbers.most_days_shown.value))
        return min(self.publish_on, date.max - timedelta(days=days)) + timedelta(days=days)

    @property
    def until(self) -> date:
        """The day from whose beginning the name is gone: its days are over, or it would be spent the day after."""
        if isinstance(self.spent, date):
            return min(self.days_end, max(self.spent, date.min + timedelta(days=1)) - timedelta(days=1))
        return self.days_end

    @property
    def first_day(self) -> date:
        """The first day on which the case could still be shown."""
        return max(self.today, self.publish_on)
