"""Who works here, when they meet and what they do, on the pages of areas of every kind; and stations apart."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from freezegun import freeze_time

from crimemap.release import Release
from crimemap.release.shelf import Shelf
from tests.release.handmade import build_into
from tests.release.teams import write_grid
from tests.site.client import CheckingClient, said
from tests.site.conftest import site_of

NOW = "2026-11-22 12:00:00"
LEFT, RIGHT = "/areas/weston-n1", "/areas/weston-n2"


@pytest.fixture(scope="module")
def grid_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site's DATA whose release is the handmade grid with the teams of one force."""
    folder = tmp_path_factory.mktemp("grid-site")
    build_into(write_grid(folder / "in"), folder / "releases")
    return folder


@pytest.fixture
def grid_app(grid_data: Path) -> Flask:
    """A site without a page in its cache: the clock of the test before may have been ahead of this one's."""
    shutil.rmtree(grid_data / "cache", ignore_errors=True)
    return site_of(grid_data)


@pytest.fixture
def at(grid_app: Flask) -> Callable[..., str]:
    """A page as it is at a moment of the clock."""

    def page(address: str, now: str = NOW) -> str:
        with freeze_time(now):
            return grid_app.test_client().get(address).text

    return page


def hero(page: str) -> str:
    found = re.search(r'id="glance".*?</section>', page, re.DOTALL)
    assert found
    return said(found[0])


def section(page: str, name: str) -> str:
    found = re.search(rf'<section[^>]*\sid="{name}".*?</section>', page, re.DOTALL)
    assert found
    return said(found[0])


def test_the_first_screen_names_the_team_and_the_next_meeting(at) -> None:
    page = at(LEFT)
    assert "Your neighbourhood team Sgt Rowan and PC Hazel 01632 960114 left@weston.example" in hero(page)
    assert "Next meeting Thursday 3 December, 7pm Meeting Weston Library" in hero(page)
    assert 'href="tel:01632960114"' in page
    assert "Last month’s" not in page
    assert 'href="mailto:left@weston.example"' in page


def test_a_meeting_that_is_over_is_gone_without_a_new_release(at) -> None:
    for now, day in (
        (NOW, "Thursday 3 December, 7pm"),
        ("2026-12-03 20:29:59", "Thursday 3 December, 7pm"),
        ("2026-12-03 20:30:01", "Saturday 27 March, 11pm"),
        ("2027-03-28 01:59:59", "Saturday 27 March, 11pm"),
        ("2027-03-28 02:00:01", "No meeting to come has been published."),
    ):
        assert day in hero(at(LEFT, now)), now


def test_nobody_may_keep_a_page_beyond_the_meeting_it_names(grid_app: Flask) -> None:
    with freeze_time("2026-12-03 20:29:00"):
        kept = grid_app.test_client().get(LEFT).headers["Cache-Control"]
    assert kept == "public, max-age=60"


def test_a_small_area_has_the_team_of_its_neighbourhood(at) -> None:
    page = at("/areas/E01900001")
    assert "The team of Weston Left Sgt Rowan and PC Hazel" in hero(page)
    assert "Grid" not in section(page, "team") or "is part of that neighbourhood" in section(page, "team")
    assert "is part of that neighbourhood" in section(page, "team")
    assert "Riders & noise" in section(page, "actions")


def test_where_nothing_is_published_it_says_so_and_what_to_do(at) -> None:
    page = at(RIGHT)
    assert (
        "It has not been published here who works in this area. Call 101 and ask. In an emergency, 999."
        in hero(page)
    )
    assert "No meeting to come has been published." in hero(page)
    assert "No team has been published for Weston Right. Ask the police on 101 who works here." in section(
        page, "team"
    )
    assert "Weston Right has published no priorities. Ask the partnership." in section(page, "actions")
    elsewhere = at("/areas/easton-n1")
    assert "No team has been published for Easton Left." in section(elsewhere, "team")


