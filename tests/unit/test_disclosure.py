from __future__ import annotations

from crimemap import disclosure


def test_a_release_holds_no_day_no_hour_and_no_address() -> None:
    assert set(disclosure.RELEASED) == {"force", "id", "lon", "lat", "place", "lsoa", "type", "outcome"}
