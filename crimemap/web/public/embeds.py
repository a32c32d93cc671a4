"""Frames for other people's pages: an area's figures, its meetings; and the page from which they are copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from flask import g
from werkzeug.datastructures import MultiDict

from crimemap.cache import Page, cached
from crimemap.release import Area
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import doing, embedding, gatherings, timetable
from crimemap.web.site.briefs import brief_now
from crimemap.web.site.embedding import SHAPES, Shape


@dataclass(frozen=True, slots=True)
class ShapeQuery:
    """`?size=column|page`; anything else is the first."""

    shape: Shape = SHAPES[0]

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Never refused: a size that is not known is shown as the usual one."""
        asked = args.get("size", "")
        return cls(next((shape for shape in SHAPES if shape.slug == asked), SHAPES[0]))

    def canonical(self) -> str:
        """The one query string that says the same."""
        return "" if self.shape is SHAPES[0] else urlencode({"size": self.shape.slug})


@public.get("/embed/<area>")
@cached(written=True)
def embed(area: Area) -> Page:
    """An area in a frame: what was recorded, a small map, the next meeting, and the way to its page."""
    told = brief_now(g.release, area)
    return embedding.framed(
        site.page(
            "public/embed/area.html",
            until=doing.earliest(timetable.until(), gatherings.until(g.release, area, told.gatherings)),
            area=area,
            brief=told,
            known=told.written.available,
            next=embedding.next_of(g.release, told.gatherings),
            missed=gatherings.missed(told.gatherings),
            drawn=embedding.card(told),
            sources=embedding.sources(told),
        )
    )


@public.get("/embed/<area>/meetings")
@cached(written=True)
def embed_meetings(area: Area) -> Page:
    """The meetings of an area in a frame."""
    found = gatherings.of_area(g.release, area)
    rows, more = embedding.coming(g.release, found)
    return embedding.framed(
        site.page(
            "public/embed/meetings.html",
            until=gatherings.until(g.release, area, found),
            area=area,
            known=gatherings.known(g.release, area).available,
            rows=rows,
            more=more,
        )
    )


@public.get("/areas/<area>/embed")
@cached(ShapeQuery)
def embedding_page(area: Area, query: ShapeQuery) -> Page:
    """What such a frame looks like, and the line of HTML that puts it on a page of somebody else's."""
    return embedding.framing(
        site.page(
            "public/embed/share.html",
            area=area,
            above=g.release.ancestors(area),
            frames=embedding.frames(area, query.shape),
            shape=query.shape,
            shapes=[(shape, embedding.title_of_shape(shape)) for shape in SHAPES],
            here=site.href("area", area=area),
        )
    )
