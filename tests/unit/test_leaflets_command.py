"""`crimemap leaflets`: many areas at once, the same bytes twice, nothing half-written."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from crimemap import leaflets
from crimemap.cli import main
from crimemap.release.shelf import Shelf
from tests.printed import opened
from tests.small_release import build_small

NEIGHBOURHOODS = ("corvenshire-lark", "corvenshire-oster", "corvenshire-wren")


@pytest.fixture
def out(tmp_path, monkeypatch):
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path / "data"))
    releases = tmp_path / "data" / "releases"
    Shelf(releases).use(build_small(releases, facts=False).name, dt.datetime(2026, 11, 12, tzinfo=dt.UTC))
    return tmp_path / "out"


def run(*words):
    return CliRunner().invoke(main, ["leaflets", *map(str, words)])


def test_every_neighbourhood_gets_its_file_and_the_same_bytes_twice(out):
    done = run(out)
    assert done.exit_code == 0, done.output
    assert "Leaflet 3 of 3" in done.stderr
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert sorted(first) == [f"{code}-a5.pdf" for code in NEIGHBOURHOODS]
    assert run(out, "--partnership", "E22900001").exit_code == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


def test_areas_and_paper_can_be_chosen(out):
    assert run(out, "--area", "E23900001", "--area", "corvenshire-lark", "--size", "large").exit_code == 0
    assert {path.name for path in out.iterdir()} == {"E23900001-large.pdf", "corvenshire-lark-large.pdf"}
    assert len(opened((out / "corvenshire-lark-large.pdf").read_bytes()).pages) > 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--area", "nowhere"), "There is no area with the code nowhere"),
        (("--partnership", "corvenshire-lark"), "is no partnership"),
        (("--partnership", "E22900001", "--area", "corvenshire-lark"), "not both"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_line_before_anything_is_written(out, words, said):
    done = run(out, *words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert not out.exists()


def test_a_run_that_is_stopped_leaves_whole_files_alone(out, monkeypatch):
    assert run(out).exit_code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def stopped(_leaflet):
        raise KeyboardInterrupt

    monkeypatch.setattr(leaflets, "pdf", stopped)
    assert run(out).exit_code == 1
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
