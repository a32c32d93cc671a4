"""The pages in a real browser: the keyboard, a phone, paper, and no JavaScript. Every page: test_every_page.py."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import TEAM as AREA
from tests.browser.looking import open_whole, too_wide

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", ["/", AREA, AREA + "/crime", "/methods"])
def test_between_a_phone_and_a_desktop_nothing_is_wider_than_the_window(
    new_page: Callable[..., Page], server_url: str, address: str
):
    page = open_whole(new_page(width=768, height=800), server_url + address)
    assert too_wide(page) == []


def test_a_phones_first_screen_says_where_what_compared_with_what_and_who_to_ask(
    phone: Page, server_url: str
):
    phone.goto(server_url + AREA)
    for selector in ("h1", ".cm-lead", ".cm-hero__columns"):
        box = phone.locator(selector).first.bounding_box()
        assert box["y"] + box["height"] <= 844, selector
    lead = phone.locator(".cm-lead").inner_text()
    assert "crimes" in lead
    assert "12 months before" in lead


def test_the_keyboard_reaches_everything_and_first_the_way_past_the_header(page: Page, server_url: str):
    page.goto(server_url + AREA)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "govuk-skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName")
        )
    assert {"#map", AREA + "/map", AREA + "/crime.csv", "SUMMARY"} <= seen
    assert page.evaluate("document.activeElement !== document.body") or "BODY" in seen


def test_a_fold_opens_by_keyboard(page: Page, server_url: str):
    page.goto(server_url + AREA)
    fold = page.locator("#trend details")
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.evaluate("part => part.open")
    assert fold.get_by_text("September 2026").is_visible()


def test_targets_are_large_enough_for_a_thumb(phone: Page, server_url: str):
    phone.goto(server_url + AREA)
    small = phone.evaluate("""() => [...document.querySelectorAll('button, .govuk-button, input, select, summary')]
        .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)""")
    assert small == []


def test_without_javascript_a_postcode_leads_to_its_page_and_to_all_its_figures(
    new_page: Callable[..., Page], server_url: str
):
    page = new_page(java_script_enabled=False)
    page.goto(server_url)
    page.fill("#q", "larkwith")
    page.click("button")
    assert urlsplit(page.url).path == AREA
    assert page.locator(".cm-map svg").first.is_visible()
    page.click("text=Every month and every kind of crime")
    page.select_option("#type", "burglary")
    page.click("text=Update")
    assert "type=burglary" in page.url
    assert page.locator("h1").inner_text() == "Burglary in Larkwith, month by month"
    page.click("text=The same on the map")
    assert urlsplit(page.url).path == AREA + "/map"
    assert page.locator("svg:visible").count()


def test_an_error_is_summed_up_and_leads_to_its_field(page: Page, server_url: str):
    page.goto(server_url + "/search?q=")
    summary = page.locator(".govuk-error-summary")
    assert summary.evaluate("part => part === document.activeElement")
    summary.locator("a").click()
    assert page.evaluate("document.activeElement.id") == "q"


def test_on_paper_the_map_the_figures_and_the_source_are_there(page: Page, server_url: str):
    page.goto(server_url + AREA)
    page.emulate_media(media="print")
    for selector in ("h1", ".cm-lead", ".cm-map", "#parts-table", ".cm-footer"):
        assert page.locator(selector).first.is_visible(), selector
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }


@pytest.mark.parametrize("width", [390, 660, 768, 847, 848, 1000, 1100, 1151, 1152, 1280])
def test_no_text_of_a_chart_falls_under_16_pixels_or_is_cut(
    new_page: Callable[..., Page], server_url: str, width: int
):
    page = new_page(width=width, height=800)
    page.goto(server_url + AREA)
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('.cm-chart__wide, .cm-chart__narrow')]
            .map(each => [each, each.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0)
            .map(([each, box]) => [16 * box.width / each.viewBox.baseVal.width, box.right])"""
    )
    assert len(drawn) == page.locator(".cm-chart").count() > 0
    assert min(size for size, _ in drawn) >= 15.9
    assert max(right for _, right in drawn) <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_the_examples_of_the_legend_are_as_large_as_the_circles_of_the_map(
    new_page: Callable[..., Page], server_url: str, width: int
):
    page = new_page(width=width, height=800)
    page.goto(server_url + AREA)
    examples, circles = page.evaluate(
        """() => ['.cm-key--sizes .cm-key__item', '.cm-map__sheet > div'].map(found =>
            [...document.querySelectorAll(found)].filter(each => each.getBoundingClientRect().width > 0))
            .map((found, n) => n
                ? [...found[0].querySelectorAll('.cm-sheet__marks circle')]
                    .map(each => (each.getBoundingClientRect().width) / 2)
                : found.map(each => [Number(each.textContent.replace(',', '')),
                    each.querySelector('circle').getBoundingClientRect().width / 2]))"""
    )
    scale = [radius**2 / count for count, radius in examples if radius > 6]
    counts = page.evaluate(
        "() => [...document.querySelectorAll('#parts-table')].map(each => [...each.closest('table')"
        ".querySelectorAll('tbody tr td:nth-child(2)')].map(cell => Number(cell.textContent.replace(',', ''))))[0]"
    )
    assert max(circles) ** 2 / max(counts) == pytest.approx(scale[-1], rel=0.08)
