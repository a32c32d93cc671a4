"""The small map of an area's first screen: nothing lies on it where it is small."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def test_the_button_to_the_map_covers_no_part_of_an_area_on_a_phone(new_page, server_url):
    for width in (320, 390, 700):
        page = new_page(width=width, height=844)
        page.goto(f"{server_url}/areas/corvenshire-hx5")  # an island in the corner where the button once was
        drawn = page.locator(".cm-hero__map > svg").bounding_box()
        button = page.get_by_role("link", name="See the map").bounding_box()
        assert drawn
        assert button
        assert button["y"] >= drawn["y"] + drawn["height"]
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        page.close()
