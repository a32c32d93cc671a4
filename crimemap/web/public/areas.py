"""The pages of one area: what is said of it, its figures, its map."""

from __future__ import annotations

from flask import g

from crimemap import brief, maps
from crimemap.cache import Page, cached
from crimemap.language import gettext as _
from crimemap.measures.crime import ALL
from crimemap.release import Area
from crimemap.web import site
from crimemap.web.forms import CrimeQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import drawing, figures, tables


@public.get("/areas/<area>")
@cached()
def area(area: Area) -> Page:
    """One area: what happened, where, of which kinds, month by month, and how good the figures are."""
    told = brief.brief_of(g.release, area, site.published(g.release))
    return site.page(
        "public/area.html",
        brief=told,
        pictures=drawing.pictures(told),
        labels=tables.labels(told),
        here=site.href("area", area=area),
    )


@public.get("/areas/<area>/crime")
@cached(CrimeQuery)
def crime(area: Area, query: CrimeQuery) -> Page:
    """The figures of an area: by month, by type, or one type of one month in its parts."""
    table = tables.crime_table(g.release, area, query.month, query.choice)
    return site.page(
        "public/crime.html", area=area, query=query, table=table, here=site.href("area", area=area)
    )


@public.get("/areas/<area>/crime.csv")
@cached(CrimeQuery)
def crime_csv(area: Area, query: CrimeQuery) -> Page:
    """The same figures for a program or a spreadsheet: one row a figure."""
    answer = site.plain(figures.to_csv(g.release, area, query.month, query.type), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"crime-{area.code}.csv")
    return answer


@public.get("/areas/<area>/map")
@cached(CrimeQuery)
def map(area: Area, query: CrimeQuery) -> Page:  # noqa: A001  # the address's own name
    """The full-screen map, a document of its own."""
    return site.plain(drawing.document(g.release, _sheet(area, query), query.canonical()), "text/html")


@public.get("/areas/<area>/map.js")
@cached()
def map_script(area: Area) -> Page:
    """The script of an area's map: the same for every month and type."""
    _sheet(area, CrimeQuery())
    return site.plain(maps.map_script(area), "text/javascript")


@public.get("/areas/<area>/map.geojson")
@cached(CrimeQuery)
def map_data(area: Area, query: CrimeQuery) -> Page:
    """What the map draws: the same figures as the table."""
    return site.plain(drawing.data(g.release, _sheet(area, query)), "application/geo+json")


@public.get("/areas/<area>/map.svg")
@cached(CrimeQuery)
def map_picture(area: Area, query: CrimeQuery) -> Page:
    """The static map as a file of its own."""
    drawn = maps.static_svg(g.release, _sheet(area, query), "wide", standalone=True)
    return site.plain(drawn, "image/svg+xml")


def _sheet(area: Area, query: CrimeQuery) -> maps.MapSheet:
    """What the map of this choice shows. Raises NoFigures where there is nothing to draw it on."""
    period = figures.period_of(g.release, query.month)
    sheet = brief.map_of(g.release, area, query.type or ALL, period)
    if sheet is None:
        raise site.NoFigures(
            _("There is no map: the publisher supplies no boundary for %(place)s.", place=area.name)
        )
    return sheet
