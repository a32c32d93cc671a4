"""Every page in every state: axe on a desktop and a phone, text that is large enough, nothing cut at 320 pixels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from crimemap.release.shelf import Shelf
from tests.browser.addresses import EVERY
from tests.browser.looking import at_width, cut, faults, open_whole, too_small, too_wide

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def names(county: Path) -> dict[str, str]:
    """The names of the two releases of the county."""
    earlier, later = [publication.id for publication in Shelf(county / "releases").published()]
    return {"earlier": earlier, "later": later}


@pytest.mark.parametrize("state", EVERY)
def test_axe_finds_nothing_on_a_desktop_or_a_phone(page: Page, server_url: str, names, state: str):
    open_whole(page, server_url + EVERY[state].format(**names))
    found = {"desktop": faults(page)}
    found["phone"] = faults(at_width(page, 390))
    assert found == {"desktop": [], "phone": []}


@pytest.mark.parametrize("state", EVERY)
def test_nothing_is_too_wide_or_cut_or_too_small(page: Page, server_url: str, names, state: str):
    open_whole(page, server_url + EVERY[state].format(**names))
    found = {}
    for width in (1280, 390, 320):  # 320: a window of 1280 at 400 %
        at_width(page, width)
        found[width] = too_wide(page) + cut(page) + (too_small(page) if width != 320 else [])
    assert found == {1280: [], 390: [], 320: []}
