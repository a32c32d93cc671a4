"""Every page in every state: axe on a desktop and a phone, text that is large enough, nothing cut at 320 pixels."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from crimemap.factory import create_app
from crimemap.settings import Settings
from tests.browser.addresses import EVERY
from tests.browser.looking import at_width, cut, faults, open_whole, too_small, too_wide

pytestmark = pytest.mark.browser

# A picture (no case of the county has one), and what leads on to another address.
_NO_PAGE = {"/convictions/<case_id>/photograph", "/payback/nominations/find"}
# A file to keep, which no browser shows before it is saved: test_meeting_in_a_box.py opens it.
_FILES = {"a meeting in a box": "/meetings/{meeting}/pack"}
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.mark.parametrize("state", EVERY)
def test_every_page_can_be_read_by_everyone_at_every_width(page: Page, server_url: str, names, state: str):
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    open_whole(page, server_url + EVERY[state].format(**names))
    found = {
        "axe on a desktop": faults(page),
        "small on a desktop": too_small(page),
        "cut on a desktop": cut(page),
    }
    at_width(page, 390)
    found |= {
        "axe on a phone": faults(page),
        "small on a phone": too_small(page),
        "cut on a phone": cut(page),
    }
    at_width(page, 320)  # a window of 1280 at 400 %
    found |= {"wide at 320": too_wide(page), "cut at 320": cut(page)}
    # A page that says what was wrong with its address has an address that failed.
    found["complaint"] = [said for said in page.complaints if "Failed to load resource" not in said]
    found["another host"] = sorted(hosts - {urlsplit(server_url).netloc})
    assert [f"{where}: {what}" for where, all_of in found.items() for what in all_of] == []


def test_the_addresses_show_every_route_and_every_template(county: Path, tmp_path: Path, names):
    # With a cache of its own: what another server kept is not rendered again.
    for name in ("releases", "newsroom"):
        (tmp_path / name).symlink_to(county / name)
    app = create_app(Settings(data=tmp_path))
    client, shown = app.test_client(), set()
    routes = app.url_map.bind("localhost")
    for address in (*EVERY.values(), *_FILES.values()):
        answer = client.get(address.format(**names))
        assert answer.status_code in {200, 400, 404, 410, 414}, address
        if answer.status_code == 200:
            shown.add(routes.match(answer.request.path, return_rule=True)[0].rule)
    pages = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("public.")}
    shown_or_no_page = shown | _NO_PAGE
    assert {
        rule for rule in pages if "." not in rule.replace("..", "").rpartition("/")[2]
    } <= shown_or_no_page
    used = {name for _, name in app.jinja_env.cache}
    there = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    there = {
        name for name in there if not name.startswith("newsroom/")
    }  # signed-in work is looked at by itself
    assert there - used == {
        "digests/letter.html",  # goes by mail
        "errors/no_release.html",
        "maps/document.html",
    }  # no page of a release; drawn elsewhere
