"""The monthly letter in a real browser: asked for, confirmed and stopped by its buttons, as a browser sends them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from crimemap.editorial.subscriptions import Link, Subscription, path_of
from tests.browser.newsroom_site import NewsroomSite
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_confirms_the_letter_and_stops_it(
    somebody: Callable[..., Visitor], site: NewsroomSite, script: bool
):
    reader = somebody(390, java_script_enabled=script)
    reader.go("/alerts?area=corvenshire-tv3")
    reader.write("Your email address", f"reader-{int(script)}@corven.example")
    site.wait(seconds=30)
    assert "Now look at your email" in reader.press("Send me a link to confirm")
    link = re.findall(r"\S+/alerts/confirm/\S+", site.letters())[-1]
    reader.go(link)
    assert "You get the monthly letter" in reader.press("Yes, send it")
    reader.go(stopping(site))
    assert "The monthly letter is stopped" in reader.press("Stop it")


def stopping(site: NewsroomSite) -> str:
    """The link that stands in each letter to the one who reads it."""

    def read(session) -> str:
        (found,) = session.scalars(select(Subscription).where(Subscription.confirmed_at.is_not(None)))
        return path_of(session, Link.STOP, found.id, "en")

    return site.call(read)
