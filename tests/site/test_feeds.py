"""Calendar files and feeds as they are served: what is in them, what never is, how long they may be kept."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from freezegun import freeze_time
from icalendar import Calendar

from crimemap.editorial import publishing
from crimemap.editorial.meetings import Body
from crimemap.editorial.payback import Project
from crimemap.editorial.pieces import Kind
from crimemap.editorial.stories import Story
from tests.editorial.convictions_cases import NAME
from tests.site.conftest import site_of
from tests.site.convictions_site import publish_case
from tests.site.meetings_site import ASH, BEECH, LEFT, POLICE, cancel, change, decide, publish, site_at
from tests.site.test_doing import PROJECT
from tests.small_meetings import NOW, PARTNERSHIP, ZONE, meeting, series
from tests.small_records import record

AFTER = dt.datetime(2026, 12, 4, 9, 0, tzinfo=ZONE)
FEEDS = tuple(f"/feeds/areas/{LEFT}.{form}" for form in ("atom", "rss", "json"))
FILES = (*FEEDS, "/feeds/meetings.atom", f"/calendar/areas/{LEFT}.ics", "/calendar/meetings.ics")
NEWS = Story(
    title_en="Locks for the back gates", problem_en="Vans.", action_en="180 locks.", outcome_en="Fewer vans.",
    approaches=("early-action",),
)  # fmt: skip


@pytest.fixture
def data(grid: Path, tmp_path: Path) -> Path:
    shutil.copytree(grid / "releases", tmp_path / "releases")
    return tmp_path


@pytest.fixture
def app(data: Path) -> Flask:
    return site_at(data)


def write(app: Flask, kind: Kind, content: Story | Project) -> str:
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = publishing.create(session, ASH, kind, PARTNERSHIP, content, token=f"form {kind}", now=NOW)
        publishing.submit(session, ASH, piece.id, version=1, now=NOW)
        publishing.approve(session, BEECH, piece.id, version=1, now=NOW)
        session.commit()
        app.extensions["crimemap.cache"].forget()
        return piece.id


def items(app: Flask, address: str = FEEDS[2]) -> dict[str, dict]:
    """Of a JSON feed, by what their names end with."""
    said = json.loads(app.test_client().get(address).text)
    return {item["id"].split(":", 2)[2]: item for item in said["items"]}


def test_the_files_are_of_their_kinds_and_may_be_kept_for_a_while(app: Flask) -> None:
    kinds = [app.test_client().get(address).mimetype for address in FILES]
    assert kinds == [
        "application/atom+xml", "application/rss+xml", "application/feed+json", "application/atom+xml", "text/calendar",
        "text/calendar",
    ]  # fmt: skip
    for address in FILES:
        answer = app.test_client().get(address)
        assert answer.headers["Cache-Control"].startswith("public, max-age=")
        again = app.test_client().get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304, address


def test_programs_find_what_there_is_to_follow_on_each_page_that_one_begins_from(app: Flask) -> None:
    client = app.test_client()
    for address in ("/", "/meetings", "/alerts"):
        for told in ("/feeds/meetings.atom", "/calendar/meetings.ics"):
            assert f'href="{told}"' in client.get(address).text.partition("</head>")[0], address
    for address in (f"/areas/{LEFT}", f"/alerts?area={LEFT}"):
        assert f'href="{FEEDS[2]}"' in client.get(address).text.partition("</head>")[0], address


@pytest.mark.parametrize("address", FILES)
def test_every_file_says_where_it_is_from_and_two_workers_write_the_same(
    app: Flask, data: Path, address: str
) -> None:
    publish(app, meeting(areas=(LEFT,)))
    first = app.test_client().get(address).data
    shutil.rmtree(data / "cache")
    assert site_at(data).test_client().get(address).data == first
    assert b"Open Government Licence v3.0" in first.replace(b"\r\n ", b"")


def test_a_feed_holds_meetings_decisions_good_news_finished_work_and_figures(app: Flask, data: Path) -> None:
    held = publish(app, meeting(areas=(LEFT,)))
    story, project = write(app, Kind.STORY, NEWS), write(app, Kind.PROJECT, PROJECT)
    soon = publish(
        app, meeting(areas=(LEFT,), title_en="Tenants", day=dt.date(2026, 12, 17), body=Body.HOUSING)
    )
    decide(app, record(held), AFTER)
    found = items(site_at(data, AFTER))
    assert found[f"/meetings/{soon}"]["title"] == "Tenants, Thursday 17 December, 7pm to 8.30pm"
    assert (
        found[f"/meetings/{held}/decided"]["title"]
        == "Decided at “Have your say: Lower Keld”, 3 December 2026"
    )
    assert found[f"/meetings/{held}/decided"]["content_text"] == (
        "Light the car park all night. Replace eleven lamps. By Tamber Rail. Due 12 January 2027. Under way"
    )
    assert found[f"/news/{story}"]["content_text"] == "Fewer vans.\nWest Vale"
    assert found[f"/payback/{project}"]["title"] == "Finished: Hedge of the green cut"
    assert "160 hours of unpaid work" in found[f"/payback/{project}"]["content_text"]
    (figures,) = [item for name, item in found.items() if name.startswith("/releases/")]
    assert figures["title"] == "Figures to September 2026 published"
    assert "Police recorded 9 crimes in Weston Left" in figures["content_text"]
    assert "They cover" not in figures["content_text"], "a month in between may not have been supplied"
    assert "upplied" in figures["content_text"].split("Weston Left", 1)[1]
    assert f"/meetings/{held}" not in found  # it is over
    atom = ET.fromstring(site_at(data, AFTER).test_client().get(FEEDS[0]).data)
    ids = [node.text or "" for node in atom.iter("{http://www.w3.org/2005/Atom}id")][1:]
    assert sorted(name.split(":", 2)[2] for name in ids) == sorted(found)


def test_every_link_of_a_feed_is_a_whole_address_that_answers(app: Flask, data: Path) -> None:
    held = publish(app, meeting(areas=(LEFT,)))
    write(app, Kind.STORY, NEWS)
    write(app, Kind.PROJECT, PROJECT)
    decide(app, record(held), AFTER)
    later = site_at(data, AFTER)
    for item in items(later).values():
        base, _slash, path = item["url"].partition("//")[2].partition("/")
        assert base.startswith("127.0.0.1")
        assert later.test_client().get(f"/{path}").status_code == 200, item["url"]


def test_a_meeting_enters_a_feed_four_weeks_before_it_and_leaves_when_it_is_over(
    app: Flask, data: Path
) -> None:
    piece = publish(app, series(areas=(LEFT,)))
    name, start = f"/meetings/{piece}-2027-01-07", dt.datetime(2027, 1, 7, 19, 0, tzinfo=ZONE)
    for now, is_in in (
        (start - dt.timedelta(days=28, seconds=1), False),
        (start - dt.timedelta(days=28), True),
        (start, True),
        (start + dt.timedelta(minutes=90), False),
    ):
        shutil.rmtree(data / "cache", ignore_errors=True)
        assert (name in items(site_at(data, now))) is is_in, now
    shutil.rmtree(data / "cache")
    with freeze_time(start - dt.timedelta(days=28, seconds=20)):
        kept = site_of(data).test_client().get(FEEDS[2]).headers["Cache-Control"]
    assert kept == "public, max-age=20"


def test_a_cancellation_is_an_entry_of_its_own_at_once(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,), day=dt.date(2027, 3, 4)))
    assert not [
        name for name in items(app) if name.startswith(f"/meetings/{piece}")
    ]  # four weeks are far away
    cancel(app, piece, "The hall is flooded.", NOW + dt.timedelta(hours=1))
    said = items(site_at(app.extensions["crimemap.settings"].data, NOW + dt.timedelta(hours=2)))
    entry = said[f"/meetings/{piece}/cancelled"]
    assert entry["title"].startswith("Cancelled: Have your say: Lower Keld, Thursday 4 March")
    assert entry["content_text"].startswith("This meeting is cancelled. The hall is flooded.")
    assert entry["date_published"] == "2026-11-22T11:00:00+00:00"


def test_a_moved_meeting_is_an_entry_of_its_own_each_time_and_the_calendar_follows(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,), day=dt.date(2027, 3, 4)))
    seen = []
    for hours, begins in enumerate((dt.time(18), dt.time(17)), 1):
        change(app, piece, NOW + dt.timedelta(hours=hours), begins=begins, changed_en="The hall is booked.")
        later = site_at(app.extensions["crimemap.settings"].data, NOW + dt.timedelta(hours=hours, minutes=1))
        (name,) = [name for name in items(later) if name.startswith(f"/meetings/{piece}")]
        seen.append(name)
        entry = items(later)[name]
        said = "This meeting was moved. It was to be on Thursday 4 March, 7pm. The hall is booked."
        assert entry["title"].startswith("Moved from Thursday 4 March, 7pm: Have your say")
        assert entry["content_text"].startswith(said)
        event = _events(later)[piece]
        assert event["DTSTART"].dt.hour == begins.hour
        assert event["SEQUENCE"] == hours
        assert str(event["DESCRIPTION"]).startswith(said)
    assert len(set(seen)) == 2


def test_a_calendar_that_is_followed_learns_of_a_cancellation(app: Flask) -> None:
    piece = publish(app, meeting(areas=(LEFT,)))
    before = _events(app)[piece]
    cancel(app, piece, "The hall is flooded.", NOW + dt.timedelta(hours=1))
    after = _events(app)[piece]
    assert before["UID"] == after["UID"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    assert POLICE not in _events(app)


def _events(app: Flask) -> dict[str, dict]:
    """Of an area's calendar, by meeting."""
    made = Calendar.from_ical(app.test_client().get(f"/calendar/areas/{LEFT}.ics").data)
    return {str(event["UID"]).partition("@")[0]: event for event in made.walk("VEVENT")}


