"""The map of a slide: letters that the back row can read, and what a script needs to move it and to tell of a circle.

Without a script, on paper and in a PDF it is a picture like every other: the letters are those of the table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import chain
from typing import Final

from crimemap.maps import texts
from crimemap.maps.backdrop import FORMATS, Backdrop, backdrop_of
from crimemap.maps.drawing import LENDER, PREFIX
from crimemap.maps.frame import Frame
from crimemap.maps.furniture import plain, scale_bar, wrapped
from crimemap.maps.labels import text_width
from crimemap.maps.lettering import Aside, least_crowded, led
from crimemap.maps.paths import number, tag
from crimemap.maps.sheet import MapPart, MapSheet, Mark
from crimemap.maps.styles import INK
from crimemap.maps.svg import FONTS
from crimemap.maps.symbols import SERIES, Symbol, draw_mark, hatch_pattern, symbols_of
from crimemap.release import Release

LETTER: Final = 33
"""Pixels of the picture: 28 and more on a slide of 1280 × 720, where 588 of its 680 stand."""

_SOURCE: Final = 13
"""The licence line and the scale bar alone may be smaller than 28 px on a slide."""

_TURNS: Final = (225, 315, 45, 135, 270, 180, 0, 90)
"""Degrees clockwise from east at which a letter may stand beside a small circle, the first that is free."""

_FOOT: Final = 64.0
"""Pixels that the scale bar and the licence line take of the sheet."""

_BARS: Final = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
_LED: Final = 14.0
"""Pixels from which a circle that stepped aside has a line to its place, as on every other map."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A part of the area: its letter on the map, its name, and what is told of it when somebody points at it."""

    letter: str
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class SlideMap:
    """`svg` stands in a page and in a file of its own alike; `stops` as in the table, by place.

    `title`, `described`: the picture in words; `source` is on it too, in letters for the desk.
    """

    svg: str
    stops: tuple[Stop, ...]
    title: str
    described: str
    source: str


def slide_map(release: Release, sheet: MapSheet, *, prefix: str = "map") -> SlideMap:
    """The map of `sheet`, 680 × 480 pixels at 1280 × 720. `prefix` keeps ids apart where two stand in one page."""
    return SlideMap(
        svg=_drawn(release, sheet, prefix),
        stops=tuple(_stop(part, sheet) for part in sheet.parts),
        title=texts.title(sheet),
        described=texts.description(sheet),
        source=" ".join(texts.source_lines(release, sheet)),
    )


def _stop(part: MapPart, sheet: MapSheet) -> Stop:
    return Stop(part.letter, part.area.name, " ".join(texts.details(part, sheet)))


def _drawn(release: Release, sheet: MapSheet, prefix: str) -> str:
    """Never past the sheet's edges, in a file of its own either: what lies there is for a script to bring in."""
    form = FORMATS["slide"]
    drop = backdrop_of(release, sheet.area, tuple(part.area for part in sheet.parts), "slide")
    frame = drop.frame
    body = (
        tag("title", escape(texts.title(sheet)), id=f"{PREFIX}-title"),
        tag("desc", escape(texts.description(sheet)), id=f"{PREFIX}-desc"),
        tag("defs", hatch_pattern(f"{PREFIX}-hatch") + _window(frame)),
        _world(drop, symbols_of(sheet, frame, form.share), sheet),
        _furniture(release, sheet, frame),
    )
    drawn = tag(
        "svg",
        "".join(body),
        xmlns="http://www.w3.org/2000/svg",
        class_="cm-sheet cm-sheet--slide",
        viewBox=f"0 0 {number(frame.width)} {number(frame.height)}",
        width=frame.width,
        height=frame.height,
        font_family=FONTS,
        role="img",
        aria_labelledby=f"{PREFIX}-title {PREFIX}-desc",
        focusable="false",
    )
    return drawn.replace(PREFIX, escape(prefix)).replace(LENDER, "")


def _window(frame: Frame) -> str:
    """Where the sheet ends: what is drawn past it is seen once the map is moved."""
    return tag("clipPath", tag("rect", width=frame.width, height=frame.height), id=f"{PREFIX}-window")


def _world(drop: Backdrop, symbols: Sequence[Symbol], sheet: MapSheet) -> str:
    """All that moves: the ground, and on it one group a circle, which keeps its size on the screen."""
    order = {part.area.code: index for index, part in enumerate(sheet.parts)}
    letters = _letters(symbols, drop.frame)
    stops = "".join(
        _placed(symbol, order[symbol.part.area.code], letter, drop.frame, sheet)
        for symbol, letter in zip(symbols, letters, strict=True)
    )
    moved = tag("g", drop.drawing + tag("g", stops, class_="cm-slidemap__stops"), class_="cm-slidemap__world")
    return tag("g", moved, clip_path=f"url(#{PREFIX}-window)")


