"""The static map of rates: shades under two lines, class numbers, hatching; no park and no road under it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

import numpy as np

from crimemap.maps import rate_texts
from crimemap.maps.backdrop import FORMATS, Format, Size
from crimemap.maps.drawing import PREFIX
from crimemap.maps.furniture import furniture, plain, wrapped
from crimemap.maps.labels import Label, Occupied, Way, place, text_width
from crimemap.maps.paths import number, tag
from crimemap.maps.rate_ground import UNIT, RateGround, rate_ground
from crimemap.maps.rates import RAMP, RateSheet, Shade, ink_over
from crimemap.maps.svg import framed, set_name
from crimemap.maps.symbols import hatch_pattern
from crimemap.release import Release

TYPE_SIZES: Final = (14.0, 12.0, 11.0)
"""Pixels in which a class number can be read; where even the last does not fit, the number is left to the table."""

NAMES: Final[dict[Size, int]] = {"wide": 14, "phone": 6, "small": 0, "screen": 16, "pocket": 6, "card": 0}


def rate_svg(
    release: Release, sheet: RateSheet, size: Size = "wide", *, prefix: str = "map", standalone: bool = False
) -> str:
    """One `<svg>` of the sheet; sizes, `prefix` and `standalone` as for circles (svg.static_svg)."""
    form = FORMATS[size]
    ground = rate_ground(release, sheet.area, tuple(part.area for part in sheet.parts), size)
    numbers = list(_numbers(sheet, ground)) if form.letters != "none" else []
    body = (
        tag("defs", hatch_pattern(f"{PREFIX}-hatch") + _coast(ground)),
        _scaled(ground.under),
        _shades(sheet, ground),
        _scaled(ground.over),
        "".join(text for text, _, _ in numbers),
        _names(ground, [(at, reach) for _, at, reach in numbers], form, size),
        _furniture(release, sheet, ground, size) if form.furniture else "",
        _note(sheet, ground, len(numbers)) if form.letters != "none" else "",
    )
    told = (rate_texts.title(sheet), rate_texts.description(sheet))
    drawn = framed(told, ground.frame, size, "".join(body), standalone=standalone)
    return drawn.replace(PREFIX, escape(prefix))


def left_out(sheet: RateSheet, numbers: int) -> int:
    """How many parts are too small on a picture for their number: it then stands in the table alone, and is told."""
    return sum(bool(rate_texts.mark(part)) for part in sheet.parts) - numbers


def _note(sheet: RateSheet, ground: RateGround, numbers: int) -> str:
    text = rate_texts.too_small(left_out(sheet, numbers))
    top = wrapped(text, 12, ground.frame.width - 230) if text else []
    return "".join(plain(line, x=16.0, y=22.0 + 15 * n, size=12) for n, line in enumerate(top))


def _scaled(layers: str) -> str:
    """Layers drawn in tenths of a pixel."""
    return tag("g", layers, transform=f"scale({UNIT})", fill_rule="evenodd", stroke_linejoin="round")


def _coast(ground: RateGround) -> str:
    """Small areas reach to low water: their shade ends at the coast, where one was supplied."""
    if not ground.clipped:
        return ""
    return tag("clipPath", tag("use", href=f"#{PREFIX}-coast", clip_rule="evenodd"), id=f"{PREFIX}-dry")


def _shades(sheet: RateSheet, ground: RateGround) -> str:
    parts = ((part.shade, part.klass or 0, d) for part, d in zip(sheet.parts, ground.fills, strict=True))
    return shades(parts, clipped=ground.clipped)


def shades(parts: Iterable[tuple[Shade, int, str]], *, clipped: bool) -> str:
    """One path for each class, and for what is hatched or white. `parts`: shade, class (0 for none) and path data in
    tenths of a pixel; `clipped`: the shading ends at the coast."""
    paths: defaultdict[tuple[Shade, int], list[str]] = defaultdict(list)
    for shade, klass, d in parts:
        paths[shade, klass].append(d)
    drawn = [
        tag("path", d="".join(ds), fill=fill_of(shade, klass, f"{PREFIX}-hatch"))
        for (shade, klass), ds in sorted(paths.items())
        if any(ds)
    ]
    layer = {"class_": "cm-sheet__shades", "clip_path": f"url(#{PREFIX}-dry)" if clipped else None}
    hatch_scale = {"transform": f"scale({UNIT})", "fill_rule": "evenodd"}
    return tag("g", "".join(drawn), **hatch_scale, **layer)


def fill_of(shade: Shade, klass: int, hatch: str) -> str:
    """The colour of a class, the hatching of what was not supplied, white for all else that has no rate."""
    if shade is Shade.CLASS:
        return RAMP[klass - 1]
    return f"url(#{hatch})" if shade is Shade.MISSING else "#fff"


def _numbers(sheet: RateSheet, ground: RateGround) -> Iterator[tuple[str, tuple[float, float], float]]:
    """What is written in each part where it fits: its text, where, and how far it reaches."""
    for part, (x, y, room) in zip(sheet.parts, ground.spots, strict=True):
        text = rate_texts.mark(part)
        size = type_size(text, room) if text else None
        if size:
            at = {"x": x, "y": y + size * 0.36, "text_anchor": "middle"}
            drawn = tag(
                "text",
                escape(text),
                **at,
                font_size=number(size),
                font_weight=700,
                fill=ink_over(part.klass or 0),
            )
            yield drawn, (x, y), text_width(text, size) / 2 + 2


def type_size(text: str, room: float) -> float | None:
    """The largest type in which `text` lies in a circle of this radius; None where none does."""
    for size in TYPE_SIZES:
        if np.hypot(text_width(text, size) / 2, size * 0.36) <= room:
            return size
    return None


def _names(
    ground: RateGround, numbers: Iterable[tuple[tuple[float, float], float]], form: Format, size: Size
) -> str:
    """Names where no number stands, on a halo of their own."""
    occupied = Occupied()
    for at, reach in numbers:
        occupied.add(np.array([at]), max(reach, 9.0))
    if form.furniture:
        along = np.arange(0, 150, 12.0)
        occupied.add(np.column_stack([ground.frame.width - 12 - along, np.full(len(along), 22.0)]), 14)
        across = np.arange(12, ground.frame.width - 12, 12.0)
        occupied.add(np.column_stack([across, np.full(len(across), ground.frame.height - 16)]), 14)
    chosen: list[tuple[Label, Way]] = list(place(ground.names, occupied, ground.frame, NAMES[size], 1))
    written = "".join(set_name(label, way, index) for index, (label, way) in enumerate(chosen))
    halo = {"stroke": "#fff", "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}
    return tag("g", written, class_="cm-sheet__names", text_anchor="middle", **halo) if written else ""


def _furniture(release: Release, sheet: RateSheet, ground: RateGround, size: Size) -> str:
    sources = rate_texts.source_lines(release, sheet)
    narrow = size == "phone"
    return "".join(furniture(sources, ground.frame, invented=sheet.invented, narrow=narrow))
