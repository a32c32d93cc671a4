"""The words in which the rules answer: verdicts, and a rule that fired with its reason and source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crimemap.editorial.rules.numbers import rule_book
from crimemap.language import gettext


class Verdict(StrEnum):
    """What may be published of a case, from most to least: the last that any rule asks for stands."""

    NAMED = "named"
    COUNTED_ONLY = "counted only"
    BLOCKED = "blocked"


class Step(StrEnum):
    """What would settle a rule that fired."""

    ANSWER = "answer"  # a question is open
    REWRITE = "rewrite"  # a text or an answer can be changed
    APPROVAL = "approval"  # the second person's own decision is still to come
    HOLD = "hold"  # time or a court will tell
    CORRECTION = "correction"  # it is over: what was shown is taken down and corrected
    FINAL = "final"  # nothing: the case is not for publication, or not by name


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule that fired: which, a plain sentence why in the page's language, and where the rule comes from.

    `field` is the answer of `Case` that it is about, where there is one.
    """

    rule: str
    why: str
    source: str
    verdict: Verdict = Verdict.BLOCKED
    field: str | None = None
    step: Step = Step.REWRITE

    @classmethod
    def of(cls, rule: str, why: str, verdict: Verdict, field: str | None, step: Step) -> Fired:
        """With the rule's source from the rule book."""
        return cls(rule, why, gettext(rule_book().rule(rule).source), verdict, field, step)
