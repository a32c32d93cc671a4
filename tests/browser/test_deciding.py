"""Decided in the room: typed by keyboard while people speak, saved by itself, public the same night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

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


def width_of(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["width"]


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
    scribe.write("What will be done", "Replace eleven lamps.", first)
    scribe.write("Who does it", "Tamber Rail", first)
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
    assert row(scribe, "Decision 2").get_by_label("Who does it").input_value() == ""
    scribe.page.locator("[data-autosave-status]").get_by_text("Saved at").wait_for()
    said = scribe.press("Hand in for approval")
    assert "waits for a second person" in said
    assert scribe.pages == 1, "nothing but the sheet, and the page that says it is handed in"
    piece = scribe.page.url.partition("?")[0]
    preview = scribe.page.locator(".cm-desk__preview")
    whom = preview.locator("td").filter(has_text="Station manager")
    assert width_of(whom) > width_of(preview) * 0.8, "no column so narrow that words and numbers break in it"

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


STATUS = "[data-autosave-status]"


def saves_itself(visitor: Visitor, said: str) -> None:
    """Once its timers have run, the page says so of saving."""
    visitor.page.clock.run_for(15_000)
    expect(visitor.page.locator(STATUS)).to_contain_text(said)


def test_two_who_type_on_one_sheet_lose_no_row_and_choose_where_both_changed_one(
    somebody: Callable[..., Visitor], site: NewsroomSite
):
    meeting = meeting_tonight(site, "Wombat hall")
    lilac, maple = somebody(390), somebody(1280)
    for visitor, name in ((lilac, "Lilac Scribe"), (maple, "Maple Scribe")):
        member = site.member(name, Role.AUTHOR)
        visitor.page.clock.install()
        visitor.go(f"/newsroom/meetings/{meeting}/decide")
        visitor.sign_in(member)
    lilac.write("What was decided", "Light the car park.", row(lilac, "Decision 1"))
    saves_itself(lilac, "Saved at")
    maple.write("What was decided", "Mend the gate.", row(maple, "Decision 1"))
    saves_itself(maple, "Somebody else writes here too")
    lilac.write("What will be done", "Replace eleven lamps.", row(lilac, "Decision 1"))
    saves_itself(lilac, "Somebody else writes here too")
    lilac.press("Save")
    maple.press("Save")
    for visitor in (lilac, maple):
        visitor.go(f"/newsroom/meetings/{meeting}/decide")
        said = [
            each.input_value() for each in visitor.page.get_by_label("What was decided", exact=True).all()
        ]
        assert sorted(filter(None, said)) == ["Light the car park.", "Mend the gate."]
    place = next(
        number for number in (1, 2)
        if "gate" in row(maple, f"Decision {number}").get_by_label("What was decided", exact=True).input_value()
    )  # fmt: skip
    for visitor, owner in ((lilac, "The council"), (maple, "The railway")):
        visitor.write("Who does it", owner, row(visitor, f"Decision {place}"))
    saves_itself(lilac, "Saved at")
    saves_itself(maple, "Press Save to compare the two")
    said = maple.press("Save")
    assert maple.page.get_by_role("group").count() == 1
    assert "The council" in said
    assert "The railway" in said
    assert "Replace eleven lamps." not in said
    maple.page.get_by_role("radio", name="Keep theirs").check()
    said = maple.press("Save this choice")
    assert "The council" in said
    assert "Replace eleven lamps." in said
