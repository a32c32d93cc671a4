"""Pages as they are printed on A4: nothing cut, nothing faint, nothing to press."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import ABOUT, AREAS, COMPARE, FIGURES, LEAFLETS, MEETINGS
from tests.browser.looking import cut, faint, too_wide

pytestmark = pytest.mark.browser

A4 = round((210 - 2 * 12) / 25.4 * 96)
"""CSS pixels between the margins that _print.scss sets."""
PRINTED = {
    **AREAS,
    **{name: COMPARE[name] for name in ("two areas", "three areas, a type, a month", "two periods")},
    **{name: FIGURES[name] for name in ("all months", "missing month", "rates", "outcomes")},
    **{name: ABOUT[name] for name in ("support", "methods", "national", "knives in an area")},
    **{name: LEAFLETS[name] for name in ("a leaflet", "a leaflet of a partnership")},
    **{name: MEETINGS[name] for name in ("every meeting", "a meeting to come", "a meeting that decided")},
    **{
        name: MEETINGS[name] for name in ("a meeting that is cancelled", "a meeting that was moved", "a deck")
    },
}


@pytest.mark.parametrize("state", PRINTED)
def test_nothing_is_cut_or_faint_or_asks_to_be_pressed(page: Page, server_url: str, names, state: str):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 1000})
    page.goto(server_url + PRINTED[state].format(**names))
    assert too_wide(page) + cut(page) + faint(page) == []
    for control in page.locator("form, button, .govuk-button, .cm-nav, .govuk-skip-link").all():
        assert not control.is_visible(), control.evaluate("each => each.outerHTML.slice(0, 160)")
