"""Good news for residents: the list by partnership and approach, and each story with its measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

import werkzeug.exceptions
from flask import g
from werkzeug.datastructures import MultiDict

from crimemap.cache import Page, cached
from crimemap.editorial import pieces, stories
from crimemap.editorial.pieces import Gone, Kind
from crimemap.language import gettext as _
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import news as told
from crimemap.web.site.brands import brand
from crimemap.web.site.named import partnership_asked


@dataclass(frozen=True, slots=True)
class NewsQuery:
    """`?partnership=E22…&approach=early-action`. Nothing: every story."""

    partnership: str = ""
    approach: str = ""

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored; of a repeated one the first counts."""
        approach = args.get("approach", "")
        if approach and stories.approach(approach) is None:
            known = ", ".join(row.slug for row in stories.approaches())
            raise site.BadQuery(
                _(
                    "“%(text)s” is no approach. Write one of: %(known)s.",
                    text=site.said_back(approach),
                    known=known,
                )
            )
        return cls(args.get("partnership", "")[:40], approach)

    def canonical(self) -> str:
        """The one query string that says the same."""
        pairs = {"partnership": self.partnership, "approach": self.approach}
        return urlencode({name: value for name, value in pairs.items() if value})


@public.get("/news")
@cached(NewsQuery, written=True)
def news(query: NewsQuery) -> Page:
    """Every story that is shown, the latest first, with the five approaches as filters."""
    session, now, area = site.session(), site.now(), partnership_asked(g.release, query.partnership)
    found = stories.listed(
        session, now, partnership=area.code if area else None, approach=query.approach or None
    )
    return site.page(
        "public/news/list.html",
        until=pieces.next_change(session, now),
        nav="doing",
        rows=told.news_rows(g.release, found),
        query=query,
        area=area,
        approaches=stories.approaches(),
        approach=stories.approach(query.approach) if query.approach else None,
        partnerships=g.release.areas(AreaKind.PARTNERSHIP),
        brand=brand(area.code if area else None),
    )


@public.get("/news/<story_id>")
@cached(written=True)
def story(story_id: str) -> Page:
    """One story. Once it is taken down, its address answers 410."""
    session, now = site.session(), site.now()
    try:
        shown = stories.found(session, story_id, now)
    except Gone:
        if pieces.find(session, story_id, kind=Kind.STORY).was_public(now):
            raise werkzeug.exceptions.Gone from None
        raise
    view = told.story_view(
        g.release,
        shown.piece,
        shown.story,
        is_success=shown.is_success,
        day=shown.at.astimezone(now.tzinfo).date(),
    )
    return site.page(
        "public/news/story.html", until=pieces.next_change(session, now), nav="doing", told=view,
        partnership=shown.piece.partnership,
        brand=brand(shown.piece.partnership),
    )  # fmt: skip
