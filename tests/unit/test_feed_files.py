"""Entries as Atom, RSS and JSON Feed: each says the same, and nothing of the clock or of its readers."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from crimemap.web.feeds.writing import Entry, Feed, Form, write

ATOM = "{http://www.w3.org/2005/Atom}"
AT = dt.datetime(2026, 11, 12, 9, 30, 7, 5, tzinfo=dt.UTC)
ENTRY = Entry(
    "/meetings/abc", "Tŷ & <b>gardd</b>", "cy", "https://crime.example/meetings/abc", "First\nsecond & <third>",
    "Meeting", AT, AT + dt.timedelta(days=1),
)  # fmt: skip
FEED = Feed(
    "News of Larkwith", "Meetings and more.", "Local crime and justice", "Open Government Licence v3.0", "en",
    "https://crime.example/feeds/areas/lark.atom", "https://crime.example/areas/lark", (ENTRY,), AT,
)  # fmt: skip


def test_atom_has_what_rfc_4287_asks_for() -> None:
    root = ET.fromstring(write(FEED, Form.ATOM))
    assert root.tag == f"{ATOM}feed"
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"
    assert root.findtext(f"{ATOM}title") == "News of Larkwith"
    assert root.findtext(f"{ATOM}updated") == "2026-11-13T09:30:07+00:00"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Local crime and justice"
    assert root.findtext(f"{ATOM}rights") == "Open Government Licence v3.0"
    links = {link.attrib["rel"]: link.attrib["href"] for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": FEED.page, "self": FEED.address}
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == "tag:crime.example,2026:/meetings/abc"
    assert entry.findtext(f"{ATOM}title") == ENTRY.title
    assert entry.findtext(f"{ATOM}summary") == "First<br>second &amp; &lt;third&gt;"
    assert entry.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "cy"
    assert entry.findtext(f"{ATOM}published") == "2026-11-12T09:30:07+00:00"


def test_rss_says_the_same() -> None:
    channel = ET.fromstring(write(FEED, Form.RSS)).find("channel")
    assert channel is not None
    item = channel.find("item")
    assert item is not None
    assert item.findtext("title") == ENTRY.title
    assert item.findtext("link") == ENTRY.address
    assert item.findtext("guid") == "tag:crime.example,2026:/meetings/abc"
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("pubDate") == "Thu, 12 Nov 2026 09:30:07 +0000"
    assert channel.findtext("lastBuildDate") == "Fri, 13 Nov 2026 09:30:07 +0000"
    assert channel.findtext("copyright") == "Open Government Licence v3.0"


def test_json_feed_says_the_same() -> None:
    said = json.loads(write(FEED, Form.JSON))
    assert said["version"] == "https://jsonfeed.org/version/1.1"
    assert (said["feed_url"], said["home_page_url"]) == (FEED.address, FEED.page)
    (item,) = said["items"]
    assert item["id"] == "tag:crime.example,2026:/meetings/abc"
    assert item["content_text"] == ENTRY.text
    assert item["language"] == "cy"
    assert (item["date_published"], item["date_modified"]) == (
        "2026-11-12T09:30:07+00:00",
        "2026-11-13T09:30:07+00:00",
    )


@pytest.mark.parametrize("form", list(Form))
def test_same_entries_are_the_same_bytes_and_none_is_a_feed_of_its_figures_age(form: Form) -> None:
    assert write(FEED, form) == write(FEED, form)
    empty = replace(FEED, entries=())
    assert write(empty, form) == write(empty, form)
    assert empty.changed == AT
    if form is not Form.JSON:
        assert b"2026" in write(empty, form)


@pytest.mark.parametrize("form", [Form.ATOM, Form.RSS])
def test_a_letter_that_xml_cannot_hold_costs_nobody_the_feed(form: Form) -> None:
    bad = replace(ENTRY, title="Bell\x07 meeting", text="form\x0cfeed \ufffe")
    root = ET.fromstring(write(replace(FEED, entries=(bad,)), form))
    assert "Bell meeting" in [node.text for node in root.iter() if node.tag.endswith("title")]
