"""Bad input: one clear sentence that names the file and line or key, and the served release untouched."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crimemap.pipeline import Built
from crimemap.release.shelf import Shelf
from crimemap.terms import Refusal
from tests.release.handmade import (
    MONTHS,
    RECIPE,
    STANDARD_ROWS,
    Heard,
    Row,
    build_into,
    point,
    square,
    street_csv,
    write_archive,
    write_geojson,
    write_inputs,
)

FIRST = f"{MONTHS[0]}/{MONTHS[0]}-weston-street.csv"


def with_recipe(old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        assert old in RECIPE
        (folder / "sources.toml").write_text(RECIPE.replace(old, new, 1))

    return change


def with_file(text: str | bytes) -> Callable[[Path], None]:
    """The first street file replaced."""

    def change(folder: Path) -> None:
        rows = [row for row in STANDARD_ROWS if (row.month, row.force) != (MONTHS[0], "weston")]
        write_archive(folder / "police.zip", rows)
        with zipfile.ZipFile(folder / "police.zip", "a") as archive:
            archive.writestr(FIRST, text)

    return change


def cut_short(folder: Path) -> None:
    data = (folder / "police.zip").read_bytes()
    (folder / "police.zip").write_bytes(data[: len(data) // 2])


def twice_in_one_archive(folder: Path) -> None:
    write_archive(folder / "police.zip", STANDARD_ROWS, {f"again/{FIRST.split('/')[1]}": street_csv([])})


def duplicate_area_code(folder: Path) -> None:
    write_geojson(
        folder / "lsoa.geojson", [("E01900001", "A", square(0, 0)), ("E01900001", "B", square(3, 0))]
    )


def duplicate_code_over_kinds(folder: Path) -> None:
    write_geojson(folder / "partnerships.geojson", [("E01900001", "West Vale", square(0, 0, 2, 2))])


def unreadable_geometry(folder: Path) -> None:
    (folder / "lsoa.geojson").write_text('{"type": "FeatureCollection", "features": [{"type"')


def empty_geometry(folder: Path) -> None:
    shape: dict[str, object] = {"type": "Polygon", "coordinates": []}
    write_geojson(folder / "lsoa.geojson", [("E01900002", "B", square(0, 0)), ("E01900001", "A", shape)])


def boundaries_in_a_damaged_zip(folder: Path) -> None:
    """One digit of one coordinate: still GeoJSON, elsewhere."""
    text = (folder / "lsoa.geojson").read_bytes()
    with zipfile.ZipFile(folder / "lsoa.zip", "w") as archive:
        archive.writestr("lsoa.geojson", text)
    data = (folder / "lsoa.zip").read_bytes()
    assert data.count(b"52.02", 0, 400)
    (folder / "lsoa.zip").write_bytes(data.replace(b"52.02", b"52.03", 1))
    with_recipe("lsoa.geojson", "lsoa.zip")(folder)


def boundaries_not_in_utf8(folder: Path) -> None:
    path = folder / "lsoa.geojson"
    path.write_bytes(path.read_bytes().replace(b"Grid", b"Gr\xefd"))


def one_scale_twice(folder: Path) -> None:
    (folder / "ranks.csv").write_text("code,rank,decile\nE01900001,1,1\n")
    part = (
        '[[deprivation]]\nscale = "IMD"\nnation = "England"\nfile = "ranks.csv"\ncode = "code"\nrank = "rank"\n'
        'decile = "decile"\nvintage = 2021\n'
    )
    (folder / "sources.toml").write_text(RECIPE + part + part)


def nothing_usable(folder: Path) -> None:
    text = street_csv([Row(MONTHS[0], "weston")] * 3).replace("Burglary", "Pirates")
    write_archive(folder / "police.zip", [], {FIRST: text})


def an_older_vintage_without_a_lookup(folder: Path) -> None:
    recipe = RECIPE[: RECIPE.index("[[lookups]]")].replace("vintage = 2021\nyear", "vintage = 2011\nyear")
    (folder / "sources.toml").write_text(recipe)


HEADER = street_csv([])
BAD = {
    "a zip cut short": (cut_short, ["police.zip"]),
    "a force-month twice in one archive": (twice_in_one_archive, ["police.zip", FIRST, "again/"]),
    "a header that differs": (
        with_file(HEADER.replace("Crime type", "Offence")), [FIRST, "line 1", "Offence", "Crime type"]
    ),
    "text that is not UTF-8": (
        with_file(street_csv([Row(MONTHS[0], "weston", at=point(0.5, 0.5))] * 2).encode() + b"\xff\xfe,\r\n"),
        [FIRST, "line 4", "UTF-8"],
    ),
    "line ends of old Macs": (
        with_file(street_csv([Row(MONTHS[0], "weston")], newline="\r")), [FIRST, "line 1", "line feed"]
    ),
    "a boundary in a damaged zip": (boundaries_in_a_damaged_zip, ["lsoa.zip", "lsoa.geojson is damaged"]),
    "boundaries that are not UTF-8": (boundaries_not_in_utf8, ["lsoa.geojson", "UTF-8"]),
    "a scale of deprivation twice": (one_scale_twice, ["deprivation[1].scale", "IMD", "E01900001"]),
    "no force at all": (with_recipe("lsoa = 2021", "lsoa = 2021\nforces = []"), ["forces: at least one was expected"]),
    "text where a list belongs": (
        with_recipe('["police.zip"]', '"police.zip"'), ["police.archives", "a list was expected"]
    ),
    "another vintage than there is": (with_recipe("lsoa = 2021", "lsoa = 2001"), ["lsoa = 2001: 2011 or 2021"]),
    "no row that can be published": (nothing_usable, ["sources.toml", "nothing could be published"]),
    "a duplicate area code": (duplicate_area_code, ["lsoa.geojson", "E01900001"]),
    "a code that two kinds have": (duplicate_code_over_kinds, ["areas", "E01900001", "twice"]),
    "unreadable geometry": (unreadable_geometry, ["lsoa.geojson"]),
    "an empty geometry": (empty_geometry, ["lsoa.geojson", "E01900001"]),
    "an unknown key": (with_recipe('name = "Grid"', 'name = "Grid"\ncolour = "red"'), ["sources.toml", "colour"]),
    "an unknown key in a table": (
        with_recipe('kind = "lsoa"', 'kind = "lsoa"\ncolour = "red"'), ["sources.toml", "areas[4].colour"]
    ),
    "a missing key": (with_recipe('name = "Grid"\n', ""), ["sources.toml", "name", "missing"]),
    "an unknown kind": (with_recipe('kind = "lsoa"', 'kind = "parish"'), ["sources.toml", "areas[4].kind", "parish"]),
    "a missing file": (with_recipe("lsoa.geojson", "nowhere.geojson"), ["sources.toml", "areas[4].file", "nowhere"]),
    "a missing column": (
        with_recipe('file = "lsoa.geojson"\ncode = "code"', 'file = "lsoa.geojson"\ncode = "kode"'),
        ["lsoa.geojson", "kode"],
    ),
    "not TOML": (with_recipe('name = "Grid"', 'name = "Grid'), ["sources.toml", "line 2"]),
    "within a kind that is not there": (
        with_recipe('kind = "lsoa"', 'kind = "lsoa"\nwithin = "ward"'), ["areas[4].within", "ward"]
    ),
    "LSOA without a vintage": (with_recipe("lsoa = 2021\n", ""), ["sources.toml", "areas[4]", "lsoa = 2011"]),
    "LSOA of another vintage": (with_recipe("vintage = 2021", "vintage = 2011"), ["areas[4].vintage", "2011"]),
    "counts of another vintage without a lookup": (
        an_older_vintage_without_a_lookup, ["population[0].vintage", "lsoa11-lsoa21"]
    ),
    "neighbourhoods of no known force": (with_recipe('force = "weston"\n', ""), ["areas[2]", "force"]),
    "a history that is not there": (
        with_recipe("[police]", '[history]\nrelease = "2020-01-00000000"\n[police]'),
        ["history.release", "2020-01-00000000"],
    ),
    "no street file at all": (lambda folder: write_archive(folder / "police.zip", []), ["police.zip", "street"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence_and_the_served_release_stays(
    name: str, grid_built: Built, grid_shelf: Path, tmp_path: Path
) -> None:
    change, said = BAD[name]
    sources = write_inputs(tmp_path / "in")
    change(sources.parent)
    before = sorted(path.name for path in grid_shelf.iterdir())
    with pytest.raises(Refusal) as caught:
        build_into(sources, grid_shelf)
    message = str(caught.value)
    assert all(word in message for word in said), message
    assert "\n" not in message
    assert Shelf(grid_shelf).current_id() == grid_built.id
    assert sorted(path.name for path in grid_shelf.iterdir()) == before


def test_a_member_whose_bytes_are_not_those_of_its_checksum_is_refused(tmp_path: Path) -> None:
    sources = write_inputs(tmp_path / "in")
    data = bytearray((sources.parent / "police.zip").read_bytes())
    data[100] ^= 0xFF
    (sources.parent / "police.zip").write_bytes(data)
    with pytest.raises(Refusal, match=r"police\.zip"):
        build_into(sources, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".lock"]


def test_an_input_that_may_not_be_read_is_named_and_not_the_shelf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = write_inputs(tmp_path / "in")
    refused = sources.parent / "changes.csv"
    read = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == refused:
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with pytest.raises(Refusal) as caught:
        build_into(sources, tmp_path / "out")
    assert f"{refused} could not be read: Permission denied." in str(caught.value)
    assert "written" not in str(caught.value)


def test_an_input_file_may_begin_with_the_mark_that_editors_add(tmp_path: Path) -> None:
    sources = write_inputs(tmp_path / "in")
    sources.write_bytes(b"\xef\xbb\xbf" + sources.read_bytes())
    assert build_into(sources, tmp_path / "out").manifest.name == "Grid"


def test_a_file_of_a_force_not_covered_is_left_out_and_said(tmp_path: Path) -> None:
    recipe = RECIPE.replace("lsoa = 2021", 'lsoa = 2021\nforces = ["weston"]', 1)
    recipe = recipe.replace('force = "easton"', 'force = "weston"').replace(
        "easton.geojson", "weston.geojson"
    )
    sources = write_inputs(tmp_path / "in", recipe=recipe.replace(_second_neighbourhoods(recipe), "", 1))
    built = build_into(sources, tmp_path / "out")
    assert set(built.manifest.forces) == {"weston"}
    assert len(built.manifest.ledger.left_out) == 6


def _second_neighbourhoods(recipe: str) -> str:
    parts = [part for part in recipe.split("[[areas]]") if 'kind = "neighbourhood"' in part]
    return "[[areas]]" + parts[1]


def test_coordinates_outside_these_islands_are_set_aside(tmp_path: Path) -> None:
    sources = write_inputs(tmp_path / "in")
    good, bad = Row("2026-10", "weston", at=point(0.5, 0.5)), Row("2026-10", "weston", at=(10**7, 10**6))
    text = street_csv([good] * 9 + [bad])
    write_archive(sources.parent / "police.zip", STANDARD_ROWS, {"2026-10/2026-10-weston-street.csv": text})
    heard = Heard()
    built = build_into(sources, tmp_path / "out", progress=heard)
    assert (
        "2026-10-weston-street.csv, line 11: coordinates outside Great Britain and Ireland"
        in heard.warnings[0]
    )
    assert built.manifest.ledger.files[-1].published == 9


def test_an_invalid_polygon_is_repaired_and_said(tmp_path: Path) -> None:
    sources = write_inputs(tmp_path / "in")
    found = json.loads((sources.parent / "lsoa.geojson").read_text())
    ring = found["features"][0]["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]
    (sources.parent / "lsoa.geojson").write_text(json.dumps(found))
    built = build_into(sources, tmp_path / "out")
    notes = [note for note in built.manifest.boundary_notes if "E01900001" in note]
    assert len(notes) == 1
    assert notes[0].startswith("lsoa.geojson: ")


def test_a_survey_file_that_is_missing_is_refused_by_its_key(tmp_path: Path) -> None:
    recipe = RECIPE + '\n[[surveys]]\nformat = "mopac"\nfile = "survey.csv"\n'
    sources = write_inputs(tmp_path / "in", recipe=recipe)
    with pytest.raises(Refusal, match=r"surveys\[0\]\.file = 'survey.csv'"):
        build_into(sources, tmp_path / "out")
