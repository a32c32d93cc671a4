"""Community Payback for residents: every project, one of them, its photographs, and the totals as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

from flask import Response, g, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import Gone, NotFound

from crimemap.cache import Page, cached
from crimemap.cache.entry import FRESH_WRITTEN
from crimemap.editorial import payback, pieces
from crimemap.editorial.payback import Stage, photographs
from crimemap.editorial.payback.listing import Over, counted
from crimemap.editorial.payback.order import LEAST_HOURS, MOST_HOURS, WITHIN_MONTHS
from crimemap.editorial.payback.told import stage_name
from crimemap.language import gettext as _
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import payback as told
from crimemap.web.site.brands import brand
from crimemap.web.site.named import partnership_asked

SMALL: Final = "-640"
"""Ends the name of the smaller file of a photograph."""

_STAGES: Final = {stage.replace(" ", "-"): stage for stage in Stage}


@dataclass(frozen=True, slots=True)
class PaybackQuery:
    """`?partnership=E22…&year=2026&state=done`. Nothing: every project of every partnership."""

    partnership: str = ""
    year: int | None = None
    stage: Stage | None = None

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored; of a repeated one the first counts."""
        year, state = args.get("year", ""), args.get("state", "")
        if year and not (year.isascii() and year.isdigit() and len(year) == 4):
            raise site.BadQuery(_("“%(text)s” is no year. Write it like 2026.", text=site.said_back(year)))
        if state and state not in _STAGES:
            raise site.BadQuery(
                _(
                    "“%(text)s” is no state of a project. Write one of: %(states)s.",
                    text=site.said_back(state),
                    states=", ".join(_STAGES),
                )
            )
        return cls(args.get("partnership", "")[:40], int(year) if year else None, _STAGES.get(state))

    @property
    def state(self) -> str:
        """As an address has it."""
        return self.stage.replace(" ", "-") if self.stage else ""

    def canonical(self) -> str:
        """The one query string that says the same."""
        pairs = {"partnership": self.partnership, "year": self.year, "state": self.state}
        return urlencode({name: str(value) for name, value in pairs.items() if value})


@public.get("/payback")
@cached(PaybackQuery, written=True)
def payback_projects(query: PaybackQuery) -> Page:
    """Every project by partnership, on a map and as a list, and what they add up to."""
    session, now, area = site.session(), site.now(), partnership_asked(g.release, query.partnership)
    every = counted(session, now, partnership=area.code if area else None)
    shown = payback.shown(
        session, now, partnership=area.code if area else None, year=query.year, stage=query.stage
    )
    listing = told.listing(g.release, shown, every, partnership=area)
    if query.year is not None and query.year not in listing.years:
        raise site.NoFigures(_("No project ended in %(year)s.", year=query.year))
    return site.page(
        "public/payback/list.html",
        until=pieces.next_change(session, now),
        nav="doing",
        listing=listing,
        query=query,
        area=area,
        partnerships=g.release.areas(AreaKind.PARTNERSHIP),
        stages=[(name, stage_name(stage)) for name, stage in _STAGES.items()],
        order=(LEAST_HOURS, MOST_HOURS, WITHIN_MONTHS),
        nominate=told.address_if_known("nominate"),
        say=told.address_if_known("say_list"),
        nominated=told.address_if_known("nomination_list"),
        brand=brand(area.code if area else None),
    )


@public.get("/payback.csv")
@cached(written=True)
def payback_csv() -> Page:
    """Every project as one row: the rows add up to the totals of the page."""
    session, now = site.session(), site.now()
    answer = site.plain(
        told.to_csv(g.release, counted(session, now), payback.shown(session, now)), "text/csv"
    )
    answer.headers["Content-Disposition"] = site.download("community-payback.csv")
    answer.until = pieces.next_change(session, now)
    return answer


@public.get("/payback/<project_id>")
@cached(written=True)
def project(project_id: str) -> Page:
    """One project: the photographs, what was done and why, where, with whom, how long."""
    session, now = site.session(), site.now()
    found = _found(project_id)
    return site.page(
        "public/payback/project.html",
        until=pieces.next_change(session, now),
        nav="doing",
        **told.page_of(g.release, found),
        nominate=told.address_if_known("nominate"),
        brand=brand(found.partnership),
    )


@public.get("/payback/pictures/<name>.jpg")
def payback_picture(name: str) -> ResponseReturnValue:
    """A photograph, as long as its project is shown; kept by browsers no longer than a page that shows it."""
    session, now = site.session(), site.now()
    photo, piece = photographs.find(session, name.removesuffix(SMALL))
    data = None
    if photo.shown and piece.is_visible(now):
        data = photographs.jpeg(session, photo, piece, small=name.endswith(SMALL))
    if data is None:
        raise NotFound
    answer = Response(data, mimetype="image/jpeg")
    left = (
        FRESH_WRITTEN if piece.until is None else min(FRESH_WRITTEN, int((piece.until - now).total_seconds()))
    )
    answer.headers["Cache-Control"] = f"public, max-age={max(left, 0)}"
    answer.headers["Content-Disposition"] = "inline"
    answer.set_etag(f"{name}-{photo.made_at.timestamp():.0f}")
    return answer.make_conditional(request)


def _found(project_id: str) -> payback.Shown:
    """Raises Gone (410) for what was shown once, else NoFigures."""
    try:
        return payback.one(site.session(), project_id, site.now())
    except Over as over:
        raise Gone(str(over)) from over
    except pieces.Gone as missing:
        raise site.NoFigures(_("There is no project at this address.")) from missing
