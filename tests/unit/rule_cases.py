"""Convictions for the tests of the rules: one that may be named, and every way of answering otherwise."""

# ruff: noqa: E501 - a row of answers is read as one line
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from crimemap.editorial.rules import (
    Appeal,
    Case,
    Court,
    Locality,
    Relationship,
    Restriction,
    Sentence,
    SentenceKind,
    Unit,
)

TODAY = date(2026, 11, 22)
NAMED = Case(
    offence="shop-theft",
    age_at_offence=34,
    age_at_conviction=34,
    age_now=35,
    conviction_date=date(2026, 11, 2),
    court=Court.MAGISTRATES,
    court_name="Tamberton Magistrates' Court",
    restriction=Restriction.NONE,
    relationship=Relationship.NONE,
    child_involved=False,
    hate_element=False,
    sentences=(Sentence(SentenceKind.FINE), Sentence(SentenceKind.COMMUNITY_ORDER, 12, Unit.MONTHS)),
    appeal=Appeal.NONE,
    name_given=True,
    locality_kind=Locality.TOWN,
    locality_name="Larkwith",
    what_happened_en="Stole meat and alcohol worth £212 from a supermarket.",
    sentence_words_en="A fine of £300 and 80 hours of unpaid work.",
    why_publish="Repeated thefts that many shops asked about.",
    photograph_wanted=False,
)


def case(**answers: Any) -> Case:
    """The case that may be named, with these answers instead."""
    return replace(NAMED, **answers)


ONLY_FINE = (Sentence(SentenceKind.FINE),)
ANSWERS: dict[str, tuple[Any, ...]] = {
    "offence": (
        "shop-theft", "drink-driving", "criminal-damage", "shop-theft-low-value", "speeding", "sexual-assault", "harassment",
        "public-order-hate", "child-cruelty", "no-such-offence", None,
    ),
    "age_at_offence": (34, 18, 17, 15, 36, None),
    "age_at_conviction": (34, 18, 17, None),
    "age_now": (35, 34, 19, 18, 17, 36, 140, None),
    "conviction_date": (
        date(2026, 11, 2), date(2026, 11, 22), date(2026, 11, 23), date(2025, 11, 21), date(2025, 11, 22), date(2025, 12, 5), None,
    ),
    "court": (*Court, None),
    "court_name": ("Hexmarsh Crown Court", "  ", None),
    "court_order_reference": (None, "YC/2026/12", " "),
    "restriction": (*Restriction, None),
    "restriction_lifted_reference": (None, "R 77/26", ""),
    "relationship": (*Relationship, None),
    "child_involved": (False, True, None),
    "hate_element": (False, True, None),
    "appeal": (*Appeal, None),
    "name_given": (True, False, None),
    "locality_kind": (*Locality, None),
    "locality_name": ("Larkwith", "Wren Street", "QX1 1AA", "", None),
    "what_happened_en": ("Damaged a bus shelter.", "Stole from his mother.", "Lives on Wren Street.", " ", None),
    "what_happened_cy": (None, "Dygodd gig o archfarchnad.", "Dygodd oddi ar ei wraig."),
    "sentence_words_en": ("A fine of £80.", "A fine for the landlord of the Red Lion.", None),
    "sentence_words_cy": (None, "Dirwy o £80."),
    "why_publish": ("Many shops asked about it.", "", None),
    "photograph_wanted": (False, True, None),
    "photograph_reason": (None, "It may lead to further victims.", "serious"),
    "photograph_approved": (None, True, False),
    "publish_on": (None, date(2026, 11, 22), date(2026, 12, 24), date(2026, 11, 1), date(2026, 10, 26), date(2026, 11, 10)),
    "show_days": (None, 28, 31, 32, 0, 7),
    "sentences": (
        ONLY_FINE,
        (Sentence(SentenceKind.FINE), Sentence(SentenceKind.DISQUALIFICATION, 14, Unit.MONTHS)),
        (Sentence(SentenceKind.CUSTODY, 12, Unit.WEEKS),),
        (Sentence(SentenceKind.LIFE),),
        (Sentence(SentenceKind.ABSOLUTE_DISCHARGE),),
        (Sentence(SentenceKind.COMMUNITY_ORDER, ends_on=date(2026, 12, 1)),),
        (Sentence(SentenceKind.COMPENSATION),),
        (Sentence(SentenceKind.CUSTODY),),
        (),
        None,
    ),
}  # fmt: skip


def single_changes() -> Iterator[Case]:
    """The case that may be named with each single answer otherwise."""
    for field, answers in ANSWERS.items():
        for answer in answers:
            yield case(**{field: answer})


def mixed(count: int, seed: int) -> Iterator[Case]:
    """Cases with one to four answers otherwise, the same for the same seed; some days are moved together."""
    dice = Random(seed)
    for _ in range(count):
        fields = dice.sample(sorted(ANSWERS), dice.randint(1, 4))
        made = case(**{field: dice.choice(ANSWERS[field]) for field in fields})
        if dice.random() < 0.3:
            moved = TODAY - timedelta(days=dice.randint(0, 800))
            years = TODAY.year - moved.year - ((TODAY.month, TODAY.day) < (moved.month, moved.day))
            made = replace(made, conviction_date=moved, age_now=(made.age_at_conviction or 34) + years)
        yield made


def pairs_of_changes() -> Iterator[Case]:
    """Every answer with every answer of the next field."""
    fields = list(ANSWERS)
    for first, second in pairwise(fields):
        for one in ANSWERS[first]:
            for other in ANSWERS[second]:
                yield case(**{first: one, second: other})
