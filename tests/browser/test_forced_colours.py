"""Where a system takes a page's colours away: drawings keep theirs on white paper, words take the system's."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.addresses import PARTNERSHIP, TEAM

pytestmark = pytest.mark.browser

_SHARES = """async (png) => {
  const picture = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob())
  const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext('2d')
  pen.drawImage(picture, 0, 0)
  const dots = pen.getImageData(0, 0, canvas.width, canvas.height).data, shares = {}
  for (let at = 0; at < dots.length; at += 4) {
    const colour = [0, 1, 2].map((n) => dots[at + n].toString(16).padStart(2, '0')).join('')
    shares[colour] = (shares[colour] || 0) + 4 / dots.length
  }
  return shares
}"""
SERIES, WHITE, HATCH, PAPER = "12436d", "ffffff", "f2eee4", "faf7f0"
"""Colours of static/src/styles/_tokens.scss."""


@pytest.fixture(params=["dark", "light"])
def forced(new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    return new_page(forced_colors="active", color_scheme=request.param)


@pytest.fixture
def shares(new_page: Callable[..., Page]) -> Callable[[Locator], dict[str, float]]:
    """Which share of a drawing each colour has on the screen."""
    easel = new_page()

    def measured(drawing: Locator) -> dict[str, float]:
        drawing.scroll_into_view_if_needed()
        return easel.evaluate(_SHARES, base64.b64encode(drawing.screenshot()).decode())

    return measured


def test_charts_and_their_gaps_are_still_drawn(forced: Page, server_url: str, shares):
    forced.goto(server_url + TEAM)
    for section in ("outcomes", "types", "trend", "deprivation"):
        found = shares(forced.locator(f"#{section} .cm-chart__wide").first)
        assert found[SERIES] > 0.02, section
        assert found[WHITE] > 0.3, section
    assert shares(forced.locator("#trend .cm-chart__wide").first)[HATCH] > 0.001
    assert shares(forced.locator("#compare .cm-chart__wide").first)[SERIES] > 0.002


def test_maps_and_their_legends_are_still_drawn(forced: Page, server_url: str, shares):
    forced.goto(server_url + TEAM)
    plate = shares(forced.locator(".cm-map__sheet"))
    assert sum(share > 0.001 for share in plate.values()) > 6
    for mark in forced.locator("#map .cm-key__mark").all():
        assert len(shares(mark)) > 2
    for address, least in ((f"{TEAM}/map", 6), (f"{PARTNERSHIP}/map?show=rate", 8)):
        forced.goto(server_url + address)
        forced.locator(".cm-ready").wait_for()
        assert sum(share > 0.001 for share in shares(forced.locator(".cm-fullmap__map")).values()) > least


def test_slides_and_frames_and_leaflets_keep_their_drawings(forced: Page, server_url: str, shares, names):
    deck = f"{server_url}/meetings/{names['meeting']}/display"
    forced.goto(f"{deck}#map")
    assert sum(share > 0.001 for share in shares(forced.locator("#map svg.cm-sheet")).values()) > 6
    for slide, drawing in (("types", ".cm-barlist__track"), ("trend", ".cm-slide__wide")):
        forced.goto(f"{deck}#{slide}")
        assert shares(forced.locator(f"#{slide} {drawing}").first)[SERIES] > 0.02, slide
    for address in ("/embed/corvenshire-tv3", "/leaflets/corvenshire-tv3"):
        forced.goto(server_url + address)
        ground = shares(forced.locator("svg.cm-sheet").first)
        assert ground[PAPER] > 0.1, address
        assert sum(share > 0.001 for share in ground.values()) > 6, address


def test_what_keeps_the_lines_of_the_last_slide_apart_is_no_bar(forced: Page, server_url: str, names):
    forced.goto(f"{server_url}/meetings/{names['meeting']}/display#decisions")
    apart, ground = forced.locator(".cm-write tbody td").last.evaluate(
        """cell => {
          const probe = document.body.appendChild(document.createElement('p'))
          probe.style.color = 'Canvas'
          return [getComputedStyle(cell).borderLeftColor, getComputedStyle(probe).color]
        }"""
    )
    assert apart == ground


def test_words_take_the_systems_colours_and_controls_keep_their_edges(forced: Page, server_url: str):
    forced.goto(server_url + TEAM)
    system = forced.evaluate(
        """() => {
          const probe = document.body.appendChild(document.createElement('p'))
          probe.style.color = 'CanvasText'
          return getComputedStyle(probe).color
        }"""
    )
    for said in ("h1", ".cm-lead", ".cm-section__title", "#parts-table", ".cm-footer p"):
        assert forced.locator(said).first.evaluate("each => getComputedStyle(each).color") == system, said
    forced.goto(server_url)
    for control in ("#q", ".govuk-button"):
        edge = forced.locator(control).first.evaluate(
            "each => parseFloat(getComputedStyle(each).borderTopWidth)"
        )
        assert edge >= 1, control
