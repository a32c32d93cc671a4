"""Whole visits by keyboard alone: no test here touches a mouse, and each says how many key presses it may take."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import TEAM

pytestmark = pytest.mark.browser

_FOCUSED = """() => {
  const each = document.activeElement, label = each.labels && each.labels[0]
  const said = each.getAttribute('aria-label') || (label || each).textContent
  return each === document.body ? '' : said.replace(/\\s+/g, ' ').trim()
}"""


@dataclass
class Visitor:
    """Someone with a keyboard. What is typed as words is not counted: the keys that lead somewhere are."""

    page: Page
    server: str
    presses: int = 0

    def comes_to(self, address: str) -> None:
        self.page.goto(self.server + address)

    def presses_key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def goes_to(self, name: str, *, most: int) -> None:
        """Tab until the control so named has the focus, which must be seen. Fails after `most` presses."""
        passed = []
        for _ in range(most):
            self.presses_key("Tab")
            passed.append(self.page.evaluate(_FOCUSED))
            if passed[-1] == name:
                assert self.sees_the_focus(), f"no ring round {name!r}"
                return
        raise AssertionError(f"{most} presses did not lead to {name!r} but past {passed}")

    def skips_to_what_the_page_says(self) -> None:
        self.goes_to("Skip to the main content", most=1)
        self.presses_key("Enter")

    def follows(self, name: str, *, most: int) -> None:
        """To the link or button so named, and through it."""
        self.goes_to(name, most=most)
        self.presses_key("Enter")
        self.page.wait_for_load_state()

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def is_at(self, path: str) -> bool:
        self.page.wait_for_url(lambda url: urlsplit(url).path == path)
        return True

    def sees_the_focus(self) -> bool:
        """Whether what has the focus is in the window and has a ring."""
        return self.page.evaluate(
            """() => {
              const each = document.activeElement, style = getComputedStyle(each)
              const box = each.getBoundingClientRect()
              return box.bottom > 0 && box.top < innerHeight && parseFloat(style.outlineWidth) >= 2
                && style.outlineStyle !== 'none'
            }"""
        )


@pytest.fixture
def visitor(page: Page, server_url: str) -> Visitor:
    page.emulate_media(reduced_motion="reduce")
    return Visitor(page, server_url)


def test_from_a_postcode_to_the_team_and_to_a_part_on_the_full_screen_map(visitor: Visitor):
    visitor.comes_to("/")
    visitor.skips_to_what_the_page_says()
    visitor.goes_to("Find your area", most=1)
    visitor.types("qx3 1aa")
    visitor.presses_key("Enter")
    assert visitor.is_at(TEAM)
    assert visitor.presses <= 4

    visitor.skips_to_what_the_page_says()
    visitor.goes_to("01632 960114", most=4)
    assert visitor.presses <= 10

    visitor.follows("See the map and the figures", most=6)
    visitor.follows("Open the full-screen map", most=1)
    assert visitor.is_at(f"{TEAM}/map")
    visitor.page.locator(".cm-ready").wait_for()
    visitor.goes_to("Skip to the map", most=1)
    visitor.presses_key("Enter", "Tab")
    assert visitor.page.evaluate("document.activeElement.getAttribute('role')") == "listbox"
    visitor.presses_key("ArrowDown", "ArrowDown")
    heard = visitor.page.locator("#said").text_content() or ""
    _, name = visitor.page.locator("#chosen h2").inner_text().split(maxsplit=1)
    assert name in heard
    visitor.presses_key("Enter")
    visitor.page.wait_for_url("**/areas/E01*")
    assert visitor.page.locator("h1").inner_text() == name
    assert visitor.presses <= 26


def test_burglary_in_one_month_and_its_file(visitor: Visitor):
    visitor.comes_to(TEAM)
    visitor.skips_to_what_the_page_says()
    visitor.follows("Month by month", most=17)
    visitor.follows("Every month and every kind of crime", most=2)
    assert visitor.is_at(f"{TEAM}/crime")
    visitor.skips_to_what_the_page_says()
    visitor.goes_to("Month", most=5)
    visitor.types("August 2026")
    visitor.goes_to("Kind of crime", most=1)
    visitor.types("Burg")
    visitor.follows("Update", most=1)
    visitor.page.wait_for_url("**type=burglary")
    assert visitor.page.locator("h1").inner_text() == "Burglary in Larkwith, August 2026"
    assert visitor.presses <= 34

    visitor.skips_to_what_the_page_says()
    with visitor.page.expect_download() as download:
        visitor.follows("Download these figures (CSV)", most=24)
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert {(row["period"], row["type"]) for row in rows} == {("2026-08", "burglary")}


def test_two_areas_side_by_side(visitor: Visitor):
    visitor.comes_to(TEAM)
    visitor.skips_to_what_the_page_says()
    visitor.follows("Beside similar areas", most=18)
    visitor.follows("Compare with another area", most=3)
    assert visitor.is_at("/compare")
    visitor.skips_to_what_the_page_says()
    visitor.goes_to("Second area", most=6)
    visitor.types("osterby")
    visitor.presses_key("Enter")
    visitor.page.wait_for_url("**/compare?areas=corvenshire-tv3,corvenshire-tv5*")
    assert visitor.page.locator("h1").inner_text() == "Larkwith and Osterby side by side"
    assert visitor.presses <= 35


def test_what_i_can_do_and_who_helps_and_away_again(visitor: Visitor, server_url: str):
    visitor.page.route(
        "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>Weather")
    )
    visitor.comes_to(TEAM)
    visitor.skips_to_what_the_page_says()
    visitor.follows("What you can do", most=21)
    visitor.follows("Every way to report and get support", most=9)
    assert visitor.is_at("/support")
    assert visitor.presses <= 34
    visitor.skips_to_what_the_page_says()
    visitor.goes_to("Leave this page quickly", most=1)
    visitor.goes_to("999", most=1)
    visitor.presses_key("Escape", "Escape", "Escape")
    visitor.page.wait_for_url("https://www.bbc.co.uk/weather")


def test_a_wrong_search_puts_the_visitor_back_in_its_field(visitor: Visitor):
    visitor.comes_to("/search?q=!!!")
    visitor.follows("Enter a postcode or a name in letters and figures", most=1)
    assert visitor.page.evaluate("document.activeElement.id") == "q"
    assert visitor.presses == 2


def test_from_the_calendar_to_the_wall_and_on_to_where_decisions_are_written(visitor: Visitor, names):
    visitor.comes_to(f"/meetings/{names['meeting']}")
    visitor.skips_to_what_the_page_says()
    visitor.follows("Show on the wall", most=12)
    assert visitor.is_at(f"/meetings/{names['meeting']}/display")
    slides = visitor.page.locator("[data-slide]").count()
    visitor.presses_key("ArrowRight")
    visitor.page.wait_for_url("**#agenda")
    visitor.presses_key("End")
    visitor.page.wait_for_url("**#decisions")
    assert visitor.page.locator("[data-slide]:visible").count() == 1 < slides
    assert visitor.presses <= 16
