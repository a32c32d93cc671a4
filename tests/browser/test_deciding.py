"""Decided in the room: typed by keyboard while people speak, saved by itself, public the same night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from crimemap.editorial.people import Role
from tests import small_meetings
from tests.browser.newsroom_site import LONDON, NewsroomSite
from tests.browser.visiting import Visitor
from tests.small_records import file

pytestmark = pytest.mark.browser


def meeting_tonight(site: NewsroomSite, title: str) -> str:
    """A meeting of this evening that visitors know of; the clock stands at half past seven."""
    day = site.now().date()
    told = small_meetings.meeting(title_en=title, title_cy="", day=day)
    piece = site.call(lambda session: small_meetings.published(session, told, now=site.now()).id)
    site.set(dt.datetime.combine(day, dt.time(19, 30), LONDON))
    return piece


def row(visitor: Visitor, name: str):
    return visitor.page.get_by_role("group", name=name, exact=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_typed_in_the_hall_is_public_the_same_night(
    somebody: Callable[..., Visitor], site: NewsroomSite, width: int
):
    meeting = meeting_tonight(site, f"Telltale hall {width}")
    author = site.member(f"Alder{width} Scribe", Role.AUTHOR)
    approver = site.member(f"Birch{width} Second", Role.APPROVER)
    scribe = somebody(width)
    scribe.go(f"/newsroom/meetings/{meeting}/decide")
    scribe.sign_in(author)
    scribe.start_counting()
    scribe.write("How many people came", "24")
    first = row(scribe, "Decision 1")
    scribe.write("What was decided", f"Quokka lamps {width}.", first)
    scribe.write("What is to be done", "Replace eleven lamps.", first)
    scribe.write("By which organisation or team", "Tamber Rail", first)
    due = site.now().date() + dt.timedelta(days=40)
    for part, number in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
        scribe.write(part, str(number), first)
    scribe.write("Whom to ask", "Station manager", first)
    scribe.page.get_by_role("button", name="Add another decision").click()
    scribe.page.keyboard.type("Meet again in the new year.")
    assert (
        row(scribe, "Decision 2")
        .get_by_label("What was decided", exact=True)
        .input_value()
        .startswith("Meet")
    )
    assert row(scribe, "Decision 2").get_by_label("By which organisation or team").input_value() == ""
    scribe.page.locator("[data-autosave-status]").get_by_text("Saved at").wait_for()
    said = scribe.press("Hand in for approval")
    assert "waits for a second person" in said
    assert scribe.pages == 1, "nothing but the sheet, and the page that says it is handed in"
    piece = scribe.page.url.partition("?")[0]

    second = somebody(width)
    second.go(piece)
    second.sign_in(approver)
    second.press("Approve")
    said = second.says() if "Public." in second.says() else second.give_code(approver.secret)
    assert "Public." in said
    shown = somebody(width).go(f"/meetings/{meeting}")
    assert f"Quokka lamps {width}." in shown
    assert "Meet again in the new year." in shown
    assert "24 people came." in shown
    assert scribe.wrong == []
    assert second.wrong == []


def test_rows_are_added_without_a_script_too(somebody: Callable[..., Visitor], site: NewsroomSite):
    meeting = meeting_tonight(site, "Telltale hall without scripts")
    scribe = somebody(1280, java_script_enabled=False)
    scribe.go(f"/newsroom/meetings/{meeting}/decide")
    scribe.sign_in(site.member("Cedar Scribe", Role.AUTHOR))
    scribe.write("What was decided", "Light the path.", row(scribe, "Decision 1"))
    scribe.press("Add another decision")
    scribe.write("What was decided", "Mow the green.", row(scribe, "Decision 2"))
    scribe.press("Save")
    assert (
        row(scribe, "Decision 1").get_by_label("What was decided", exact=True).input_value()
        == "Light the path."
    )
    assert (
        row(scribe, "Decision 2").get_by_label("What was decided", exact=True).input_value()
        == "Mow the green."
    )
    scribe.page.get_by_label("Take this out").first.check()
    scribe.press("Save")
    assert (
        row(scribe, "Decision 1").get_by_label("What was decided", exact=True).input_value()
        == "Mow the green."
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_a_file_from_the_hall_is_checked_and_handed_in(
    somebody: Callable[..., Visitor], site: NewsroomSite, width: int
):
    meeting = meeting_tonight(site, f"Telltale box {width}")
    mark = f"6f1c2d3e-8a4b-4c5d-9e6f-{width:012d}"
    scribe = somebody(width)
    scribe.go("/newsroom/records")
    scribe.sign_in(site.member(f"Dogwood{width} Scribe", Role.AUTHOR))
    scribe.start_counting()
    scribe.press("Read the file that a meeting in a box saved")
    for data, expected in (
        (
            file(meeting, session=mark, present="many"),
            "present: A whole number from 0 to 5,000 was expected.",
        ),
        (file(meeting, session=mark), "The file was read. Check what it says"),
    ):
        sent = {"name": "decisions.json", "mimeType": "application/json", "buffer": data}
        scribe.page.get_by_label("The file with the decisions").set_input_files(sent)
        assert expected in scribe.press("Read the file")
    assert "waits for a second person" in scribe.press("Hand in for approval")
    assert scribe.presses == 4
    assert scribe.wrong == []
