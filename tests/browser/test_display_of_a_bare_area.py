"""The deck of an area without team, project, survey or year before: on each wall, and in a hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from crimemap.release.shelf import Shelf
from tests.browser.decks import CUT_OFF, SMALLEST, WALLS
from tests.browser.newsroom_site import newsroom_over
from tests.small_meetings import PARTNERSHIP, meeting, published
from tests.small_release import MONTHS, build_small

pytestmark = pytest.mark.browser

LONG = "Warlingham East and Chelsham and Farleigh"
BARE = ("told", "did", "payback", "confidence")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("bare")
    built = build_small(folder / "in" / "releases", facts=False, months=MONTHS[-13:], missing=(), partial=())
    Shelf(folder / "in" / "releases").use(built.name, dt.datetime(2026, 11, 12, 9, 30, tzinfo=dt.UTC))
    with newsroom_over(folder / "in", folder / "site") as site:
        day = (site.now() + dt.timedelta(days=20)).date()
        told = meeting(areas=("corvenshire-lark",), title_en=f"Have your say: {LONG}", day=day, agenda=())
        piece = site.call(
            lambda session: published(session, told, partnership=PARTNERSHIP, now=site.now()).id
        )
        yield f"{site.url}/meetings/{piece}/display"


def names(page: Page) -> list[str]:
    return page.locator("[data-slide]").evaluate_all("all => all.map(one => one.id)")


@pytest.mark.parametrize(("width", "height"), WALLS)
def test_every_slide_fits_in_letters_of_28_px(
    new_page: Callable[..., Page], address: str, width: int, height: int
) -> None:
    page = new_page(width=width, height=height)
    page.goto(address)
    for name in names(page):
        page.evaluate("name => { location.hash = name }", name)
        expect(page.locator(f"#{name}")).to_be_visible()
        assert page.evaluate(SMALLEST) == [], name
        assert page.evaluate("() => document.documentElement.scrollHeight") <= height + 1, name
        assert page.evaluate("() => document.documentElement.scrollWidth") == width, name
        assert page.evaluate(CUT_OFF) == [], name
    assert page.complaints == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768)])
def test_a_slide_of_nothing_fills_more_than_half_of_its_wall(
    new_page: Callable[..., Page], address: str, width: int, height: int
) -> None:
    page = new_page(width=width, height=height)
    page.goto(address)
    for name in BARE:
        page.evaluate("name => { location.hash = name }", name)
        expect(page.locator(f"#{name} .cm-lines").first).to_be_visible()
        words = page.locator(f"#{name} .cm-slide__words").bounding_box()
        assert words is not None
        assert words["y"] + words["height"] > 0.6 * height, name


def test_in_a_hand_nothing_is_wider_than_the_screen(phone: Page, address: str) -> None:
    phone.goto(address)
    for name in names(phone):
        phone.evaluate("name => { location.hash = name }", name)
        expect(phone.locator(f"#{name}")).to_be_visible()
        assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390, name
        assert phone.evaluate(SMALLEST.replace("27.9", "15.4")) == [], name
