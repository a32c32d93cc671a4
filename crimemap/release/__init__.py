"""A published release: open read-only (reader), list and use (shelf), verify, compare two."""

from crimemap.release.manifest import Coverage, Manifest, Supply
from crimemap.release.outcomes import OutcomeRows, outcome_rows
from crimemap.release.reader import Area, Bounds, Counts, Feature, MapPoint, Release

__all__ = [
    "Area", "Bounds", "Counts", "Coverage", "Feature", "Manifest", "MapPoint", "OutcomeRows", "Release", "Supply",
    "outcome_rows",
]  # fmt: skip
