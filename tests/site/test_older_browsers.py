"""The style sheets as browsers read them that are older than ours (static/build.mjs names the oldest)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

DIST = Path(__file__).resolve().parents[2] / "static" / "dist"
NAMES = ("deck.css", "embed.css", "pack.css", "site.css")


@pytest.fixture(params=NAMES)
def sheet(request: pytest.FixtureRequest) -> str:
    return (DIST / json.loads((DIST / "manifest.json").read_text())[request.param]).read_text()


def test_a_mark_between_links_is_drawn_where_nobody_can_say_that_it_is_not_read_out(sheet: str) -> None:
    """Firefox before 128 and Safari before 17.4 drop such a rule: links would run into one another."""
    for mark in re.findall(r'content:("[^"]*")/""', sheet):
        assert f'content:{mark};content:{mark}/""' in sheet


def test_letters_keep_their_size_on_a_phone_that_is_held_sideways(sheet: str) -> None:
    """Safari knows this by a name of its own."""
    assert sheet.count("text-size-adjust:") == 0 or "-webkit-text-size-adjust:" in sheet


def test_no_rule_of_a_slide_is_lost_by_a_selector_that_firefox_115_does_not_know() -> None:
    names = json.loads((DIST / "manifest.json").read_text())
    assert ":has(" not in (DIST / names["deck.css"]).read_text()
