"""How people feel, in a browser: three sections in one row, one drawing at a time, tables that need no scrolling."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.looking import open_whole

pytestmark = pytest.mark.browser

VALE = "/confidence/E22900001"


def test_three_sections_stand_in_one_row_on_a_phone(phone: Page, server_url: str):
    phone.goto(server_url + VALE)
    tops = {item.bounding_box()["y"] for item in phone.locator(".cm-nav__item").all()}
    assert phone.locator(".cm-nav__item").count() == 3
    assert len(tops) == 1
    right = max(
        box["x"] + box["width"]
        for box in (one.bounding_box() for one in phone.locator(".cm-nav__item").all())
    )
    assert right <= 390


@pytest.mark.parametrize("fixture", ["page", "phone"])
def test_each_chart_is_drawn_once(request: pytest.FixtureRequest, server_url: str, fixture: str):
    page = request.getfixturevalue(fixture)
    page.goto(server_url + VALE)
    charts = page.locator(".cm-chart").all()
    assert len(charts) >= 7
    for chart in charts:
        shown = [svg for svg in chart.locator("svg[role=img]").all() if svg.is_visible()]
        assert len(shown) == 1
    assert page.complaints == []


def test_the_tables_of_a_partnership_fit_a_phone(phone: Page, server_url: str):
    open_whole(phone, server_url + VALE)
    wide = phone.evaluate(
        "[...document.querySelectorAll('.cm-shares')]"
        ".filter(table => table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right + 1)"
        ".map(table => table.querySelector('caption').textContent.trim())"
    )
    assert wide == []


def test_from_an_area_to_how_its_partnership_feels_and_back(page: Page, server_url: str):
    page.goto(server_url + "/areas/corvenshire-tv3")
    page.locator("#confidence").get_by_role("link", name="How people feel in Tamber Vale").click()
    assert page.url == server_url + VALE
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Crime here").click()
    assert page.url == server_url + "/areas/E22900001"


def test_without_scripts_every_fold_opens_and_holds_its_table(new_page, server_url: str):
    page = new_page(java_script_enabled=False)
    page.goto(server_url + VALE)
    fold = page.locator("#headline details").first
    fold.locator("summary").click()
    assert fold.locator("table").is_visible()
