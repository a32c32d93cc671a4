"""What a conviction's form holds: every answer as it was typed, so that a wrong one is kept in the draft too.

All of it is sealed. A date of birth is no part of it: it is worked out into three ages and forgotten.
"""

from __future__ import annotations

from typing import Final

from pydantic import ConfigDict

from crimemap.editorial.pieces import Content

PHOTOGRAPH: Final = "photograph"
WHOLE_PARTNERSHIP: Final = "partnership"
TOWN: Final = "town"
"""Answers to the question where the person is from, besides the code of a ward."""

MOST_SENTENCES: Final = 8


class Part(Content):
    """One sentence or order: its kind, how long or how much ("14 months", "£320"), its last day where it names one."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: str = ""
    measure: str = ""
    ends_on: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.measure.strip() or self.ends_on.strip())


class Conviction(Content):
    """Every answer of the form. "" is not answered; choices hold the values of the rules' enums.

    `place` is a ward's code, WHOLE_PARTNERSHIP or TOWN; `place_name` what visitors read ("" for the partnership).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    offence: str = ""
    conviction_date: str = ""
    court: str = ""
    court_name: str = ""
    sentences: tuple[Part, ...] = ()
    age_at_offence: str = ""
    age_at_conviction: str = ""
    age_now: str = ""
    court_order_reference: str = ""
    restriction: str = ""
    restriction_kind: str = ""
    restriction_lifted_reference: str = ""
    relationship: str = ""
    child_involved: str = ""
    hate_element: str = ""
    appeal: str = ""
    appeal_date: str = ""
    name: str = ""
    place: str = ""
    place_name: str = ""
    what_happened_en: str = ""
    what_happened_cy: str = ""
    sentence_words_en: str = ""
    sentence_words_cy: str = ""
    why_publish: str = ""
    photograph: str = ""
    photograph_alt: str = ""
    photograph_reason: str = ""
    show_days: str = ""
