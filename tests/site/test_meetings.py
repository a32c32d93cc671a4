"""One calendar of every body's meetings: what the newsroom says and what the police publish, on every page of it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from flask import Flask

from crimemap.editorial.meetings import Body, Move
from tests.site.client import said
from tests.site.meetings_site import (
    LEFT,
    POLICE,
    RIGHT,
    break_database,
    cancel,
    decide,
    publish,
    site_at,
    take_down,
    text_of,
)
from tests.site.test_team import hero, section
from tests.small_meetings import NOW, ZONE, meeting, series
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


def test_what_the_police_publish_is_in_the_calendar_before_anybody_wrote_anything(
    app: Flask, data: Path
) -> None:
    page = text_of(app, "/meetings")
    assert "Thursday 3 December, 7pm to 8.30pm Meeting , Weston Left" in page
    assert "Weston Library" in page
    assert "Weston Police, Weston Left" not in page, "the place is said once"
    assert "Held, and what was decided November 2026 Thursday 5 November, 7pm to 8.30pm" in page
    assert text_of(app, f"/meetings/{POLICE}").count("As the police published it on 20 November 2026.") == 1
    assert not list((data / "newsroom").rglob("*.sqlite*"))


def test_the_newsroom_s_word_takes_the_place_of_the_police_s_own(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    page = text_of(app, "/meetings?month=2026-12")
    assert "Have your say: Lower Keld" in page
    assert "Weston Library" not in page
    for leaf in ("/meetings/{}", "/calendar/meetings/{}.ics"):
        answer = app.test_client().get(leaf.format(POLICE))
        assert answer.status_code == 303
        assert answer.location == leaf.format(piece)
    assert "Next meeting Thursday 3 December, 7pm Have your say: Lower Keld" in hero(
        app.test_client().get(f"/areas/{LEFT}").text
    )


@pytest.mark.parametrize(
    "other",
    [
        meeting(areas=(LEFT,), body=Body.COUNCIL),
        meeting(areas=(RIGHT,)),
        meeting(areas=(LEFT,), begins=dt.time(18)),
    ],
)
def test_another_body_s_or_place_s_or_hour_s_meeting_stands_beside_it(app: Flask, other) -> None:
    publish(app, other)
    page = text_of(app, "/meetings?month=2026-12")
    assert "Have your say: Lower Keld" in page
    assert "Weston Library" in page


def test_a_meeting_that_the_newsroom_moved_takes_the_place_of_the_hour_that_the_police_still_say(
    app: Flask,
) -> None:
    move = Move(
        day=dt.date(2026, 12, 3), to=dt.date(2026, 12, 10), place="School", reason_en="The heating is broken."
    )
    piece = publish(app, meeting(areas=(LEFT,), moves=(move,)))
    calendar = text_of(app, "/meetings?month=2026-12")
    moved = "Moved from Thursday 3 December, 7pm and to School Thursday 10 December, 7pm to 8.30pm"
    assert moved in calendar
    assert "Weston Library" not in calendar
    page = text_of(app, f"/meetings/{piece}")
    assert "This meeting was moved." in page
    assert "It was to be on Thursday 3 December, 7pm at Moor Street Hall." in page
    assert "The heating is broken." in page
    assert page.index("This meeting was moved.") < page.index(
        "Thursday 10 December 2026, 7pm to 8.30pm School"
    )


def test_a_cancelled_meeting_says_so_before_all_else_and_is_nobody_s_next(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    cancel(app, piece, "The hall is flooded.")
    page = app.test_client().get(f"/meetings/{piece}").text
    told = said(page[page.index("<h1") :])
    assert told.startswith(
        " Have your say: Lower Keld This meeting is cancelled. It was to be on Thursday 3 December"
    )
    assert "The hall is flooded." in told
    assert "Add to your calendar" not in told
    assert f"/meetings/{piece}/display" not in page
    assert "Cancelled Thursday 3 December, 7pm to 8.30pm" in text_of(app, "/meetings")
    front = hero(app.test_client().get(f"/areas/{LEFT}").text)
    assert (
        "Next meeting The meeting on Thursday 3 December is cancelled. The hall is flooded."
        " Next: Saturday 27 March, 11pm Night walk"
    ) in front


def test_a_cancelled_meeting_leads_to_the_next_of_its_series_or_of_its_team(app: Flask) -> None:
    piece = publish(app, series(areas=(RIGHT,), body=Body.HOUSING))
    alone = publish(app, meeting(areas=(RIGHT,), body=Body.COUNCIL, title_en="Drop-in"))
    council = publish(app, meeting(areas=(RIGHT,), body=Body.COUNCIL, day=dt.date(2026, 12, 17)))
    cancel(app, f"{piece}-2026-12-03", "The hall is flooded.")
    cancel(app, alone, "The hall is flooded.")
    for off, following in ((f"{piece}-2026-12-03", f"{piece}-2027-01-07"), (alone, council)):
        page = app.test_client().get(f"/meetings/{off}").text
        note = page[page.index("cm-standing-note") : page.index("cm-meeting__facts")]
        assert f'href="/meetings/{following}"' in note, "whoever would have come is told when to come instead"
        assert "The next one:" in note


def test_slides_are_offered_where_people_sit_before_a_wall(app: Flask) -> None:
    walk = {"agenda": (), "title_en": "Night walk", "title_cy": ""}
    for told, offered in (
        (walk, False),
        ({**walk, "title_en": "Tenants’ panel"}, True),
        ({"title_en": "Walk"}, True),
    ):
        piece = publish(app, meeting(areas=(RIGHT,), **told))
        page = app.test_client().get(f"/meetings/{piece}").text
        assert (f"/meetings/{piece}/display" in page) == offered, told
        assert f"/leaflets/{RIGHT}" in page


def test_the_start_page_names_the_next_meetings_and_every_page_leads_to_all(app: Flask) -> None:
    piece = publish(app, meeting(areas=(RIGHT,), day=dt.date(2026, 11, 26)))
    page = app.test_client().get("/").text
    assert "Next meetings" in page
    assert f'href="/meetings/{piece}"' in page
    assert 'href="/meetings"' in page[page.index("<footer") :]


def test_whoever_wants_meetings_on_another_site_is_led_to_the_frame(app: Flask) -> None:
    for address, code in ((f"/meetings?area={LEFT}", LEFT), ("/meetings", "E22900001")):
        assert f'href="/areas/{code}/embed#frame-2"' in app.test_client().get(address).text, "to its meetings"
    assert '<h2 id="frame-2">Meetings for' in app.test_client().get(f"/areas/{LEFT}/embed").text
    data = app.test_client().get("/data").text
    for address in ("/calendar/meetings.ics", "/feeds/meetings.atom", "/meetings#follow"):
        assert f'href="{address}"' in data


def test_a_page_tells_all_that_is_said_and_never_the_presenter_s_notes(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    answer = app.test_client().get(f"/meetings/{piece}")
    page = said(answer.text)
    for told in (
        "Thursday 3 December 2026, 7pm to 8.30pm", "Moor Street Hall", "Moor Street, Lower Keld", "Hear what was done",
        "Step-free from the car park.", "Tamber Vale Police", "Neighbourhood policing team Housing officer",
        "Agenda What you told us 15 minutes What to do next 30 minutes Together 45 minutes.",
        "Papers to read before Notes of the last meeting example.org", "Add to your calendar",
    ):  # fmt: skip
        assert told in page, told
    assert 'href="https://example.org/notes.pdf"' in answer.text
    assert 'href="tel:101"' in answer.text
    assert "Say what" not in page


def test_an_area_shows_its_own_meetings_and_those_of_its_partnership(app: Flask) -> None:
    publish(app, meeting(areas=(LEFT,), title_en="Of the left", body=Body.HOUSING))
    publish(app, meeting(areas=(), title_en="Of the whole", body=Body.COUNCIL, day=dt.date(2026, 12, 9)))
    left, right = (section(app.test_client().get(f"/areas/{code}").text, "team") for code in (LEFT, RIGHT))
    assert "Of the left" in left
    assert "Of the whole" in left
    assert "Of the whole" in right
    assert "Of the left" not in right
    for address in ("/areas/E22900001", "/areas/E23900001"):
        both = section(app.test_client().get(address).text, "team")
        assert "Of the left" in both
        assert "Of the whole" in both
    small = section(app.test_client().get("/areas/E01900001").text, "team")
    assert "Of the left" in small
    elsewhere = section(app.test_client().get("/areas/easton-n1").text, "team")
    assert "Of the whole" not in elsewhere


def test_of_a_series_an_area_s_page_shows_the_next_date_and_the_calendar_all(app: Flask) -> None:
    piece = publish(app, series(areas=(RIGHT,), title_en="Tenants", body=Body.HOUSING))
    assert section(app.test_client().get(f"/areas/{RIGHT}").text, "team").count("Tenants") == 1
    page = text_of(app, f"/meetings?area={RIGHT}")
    assert page.count("Tenants") >= 6
    one = app.test_client().get(f"/meetings/{piece}-2027-01-07")
    assert "Next in this series" in one.text
    assert f"/meetings/{piece}-2027-02-04" in one.text
    assert f'href="/meetings/{piece}-2027-01-07"' not in said(one.text)
    assert app.test_client().get(f"/meetings/{piece}").status_code == 404
    assert app.test_client().get(f"/meetings/{piece}-2027-01-08").status_code == 404


def test_the_calendar_is_filtered_by_area_body_and_month(app: Flask) -> None:
    publish(app, meeting(areas=(RIGHT,), title_en="Tenants", body=Body.HOUSING, day=dt.date(2027, 1, 14)))
    assert "Tenants" in text_of(app, "/meetings?body=housing")
    assert "Night walk" not in text_of(app, "/meetings?body=housing")
    assert "Tenants" not in text_of(app, "/meetings?body=police")
    assert "Tenants" not in text_of(app, "/meetings?month=2026-12")
    assert "Tenants" in text_of(app, f"/meetings?month=2027-01&body=housing&area={RIGHT}")
    assert "Tenants" not in text_of(app, f"/meetings?area={LEFT}")
    assert "No meeting of this kind is to come." in text_of(app, "/meetings?body=board")
    november = text_of(app, "/meetings?month=2026-11")
    assert "Thursday 5 November" in november
    assert "Night walk" not in november


@pytest.mark.parametrize(
    ("query", "status", "why"),
    [
        (
            "body=circus",
            400,
            "“circus” holds no meetings. Write one of: police, council, housing, board, other.",
        ),
        ("month=2026-13", 400, "“2026-13” is not a month."),
        ("area=nowhere", 404, "There is no area with the code nowhere here."),
        ("area=%3Cscript%3E", 404, "There is no area with the code <script> here."),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(app: Flask, query: str, status: int, why: str) -> None:
    assert why in text_of(app, f"/meetings?{query}", status)


@pytest.mark.parametrize(
    "address",
    [
        "nowhere",
        "weston-n1-20261203T1901",
        "weston-n1-99999999T9999",
        "weston-n9-20261203T1900",
        "x" * 300,
        "%00",
    ],
)
def test_there_is_no_meeting_at_an_address_that_nobody_gave(app: Flask, address: str) -> None:
    publish(app, meeting())
    for leaf in ("/meetings/{}", "/calendar/meetings/{}.ics"):
        assert app.test_client().get(leaf.format(address)).status_code == 404


def test_one_that_was_taken_down_is_gone_and_a_draft_is_not_there(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    take_down(app, piece)
    assert app.test_client().get(f"/meetings/{piece}").status_code == 410
    assert "Weston Library" in text_of(app, f"/meetings/{POLICE}")  # the police's own stands again


def test_decisions_stand_on_the_page_of_the_meeting_and_count_in_the_calendar(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    decide(app, record(piece), AFTER)
    later = site_at(Path(app.extensions["crimemap.settings"].data), AFTER)
    page = text_of(later, f"/meetings/{piece}")
    assert "Light the car park all night. Replace eleven lamps." in page
    assert "Tamber Rail by 12 January 2027" in page
    assert "19 for, 4 against, 2 abstained. 25 of the 31 people who came raised a hand." in page
    assert "Why is the counter closed on Saturdays? The answer is still to come." in page
    assert "1 decision: 1 under way." in text_of(later, "/meetings")
    assert f"What it decided was published on {AFTER.day} December 2026." in page
    assert page.index("Light the car park") < page.index("What was announced before it Hear what was done")
    html = later.test_client().get(f"/meetings/{piece}").text
    for leaf in ("display", "pack", "deck.pdf", "decisions.pdf"):
        assert f"/meetings/{piece}/{leaf}" not in html, "nobody shows it on the wall any more"


def test_where_what_people_wrote_cannot_be_read_pages_say_so_and_files_are_not_given(
    app: Flask, monkeypatch
) -> None:
    piece = publish(app, meeting(areas=(RIGHT,)))
    break_database(app, monkeypatch)
    page = text_of(app, "/meetings")
    assert "This cannot be reached right now." in page
    assert "Weston Library" in page
    assert "Weston Library" in text_of(app, f"/meetings/{POLICE}")
    assert app.test_client().get(f"/meetings/{piece}").status_code == 503
    for address in (
        "/calendar/meetings.ics",
        f"/calendar/areas/{LEFT}.ics",
        f"/feeds/areas/{LEFT}.atom",
        "/feeds/meetings.atom",
    ):
        assert app.test_client().get(address).status_code == 503, address


def test_the_pages_lead_to_each_other_and_can_be_followed(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    area = app.test_client().get(f"/areas/{LEFT}").text
    for address in (
        f"/meetings/{piece}",
        f"/calendar/meetings/{piece}.ics",
        f"/meetings?area={LEFT}",
        f"/feeds/areas/{LEFT}.atom",
    ):
        assert f'href="{address}"' in area, address
    kinds = set(re.findall(r'<link rel="alternate"\s+type="([^"]+)"', area))
    assert kinds == {"application/atom+xml", "application/rss+xml", "application/feed+json", "text/calendar"}
    assert 'href="/meetings"' in app.test_client().get("/doing").text
    one = app.test_client().get(f"/meetings/{piece}").text
    for leaf in ("display", "pack", "deck.pdf", "decisions.pdf"):
        assert f'href="/meetings/{piece}/{leaf}"' in one, leaf


def test_nothing_that_anybody_typed_runs(app: Flask) -> None:
    bad = "<img src=x onerror=alert(1)>"
    piece = publish(
        app, meeting(areas=(RIGHT,), place=bad, organiser=bad, agenda=(), papers=(), attends=(), about_en="")
    )
    for address in (
        "/meetings",
        f"/meetings/{piece}",
        f"/areas/{RIGHT}",
        "/feeds/meetings.atom",
        "/feeds/areas/weston-n2.rss",
    ):
        assert "<img src=x" not in app.test_client().get(address).text


def test_the_clock_of_the_test_is_before_the_meeting() -> None:
    assert NOW < AFTER
