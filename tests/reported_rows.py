"""Reported figures of the small release's partnership, and where it stands on an indicator by them.

found = standing(small, place_of(small), "ni-4", reported("ni-4", 31.0), result(50.0))
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from crimemap.measures import indicators as measured
from crimemap.measures.indicators import Standing
from crimemap.release import Area, Release
from crimemap.survey import Book, Reported, Result, Role
from tests.small_places import PARTNERSHIP

YEAR: Final = (date(2025, 4, 1), date(2026, 3, 31))
BEFORE: Final = (date(2024, 4, 1), date(2025, 3, 31))


def place_of(release: Release) -> Area:
    """Tamber Vale."""
    found = release.area(PARTNERSHIP)
    assert found is not None
    return found


def reported(indicator: str, value: float, role: Role = Role.VALUE, **others: Any) -> Reported:
    """A row of Tamber Vale for the year to March 2026, in percent; anything else by name."""
    row = Reported(
        indicator, PARTNERSHIP, role, value, *YEAR, "%", None, None, None, "Tamber Vale performance book",
        "https://tamber.example/book", "Open Government Licence v3.0",
    )  # fmt: skip
    return replace(row, **others)


def changed(indicator: str, value: float, before: float, now: float, **others: Any) -> Reported:
    """A change between the two years, with both counts."""
    days = {"before_first": BEFORE[0], "before_last": BEFORE[1]}
    return reported(indicator, value, Role.CHANGE, before=before, now=now, **days, **others)


def book(*rows: Result | Reported) -> Book:
    """These rows, survey results and reported figures apart."""
    results = [row for row in rows if isinstance(row, Result)]
    return Book([("r1", results, [row for row in rows if isinstance(row, Reported)])])


def standing(release: Release, place: Area, indicator: str, *rows: Result | Reported) -> Standing:
    """Where `place` stands by these rows alone."""
    return measured.standing_of(book(*rows), release, measured.catalogue()[indicator], place)
