"""How long one person's order of unpaid work may be (rule A7). A project's hours are many people's: no such limit."""

from __future__ import annotations

from typing import Final

from crimemap.language import gettext as _
from crimemap.language import number

LEAST_HOURS: Final = 40
MOST_HOURS: Final = 300
"""Source: Sentencing Council, community order, unpaid work requirement (Sentencing Code, schedule 9, paragraph 2)."""

WITHIN_MONTHS: Final = 12
"""Source: the same; the court may extend it."""


def wrong_hours(hours: int) -> str | None:
    """One sentence where no court orders so many hours of one person; None where it may be."""
    if LEAST_HOURS <= hours <= MOST_HOURS:
        return None
    return _(
        "One person’s order is %(least)s to %(most)s hours of unpaid work. Check the number on the order.",
        least=number(LEAST_HOURS),
        most=number(MOST_HOURS),
    )
