"""The data of a map of whatever a sheet holds: for the page in two pieces, for other people's programs in one."""

from __future__ import annotations

from collections.abc import Callable

from crimemap.maps.data import map_data as counts_data
from crimemap.maps.data import map_ground as counts_ground
from crimemap.maps.rate_data import rate_data, rate_ground_data
from crimemap.maps.rates import RateSheet
from crimemap.maps.sheet import MapSheet
from crimemap.release import Area, Release


def map_data(
    release: Release, sheet: MapSheet | RateSheet, address: Callable[[Area], str], *, ground: bool = True
) -> bytes:
    """A FeatureCollection of all that is drawn; without `ground`, of what month and type change.

    `address` gives the page of a part.
    """
    if isinstance(sheet, RateSheet):
        return rate_data(release, sheet, address, ground=ground)
    return counts_data(release, sheet, address, ground=ground)


def map_ground(release: Release, sheet: MapSheet | RateSheet) -> bytes:
    """A FeatureCollection of what lies under the figures, the same for every month and type."""
    if isinstance(sheet, RateSheet):
        return rate_ground_data(release, sheet)
    return counts_ground(release, sheet)
