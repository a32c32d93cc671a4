"""What of a static map does not change with month or type, kept by release, area, size and language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from crimemap import language
from crimemap.maps.drawing import Drawing
from crimemap.maps.extent import extent_of
from crimemap.maps.frame import Frame
from crimemap.maps.ground import ground_of
from crimemap.maps.labels import Label
from crimemap.maps.naming import Naming
from crimemap.release import Area, Release

Size = Literal["wide", "phone", "small", "screen", "pocket", "card", "slide", "print", "column"]


@dataclass(frozen=True, slots=True)
class Format:
    """A size of sheet: width, least and most height, free margins (top, right, bottom, left), all in pixels.

    `share` is the circles' size against the full one; `beyond` draws that share of the sheet past its edges,
    for an SVG that may overflow its box; then how many names of roads, streets and other things it carries. `paper`:
    source and licence stand elsewhere on the printed sheet.
    """

    width: float
    heights: tuple[float, float]
    margins: tuple[float, float, float, float]
    share: float
    beyond: float
    roads: int
    streets: int
    names: int
    letters: Literal["beside", "inside", "none"]
    furniture: bool
    paper: bool = False


FORMATS: Final[dict[Size, Format]] = {
    "wide": Format(800, (520, 790), (44, 44, 56, 44), 0.86, 0.0, 9, 9, 14, "beside", furniture=True),
    "phone": Format(390, (300, 430), (46, 16, 62, 16), 0.66, 0.0, 4, 0, 5, "inside", furniture=True),
    "pocket": Format(390, (430, 430), (24, 16, 40, 16), 0.66, 0.3, 4, 0, 4, "inside", furniture=False),
    "small": Format(680, (560, 560), (56, 60, 56, 60), 0.72, 0.6, 4, 0, 1, "none", furniture=False),
    "card": Format(340, (220, 220), (20, 16, 20, 16), 0.5, 0.0, 0, 0, 0, "none", furniture=False),
    "screen": Format(860, (780, 780), (44, 44, 72, 44), 1.0, 0.5, 9, 12, 16, "beside", furniture=False),
    "slide": Format(680, (480, 480), (20, 28, 44, 28), 1.2, 0.5, 0, 0, 0, "none", furniture=False),
    "print": Format(492, (306, 306), (30, 20, 26, 20), 0.8, 0.0, 7, 4, 4, "none", furniture=True, paper=True),
    "column": Format(
        342, (300, 300), (34, 12, 26, 12), 0.74, 0.0, 6, 4, 3, "inside", furniture=True, paper=True
    ),
}


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The frame, the drawn ground, and the names that may be set on it."""

    frame: Frame
    drawing: str
    roads: tuple[Label, ...]
    names: tuple[Label, ...]
    streets: tuple[Label, ...]


def backdrop_of(
    release: Release, area: Area, parts: tuple[Area, ...], size: Size, *, borrows: bool = False
) -> Backdrop:
    """The backdrop of an area's map at one size; a phone's `borrows` from the wide one where that lends.

    A release never changes, so it is kept.
    """
    return _backdrop(release, area, parts, size, language.current(), borrows)


@lru_cache(maxsize=192)
def _backdrop(
    release: Release, area: Area, parts: tuple[Area, ...], size: Size, _language: str, borrows: bool
) -> Backdrop:
    form = FORMATS[size]
    ground = ground_of(release, area, parts)
    frame = _frame(release, area, form)
    # A phone's sheet may show more above and below than a wide one, which draws that too.
    also = _frame(release, area, FORMATS["phone"]).bounds() if size == "wide" else None
    drawing = Drawing(ground, frame, form.beyond, constant=size == "small", also=also, coarse=size == "card")
    under = _frame(release, area, FORMATS["wide"]) if borrows and drawing.lends else None
    naming = Naming(ground, frame, area.name, paper=form.paper)
    return Backdrop(
        frame=frame,
        drawing=drawing.svg(
            streets=size not in {"phone", "pocket", "card", "column"}, parts=len(parts), under=under
        ),
        roads=naming.roads(),
        names=naming.names() if form.names else (),
        streets=naming.streets() if form.streets else (),
    )


def _frame(release: Release, area: Area, form: Format) -> Frame:
    """The sheet fitted to the area, no higher than its shape needs."""
    bounds = extent_of(release, area)
    tall = Frame.fit(bounds, form.width, 10_000, form.margins)
    shape = tall.pixel((bounds[0], bounds[1]))[1] - tall.pixel((bounds[0], bounds[3]))[1]
    least, most = form.heights
    height = min(max(round(shape + form.margins[0] + form.margins[2]), least), most)
    return Frame.fit(bounds, form.width, height, form.margins)
