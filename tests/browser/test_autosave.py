"""A draft that saves itself: static/src/autosave.js on a page of its own, with a save call that these tests answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SITE = "http://site.test"
DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
FORM = """<!DOCTYPE html><html lang="en"><title>Draft</title><script defer src="/autosave.js"></script>
<form method="post" action="/new" data-autosave="/new"><input type="hidden" name="csrf_token" value="t">
<input type="hidden" name="version" value=""><input id="title" name="title"><input type="file" name="photo">
<p data-autosave-status></p><button>Save</button></form>
<div hidden data-autosave-words data-autosave-failed="Not saved yet."></div></html>"""
STATUS = "[data-autosave-status]"


class Desk:
    """What is sent, and how it is answered."""

    def __init__(self, page) -> None:
        self.page = page
        self.sent: list[tuple[str, str]] = []
        self.code = 200
        self.buttons = 0
        page.route(f"{SITE}/**", self._answer)
        page.clock.install()
        page.goto(f"{SITE}/form")

    def _answer(self, route) -> None:
        request = route.request
        if request.url.endswith("autosave.js"):
            name = json.loads((DIST / "manifest.json").read_text())["autosave.js"]
            route.fulfill(body=(DIST / name).read_text(), content_type="text/javascript")
        elif request.method == "GET":
            route.fulfill(body=FORM, content_type="text/html")
        elif "json" not in request.headers.get("accept", ""):
            self.buttons += 1
            route.fulfill(body="<title>Saved</title>", content_type="text/html")
        elif self.code == 0:
            route.abort()
        else:
            self.sent.append((request.url.removeprefix(SITE), request.post_data or ""))
            said = {
                "version": len(self.sent),
                "saved": "Saved at 10.04am",
                "said": "Somebody else",
                "address": "/drafts/k3m",
            }
            route.fulfill(status=self.code, json=said)

    def write(self, text: str) -> None:
        """Type, and let the seconds pass until it is sent and answered."""
        self.page.fill("#title", text)
        self.wait(11)

    def wait(self, seconds: int) -> None:
        with self.page.expect_event("requestfinished" if self.code else "requestfailed"):
            self.page.clock.run_for(seconds * 1000)

    def says(self, text: str) -> None:
        expect(self.page.locator(STATUS)).to_have_text(text)


@pytest.fixture
def desk(new_page):
    return Desk(new_page())


def test_it_saves_a_few_seconds_after_a_change_and_says_when(desk):
    desk.write("First")
    desk.says("Saved at 10.04am")
    assert "First" in desk.sent[0][1]
    expect(desk.page.locator("[name=version]")).to_have_value("1")


def test_a_new_draft_goes_on_at_its_own_address(desk):
    desk.write("First")
    desk.says("Saved at 10.04am")
    desk.write("Second")
    assert [address for address, _body in desk.sent] == ["/new", "/drafts/k3m"]
    expect(desk.page).to_have_url(f"{SITE}/drafts/k3m")
    assert desk.page.evaluate("() => document.forms[0].action") == f"{SITE}/drafts/k3m"


def test_what_did_not_change_is_not_sent_again(desk):
    desk.write("First")
    desk.says("Saved at 10.04am")
    desk.page.clock.run_for(120_000)
    assert len(desk.sent) == 1


def test_without_a_connection_it_keeps_trying_and_stores_nothing_in_the_browser(desk):
    desk.code = 0
    desk.write("First")
    desk.says("Not saved yet.")
    assert desk.page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    desk.code = 200
    desk.wait(20)
    desk.says("Saved at 10.04am")
    assert "First" in desk.sent[0][1]


def test_once_somebody_else_changed_it_only_the_button_saves(desk):
    desk.code = 409
    desk.write("Mine")
    desk.says("Somebody else")
    desk.page.fill("#title", "Mine, longer")
    desk.page.clock.run_for(120_000)
    assert len(desk.sent) == 1
    desk.page.click("button")
    desk.page.wait_for_function("() => document.title === 'Saved'")
    assert desk.buttons == 1


def test_leaving_with_something_unsaved_is_asked_about(desk):
    asked = []
    desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.code = 0
    desk.write("First")
    desk.page.reload()
    assert asked == ["beforeunload"]


def test_older_browsers_ask_too(desk):
    """Chromium before 119 heeds the event's own answer alone."""
    desk.code = 0
    desk.write("First")
    answer = desk.page.evaluate(
        """() => {
          const event = document.createEvent("BeforeUnloadEvent");
          event.initEvent("beforeunload", false, true);
          dispatchEvent(event);
          return event.returnValue;
        }"""
    )
    assert answer


def test_leaving_with_everything_saved_is_not(desk):
    asked = []
    desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.write("First")
    desk.says("Saved at 10.04am")
    desk.page.goto(f"{SITE}/form")
    assert asked == []


def test_a_photograph_waits_for_the_button(desk):
    photo = {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    desk.page.set_input_files("[name=photo]", photo)
    desk.write("First")
    assert "PNG" not in desk.sent[0][1]
