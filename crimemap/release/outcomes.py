"""What came of the crimes of an area, as a release holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from crimemap.release import layout
from crimemap.release.manifest import Manifest
from crimemap.release.reader import Area, Release
from crimemap.terms import TYPES, AreaKind, CrimeType, Month

ROW: Final = np.dtype([("month", "<u2"), ("type", "u1"), ("outcome", "u1"), ("count", "<u4")])
"""A row of outcomes/<kind>.rows.npy: places in the release's months, terms.TYPES and terms.OUTCOMES, and crimes."""

OutcomeRows = NDArray[np.void]


def outcome_rows(release: Release, area: Area) -> OutcomeRows:
    """(month, type, outcome, count) of one area, by month, type and outcome; each crime is in one row, those of
    anti-social behaviour in none. Read-only. Of force-months without outcomes they are rows of terms.Outcome.NOT_GIVEN:
    ask `supplied` before anything is made of them."""
    rows_file, offsets_file = layout.outcome_counts_files(area.kind)
    if rows_file not in release.manifest.files:
        return np.zeros(0, ROW)
    offsets = release._arrays(offsets_file)  # noqa: SLF001  # the release room's own arrays
    first, end = int(offsets[area.index]), int(offsets[area.index + 1])
    rows: OutcomeRows = release._arrays(rows_file)[first:end]  # noqa: SLF001
    return rows


def supplied(release: Release, force: str | None) -> frozenset[Month]:
    """The months of whose crimes a force's outcomes are known at all."""
    months = release.manifest.outcomes.months.items()
    return frozenset(Month.parse(month) for month, known in months if force in known.forces)


def faults(folder: Path, manifest: Manifest) -> list[str]:
    """Where outcomes do not add up to the recorded crimes of an area, or rows of a file to its account."""
    found = [
        f"{file.file}: rows in are not outcomes, repeated and set aside"
        for file in manifest.outcomes.files
        if file.rows_in != file.outcomes + file.repeated + sum(file.set_aside.values())
    ]
    for kind in AreaKind:
        rows_file, offsets_file = layout.outcome_counts_files(kind)
        if rows_file not in manifest.files:
            continue
        counts = _mapped(folder / layout.counts_file(kind))
        reports = counts[:, :, TYPES.index(CrimeType.ANTI_SOCIAL_BEHAVIOUR)]
        recorded = counts.sum(axis=(1, 2), dtype=np.int64) - reports.sum(axis=1, dtype=np.int64)
        running = np.concatenate([[0], np.cumsum(_mapped(folder / rows_file)["count"], dtype=np.int64)])
        if not np.array_equal(np.diff(running[_mapped(folder / offsets_file)]), recorded):
            found.append(f"{rows_file}: the outcomes of an area are not as many as its recorded crimes")
    return found


def _mapped(path: Path) -> NDArray[Any]:
    found: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return found
