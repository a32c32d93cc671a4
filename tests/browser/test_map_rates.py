"""The map of rates in a real browser: one tab stop, each part said with its rate, nothing inline, readable by axe."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from crimemap import maps
from crimemap.figure import Status
from crimemap.maps.rate_texts import details
from crimemap.maps.rates import rate_sheet
from crimemap.measures.crime.rates import Why
from crimemap.release import Release
from tests.browser.map_site import Site, ready, serving
from tests.small_release import PARTNERSHIP, build_small
from tests.unit.map_sheets import PAYLOADS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, maps.RateSheet]:
    release = Release(build_small(tmp_path_factory.mktemp("rates"), facts=False))
    return release, maps.rate_sheet_of(release, release.area(PARTNERSHIP), "all-crime", invented=True)


@pytest.fixture
def site(whole: tuple[Release, maps.RateSheet]) -> Iterator[Site]:
    with serving(*whole) as made:
        yield made


def with_gaps(sheet: maps.RateSheet) -> maps.RateSheet:
    """The first part not supplied, the second without a rate since few live there."""
    first, second, *rest = sheet.table.rows
    nothing = {"value": None, "interval": None}
    missing = dataclasses.replace(
        first, rate=dataclasses.replace(first.rate, status=Status.MISSING, **nothing), klass=None
    )
    few = dataclasses.replace(
        second,
        rate=dataclasses.replace(second.rate, status=Status.NOT_APPLICABLE, **nothing),
        base=dataclasses.replace(second.base, why=Why.VISITORS),
        klass=None,
    )
    return rate_sheet(dataclasses.replace(sheet.table, rows=(missing, few, *rest)), invented=True)


def spoken(sheet: maps.RateSheet, number: int) -> str:
    part = sheet.parts[number]
    return f"{part.area.name}: {' '.join(details(part, sheet))}"


def fills(page: Page) -> list[str]:
    paths = page.locator(".leaflet-shades-pane path.leaflet-interactive")
    return [path.get_attribute("fill") for path in paths.all()]


def test_the_shading_stands_in_for_the_picture_without_a_complaint(page, site):
    ready(page, site)
    assert page.locator(".cm-fullmap__still").count() == 0
    assert page.complaints == []
    assert len(fills(page)) == len(site.sheet.parts)
    shown = page.locator(".cm-class__number:visible").all_inner_texts()
    assert shown == [str(part.klass) for part in site.sheet.parts]


def test_without_javascript_the_picture_and_the_form_do_it_all(new_page, site):
    page = new_page(java_script_enabled=False)
    page.goto(site.url)
    assert page.locator(".cm-still--wide .cm-still__picture").is_visible()
    assert page.get_by_label("Rate per 1,000 people, as shading").is_checked()
    page.get_by_label("Number recorded, as circles").check()
    page.get_by_role("button", name="Update the map").click()
    assert "show=count" in page.url


def test_the_arrow_keys_say_every_part_with_its_rate_and_its_interval(page, site):
    ready(page, site)
    assert page.locator(".leaflet-pane [tabindex]").count() == 1
    page.get_by_role("listbox").focus()
    said = page.locator("#said")
    for number, part in enumerate(site.sheet.parts):
        assert said.text_content() == spoken(site.sheet, number)
        assert "95% interval" in said.text_content()
        assert part.area.name in page.locator("#chosen h2").inner_text()
        page.keyboard.press("ArrowDown")
    assert said.text_content() == spoken(site.sheet, 0)
    page.keyboard.press("ArrowUp")
    assert said.text_content() == spoken(site.sheet, len(site.sheet.parts) - 1)


def test_a_gap_is_said_as_loudly_as_a_rate(page, site):
    site.sheet = with_gaps(site.sheet)
    ready(page, site).get_by_role("listbox").focus()
    assert "This does not mean that no crime was recorded." in page.locator("#said").text_content()
    page.keyboard.press("ArrowRight")
    assert "few live here and many visit" in page.locator("#said").text_content()
    assert fills(page)[:2] == ["url(#map-hatch)", "#fff"]
    assert page.locator(".cm-class__number").nth(1).inner_text() == "n/a"


def test_enter_opens_the_page_of_a_part_and_escape_leaves(page, site):
    ready(page, site).get_by_role("listbox").focus()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.get_by_role("listbox").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/areas/{site.sheet.parts[-1].area.code}")


def test_the_active_part_has_a_ring_that_goes_with_the_focus(page, site):
    ready(page, site).get_by_role("listbox").focus()
    ring = page.locator(".leaflet-ring-pane path")
    assert [each.get_attribute("stroke") for each in ring.all()] == ["#FFD45C", "#1B2426"]
    page.keyboard.press("Escape")
    assert ring.count() == 1


def test_a_click_on_a_shape_says_it_in_the_panel(page, site):
    ready(page, site)
    page.locator(".leaflet-shades-pane path.leaflet-interactive").nth(3).click(force=True)
    part = site.sheet.parts[3]
    assert part.area.name in page.locator("#chosen").inner_text()
    assert page.locator("#chosen a").get_attribute("href") == f"/areas/{part.area.code}"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_name_is_shown_as_it_is_written(page, site, payload):
    table = site.sheet.table
    rows = tuple(
        dataclasses.replace(row, area=dataclasses.replace(row.area, name=payload)) for row in table.rows
    )
    site.sheet = rate_sheet(dataclasses.replace(table, rows=rows), invented=True)
    page.on("dialog", lambda dialog: pytest.fail(f"the name ran: {dialog.message}"))
    ready(page, site).get_by_role("listbox").focus()
    assert payload in page.locator("#chosen h2").text_content()
    assert payload in page.locator("#said").text_content()
    assert page.complaints == []


def test_in_full_screen_the_legend_comes_along(page, site):
    ready(page, site)
    page.locator(".leaflet-control-zoom-fullscreen, .fullscreen-icon").first.click()
    expect(page.locator(":fullscreen .cm-key--classes")).to_have_count(1)


@pytest.mark.parametrize("height", [720, 800])
def test_the_last_line_of_the_panel_is_seen_without_scrolling(new_page, site, height):
    page = ready(new_page(width=1280, height=height), site)
    hidden = page.locator(".cm-fullmap__panel").evaluate("each => each.scrollHeight - each.clientHeight")
    assert hidden <= 0


def test_on_a_phone_the_map_comes_first_and_nothing_is_wider_than_the_screen(phone, site):
    ready(phone, site)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.complaints == []


def test_the_classes_keep_their_numbers_where_colours_are_forced(new_page, site):
    page = ready(new_page(forced_colors="active"), site)
    assert page.locator(".cm-class__number:visible").count() == len(site.sheet.parts)


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(new_page, site, width):
    page = ready(new_page(width=width, height=800), site)
    page.get_by_role("listbox").focus()
    found = Axe().run(page).response
    assert [each["id"] for each in found["violations"] if each["impact"] in {"serious", "critical"}] == []
    assert "color-contrast" in {each["id"] for each in found["passes"]}
