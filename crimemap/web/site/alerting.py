"""Which area a letter is to be about: as the search finds a place, down to a neighbourhood or a ward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crimemap import places
from crimemap.language import gettext as _
from crimemap.places import Outcome
from crimemap.release import Area, Release
from crimemap.terms import AreaKind
from crimemap.web.site.finding import area_note
from crimemap.web.site.searching import search_answer

_MOST_OFFERED: Final = 12


@dataclass(frozen=True, slots=True)
class Where:
    """What was found for the place that was typed: an area, or several to choose from, or what is wrong."""

    area: Area | None = None
    several: tuple[tuple[str, str], ...] = ()
    error: str = ""


def where(release: Release, typed: str, chosen: str = "") -> Where:
    """The area that a place means."""
    found = places.find(release, typed)
    here = {area.code: area for area in (_named(release, each) for each in found.areas)}
    if found.outcome is Outcome.ONE and here:
        return Where(next(iter(here.values())))
    if found.outcome in {Outcome.SEVERAL, Outcome.SIMILAR} and here:
        if chosen in here:
            return Where(here[chosen])
        several = tuple(
            (area.code, _("%(place)s (%(note)s)", place=area.name, note=area_note(release, area)))
            for area in list(here.values())[:_MOST_OFFERED]
        )
        return Where(several=several, error=_("Choose which one you mean, or enter a postcode."))
    answer = search_answer(release, found, typed)
    if answer["error"]:
        return Where(error=f"{answer['error']}.")
    return Where(error=_("%(problem)s. Enter a postcode, or a larger place nearby.", problem=answer["title"]))


def lasting(release: Release, area: Area) -> Area:
    """The area that letters are about where a page of `area` leads to them: small areas have no names."""
    return _named(release, area)


def _named(release: Release, area: Area) -> Area:
    if area.kind is not AreaKind.LSOA:
        return area
    above = {each.kind: each for each in release.ancestors(area)}
    return above.get(AreaKind.NEIGHBOURHOOD) or above.get(AreaKind.WARD) or area