def test_a_partnership_lists_its_neighbourhoods_and_a_force_counts_them(at) -> None:
    page = at("/areas/E22900001")
    assert "Neighbourhood teams 2 neighbourhoods" in hero(page)
    assert "Next meeting Thursday 3 December, 7pm Meeting Weston Library Weston Left" in hero(page)
    assert "Weston Left Sgt Rowan and PC Hazel" in section(page, "team")
    assert "Weston Right no team published" in section(page, "team")
    assert "Weston Left 2 priorities" in section(page, "actions")
    assert "Weston Right no priorities published" in section(page, "actions")
    force = at("/areas/E23900001")
    assert "Neighbourhood teams 2 neighbourhoods Call 101 for the police. In an emergency, 999." in hero(
        force
    )
    assert "Sgt Rowan" not in force


def test_the_team_is_told_with_its_vacancy_its_source_and_its_day(at) -> None:
    team = section(at(LEFT), "team")
    assert "As the police published it on 20 November 2026." in team
    assert "Sgt Rowan and PC Hazel work in Weston Left." in team
    assert "PCSO: vacant" in team
    assert "Thursday 3 December, 7pm to 8.30pm" in team
    assert "Saturday 27 March, 11pm to Sunday 28 March, 3am" in team
    assert "The police’s own page" in team


def test_priorities_say_what_was_done_and_when_or_that_nothing_was_published(at) -> None:
    actions = section(at(LEFT), "actions")
    assert "Weston Left has 2 priorities. For 1 of them the police say what was done." in actions
    assert "Riders & noise Two gates Set on 19 September 2026. Last action 3 November 2026." in actions
    assert "Vans No action has been published." in actions


def test_nothing_that_the_police_send_runs(at) -> None:
    page = at(LEFT)
    assert "alert(1)" not in page
    assert "onerror" not in page


def test_confidence_is_a_partnership_s(at) -> None:
    assert (
        "No survey result has been published for West Vale, the partnership that Weston Left is part of."
        in section(at(LEFT), "confidence")
    )
    assert "No survey result has been published for West Vale." in section(
        at("/areas/E22900001"), "confidence"
    )


def test_asb_still_stands_beside_the_first_sentence(at) -> None:
    assert "Anti-social behaviour is counted beside crime, not in it" in hero(at(LEFT))


# --- stations --------------------------------------------------------------------------------------


def numbers(page: str) -> list[tuple[str, str]]:
    table = re.search(r'id="stations-table".*?</table>', page, re.DOTALL)
    assert table
    rows = re.findall(
        r'<th scope="row">(.*?)</th>\s*<td class="cm-table__number">(.*?)</td>', table[0], re.DOTALL
    )
    return [(said(label).strip(), said(value).strip()) for label, value in rows]


def test_stations_stand_apart_and_add_up_to_the_transport_police_s_total(at) -> None:
    page = at("/areas/btp")
    assert numbers(page) == [
        ("Weston", "3"),
        ("No place given", "0"),
        ("All of British Transport Police", "3"),
    ]
    assert "Reach the police" in hero(page)
    assert "61016" in section(page, "team")
    left = at(LEFT)
    assert numbers(left) == [("Weston", "3")]
    assert "They are in none of the figures above" in left
    assert 'id="stations-table"' not in at("/areas/easton-n1")


def test_stations_as_csv_are_those_of_the_page(grid_app: Flask, grid_data: Path) -> None:
    client = grid_app.test_client()
    assert isinstance(client, CheckingClient)
    release: Release = Shelf(grid_data / "releases").current()
    answer = client.get("/areas/btp/stations.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    station = [row for row in rows if row["station"] == "Weston"]
    assert sum(int(row["value"]) for row in station if row["type"] != "anti-social-behaviour") == 3
    assert {row["release"] for row in rows} == {release.id}
    assert {row["period"] for row in rows} == {"2026-07..2026-09"}
    assert client.get("/areas/easton-n1/stations.csv").text.count("\n") == 1


def test_the_clock_is_the_site_s(grid_data: Path) -> None:
    app = site_of(grid_data, timezone="Asia/Tokyo")
    with freeze_time("2026-11-22 23:00:00"):
        now = app.extensions["crimemap.served"].now()
    assert now == dt.datetime(2026, 11, 22, 23, tzinfo=dt.UTC)
    assert now.hour == 8
