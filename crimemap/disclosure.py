"""What may be shown: which columns and coordinates of a publisher's record enter a release, and the smallest
numbers that do. Every threshold is named here, with its source."""

from __future__ import annotations

from typing import Final

RELEASED: Final = ("force", "id", "lon", "lat", "place", "lsoa", "type", "outcome")
"""The columns of a published record that a release holds (rules M1, M2).

All of them are as the publisher itself publishes them: the point of its list and that point's name, never an
address; the month (in the file's name), never a day or an hour; its own persistent id, for the police-compatible
API and downloads only. Nothing else of a record is stored, so that nothing else can be shown.
"""

COORDINATE_DECIMALS: Final = 6
"""The publisher's precision of a map point: coordinates are kept as published, and none are made (rule M1)."""

LEAST_ADDRESSES: Final = 8
"""Postal addresses around a map point, unless there are none at all; 12 until November 2011. Rule M1. Source:
data.police.uk, location anonymisation. The publisher applies it to what it publishes; it binds forces' own files."""

FEWER_THAN: Final = 5
"""Counts from sources that are not published yet are shown as "fewer than 5" (rule M4). Source: Government
Statistical Service practice. What the publisher has published is shown as published."""

LEAST_HOUSEHOLDS: Final = 100
"""Households in an area that a visitor draws (rule M5). Our own choice, inferred from M4."""


def may_be_a_map_point(addresses: int) -> bool:
    """Whether a place with so many postal addresses around it may stand for what was recorded there (M1).

    No address at all is a public place: a park, a car park, a station.
    """
    return addresses == 0 or addresses >= LEAST_ADDRESSES


def is_too_small(count: int) -> bool:
    """Whether a count from a source that is not published must be shown as "fewer than 5" (M4); 0 need not."""
    return 0 < count < FEWER_THAN
