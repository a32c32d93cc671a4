"""Leaving a page quickly: by the button and by Escape, without a way back to it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def away(new_page, server_url):
    """A page on /support whose way out is answered here, since tests reach no other host."""
    page = new_page()
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>Weather"))
    page.goto(f"{server_url}/areas")
    page.goto(f"{server_url}/support")
    return page


@pytest.mark.parametrize("way", ["button", "escape"])
def test_the_page_is_left_and_back_does_not_lead_to_it(away, way: str, server_url):
    if way == "button":
        away.click("[data-exit]")
    else:
        for _ in range(3):
            away.keyboard.press("Escape")
    away.wait_for_url("https://www.bbc.co.uk/weather")
    away.go_back()
    assert away.url == f"{server_url}/areas"


def test_two_presses_of_escape_stay(away, server_url):
    for _ in range(2):
        away.keyboard.press("Escape")
    away.wait_for_timeout(200)
    assert away.url == f"{server_url}/support"


def test_without_javascript_the_button_is_a_link(new_page, server_url):
    page = new_page(java_script_enabled=False)
    page.goto(f"{server_url}/support")
    assert page.get_attribute("[data-exit]", "href") == "https://www.bbc.co.uk/weather"
