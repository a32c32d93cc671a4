"""Ways in: the start page, every area, and the search."""

from __future__ import annotations

from typing import Final

from flask import g, request
from flask.typing import ResponseReturnValue

from crimemap import places
from crimemap.cache import Page, cached
from crimemap.language import gettext as _
from crimemap.places import Outcome
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.forms import SearchQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import doing, gatherings

_FEW: Final = 60


@public.get("/")
@cached(written=True)
def start() -> Page:
    """The way in: find an area, choose a partnership, or read what was done lately."""
    latest = doing.told(g.release, None, doing.written_of_all(g.release))
    partnerships = g.release.areas(AreaKind.PARTNERSHIP)
    coming = gatherings.coming(g.release, None)
    kind = AreaKind.PARTNERSHIP if 0 < len(partnerships) <= _FEW else AreaKind.FORCE
    groups = [site.choices(g.release, kind)]
    return site.page(
        "public/start.html",
        until=doing.earliest(latest.written.until, coming.until),
        lead=site.promise(g.release),
        groups=groups,
        examples=site.examples(g.release),
        latest=latest,
        meetings=coming.rows,
    )


@public.get("/areas")
@cached()
def areas() -> Page:
    """Every area by partnership."""
    groups = [site.group(found) for found in places.directory(g.release)]
    groups.append(site.forces(g.release))
    lead = _("Listed by place, north to south. Small areas are on the page of the area they lie in.")
    return site.page("public/areas.html", groups=groups, lead=lead)


@public.get("/search")
def search() -> ResponseReturnValue:
    """Find an area by postcode, name or point: one → its page; several → a list; none → what to do."""
    query = SearchQuery.from_args(request.args)
    if query.point is not None:
        found = places.find_point(g.release, *query.point)
    elif query.q is not None:
        found = places.find(g.release, query.q)
    else:
        return site.page("public/search.html", **site.search_answer(g.release, None, ""))
    if found.outcome is Outcome.ONE:
        return site.no_store(site.see_other(site.href("area", area=found.areas[0])))
    answer = site.search_answer(g.release, found, query.q or "")
    status = 400 if answer["error"] else 200
    return site.no_store(site.page("public/search.html", status=status, noindex=True, **answer))
