"""What a leaflet is called where it is ordered or asked about: "TV-LK-2611", Larkwith in Tamber Vale, November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from crimemap.release import Area, Release
from crimemap.terms import AreaKind

_LEADING: Final = {AreaKind.WARD: "W", AreaKind.COMMITTEE: "C", AreaKind.FORCE: "F"}
"""Kinds whose names are often those of neighbourhoods too."""


def reference(release: Release, area: Area, made: date, edition: str = "") -> str:
    """Two areas of a release never share one in a month; `edition` tells apart what was composed anew."""
    whole = _whole(release, area)
    parts = [_mark(release, whole), "" if whole == area else _mark(release, area), f"{made:%y%m}", edition]
    return "-".join(part for part in parts if part)


def _whole(release: Release, area: Area) -> Area:
    """The partnership of an area, or the area itself where it lies in none."""
    lineage = [area, *release.ancestors(area)]
    return next((one for one in lineage if one.kind is AreaKind.PARTNERSHIP), area)


def _mark(release: Release, area: Area) -> str:
    if area.kind is AreaKind.LSOA:
        return area.code
    return _LEADING.get(area.kind, "") + _marks(release, area.kind, _whole(release, area).code)[area.code]


@lru_cache(maxsize=256)
def _marks(release: Release, kind: AreaKind, whole: str) -> dict[str, str]:
    """A mark for each area of a kind, by code: of one partnership, or all that lie in none of the others' way."""
    siblings = [
        one
        for one in release.areas(kind)
        if kind in {AreaKind.PARTNERSHIP, AreaKind.FORCE} or _whole(release, one).code in {whole, one.code}
    ]
    found: dict[str, str] = {}
    for one in sorted(siblings, key=lambda each: each.code):
        taken = set(found.values())
        found[one.code] = next(each for each in _candidates(one.official) if each not in taken)
    return found


def _candidates(name: str) -> Iterator[str]:
    """The first letters of its words; else its first letter with each that follows; else with a number."""
    words = [
        "".join(letter for letter in normalize("NFKD", word).upper() if "A" <= letter <= "Z")
        for word in name.split()
    ]
    words = [word for word in words if word] or ["X"]
    whole = "".join(words)
    if len(words) > 1:
        yield "".join(word[0] for word in words)[:4]
    consonants = [letter for letter in whole[1:] if letter not in "AEIOU"]
    yield from (whole[0] + letter for letter in (*consonants, *whole[1:]))
    number = 1
    while True:
        number += 1
        yield f"{whole[0]}{number}"
