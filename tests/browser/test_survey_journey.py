"""A communications officer's spreadsheet export, from the file to the page on which it is read, in a real browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from crimemap.editorial.people import Role
from tests.browser.newsroom_site import LONDON, TAMBER, NewsroomSite
from tests.browser.visiting import Visitor
from tests.survey_files import survey_csv

pytestmark = pytest.mark.browser

PAGE = f"/confidence/{TAMBER}"


def exported(wording: str, share: str) -> dict[str, object]:
    """As a spreadsheet saves it, with one slip in the third line, and mended."""
    row = {"wording": wording, "percentage": share}
    rows = (row, {**row, "answer": "disagree", "percentage": "22.6"})
    slip = (row, {**row, "answer": "disagree", "percentage": "126"})
    return {
        name: {"name": "wave.csv", "mimeType": "text/csv", "buffer": survey_csv(*given)}
        for name, given in (("mended", rows), ("slip", slip))
    }


@pytest.mark.parametrize("width", [390, 1280])
def test_from_a_spreadsheets_export_to_the_page_that_shows_it(
    somebody: Callable[..., Visitor], site: NewsroomSite, width: int
):
    title, share = f"Residents, telltale {width}", f"47.0{width}"
    wording = f"Do {width} zugzwang councillors deal with what matters here?"
    files = exported(wording, share)
    author = site.member(f"Alder{width} Writer", Role.AUTHOR)
    approver = site.member(f"Birch{width} Checker", Role.APPROVER)
    hour = dt.datetime.combine(site.now().date() + dt.timedelta(days=9), dt.time(9, 30), LONDON)
    officer = somebody(width)
    officer.go("/newsroom/")
    officer.sign_in(author)
    officer.start_counting()
    officer.press("New: Survey results")
    officer.page.get_by_label("File with the results (CSV)").set_input_files(files["slip"])
    officer.write("Title", title)
    day = officer.page.get_by_role("group", name="Publish on")
    for part, number in (("Day", hour.day), ("Month", hour.month), ("Year", hour.year)):
        officer.write(part, str(number), day)
    officer.write("Why on a day that was not announced", "The fieldwork ended early.")
    said = officer.press("Upload, and see what was understood")
    assert "1 row cannot be used." in said
    assert "Line 3: column percentage is “126”" in said
    officer.page.get_by_label("Another file in its place (CSV)").set_input_files(files["mended"])
    said = officer.press("Save")
    assert "2 figures: 1 question, 1 wave, 1 area. Every row can be used." in said
    assert "43.8% to 50." in said
    said = officer.press("Preview, and hand in")
    assert f"It is to be published on {hour.day} {hour:%B %Y} at 9.30am." in said
    assert "47% agree" in said
    assert "waits for a second person" in officer.press("Hand in for approval")
    assert officer.counts == (5, 5, 5)
    piece = officer.page.url.partition("?")[0]

    checker = somebody(width)
    checker.go(piece)
    checker.sign_in(approver)
    checker.press("Approve")
    said = checker.says() if "Public from" in checker.says() else checker.give_code(approver.secret)
    assert f"Public from {hour.day} {hour:%B %Y} at 9.30am." in said

    site.set(hour - dt.timedelta(seconds=90))
    for address in (PAGE, "/confidence", "/releases", f"/areas/{TAMBER}"):
        said = somebody(width).go(address)
        assert wording not in said
        assert title not in said
    assert site.files_with(share, wording, title) == []

    site.set(hour)
    resident = somebody(width)
    said = resident.go(PAGE)
    assert "47% agree that police and council" in said
    assert wording in resident.page.content()
    assert title in resident.go("/releases")

    officer.go(f"/newsroom/pieces/{piece.rpartition('/')[2]}")
    officer.sign_in(author)
    officer.press("Take it down at once")
    officer.write("Why, for visitors", "The weights of one ward were wrong.")
    assert "Taken down." in officer.press("Take it down")
    assert wording not in somebody(width).go(PAGE)
    assert "The weights of one ward were wrong." in somebody(width).go("/releases")
