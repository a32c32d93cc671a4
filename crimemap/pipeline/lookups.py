"""What is known of LSOA codes without a map: what they became, whose they are, which partnership they belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from crimemap.pipeline.inputs import Recipe
from crimemap.sources import context
from crimemap.terms import FORCES


@dataclass(slots=True)
class Lookups:
    """`successors`: codes of the other vintage → the served ones with the same ground; `back`: the way round.

    `force`: LSOA → force as the file writes it (slug or area code); `partnership`: LSOA → partnership code.
    """

    successors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    back: dict[str, tuple[str, ...]] = field(default_factory=dict)
    force: dict[str, str] = field(default_factory=dict)
    partnership: dict[str, str] = field(default_factory=dict)

    def served(self) -> frozenset[str]:
        """Every code of the served vintage that the lookup knows."""
        return frozenset(self.back)

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
    for part in recipe.lookups:
        pairs = context.read_lookup(
            recipe.path(part.file), from_=part.source, to=part.target, change=part.change
        ).pairs
        for source, target, _ in pairs:
            if part.kind == "lsoa-force":
                found.force[source] = target
            elif part.kind == "lsoa-partnership":
                found.partnership[source] = target
            elif recipe.lsoa == 2011:
                onward[target].add(source)
            else:
                onward[source].add(target)
    back: dict[str, set[str]] = defaultdict(set)
    for code, targets in onward.items():
        for target in targets:
            back[target].add(code)
    found.successors = {code: tuple(sorted(targets)) for code, targets in onward.items()}
    found.back = {code: tuple(sorted(sources)) for code, sources in back.items()}
    return found


def slugs_by_code() -> dict[str, str]:
    """Police force area code → slug, for the forces that publish to data.police.uk."""
    return {force.code: slug for slug, force in FORCES.items()}
