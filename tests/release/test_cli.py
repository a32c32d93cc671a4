"""The command: what it prints, and its exits 0 done, 1 refused, 2 wrong use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crimemap.cli import main
from crimemap.release.shelf import Shelf
from tests.release.handmade import RECIPE, STANDARD_ROWS, CrimeType, Row, write_archive, write_inputs


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path / "data"))

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments))

    return call


def test_build_ends_with_the_id_of_a_release_that_is_served(run, tmp_path: Path) -> None:
    result = run("release", "build", str(write_inputs(tmp_path / "in")))
    assert result.exit_code == 0, result.output
    last = result.stdout.splitlines()[-1]
    assert re.fullmatch(r"2026-09-[0-9a-f]{8}", last)
    assert Shelf(tmp_path / "data" / "releases").current_id() == last
    assert "Month 1 of 3: 2026-07" in result.stderr
    assert "Rows in 48 = published 48" in result.stdout


def test_build_without_use_leaves_that_to_use(run, tmp_path: Path) -> None:
    built = run("release", "build", "--no-use", str(write_inputs(tmp_path / "in"))).stdout.splitlines()[-1]
    assert run("release", "show").exit_code == 1
    assert run("release", "show", built).exit_code == 0
    assert run("release", "use", built).exit_code == 0
    assert built in run("release", "show").stdout


def test_a_refusal_is_one_line_on_stderr_and_exit_1(run, tmp_path: Path) -> None:
    result = run("release", "build", str(tmp_path / "nowhere.toml"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "nowhere.toml" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["release", "build"], ["release", "bake"], ["release", "prune", "--keep", "x"], ["frobnicate"]],
)
def test_wrong_use_is_exit_2(run, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_list_marks_the_served_one_and_prune_keeps_it(run, tmp_path: Path) -> None:
    first = run("release", "build", str(write_inputs(tmp_path / "one"))).stdout.splitlines()[-1]
    rows = [*STANDARD_ROWS, Row("2026-10", "weston", CrimeType.DRUGS)]
    second = run("release", "build", str(write_inputs(tmp_path / "two", rows))).stdout.splitlines()[-1]
    listed = run("release", "list").stdout.splitlines()
    assert any(line.startswith("*") and second in line for line in listed)
    assert any(first in line and not line.startswith("*") for line in listed)
    assert run("release", "prune", "--keep", "1").stdout == f"Removed 1: {first}\n"
    assert run("release", "prune", "--keep", "1").stdout == "Nothing to remove.\n"


def test_verify_names_the_changed_file(run, tmp_path: Path) -> None:
    built = run("release", "build", str(write_inputs(tmp_path / "in"))).stdout.splitlines()[-1]
    assert run("release", "verify").exit_code == 0
    path = tmp_path / "data" / "releases" / built / "places.sqlite"
    path.write_bytes(path.read_bytes() + b"\0")
    result = run("release", "verify")
    assert result.exit_code == 1
    assert "places.sqlite was changed" in result.stderr


def test_gaps_are_said_in_the_summary(run, tmp_path: Path) -> None:
    rows = [row for row in STANDARD_ROWS if (row.force, row.month) != ("easton", "2026-08")]
    assert (
        "easton: 2026-08 missing" in run("release", "build", str(write_inputs(tmp_path / "in", rows))).stdout
    )


def test_months_in_a_row_that_lack_the_same_are_said_as_one(run, tmp_path: Path) -> None:
    rows = [*STANDARD_ROWS, Row("2026-12", "easton", CrimeType.DRUGS)]
    said = run("release", "build", str(write_inputs(tmp_path / "in", rows))).stdout
    assert "weston: 2026-10 to 2026-12 missing\n" in said


def test_files_that_are_not_used_are_said_with_the_reason(run, tmp_path: Path) -> None:
    recipe = RECIPE.replace('["police.zip"]', '["police.zip", "later.zip"]')
    recipe = recipe.replace("lsoa = 2021", 'lsoa = 2021\nforces = ["weston", "easton"]', 1)
    sources = write_inputs(tmp_path / "in", recipe=recipe)
    write_archive(sources.parent / "later.zip", [Row("2026-08", "weston", CrimeType.DRUGS)])
    said = run("release", "build", str(sources)).stdout
    assert (
        "Not used: police.zip: 2026-07/2026-07-btp-street.csv and 2 more: the force is not among `forces`\n"
        in said
    )
    assert "Not used: police.zip: 2026-08/2026-08-weston-street.csv: a later archive replaces it\n" in said


def test_brackets_in_a_name_are_text(run, tmp_path: Path) -> None:
    recipe = RECIPE.replace('"Grid"', '"Grid [/north] [bold]"')
    assert run("release", "build", str(write_inputs(tmp_path / "in", recipe=recipe))).exit_code == 0
    result = run("release", "list")
    assert result.exit_code == 0
    assert "Grid [/north] [bold]" in result.stdout


@pytest.mark.parametrize("command", [["list"], ["show"], ["verify"], ["prune"]])
def test_what_the_disk_refuses_is_one_line_too(run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    result = run("release", *command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "Not a directory" in result.stderr
