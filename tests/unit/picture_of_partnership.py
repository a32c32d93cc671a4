"""One partnership of the small release with these rows alone, for tests of what is said of it.

found = picture(small, result(46, wave="2025"), result(50), reported=(target(54, day),))
"""

from __future__ import annotations

from crimemap.measures import confidence
from crimemap.measures.confidence import Confidence
from crimemap.release import Area, Release
from crimemap.survey import Book, Reported, Result
from tests.small_places import PARTNERSHIP


def book(*rows: Result, reported: tuple[Reported, ...] = ()) -> Book:
    return Book([("r", rows, reported)])


def partnership(release: Release) -> Area:
    found = release.area(PARTNERSHIP)
    assert found is not None
    return found


def picture(release: Release, *rows: Result, reported: tuple[Reported, ...] = ()) -> Confidence:
    return confidence.of_partnership(book(*rows, reported=reported), release, partnership(release))
