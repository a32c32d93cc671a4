"""The map of an area: its document, its script, its data, its picture; circles for counts, shading for rates."""

from __future__ import annotations

from flask import g

from crimemap import brief, maps
from crimemap.cache import Page, cached
from crimemap.language import gettext as _
from crimemap.language import month_name
from crimemap.measures.crime import ALL
from crimemap.release import Area
from crimemap.terms import Month
from crimemap.web import site
from crimemap.web.forms import CrimeQuery, GroundQuery, MapDataQuery, PictureQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import drawing, figures


@public.get("/areas/<area>/map")
@cached(CrimeQuery)
def map(area: Area, query: CrimeQuery) -> Page:  # noqa: A001  # the address's own name
    """The full-screen map, a document of its own."""
    if (later := _first_year_with(query)) is not None:
        return site.see_other(site.href("map", area=area, month=later, type=query.type, show=query.shown))
    return site.plain(drawing.document(g.release, _sheet(area, query), query.canonical()), "text/html")


@public.get("/areas/<area>/map.js")
@cached()
def map_script(area: Area) -> Page:
    """The script of an area's map: the same for every month and type."""
    _sheet(area, CrimeQuery())
    return site.plain(maps.map_script(area), "text/javascript")


@public.get("/areas/<area>/map.geojson")
@cached(MapDataQuery)
def map_data(area: Area, query: MapDataQuery) -> Page:
    """What the map draws: the same figures as the table. With `ground=no`, the figures alone."""
    data = drawing.data(g.release, _sheet(area, query.choice), ground=query.ground)
    return site.plain(data, "application/geo+json")


@public.get("/areas/<area>/map-ground.geojson")
@cached(GroundQuery)
def map_ground(area: Area, query: GroundQuery) -> Page:
    """What lies under the figures: fetched once, since no month and no type changes it."""
    return site.plain(maps.map_ground(g.release, _sheet(area, query.choice)), "application/geo+json")


@public.get("/areas/<area>/map.svg")
@cached(PictureQuery)
def map_picture(area: Area, query: PictureQuery) -> Page:
    """The static map as a file of its own."""
    drawn = maps.static_svg(g.release, _sheet(area, query.choice), query.size, standalone=True)
    return site.plain(drawn, "image/svg+xml")


def _sheet(area: Area, query: CrimeQuery) -> maps.MapSheet | maps.RateSheet:
    """What the map of this choice shows. Raises NoFigures where there is nothing to draw it on."""
    if query.show == "rate":
        return _rate_sheet(area, query)
    sheet = brief.map_of(g.release, area, query.type or ALL, figures.period_of(g.release, query.month))
    if sheet is None:
        raise _no_map(area)
    return sheet


def _no_map(area: Area) -> site.NoFigures:
    return site.NoFigures(
        _("There is no map: the publisher supplies no boundary for %(place)s.", place=area.name)
    )


def _first_year_with(query: CrimeQuery) -> Month | None:
    """The end of the first year held, for rates of a month before it: that year holds the month.

    The form of the map leads there when somebody goes from the circles of such a month to the shading.
    """
    years = maps.months(g.release, rate=True)
    asked = query.show == "rate" and query.month in g.release.months and query.month not in years
    return years[0] if asked else None


def _rate_sheet(area: Area, query: CrimeQuery) -> maps.RateSheet:
    """Raises BadQuery for a month that ends no year of the release: a rate is of twelve months."""
    if area.bounds is None:
        raise _no_map(area)
    last = figures.known_month(g.release, query.month)
    asked = maps.months(g.release, rate=True)
    if last is not None and last not in asked:
        raise site.BadQuery(
            _(
                "A rate is of twelve months, and %(month)s ends none that are held here: the first that does is"
                " %(first)s. Choose it or a later month, or show the number recorded.",
                month=month_name(last),
                first=month_name(asked[0]),
            )
        )
    return maps.rate_sheet_of(g.release, area, query.type or ALL, last, invented=brief.is_invented(g.release))
