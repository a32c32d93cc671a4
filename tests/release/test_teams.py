"""Teams and stations on their way into a release: whole, the same every time, and nobody else's."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from crimemap.measures import crime
from crimemap.measures.crime.stations import stations
from crimemap.release import Release, layout
from crimemap.release.stations import station_counts
from crimemap.release.teams import crew_of, holds_teams, team_of, teams_of
from crimemap.release.verify import check
from crimemap.terms import AreaKind, CrimeType, Month, Period, Refusal
from tests.release.handmade import (
    MONTHS,
    RECIPE,
    STANDARD_ROWS,
    Row,
    build_into,
    contents,
    point,
    square,
    write_geojson,
    write_inputs,
)
from tests.release.teams import LEFT, TEAMS, write_grid, write_teams


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    folder = tmp_path_factory.mktemp("teams")
    built = build_into(write_grid(folder / "in"), folder / "out")
    return Release(folder / "out" / built.id)


def test_a_team_survives_the_build_as_text(release: Release) -> None:
    team = team_of(release, "weston-n1")
    assert team is not None
    assert [(one.rank, one.name, one.about) for one in team.people] == [
        ("Sgt", "Rowan", ("Ten years",)),
        ("PC", "Hazel", ()),
        ("PCSO", "Vacant", ()),
    ]
    assert team.reach("telephone") == "01632 960114"
    assert team.priorities[0].issue == ("Riders & noise",)
    assert team.priorities[0].acted_on == dt.date(2026, 11, 3)
    assert team.fetched == dt.date(2026, 11, 20)
    stored = (
        sqlite3.connect(release.folder / layout.TEAMS)
        .execute("SELECT group_concat(body) FROM teams")
        .fetchone()[0]
    )
    assert "<" not in stored
    assert "alert" not in stored


def test_teams_come_for_neighbourhoods_whose_boundaries_are_from_elsewhere(release: Release) -> None:
    assert [team.code for team in teams_of(release, ["weston-n2", "nobody", "weston-n1"])] == [
        "weston-n2",
        "weston-n1",
    ]
    second = team_of(release, "weston-n2")
    assert second is not None
    assert not second.is_published
    assert team_of(release, "easton-n1") is None
    (note,) = [text for text in release.manifest.notes if "no such neighbourhood" in text]
    assert note == "police-api/weston: weston-n9 (Weston N9): no such neighbourhood in this release; left out"


def test_every_area_knows_whose_it_is(release: Release) -> None:
    for area in release.areas(AreaKind.LSOA):
        crew = crew_of(release, area)
        assert crew.home is not None
        assert crew.home.kind is AreaKind.NEIGHBOURHOOD
        assert (crew.team is None) == (crew.home.force == "easton")
    wide = crew_of(release, release.areas(AreaKind.PARTNERSHIP)[0])
    assert wide.home is None
    assert {area.code for area in wide.neighbourhoods} == {"weston-n1", "weston-n2"} == set(wide.teams)
    force = crew_of(release, release.area("E23900001"))
    assert not force.teams
    assert len(force.neighbourhoods) == 2


def test_a_ward_has_the_teams_of_the_neighbourhoods_that_its_small_areas_lie_in(tmp_path: Path) -> None:
    wards = '\n[[areas]]\nkind = "ward"\nfile = "wards.geojson"\ncode = "code"\nname = "name"\n'
    sources = write_grid(tmp_path / "in", recipe=RECIPE + wards + TEAMS)
    write_geojson(
        tmp_path / "in" / "wards.geojson",
        [("E05900001", "Across", square(0, 0, 2, 1)), ("E05900002", "Inside", square(0, 1, 1, 1))],
    )
    release = Release(tmp_path / "out" / build_into(sources, tmp_path / "out").id)
    across, inside = (crew_of(release, release.area(f"E0590000{n}")) for n in (1, 2))
    assert across.home is None
    assert {area.code for area in across.neighbourhoods} == {"weston-n1", "weston-n2"} == set(across.teams)
    assert inside.home is not None
    assert inside.home.code == "weston-n1"
    assert inside.team is not None


def test_a_release_without_teams_says_so(grid: Release) -> None:
    assert not holds_teams(grid)
    assert team_of(grid, "weston-n1") is None
    assert layout.TEAMS not in grid.manifest.files


def test_the_same_answers_make_the_same_bytes_and_another_person_another_release(tmp_path: Path) -> None:
    ids = []
    for name in ("a", "b"):
        built = build_into(write_grid(tmp_path / name), tmp_path / f"{name}-out")
        ids.append(built.id)
        assert not check(tmp_path / f"{name}-out" / built.id, built.id)
    first, second = (contents(tmp_path / f"{name}-out" / ids[0]) for name in ("a", "b"))
    assert ids[0] == ids[1]
    assert first == second
    write_teams(tmp_path / "a", "weston", {"N1": {**LEFT, "people": LEFT["people"][:1]}})
    assert build_into(tmp_path / "a" / "sources.toml", tmp_path / "a-out").id != ids[0]


def test_another_person_is_no_reason_to_read_the_boundaries_again(tmp_path: Path) -> None:
    recipe = RECIPE[: RECIPE.index('[[areas]]\nkind = "neighbourhood"')]
    recipe += (
        RECIPE[RECIPE.index('[[areas]]\nkind = "lsoa"') :]
        + '\n[neighbourhoods]\nfolder = "police-api/weston"\n'
    )
    corners = [
        {"latitude": str(52 + y), "longitude": str(x)}
        for x, y in ((0, 0), (0.04, 0), (0.04, 0.04), (0, 0.04))
    ]
    sources = write_inputs(tmp_path / "in", STANDARD_ROWS, recipe)
    write_teams(tmp_path / "in", "weston", {"N1": {**LEFT, "boundary": corners}})
    first = build_into(sources, tmp_path / "out")
    write_teams(tmp_path / "in", "weston", {"N1": {**LEFT, "boundary": corners, "people": []}})
    second = build_into(sources, tmp_path / "out")
    assert second.manifest.reuse["areas"] == first.manifest.reuse["areas"]
    assert second.id != first.id
    assert not team_of(Release(tmp_path / "out" / second.id), "weston-n1").people  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", r"folder = … or teams = \[…\] was expected"),
        ('teams = ["police-api/nowhere"]', r"neighbourhoods\.teams\[0\] = 'police-api/nowhere': there is no such file"),
        ('teams = ["police-api/weston", "police-api/weston"]', r"teams\[1\].*'weston-n1' came with another folder"),
        ('people = "x"', "neighbourhoods.people: there is no such key"),
    ],
)  # fmt: skip
def test_wrong_keys_of_the_input_file_are_refused(tmp_path: Path, keys: str, said: str) -> None:
    sources = write_grid(tmp_path / "in", recipe=RECIPE + f"\n[neighbourhoods]\n{keys}\n")
    with pytest.raises(Refusal, match=said):
        build_into(sources, tmp_path / "out")


# --- stations --------------------------------------------------------------------------------------

YEAR = Period(Month(2026, 7), Month(2026, 9))


def railway(tmp_path: Path, rows: tuple[Row, ...]) -> Release:
    built = build_into(write_inputs(tmp_path / "in", rows), tmp_path / "out")
    return Release(tmp_path / "out" / built.id)


STATION_ROWS = (
    *(row for row in STANDARD_ROWS if row.force != "btp"),
    *(
        Row(month, "btp", CrimeType.DRUGS, point(0.6, 0.6), "E01900001", "Weston (Station)")
        for month in MONTHS
    ),
    # The same station on another list of points, and one of the Underground.
    Row("2026-09", "btp", CrimeType.DRUGS, point(0.7, 0.6), "E01900001", "Weston (Station)"),
    Row("2026-09", "btp", CrimeType.ROBBERY, point(1.5, 0.6), "E01900002", "Aston (Lu Station)"),
    Row("2026-09", "btp", CrimeType.ROBBERY, point(9.5, 9.6), "", "Far (Tram Stop)"),
    Row("2026-08", "btp", CrimeType.ROBBERY),
)


def test_stations_and_what_has_no_place_are_all_that_the_transport_police_recorded(tmp_path: Path) -> None:
    release = railway(tmp_path, STATION_ROWS)
    table = stations(release, None, crime.ALL, YEAR)
    assert table is not None
    assert [(row.name, row.change.now.value) for row in table.rows] == [
        ("Aston (London Underground)", 1),
        ("Far (tram)", 1),
        ("Weston", 4),
    ]
    assert table.unplaced is not None
    assert table.unplaced.now.value == 1
    whole = crime.total(release, release.area("btp"), crime.ALL, YEAR)
    assert table.total.now == whole
    assert whole.value == 7


def test_an_area_has_the_stations_whose_point_lies_in_it_and_counts_none_of_them(tmp_path: Path) -> None:
    release = railway(tmp_path, STATION_ROWS)
    for code, names in (("weston-n1", ["Weston"]), ("weston-n2", ["Aston (London Underground)"]),
                        ("E22900001", ["Aston (London Underground)", "Weston"])):  # fmt: skip
        table = stations(release, release.area(code), crime.ALL, YEAR)
        assert table is not None
        assert [row.name for row in table.rows] == names
        assert table.unplaced is None
        assert table.total.now.value == sum(row.change.now.value or 0 for row in table.rows)
    assert stations(release, release.area("easton-n1"), crime.ALL, YEAR) is None
    with_them = crime.total(release, release.area("weston-n1"), CrimeType.DRUGS, YEAR)
    assert with_them.value == sum(
        row.type is CrimeType.DRUGS and row.at == point(0.5, 0.5) for row in STATION_ROWS
    )


def test_a_month_that_the_transport_police_did_not_supply_is_missing_at_every_station(tmp_path: Path) -> None:
    rows = tuple(row for row in STATION_ROWS if row.force != "btp" or row.month != "2026-08")
    release = railway(tmp_path, rows)
    table = stations(release, None, crime.ALL, YEAR)
    assert table is not None
    assert {row.change.now.value for row in table.rows} <= {None}
    assert table.total.now.status == "missing"


def test_a_release_without_the_transport_police_has_no_stations(tmp_path: Path) -> None:
    rows = tuple(row for row in STANDARD_ROWS if row.force != "btp")
    release = railway(tmp_path, rows)
    assert layout.STATIONS not in release.manifest.files
    assert station_counts(release) == {}
    assert stations(release, None, crime.ALL, YEAR) is None


def test_station_counts_are_those_of_the_months(tmp_path: Path) -> None:
    release = railway(tmp_path, STATION_ROWS)
    found = sum(counts.sum() for counts in station_counts(release).values())
    number = release.forces.index("btp")
    months = [np.load(release.folder / layout.points_file(month)) for month in release.months]
    assert found == sum(int(rows[layout.COUNT, rows[layout.FORCE] == number].sum()) for rows in months)
