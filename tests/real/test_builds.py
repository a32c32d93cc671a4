"""The four real builds: counts by area, month and type equal an independent slow count of the raw files."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from crimemap.release import Release, layout
from crimemap.release.verify import check
from crimemap.terms import CSV_NAMES, FORCES, TYPES, AreaKind
from tests.real import slow

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ARCHIVES = {
    "cambridgeshire": "cambridgeshire_2021-03_2022-03.zip",
    "city-of-london": "city-of-london_2022-07_2023-06.zip",
    "city-of-london-2016": "city-of-london_2016-01_2017-06.zip",
    "surrey": "surrey_2023-01_2024-01.zip",
    "national": "national_2019-01_2019-02.zip",
}
COUNTIES = [name for name in ARCHIVES if name != "national"]


def raw(name: str) -> list[slow.Raw]:
    return slow.raw_rows(ARCHIVES[name])


def counts_of(release: Release, kind: AreaKind) -> slow.Counts:
    """The release's counts as the slow ones are: by publisher's code, month and type."""
    names = {kind: name for name, kind in CSV_NAMES.items() if name != "Violent crime"}
    found: slow.Counts = Counter()
    for area in release.areas(kind):
        counts = release.counts(area)
        code = area.code.rsplit("-", 1)[-1].upper() if kind is AreaKind.NEIGHBOURHOOD else area.code
        for m, t in zip(*np.nonzero(counts), strict=True):
            found[code, str(release.months[m]), names[TYPES[t]]] = int(counts[m, t])
    return found


def only(counts: slow.Counts, codes: set[str]) -> slow.Counts:
    return Counter({key: many for key, many in counts.items() if key[0] in codes})


@pytest.mark.parametrize("name", COUNTIES)
@pytest.mark.parametrize(
    ("kind", "file", "code"),
    [
        (AreaKind.NEIGHBOURHOOD, "wards_2022_UK.geojson.zip", "ward22_code"),
        (AreaKind.PARTNERSHIP, "community_safety_partnerships_2019_EW.geojson.zip", "CSP"),
    ],
)
def test_counts_by_place_equal_a_spatial_join_of_the_raw_rows(build, name, kind, file, code) -> None:
    release, _ = build(name)
    mine = counts_of(release, kind)
    codes = {
        area.code.rsplit("-", 1)[-1].upper() if kind is AreaKind.NEIGHBOURHOOD else area.code
        for area in release.areas(kind)
    }
    assert mine == only(slow.count_by_place(raw(name), file, code), codes)
    assert sum(mine.values()) > 5_000


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_force_has_every_row_of_its_files(build, name) -> None:
    release, _ = build(name)
    codes = {slug: cover.code for slug, cover in release.manifest.forces.items()}
    expected = Counter((codes[row.force], row.month, row.type) for row in raw(name))
    assert counts_of(release, AreaKind.FORCE) == expected


@pytest.mark.parametrize("name", [name for name in ARCHIVES if name != "city-of-london-2016"])
def test_small_areas_have_the_rows_that_carry_their_code_and_their_share_of_split_ones(build, name) -> None:
    """Exact for every code that alone decides; of a split small area no row may be lost or made."""
    release, _ = build(name)
    kept = {area.code for area in release.areas(AreaKind.LSOA)}
    mine = counts_of(release, AreaKind.LSOA)
    by_code, split = slow.count_by_lsoa(raw(name))
    expected = only(by_code, kept)
    extra = mine - expected
    assert not expected - mine
    ways = release.manifest.small_areas
    assert sum(extra.values()) <= sum(split.values())
    if name == "national":
        # Nothing is lost but what lies in parts of the four forces without a file.
        assert ways.split_by_point == sum(split.values())
        became = _successors()
        beyond = sum(many for code, many in split.items() if not became[code] <= kept)
        assert sum(split.values()) - beyond <= sum(extra.values())
        assert beyond < 100


def test_small_areas_of_2011_have_exactly_the_rows_that_carry_their_code(build) -> None:
    release, _ = build("city-of-london-2016")
    kept = {area.code for area in release.areas(AreaKind.LSOA)}
    expected = Counter(
        (row.lsoa, row.month, row.type) for row in raw("city-of-london-2016") if row.lsoa in kept
    )
    assert counts_of(release, AreaKind.LSOA) == expected


@pytest.mark.parametrize("name", ARCHIVES)
def test_the_ledger_accounts_for_every_row(build, name) -> None:
    release, _ = build(name)
    rows = raw(name)
    ledger = release.manifest.ledger
    assert ledger.rows_in == len(rows) == ledger.published
    per_file = Counter((row.force, row.month) for row in rows)
    assert {(f.force, f.month): f.rows_in for f in ledger.files} == dict(per_file)
    unlocated = Counter((row.force, row.month) for row in rows if not row.lon)
    assert all(f.unlocated == unlocated[f.force, f.month] for f in ledger.files)
    assert check(release.folder, release.id) == []


@pytest.mark.parametrize("name", ARCHIVES)
def test_rows_outside_the_forces_area_are_those_whose_lsoa_is_anothers(build, name) -> None:
    release, _ = build(name)
    force_of = _forces_of_lsoas()
    became = _successors()
    for file in release.manifest.ledger.files:
        if file.force in {"btp", "northern-ireland"}:
            assert file.outside == 0
    expected, unsure = 0, 0
    for row in raw(name):
        if not row.lon or row.force in {"btp", "northern-ireland"}:
            continue
        homes = {force_of[code] for code in became.get(row.lsoa, {row.lsoa}) if code in force_of}
        unsure += len(homes) != 1
        expected += len(homes) == 1 and FORCES[row.force].code not in homes
    outside = sum(file.outside for file in release.manifest.ledger.files)
    assert expected <= outside <= expected + unsure
    assert unsure < 0.001 * release.manifest.ledger.rows_in


def _forces_of_lsoas() -> dict[str, str]:
    return {row["lsoa21cd"]: row["pfa22cd"] for row in _table("lsoa21_msoa21_lad22_pfa22_rgn22.csv.zip")}


def _successors() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in _table("lsoa11_lsoa21_ltla22.csv.zip"):
        found.setdefault(row["lsoa11_code"], set()).add(row["lsoa21_code"])
    return found


def _table(file: str) -> list[dict[str, str]]:
    import io
    import zipfile

    with zipfile.ZipFile(slow.DATA / "lookups" / file) as opened:
        return list(csv.DictReader(io.TextIOWrapper(opened.open(opened.namelist()[0]), "utf-8", newline="")))


def test_wards_of_the_national_release_equal_a_spatial_join_where_sampled(build) -> None:
    release, _ = build("national")
    rows = [
        row for row in raw("national") if row.force in {"kent", "dyfed-powys", "city-of-london", "cleveland"}
    ]
    expected = slow.count_by_place(rows, "wards_2022_UK.geojson.zip", "ward22_code")
    mine = counts_of(release, AreaKind.WARD)
    own = {FORCES[slug].code for slug in ("kent", "dyfed-powys", "city-of-london", "cleveland")}
    forces = {code: slug for slug, code in ((s, FORCES[s].code) for s in release.forces)}
    sampled = {a.code for a in release.areas(AreaKind.WARD) if a.force in {forces[code] for code in own}}
    # A ward at the border also holds rows that its neighbours' force recorded: those are not in the sample.
    assert all(mine[key] >= many for key, many in only(expected, sampled).items())
    assert sum(only(mine, sampled).values()) <= 1.02 * sum(only(expected, sampled).values())


def test_the_national_build_stays_under_a_gigabyte(build) -> None:
    _, peak = build("national")
    assert peak < 1024 * 1024, f"{peak} KiB"


def test_the_national_release_says_which_forces_have_no_file(build) -> None:
    release, _ = build("national")
    absent = set(FORCES) - set(release.forces)
    assert absent == {"greater-manchester", "metropolitan", "west-midlands", "west-yorkshire"}
    assert len(release.forces) == 41


def test_mixed_vintages_are_counted_in_the_manifest(build) -> None:
    release, _ = build("surrey")
    ways = release.manifest.small_areas
    served = _forces_of_lsoas()
    old = sum(1 for row in raw("surrey") if row.lsoa and row.lsoa not in served)
    assert ways.by_lookup + ways.split_by_point == old == 1_322
    assert ways.own_code + old + ways.by_point + ways.none == sum(1 for row in raw("surrey") if row.lon)


def test_points_of_the_map_hold_what_the_area_counts(build) -> None:
    from crimemap.terms import CrimeType, Period

    release, _ = build("cambridgeshire")
    period = Period(release.months[0], release.months[-1])
    for area in release.areas(AreaKind.NEIGHBOURHOOD)[:20]:
        points = release.points(area, period, list(CrimeType))
        assert sum(point.count for point in points) == release.counts(area).sum()
    assert release.manifest.format == layout.FORMAT
