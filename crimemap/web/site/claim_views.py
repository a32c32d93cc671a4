"""Claims and their answers as the pages and the file of claims show them, and how they are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from crimemap.measures import claims
from crimemap.measures.claims import Answer, Claim, ClaimTest, Local, Paper, Reading, Why
from crimemap.words import Sentence
from crimemap.words import claims as told


@dataclass(frozen=True, slots=True)
class Row:
    """One answer as a page shows it. `local`: None of the paper's own claim."""

    reading: Reading
    answer: Answer
    local: Local | None
    place: str
    value: Sentence
    interval: str
    verdict: str
    why: str
    explained: str
    asked: str
    source: str

    @property
    def is_not_held(self) -> bool:
        """Said once of a paper, not of each of its claims."""
        return self.answer.why is Why.NOT_HELD

    @property
    def speaks_for_itself(self) -> bool:
        """Whether its reason is what the page says of all such verdicts, once, or stands at the verdict in short."""
        return self.local is not None or self.answer.why is Why.NO_BASE


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its paper and its answers."""

    claim: Claim
    paper: Paper
    of_paper: tuple[Row, ...]
    here: tuple[Row, ...]

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is of another place, so that what is measured here is no verdict on it."""
        return any(one.test is ClaimTest.COUNT_CHANGE for one in self.claim.here)

    @property
    def tally(self) -> str:
        """The verdicts of `others`, counted."""
        return told.tally(row.answer.verdict for row in self.others)

    @property
    def first(self) -> tuple[Row, ...]:
        """The tests here of the first way to read it."""
        return tuple(row for row in self.here if row.reading == self.claim.here[0])

    @property
    def others(self) -> tuple[Row, ...]:
        """Those of every other way."""
        return tuple(row for row in self.here if row not in self.first)

    @property
    def is_of_small_areas(self) -> bool:
        """Whether its tests here put small areas in an order."""
        return any(one.test in claims.OF_SMALL_AREAS for one in self.claim.here)

    @property
    def is_of_crime(self) -> bool:
        """Whether its tests here count recorded crime."""
        return any(one.test not in claims.OF_PEOPLE_ALONE for one in self.claim.here)


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper with its claims. `told`: those of which there is more to say than that nobody can tell; `elsewhere`:
    those of another place, of which the same is measured here without a verdict; `untold`: those whose ground this site
    does not hold, and that nothing here tests."""

    paper: Paper
    views: tuple[ClaimView, ...]
    told: tuple[ClaimView, ...]
    elsewhere: tuple[ClaimView, ...]
    untold: tuple[ClaimView, ...]

    @classmethod
    def of(cls, paper: Paper, views: tuple[ClaimView, ...]) -> Self:
        """The claims of one paper, in its order."""
        elsewhere = tuple(one for one in views if one.is_elsewhere)
        untold = tuple(one for one in views if not one.here and all(row.is_not_held for row in one.of_paper))
        told = tuple(one for one in views if one not in elsewhere and one not in untold)
        return cls(paper, views, told, elsewhere, untold)

    @property
    def made(self) -> str:
        """The verdicts on its claims as the paper made them, counted."""
        return told.tally(row.answer.verdict for view in self.views for row in view.of_paper)

    @property
    def here(self) -> str:
        """The same of its tests here; nothing where there are none."""
        return told.tally(row.answer.verdict for view in self.views for row in view.here)

    @property
    def is_partly_not_held(self) -> bool:
        """Whether it must be said over its claims that this site does not hold what some were made from."""
        return any(row.is_not_held for view in self.told for row in view.of_paper)
