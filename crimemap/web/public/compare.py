"""Two areas or two periods side by side, at one address; and the form that leads there."""

from __future__ import annotations

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from crimemap import places
from crimemap.cache import cached
from crimemap.places import Outcome
from crimemap.web import site
from crimemap.web.forms import CompareForm, CompareQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import comparing
from crimemap.web.site.comparing import Asked


@public.get("/compare")
@cached(CompareQuery)
def compare(query: CompareQuery) -> ResponseReturnValue:
    """The comparison that the address asks for; the form alone where it asks for none."""
    areas = comparing.areas_of(g.release, query.areas)
    asked = Asked(areas, query.periods, query.type, query.month, query.span)
    if tuple(area.code for area in areas) != query.areas:
        return redirect(asked.address(), 301)
    shown = comparing.compare_page(g.release, asked)
    here = site.href("area", area=areas[0]) if areas else None
    return site.page("public/compare.html", shown=shown, asked=asked, here=here)


@public.get("/compare/find")
def compare_find() -> ResponseReturnValue:
    """From names as typed to the one address of their comparison; a list where a name may mean several areas."""
    form = CompareForm.from_args(request.args)
    answers = [places.find(g.release, name) for name in form.names]
    if form.names and all(answer.outcome is Outcome.ONE for answer in answers):
        asks = form.asks(tuple(answer.areas[0].code for answer in answers))
        areas = comparing.areas_of(g.release, asks.areas)
        address = Asked(areas, asks.periods, asks.type, asks.month, asks.span).address()
        return site.no_store(site.see_other(address))
    asked = Asked((), (), form.type, form.month, form.span)
    shown = comparing.unclear_page(g.release, form, answers, asked)
    status = 400 if shown.errors else 200
    answer = site.page(
        "public/compare.html", shown=shown, asked=asked, here=None, status=status, noindex=True
    )
    return site.no_store(answer)
