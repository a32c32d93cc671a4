"""What is said of areas that are listed or looked for."""

from __future__ import annotations

from typing import Any, Final

from crimemap import brief, words
from crimemap.language import gettext as _
from crimemap.places import Group
from crimemap.release import Area, Release
from crimemap.terms import AreaKind

_MOST_SAID_BACK: Final = 60
_FEW_NAMES: Final = 6


def area_note(release: Release, area: Area) -> str:
    """What tells an area from another of its name: its kind, and what it lies in."""
    above = release.area(area.parent) if area.parent else None
    if above is None:
        return words.kind(area.kind, area.nation)
    return _("%(kind)s in %(place)s", kind=words.kind(area.kind, area.nation), place=above.name)


def notes(release: Release, areas: tuple[Area, ...]) -> dict[str, str]:
    """`area_note` by code."""
    return {area.code: area_note(release, area) for area in areas}


def group(found: Group) -> dict[str, Any]:
    """One group of the page of all areas; kinds are named only where they are mixed."""
    kinds = {area.kind for area in found.areas}
    return {
        "area": found.area,
        "title": _("Other areas"),
        "note": words.kind(found.area.kind, found.area.nation) if found.area else "",
        "areas": found.areas,
        "notes": {area.code: words.kind(area.kind, area.nation) for area in found.areas}
        if len(kinds) > 1
        else {},
    }


def forces(release: Release) -> dict[str, Any]:
    """The police forces, last on the page of all areas."""
    areas = release.areas(AreaKind.FORCE)
    return {"area": None, "title": words.kinds(AreaKind.FORCE), "note": "", "areas": areas, "notes": {}}


def promise(release: Release) -> str:
    """What the site has to say: a comparison only where the release reaches back to the year before."""
    place = brief.place_of(release)
    if brief.reaches_back(release):
        return _(
            "What the police recorded in every part of %(place)s, month by month,"
            " and how that compares with the year before.",
            place=place,
        )
    return _("What the police recorded in every part of %(place)s, month by month.", place=place)


def choices(release: Release, kind: AreaKind) -> dict[str, Any]:
    """The areas that the start page offers, each with the first few names inside it, to know it by."""
    areas = release.areas(kind)
    inside = {area.code: release.parts(area, AreaKind.NEIGHBOURHOOD) for area in areas}
    names = {
        code: ", ".join(part.name for part in parts[:_FEW_NAMES]) for code, parts in inside.items() if parts
    }
    more = {code: names[code] + (" …" if len(inside[code]) > _FEW_NAMES else "") for code in names}
    return {"kind": kind, "areas": areas, "notes": more}


def said_back(text: str) -> str:
    """What was typed, fit to be said back: bounded, and without what cannot be printed."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text[:_MOST_SAID_BACK])
    return clean + "…" if len(text) > _MOST_SAID_BACK else clean
