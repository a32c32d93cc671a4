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
from crimemap.maps.drawing import PREFIX
from crimemap.maps.frame import Frame
from crimemap.maps.labels import STYLES, Label, Occupied, Way, place, straight, text_width
from crimemap.maps.lettering import Aside, asides, inside
from crimemap.maps.paths import curve_of, number, tag
from crimemap.maps.sheet import MapSheet
from crimemap.maps.styles import INK, PAPER
from crimemap.maps.symbols import Symbol, draw_mark, hatch_pattern, leads, symbols_of
from crimemap.release import Release
from crimemap.terms import AreaKind

_FONTS: Final = (
    "Hanken Grotesk Variable, Hanken Grotesk, system-ui, Segoe UI, Roboto, Noto Sans, Arial, sans-serif"
)


def static_svg(
    release: Release, sheet: MapSheet, size: Size = "wide", *, prefix: str = "map", standalone: bool = False
) -> str:
    """One `<svg>` of the sheet.

    Sizes: "wide" (800 px), "phone" (390 px, letters inside), "small" (nearly wordless, for a hero), "screen" and
    "pocket" (in the full-screen map's place, on a desk and on a phone); the last three are drawn past their edges.
    `prefix` keeps ids apart where two stand in one page; `standalone` adds what a file of its own needs: the
    namespace and a font.
    """
    form = FORMATS[size]
    drop = backdrop_of(release, sheet.area, tuple(part.area for part in sheet.parts), size)
    symbols = symbols_of(sheet, drop.frame, form.share)
    beside = asides(symbols, form.letters)
    body = (
        tag("defs", hatch_pattern(f"{PREFIX}-hatch")),
        drop.drawing,
        _names(drop, form, symbols, beside),
        leads(symbols, drop.frame),
        _marks(symbols, beside, form),
        "".join(_furniture(release, sheet, drop.frame, narrow=size == "phone")) if form.furniture else "",
    )
    return _svg(sheet, drop.frame, size, "".join(body), standalone=standalone).replace(PREFIX, escape(prefix))


def _svg(sheet: MapSheet, frame: Frame, size: Size, body: str, *, standalone: bool) -> str:
    told = tag("title", escape(texts.title(sheet)), id=f"{PREFIX}-title")
    told += tag("desc", escape(texts.description(sheet)), id=f"{PREFIX}-desc")
    own: dict[str, object] = {}
    if standalone:
        own = {"xmlns": "http://www.w3.org/2000/svg", "font_family": _FONTS}
        own |= {"width": frame.width, "height": frame.height}
    return tag(
        "svg",
        told + body,
        **own,
        class_=f"cm-sheet cm-sheet--{size}",
        viewBox=f"0 0 {number(frame.width)} {number(frame.height)}",
        role="img",
        aria_labelledby=f"{PREFIX}-title {PREFIX}-desc",
        focusable="false",
    )


# --- names ---------------------------------------------------------------------------------------------------


def _names(drop: Backdrop, form: Format, symbols: Sequence[Symbol], beside: Sequence[Aside]) -> str:
    """Names where neither a circle nor another name stands; roads first, then the rest."""
    occupied = Occupied()
    for symbol in symbols:
        occupied.add(np.array([[symbol.x, symbol.y]]), symbol.r + 3)
    for each in beside:
        occupied.add(each.taken, 9)
    for corner in _corners(drop.frame, form):
        occupied.add(corner, 14)
    chosen: list[tuple[Label, Way]] = []
    if form.letters == "beside":
        chosen += place(_part_names(symbols), occupied, drop.frame, len(symbols))
    for names, most, gap in (
        (drop.roads, form.roads, 2),
        (drop.names, form.names, 2),
        (drop.streets, form.streets, 3),
    ):
        chosen += place(names, occupied, drop.frame, most, gap)
    written = "".join(_name(label, way, index) for index, (label, way) in enumerate(chosen))
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
            yield Label(text, "part", tuple(ways))


def _name(label: Label, way: Way, index: int) -> str:
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


# --- furniture -----------------------------------------------------------------------------------------------


def _furniture(release: Release, sheet: MapSheet, frame: Frame, *, narrow: bool) -> Iterator[str]:
    """Scale bar, source and licence, and the stamp of an invented place."""
    figures, background = texts.source_lines(release, sheet)
    together = f"{figures} {background}"
    fits = not narrow and text_width(together, 12) < frame.width - 290
    lines = [together] if fits else [figures, background]
    if narrow:
        lines = [part for line in lines for part in _wrapped(line, 11.5, frame.width - 32)]
    yield _scale_bar(
        frame, 16, frame.height - (14 + 15 * len(lines) if narrow else 18), 110 if narrow else 150
    )
    for index, line in enumerate(reversed(lines)):
        at = {"x": 16.0, "text_anchor": "start"} if narrow else {"x": frame.width - 14, "text_anchor": "end"}
        yield _plain(
            line, y=frame.height - (8 if narrow else 14) - 15 * index, size=11.5 if narrow else 12, **at
        )
    if sheet.invented:
        yield _stamp(frame)


def _wrapped(text: str, size: float, width: float) -> list[str]:
    """Lines that fit: a licence that runs off the sheet is not given."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _scale_bar(frame: Frame, x: float, y: float, longest: float) -> str:
    metres, length = frame.bar(longest)
    ticks = f"M{number(x)} {number(y - 4)}v4h{number(length)}v-4"
    halo = tag("path", d=ticks, fill="none", stroke=PAPER, stroke_width=5)
    bar = tag("path", d=ticks, fill="none", stroke=INK, stroke_width=2)
    return (
        halo + bar + _plain(texts.distance(metres), x=x + length + 7, y=y + 3, size=13, text_anchor="start")
    )


def _plain(text: str, *, size: float, **at: object) -> str:
    halo = {"stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
    return tag("text", escape(text), **at, font_size=number(size), fill=INK, **halo)


def _stamp(frame: Frame) -> str:
    """The same words everywhere, as a white stamp outlined in ink."""
    text = gettext("Invented / Dychmygol")
    wide = text_width(text, 13) + 22
    box = tag(
        "rect",
        x=frame.width - 11 - wide,
        y=10.0,
        width=wide,
        height=23,
        fill="#fff",
        stroke=INK,
        stroke_width="1.5",
    )
    at = {"x": frame.width - 11 - wide / 2, "y": 26.0}
    return box + tag(
        "text", escape(text), **at, text_anchor="middle", font_size=13, font_weight=700, fill=INK
    )
