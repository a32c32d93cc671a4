"""What /methods says of the release itself; the rest of that page is text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from crimemap import words
from crimemap.language import gettext as _
from crimemap.language import number, percent
from crimemap.measures.definitions import FOLDER, load_measures
from crimemap.measures.outcomes import load_outcomes
from crimemap.release import Release, Supply
from crimemap.survey import LEAST_BASE, SMALL_BASE
from crimemap.terms import BTP, AreaKind, Month, Period

_DERIVED: Final = "derived"
"""How the manifest begins the source of a layer that nobody supplied."""

PARTIAL_LEVEL: Final = 0.6
PARTIAL_ASB: Final = 0.25
PARTIAL_NEIGHBOURS: Final = 6
PARTIAL_ENOUGH: Final = 30
PARTIAL_SET_ASIDE: Final = 0.01
"""The numbers of the rule that finds an incomplete month, as pipeline.coverage has them: a test keeps them equal,
since nothing that a visitor sees may import the pipeline."""


@dataclass(frozen=True, slots=True)
class ForceCoverage:
    """What one force supplied over the months of the release."""

    name: str
    full: str
    missing: str
    partial: str


def methods_of(release: Release) -> dict[str, Any]:
    """Sources, coverage by force, boundaries, map points, and the account of every row."""
    manifest = release.manifest
    return {
        "measures": load_measures(),
        "rates": load_measures(FOLDER / "rates.yaml"),
        "outcomes": load_outcomes().measures,
        "outcome_rows": _outcome_rows(release),
        "forces": list(_forces(release)),
        "british_transport": BTP in manifest.forces,
        "ledger": manifest.ledger,
        "small_areas": manifest.small_areas,
        "vintages": [(words.kinds(kind), year) for kind, year in _vintages(release)],
        "point_lists": [
            (Period(Month.parse(known.first), Month.parse(known.last)), known.points)
            for known in manifest.point_lists
        ],
        "background": list(_background(release)),
        "least_asked": LEAST_BASE,
        "small_sample": SMALL_BASE,
        "partial": {
            "level": percent(PARTIAL_LEVEL),
            "asb": percent(PARTIAL_ASB),
            "neighbours": number(PARTIAL_NEIGHBOURS),
            "enough": number(PARTIAL_ENOUGH),
            "set_aside": percent(PARTIAL_SET_ASIDE),
        },
    }


def _outcome_rows(release: Release) -> dict[str, str]:
    """What became of the rows of outcomes files, and crimes whose outcome nobody can read; empty without any."""
    told = release.manifest.outcomes
    if not told.months:
        return {}
    unknown = sum(sum(month.unknown.values()) for month in told.months.values())
    sums = {
        "rows": sum(file.rows_in for file in told.files),
        "outcomes": sum(file.outcomes for file in told.files),
        "repeated": sum(file.repeated for file in told.files),
        "elsewhere": sum(file.elsewhere for file in told.files),
        "set_aside": sum(sum(file.set_aside.values()) for file in told.files),
        "later": sum(month.later for month in told.months.values()),
        "unknown": unknown + sum(sum(file.unknown.values()) for file in told.files),
    }
    return {name: number(value) for name, value in sums.items()}


def _forces(release: Release) -> Iterator[ForceCoverage]:
    for force in release.manifest.forces.values():
        months: dict[Supply, list[Month]] = {supply: [] for supply in Supply}
        for month, cover in sorted(force.coverage.items()):
            months[cover.status].append(Month.parse(month))
        full = _(
            "%(full)s of %(all)s", full=number(len(months[Supply.PUBLISHED])), all=number(len(release.months))
        )
        yield ForceCoverage(
            force.name, full, _listed(months[Supply.MISSING]), _listed(months[Supply.PARTIAL])
        )


def _listed(months: list[Month]) -> str:
    return words.month_list(months) if months else _("none")


def _vintages(release: Release) -> Iterator[tuple[AreaKind, int]]:
    for kind in AreaKind:
        if kind in release.manifest.vintages:
            yield kind, release.manifest.vintages[kind]


def _background(release: Release) -> Iterator[str]:
    """Where the layers under the figures come from: supplied, or worked out from what there is."""
    sources = release.manifest.sources
    worked_out = [kind for kind, source in sorted(sources.items()) if source.startswith(_DERIVED)]
    told = {
        "built": _("Built-up places: worked out from where map points and postcodes lie close together."),
        "land": _("Land: the areas of this release."),
        "place": _("Place names: those of partnerships and neighbourhoods."),
    }
    yield from (told[kind] for kind in worked_out if kind in told)
    if len(worked_out) < len(sources):
        yield _("The rest of the map’s background was supplied with the figures.")