def test_no_file_holds_a_convicted_person_s_name_or_a_presenter_s_note(app: Flask) -> None:
    publish_case(app)
    piece = publish(app, meeting(areas=(LEFT,)))
    for address in (*FILES, f"/calendar/meetings/{piece}.ics", f"/meetings/{piece}", "/meetings"):
        answer = app.test_client().get(address)
        assert answer.status_code == 200
        assert NAME not in answer.text
        assert NAME.split()[0] not in answer.text
        assert "Say what" not in answer.text


def test_a_country_s_calendar_file_holds_those_that_are_nearest(app: Flask, monkeypatch) -> None:
    monkeypatch.setattr("crimemap.web.feeds.calendars.MOST", 2)
    publish(app, series(areas=(LEFT,), body=Body.HOUSING))
    made = Calendar.from_ical(app.test_client().get("/calendar/meetings.ics").data)
    assert [str(event["DTSTART"].dt.date()) for event in made.walk("VEVENT")] == ["2026-12-03", "2026-12-03"]


def test_the_welsh_files_say_it_in_welsh_and_lead_to_welsh_pages(data: Path) -> None:
    app = site_at(data, languages="en,cy")
    piece = publish(app, meeting(areas=(LEFT,)))
    found = items(app, f"/cy{FEEDS[2]}")
    assert found[f"/meetings/{piece}"]["title"].startswith("Dweud eich dweud: Lower Keld")
    assert found[f"/meetings/{piece}"]["url"].endswith(f"/cy/meetings/{piece}")
    assert (
        "SUMMARY:Dweud eich dweud: Lower Keld" in app.test_client().get(f"/cy/calendar/areas/{LEFT}.ics").text
    )
