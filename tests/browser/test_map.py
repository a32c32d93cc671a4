"""The interactive map in a real browser, under a strict policy, from documents of our own making."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from crimemap import maps
from crimemap.maps.texts import details, most_often
from crimemap.measures.crime import latest_period
from crimemap.release import Release
from crimemap.terms import AreaKind
from tests.browser.map_site import Site, ready, serving
from tests.small_release import build_small
from tests.unit.map_sheets import PAYLOADS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sheet_and_release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, maps.MapSheet]:
    release = Release(build_small(tmp_path_factory.mktemp("map"), facts=False))
    area = next(each for each in release.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    return release, maps.sheet_of(release, area, "all-crime", latest_period(release), invented=True)


@pytest.fixture
def site(sheet_and_release: tuple[Release, maps.MapSheet]) -> Iterator[Site]:
    with serving(*sheet_and_release) as made:
        yield made


def test_the_map_stands_in_for_the_picture_without_a_complaint_or_another_host(page, site):
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    ready(page, site)
    assert page.locator(".cm-fullmap__still").count() == 0
    assert page.complaints == []
    assert hosts == {urlsplit(site.url).netloc}
    assert [path for path in site.asked if not path.startswith("/static/")][:2] == ["/map", "/map.js"]
    assert sorted(path for path in site.asked if path.endswith(".geojson")) == [
        "/map-ground.geojson",
        "/map.geojson",
    ]


def test_without_javascript_the_picture_stays(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(site.url)
    assert page.locator(".cm-still--wide .cm-still__picture").is_visible()
    assert page.get_by_role("button", name="Update the map").is_visible()


def test_when_the_data_fails_the_picture_stays(page, site):
    site.data_fails = True
    page.goto(site.url)
    expect(page.locator(".folium-map")).to_have_count(0)
    assert page.locator(".cm-still--wide .cm-still__picture").is_visible()


def test_one_tab_stop_and_arrow_keys_go_through_the_parts_in_the_tables_order(page, site):
    ready(page, site)
    names = page.get_by_role("listbox")
    assert page.locator(".leaflet-pane [tabindex]").count() == 1
    names.focus()
    page.keyboard.press("ArrowRight")
    chosen, said = page.locator("#chosen"), page.locator("#said")
    assert said.get_attribute("role") == "status"
    assert "Larkwith 2" in chosen.inner_text()
    assert said.text_content() == spoken(site, 1)
    page.keyboard.press("End")
    assert said.text_content() == spoken(site, 2)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    assert said.text_content() == spoken(site, 0)
    assert page.locator("[role=option][aria-selected=true]").count() == 1


def spoken(site: Site, number: int) -> str:
    """What is said of a part: its letter, its name, and the panel's own words."""
    part = site.sheet.parts[number]
    words = details(part, site.sheet) + most_often(site.release, site.sheet).get(part.area.code, [])
    return f"{part.letter}, {part.area.name}: {' '.join(words)}"


def test_enter_opens_the_page_of_a_part(page, site):
    ready(page, site).get_by_role("listbox").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/areas/{site.sheet.parts[1].area.code}")


def test_escape_and_tab_leave_the_map_at_once(page, site):
    inside = "document.activeElement.getAttribute('role') === 'listbox'"
    ready(page, site).get_by_role("listbox").focus()
    assert page.evaluate(inside)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "panel"
    for key in ("Tab", "Shift+Tab"):
        page.get_by_role("listbox").focus()
        page.keyboard.press(key)
        assert not page.evaluate(inside)


def test_the_focused_part_has_a_ring(page, site):
    ready(page, site).get_by_role("listbox").focus()
    outline = page.locator(".cm-part--active .cm-part__mark").evaluate(
        "each => getComputedStyle(each).outlineWidth"
    )
    assert outline == "3px"


@pytest.fixture
def calm(new_page):
    """A page of somebody who asked for less motion: a zoom is done when its key has been pressed."""
    return new_page(reduced_motion="reduce")


def test_plus_and_minus_zoom_and_close_up_map_points_come(calm, site):
    page = calm
    ready(page, site).get_by_role("listbox").focus()
    for _ in range(4):
        page.keyboard.press("+")
    page.locator(".cm-parts--letters").wait_for(state="attached")
    assert page.locator(".leaflet-points-pane canvas").count() == 1


def test_close_in_the_arrow_keys_go_through_the_map_points_of_a_part(calm, site):
    page = calm
    ready(page, site).get_by_role("listbox").focus()
    for _ in range(5):
        page.keyboard.press("+")
    said = page.locator("#said")
    assert said.text_content() == "Map points are shown. Arrow keys go through those of this part."
    heard = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        heard.append(said.text_content())
    assert all(
        re.fullmatch(r"[\d,]+ recorded .*on or near .*, one of \d+ map points\.", text) for text in heard
    )
    assert page.locator("#chosen").inner_text() == heard[-1]
    page.keyboard.press("PageDown")
    assert "Larkwith 2" in said.text_content()
    for _ in range(6):
        page.keyboard.press("-")
    page.keyboard.press("ArrowRight")
    assert "Larkwith 3" in said.text_content()


def test_a_click_on_a_circle_says_it_in_the_panel(page, site):
    ready(page, site).locator(".cm-part__mark").first.click()
    assert "Larkwith 1" in page.locator("#chosen").inner_text()
    assert page.locator("#chosen a").get_attribute("href") == f"/areas/{site.sheet.parts[0].area.code}"


def test_circles_can_be_hit_by_a_finger(page, site):
    ready(page, site)
    for mark in page.locator(".cm-part__mark").all():
        size = mark.evaluate("each => parseFloat(getComputedStyle(each, '::after').minWidth)")
        assert size >= 24


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_is_shown_as_it_is_written(page, site, payload):
    def named(area):
        return dataclasses.replace(area, name=payload)

    parts = tuple(dataclasses.replace(part, area=named(part.area)) for part in site.sheet.parts)
    site.sheet = dataclasses.replace(site.sheet, area=named(site.sheet.area), parts=parts)
    page.on("dialog", lambda dialog: pytest.fail(f"the name ran: {dialog.message}"))
    ready(page, site).locator(".cm-part__mark").first.click()
    assert payload in page.locator("#chosen h2").text_content()
    assert payload in page.locator("h1").text_content()
    assert page.complaints == []


def test_on_a_phone_the_map_comes_first_and_nothing_is_wider_than_the_screen(phone, site):
    ready(phone, site)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    top = phone.locator(".cm-fullmap__map").bounding_box()["y"]
    assert top < phone.locator(".cm-fullmap__panel").bounding_box()["y"]


def test_with_reduced_motion_nothing_glides(new_page, site):
    page = ready(new_page(reduced_motion="reduce"), site)
    assert page.evaluate("map_area.options.zoomAnimation") is False


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(new_page, site, width):
    page = ready(new_page(width=width, height=800), site)
    page.get_by_role("listbox").focus()
    found = Axe().run(page).response
    assert [each["id"] for each in found["violations"] if each["impact"] in {"serious", "critical"}] == []
    assert "color-contrast" in {each["id"] for each in found["passes"]}
