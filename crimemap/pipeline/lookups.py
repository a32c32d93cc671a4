"""What is known of codes without a map: what they became, whose they are, which partnership they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass, field

from crimemap.pipeline.inputs import Recipe
from crimemap.sources import context
from crimemap.terms import FORCES


@dataclass(slots=True)
class Lookups:
    """`successors`: codes of the other vintage → the served ones with the same ground; `back`: the way round.

    `former`: codes of any kind that are no more → those that took their place, which may be former ones too.
    `force`: LSOA → force as the file writes it (slug or area code); `partnership`: LSOA → partnership code.
    """

    successors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    back: dict[str, tuple[str, ...]] = field(default_factory=dict)
    former: dict[str, frozenset[str]] = field(default_factory=dict)
    force: dict[str, str] = field(default_factory=dict)
    partnership: dict[str, str] = field(default_factory=dict)

    def served(self) -> frozenset[str]:
        """Every code of the served vintage that the lookup knows."""
        return frozenset(self.back)

    def leading_to(self, served: Container[str]) -> list[tuple[str, str]]:
        """(code, successor), sorted, of every code that is not `served` and leads to one that is, however many changes
        later: what `former` says, and the small areas of the other vintage."""
        steps = {code: set(after) for code, after in self.former.items()}
        for code, after in self.successors.items():
            steps.setdefault(code, set()).update(after)
        onward = [
            (code, to) for code, after in steps.items() if code not in served for to in after if to != code
        ]
        before: dict[str, set[str]] = defaultdict(set)
        for code, to in onward:
            before[to].add(code)
        leads = {to for to in before if to in served}
        waiting = list(leads)
        while waiting:
            new = before[waiting.pop()] - leads
            leads |= new
            waiting += new
        return sorted((code, to) for code, to in onward if to in leads)

    def force_of(self, code: str, slugs: dict[str, str]) -> str | None:
        """The slug of the force that an LSOA of either vintage lies in; `slugs`: area code → slug."""
        for known in (code, *self.successors.get(code, ()), *self.back.get(code, ())):
            if known in self.force:
                written = self.force[known]
                return slugs.get(written, written)
        return None


def read(recipe: Recipe) -> Lookups:
    """Every [[lookups]] of the input file. Raises Refusal (crimemap.sources.context)."""
    found = Lookups()
    onward: dict[str, set[str]] = defaultdict(set)
    former: dict[str, set[str]] = defaultdict(set)
    for part in recipe.lookups:
        pairs = context.read_lookup(
            recipe.path(part.file), from_=part.source, to=part.target, change=part.change
        ).pairs
        for source, target, _ in pairs:
            if part.kind == "lsoa-force":
                found.force[source] = target
            elif part.kind == "lsoa-partnership":
                found.partnership[source] = target
            elif part.kind == "former":
                former[source].add(target)
            elif recipe.lsoa == 2011:
                onward[target].add(source)
            else:
                onward[source].add(target)
    back: dict[str, set[str]] = defaultdict(set)
    for code, targets in onward.items():
        for target in targets:
            back[target].add(code)
    found.former = {code: frozenset(targets) for code, targets in former.items()}
    found.successors = {code: tuple(sorted(targets)) for code, targets in onward.items()}
    found.back = {code: tuple(sorted(sources)) for code, sources in back.items()}
    return found


def slugs_by_code() -> dict[str, str]:
    """Police force area code → slug, for the forces that publish to data.police.uk."""
    return {force.code: slug for slug, force in FORCES.items()}
