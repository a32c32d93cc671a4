"""Pages for residents. A route fetches, calls and renders; what is said of an area is brief's."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Flask, abort, current_app, g, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound, RequestURITooLarge

from crimemap import brief, language, maps, places
from crimemap.cache import Page, cached
from crimemap.language import gettext as _
from crimemap.measures.crime import ALL
from crimemap.places import Outcome
from crimemap.release import Area
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.forms import CrimeQuery, SearchQuery
from crimemap.web.site import drawing, figures, tables
from crimemap.web.site.methods import methods_of

public = Blueprint("public", __name__)
machines = Blueprint("machines", __name__)

_LONGEST_QUERY: Final = 2_000
_FEW: Final = 60


def init_app(app: Flask) -> None:
    """Every public route, its Welsh twin, and the addresses for machines."""
    app.register_blueprint(public)
    app.register_blueprint(public, name="public_cy", url_prefix=site.WELSH_PREFIX)
    app.register_blueprint(machines)


@public.url_value_preprocessor
def prepare(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before every public page: is its language on, which release is it made from, which area is it about."""
    if (endpoint or "").startswith("public_cy.") and language.current() != "cy":
        raise NotFound
    if len(request.query_string) > _LONGEST_QUERY:
        raise RequestURITooLarge
    release = site.current_release()
    if values and "area" in values:
        code = values["area"]
        area = places.by_code(release, code)
        if area is None:
            raise site.NoFigures(
                _("There is no area with the code %(code)s here.", code=site.said_back(code))
            )
        if area.code != code:
            query = "?" + request.query_string.decode("latin-1") if request.query_string else ""
            abort(redirect(site.adapter().build(str(endpoint), {**values, "area": area.code}) + query, 301))
        values["area"] = area


@public.get("/")
@cached()
def start() -> Page:
    """The way in: find an area, or choose a partnership."""
    partnerships = g.release.areas(AreaKind.PARTNERSHIP)
    kind = AreaKind.PARTNERSHIP if 0 < len(partnerships) <= _FEW else AreaKind.FORCE
    groups = [site.choices(g.release, kind)]
    return site.page("public/start.html", lead=site.promise(g.release), groups=groups)


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
    """Find an area by postcode or name: one → its page; several → a list; none → what to do."""
    asked = SearchQuery.from_args(request.args).q
    if asked is None:
        return site.page("public/search.html", **site.search_answer(g.release, None, ""))
    found = places.find(g.release, asked)
    if found.outcome is Outcome.ONE:
        return site.no_store(site.see_other(site.href("area", area=found.areas[0])))
    answer = site.search_answer(g.release, found, asked)
    status = 400 if answer["error"] else 200
    return site.no_store(site.page("public/search.html", status=status, noindex=True, **answer))


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


@public.get("/methods")
@cached()
def methods() -> Page:
    """How the figures are made, in plain words."""
    return site.page("public/methods.html", **methods_of(g.release))


@machines.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Whether this worker can serve, for machines: 200 with the release's id, or 503."""
    release = current_app.extensions["crimemap.served"].release_id()
    answer = jsonify(status="ok" if release else "no release", release=release)
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200 if release else 503


@machines.get("/robots.txt")
def robots() -> Page:
    """Search engines are kept from invented places, and from search results of real ones."""
    release = current_app.extensions["crimemap.served"].release()
    rule = "Disallow: /" if brief.is_invented(release) else "Disallow: /search\nDisallow: /cy/search"
    return site.plain(f"User-agent: *\n{rule}\n", "text/plain")


@machines.get("/favicon.svg")
@machines.get("/favicon.ico")
def favicon() -> Page:
    """The mark of the header; browsers that ask for .ico take an SVG by its type."""
    return site.plain(site.MARK, "image/svg+xml")
