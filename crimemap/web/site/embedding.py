"""What other people's pages may carry of ours: a frame with no script, its size, and the lines that put it there."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from flask import current_app
from markupsafe import Markup

from crimemap import maps
from crimemap.brief import Brief, gatherings
from crimemap.cache import Page
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.maps.texts import source_lines
from crimemap.release import Area, Release
from crimemap.settings import Settings
from crimemap.web.site.frame import href, now
from crimemap.web.site.gatherings import Row, row, rows

MOST_BYTES: Final = 30 * 1024
"""Of a frame: what it costs the page that it stands on, its style sheet besides."""

MOST_OF_A_MAP: Final = 20 * 1024
"""A shore of many bends that needs more is left to the page that the frame leads to. [choose]"""

MOST_MEETINGS: Final = 3
"""A frame is as high as its code says, whatever it holds: few rows leave little of it empty where there are fewer."""

FRAMED: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors *"
)
"""The policy of a frame: no script, no form, and any page may carry it."""

FRAMING: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The policy of our own page that shows what such a frame looks like."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A size that a frame is made for, in pixels: chosen so that nothing of it has to be scrolled."""

    slug: str
    width: int
    figures: int
    meetings: int


SHAPES: Final = (Shape("column", 340, 1220, 760), Shape("page", 700, 720, 520))


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame to copy: its title, its size, its address, and the line of HTML that carries it."""

    title: str
    width: int
    height: int
    address: str
    code: str


def framed(answer: Page) -> Page:
    """An answer that any page may carry."""
    answer.headers["Content-Security-Policy"] = FRAMED
    return answer


def framing(answer: Page) -> Page:
    """An answer of ours that carries a frame of ours."""
    answer.headers["Content-Security-Policy"] = FRAMING
    return answer


def card(brief: Brief) -> Markup | None:
    """The small map, nearly wordless; None where no boundary was supplied, or where it would weigh too much."""
    if brief.sheet is None:
        return None
    drawn = maps.static_svg(brief.release, brief.sheet, "card", prefix="card")
    return Markup(drawn) if len(drawn.encode()) <= MOST_OF_A_MAP else None  # noqa: S704  # maps escapes every name


def sources(brief: Brief) -> tuple[str, ...]:
    """Whose figures, under which licence, and whose map."""
    if brief.sheet is not None:
        return source_lines(brief.release, brief.sheet)
    return (_("Contains public sector information licensed under the Open Government Licence v3.0."),)


def next_of(release: Release, found: tuple[Gathering, ...]) -> Row | None:
    """The next meeting that takes place."""
    one = gatherings.next_of(found, now())
    return row(release, one) if one is not None else None


def coming(release: Release, found: tuple[Gathering, ...]) -> tuple[tuple[Row, ...], int]:
    """The next meetings, those that were cancelled among them, and how many more there are."""
    ahead = gatherings.to_come(found, now())
    return rows(release, ahead[:MOST_MEETINGS]), max(0, len(ahead) - MOST_MEETINGS)


def frames(area: Area, shape: Shape) -> tuple[Frame, Frame]:
    """Figures and meetings of `area`, each with the code to copy."""
    return (
        _frame(_("Crime in %(place)s", place=area.name), "embed", area, shape.width, shape.figures),
        _frame(
            _("Meetings for %(place)s", place=area.name), "embed_meetings", area, shape.width, shape.meetings
        ),
    )


def _frame(title: str, endpoint: str, area: Area, width: int, height: int) -> Frame:
    settings: Settings = current_app.extensions["crimemap.settings"]
    address = href(endpoint, area=area)
    code = (
        f'<iframe src="{escape(settings.site_url + address)}" title="{escape(title)}" width="{width}"'
        f' height="{height}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
    return Frame(title, width, height, address, code)


def title_of_shape(shape: Shape) -> str:
    """What a size is for."""
    return {
        "column": _("A column, %(width)s pixels wide", width=shape.width),
        "page": _("The width of a page, %(width)s pixels", width=shape.width),
    }[shape.slug]


__all__ = [
    "FRAMED", "FRAMING", "MOST_BYTES", "SHAPES", "Frame", "Shape", "card", "coming", "framed", "frames", "framing",
    "next_of", "sources", "title_of_shape",
]  # fmt: skip
