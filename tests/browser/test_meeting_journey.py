"""A sergeant publishes a series of meetings, cancels one of them from a phone, and residents read both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from crimemap.editorial.people import Role
from tests.browser.newsroom_site import NewsroomSite
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser

ASIDE = "Xylophonic aside"
AGENDA = (
    ("What we did since", "20"),
    ("What was recorded", "15"),
    ("Your questions", "30"),
    ("What comes next", "10"),
)
"""One part more than the form has lines for: the button adds one."""


def fill_in(sergeant: Visitor, title: str, first: dt.date, last: dt.date) -> None:
    """All that a series of meetings wants."""
    sergeant.write("Title", title)
    sergeant.tick("Who holds it?", "Police")
    sergeant.write("Name of the organisation", "Corvenshire Police")
    for name, day in (("Day", first), ("Last day of the series", last)):
        boxes = sergeant.page.get_by_role("group", name=name, exact=True).first
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            sergeant.write(part, str(number), boxes)
    sergeant.write("Begins at", "19:00")
    sergeant.write("Ends at", "20:30")
    sergeant.tick("How often?", "Every week")
    sergeant.write("Public place", "Larkwith Library")
    sergeant.write("Getting in", "Step-free from Wren Street.")
    for number, (what, minutes) in enumerate(AGENDA, start=1):
        part = sergeant.page.get_by_role("group", name=f"Part {number}", exact=True)
        if part.count() == 0:
            sergeant.page.get_by_role("button", name="Add a part").click()
        sergeant.write("What", what, part)
        sergeant.write("Minutes", minutes, part)
    sergeant.write("Who can be asked about it", "Larkwith neighbourhood team")
    sergeant.write("Telephone", "101")
    sergeant.open("Presenter’s notes")
    sergeant.page.locator("#notes-outcomes").fill(ASIDE)


@pytest.mark.parametrize(("width", "script"), [(390, True), (1280, False)])
def test_a_series_is_published_and_one_date_of_it_cancelled(
    somebody: Callable[..., Visitor], site: NewsroomSite, width: int, script: bool
):
    title = f"Walkabout {width}"
    first = site.now().date() + dt.timedelta(days=6)
    writer = site.member(f"Rowan{width} Writer", Role.AUTHOR)
    checker = site.member(f"Alder{width} Checker", Role.APPROVER)
    sergeant = somebody(width, java_script_enabled=script)
    sergeant.go("/newsroom/meetings")
    sergeant.sign_in(writer)
    sergeant.start_counting()
    sergeant.press("Publish a meeting")
    fill_in(sergeant, title, first, first + dt.timedelta(days=14))
    said = sergeant.press("Save and preview")
    assert "3 dates to come" in said
    assert "Step-free from Wren Street." in said
    assert all(what in said for what, _minutes in AGENDA)
    assert "waits for a second person" in sergeant.press("Hand in for approval")
    assert sergeant.pages == 3
    piece = sergeant.page.url.partition("?")[0].rpartition("/")[2]

    second = somebody(width)
    second.go(f"/newsroom/pieces/{piece}")
    second.sign_in(checker)
    second.press("Approve")
    said = second.says() if "Public." in second.says() else second.give_code(checker.secret)
    assert "Public." in said

    date = f"{piece}-{first + dt.timedelta(days=7)}"
    resident = somebody(width)
    assert title in resident.go(f"/meetings/{date}")
    assert title in resident.go("/meetings")

    sergeant.go("/newsroom/meetings")
    assert title in sergeant.says()
    sergeant.follow(f"/newsroom/meetings/{piece}/dates")
    sergeant.follow(f"/newsroom/meetings/{date}/cancel")
    assert "Say why: visitors read it." in sergeant.press("Cancel this date")
    sergeant.write("Why, for visitors", "The library is being painted.")
    assert "Visitors and calendars are told." in sergeant.press("Cancel this date")
    said = somebody(width).go(f"/meetings/{date}")
    assert "This meeting is cancelled." in said
    assert "The library is being painted." in said
    assert ASIDE not in resident.page.content()
