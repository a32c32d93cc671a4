"""A slow phone: the pages in a real browser whose processor and network are held back, as speed is promised for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.chromium import find_chromium
from tests.load.drawing import busy
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import percentile
from tests.load.servers import ask, serving

SLOWER = 4
"""Times as slow as this machine's processor."""

NETWORK = {"offline": False, "latency": 40, "downloadThroughput": 1.25e6, "uploadThroughput": 1.25e6}
"""40 ms each way to the first byte, 10 Mb/s."""

_SCREEN = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd || undefined"
_DRAWN = "performance.getEntriesByName('map-drawn')[0]?.startTime"
"""static/src/map/index.js says when the map stands in for its picture."""


@dataclass(slots=True)
class Visits:
    """Milliseconds from the tap to the first paint and until all is there, and kilobytes as sent; one a visit."""

    painted: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    files: int = 0


def measure(material: Material) -> Iterator[Line]:
    """Medians of several visits, each with an empty cache; the server has both pages ready."""
    area, many = busy(material.release)
    rounds = 3 if material.quick else 7
    data = material.uncached()
    with serving("app:app", material.folder / "gunicorn.log", settings={"CRIMEMAP_DATA": data}) as server:
        address = f"http://127.0.0.1:{server.port}/areas/{area.code}"
        with sync_playwright() as driver:
            found = find_chromium()
            browser = driver.chromium.launch(
                executable_path=str(found.executable), env=found.environment(), args=list(found.flags)
            )
            _visit(
                browser, address + "/map", _DRAWN, Visits()
            )  # what a phone asks for is then in the server's cache
            ask(server.port, f"/areas/{area.code}")
            page, shown = Visits(), Visits()
            for _ in range(rounds):
                _visit(browser, address, _LOADED, page)
                _visit(browser, address + "/map", _DRAWN, shown)
            browser.close()
    held = (
        f"{SLOWER}× slower processor, 10 Mb/s, 40 ms, empty cache, {rounds} visits; {many:,} crimes in one"
        f" {area.kind.value}"
    )
    yield _time("area page, first paint", page.painted, 600, f"{held}; {page.files} requests")
    yield _time("area page, everything loaded", page.ready, 1000)
    yield Line(
        "phone", "area page, all that is sent", percentile(page.sent, 0.5), "KB", None, Aim(250, of="ours")
    )
    yield _time("full-screen map, first paint", shown.painted, 600, f"{shown.files} requests")
    yield _time("full-screen map, drawn and usable", shown.ready, 1000)
    yield Line("phone", "full-screen map, all that is sent", percentile(shown.sent, 0.5), "KB", None,
               Aim(250, of="ours"))  # fmt: skip


def _time(what: str, took: list[float], most: float, note: str = "") -> Line:
    spread = f"fastest {min(took):.0f} ms, slowest {max(took):.0f} ms"
    return Line(
        "phone",
        what,
        percentile(took, 0.5),
        "ms",
        None,
        Aim(most, of="ours"),
        f"{note}; {spread}".lstrip("; "),
    )


def _visit(browser: Browser, address: str, done: str, visits: Visits) -> None:
    """One visit by somebody who was never here; `done` is a JavaScript expression of the moment that it is over."""
    context = browser.new_context(**_SCREEN)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        sent = _held_back(session)
        page.goto(address, wait_until="load")
        visits.painted.append(_when(page, _PAINT))
        visits.ready.append(_when(page, done))
        page.wait_for_load_state("networkidle")
        visits.sent.append(sum(sent) / 1000)
        visits.files = len(sent)
    finally:
        context.close()


def _held_back(session: CDPSession) -> list[float]:
    """Slow the page down; the list grows by the bytes of each answer, headers included."""
    sent: list[float] = []
    session.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return sent


def _when(page: Page, expression: str) -> float:
    """Milliseconds since the navigation began. Raises RuntimeError where the moment never comes.

    Asked again and again from outside: the pages' policy lets nothing evaluate a text inside them.
    """
    for _ in range(600):
        moment = page.evaluate(expression)
        if moment:
            return float(moment)
        page.wait_for_timeout(50)
    raise RuntimeError(f"{page.url}: {expression} did not come within 30 s")
