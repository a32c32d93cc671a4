"""What a visitor of the meetings looks for first, and what stands there when there is none."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from flask import Flask

from crimemap.editorial.meetings import Body, Move
from crimemap.web.feeds import calendars
from tests.site.client import said
from tests.site.convictions_site import set_clock
from tests.site.meetings_site import LEFT, RIGHT, cancel, decide, publish, site_at, text_of
from tests.small_meetings import ZONE, meeting, series
from tests.small_records import record


@pytest.fixture
def app(grid: Path, tmp_path: Path) -> Flask:
    """The release of the grid with the police's meetings, and nobody has written anything."""
    shutil.copytree(grid / "releases", tmp_path / "releases")
    return site_at(tmp_path)


def test_a_calendar_can_be_given_the_meeting_before_all_else_is_read(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    page = text_of(app, f"/meetings/{piece}")
    told = page[page.index("Thursday 3 December 2026, 7pm to 8.30pm") :]
    assert told.index("Add to your calendar") < told.index("Hear what was done") < told.index("Agenda")
    assert page.count("Add to your calendar") == 1


def test_where_no_meeting_was_held_that_is_said_in_its_place(app: Flask) -> None:
    page = text_of(app, f"/meetings?area={RIGHT}")
    assert "Held, and what was decided No meeting that was held is published here." in page
    assert "No meeting that was held" not in text_of(app, f"/meetings?area={LEFT}")


def clock(app: Flask, now: dt.datetime) -> None:
    """Set, with no page kept from before: what is kept goes by the clock of the machine."""
    set_clock(app, now)
    app.extensions["crimemap.cache"].store.clear()


def first_screen(app: Flask, code: str = RIGHT) -> str:
    page = app.test_client().get(f"/areas/{code}").text
    return said(page[page.index('id="glance"') : page.index('id="team"')])


def test_a_cancelled_next_meeting_stands_where_the_next_one_stands_until_its_day_is_over(app: Flask) -> None:
    piece = publish(app, series(areas=(RIGHT,), body=Body.HOUSING, title_en="Tenants’ panel"))
    cancel(app, f"{piece}-2026-12-03", "Snow.")
    told = "The meeting on Thursday 3 December is cancelled. Snow."
    following = "Next: Thursday 7 January, 7pm"
    for hour in (10, 21):  # it was to end at 8.30pm
        clock(app, dt.datetime(2026, 12, 3, hour, tzinfo=ZONE))
        page = first_screen(app)
        assert page.index("Next meeting") < page.index(told) < page.index(following)
        frame = text_of(app, f"/embed/{RIGHT}")
        assert frame.index("Next meeting") < frame.index(told) < frame.index(following)
    assert told in text_of(app, f"/leaflets/{RIGHT}")
    clock(app, dt.datetime(2026, 12, 4, 0, 1, tzinfo=ZONE))
    assert told not in first_screen(app)
    assert "Next meeting Thursday 7 January, 7pm" in first_screen(app)


def test_a_meeting_moved_behind_another_is_said_to_whoever_waits_for_its_first_day(app: Flask) -> None:
    move = Move(day=dt.date(2026, 12, 3), to=dt.date(2026, 12, 17), reason_en="Snow.")
    publish(app, meeting(areas=(RIGHT,), moves=(move,), title_en="Drop-in"))
    publish(app, meeting(areas=(RIGHT,), day=dt.date(2026, 12, 9), body=Body.COUNCIL, title_en="Forum"))
    told = "The meeting on Thursday 3 December was moved to Thursday 17 December, 7pm. Snow."
    page = first_screen(app)
    assert page.index(told) < page.index("Next: Wednesday 9 December, 7pm")
    assert told in text_of(app, f"/leaflets/{RIGHT}")
    clock(app, dt.datetime(2026, 12, 4, 10, tzinfo=ZONE))
    assert told not in first_screen(app)
    clock(app, dt.datetime(2026, 12, 10, 10, tzinfo=ZONE))
    assert "Next meeting Thursday 17 December, 7pm Moved from Thursday 3 December, 7pm" in first_screen(app)


def test_a_meeting_leads_to_what_the_last_one_decided_and_a_held_one_to_the_next(app: Flask) -> None:
    piece = publish(app, series(areas=(RIGHT,), body=Body.HOUSING, title_en="Tenants’ panel"))
    other = publish(app, meeting(areas=(RIGHT,), body=Body.COUNCIL, day=dt.date(2026, 12, 5)))
    before, after = f"{piece}-2026-12-03", f"{piece}-2027-01-07"
    now = dt.datetime(2026, 12, 4, 10, tzinfo=ZONE)
    clock(app, now)
    client = app.test_client()
    assert (
        f'href="/meetings/{after}">The next one: Thursday 7 January' in client.get(f"/meetings/{before}").text
    )
    assert "What was decided on" not in client.get(f"/meetings/{after}").text
    decide(app, record(before), now)
    link = f'href="/meetings/{before}#decided">What was decided on Thursday 3 December'
    assert link not in client.get(f"/meetings/{other}").text, "another body's"
    assert (
        f'href="/meetings/{before}#decided">What was decided on 3 December 2026'
        in client.get(f"/meetings/{after}").text
    )


def test_the_place_is_said_once_and_who_comes_is_a_list(app: Flask) -> None:
    piece = publish(
        app,
        meeting(
            areas=(LEFT,), place="Weston Hall", address="1 High Street", attends=("Sergeant", "Wardens: two")
        ),
    )
    html = app.test_client().get(f"/meetings/{piece}").text
    page = said(html)
    assert page.count("Weston Hall") == 1
    assert "Address 1 High Street" in page
    assert "<li>Sergeant</li>" in html
    assert "<li>Wardens: two</li>" in html


def test_what_residents_take_home_stands_apart_from_what_whoever_leads_needs(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    page = text_of(app, f"/meetings/{piece}")
    residents, leads = page.index("For whoever lives there"), page.index("For whoever leads the meeting")
    assert leads < page.index("Show on the wall") < page.index("A paper form for decisions") < residents
    leaflet, letter = page.index("A leaflet of Weston Left"), page.index("A letter about Weston Left")
    assert residents < leaflet < letter < page.index("A calendar of every meeting here")


def test_the_filter_is_folded_until_something_is_chosen(app: Flask) -> None:
    folded = app.test_client().get("/meetings").text
    assert 'class="govuk-details cm-fold">' in folded
    assert 'class="govuk-details cm-fold" open>' in app.test_client().get(f"/meetings?area={LEFT}").text


def test_a_calendar_file_is_named_after_place_and_day(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    client = app.test_client()
    for address, name in (
        (f"meetings/{piece}", "weston-left-3-december-2026.ics"),
        (f"areas/{LEFT}", "meetings-weston-left.ics"),
    ):
        answer = client.get(f"/calendar/{address}.ics")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("Tŷ Mawr / St. Mary’s", "ty-mawr-st-marys.ics"),
        ("x" * 200, "x" * 80 + ".ics"),
        ("会", "meeting.ics"),
        ('a"; filename=b.exe\r\n', "a-filename-b-exe.ics"),
    ],
)
def test_a_file_s_name_has_plain_letters_alone(place: str, name: str) -> None:
    assert calendars.named(place) == name
