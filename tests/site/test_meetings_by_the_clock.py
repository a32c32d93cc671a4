"""What the clock alone changes of a meeting: late actions, a meeting that is over, a night on which clocks change."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests.site.client import said
from tests.site.meetings_site import LEFT, POLICE, RIGHT, decide, publish, site_at, text_of
from tests.site.test_team import hero
from tests.small_meetings import ZONE, meeting
from tests.small_records import record

AFTER = dt.datetime(2026, 12, 4, 9, 0, tzinfo=ZONE)


@pytest.fixture
def data(grid: Path, tmp_path: Path) -> Path:
    """The release of the grid, and nobody has written anything."""
    shutil.copytree(grid / "releases", tmp_path / "releases")
    return tmp_path


@pytest.fixture
def app(data: Path) -> Flask:
    return site_at(data)


def test_an_action_is_late_by_the_clock_alone_and_no_page_is_kept_beyond_that(app: Flask, data: Path) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    decide(app, record(piece), AFTER)
    due = dt.datetime(2027, 1, 13, 0, 0, tzinfo=ZONE)
    before = site_at(data, due - dt.timedelta(seconds=20))
    for address in (f"/meetings/{piece}", "/meetings", f"/feeds/areas/{LEFT}.atom"):
        answer = before.test_client().get(address)
        assert "Under way" in said(answer.text) or "under way" in answer.text
    shutil.rmtree(data / "cache")
    assert "1 decision: 1 late." in text_of(site_at(data, due), "/meetings")


def test_what_a_meeting_of_the_police_decided_outlives_their_list(app: Flask, data: Path) -> None:
    publish(app, meeting(areas=(RIGHT,)))
    decide(app, record(POLICE, title_en="The team meets"), AFTER)
    later = site_at(data, AFTER)
    assert "Light the car park all night." in text_of(later, f"/meetings/{POLICE}")
    lost = "weston-n1-20261001T1900"  # the release no longer holds it
    decide(app, record(lost, title_en="October’s meeting", held=dt.date(2026, 10, 1)), AFTER)
    shutil.rmtree(data / "cache")
    later = site_at(data, AFTER)
    page = text_of(later, f"/meetings/{lost}")
    assert "October’s meeting Thursday 1 October 2026, 7pm" in page
    assert "Light the car park all night." in page
    assert "October’s meeting" in text_of(later, f"/meetings?area={LEFT}")


def test_a_page_is_not_kept_past_the_end_of_a_meeting(app: Flask, data: Path) -> None:
    end = dt.datetime(2026, 12, 3, 20, 30, tzinfo=ZONE)
    before = site_at(data, end - dt.timedelta(seconds=20))
    assert "Next meeting Thursday 3 December" in hero(before.test_client().get(f"/areas/{LEFT}").text)
    assert "This meeting is over." not in text_of(before, f"/meetings/{POLICE}")
    after = site_at(data, end)
    after.extensions["crimemap.cache"].store.clear()
    assert "This meeting is over. What it decided has not been published yet." in text_of(
        after, f"/meetings/{POLICE}"
    )
    assert "Next meeting Saturday 27 March" in hero(after.test_client().get(f"/areas/{LEFT}").text)


def test_half_past_one_on_the_night_the_clocks_go_back_says_which(app: Flask) -> None:
    night = meeting(
        areas=(RIGHT,),
        day=dt.date(2027, 10, 31),
        begins=dt.time(1, 30),
        ends=dt.time(3),
        second=True,
        title_en="Walk",
    )
    piece = publish(app, night)
    shown = site_at(
        Path(app.extensions["crimemap.settings"].data), dt.datetime(2027, 10, 1, 9, 0, tzinfo=ZONE)
    )
    page = text_of(shown, f"/meetings/{piece}")
    assert "Sunday 31 October 2027, 1.30am to 3am" in page
    assert "The clocks go back that night: this is the second 1.30am, after they do." in page
    made = shown.test_client().get(f"/calendar/meetings/{piece}.ics").text
    assert "DTSTART:20271031T013000Z" in made
