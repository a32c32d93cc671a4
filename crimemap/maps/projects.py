"""A static map of places with a number each, which the list beneath explains: projects, never figures.

A square, since a circle is a count here: filled where the work is over, open while it is done, dashed before.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

import numpy as np

from crimemap.language import gettext as _
from crimemap.maps.backdrop import FORMATS, Backdrop, Size, backdrop_of
from crimemap.maps.drawing import LENDER, PREFIX
from crimemap.maps.frame import Frame
from crimemap.maps.furniture import furniture
from crimemap.maps.ground import is_derived
from crimemap.maps.labels import Label, Occupied, Way, place
from crimemap.maps.paths import number, tag
from crimemap.maps.styles import INK, PAPER, SPRUCE
from crimemap.maps.svg import framed, set_name
from crimemap.release import Area, Release

Look = Literal["solid", "open", "dashed"]

_HALF: Final = {"wide": 12.0, "phone": 11.5}
"""Half a square's side, in pixels."""

_LED: Final = 10.0
"""Pixels from which a line leads from a square that stands aside to its place."""


_ON_A_MAP: Final = 13.0
_IN_A_LIST: Final = 16.0
"""Pixels of a square's number: text off the map is never smaller."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map; `label` is "" where there is nothing to tell apart."""

    label: str
    lon: float
    lat: float
    look: Look = "solid"


def projects_svg(
    release: Release,
    area: Area,
    spots: Sequence[Spot],
    size: Literal["wide", "phone"],
    *,
    told: tuple[str, str],
    prefix: str,
    invented: bool = False,
    beside: str = "",
) -> str:
    """One `<svg>` of `area` with its spots. `told`: its title and what a person who cannot see it should know.

    `prefix` and `beside` as for `static_svg`. Spots outside the sheet are left out: the list names them all.
    """
    drop = backdrop_of(release, area, (), size, borrows=bool(beside))
    stood = _stood(spots, drop.frame, _HALF[size])
    body = (
        drop.drawing,
        _names(drop, size, [(x, y) for _spot, x, y in stood], _HALF[size]),
        "".join(_lead(spot, x, y, drop.frame) for spot, x, y in stood),
        tag("g", "".join(_square(*each, _HALF[size]) for each in stood), class_="cm-sheet__marks"),
        "".join(
            furniture(
                (_source(release, invented=invented),), drop.frame, invented=invented, narrow=size == "phone"
            )
        ),
    )
    drawn = framed(told, drop.frame, size, "".join(body), standalone=False)
    return drawn.replace(PREFIX, escape(prefix)).replace(LENDER, escape(beside))


def spot_mark(look: Look, label: str = "") -> str:
    """A square as the legend and the list show it."""
    mark = _square(Spot(label, 0, 0, look), 14, 14, _HALF["wide"], _IN_A_LIST)
    return tag(
        "svg", mark, class_="cm-spot", width=28, height=28, viewBox="0 0 28 28", aria_hidden="true",
        focusable="false",
    )  # fmt: skip


Stood = tuple[Spot, float, float]


def _stood(spots: Sequence[Spot], frame: Frame, half: float) -> list[Stood]:
    """Each square at its place, or at the nearest free one round it: several projects may share a park."""
    found: list[Stood] = []
    for spot in spots:
        x, y = frame.pixel((spot.lon, spot.lat))
        if 0 <= x <= frame.width and 0 <= y <= frame.height:
            at = next((one for one in _around(x, y, half, frame) if _is_free(one, found, half)), (x, y))
            found.append((spot, *at))
    return found


def _around(x: float, y: float, half: float, frame: Frame) -> Iterator[tuple[float, float]]:
    """The place itself, then rings round it, on the sheet."""
    edge = half + 3
    for ring in range(8):
        many = max(ring * 8, 1)
        for step in range(many):
            turn = 2 * math.pi * step / many - math.pi / 2
            across, down = x + ring * half * math.cos(turn), y + ring * half * math.sin(turn)
            yield min(max(across, edge), frame.width - edge), min(max(down, edge), frame.height - 40)


def _is_free(at: tuple[float, float], found: Sequence[Stood], half: float) -> bool:
    room = 2 * half + 3
    return all(abs(at[0] - x) >= room or abs(at[1] - y) >= room for _spot, x, y in found)


def _square(spot: Spot, x: float, y: float, half: float, size: float = _ON_A_MAP) -> str:
    box = {"x": x - half, "y": y - half, "width": 2 * half, "height": 2 * half, "rx": 2}
    if spot.look == "solid":
        drawn = tag("rect", **box, fill=SPRUCE, stroke="#fff", stroke_width=2)
    else:
        dashes = "4 3" if spot.look == "dashed" else None
        drawn = tag("rect", **box, fill="#fff")
        drawn += tag("rect", **box, fill="none", stroke=SPRUCE, stroke_width="2.4", stroke_dasharray=dashes)
    if not spot.label:
        return drawn
    size = size if len(spot.label) < 3 else size - 2
    ink = "#fff" if spot.look == "solid" else INK
    return drawn + tag(
        "text", escape(spot.label), x=x, y=y + size * 0.36, fill=ink, font_size=number(size), font_weight=700,
        text_anchor="middle",
    )  # fmt: skip


def _lead(spot: Spot, x: float, y: float, frame: Frame) -> str:
    there = frame.pixel((spot.lon, spot.lat))
    if math.hypot(x - there[0], y - there[1]) <= _LED:
        return ""
    line = f"M{number(x)} {number(y)}L{number(there[0])} {number(there[1])}"
    return tag("path", d=line, stroke=SPRUCE, stroke_width="1.5", fill="none") + tag(
        "circle", cx=there[0], cy=there[1], r="2.5", fill=SPRUCE
    )


def _names(drop: Backdrop, size: Size, squares: Sequence[tuple[float, float]], half: float) -> str:
    """Names of roads and places where no square stands."""
    occupied, form = Occupied(), FORMATS[size]
    if squares:
        occupied.add(np.array(squares, float), half * 1.5)
    across = np.arange(12, drop.frame.width - 12, 12.0)
    occupied.add(np.column_stack([across, np.full(len(across), drop.frame.height - 16)]), 14)
    stamp = np.arange(0, 150, 12.0)
    occupied.add(np.column_stack([drop.frame.width - 12 - stamp, np.full(len(stamp), 22.0)]), 14)
    chosen: list[tuple[Label, Way]] = []
    for names, most, gap in ((drop.roads, form.roads, 2), (drop.names, form.names, 2)):
        chosen += place(names, occupied, drop.frame, most, gap)
    written = "".join(set_name(label, way, index) for index, (label, way) in enumerate(chosen))
    halo = {"stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
    return tag("g", written, class_="cm-sheet__names", text_anchor="middle", **halo) if written else ""


def _source(release: Release, *, invented: bool) -> str:
    """Whose background it is."""
    if invented:
        return _("Background: invented.")
    if is_derived(release, "built"):
        return _("Background: from boundaries and map points. Contains OS and ONS data © Crown copyright.")
    return _("Contains OS and ONS data © Crown copyright.")
