"""The static map: the same sheet as an SVG of our own, for print, small screens first and no JavaScript.

Presentation attributes only (the policy blocks styles), ids under a prefix, the page's own font.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

import numpy as np

from crimemap.language import gettext
from crimemap.maps import texts
from crimemap.maps.backdrop import FORMATS, Backdrop, Format, Size, backdrop_of
from crimemap.maps.drawing import LENDER, PREFIX
from crimemap.maps.frame import Frame
from crimemap.maps.furniture import furniture
from crimemap.maps.labels import STYLES, Label, Occupied, Way, place, straight, text_width
from crimemap.maps.lettering import Aside, asides, inside
from crimemap.maps.paths import curve_of, number, tag
from crimemap.maps.sheet import MapSheet
from crimemap.maps.styles import PAPER
from crimemap.maps.symbols import Symbol, draw_mark, hatch_pattern, leads, symbols_of
from crimemap.release import Area, Release
from crimemap.terms import AreaKind

FONTS: Final = (
    "Hanken Grotesk Variable, Hanken Grotesk, system-ui, Segoe UI, Roboto, Noto Sans, Arial, sans-serif"
)


def static_svg(
    release: Release,
    sheet: MapSheet,
    size: Size = "wide",
    *,
    prefix: str = "map",
    standalone: bool = False,
    beside: str = "",
) -> str:
    """One `<svg>` of the sheet.

    Sizes: "wide" (800 px), "phone" (390 px, letters inside), "small" (nearly wordless, for a hero), "screen" and
    "pocket" (in the full-screen map's place, on a desk and on a phone); the last three are drawn past their edges.
    `prefix` keeps ids apart where two stand in one page; `standalone` adds what a file of its own needs: the
    namespace and a font. `beside`: the prefix of a "wide" picture in the same page, on whose ground one of size
    "phone" then stands.
    """
    form = FORMATS[size]
    parts = tuple(part.area for part in sheet.parts)
    drop = backdrop_of(release, sheet.area, parts, size, borrows=bool(beside))
    symbols = symbols_of(sheet, drop.frame, form.share)
    lettered = asides(symbols, form.letters, further=form.paper)
    body = (
        tag("defs", hatch_pattern(f"{PREFIX}-hatch")),
        drop.drawing,
        _names(drop, form, symbols, lettered),
        leads(symbols, drop.frame),
        _marks(symbols, lettered, form),
        _furniture(release, sheet, drop.frame, form, narrow=size == "phone") if form.furniture else "",
    )
    told = (texts.title(sheet), texts.description(sheet))
    drawn = framed(told, drop.frame, size, "".join(body), standalone=standalone)
    return drawn.replace(PREFIX, escape(prefix)).replace(LENDER, escape(beside))


def area_svg(release: Release, area: Area, parts: tuple[Area, ...], *, prefix: str = "here") -> str:
    """One `<svg>` of an area without a figure or a name on it, as large as "small": where it lies."""
    drop = backdrop_of(release, area, parts, "small")
    shown = gettext("Map of %(area)s", area=area.name)
    drawn = framed(
        (shown, gettext("The outline of the area.")), drop.frame, "small", drop.drawing, standalone=False
    )
    return drawn.replace(PREFIX, escape(prefix)).replace(LENDER, "")


def framed(spoken: tuple[str, str], frame: Frame, size: Size, body: str, *, standalone: bool) -> str:
    """The `<svg>` round what is drawn, with its title and its description."""
    title, description = spoken
    told = tag("title", escape(title), id=f"{PREFIX}-title")
    told += tag("desc", escape(description), id=f"{PREFIX}-desc")
    own: dict[str, object] = {}
    # In a page the svg overflows its box; a file of its own must hold all that is drawn past the sheet's edges.
    beyond = FORMATS[size].beyond if standalone else 0.0
    aside, above = beyond * frame.width, beyond * frame.height
    whole = (0.0 - aside, 0.0 - above, frame.width + 2 * aside, frame.height + 2 * above)
    if standalone:
        own = {"xmlns": "http://www.w3.org/2000/svg", "font_family": FONTS}
        own |= {"width": whole[2], "height": whole[3]}
    return tag(
        "svg",
        told + body,
        **own,
        class_=f"cm-sheet cm-sheet--{size}",
        viewBox=" ".join(map(number, whole)),
        role="img",
        aria_labelledby=f"{PREFIX}-title {PREFIX}-desc",
        focusable="false",
    )


# --- names ---------------------------------------------------------------------------------------------------


def _names(drop: Backdrop, form: Format, symbols: Sequence[Symbol], beside: Sequence[Aside]) -> str:
    """Names where neither a circle nor another name stands; roads first, then the rest."""
    occupied = Occupied()
    circles = np.array([(symbol.x, symbol.y, symbol.r + 3) for symbol in symbols]).reshape(-1, 3)
    occupied.add(circles[:, :2], circles[:, 2])
    for each in beside:
        occupied.add(each.taken, 9)
    for corner in _corners(drop.frame, form):
        occupied.add(corner, 14)
    chosen: list[tuple[Label, Way]] = []
    if form.letters == "beside":
        chosen += place(_part_names(symbols), occupied, drop.frame, len(symbols))
    for names, most, gap in (
        (drop.roads, form.roads, -1 if form.paper else 2),
        (drop.names, form.names, 2),
        (drop.streets, form.streets, 3),
    ):
        chosen += place(names, occupied, drop.frame, most, gap)
    written = "".join(set_name(label, way, index) for index, (label, way) in enumerate(chosen))
    halo = {"stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
    return tag("g", written, class_="cm-sheet__names", text_anchor="middle", **halo) if written else ""


def _corners(frame: Frame, form: Format) -> Iterator[np.ndarray]:
    """Where the stamp, the scale bar and the source line stand."""
    if form.furniture:
        along = np.arange(0, 150, 12.0)
        yield np.column_stack([frame.width - 12 - along, np.full(len(along), 22.0)])
        across = np.arange(12, frame.width - 12, 12.0)
        yield np.column_stack([across, np.full(len(across), frame.height - 16)])


def _part_names(symbols: Sequence[Symbol]) -> Iterator[Label]:
    """Parts that people know by name, just under their circle; small areas are known by their letter."""
    for symbol in symbols:
        if symbol.part.area.kind is not AreaKind.LSOA:
            text = symbol.part.area.name
            clear = symbol.r + STYLES["part"].size * 0.58 + 15
            aside = symbol.r + 12 + text_width(text, STYLES["part"].size) / 2
            steps = ((0, clear), (0, -clear), (aside, 0), (-aside, 0), (aside, 14), (-aside, 14))
            ways = (straight(text, "part", (symbol.x + x, symbol.y + y)) for x, y in steps)
            yield Label(text, "part", ways)


def set_name(label: Label, way: Way, index: int) -> str:
    """A name where it was placed; `index` keeps the ids of curved ones apart."""
    style = STYLES[label.style]
    set_as = {
        "font_size": number(style.size),
        "font_weight": style.weight,
        "fill": style.fill,
        "font_style": "italic" if style.italic else None,
        "letter_spacing": style.spacing or None,
    }
    text = escape(label.text)
    if way.curve is None:
        x, y = way.at
        turned = f"rotate({number(way.angle)} {number(x)} {number(y)})" if way.angle else None
        return tag("text", text, x=x, y=y + style.size * 0.35, transform=turned, **set_as)
    line = f"{PREFIX}-n{index}"
    path = tag("path", d=curve_of(way.curve), id=line, fill="none", stroke="none")
    on = tag("textPath", text, href=f"#{line}", startOffset="50%")
    # Letters on a path are painted one by one: the halo of the next would cover the last. So all halos come first.
    halo = tag("text", on, dy=style.size * 0.34, **set_as, aria_hidden="true")
    return path + halo + tag("text", on, dy=style.size * 0.34, **set_as, stroke="none")


# --- marks ---------------------------------------------------------------------------------------------------


def _marks(symbols: Sequence[Symbol], beside: Sequence[Aside], form: Format) -> str:
    hatch = f"{PREFIX}-hatch"
    drawn = [draw_mark(symbol, hatch) + inside(symbol, form.letters) for symbol in symbols]
    drawn += [each.drawn() for each in beside]
    return tag("g", "".join(drawn), class_="cm-sheet__marks")


def _furniture(release: Release, sheet: MapSheet, frame: Frame, form: Format, *, narrow: bool) -> str:
    sources = () if form.paper else texts.source_lines(release, sheet)
    return "".join(furniture(sources, frame, invented=sheet.invented, narrow=narrow or form.paper))
