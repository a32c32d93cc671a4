"""The leaflet of an area: as a page, and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from flask import g
from werkzeug.datastructures import MultiDict

from crimemap import leaflets as printing
from crimemap.cache import Page, cached
from crimemap.language import gettext as _
from crimemap.leaflets import Size
from crimemap.release import Area
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import BadQuery, leaflets, said_back


@dataclass(frozen=True, slots=True)
class LeafletQuery:
    """`?size=a5|a4|a3&print=large`. No size: that of the leaflet that was composed, else A5."""

    size: Size | None = None
    large: bool = False

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery."""
        size, how = args.get("size", "").lower(), args.get("print", "")
        if size and size not in set(Size):
            raise BadQuery(_("“%(text)s” is no size of a leaflet. Write a5, a4 or a3.", text=said_back(size)))
        if how not in {"", "large"}:
            raise BadQuery(_("“%(text)s” is no way to print it. Write print=large.", text=said_back(how)))
        return cls(Size(size) if size else None, how == "large")

    def canonical(self) -> str:
        """The one query string that says the same."""
        pairs = {"size": self.size, "print": "large" if self.large else None}
        return urlencode({name: value for name, value in pairs.items() if value})


@public.get("/leaflets/<area>")
@cached(LeafletQuery, written=True)
def leaflet(area: Area, query: LeafletQuery) -> Page:
    """The same content as on paper, and the papers that it can be had on."""
    made = leaflets.made(g.release, area, query.size, large=query.large)
    return site.page(
        "public/leaflet.html",
        until=made.until,
        area=area,
        leaflet=made.leaflet,
        papers=leaflets.papers(area),
        here=site.href("area", area=area),
    )


@public.get("/leaflets/<area>.pdf")
@cached(LeafletQuery, written=True)
def leaflet_pdf(area: Area, query: LeafletQuery) -> Page:
    """On paper."""
    made = leaflets.made(g.release, area, query.size, large=query.large)
    answer = site.plain(printing.pdf(made.leaflet), "application/pdf")
    # Saved, not shown: browsers draw a PDF in a page of their own, under our policy, which allows them nothing.
    answer.headers["Content-Disposition"] = site.download(leaflets.file_name(made.leaflet))
    answer.until = made.until
    return answer
