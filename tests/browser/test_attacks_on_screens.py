"""Texts that would run if a page believed them: on the wall, in the file on a stick, in the presenter's window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from crimemap.editorial import pieces
from crimemap.editorial.meetings.content import Item, Note
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind
from tests.browser.halls import LARKWITH, carried
from tests.site.attacking import PROGRAMS
from tests.small_meetings import meeting, published

pytestmark = pytest.mark.browser


@pytest.fixture
def attacked(site, monkeypatch) -> str:
    """A meeting of such texts alone, which no gate looked at."""
    rules = pieces.rules_of(Kind.MEETING)
    monkeypatch.setitem(pieces._RULES, Kind.MEETING, replace(rules, check=lambda *_asked: ()))
    every = " ".join(PROGRAMS)
    told = meeting(
        areas=(LARKWITH,), day=site.now().date() + dt.timedelta(days=11), title_en=PROGRAMS[0], about_en=every,
        organiser=every, place=every, address=every, access_en=every, contact=every, attends=PROGRAMS,
        agenda=tuple(Item(title_en=each, minutes=5) for each in PROGRAMS),
        notes=(Note(slide="where", said=every), Note(slide="agenda", said=every)),
    )  # fmt: skip
    return site.call(lambda session: published(session, told, now=site.now()).id)


def walked(page: Page) -> None:
    """Every slide was shown, and nothing ran."""
    for _each in range(14):
        page.keyboard.press("PageDown")
    assert page.evaluate("window.ran") is None
    assert page.locator("img[src=x], a[href^='javascript:'], [onload], [onerror]").count() == 0
    assert not page.complaints, page.complaints


def test_no_text_of_a_meeting_runs_on_the_wall(site, attacked, new_page: Callable[..., Page]) -> None:
    page = new_page(height=720)
    page.goto(f"{site.url}/meetings/{attacked}/display")
    assert PROGRAMS[0] in page.locator("#where").inner_text()
    walked(page)


def test_no_text_of_a_meeting_runs_from_the_stick(
    site, attacked, new_page: Callable[..., Page], tmp_path
) -> None:
    page = new_page(height=720, offline=True)
    page.goto(carried(site.url, attacked, tmp_path).as_uri())
    assert PROGRAMS[0] in page.locator("#where").inner_text()
    walked(page)
    for each in PROGRAMS:
        page.get_by_role("textbox", name="What was decided").first.fill(each)
    page.reload()
    expect(page.get_by_role("textbox", name="What was decided").first).to_have_value(PROGRAMS[-1])
    walked(page)


def test_no_text_of_a_meeting_runs_in_the_presenters_window(site, attacked, somebody) -> None:
    presenter = somebody(1280)
    presenter.go(f"/newsroom/meetings/{attacked}/presenter")
    presenter.sign_in(site.member("Sorrel Presenter", Role.AUTHOR))
    notes = presenter.page
    with notes.context.expect_page() as opened:
        notes.get_by_role("button", name="Open the slides in a window of their own").click()
    wall = opened.value
    expect(wall.locator("#where")).to_be_visible()
    for name in ("agenda", "where"):
        notes.locator(f"[data-go='{name}']").click()
        expect(wall.locator(f"#{name}")).to_be_visible()
        expect(notes.locator("[data-at] [data-said]")).to_contain_text(PROGRAMS[1])
    for page in (notes, wall):
        assert page.evaluate("window.ran") is None
        assert page.locator("img[src=x], [onload], [onerror]").count() == 0
    assert not notes.complaints
