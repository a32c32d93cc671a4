"""Letters about an area: which area is meant, as the search finds a place; and what the pages of their links say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crimemap import places
from crimemap.language import gettext as _
from crimemap.places import Outcome
from crimemap.release import Area, Release
from crimemap.terms import AreaKind
from crimemap.web.site.finding import area_note
from crimemap.web.site.frame import href
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


@dataclass(frozen=True, slots=True)
class OfLink:
    """A page behind a link of a letter: what it asks and the `buttons` that answer (name, value and label, the first
    the usual one), or that it is done and where to go on."""

    title: str
    lead: str
    buttons: tuple[tuple[str, str, str], ...] = ()
    note: str = ""
    link: tuple[str, str] | None = None


def to_confirm(area: Area | None, *, more: bool) -> OfLink:
    """Whoever reads this asked, or somebody else did for them."""
    lead = _about(
        area, _("It is about %(place)s and comes once a month, to the address that this link was sent to."),
        _("It comes once a month, to the address that this link was sent to."),
    )  # fmt: skip
    if more:
        lead += " " + _("Another comes whenever a meeting there is cancelled or moved.")
    note = _("If you did not ask for it, close this page: nothing is sent, and the address is erased.")
    return OfLink(_("Get the monthly letter?"), lead, (("", "", _("Yes, send it")),), note)


def to_confirm_more(area: Area | None) -> OfLink:
    """Who gets the monthly letter, and is said to want those at once as well."""
    lead = _about(
        area, _("A letter then comes whenever a meeting in %(place)s is cancelled or moved."),
        _("A letter then comes whenever a meeting of your area is cancelled or moved."),
    )  # fmt: skip
    note = _("If you did not ask for it, close this page: nothing changes.")
    return OfLink(_("Hear of cancelled and moved meetings?"), lead, (("", "", _("Yes, write to me")),), note)


def confirmed(area: Area | None, *, more: bool) -> OfLink:
    """It is done."""
    lead = _about(
        area, _("It is about %(place)s and comes once a month. A link in each letter stops it."),
        _("It comes once a month. A link in each letter stops it."),
    )  # fmt: skip
    if more:
        lead += " " + _("When a meeting there is cancelled or moved, a letter comes at once.")
    link = (href("area", area=area), _("The page of %(place)s", place=area.name)) if area else None
    return OfLink(_("You get the monthly letter"), lead, link=link)


def to_stop(area: Area | None, *, more: bool) -> OfLink:
    """One press stops everything; who gets letters at once may keep the monthly one."""
    if not more:
        lead = _about(
            area, _("The letter about %(place)s then comes no more, and your address is erased at once."),
            _("It then comes no more, and your address is erased at once."),
        )  # fmt: skip
        return OfLink(_("Stop the monthly letter?"), lead, (("", "", _("Stop it")),))
    lead = _about(
        area, _("No letter about %(place)s then comes any more, and your address is erased at once."),
        _("No letter then comes any more, and your address is erased at once."),
    )  # fmt: skip
    both = (("", "", _("Stop all letters")), ("only", "changes", _("Only those about changed meetings")))
    note = _("The second button leaves you the monthly letter.")
    return OfLink(_("Stop the letters?"), lead, both, note)


def stopped() -> OfLink:
    """Nothing is left."""
    lead = _("No further letter comes, and the address has been erased.")
    return OfLink(_("The monthly letter is stopped"), lead, link=(href("alerts"), _("Ask for it again")))


def stopped_changes() -> OfLink:
    """The monthly letter goes on."""
    lead = _("You are told of cancelled and moved meetings no more. The monthly letter goes on.")
    return OfLink(_("These letters are stopped"), lead)


def dead(why: str) -> OfLink:
    """A link that does nothing."""
    return OfLink(_("This link does not work"), why, link=(href("alerts"), _("Ask for the monthly letter")))


def _about(area: Area | None, said: str, without: str) -> str:
    """`said` holds a place for the name of the area."""
    return said % {"place": area.name} if area is not None else without
