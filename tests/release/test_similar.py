"""Groups of similar areas, and ranks of deprivation, from files to a release."""

from __future__ import annotations

from pathlib import Path

from crimemap.release import Release
from crimemap.release.deprivation import decile_counts, ranks, unranked
from crimemap.release.shelf import Shelf
from crimemap.release.similar import similar_areas
from crimemap.terms import AreaKind
from tests.release.handmade import RECIPE, build_into, write_inputs

SIMILAR = '[similar]\nfile = "similar.csv"\narea = "area"\nlike = "like"\n'
RANKS = (
    '[[deprivation]]\nscale = "IMD"\nnation = "England"\nfile = "ranks.csv"\ncode = "code"\nrank = "rank"\n'
    'decile = "decile"\nvintage = 2021\n'
)


def built(folder: Path, recipe: str, **files: str) -> Release:
    sources = write_inputs(folder / "in", recipe=RECIPE + recipe)
    for name, text in files.items():
        (folder / "in" / f"{name}.csv").write_text(text, encoding="utf-8")
    shelf = folder / "releases"
    return Shelf(shelf).open(build_into(sources, shelf).id)


def test_a_group_is_kept_in_the_order_of_its_file_and_an_unknown_code_is_noted(tmp_path: Path) -> None:
    text = "area,like\nweston-n1,weston-n2\nweston-n1,nowhere-n9\nweston-n1,easton-n1\n"
    release = built(tmp_path, SIMILAR, similar=text)
    one, other = release.area("weston-n1"), release.area("weston-n2")
    assert [area.code for area in similar_areas(release, one)] == ["weston-n2", "easton-n1"]
    assert similar_areas(release, other) == ()
    assert any("nowhere-n9" in note for note in release.manifest.notes)
    assert any(file.path == "similar.csv" for file in release.manifest.inputs)


def test_other_groups_make_another_release_and_the_same_ones_the_same(tmp_path: Path) -> None:
    text = "area,like\nweston-n1,weston-n2\n"
    first = built(tmp_path / "a", SIMILAR, similar=text)
    again = built(tmp_path / "b", SIMILAR, similar=text)
    other = built(tmp_path / "c", SIMILAR, similar="area,like\nweston-n2,weston-n1\n")
    assert first.id == again.id
    assert first.id != other.id
    assert first.manifest.files == again.manifest.files


def test_ranks_are_counted_by_tenth_and_what_has_none_is_counted_too(tmp_path: Path) -> None:
    plain = built(tmp_path / "plain", "")
    small = [area.code for area in plain.areas(AreaKind.LSOA)]
    text = "code,rank,decile\n" + "".join(
        f"{code},{n + 1},{n % 2 + 1}\n" for n, code in enumerate(small[:-1])
    )
    release = built(tmp_path / "ranked", RANKS, ranks=text)
    assert [(one.scale, one.rank, one.decile) for one in ranks(release, release.area(small[0]))] == [
        ("IMD", 1, 1)
    ]
    for area in release.areas(AreaKind.NEIGHBOURHOOD):
        inside = [part.code for part in release.parts(area, AreaKind.LSOA)]
        given = [small.index(code) % 2 + 1 for code in inside if code != small[-1]]
        counted = {one.decile: one.areas for one in decile_counts(release, area)}
        assert counted == {decile: given.count(decile) for decile in set(given)}
        assert unranked(release, area) == inside.count(small[-1])
