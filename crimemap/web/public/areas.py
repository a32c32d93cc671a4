"""The pages of one area: what is said of it, and its figures; its map is in mapping."""

from __future__ import annotations

from flask import g

from crimemap.cache import Page, cached
from crimemap.release import Area
from crimemap.web import site
from crimemap.web.forms import CrimeQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import (
    beside,
    bulk,
    claims,
    confidence,
    doing,
    drawing,
    figures,
    rates,
    surveyed,
    tables,
    team,
    timetable,
)
from crimemap.web.site.brands import brand_shown
from crimemap.web.site.briefs import brief_now


@public.get("/areas/<area>")
@cached(written=True)
def area(area: Area) -> Page:
    """One area: what happened, where, of which kinds, month by month, and how good the figures are."""
    told = brief_now(g.release, area)
    written = told.written
    who = team.team_view(told, site.now())
    return site.page(
        "public/area.html",
        until=doing.earliest(who.until, written.until, surveyed.until(), timetable.until()),
        brief=told,
        doing=doing.of_area(g.release, area, written),
        brand=brand_shown(written.brand),
        who=who,
        pictures=drawing.pictures(told),
        labels=tables.labels(told),
        beside=beside.beside_of(told),
        feel=confidence.section_of(told),
        on_curve=claims.place_on_curve(g.release, area),
        here=site.href("area", area=area),
    )


@public.get("/areas/<area>/crime")
@cached(CrimeQuery)
def crime(area: Area, query: CrimeQuery) -> Page:
    """The figures of an area: by month, by type, one type of one month in its parts; or the rates of its parts."""
    if query.show == "rate":
        shown = rates.rates_page(g.release, area, query.month, query.type)
        return site.page(
            "public/rates.html", area=area, query=query, shown=shown, here=site.href("area", area=area)
        )
    table = tables.crime_table(g.release, area, query.month, query.choice)
    return site.page(
        "public/crime.html", area=area, query=query, table=table, here=site.href("area", area=area)
    )


@public.get("/areas/<area>/crime.csv")
@cached(CrimeQuery)
def crime_csv(area: Area, query: CrimeQuery) -> Page:
    """The same figures for a program or a spreadsheet: one row a figure."""
    if query.show == "rate":
        answer = site.plain(rates.rates_csv(g.release, area, query.month, query.type), "text/csv")
        answer.headers["Content-Disposition"] = site.download(f"crime-rates-{area.code}.csv")
        return answer
    answer = site.plain(figures.to_csv(g.release, area, query.month, query.type), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"crime-{area.code}.csv")
    return answer


@public.get("/areas/<area>/parts.csv")
@cached(CrimeQuery)
def parts_csv(area: Area, query: CrimeQuery) -> Page:
    """The table of an area's parts, over twelve months or one, for a program or a spreadsheet."""
    answer = site.plain(bulk.parts_csv(g.release, area, query.month, query.type), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"crime-parts-{area.code}.csv")
    return answer
