"""Frames on somebody else's page: they fit the size that they are given out with, and weigh what they may."""

from __future__ import annotations

import contextlib
import http.server
import re
import threading
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from crimemap.web.site.embedding import MOST_BYTES, SHAPES
from tests.browser.addresses import CENTRE, PARTNERSHIP, RAIL, TEAM, WELSH

pytestmark = pytest.mark.browser

AREAS = (TEAM, CENTRE, PARTNERSHIP, RAIL, WELSH, "/areas/E59900001", "/areas/corvenshire-tv4")
SCROLLED = "document.documentElement.scrollHeight - window.innerHeight"


@contextlib.contextmanager
def elsewhere(body: bytes) -> Iterator[str]:
    """The address of a page of another site."""

    class Council(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Council) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.slug)
@pytest.mark.parametrize("area", AREAS)
def test_nothing_of_a_frame_has_to_be_scrolled_at_its_size(new_page, server_url: str, area: str, shape):
    code = area.removeprefix("/areas/")
    for leaf, height in (("", shape.figures), ("/meetings", shape.meetings)):
        page = new_page(width=shape.width, height=height, java_script_enabled=False)
        page.goto(f"{server_url}/embed/{code}{leaf}")
        assert page.evaluate(SCROLLED) <= 0, f"{code}{leaf}"
        assert page.evaluate("document.documentElement.scrollWidth") <= shape.width
        page.close()


def test_the_code_of_a_frame_shows_it_on_a_page_of_another_site(page: Page, server_url: str):
    page.goto(f"{server_url}{TEAM}/embed")
    code = page.get_by_label("Copy this into your page").first.input_value()
    body = f"<!doctype html><html lang=en><title>Council</title><h1>Our town</h1>{code}"
    with elsewhere(body.encode()) as address:
        page.goto(address)
        frame = page.frame_locator("iframe")
        frame.get_by_role("heading", level=1, name="Larkwith").wait_for()
        assert frame.locator("svg").count() == 1
    assert [said for said in page.complaints if "favicon" not in said] == []


def test_the_preview_opens_on_our_own_page_alone(page: Page, server_url: str):
    page.goto(f"{server_url}{TEAM}/embed")
    page.get_by_text("See what it looks like").first.click()
    page.frame_locator("iframe").first.get_by_role("heading", level=1, name="Larkwith").wait_for()
    assert page.complaints == []


def test_a_frame_with_its_style_sheet_costs_a_page_no_more_than_30_kb(server_url: str):
    for leaf in ("", "/meetings"):
        told = urllib.request.urlopen(f"{server_url}/embed/corvenshire-tv4{leaf}").read()
        sheet = re.search(rb'href="(/static/embed\.[^"]+)"', told)[1].decode()
        styles = urllib.request.urlopen(server_url + sheet).read()
        assert len(told) + len(styles) <= MOST_BYTES
        assert b"<script" not in told
