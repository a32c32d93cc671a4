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
def test_every_page_can_be_read_by_everyone_at_every_width(page: Page, server_url: str, names, state: str):
    open_whole(page, server_url + EVERY[state].format(**names))
    found = {"axe on a desktop": faults(page), "small on a desktop": too_small(page), "cut on a desktop": cut(page)}
    at_width(page, 390)
    found |= {"axe on a phone": faults(page), "small on a phone": too_small(page), "cut on a phone": cut(page)}
    at_width(page, 320)  # a window of 1280 at 400 %
    found |= {"wide at 320": too_wide(page), "cut at 320": cut(page)}
    assert [f"{where}: {what}" for where, all_of in found.items() for what in all_of] == []