def _placed(symbol: Symbol, index: int, letter: str, frame: Frame, sheet: MapSheet) -> str:
    """The group of one circle: its place on the ground, which grows by zooming, and its step aside, which does not."""
    home = frame.pixel(symbol.part.area.centre or (0.0, 0.0))
    aside = symbol.x - home[0], symbol.y - home[1]
    stop = _stop(symbol.part, sheet)
    mark = draw_mark(replace(symbol, x=0.0, y=0.0), f"{PREFIX}-hatch")
    return tag(
        "g",
        _lead(aside) + mark + letter,
        class_="cm-slidemap__stop",
        id=f"{PREFIX}-stop-{index}",
        transform=f"translate({number(symbol.x)} {number(symbol.y)})",
        data_stop=index,
        data_at=" ".join(f"{value:.1f}" for value in (*home, *aside)),
        data_letter=stop.letter,
        data_name=stop.name,
        data_tells=stop.told,
    )


def _lead(aside: tuple[float, float]) -> str:
    if math.hypot(*aside) <= _LED:
        return ""
    d = f"M0 0L{number(-aside[0])} {number(-aside[1])}"
    dot = tag("circle", cx=-aside[0], cy=-aside[1], r="2.5", fill=SERIES)
    return tag("path", d=d, stroke=SERIES, stroke_width="1.5") + dot


# --- letters -------------------------------------------------------------------------------------------------


def _letters(symbols: Sequence[Symbol], frame: Frame) -> Iterator[str]:
    """The letter of each: inside where it can be read there, else beside, where the fewest others stand."""
    found: list[Aside] = []
    for symbol in symbols:
        letter = symbol.part.letter
        wide = text_width(letter, LETTER) if letter else 0.0
        if not letter:
            yield ""
        elif symbol.is_circle and symbol.r >= max(wide / 2 + 3, LETTER * 0.52):
            yield _inside(symbol, letter)
        else:
            places = chain(_beside(symbol, letter, wide), led(symbol, letter, LETTER))
            kept = (place for place in places if _on_sheet(place, frame))
            nearest = next(_beside(symbol, letter, wide))
            found.append(least_crowded(chain(kept, (nearest,)), symbol, symbols, found))
            yield tag("g", found[-1].drawn(), transform=f"translate({number(-symbol.x)} {number(-symbol.y)})")


def _beside(symbol: Symbol, letter: str, wide: float) -> Iterator[Aside]:
    """The places that touch the circle."""
    away = symbol.r + 4
    for turn in _TURNS:
        angle = math.radians(turn)
        x = symbol.x + math.cos(angle) * (away + wide / 2)
        yield Aside(letter, "", x, symbol.y + math.sin(angle) * (away + LETTER * 0.36), wide, LETTER)


def _on_sheet(place: Aside, frame: Frame) -> bool:
    """Whether it keeps clear of the edges and of the lines at the foot."""
    half = place.wide / 2 + 4
    return half < place.x < frame.width - half and LETTER * 0.6 < place.y < frame.height - _FOOT


def _inside(symbol: Symbol, letter: str) -> str:
    fill = "#fff" if symbol.mark is Mark.COUNT else INK
    return tag(
        "text", escape(letter), x=0.0, y=LETTER * 0.36, text_anchor="middle", font_size=LETTER, font_weight=700,
        fill=fill,
    )  # fmt: skip


# --- what stands still ---------------------------------------------------------------------------------------


def _furniture(release: Release, sheet: MapSheet, frame: Frame) -> str:
    """Scale bar and licence line; the stamp of an invented place stands on the slide itself, in letters to match."""
    bars = "|".join(f"{metres} {texts.distance(metres)}" for metres in _BARS)
    lines = wrapped(" ".join(texts.source_lines(release, sheet)), _SOURCE, frame.width - 28)
    bar = tag(
        "g",
        scale_bar(frame, 14, frame.height - 18 - 17 * len(lines), 130),
        class_="cm-slidemap__scale",
        data_bars=bars,
        data_pixels=f"{frame.pixels_a_metre:.6g}",
    )
    below = frame.height - 10 - 17 * (len(lines) - 1)
    written = (plain(line, x=14.0, y=below + 17 * n, size=_SOURCE) for n, line in enumerate(lines))
    return bar + tag("g", "".join(written), class_="cm-slidemap__line")
