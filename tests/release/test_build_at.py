"""`crimemap release build SOURCES --at`: built now, served then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from crimemap.cli import main
from crimemap.release.shelf import Shelf
from tests.release.handmade import write_inputs


def test_what_is_built_waits_for_its_instant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path / "data"))
    day = (datetime.now(UTC) + timedelta(days=40)).date()
    sources = write_inputs(tmp_path / "inputs")
    ran = CliRunner().invoke(main, ["release", "build", str(sources), "--at", f"{day} 12:00Z"])
    assert ran.exit_code == 0, ran.output
    shelf = Shelf(tmp_path / "data" / "releases")
    (name,) = shelf.ids()
    assert ran.output.splitlines()[-1] == name
    assert shelf.current_id() is None
    waits = shelf.next()
    assert waits is not None
    assert (waits.id, waits.at) == (name, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    again = CliRunner().invoke(main, ["release", "build", str(sources)])
    assert "now nothing waits." in again.output
    assert shelf.current_id() == name


def test_a_time_that_cannot_be_meant_stops_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path / "data"))
    sources = write_inputs(tmp_path / "inputs")
    ran = CliRunner().invoke(main, ["release", "build", str(sources), "--at", "2020-01-01"])
    assert ran.exit_code == 1
    assert "has passed" in ran.output
    assert Shelf(tmp_path / "data" / "releases").ids() == ()
