"""Railway stations, apart from the streets."""

from __future__ import annotations

from flask import g

from crimemap.cache import Page, cached
from crimemap.release import Area
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site.stations import to_csv


@public.get("/areas/<area>/stations.csv")
@cached()
def stations_csv(area: Area) -> Page:
    """Crimes by station and type, for a program or a spreadsheet."""
    answer = site.plain(to_csv(g.release, area), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"stations-{area.code}.csv")
    return answer
