"""One calendar of every body's meetings, and each meeting on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self
from urllib.parse import urlencode

from flask import g
from werkzeug.datastructures import MultiDict

from crimemap import places
from crimemap.cache import Page, cached
from crimemap.editorial import happened
from crimemap.editorial.meetings import Body, Gathering
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.terms import Month
from crimemap.web import site
from crimemap.web.forms import month_asked
from crimemap.web.public.blueprint import public
from crimemap.web.site import gatherings, written
from crimemap.web.site.brands import brand_shown

_LONGEST_CODE: Final = 60


@dataclass(frozen=True, slots=True)
class MeetingsQuery:
    """`?area=E22…&body=council&month=2026-12`. Nothing: all that are to come, and the last that were held."""

    area: str = ""
    body: Body | None = None
    month: Month | None = None

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored; of a repeated one the first counts."""
        return cls(
            args.get("area", "")[:_LONGEST_CODE],
            _body(args.get("body", "")),
            month_asked(args.get("month", "")),
        )

    def canonical(self) -> str:
        """The one query string that says the same."""
        pairs = {"area": self.area, "body": self.body, "month": self.month}
        return urlencode({name: str(value) for name, value in pairs.items() if value})

    def area_in(self, release: Release) -> Area | None:
        """The area that is asked for. Raises NoFigures where there is none of that code."""
        found = places.by_code(release, self.area) if self.area else None
        if self.area and found is None:
            raise site.NoFigures(
                _("There is no area with the code %(code)s here.", code=site.said_back(self.area))
            )
        return found


@public.get("/meetings")
@cached(MeetingsQuery, written=True)
def meetings(query: MeetingsQuery) -> Page:
    """Those to come by month, then those that were held with what they decided; by area, body and month."""
    area = query.area_in(g.release)
    found = gatherings.of_area(g.release, area) if area else gatherings.of_all(g.release)
    told = gatherings.known(g.release, area)
    return site.page(
        "public/meetings/list.html",
        until=gatherings.until(g.release, area, found),
        nav="doing",
        area=area,
        query=query,
        shown=gatherings.shown_of(g.release, found, query.body, query.month),
        available=told.available,
        brand=brand_shown(told.brand if area else None),
    )


@public.get("/meetings/<meeting_id>")
@cached(written=True)
def meeting(meeting_id: str) -> Page:
    """One meeting: what changed, when and where, who comes, the agenda, the papers, what it decided."""
    one = gatherings.asked(meeting_id)
    all_of_them, whose = gatherings.of_all(g.release), g.release.area(one.partnership)
    return site.page(
        "public/meetings/one.html",
        until=gatherings.until(g.release, None, [*all_of_them, one]),
        nav="doing",
        told=gatherings.view(g.release, one, all_of_them, _recorded(one)),
        brand=brand_shown(gatherings.known(g.release, whose).brand if whose else None),
    )


def _recorded(one: Gathering) -> datetime | None:
    """When what it decided was last published."""
    if one.record is None:
        return None
    found = written.read(lambda session: happened.decided(session, site.now()), None) or {}
    return found[one.id].changed if one.id in found else None


def _body(text: str) -> Body | None:
    if not text:
        return None
    try:
        return Body(text)
    except ValueError:
        known = ", ".join(Body)
        said = _(
            "“%(text)s” holds no meetings. Write one of: %(known)s.", text=site.said_back(text), known=known
        )
        raise site.BadQuery(said) from None
