"""A meeting in a box in browsers that are older than the one that these tests drive."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_leaving_is_asked_about_there_too(laptop):
    """Chromium before 119, as on Windows 7 and 8, heeds the event's own answer alone."""
    page = laptop(at="#decisions")
    leaving = """() => {
      const event = document.createEvent("BeforeUnloadEvent");
      event.initEvent("beforeunload", false, true);
      dispatchEvent(event);
      return event.returnValue;
    }"""
    assert page.evaluate(leaving) == ""
    page.get_by_role("textbox", name="What was decided").fill("Half a thought")
    assert page.evaluate(leaving)
