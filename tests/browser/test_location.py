"""The button that asks the browser where it is: nothing before it is pressed, our own search alone after."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser


def _allowed(new_page, server_url: str, **point: float):
    page = new_page(width=390)
    page.context.grant_permissions(["geolocation"], origin=server_url)
    page.context.set_geolocation(point)
    return page


def test_it_asks_nothing_until_pressed_and_sends_a_rounded_point_to_us_alone(new_page, server_url: str):
    page = _allowed(new_page, server_url, latitude=53.650123, longitude=-4.010456)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(server_url)
    button = page.get_by_role("button", name="Use my location")
    assert button.is_visible()
    assert not any("lat=" in url for url in sent)
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/*")
    (asked,) = [url for url in sent if "lat=" in url]
    assert parse_qs(urlsplit(asked).query) == {"lat": ["53.650"], "lon": ["-4.010"]}
    assert {urlsplit(url).netloc for url in sent} == {urlsplit(server_url).netloc}
    assert page.complaints == []


def test_a_refusal_is_said_politely_and_the_button_stays(new_page, server_url: str):
    page = new_page(width=390)
    page.goto(server_url)
    page.evaluate("() => { navigator.geolocation.getCurrentPosition = (_, failed) => failed({code: 1}); }")
    button = page.get_by_role("button", name="Use my location")
    button.click()
    said = page.get_by_role("status")
    said.get_by_text("was not allowed").wait_for()
    assert said.get_attribute("aria-live") == "polite"
    assert button.get_attribute("aria-disabled") is None
    assert page.url.rstrip("/") == server_url.rstrip("/")


def test_without_scripts_nothing_of_it_shows_and_the_form_finds(new_page, server_url: str):
    page = new_page(width=390, java_script_enabled=False)
    page.goto(server_url)
    assert not page.get_by_text("Use my location").is_visible()
    assert not page.get_by_text("Your browser asks you first").is_visible()
    page.get_by_label("Find your area").fill("corn bunting ln osterby")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/corvenshire-tv5")


def test_the_error_takes_the_focus_and_leads_to_the_field(new_page, server_url: str):
    page = new_page(width=1280)
    page.goto(f"{server_url}/search?q=!!!")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    page.get_by_role("link", name="Enter a postcode or a name in letters and figures").click()
    assert page.evaluate("document.activeElement.id") == "q"
