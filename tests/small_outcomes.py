"""The outcomes of the small release: what came of its rows, and the files and the account that say so."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from crimemap.release import layout
from crimemap.release.manifest import OutcomeLedger, OutcomeMonth
from crimemap.release.outcomes import ROW
from crimemap.terms import OUTCOMES, TYPES, CrimeType, Month, Outcome

LIKELY = {
    Outcome.NO_FURTHER_ACTION: 40, Outcome.UNABLE_TO_PROSECUTE: 25, Outcome.UNDER_INVESTIGATION: 14,
    Outcome.CHARGED: 8, Outcome.CAUTIONED: 4, Outcome.LOCAL_RESOLUTION: 4,
    Outcome.ACTION_TAKEN_BY_ANOTHER_ORGANISATION: 2, Outcome.STATUS_UPDATE_UNAVAILABLE: 2, Outcome.NOT_GIVEN: 1,
}  # fmt: skip


class Recorded(Protocol):
    """What is asked of a row of the small release."""

    @property
    def month(self) -> str: ...
    @property
    def type(self) -> CrimeType: ...
    @property
    def outcome(self) -> Outcome: ...


def drawn(rows: int, seed: int) -> list[Outcome]:
    """So many outcomes, the same for the same seed."""
    return random.Random(seed).choices(list(LIKELY), list(LIKELY.values()), k=rows)


def write_outcomes(
    folder: Path,
    kind: str,
    rows: Iterable[Recorded],
    months: Sequence[Month],
    *,
    areas: int,
    area_of: Callable[[Recorded], int | None],
) -> None:
    """outcomes/<kind>.rows.npy and its offsets, as layout.py says; `area_of`: the area in the arrays, or None."""
    (folder / "outcomes").mkdir(exist_ok=True)
    names = [str(month) for month in months]
    found: list[Counter[tuple[int, int, int]]] = [Counter() for _ in range(areas)]
    for row in rows:
        area = area_of(row)
        if area is not None and row.type is not CrimeType.ANTI_SOCIAL_BEHAVIOUR:
            cell = (names.index(row.month), TYPES.index(row.type), OUTCOMES.index(row.outcome))
            found[area][cell] += 1
    cells = [(*cell, n) for area in found for cell, n in sorted(area.items())]
    rows_file, offsets_file = layout.outcome_counts_files(kind)
    np.save(folder / rows_file, np.array(cells, ROW))
    np.save(folder / offsets_file, np.cumsum([0, *(len(area) for area in found)], dtype=np.int64))


def ledger(force: str, months: Iterable[str]) -> OutcomeLedger:
    """The account that says of which months a force's outcomes are known."""
    return OutcomeLedger(months={month: OutcomeMonth(forces=(force,)) for month in sorted(months)})
