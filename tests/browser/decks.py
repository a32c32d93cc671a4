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
WALLS = [(1280, 720), (1024, 768), (1920, 1080), (1366, 768)]

FINE_PRINT = ".cm-slide__source, .cm-slidemap__scale, .cm-slidemap__line"
"""The scale bar and the licence line: the only texts that may be smaller (look.md)."""

SMALLEST = """() => {
  const small = [];
  for (const slide of document.querySelectorAll("[data-slide]:not([hidden])")) {
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode, inside = node.parentElement;
      if (!node.textContent.trim() || !inside.checkVisibility() || inside.closest("title, desc, FINE")) continue;
      const drawn = inside.ownerSVGElement;
      const box = drawn?.viewBox.baseVal;
      const scale = box?.width ? drawn.getBoundingClientRect().width / box.width : 1;
      const size = parseFloat(getComputedStyle(inside).fontSize) * scale;
      if (inside.getBoundingClientRect().height > 1 && size < 27.9) small.push(`${node.textContent.trim()}: ${size}`);
    }
  }
  return small;
}""".replace("FINE", FINE_PRINT)

CUT_OFF = """() => {
  const slide = document.querySelector("[data-slide]:not([hidden])");
  const foot = slide.querySelector(".cm-slide__foot").getBoundingClientRect();
  return [...slide.querySelectorAll(".cm-slide__body :is(h2, h3, p, li, figcaption, td)")]
    .filter((part) => part.checkVisibility() && !part.closest("svg, .cm-slide__table"))
    .map((part) => [part.getBoundingClientRect(), part.textContent.trim().slice(0, 40)])
    .filter(([box]) => box.height > 1 && (box.bottom > foot.top + 1 || box.left < 0 || box.right > innerWidth))
    .map(([, text]) => text);
}"""
"""What of a slide's words lies under its foot or past its sides."""

_AREA = "corvenshire-tv3"


def address_of(county: Path, server_url: str) -> str:
    """The deck of the next meeting of a neighbourhood whose last one was recorded."""
    now = dt.datetime.now(ZoneInfo(Settings().timezone))
    with open_database(Settings(data=county)).session() as session:
        found = next(one for one in shelf.shown(session, now) if one.areas == (_AREA,) and one.over > now)
    return f"{server_url}/meetings/{found.id}/display"


def shown(page: Page) -> list[str]:
    return page.locator("[data-slide]:visible").evaluate_all("all => all.map(one => one.id)")
