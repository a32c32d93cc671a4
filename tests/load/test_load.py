"""The benchmarks themselves: that they say what they measured. No number is tested here."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import numpy as np
import pytest

from crimemap import brief
from crimemap.release import Release
from crimemap.terms import AreaKind
from tests.load import apps, lines, measuring
from tests.load.__main__ import ROWS
from tests.load.lines import Aim, Line
from tests.load.material import stretch
from tests.small_release import build_small


@pytest.mark.parametrize(
    ("aim", "ours", "met"),
    [
        (Aim(1.5), 3.0, True),
        (Aim(1.4), 3.0, False),
        (Aim(1.6, best="high"), 3.0, False),
        (Aim(3.0, of="ours"), 3.0, True),
        (Aim(2.9, of="ours"), 3.0, False),
    ],
)
def test_an_aim_is_met_up_to_its_limit(aim: Aim, ours: float, met: bool) -> None:
    assert Line("row", "what", ours, "s", 2.0, aim).met is met


def test_a_line_without_an_aim_is_neither_met_nor_missed() -> None:
    line = Line("row", "what", 3.0, "s", 2.0)
    assert line.met is None
    assert line.cells()[-2:] == ("", "")


def test_the_table_says_what_missed_its_aim(capsys: pytest.CaptureFixture[str]) -> None:
    lines.show([Line("read", "rows", 3.0, "s", 2.0, Aim(1.4), note="on a slow day")], ["Files: invented."])
    said = capsys.readouterr().out
    assert "1.50×  ≤ 1.40×  NO" in said
    assert "read, rows: on a slow day" in said
    assert "Files: invented." in said


def test_the_file_holds_every_ratio(tmp_path: Path) -> None:
    lines.write(tmp_path / "build" / "bench.json", [Line("read", "rows", 3.0, "s", 2.0)], [], quick=True)
    told = json.loads((tmp_path / "build" / "bench.json").read_text("utf-8"))
    assert told["lines"][0]["ratio"] == 1.5
    assert told["quick"] is True


def test_ours_and_the_reference_take_turns() -> None:
    turns: list[float] = []

    def run(took: float) -> float:
        turns.append(took)
        return took

    pair = measuring.in_turns(2, lambda: run(1.0), lambda: run(2.0))
    assert turns == [1.0, 2.0, 1.0, 2.0]
    assert pair.medians == (1.0, 2.0)


def test_a_percentile_is_one_of_the_values() -> None:
    assert measuring.percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert measuring.percentile([3.0, 1.0, 2.0], 0.99) == 3.0


def test_a_job_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="no-such-job"):
        measuring.child("no-such-job")


@pytest.mark.parametrize("module", ROWS.values())
def test_every_row_can_be_asked_for(module: str) -> None:
    assert callable(importlib.import_module(f"tests.load.{module}").measure)


def test_the_application_of_the_row_misses_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {
        "DATA": tmp_path,
        "SLOW": "none",
        "SECONDS": "0",
        "COUNT": tmp_path / "count",
        "CACHE": tmp_path / "plain",
    }
    for name, value in told.items():
        monkeypatch.setenv("CRIMEMAP_DATA" if name == "DATA" else f"LOAD_{name}", str(value))
    monkeypatch.setattr(brief, "brief_of", brief.brief_of)  # put back after the row's own
    assert "/plain/<code>" in {rule.rule for rule in apps.counted().url_map.iter_rules()}


def test_a_stretched_release_repeats_its_months(tmp_path: Path) -> None:
    small = Release(build_small(tmp_path / "small"))
    long = stretch(small, tmp_path / "long", 60)
    assert len(long.months) == 60
    assert long.months[-1] == small.months[-1]
    area, same = small.areas(AreaKind.LSOA)[0], long.areas(AreaKind.LSOA)[0]
    assert np.array_equal(long.counts(same)[-26:], small.counts(area))
    assert np.array_equal(long.counts(same)[-52:-26], small.counts(area))
    assert long.coverage(same)[-26:] == small.coverage(area)
