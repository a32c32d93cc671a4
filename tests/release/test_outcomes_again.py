"""Outcomes where a release grows or is built again: as if all were new."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap.release import Release
from crimemap.terms import (
    CrimeType,
    Outcome,
)
from tests.release.handmade import (
    MONTHS,
    Row,
    build_into,
    contents,
    point,
)
from tests.release.outcome_files import IDS, Told, crime, known_of, sources_of


def test_the_same_files_give_the_same_bytes_and_nothing_is_read_again(tmp_path: Path, monkeypatch) -> None:
    rows = [crime(IDS[n], month=month) for n, month in enumerate(MONTHS)]
    told = [
        Told("2026-08", "weston", IDS[0], "Suspect charged"),
        Told("2026-09", "weston", IDS[4], "Offender fined"),
    ]
    first = build_into(sources_of(tmp_path / "a", rows, told), tmp_path / "one")
    again = build_into(sources_of(tmp_path / "b", rows, told), tmp_path / "two")
    assert contents(tmp_path / "one" / first.id) == contents(tmp_path / "two" / again.id)
    monkeypatch.setattr("crimemap.pipeline.outcome_files.read_outcomes", None)
    monkeypatch.setattr("crimemap.pipeline.outcomes.Outcomes._counted", None)
    assert build_into(tmp_path / "b" / "sources.toml", tmp_path / "two").id == first.id


def test_a_new_outcomes_file_tells_of_months_built_before_as_if_all_were_new(tmp_path: Path) -> None:
    rows = [crime(IDS[n], month=month) for n, month in enumerate(MONTHS)]
    early = [Told("2026-08", "weston", IDS[0], "Suspect charged")]
    late = [*early, *(Told("2026-10", "weston", IDS[n], "Offender fined") for n in (0, 3))]
    build_into(sources_of(tmp_path / "a", rows, early), tmp_path / "grown")
    grown = build_into(sources_of(tmp_path / "b", rows, late), tmp_path / "grown")
    fresh = build_into(sources_of(tmp_path / "c", rows, late), tmp_path / "fresh")
    assert contents(tmp_path / "grown" / grown.id) == contents(tmp_path / "fresh" / fresh.id)
    assert known_of(Release(tmp_path / "grown" / grown.id))[Outcome.FINED] == 1


def test_a_new_month_of_crimes_under_the_same_outcomes_files_is_as_if_all_were_new(tmp_path: Path) -> None:
    rows = [crime(IDS[n], month=month) for n, month in enumerate(MONTHS)]
    told = [Told("2026-09", "weston", id_, "Suspect charged") for id_ in IDS[:3]]
    first = build_into(sources_of(tmp_path / "a", rows[:2], told), tmp_path / "grown")
    assert [file.elsewhere for file in first.manifest.outcomes.files] == [1]
    grown = build_into(sources_of(tmp_path / "b", rows, told), tmp_path / "grown")
    assert [file.elsewhere for file in grown.manifest.outcomes.files] == [0]
    fresh = build_into(sources_of(tmp_path / "c", rows, told), tmp_path / "fresh")
    assert contents(tmp_path / "grown" / grown.id) == contents(tmp_path / "fresh" / fresh.id)


@pytest.mark.parametrize("seen_first", range(3))
def test_an_older_month_that_numbers_points_anew_leaves_later_outcomes_as_if_all_were_new(
    tmp_path: Path, seen_first: int
) -> None:
    spots = [point(1.5, 0.5), point(3.5, 1.5), point(0.5, 0.5)]
    later = [
        Row("2026-08", "weston", CrimeType.BURGLARY, at, id=IDS[n], outcome="Local resolution")
        for n, at in enumerate(spots)
    ]
    older = Row(
        "2026-07", "weston", CrimeType.BURGLARY, spots[seen_first], id=IDS[3], outcome="Local resolution"
    )
    build_into(sources_of(tmp_path / "a", later, []), tmp_path / "grown")
    grown = build_into(sources_of(tmp_path / "b", [older, *later], []), tmp_path / "grown")
    fresh = build_into(sources_of(tmp_path / "c", [older, *later], []), tmp_path / "fresh")
    assert contents(tmp_path / "grown" / grown.id) == contents(tmp_path / "fresh" / fresh.id)


def test_months_kept_from_a_history_keep_their_outcomes_and_get_later_ones(tmp_path: Path) -> None:
    rows = [crime(IDS[n], month=month) for n, month in enumerate(MONTHS)]
    early = [Told("2026-08", "weston", IDS[0], "Suspect charged")]
    first = build_into(sources_of(tmp_path / "a", rows[:2], early), tmp_path / "out")
    late = [Told("2026-09", "weston", IDS[1], "Local resolution")]
    sources = sources_of(tmp_path / "b", rows[2:], late)
    sources.write_text(sources.read_text() + f'\n[history]\nrelease = "{first.id}"\n')
    done = build_into(sources, tmp_path / "out")
    release = Release(tmp_path / "out" / done.id)
    assert known_of(release) == {
        Outcome.CHARGED: 1,
        Outcome.LOCAL_RESOLUTION: 1,
        Outcome.UNDER_INVESTIGATION: 1,
    }
    assert [file.month for file in done.manifest.outcomes.files] == ["2026-08", "2026-09"]
