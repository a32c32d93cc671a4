"""The presenter's window and the deck on the wall keep in step within one browser, and no note reaches the wall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from crimemap.editorial.meetings import Note
from crimemap.editorial.people import Role
from tests.browser.looking import faults
from tests.browser.newsroom_site import TAMBER, NewsroomSite
from tests.browser.visiting import Visitor
from tests.small_meetings import meeting, published

pytestmark = pytest.mark.browser
SAID = "Say that the wardens have a new number."


def test_notes_and_slides_keep_in_step(somebody: Callable[..., Visitor], site: NewsroomSite):
    told = meeting(
        areas=("corvenshire-tv3",), day=(site.now() + dt.timedelta(days=20)).date(),
        notes=(Note(slide="agenda", said=SAID),),
    )  # fmt: skip
    piece = site.call(lambda session: published(session, told, partnership=TAMBER, now=site.now()).id)
    presenter = somebody(1280)
    presenter.go(f"/newsroom/meetings/{piece}/presenter")
    presenter.sign_in(site.member("Rowan Presenter", Role.AUTHOR))
    notes = presenter.page
    expect(notes.get_by_text("No slides are open in this browser yet: open them above")).to_be_visible()
    expect(notes.get_by_role("button", name="Next slide")).to_be_disabled()
    expect(notes.get_by_role("button", name="Previous slide")).to_be_disabled()
    with notes.context.expect_page() as opened:
        notes.get_by_role("button", name="Open the slides in a window of their own").click()
    wall = opened.value
    expect(wall.locator("#where")).to_be_visible()
    expect(notes.locator("[data-at]")).to_contain_text("1 of 13")
    notes.get_by_role("button", name="Next slide").click()
    expect(wall.locator("#agenda")).to_be_visible()
    expect(notes.locator("[data-at] [data-said]")).to_have_text(SAID)
    wall.keyboard.press("PageDown")
    expect(notes.locator("[data-at] [data-said]")).to_have_text("No note.")
    notes.keyboard.press("PageUp")
    expect(wall.locator("#agenda")).to_be_visible()
    notes.locator("[data-go='decide']").click()
    expect(wall.locator("#decide")).to_be_visible()
    assert SAID not in wall.content()
    assert faults(notes) == []
    wall.close(run_before_unload=False)
    expect(notes.get_by_role("button", name="Next slide")).to_be_disabled()
    expect(notes.get_by_text("No slides are open in this browser yet")).to_be_visible()


def test_the_page_of_a_meeting_in_the_newsroom_leads_to_the_wall_and_to_the_presenter_s_window(
    somebody: Callable[..., Visitor], site: NewsroomSite
):
    told = meeting(areas=("corvenshire-tv3",), day=(site.now() + dt.timedelta(days=22)).date())
    piece = site.call(lambda session: published(session, told, partnership=TAMBER, now=site.now()).id)
    presenter = somebody(1280)
    presenter.go(f"/newsroom/pieces/{piece}")
    presenter.sign_in(site.member("Alder Presenter", Role.AUTHOR))
    page = presenter.page
    expect(page.get_by_role("link", name="Show on the wall")).to_be_visible()
    page.get_by_role("link", name="Presenter’s window").click()
    expect(page.get_by_role("button", name="Open the slides in a window of their own")).to_be_visible()


def test_every_slide_and_its_note_stand_in_a_list_that_fits_a_phone(
    somebody: Callable[..., Visitor], site: NewsroomSite
):
    told = meeting(
        areas=("corvenshire-tv3",), day=(site.now() + dt.timedelta(days=21)).date(),
        notes=(Note(slide="agenda", said=SAID),),
    )  # fmt: skip
    piece = site.call(lambda session: published(session, told, partnership=TAMBER, now=site.now()).id)
    presenter = somebody(390)
    presenter.go(f"/newsroom/meetings/{piece}/presenter")
    presenter.sign_in(site.member("Hazel Presenter", Role.AUTHOR))
    page = presenter.page
    assert page.locator(".cm-presenter__slide").count() == 13
    expect(page.locator(".cm-presenter__list")).to_contain_text(SAID)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
