"""The form of a file that is taken along: what is in sight on a wall, and what never lies under or behind another."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_the_button_for_a_second_decision_is_seen_whole_before_anything_is_scrolled(laptop):
    page = laptop(at="#decisions")
    more = page.get_by_role("button", name="Add a decision").bounding_box()
    assert more["y"] + more["height"] <= page.locator(".cm-decide__save").bounding_box()["y"]


def test_nothing_is_read_through_the_bar_of_the_deck(laptop):
    page = laptop(at="#decisions")
    page.get_by_role("button", name="Add a decision").click()
    page.locator("[data-kept]").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight - innerHeight - 60)")
    words = page.evaluate("""() => {
      const bar = document.querySelector('[data-bar]').getBoundingClientRect();
      const between = (x) => document.elementFromPoint(x, bar.top + bar.height / 2);
      return [bar.right + 20, bar.right + 120, innerWidth - 60].map((x) => between(x).className);
    }""")
    assert not any("cm-decide" in each for each in words), words
