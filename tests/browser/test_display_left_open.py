"""A deck that is left open: what expires, what is corrected, what is taken down."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.decks import WALL, shown

pytestmark = pytest.mark.browser


@pytest.fixture
def address(deck_address: str) -> str:
    return deck_address


@pytest.fixture
def wall(new_page: Callable[..., Page], address: str) -> Page:
    page = new_page(**WALL)
    page.goto(address)
    return page


def served_as(page: Page, address: str, change: Callable[[str], str]) -> None:
    """From now on the deck's address answers as `change` makes it of what it says."""

    def answer(route: Route) -> None:
        real = route.fetch()
        route.fulfill(response=real, body=change(real.text()))

    page.route(address, answer)


def test_what_expires_goes_while_the_deck_stands_open(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(**WALL)
    now = dt.datetime.now(dt.UTC)
    soon = (now + dt.timedelta(minutes=5)).isoformat()
    served_as(
        page,
        address,
        lambda text: re.sub(r'(<li class="cm-lines__line")', rf'\1 data-until="{soon}"', text, count=1),
    )
    page.clock.install(time=now)
    page.goto(address)
    page.evaluate("() => { document.querySelector('[data-deck]').removeAttribute('data-follow') }")
    lines = page.locator("#where .cm-lines__line")
    before = lines.count()
    page.clock.run_for(4 * 60_000)
    assert lines.count() == before
    page.clock.run_for(2 * 60_000)
    assert lines.count() == before - 1


def test_a_clock_that_is_set_while_the_deck_stands_open_is_noticed(
    new_page: Callable[..., Page], address: str
) -> None:
    """As after a laptop slept: its timers stood still, its clock did not."""
    page = new_page(**WALL)
    now = dt.datetime.now(dt.UTC)
    tonight = (now + dt.timedelta(hours=5)).isoformat()
    served_as(page, address, lambda text: text.replace("<li class=", f'<li data-until="{tonight}" class=', 1))
    page.clock.install(time=now)
    page.goto(address)
    page.evaluate("() => { document.querySelector('[data-deck]').removeAttribute('data-follow') }")
    expires = page.locator("[data-until]")
    before = expires.count()
    page.clock.set_system_time(now + dt.timedelta(hours=6))
    assert expires.count() == before > 0
    page.clock.run_for(31_000)
    assert expires.count() < before


@pytest.mark.parametrize("end", ["%", "%E0%A4%A", "%00", "__proto__"])
def test_an_address_that_was_cut_shows_the_first_slide(wall: Page, address: str, end: str) -> None:
    wall.goto("about:blank")
    wall.goto(f"{address}#{end}")
    assert shown(wall) == ["where"]
    wall.evaluate("end => { location.hash = end }", f"agenda{end}")
    wall.keyboard.press("PageDown")
    assert shown(wall) == ["agenda"]
    assert not wall.complaints


def test_what_expired_before_it_was_opened_is_never_shown(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(**WALL)
    over = "2020-01-01T00:00:00+00:00"
    served_as(
        page, address,
        lambda text: text.replace('<li class="cm-lines__line"', f'<li class="cm-lines__line" data-until="{over}"'),
    )  # fmt: skip
    page.goto(f"{address}#decide")
    assert page.locator("#decide .cm-lines__line").count() == 0
    assert page.locator("#decide [data-group]").count() == 0


def test_a_correction_comes_into_the_open_deck_and_the_slide_stays(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(**WALL)
    page.clock.install()
    page.goto(f"{address}#agenda")
    page.evaluate("() => { window.stillHere = true }")
    served_as(
        page, address, lambda text: text.replace("What this meeting is about", "This meeting is cancelled")
    )
    page.clock.run_for(61_000)
    expect(page.locator("#agenda .cm-slide__heading")).to_have_text("This meeting is cancelled")
    assert shown(page) == ["agenda"]
    assert page.evaluate("() => window.stillHere"), "the page was loaded again, which leaves the full screen"
    page.keyboard.press("PageDown")
    assert shown(page) == ["told"]


def test_a_meeting_that_is_taken_down_leaves_an_open_deck(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(**WALL)
    page.clock.install()
    page.goto(f"{address}#told")
    page.route(address, lambda route: route.fulfill(status=410, body="Gone", content_type="text/plain"))
    page.clock.run_for(61_000)
    expect(page.get_by_role("heading", name="This meeting was taken down")).to_be_visible()
    assert shown(page) == ["gone"]
    assert page.locator("[data-deck] [data-slide]").count() == 1
    page.complaints.clear()  # type: ignore[attr-defined]  # the browser says of the 410 that it is one
    page.unroute(address)
    page.clock.run_for(61_000)
    expect(page.locator("#where")).to_be_visible()


def test_without_a_network_the_deck_stands_as_it_is(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(**WALL)
    page.clock.install()
    page.goto(address)
    page.route(address, lambda route: route.abort())
    page.clock.run_for(130_000)
    page.keyboard.press("End")
    assert shown(page) == ["decisions"]


def test_the_map_can_be_moved_again_after_a_correction(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(**WALL)
    page.clock.install()
    page.goto(f"{address}#map")
    served_as(page, address, lambda text: text.replace("What this meeting is about", "Changed"))
    page.clock.run_for(61_000)
    expect(page.locator("#agenda .cm-slide__heading")).to_have_text("Changed")
    expect(page.locator("#map").get_by_role("button", name="Zoom in")).to_be_visible()
