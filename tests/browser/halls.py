"""A laptop in a hall without a network, and the file of a meeting on a stick in it."""

from __future__ import annotations

from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page

LARKWITH = "corvenshire-tv3"


def carried(site_url: str, meeting_id: str, folder: Path) -> Path:
    """The file of a meeting, taken from the site to a stick."""
    with urlopen(f"{site_url}/meetings/{meeting_id}/pack") as answer:
        (folder / "meeting.html").write_bytes(answer.read())
    return folder / "meeting.html"


def shown(page: Page) -> str:
    """The name of the one slide that is seen."""
    names = [slide.get_attribute("id") for slide in page.locator("[data-slide]").all() if slide.is_visible()]
    assert len(names) == 1, names
    return str(names[0])


def alone(page: Page, stick: Path) -> bool:
    """Whether nothing was complained of, and nothing asked for but the file itself (the fonts in it are data:)."""
    outside = [url for url in page.asked if not url.startswith((stick.as_uri(), "data:", "blob:"))]
    return not outside and not page.complaints
