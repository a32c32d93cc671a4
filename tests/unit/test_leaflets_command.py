"""`crimemap leaflets`: many areas at once, the same bytes twice, nothing half-written."""

from __future__ import annotations

import datetime as dt
import errno

import pytest
from click.testing import CliRunner

from crimemap import leaflets
from crimemap.cli import leaflets as command
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


def test_a_full_disk_is_said_in_one_sentence_with_what_is_written_already(out, monkeypatch):
    written = command._written

    def full(path, made):
        if "oster" in path.name:
            raise OSError(errno.ENOSPC, "No space left on device")
        written(path, made)

    monkeypatch.setattr(command, "_written", full)
    done = run(out, "--area", "corvenshire-lark", "--area", "corvenshire-oster", "--area", "corvenshire-wren")
    assert done.exit_code == 1
    path = out / "corvenshire-oster-a5.pdf"
    said = f"{path} cannot be written: No space left on device. 1 of 3 leaflets are."
    assert done.stderr.splitlines()[-1] == said
    assert [each.name for each in out.iterdir()] == ["corvenshire-lark-a5.pdf"]


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(out):
    out.write_text("a file")
    done = run(out / "leaflets")
    assert done.exit_code == 1
    assert (
        done.stderr
        == f"No leaflet was written: {out / 'leaflets'} cannot be made a folder (Not a directory).\n"
    )
    assert run(out).exit_code == 2


def test_without_a_release_one_sentence_says_how_to_make_one(out, monkeypatch, tmp_path):
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path / "empty"))
    done = run(out)
    assert done.exit_code == 1
    assert done.stderr.startswith("No release is served")
    assert len(done.stderr.splitlines()) == 1


def test_codes_that_lead_nowhere_are_said_to_where_no_public_address_is_set(out, monkeypatch):
    monkeypatch.delenv("CRIMEMAP_BASE_URL", raising=False)
    assert "CRIMEMAP_BASE_URL is not set" in run(out, "--area", "corvenshire-lark").stderr
    monkeypatch.setenv("CRIMEMAP_BASE_URL", "https://crime.example")
    assert "CRIMEMAP_BASE_URL" not in run(out, "--area", "corvenshire-lark").stderr
