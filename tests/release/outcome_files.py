"""Outcomes files made by hand, and the releases built with them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from crimemap.pipeline import Built
from crimemap.release import Release, outcome_rows
from crimemap.sources.police_outcomes import HEADER
from crimemap.terms import (
    OUTCOMES,
    CrimeType,
    Outcome,
)
from tests.release.handmade import (
    FORCES,
    Row,
    build_into,
    point,
    write_archive,
    write_inputs,
)

IDS = [f"{n:064x}" for n in range(1, 6)]
"""So few that they repeat within a month, over months, and over forces."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row of an outcomes file."""

    month: str
    force: str
    id: str
    outcome: str


def outcomes_csv(rows: list[Told], newline: str = "\r\n") -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=newline)
    writer.writerow(HEADER)
    for row in rows:
        name = FORCES[row.force]
        writer.writerow([row.id, row.month, name, name, "", "", "No location", "", "", row.outcome])
    return text.getvalue()


def members(told: list[Told]) -> dict[str, str]:
    """The outcomes files of an archive."""
    keys = sorted({(row.month, row.force) for row in told})
    return {
        f"{month}/{month}-{force}-outcomes.csv": outcomes_csv(
            [row for row in told if (row.month, row.force) == (month, force)]
        )
        for month, force in keys
    }


def sources_of(folder: Path, rows: list[Row], told: list[Told], also: dict[str, str] | None = None) -> Path:
    sources = write_inputs(folder, rows)
    write_archive(folder / "police.zip", rows, members(told) | (also or {}))
    return sources


def built(folder: Path, rows: list[Row], told: list[Told]) -> tuple[Built, Release]:
    done = build_into(sources_of(folder / "in", rows, told), folder / "out")
    return done, Release(folder / "out" / done.id)


# --- what people would ask ---------------------------------------------------------------------------


def crime(
    id_: str, outcome: str = "Under investigation", month: str = "2026-07", force: str = "weston"
) -> Row:
    return Row(month, force, CrimeType.BURGLARY, point(0.5, 0.5), "E01900001", id=id_, outcome=outcome)


def known_of(release: Release, code: str = "weston-n1") -> Counter[Outcome]:
    area = release.area(code)
    assert area is not None
    found: Counter[Outcome] = Counter()
    for _, _, outcome, count in outcome_rows(release, area).tolist():
        found[OUTCOMES[outcome]] += count
    return found
