"""Files in, release out: what becomes of the handmade grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from crimemap.pipeline import Built
from crimemap.release import Release, Supply
from crimemap.release.verify import check
from crimemap.terms import TYPES, AreaKind, CrimeType, Month, Period
from tests.release.handmade import (
    FORCE_LOOKUP,
    MONTHS,
    RECIPE,
    STANDARD_ROWS,
    Heard,
    Row,
    build_into,
    point,
    square,
    write_archive,
    write_geojson,
    write_inputs,
)

BURGLARY, DRUGS = TYPES.index(CrimeType.BURGLARY), TYPES.index(CrimeType.DRUGS)
OTHER_THEFT, SHOPLIFTING = TYPES.index(CrimeType.OTHER_THEFT), TYPES.index(CrimeType.SHOPLIFTING)


def counted(release: Release, code: str) -> dict[str, int]:
    """Types recorded in an area in the first month."""
    area = release.area(code)
    assert area is not None, code
    return {TYPES[n].value: int(many) for n, many in enumerate(release.counts(area)[0]) if many}


def test_a_crime_is_counted_where_its_point_lies_whoever_recorded_it(grid: Release) -> None:
    assert counted(grid, "weston-n1") == {"anti-social-behaviour": 1, "burglary": 3}
    assert counted(grid, "weston-n2") == {"drugs": 2}
    assert counted(grid, "easton-n1") == {"other-theft": 1, "shoplifting": 1}
    assert counted(grid, "E22900002") == {"burglary": 4, "other-theft": 2, "shoplifting": 1}


def test_a_force_counts_all_that_it_recorded_with_and_without_a_place(grid: Release) -> None:
    assert counted(grid, "E23900001") == {
        "anti-social-behaviour": 1, "burglary": 3, "drugs": 2, "robbery": 1, "shoplifting": 1,
    }  # fmt: skip
    assert counted(grid, "btp") == {"other-theft": 1}


def test_railway_police_are_in_no_street_count_and_no_map_point(grid: Release) -> None:
    area = grid.area("weston-n1")
    assert area is not None
    assert int(grid.counts(area)[:, OTHER_THEFT].sum()) == 0
    names = {p.name for p in grid.points(area, Period.ending(Month(2026, 9), 3), list(CrimeType))}
    assert names == {"Wren Street"}
    assert grid.area("E01900001") is not None
    assert counted(grid, "E01900001") == {"anti-social-behaviour": 1, "burglary": 3}


def test_a_small_area_is_decided_by_the_rows_own_code_the_lookup_and_the_point_in_turn(grid: Release) -> None:
    assert counted(grid, "E01900002") == {"drugs": 1}
    assert counted(grid, "E01900003") == {"other-theft": 1, "shoplifting": 1}
    assert counted(grid, "E01900004") == {"other-theft": 1}
    ways = grid.manifest.small_areas
    assert (ways.own_code, ways.by_lookup, ways.split_by_point, ways.by_point) == (3 * 10, 3 * 1, 3 * 2, 0)


def test_located_outside_and_unlocated_make_up_what_a_force_published(grid: Release) -> None:
    weston = grid.split("weston")
    assert weston[0].sum(axis=1).tolist() == [6, 1, 1]
    assert int(weston[0, 1, SHOPLIFTING]) == 1
    assert grid.split("easton")[0].sum(axis=1).tolist() == [6, 0, 1]
    assert grid.split("btp")[0].sum(axis=1).tolist() == [1, 0, 0]
    for file in grid.manifest.ledger.files:
        assert file.rows_in == file.published == file.located + file.outside + file.unlocated


def test_the_lookup_of_forces_says_who_is_outside_where_there_is_one(tmp_path: Path) -> None:
    rows = [Row("2026-09", "weston", at=point(1.5, 0.5), lsoa="E01900004"), *STANDARD_ROWS]
    built = build_into(write_inputs(tmp_path / "in", rows, RECIPE + FORCE_LOOKUP), tmp_path / "out")
    september = next(f for f in built.manifest.ledger.files if (f.force, f.month) == ("weston", "2026-09"))
    assert (september.located, september.outside, september.unlocated) == (6, 2, 1)


def test_an_area_beyond_the_release_is_left_out_and_said(grid: Release) -> None:
    assert grid.area("E01900099") is None
    assert grid.area("E23900009") is None
    assert any(
        "1 areas of kind lsoa lie outside; 8 are kept" in note for note in grid.manifest.boundary_notes
    )


def test_every_area_knows_what_it_lies_in(grid: Release) -> None:
    small = grid.area("E01900006")
    assert small is not None
    assert [area.code for area in grid.ancestors(small)] == ["E23900001", "E22900001", "weston-n2"]
    assert small.partnership == "E22900001"
    assert small.force == "weston"
    left = grid.area("weston-n1")
    assert left is not None
    assert [area.code for area in grid.parts(left)] == ["E01900005", "E01900001"]


def test_small_areas_are_named_by_their_neighbourhood_from_north_to_south(grid: Release) -> None:
    names = {code: grid.area(code) for code in ("E01900005", "E01900001")}
    assert [area.name for area in names.values() if area] == ["Weston Left 1", "Weston Left 2"]
    assert [area.official for area in names.values() if area] == ["Grid E01900005", "Grid E01900001"]


def test_residents_add_up_from_small_areas(grid: Release) -> None:
    small, wide = grid.area("E01900001"), grid.area("weston-n1")
    assert small is not None
    assert wide is not None
    assert (small.residents, wide.residents, wide.households) == (1000, 2004, None)


def test_the_centre_of_a_small_area_is_where_its_points_are(grid: Release) -> None:
    area = grid.area("E01900001")
    assert area is not None
    assert area.centre == pytest.approx((0.011, 52.011), abs=1e-6)


def test_the_facts_hold_every_published_row_and_only_columns_that_may_be_released(grid: Release) -> None:
    import duckdb

    from crimemap.disclosure import RELEASED

    files = sorted((grid.folder / "facts").iterdir())
    assert [file.stem for file in files] == list(MONTHS)
    with duckdb.connect() as con:
        facts = con.execute(f"SELECT * FROM read_parquet({[str(f) for f in files]})")
        assert tuple(column[0] for column in facts.description or ()) == RELEASED
        assert len(facts.fetchall()) == len(STANDARD_ROWS)


def test_no_coordinate_of_a_release_is_one_that_the_publisher_did_not_publish(grid: Release) -> None:
    published = {row.at for row in STANDARD_ROWS if row.at}
    places = np.load(grid.folder / "points/places.npy")
    assert {(int(lon), int(lat)) for lon, lat, *_ in places} <= published


def test_a_force_without_a_file_in_a_month_is_missing_never_nought(tmp_path: Path) -> None:
    rows = [row for row in STANDARD_ROWS if (row.force, row.month) != ("easton", "2026-08")]
    built = build_into(write_inputs(tmp_path / "in", rows), tmp_path / "out")
    cover = built.manifest.forces["easton"].coverage
    assert [cover[month].status for month in MONTHS] == [Supply.PUBLISHED, Supply.MISSING, Supply.PUBLISHED]
    assert cover["2026-08"].rows is None


def test_a_month_that_nobody_supplied_is_missing_for_all(tmp_path: Path) -> None:
    rows = [row for row in STANDARD_ROWS if row.month != "2026-08"]
    built = build_into(write_inputs(tmp_path / "in", rows), tmp_path / "out")
    assert built.manifest.months == MONTHS
    assert all(c.coverage["2026-08"].status is Supply.MISSING for c in built.manifest.forces.values())
    release = Release(tmp_path / "out" / built.id)
    area = release.area("weston-n1")
    assert area is not None
    assert len(release.points(area, Period.ending(Month(2026, 9), 3), list(CrimeType))) == 1


def test_a_listed_force_that_supplied_nothing_is_missing_throughout(tmp_path: Path) -> None:
    recipe = RECIPE.replace("lsoa = 2021", 'lsoa = 2021\nforces = ["weston", "easton", "norton"]', 1)
    built = build_into(write_inputs(tmp_path / "in", recipe=recipe), tmp_path / "out")
    assert {c.status for c in built.manifest.forces["norton"].coverage.values()} == {Supply.MISSING}
    assert built.manifest.ledger.left_out == {
        f"police.zip: {m}/{m}-btp-street.csv": "the force is not among `forces`" for m in MONTHS
    }


def test_a_later_archive_replaces_a_whole_month_of_a_force_and_the_manifest_says_so(tmp_path: Path) -> None:
    recipe = RECIPE.replace('["police.zip"]', '["police.zip", "later.zip"]')
    sources = write_inputs(tmp_path / "in", recipe=recipe)
    later = [Row("2026-08", "weston", CrimeType.DRUGS, point(0.5, 0.5), "E01900001")]
    write_archive(sources.parent / "later.zip", later)
    built = build_into(sources, tmp_path / "out")
    assert built.manifest.ledger.replaced == ("police.zip: 2026-08/2026-08-weston-street.csv",)
    release = Release(tmp_path / "out" / built.id)
    area = release.area("weston-n1")
    assert area is not None
    assert release.counts(area)[1].sum() == 1


def test_rows_that_cannot_be_used_are_set_aside_with_their_line_and_counted(tmp_path: Path) -> None:
    sources = write_inputs(tmp_path / "in")
    good = Row("2026-10", "weston", at=point(0.5, 0.5), lsoa="E01900001")
    from tests.release.handmade import street_csv

    text = street_csv([good] * 300).replace("Burglary", "Pirates", 1)
    also = {"2026-10/2026-10-weston-street.csv": text}
    write_archive(sources.parent / "police.zip", STANDARD_ROWS, also)
    heard = Heard()
    built = build_into(sources, tmp_path / "out", progress=heard)
    assert heard.warnings == [
        "2026-10-weston-street.csv, line 2: unknown crime type: 'Pirates'; 1 row set aside"
    ]
    file = built.manifest.ledger.files[-1]
    assert (file.rows_in, file.published, file.set_aside) == (300, 299, {"unknown crime type": 1})
    assert built.manifest.ledger.set_aside == {"unknown crime type": 1}


def test_overlapping_neighbourhoods_are_named_and_the_lowest_code_counts(tmp_path: Path) -> None:
    from tests.release.handmade import square, write_geojson

    sources = write_inputs(tmp_path / "in")
    write_geojson(
        sources.parent / "weston.geojson",
        [("N1", "Left", square(0, 0, 1.6, 2)), ("N2", "Right", square(1, 0, 1, 2))],
    )
    built = build_into(sources, tmp_path / "out")
    assert any("weston-n1 (Left) and weston-n2 (Right) overlap" in n for n in built.manifest.boundary_notes)
    release = Release(tmp_path / "out" / built.id)
    assert counted(release, "weston-n1") == {"anti-social-behaviour": 1, "burglary": 3, "drugs": 2}


def test_without_any_boundary_a_release_still_counts_its_forces(tmp_path: Path) -> None:
    recipe = 'name = "Bare"\n[police]\narchives = ["police.zip"]\n'
    built = build_into(write_inputs(tmp_path / "in", recipe=recipe), tmp_path / "out")
    release = Release(tmp_path / "out" / built.id)
    assert [area.code for area in release.areas(AreaKind.FORCE)] == ["btp", "easton", "weston"]
    assert counted(release, "weston")["burglary"] == 3
    assert all(area.centre is None for area in release.areas(AreaKind.FORCE))
    assert check(release.folder, release.id) == []


def test_served_in_2011_no_small_area_is_lost_for_a_lookup_that_knows_the_forces_of_2021(
    tmp_path: Path,
) -> None:
    recipe = RECIPE.replace("lsoa = 2021", "lsoa = 2011").replace(
        "vintage = 2021\n\n", "vintage = 2011\n\n", 1
    )
    sources = write_inputs(tmp_path / "in", recipe=recipe + FORCE_LOOKUP)
    older = [
        ("E01800001", square(0, 0)), ("E01800023", square(1, 0, 2, 1)), ("E01800004", square(3, 0, 0.5, 1)),
        ("E01800005", square(3.5, 0, 0.5, 1)), *((f"E0190000{n + 5}", square(n, 1)) for n in range(4)),
    ]  # fmt: skip
    write_geojson(sources.parent / "lsoa.geojson", [(code, f"Grid {code}", shape) for code, shape in older])
    built = build_into(sources, tmp_path / "out")
    assert built.manifest.kinds["lsoa"] == len(older)
    release = Release(tmp_path / "out" / built.id)
    assert counted(release, "E01800001")["burglary"] == 3
    assert counted(release, "E01800023")["drugs"] == 1


def test_where_neither_boundary_nor_lookup_says_whose_it_is_an_area_without_a_row_is_missing_not_nought(
    tmp_path: Path,
) -> None:
    """A file of the whole country and one force: elsewhere nobody said that nothing happened."""
    small = RECIPE[RECIPE.index('[[areas]]\nkind = "lsoa"') : RECIPE.index("[[population]]")]
    recipe = RECIPE[: RECIPE.index("[[areas]]")] + small
    rows = [row for row in STANDARD_ROWS if row.force == "weston"]
    built = build_into(write_inputs(tmp_path / "in", rows, recipe), tmp_path / "out")
    release = Release(tmp_path / "out" / built.id)
    inside, elsewhere = release.area("E01900001"), release.area("E01900099")
    assert inside is not None
    assert elsewhere is not None
    assert {month.status for month in release.coverage(inside)} == {Supply.PUBLISHED}
    assert elsewhere.force is None
    assert {month.status for month in release.coverage(elsewhere)} == {Supply.MISSING}


def test_what_is_built_verifies(grid_built: Built, grid: Release) -> None:
    assert check(grid.folder, grid_built.id) == []
