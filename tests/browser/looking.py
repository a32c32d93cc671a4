"""What a test sees of an open page: what axe finds, what is too wide, what is cut, what is too small to read."""

from __future__ import annotations

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Of what passes only the names are asked for: that halves the time.
RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

# Text as it is drawn: its box, its size on the screen, and the element around it. What is only read aloud (one pixel,
# or clipped away) and what is not shown is left out.
_TEXTS: Final = """
const unseen = (each) => {
  for (let one = each; one; one = one.parentElement) {
    const style = getComputedStyle(one), box = one.getBoundingClientRect()
    if (style.display === 'none') return true // words of a drawing keep their box
    if (style.clipPath === 'inset(50%)' || style.visibility === 'hidden' || style.opacity === '0') return true
    if (style.position === 'absolute' && box.width <= 1 && box.height <= 1) return true
  }
  return false
}
const texts = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walker.nextNode()) {
    const node = walker.currentNode, around = node.parentElement
    if (!node.textContent.trim() || around.closest('title, desc, script, noscript, option, datalist')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (!box.width || unseen(around)) continue
    const picture = around.closest('svg')
    const scale = picture ? around.getScreenCTM().a : 1
    found.push({around, box, picture, size: scale * parseFloat(getComputedStyle(around).fontSize),
      said: node.textContent.trim().slice(0, 50), where: around.tagName + '.' + (around.getAttribute('class') || '')})
  }
  return found
}
"""

_WIDE: Final = """
(scroller) => {
  const width = document.documentElement.clientWidth
  const wide = texts().filter(({around, box}) => !around.closest(scroller)
    && (box.right > width + 1 || box.left < -1)).map(({said, where}) => `${where}: ${said}`)
  for (const each of document.querySelectorAll('body *')) {
    if (each.closest(scroller) || each.closest('.leaflet-container') || unseen(each)) continue
    const box = each.getBoundingClientRect()
    const drawn = each.closest('svg') && !each.matches('.cm-defs')
    if (box.width && box.right > width + 1 && !drawn) wide.push(`${each.tagName}.${each.getAttribute('class')}`)
  }
  if (document.documentElement.scrollWidth > width + 1) wide.push(`the page: ${document.documentElement.scrollWidth}`)
  return wide
}
"""

_CUT: Final = """
(maps) => {
  const cut = []
  for (const {around, box, picture, said, where} of texts()) {
    if (around.closest(maps)) continue
    const edge = picture ? picture.getBoundingClientRect() : null
    if (edge && (box.right > edge.right + 1 || box.left < edge.left - 1
        || box.bottom > edge.bottom + 2 || box.top < edge.top - 2)) cut.push(`${where}: ${said}`)
    for (let one = around; one && !picture; one = one.parentElement) {
      const style = getComputedStyle(one), frame = one.getBoundingClientRect()
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) break
      if (/hidden|clip/.test(style.overflowX) && (box.right > frame.right + 1 || box.left < frame.left - 1)
        || /hidden|clip/.test(style.overflowY) && (box.bottom > frame.bottom + 2 || box.top < frame.top - 2))
        cut.push(`${where}: ${said}`)
    }
  }
  return cut
}
"""

_SMALL: Final = """
(maps) => texts().filter(({around, size}) => size < 15.9 && !around.closest(maps) && !around.closest('.cm-key__mark'))
  .map(({said, where, size}) => `${size.toFixed(1)} px ${where}: ${said}`)
"""

_FAINT: Final = """
(maps) => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number)
  const light = (colour) => parts(colour).slice(0, 3).map((one) => one / 255)
    .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, n) => sum + one * [0.2126, 0.7152, 0.0722][n], 0)
  const ground = (each) => {
    for (let one = each; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor
      if (parts(colour)[3] !== 0) return colour
    }
    return 'rgb(255, 255, 255)'
  }
  return texts().filter(({around, picture}) => !picture && !around.closest(maps)).flatMap(({around, said, where}) => {
    const [dark, bright] = [light(getComputedStyle(around).color), light(ground(around))].sort((a, b) => a - b)
    const contrast = (bright + 0.05) / (dark + 0.05)
    return contrast < 4.5 ? [`${contrast.toFixed(1)}:1 ${where}: ${said}`] : []
  })
}
"""

_SCROLLERS: Final = ".cm-scroll"
_MAPS: Final = ".cm-map__sheet, .cm-hero__map, .cm-fullmap__map, .cm-leaflet__map"


def open_whole(page: Page, address: str) -> Page:
    """Open a page with everything that is folded away unfolded, so that all of it is looked at."""
    page.goto(address)
    if page.locator(".cm-fullmap").count():
        page.locator(".cm-ready, .cm-fullmap--still").first.wait_for(state="attached")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    return page


def at_width(page: Page, width: int, height: int = 844) -> Page:
    """The same page in another window: laid out anew when this returns."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


def faults(page: Page) -> list[str]:
    """What axe finds, of any weight; it fails by itself where axe could not look at colours."""
    found = Axe().run(page, options=RULES).response
    passed = {rule["id"] for rule in found["passes"]}
    assert "color-contrast" in passed, "axe measured no contrast: are there glyphs?"
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found["violations"] for node in rule["nodes"]]


def too_wide(page: Page) -> list[str]:
    """What reaches past the window and is not in a box that scrolls by itself."""
    return _seen(page, _WIDE, _SCROLLERS)


def cut(page: Page) -> list[str]:
    """Words that the edge of a box or of a drawing cuts."""
    return _seen(page, _CUT, _MAPS)


def too_small(page: Page) -> list[str]:
    """Words under 16 pixels as drawn. What stands on a map alone may be smaller, and its examples in the legend."""
    return _seen(page, _SMALL, _MAPS)


def faint(page: Page) -> list[str]:
    """Words with less contrast than 4.5 to 1 in the medium that is shown; axe looks at screens alone."""
    return _seen(page, _FAINT, _MAPS)


def _seen(page: Page, script: str, selector: str) -> list[str]:
    found: list[str] = page.evaluate(f"(given) => {{ {_TEXTS}\nreturn ({script.strip()})(given) }}", selector)
    return sorted(set(found))
