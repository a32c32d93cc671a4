"""What the rules make of one case: named, counted only or blocked, and every rule that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crimemap.editorial.rules.case import Case
from crimemap.editorial.rules.facts import Facts
from crimemap.editorial.rules.missing import missing
from crimemap.editorial.rules.outcome import Fired, Step, Verdict
from crimemap.editorial.rules.table import RULES

APPEAL = "C8"


class Stand(StrEnum):
    """What an appeal does to a case that is or was shown."""

    NONE = "none"
    HOLD = "hold"  # lodged: not shown while it is open
    CORRECT = "correct"  # succeeded: taken down, and a correction is shown where the case was


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with its reasons. `fired` is in the order of the rules; empty means that nothing stands against it.

    `until` is the day from whose beginning the name is gone, publication on the case's own day taken for granted; None
    where no name may be shown. `photograph`: whether the picture may stand beside the name.
    """

    verdict: Verdict
    fired: tuple[Fired, ...]
    until: date | None
    stand: Stand
    photograph: bool

    @property
    def hold(self) -> bool:
        """An appeal is open: whatever is shown of the case comes down until it is decided."""
        return self.stand is Stand.HOLD

    @property
    def correction(self) -> bool:
        """An appeal succeeded: whatever was shown is removed, and a correction says so."""
        return self.stand is Stand.CORRECT

    @property
    def ready(self) -> bool:
        """An author may send it on: nothing blocks it but what the second person alone decides."""
        return all(fired.step is Step.APPROVAL for fired in self.fired if fired.verdict is Verdict.BLOCKED)


def decide(case: Case, today: date) -> Decision:
    """Every rule, asked of the case on this day. Never raises for anything that a form can hold."""
    facts = Facts.of(case, today)
    fired = (*missing(facts), *(found for rule in RULES for found in rule.ask(facts)))
    verdict = max((one.verdict for one in fired), default=Verdict.NAMED, key=list(Verdict).index)
    waiting = verdict is Verdict.BLOCKED and all(
        one.step is Step.APPROVAL for one in fired if one.verdict is not Verdict.NAMED
    )
    return Decision(
        verdict,
        fired,
        facts.until if verdict is Verdict.NAMED or waiting else None,
        _stand(fired),
        verdict is Verdict.NAMED and bool(case.photograph_wanted),
    )


def _stand(fired: tuple[Fired, ...]) -> Stand:
    steps = {one.step for one in fired if one.rule == APPEAL}
    if Step.CORRECTION in steps:
        return Stand.CORRECT
    return Stand.HOLD if Step.HOLD in steps else Stand.NONE
