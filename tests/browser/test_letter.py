"""The monthly letter in a mail program's window: readable at every width, and it asks nothing of anybody."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page

from crimemap import brief, language
from crimemap.digests import digest_of, letter_of
from crimemap.editorial import summary
from crimemap.editorial.installation import open_database
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings
from crimemap.terms import Month
from tests.browser.looking import at_width, faults, too_small, too_wide

pytestmark = pytest.mark.browser
SITE = "https://crime.example"


@pytest.fixture(scope="module")
def letter(county: Path) -> str:
    """Larkwith's, with all that the county's people wrote, as HTML."""
    now = dt.datetime.now(ZoneInfo("Europe/London"))
    release = Shelf(county / "releases").current()
    area = release.area("corvenshire-tv3")
    assert area is not None
    scope = brief.scope_of(release, area)
    with language.using("en"), open_database(Settings(data=county)).session() as session:
        stocks = [summary.stock_of(session, code, now) for code in scope.partnerships]
        told = brief.brief_of(release, area, None, summary.written_of(stocks, scope, now), now=now)
        made = digest_of(told, Month.of(now.date()), now=now, site=SITE)
    return letter_of(made, SITE).to_stop_at(f"{SITE}/alerts/stop/secret")[1]


def test_a_letter_can_be_read_by_everyone_at_every_width(page: Page, letter: str, tmp_path: Path):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    file = tmp_path / "letter.html"
    file.write_text(letter, encoding="utf-8")
    page.goto(file.as_uri())
    found = {"axe": faults(page), "small": too_small(page)}
    for width in (1280, 390, 320):
        at_width(page, width)
        found[f"wide at {width}"] = too_wide(page)
    assert {where: what for where, what in found.items() if what} == {}
    assert asked == [file.as_uri()], "a picture or a style from elsewhere would tell that it was read"
    assert page.locator("h2").count() == 7  # its team's meeting decided: no list of priorities besides
