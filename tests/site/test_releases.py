"""What was published when, and what changed: every revised figure is listed, with a reason, and no other."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from crimemap.cli import main
from crimemap.measures.revisions import Revisions, Why, between
from crimemap.release import Release
from crimemap.release.shelf import Shelf
from crimemap.terms import TYPES, AreaKind, CrimeType, Month, Outcome
from tests.site.conftest import PUBLISHED, site_of
from tests.small_release import LSOAS, MONTHS, Row, build_small, generate

ROWS = generate()
MONTH = "2026-05"


def revised(rows: list[Row]) -> list[Row]:
    """One burglary turned into other theft, one violent crime moved, one robbery more."""
    found = list(rows)
    burglary = next(n for n, row in enumerate(found) if (row.month, row.type) == (MONTH, CrimeType.BURGLARY))
    found[burglary] = replace(found[burglary], type=CrimeType.OTHER_THEFT)
    moved = next(
        n
        for n, row in enumerate(found)
        if (row.month, row.type) == ("2026-06", CrimeType.VIOLENT_CRIME) and row.point in range(12)
    )
    found[moved] = replace(found[moved], point=20, lsoa=LSOAS[5])
    return [*found, Row("2026-07", CrimeType.ROBBERY, 5, LSOAS[1])]


def two(folder: Path, **later: object) -> tuple[Release, Release]:
    first = Release(build_small(folder / "releases", rows=ROWS, missing=(), partial=(), facts=False))
    choices = {"rows": revised(ROWS), "missing": (), "partial": (), "facts": False, **later}
    return first, Release(build_small(folder / "releases", **choices))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    return two(tmp_path_factory.mktemp("revisions"))


@pytest.fixture(scope="module")
def found(pair: tuple[Release, Release]) -> Revisions:
    return between(*pair)


def test_every_cell_that_differs_is_a_revision_and_no_other(pair, found: Revisions):
    earlier, later = pair
    slow = set()
    for kind in AreaKind:
        for area in later.areas(kind):
            old, new = earlier.counts(earlier.area(area.code)), later.counts(area)
            slow |= {
                (area.code, str(month), what, int(old[m, t]), int(new[m, t]))
                for m, month in enumerate(later.months)
                for t, what in enumerate(TYPES)
                if old[m, t] != new[m, t]
            }
    assert slow
    assert slow == {
        (row.area.code, str(row.month), row.what, row.before.value, row.after.value) for row in found.changed
    }


def test_each_revision_has_its_reason(found: Revisions):
    reasons = {(str(row.month), row.why) for row in found.changed}
    assert reasons == {(MONTH, Why.TYPE), ("2026-06", Why.PLACE), ("2026-07", Why.RECORDS)}


def test_a_month_that_came_later_is_a_revision_of_supply_and_never_a_rise_from_nought(tmp_path):
    first = Release(build_small(tmp_path, rows=ROWS, missing=("2025-12",), partial=(), facts=False))
    second = Release(build_small(tmp_path, rows=ROWS, missing=(), partial=(), facts=False))
    found = between(first, second)
    assert {row.why for row in found.changed} == {Why.SUPPLY}
    assert {row.before.value for row in found.changed} == {None}
    assert {row.month for row in found.changed} == {Month(2025, 12)}


def test_months_of_one_release_only_are_named_and_are_no_revisions(tmp_path):
    first = Release(build_small(tmp_path, rows=[row for row in ROWS if row.month < "2026-09"],
                                months=MONTHS[:-1], missing=(), partial=(), facts=False))  # fmt: skip
    second = Release(build_small(tmp_path, rows=ROWS, missing=(), partial=(), facts=False))
    found = between(first, second)
    assert (found.new_months, found.gone_months, found.changed) == ((Month(2026, 9),), (), ())


def test_the_published_list_is_the_difference_of_the_two(tmp_path):
    earlier, later = two(tmp_path)
    shelf = Shelf(tmp_path / "releases")
    shelf.use(earlier.id, PUBLISHED)
    shelf.use(later.id, PUBLISHED + dt.timedelta(days=28))
    client = site_of(tmp_path).test_client()
    address = f"/releases/{earlier.id}..{later.id}"
    assert f'href="{address}"' in client.get("/releases").text
    page = client.get(address).text
    expected = between(earlier, later).changed
    assert f"{len(expected)} figures of months that both cover are not the same." in page
    rows = list(csv.DictReader(io.StringIO(client.get(f"{address}.csv").data.decode("utf-8-sig"))))
    assert Counter(
        (row["code"], row["period"], row["type"], row["before"], row["after"]) for row in rows
    ) == Counter(
        (row.area.code, str(row.month), row.what, str(row.before.value), str(row.after.value))
        for row in expected
    )
    assert client.get(f"/releases/{later.id}").status_code == 200


def test_a_release_that_was_never_published_is_not_told_of(tmp_path):
    earlier, later = two(tmp_path)
    Shelf(tmp_path / "releases").use(earlier.id, PUBLISHED)
    client = site_of(tmp_path).test_client()
    for address in (
        later.id,
        f"{earlier.id}..{later.id}",
        f"{earlier.id}..{later.id}.csv",
        "x..y",
        "2026-09",
    ):
        assert client.get(f"/releases/{address}").status_code == 404
    assert later.id not in client.get("/releases").text


def test_the_command_prints_the_same_list(tmp_path, monkeypatch: pytest.MonkeyPatch):
    earlier, later = two(tmp_path)
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path))
    result = CliRunner().invoke(main, ["release", "diff", earlier.id, later.id])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    found = between(earlier, later)
    assert len(lines) == len(found.changed) + len(found.late) + 1
    assert f"Revised figures: {len(found.changed)}." in lines[-1]
    assert CliRunner().invoke(main, ["release", "diff", earlier.id, "2026-09-00000000"]).exit_code == 1


def test_outcomes_that_came_later_are_counted_by_force_and_month(tmp_path):
    row = next(
        n
        for n, row in enumerate(ROWS)
        if (row.month, row.outcome) == ("2026-04", Outcome.UNDER_INVESTIGATION)
    )
    told = [*ROWS[:row], replace(ROWS[row], outcome=Outcome.CHARGED), *ROWS[row + 1 :]]
    first = Release(build_small(tmp_path, rows=ROWS, missing=(), partial=(), facts=False))
    second = Release(build_small(tmp_path, rows=told, missing=(), partial=(), facts=False))
    found = between(first, second)
    assert found.changed == ()
    assert [(late.area.code, str(late.month), late.crimes) for late in found.late] == [
        ("E23900001", "2026-04", 1)
    ]
