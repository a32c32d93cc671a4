"""Pages that stand beside the figures: topics, reporting and support, downloads, access, privacy, and objections."""

from __future__ import annotations

from typing import Final

from flask import current_app, g
from werkzeug.exceptions import NotFound

from crimemap import brief
from crimemap.cache import Page, cached
from crimemap.editorial import retention
from crimemap.language import gettext as _
from crimemap.measures.crime import latest_period
from crimemap.release import Release
from crimemap.settings import Settings
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.forms import AreaQuery, MonthQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import bulk, guidance, tables

_MOST_CHOICES: Final = 400


@public.get("/topics")
@cached()
def topics() -> Page:
    """What people ask about most."""
    return site.page("public/about/topics.html", topics=guidance.topics())


@public.get("/topics/<slug>")
@cached(AreaQuery)
def topic(slug: str, query: AreaQuery) -> Page:
    """One topic: what its figures hold and lack, its figures in an area, how to report and who helps."""
    found = guidance.topic(slug)
    if found is None:
        raise site.NoFigures(_("There is no topic at this address."))
    area = query.found(g.release)
    return site.page(
        "public/about/topic.html",
        topic=found,
        wider=guidance.topic(found.within),
        pages=[guidance.topic(name) for name in found.pages],
        routes=guidance.routes_of(found),
        figures=guidance.topic_figures(g.release, area, found) if area else None,
        heads=tables.heads(latest_period(g.release)),
        asked=area,
        areas=_choices(g.release),
        here=site.href("area", area=area) if area else None,
    )


def _choices(release: Release) -> list[object]:
    """The areas that a page without one offers: partnerships, or forces where there are none."""
    found = release.areas(AreaKind.PARTNERSHIP)
    return [*(found if 0 < len(found) <= _MOST_CHOICES else release.areas(AreaKind.FORCE))]


@public.get("/support")
@cached()
def support() -> Page:
    """Where to report, with and without the police, and who helps."""
    return site.page(
        "public/about/support.html",
        groups=guidance.grouped(),
        titles=guidance.titles(),
        reviewed=min(route.reviewed for route in guidance.routes()),
    )


@public.get("/concern")
@cached(AreaQuery)
def concern(query: AreaQuery) -> Page:
    """How to say that a map or a figure harms someone."""
    return site.page(
        "public/about/concern.html", area=query.found(g.release), contact=_contact(g.release), noindex=True
    )


@public.get("/accessibility")
@cached()
def accessibility() -> Page:
    """The accessibility statement."""
    return site.page("public/about/accessibility.html", contact=_contact(g.release))


@public.get("/privacy")
@cached()
def privacy() -> Page:
    """What this site knows of its visitors, and of those it writes about: the table that the software keeps to."""
    return site.page(
        "public/about/privacy.html",
        contact=_contact(g.release),
        kept=retention.table(),
        Group=retention.Group,
    )


@public.get("/data")
@cached()
def data() -> Page:
    """Every file for download, what its columns mean, and where the figures come from."""
    return site.page("public/about/data.html", kinds=bulk.kinds(g.release), columns=bulk.columns())


@public.get("/data/<kind>.csv")
@cached(MonthQuery)
def data_csv(kind: str, query: MonthQuery) -> Page:
    """One month of every area of a kind, one row a figure."""
    if kind not in {one.kind for one in bulk.kinds(g.release)}:
        raise NotFound
    answer = site.plain(bulk.to_csv(g.release, AreaKind(kind), query.month), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"crime-{kind}-{query.month or 'latest'}.csv")
    return answer


def _contact(release: Release) -> str:
    """The address that visitors write to; an invented place has an invented one."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    return settings.contact or ("hello@corvenshire.example" if brief.is_invented(release) else "")
