"""A deck in a browser: where the demonstration county has one, and which slide is seen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from crimemap.editorial.installation import open_database
from crimemap.editorial.meetings import shelf
from crimemap.settings import Settings

WALL = {"width": 1280, "height": 720}

_AREA = "corvenshire-tv3"


def address_of(county: Path, server_url: str) -> str:
    """The deck of the next meeting of a neighbourhood whose last one was recorded."""
    now = dt.datetime.now(ZoneInfo(Settings().timezone))
    with open_database(Settings(data=county)).session() as session:
        found = next(one for one in shelf.shown(session, now) if one.areas == (_AREA,) and one.over > now)
    return f"{server_url}/meetings/{found.id}/display"


def shown(page: Page) -> list[str]:
    return page.locator("[data-slide]:visible").evaluate_all("all => all.map(one => one.id)")
