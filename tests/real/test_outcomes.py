"""Real outcomes: totals equal an independent count of the raw files with csv and dictionaries."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from crimemap.measures import crime, outcomes
from crimemap.release import Release, outcome_rows
from crimemap.release.shelf import Shelf
from crimemap.terms import (
    CHARGES,
    COURT_RESULTS,
    NO_RESULT,
    OUTCOME_NAMES,
    OUTCOMES,
    AreaKind,
    Outcome,
    Period,
)
from tests.real import slow

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ARCHIVES = {
    "cambridgeshire": ("cambridgeshire_2021-03_2022-03.zip", 74_407),
    "city-of-london-2016": ("city-of-london_2016-01_2017-06.zip", 8_000),
}


@pytest.fixture(scope="module", params=ARCHIVES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Release]:
    name = request.param
    data = tmp_path_factory.mktemp(name)
    run = subprocess.run(
        [sys.executable, "-c", "from crimemap.cli import main; main()", "release", "build", str(HERE / f"{name}.toml")],
        capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, "CRIMEMAP_DATA": str(data)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return name, Release(Shelf(data / "releases").current().folder)


def raw(name: str, kind: str) -> list[dict[str, str]]:
    found = []
    with zipfile.ZipFile(slow.DATA / "police" / ARCHIVES[name][0]) as opened:
        for member in sorted(opened.namelist()):
            if member.endswith(f"-{kind}.csv"):
                force = member.rsplit("/", 1)[-1][8 : -len(f"-{kind}.csv")]
                text = io.TextIOWrapper(opened.open(member), "utf-8", newline="")
                found += [row | {"force": force} for row in csv.DictReader(text)]
    return found


def known_last(name: str) -> Counter[tuple[str, str, Outcome]]:
    """(force, month, outcome) → crimes, by the rule of docs/decisions/0030 in plain Python."""
    told: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for row in raw(name, "outcomes"):
        rank = OUTCOMES.index(OUTCOME_NAMES[row["Outcome type"]])
        told[row["force"], row["Crime ID"]].append((row["Month"], rank))
    rows = [row for row in raw(name, "street") if row["Crime type"] != "Anti-social behaviour"]
    alike = Counter((row["force"], row["Month"], row["Crime ID"]) for row in rows)
    found: Counter[tuple[str, str, Outcome]] = Counter()
    for row in rows:
        text, crime_id = row["Last outcome category"], row["Crime ID"]
        street = OUTCOME_NAMES[text] if text else Outcome.NOT_GIVEN
        mine = told.get((row["force"], crime_id)) if crime_id else None
        last = OUTCOMES[max(mine)[1]] if mine else street
        own = last in CHARGES and street in COURT_RESULTS
        own |= alike[row["force"], row["Month"], crime_id] > 1 and street not in NO_RESULT
        found[row["force"], row["Month"], street if own else last] += 1
    return found


def test_a_force_has_every_outcome_of_its_files(built: tuple[str, Release]) -> None:
    name, release = built
    mine: Counter[tuple[str, str, Outcome]] = Counter()
    for slug in release.forces:
        area = release.force_area(slug)
        assert area is not None
        for month, _, outcome, count in outcome_rows(release, area).tolist():
            mine[slug, release.manifest.months[month], OUTCOMES[outcome]] += count
    assert mine == known_last(name)
    assert mine.total() >= ARCHIVES[name][1]


def test_outcomes_of_every_area_add_up_to_its_recorded_crimes(built: tuple[str, Release]) -> None:
    _, release = built
    period = Period(release.months[0], release.months[-1])
    for kind in AreaKind:
        for area in release.areas(kind):
            table = outcomes.of(release, area, crime.ALL, period)
            if table.rows[0].figure.value is not None:
                assert sum(row.figure.value or 0 for row in table.rows) == table.total.value, area.code


def test_every_row_of_the_outcomes_files_has_an_account(built: tuple[str, Release]) -> None:
    name, release = built
    files = release.manifest.outcomes.files
    assert sum(file.rows_in for file in files) == len(raw(name, "outcomes"))
    ids = {(row["force"], row["Crime ID"]) for row in raw(name, "street")}
    rows = {(r["force"], r["Month"], r["Crime ID"], r["Outcome type"]) for r in raw(name, "outcomes")}
    assert sum(file.outcomes for file in files) == len(rows)
    assert sum(file.elsewhere for file in files) == sum((force, id_) not in ids for force, _, id_, _ in rows)
    assert not any(file.unknown or file.set_aside for file in files)
