"""What the newsroom is asked about one conviction, and nothing else: the whole input of the rules.

Every answer may be None: not answered. No answer has a default that lets a name through, and the name itself and the
date of birth are no answers: whether a name was given is all that a rule needs, and ages are worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Court(StrEnum):
    """Which kind of court convicted."""

    MAGISTRATES = "magistrates"
    CROWN = "crown"
    YOUTH = "youth"
    OTHER = "other"


class Restriction(StrEnum):
    """Whether an order or a law limits what may be reported (rule C3)."""

    NONE = "none"
    IN_FORCE = "in-force"
    LIFTED = "lifted"


class Relationship(StrEnum):
    """Who the victim is to the person convicted (rule C4)."""

    NONE = "none"  # no victim, an organisation, or people who had never met
    KNOWN = "known"
    FAMILY = "family"
    PARTNER = "partner"
    NOT_KNOWN = "not-known"


class Appeal(StrEnum):
    """What is known of an appeal against conviction or sentence (rule C8)."""

    NONE = "none"
    LODGED = "lodged"
    DISMISSED = "dismissed"
    SUCCEEDED = "succeeded"


class Plea(StrEnum):
    """How the person answered the charge; said in the case, asked by no rule."""

    GUILTY = "guilty"
    NOT_GUILTY = "not-guilty"
    NOT_TAKEN = "not-taken"


class Locality(StrEnum):
    """How fine the place is that the person is said to be from (rule C10)."""

    PARTNERSHIP = "partnership"
    TOWN = "town"
    WARD = "ward"
    NEIGHBOURHOOD = "neighbourhood"
    STREET = "street"
    POSTCODE = "postcode"


class SentenceKind(StrEnum):
    """The sentences and orders that rehabilitation periods tell apart (rule C9)."""

    CUSTODY = "custody"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    INDETERMINATE = "indeterminate"  # imprisonment for public protection and its like
    LIFE = "life"
    COMMUNITY_ORDER = "community-order"
    FINE = "fine"
    COMPENSATION = "compensation"
    CONDITIONAL_DISCHARGE = "conditional-discharge"
    ABSOLUTE_DISCHARGE = "absolute-discharge"
    DISQUALIFICATION = "disqualification"
    OTHER_ORDER = "other-order"


class Unit(StrEnum):
    """What a sentence's length is counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or order of a conviction.

    `ends_on` is its last day: licence and supervision included, and for compensation the day it was paid in full.
    `without_end` says that the order itself names no last day. `schedule_18`: custody of more than four years for an
    offence of Schedule 18 to the Sentencing Code (serious violence, sex, terrorism), which is never spent.
    """

    kind: SentenceKind
    length: int | None = None
    unit: Unit | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    without_end: bool = False
    schedule_18: bool | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Every answer of the form, by the name of its field. None is not answered, and an empty text counts as none.

    `show_days` alone has a default (rule C1). `photograph_approved` and the rest of the second person's work stay
    None until they have decided: `Decision.ready` leaves that out.
    """

    offence: str | None = None  # a slug of data/rules/offences.yaml
    age_at_offence: int | None = None
    age_at_conviction: int | None = None
    age_now: int | None = None
    conviction_date: date | None = None
    court: Court | None = None
    court_name: str | None = None
    court_order_reference: str | None = None  # of the order that lets a youth court's case be reported
    restriction: Restriction | None = None
    restriction_kind: str | None = None
    restriction_lifted_reference: str | None = None
    relationship: Relationship | None = None
    child_involved: bool | None = None  # as victim or as witness
    hate_element: bool | None = None
    plea: Plea | None = None
    sentences: tuple[Sentence, ...] | None = None
    appeal: Appeal | None = None
    appeal_date: date | None = None
    name_given: bool | None = None
    locality_kind: Locality | None = None
    locality_name: str | None = None
    what_happened_en: str | None = None
    what_happened_cy: str | None = None
    sentence_words_en: str | None = None
    sentence_words_cy: str | None = None
    why_publish: str | None = None
    photograph_wanted: bool | None = None
    photograph_reason: str | None = None
    photograph_approved: bool | None = None  # by the second person, for itself
    publish_on: date | None = None
    show_days: int | None = None


TEXTS = ("what_happened_en", "what_happened_cy", "sentence_words_en", "sentence_words_cy")
"""The fields that visitors read as they were written; rule C5 reads every one of them."""


@dataclass(frozen=True, slots=True)
class Ages:
    """The three ages that rule C2 asks for."""

    at_offence: int
    at_conviction: int
    now: int

    @classmethod
    def of(cls, born: date, offence: date, conviction: date, today: date) -> Ages:
        """Worked out once from a date of birth, which is not kept. Raises ValueError for days out of order."""
        if not born <= offence <= conviction <= today:
            raise ValueError("birth, offence, conviction and today come in this order")
        return cls(age(born, offence), age(born, conviction), age(born, today))


def age(born: date, on: date) -> int:
    """Whole years on a day. A person born on 29 February is a year older on 1 March of other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
