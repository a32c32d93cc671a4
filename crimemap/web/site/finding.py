"""What is said of areas that are listed or looked for."""

from __future__ import annotations

from typing import Any, Final

from crimemap import brief, words
from crimemap.language import gettext as _
from crimemap.places import LONGEST_QUESTION, Found, Group, Outcome, display_postcode
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


def search_answer(release: Release, found: Found | None, asked: str) -> dict[str, Any]:
    """Everything that the search page says: title, lead, list, help and error."""
    outcome = found.outcome if found else None
    error = _error(outcome)
    title, lead, *help_lines = _said(release, found) if found and not error else (_("Find your area"), "")
    return {
        "q": asked[:LONGEST_QUESTION] if asked.isprintable() else "",
        "title": title,
        "lead": lead,
        "help": help_lines,
        "error": error,
        "areas": found.areas if found else (),
        "notes": notes(release, found.areas) if found else {},
    }


def _error(outcome: Outcome | None) -> str | None:
    """What is wrong with the question itself."""
    match outcome:
        case Outcome.EMPTY:
            return _("Enter a postcode, or the name of a place")
        case Outcome.TOO_LONG:
            return _("Enter a postcode, or a name of %(most)s letters or fewer", most=LONGEST_QUESTION)
        case Outcome.UNREADABLE:
            return _("Enter a postcode or a name in letters and figures")
        case Outcome.HALF_A_POSTCODE:
            return _("Enter the whole postcode, like SW1A 1AA")
        case _:
            return None


def _said(release: Release, found: Found) -> tuple[str, ...]:
    """Title, lead and further lines for a question that could be looked up."""
    place = brief.place_of(release)
    here = _("This site covers %(place)s only.", place=place)
    elsewhere = _("For other places in England, Wales and Northern Ireland see police.uk.")
    match found.outcome:
        case Outcome.SEVERAL:
            return (
                _("Which one do you mean?"),
                _("Several areas match. They are told apart by kind and place."),
            )
        case Outcome.SIMILAR:
            return (_("Did you mean one of these?"), _("No area has exactly that name."))
        case Outcome.POSTCODE_NOT_HERE:
            title = _(
                "%(postcode)s is not in an area of this site", postcode=display_postcode(found.postcode)
            )
            newer = _(
                "A postcode that is only a few months old may be missing: look for the place by name instead."
            )
            return (title, here, newer, elsewhere)
        case Outcome.NO_POSTCODES:
            title = _("This site cannot look up postcodes")
            return (title, _("No list of postcodes is loaded. Look for the place by its name instead."))
        case _:
            spelling = _("Check the spelling, try the name of a larger place nearby, or use a postcode.")
            return (_("No area of that name"), here, spelling, elsewhere)


def said_back(text: str) -> str:
    """What was typed, fit to be said back: bounded, and without what cannot be printed."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text[:_MOST_SAID_BACK])
    return clean + "…" if len(text) > _MOST_SAID_BACK else clean
