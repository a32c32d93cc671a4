"""How people feel: every partnership, one partnership, and the same as files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from flask import g
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from crimemap.cache import Page, cached
from crimemap.language import gettext as _
from crimemap.release import Area
from crimemap.survey import Conduct
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import confidence as shown
from crimemap.web.site import doing, surveyed
from crimemap.web.site.brands import brand_shown


@dataclass(frozen=True, slots=True)
class FileQuery:
    """`?conduct=poll`: what open polls found, in a file of its own (rule S5). Nothing: surveys."""

    conduct: Conduct = Conduct.SURVEY

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored."""
        text = args.get("conduct", "")
        if text in {"", *Conduct}:
            return cls(Conduct(text or Conduct.SURVEY))
        message = _("“%(text)s” is no kind of asking. Write survey or poll.", text=site.said_back(text))
        raise site.BadQuery(message)

    def canonical(self) -> str:
        """The one query string that says the same."""
        return urlencode({"conduct": self.conduct}) if self.conduct is Conduct.POLL else ""


@public.get("/confidence")
@cached(written=True)
def confidence() -> Page:
    """What people said in every partnership, by place, and beside it forces, regions and nations by themselves."""
    book = surveyed.book()
    return site.page(
        "public/confidence/all.html",
        until=surveyed.until(),
        nav="confidence",
        shown=shown.of_all(book, g.release, whole=surveyed.is_whole()),
    )


@public.get("/confidence.csv")
@cached(FileQuery, written=True)
def confidence_csv(query: FileQuery) -> Page:
    """The headline and every other figure of every area that anybody asked in: one row a figure."""
    return _file(shown.to_csv(surveyed.book(), g.release, None, query.conduct), "all", query)


@public.get("/confidence/<area>")
@cached(written=True)
def confidence_of(area: Area) -> ResponseReturnValue:
    """One partnership: the headline, every other question, and what people think beside what police recorded."""
    if area.kind is not AreaKind.PARTNERSHIP:
        return _elsewhere(area, "confidence_of")
    written = doing.written_of(g.release, area)
    told = shown.context_of(
        surveyed.book(),
        g.release,
        area,
        doing.of_area(g.release, area, written),
        whole=surveyed.is_whole(),
    )
    return site.page(
        "public/confidence/one.html",
        until=doing.earliest(written.until, surveyed.until()),
        nav="confidence",
        here=site.href("area", area=area),
        brand=brand_shown(written.brand),
        **told,
    )


@public.get("/confidence/<area>.csv")
@cached(FileQuery, written=True)
def confidence_of_csv(area: Area, query: FileQuery) -> ResponseReturnValue:
    """The figures of a partnership, one row a figure."""
    if area.kind is not AreaKind.PARTNERSHIP:
        return _elsewhere(area, "confidence_of_csv")
    return _file(shown.to_csv(surveyed.book(), g.release, area, query.conduct), area.code, query)


@public.get("/confidence/<area>/gaps.csv")
@cached(written=True)
def gaps_csv(area: Area) -> ResponseReturnValue:
    """What people think beside what police recorded there, one row a topic."""
    if area.kind is not AreaKind.PARTNERSHIP:
        return _elsewhere(area, "gaps_csv")
    answer = site.plain(shown.gaps_csv(surveyed.book(), g.release, area), "text/csv")
    answer.until = surveyed.until()
    answer.headers["Content-Disposition"] = site.download(f"gaps-{area.code}.csv")
    return answer


def _file(body: bytes, name: str, query: FileQuery) -> Page:
    answer = site.plain(body, "text/csv")
    answer.until = surveyed.until()
    told = "polls" if query.conduct is Conduct.POLL else "confidence"
    answer.headers["Content-Disposition"] = site.download(f"{told}-{name}.csv")
    return answer


def _elsewhere(area: Area, endpoint: str) -> Page:
    """A survey is of a partnership: a smaller area is led to its own, a wider one stands on the page of all."""
    partnership = doing.partnership_of(g.release, area)
    if partnership is None:
        text = _(
            "%(place)s is no partnership and lies in none. What people said in each partnership, and in forces, regions"
            " and nations, stands on the page “How people feel”.",
            place=area.name,
        )
        raise site.NoFigures(text)
    return site.see_other(site.href(endpoint, area=partnership))
