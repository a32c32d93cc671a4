"""The rules C1–C14 as they are told, and their numbers: reviewed rows of data/rules/convictions.yaml."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, HttpUrl, model_validator

from crimemap.disclosure.reviewed import FOLDER, Row, load


class Where(StrEnum):
    """Which part of the software keeps a rule."""

    DECISION = "decision"
    PUBLISHING = "publishing"
    PAGES = "pages"
    LEDGER = "ledger"
    LEAFLETS = "leaflets"


class Told(Row):
    """A rule as a press officer reads it: title, why and source in English, through gettext where they are shown."""

    id: Annotated[str, Field(pattern=r"^C\d+$")]
    title: Annotated[str, Field(min_length=1)]
    why: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]
    source_url: HttpUrl
    enforced: Where


class Number(Row):
    """One threshold with its rule and its source."""

    value: Annotated[int, Field(gt=0)]
    rule: Annotated[str, Field(pattern=r"^C\d+$")]
    source: Annotated[str, Field(min_length=1)]


class Numbers(Row):
    """Every threshold of the rules on convictions. Days, months, years of age or words, as the name says."""

    days_shown: Number
    most_days_shown: Number
    adult_age: Number
    oldest_age: Number
    least_words_of_a_reason: Number
    short_custody_months: Number
    long_custody_months: Number


class Months(Row):
    """A rehabilitation period in calendar months."""

    adult: Annotated[int, Field(gt=0)]
    under_18: Annotated[int, Field(gt=0)]


class Rehabilitation(Row):
    """The periods of section 5 that are counted in months."""

    custody_short: Months
    custody_middle: Months
    custody_long: Months
    fine: Months
    order_without_end: Months


class RuleBook(Row):
    """data/rules/convictions.yaml, whole."""

    reviewed: dt.date
    rules: tuple[Told, ...]
    numbers: Numbers
    rehabilitation_months: Rehabilitation

    @model_validator(mode="after")
    def _every_rule_once(self) -> Self:
        if [rule.id for rule in self.rules] != [f"C{n}" for n in range(1, 15)]:
            raise ValueError("the rules are C1 to C14, each once and in order")
        if self.numbers.days_shown.value > self.numbers.most_days_shown.value:
            raise ValueError("days_shown is at most most_days_shown")
        return self

    def rule(self, rule_id: str) -> Told:
        """Raises KeyError for an id that is no rule's."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


def load_rule_book(file: Path = FOLDER / "convictions.yaml") -> RuleBook:
    """The reviewed rules. Raises Refusal naming the file and the key."""
    return load(file, RuleBook)


@cache
def rule_book() -> RuleBook:
    """This installation's rules, read once a process and when first asked for."""
    return load_rule_book()
