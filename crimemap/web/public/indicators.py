"""The indicators that the papers name: the catalogue, each by itself, and the figures as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from flask import g
from werkzeug.datastructures import MultiDict

from crimemap import words
from crimemap.cache import Page, cached
from crimemap.language import gettext as _
from crimemap.measures import indicators as measured
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import indicators as shown
from crimemap.web.site import surveyed
from crimemap.web.site.named import partnership_asked
from crimemap.words import indicators as said
from crimemap.words import standings as told


@dataclass(frozen=True, slots=True)
class IndicatorsQuery:
    """`?partnership=E22…`: of which partnership the figures are shown. Nothing: of none."""

    partnership: str = ""

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Takes any text: whether there is such a partnership is for the page to say. Other parameters are ignored."""
        return cls(args.get("partnership", "").strip()[:40])

    def canonical(self) -> str:
        """The one query string that says the same."""
        return urlencode({"partnership": self.partnership}) if self.partnership else ""


@public.get("/indicators")
@cached(IndicatorsQuery, written=True)
def indicators(query: IndicatorsQuery) -> Page:
    """Every indicator by theme, each national or local; of a partnership its latest value, target and change."""
    area = partnership_asked(g.release, query.partnership)
    return site.page(
        "public/indicators/all.html",
        until=surveyed.until(),
        nav="confidence",
        said=said,
        told=told,
        area=area,
        partnerships=g.release.areas(AreaKind.PARTNERSHIP),
        shown=shown.catalogue_page(surveyed.book(), g.release, area),
    )


@public.get("/indicators.csv")
@cached(IndicatorsQuery, written=True)
def indicators_csv(query: IndicatorsQuery) -> Page:
    """The same figures, one a row: of one partnership, or of all."""
    area = partnership_asked(g.release, query.partnership)
    answer = site.plain(shown.to_csv(surveyed.book(), g.release, area), "text/csv")
    answer.until = surveyed.until()
    answer.headers["Content-Disposition"] = site.download(f"indicators-{area.code if area else 'all'}.csv")
    return answer


@public.get("/indicators/<indicator_id>")
@cached(IndicatorsQuery, written=True)
def indicator(indicator_id: str, query: IndicatorsQuery) -> Page:
    """One indicator: what it is, who asks or counts, where it holds, and its figures by place."""
    row = measured.catalogue().get(indicator_id)
    if row is None:
        raise site.NoFigures(
            _(
                "There is no indicator “%(id)s” here. The list of indicators has every one that there is.",
                id=site.said_back(indicator_id),
            )
        )
    area = partnership_asked(g.release, query.partnership)
    return site.page(
        "public/indicators/one.html",
        until=surveyed.until(),
        nav="confidence",
        said=said,
        told=told,
        compared=words.comparison,
        area=area,
        partnerships=g.release.areas(AreaKind.PARTNERSHIP),
        shown=shown.indicator_page(surveyed.book(), g.release, row, area),
    )
