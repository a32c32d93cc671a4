"""The same inputs are the same bytes, however they were come by."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from crimemap.pipeline import Built
from crimemap.release import Supply
from crimemap.terms import CrimeType
from tests.release.handmade import (
    FORCE_LOOKUP,
    RECIPE,
    STANDARD_ROWS,
    Row,
    build_into,
    contents,
    point,
    square,
    write_archive,
    write_geojson,
    write_inputs,
)

OCTOBER = (
    Row("2026-10", "weston", CrimeType.DRUGS, point(0.2, 0.2), "E01900001", "A New Street"),
    Row("2026-10", "weston", CrimeType.DRUGS, point(1.5, 1.5), "E01900006", "Heron Lane"),
    Row("2026-10", "easton", CrimeType.DRUGS, point(0.1, 1.2), "E01900005", "Aardvark Lane"),
)


def test_the_same_inputs_are_the_same_bytes_in_another_folder_and_at_another_time(
    grid_built: Built, grid_shelf: Path, tmp_path: Path
) -> None:
    sources = write_inputs(tmp_path / "another place" / "in")
    for path in sources.parent.iterdir():
        os.utime(path, (10**9, 10**9))
    built = build_into(sources, tmp_path / "out")
    assert built.id == grid_built.id
    assert contents(tmp_path / "out" / built.id) == contents(grid_shelf / grid_built.id)


def test_the_same_release_again_is_the_one_on_the_shelf(grid_sources: Path, tmp_path: Path) -> None:
    first = build_into(grid_sources, tmp_path)
    written = {p: p.stat().st_mtime_ns for p in (tmp_path / first.id).rglob("*")}
    again = build_into(grid_sources, tmp_path)
    assert (again.id, again.new) == (first.id, False)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / first.id).rglob("*")} == written


def _both_ways(tmp_path: Path, before: Path, after: Path) -> tuple[Path, Path]:
    """The release of `after`, built beside that of `before`, and on an empty shelf."""
    build_into(before, tmp_path / "shelf")
    increment = build_into(after, tmp_path / "shelf")
    whole = build_into(after, tmp_path / "empty")
    assert increment.id == whole.id
    return tmp_path / "shelf" / increment.id, tmp_path / "empty" / whole.id


def test_a_new_month_gives_the_bytes_of_a_full_build(tmp_path: Path) -> None:
    before = write_inputs(tmp_path / "before")
    after = write_inputs(tmp_path / "after", [*STANDARD_ROWS, *OCTOBER])
    increment, whole = _both_ways(tmp_path, before, after)
    assert contents(increment) == contents(whole)


def test_a_new_month_costs_a_month_the_others_are_hard_links(tmp_path: Path) -> None:
    first = build_into(write_inputs(tmp_path / "before"), tmp_path / "shelf")
    after = write_inputs(tmp_path / "after", [*STANDARD_ROWS, *OCTOBER])
    second = build_into(after, tmp_path / "shelf")
    for month in first.manifest.months:
        one = tmp_path / "shelf" / first.id / f"facts/{month}.parquet"
        assert one.samefile(tmp_path / "shelf" / second.id / f"facts/{month}.parquet")


def test_a_window_that_moves_on_gives_the_bytes_of_a_full_build(tmp_path: Path) -> None:
    before = write_inputs(tmp_path / "before")
    moved = [row for row in STANDARD_ROWS if row.month != "2026-07"]
    after = write_inputs(tmp_path / "after", [*moved, *OCTOBER])
    increment, whole = _both_ways(tmp_path, before, after)
    assert contents(increment) == contents(whole)


@pytest.mark.parametrize("change", ["boundaries", "forces", "lookup"])
def test_changed_areas_give_the_bytes_of_a_full_build(tmp_path: Path, change: str) -> None:
    before, after = write_inputs(tmp_path / "before"), write_inputs(tmp_path / "after")
    if change == "boundaries":
        moved = [("N1", "Left", square(0, 0, 1, 1)), ("N2", "Right", square(0, 1, 2, 1))]
        write_geojson(after.parent / "weston.geojson", moved)
    elif change == "forces":
        write_archive(after.parent / "police.zip", [*STANDARD_ROWS, Row("2026-09", "aston")])
    else:
        after.write_text(RECIPE + FORCE_LOOKUP)
    increment, whole = _both_ways(tmp_path, before, after)
    assert contents(increment) == contents(whole)


def test_a_force_without_any_boundary_gives_the_bytes_of_a_full_build(tmp_path: Path) -> None:
    """Whose an area is then has to be told from the rows."""
    parts = RECIPE.split("[[areas]]")
    recipe = "[[areas]]".join(part for part in parts if 'kind = "force"' not in part)
    before = write_inputs(tmp_path / "before", recipe=recipe)
    after = write_inputs(tmp_path / "after", [*STANDARD_ROWS, *OCTOBER], recipe)
    increment, whole = _both_ways(tmp_path, before, after)
    assert contents(increment) == contents(whole)


def test_a_damaged_release_is_not_taken_from(tmp_path: Path) -> None:
    before = write_inputs(tmp_path / "before")
    first = build_into(before, tmp_path / "shelf")
    for name in ("facts/2026-07.parquet", "points/2026-08.npy", "places.sqlite", "background.sqlite"):
        damaged = tmp_path / "shelf" / first.id / name
        data = bytearray(damaged.read_bytes())
        data[len(data) // 2] ^= 1
        damaged.write_bytes(data)
    after = write_inputs(tmp_path / "after", [*STANDARD_ROWS, *OCTOBER])
    increment = build_into(after, tmp_path / "shelf")
    whole = build_into(after, tmp_path / "empty")
    assert contents(tmp_path / "shelf" / increment.id) == contents(tmp_path / "empty" / whole.id)


def test_a_damaged_release_is_replaced_when_it_is_built_again(tmp_path: Path) -> None:
    sources = write_inputs(tmp_path / "in")
    first = build_into(sources, tmp_path / "shelf")
    sound = contents(tmp_path / "shelf" / first.id)
    (tmp_path / "shelf" / first.id / "split.npy").write_bytes(b"no")
    again = build_into(sources, tmp_path / "shelf")
    assert (again.id, again.new) == (first.id, True)
    assert contents(tmp_path / "shelf" / first.id) == sound


def test_months_that_no_archive_covers_are_kept_from_a_history(tmp_path: Path) -> None:
    first = build_into(write_inputs(tmp_path / "before"), tmp_path / "shelf")
    recipe = RECIPE + f'\n[history]\nrelease = "{first.id}"\n'
    later = [row for row in STANDARD_ROWS if row.month == "2026-09"]
    second = build_into(write_inputs(tmp_path / "after", [*later, *OCTOBER], recipe), tmp_path / "shelf")
    assert second.manifest.months == ("2026-07", "2026-08", "2026-09", "2026-10")
    assert second.manifest.ledger.carried_over == ("2026-07", "2026-08")
    assert second.manifest.history == first.id
    old, new = contents(tmp_path / "shelf" / first.id), contents(tmp_path / "shelf" / second.id)
    assert old["facts/2026-07.parquet"] == new["facts/2026-07.parquet"]
    for slug, cover in first.manifest.forces.items():
        assert second.manifest.forces[slug].coverage["2026-07"] == cover.coverage["2026-07"]


def test_a_history_gives_the_same_figures_as_its_own_archives(tmp_path: Path) -> None:
    import numpy as np

    first = build_into(write_inputs(tmp_path / "before"), tmp_path / "shelf")
    recipe = RECIPE + f'\n[history]\nrelease = "{first.id}"\n'
    kept = build_into(write_inputs(tmp_path / "after", OCTOBER, recipe), tmp_path / "shelf")
    whole = build_into(write_inputs(tmp_path / "all", [*STANDARD_ROWS, *OCTOBER]), tmp_path / "whole")
    for name in ("counts/lsoa.npy", "counts/neighbourhood.npy", "counts/force.npy", "split.npy"):
        one = np.load(tmp_path / "shelf" / kept.id / name)
        assert np.array_equal(one, np.load(tmp_path / "whole" / whole.id / name)), name


def test_a_month_kept_from_a_history_is_judged_by_the_months_that_came_after(tmp_path: Path) -> None:
    """The first month of all has no neighbours: whether it was whole shows when the next ones are there."""

    def crimes(month: str, many: int) -> list[Row]:
        return [Row(month, "weston", CrimeType.DRUGS, point(0.5, 0.5), "E01900001")] * many

    short, later = crimes("2026-07", 300), [*crimes("2026-08", 1000), *crimes("2026-09", 1000)]
    first = build_into(write_inputs(tmp_path / "before", short), tmp_path / "shelf")
    assert first.manifest.forces["weston"].coverage["2026-07"].status is Supply.PUBLISHED
    recipe = RECIPE + f'\n[history]\nrelease = "{first.id}"\n'
    kept = build_into(write_inputs(tmp_path / "after", later, recipe), tmp_path / "shelf")
    whole = build_into(write_inputs(tmp_path / "all", [*short, *later]), tmp_path / "whole")
    assert kept.manifest.forces == whole.manifest.forces
    assert kept.manifest.forces["weston"].coverage["2026-07"].status is Supply.PARTIAL


def test_a_force_that_a_history_has_and_the_archives_of_the_month_lack_is_said(tmp_path: Path) -> None:
    first = build_into(write_inputs(tmp_path / "before"), tmp_path / "shelf")
    recipe = RECIPE + f'\n[history]\nrelease = "{first.id}"\n'
    later = [row for row in STANDARD_ROWS if (row.month, row.force) == ("2026-09", "weston")]
    second = build_into(write_inputs(tmp_path / "after", later, recipe), tmp_path / "shelf")
    assert second.manifest.forces["easton"].coverage["2026-09"].status is Supply.MISSING
    [note] = second.manifest.notes
    assert note.startswith("2026-09: the archives cover this month without btp, easton, which [history] has")


def test_a_release_across_devices_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    build_into(write_inputs(tmp_path / "before"), tmp_path / "shelf")
    after = write_inputs(tmp_path / "after", [*STANDARD_ROWS, *OCTOBER])
    whole = build_into(after, tmp_path / "empty")
    monkeypatch.setattr(os, "link", refuse)
    copied = build_into(after, tmp_path / "shelf")
    assert contents(tmp_path / "shelf" / copied.id) == contents(tmp_path / "empty" / whole.id)
    shutil.rmtree(tmp_path / "empty")
