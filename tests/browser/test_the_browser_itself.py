"""The browser that the other tests trust: it draws text, and axe really looks at its colours."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><title>A page</title></head><body><main>
<h1 style="display: inline-block">Larkwith and Llanŵyd</h1>
<p style="color: {colour}; background: #fff">Recorded crime</p></main></body></html>"""


def test_text_is_drawn_with_glyphs(page: Page) -> None:
    page.set_content(PAGE.format(colour="#1b2426"))
    drawn = page.locator("h1").bounding_box()
    assert drawn is not None
    assert drawn["width"] > 100


@pytest.mark.parametrize(("colour", "outcome"), [("#1b2426", "passes"), ("#dddddd", "violations")])
def test_axe_judges_colour_contrast_instead_of_passing_it_over(page: Page, colour: str, outcome: str) -> None:
    page.set_content(PAGE.format(colour=colour))
    results = Axe().run(page).response
    assert "color-contrast" in {rule["id"] for rule in results[outcome]}
