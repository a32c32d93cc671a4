"""A leaflet composed and a poster decided, in a real browser: what each takes, and what is left where."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from crimemap.editorial import convictions
from crimemap.editorial.people import Role
from tests.browser.newsroom_site import TAMBER, NewsroomSite
from tests.browser.visiting import Visitor
from tests.editorial import convictions_cases as cases
from tests.small_meetings import meeting, published

pytestmark = pytest.mark.browser

LARKWITH = "/leaflets/corvenshire-tv3"
AREA = "Larkwith (Neighbourhood)"
PRINT = "Make the PDF, A4"


def approve(visitor: Visitor, secret: str) -> None:
    """Press Approve; where the second factor was given too long ago, give it again."""
    visitor.press("Approve")
    if "What was done" not in visitor.says():
        visitor.give_code(secret)


@pytest.mark.parametrize(("width", "options"), [(1280, {}), (390, {"java_script_enabled": False})])
def test_from_a_message_to_the_leaflet_that_residents_download(
    somebody: Callable[..., Visitor], site: NewsroomSite, width: int, options
):
    message = f"Bring your bicycle on Saturday the {width}th: we mark frames."
    told = meeting(areas=("corvenshire-tv3",), day=(site.now() + dt.timedelta(days=10)).date())
    site.call(lambda session: published(session, told, partnership=TAMBER, now=site.now()))
    author = site.member(f"Rowan{width} Writer", Role.AUTHOR)
    approver = site.member(f"Hazel{width} Checker", Role.APPROVER)
    officer = somebody(width, **options)
    officer.go("/newsroom/")
    officer.sign_in(author)
    officer.start_counting()
    officer.press("New: Leaflet")
    officer.choose("For which area", AREA)
    officer.write("Your own message", message)
    said = officer.press("Save and preview")
    assert message in said
    assert "Residents get it until the end of" in said
    printed = re.search(r"Display until (\d+ \w+ \d{4})", officer.page.locator("main").inner_text())
    assert printed
    assert (
        f"A sheet printed today says “Display until {printed[1]}”: on that day is the meeting on it." in said
    )
    assert "choose a later meeting or leave the meeting out" in said
    officer.press("Hand in for approval")
    assert officer.counts == (3, 2, 3)
    piece = officer.page.url.partition("?")[0]
    assert message not in somebody(width, **options).go(LARKWITH)

    checker = somebody(width, **options)
    checker.go(piece)
    checker.sign_in(approver)
    with checker.page.expect_download() as loaded:
        checker.page.get_by_role("link", name="See it on paper (PDF)").click()
    assert message in " ".join(page.extract_text() for page in PdfReader(loaded.value.path()).pages).replace(
        "\n", " "
    )
    approve(checker, approver.secret)
    resident = somebody(width, **options)
    assert message in resident.go(LARKWITH)


def test_a_poster_is_decided_printed_and_gone_with_its_case(
    somebody: Callable[..., Visitor], site: NewsroomSite
):
    author = site.member("Alder Poster", Role.AUTHOR)
    approver = site.member("Birch Poster", Role.APPROVER)
    case = site.call(lambda session: cases.published(session, site.now(), form="a case for a poster").id)
    last = site.now().date() + dt.timedelta(days=5)
    officer = somebody(390)
    officer.go(f"/newsroom/pieces/{case}")
    officer.sign_in(author)
    officer.press("Make a poster for a staffed noticeboard")
    officer.write("Which noticeboard", "Larkwith Library, by the counter")
    officer.write("Who is there while it hangs", "library staff at the counter")
    day = officer.page.get_by_role("group", name="Last day on the noticeboard")
    for part, number in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        officer.write(part, str(number), day)
    officer.write("Why the name is to hang there", "People ask there what came of the checks on the by-pass.")
    said = officer.press("Save and preview")
    assert f"Display until the end of {last.day} {last:%B %Y}" in said
    assert PRINT not in said
    officer.press("Hand in for approval")
    piece = officer.page.url.partition("?")[0]

    checker = somebody(1280)
    checker.go(piece)
    checker.sign_in(approver)
    approve(checker, approver.secret)
    for size in ("A3", "A4"):
        with checker.page.expect_download() as loaded:
            checker.page.get_by_role("button", name=f"Make the PDF, {size}").click()
    text = PdfReader(loaded.value.path()).pages[0].extract_text()
    assert cases.NAME in text
    assert site.files_with(cases.NAME) == []  # no cache, no letter, no file of the server's

    checker.go(piece)
    site.call(lambda session: convictions.hold(session, cases.AUTHOR, case, now=site.now()))
    checker.press(PRINT)
    assert "If paper still hangs, take it down today." in checker.says()
    assert "It may not hang any more." in checker.go(piece)
