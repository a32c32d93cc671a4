from __future__ import annotations

import pytest

from crimemap import disclosure
from crimemap.release import layout


def test_a_release_holds_no_day_no_hour_and_no_address() -> None:
    assert set(disclosure.RELEASED) == {"force", "id", "lon", "lat", "place", "lsoa", "type", "outcome"}


def test_coordinates_are_kept_at_the_publishers_precision() -> None:
    assert 10**disclosure.COORDINATE_DECIMALS == layout.MICRO


@pytest.mark.parametrize(
    ("addresses", "allowed"), [(0, True), (1, False), (7, False), (8, True), (500, True)]
)
def test_a_map_point_stands_for_eight_addresses_or_for_none(addresses: int, allowed: bool) -> None:
    assert disclosure.may_be_a_map_point(addresses) is allowed


@pytest.mark.parametrize(("count", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_counts_from_one_to_four_of_unpublished_sources_are_too_small(count: int, small: bool) -> None:
    assert disclosure.is_too_small(count) is small
