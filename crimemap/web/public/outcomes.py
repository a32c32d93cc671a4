"""What came of the crimes of an area: the page, and the same as a file."""

from __future__ import annotations

from flask import g

from crimemap.cache import Page, cached
from crimemap.release import Area
from crimemap.web import site
from crimemap.web.forms import OutcomesQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import outcomes as shown


@public.get("/areas/<area>/outcomes")
@cached(OutcomesQuery)
def outcomes(area: Area, query: OutcomesQuery) -> Page:
    """What came of the crimes of twelve months or of one, of all kinds or of one."""
    page = shown.outcomes_page(g.release, area, query.month, query.type)
    return site.page(
        "public/outcomes.html", area=area, query=query, shown=page, here=site.href("area", area=area)
    )


@public.get("/areas/<area>/outcomes.csv")
@cached(OutcomesQuery)
def outcomes_csv(area: Area, query: OutcomesQuery) -> Page:
    """The same for a program or a spreadsheet: one row an outcome."""
    answer = site.plain(shown.outcomes_csv(g.release, area, query.month, query.type), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"outcomes-{area.code}.csv")
    return answer
