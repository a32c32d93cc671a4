"""What areas are called where what people wrote names them by code: a release may have come that has none of it."""

from __future__ import annotations

from collections.abc import Iterable

from crimemap.editorial.people import EVERYWHERE
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.terms import AreaKind
from crimemap.web.site.finding import said_back
from crimemap.web.site.served import NoFigures


def name_of(release: Release, code: str) -> str:
    """An area's name; its code where this release does not hold it."""
    area = release.area(code)
    return area.name if area else code


def names_of(release: Release, codes: Iterable[str]) -> dict[str, str]:
    """The same of several, by code; EVERYWHERE is no area."""
    return {code: name_of(release, code) for code in codes if code != EVERYWHERE}


def partnerships(release: Release) -> dict[str, str]:
    """Names of the installation's partnerships by code, by place."""
    return {area.code: area.name for area in release.areas(AreaKind.PARTNERSHIP)}


def partnership_asked(release: Release, code: str) -> Area | None:
    """The partnership that an address asks for, None for "". Raises NoFigures where there is none of that code."""
    if not code:
        return None
    found = release.area(code)
    if found is None or found.kind is not AreaKind.PARTNERSHIP:
        raise NoFigures(_("There is no partnership with the code %(code)s here.", code=said_back(code)))
    return found
