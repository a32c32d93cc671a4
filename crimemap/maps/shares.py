"""The map of how people feel: partnerships shaded by the share that agreed, in classes that no wave changes.

No place lies round all partnerships of a release, so this map has a ground of its own: sea and land where they were
supplied, and no road. Two lines round every shape and the class number in it carry the classes; a shape that has no
figure is hatched (nobody asked) or white (too few answers to show), and is never of the first class.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from crimemap import language
from crimemap.figure import Figure, Status
from crimemap.language import gettext as _
from crimemap.maps import rate_legend
from crimemap.maps.backdrop import FORMATS, Size
from crimemap.maps.drawing import PREFIX
from crimemap.maps.extent import extent_of
from crimemap.maps.frame import Frame
from crimemap.maps.furniture import furniture
from crimemap.maps.ground import is_derived
from crimemap.maps.labels import text_width
from crimemap.maps.legend import LegendItem
from crimemap.maps.paths import number, path_of, tag
from crimemap.maps.rate_ground import UNIT, fitted
from crimemap.maps.rate_svg import shades, type_size
from crimemap.maps.rates import RAMP, Shade, ink_over
from crimemap.maps.styles import INK, PAPER, SHORE, WATER
from crimemap.maps.svg import framed
from crimemap.maps.symbols import hatch_pattern
from crimemap.release import Area, Release
from crimemap.words.confidence import percent

MOST_NAMED: Final = 24
"""Of more shapes than this no names are set: they would not be read [choose]."""

_LEVEL: Final = 2
"""Of detail: the background of wide areas."""


@dataclass(frozen=True, slots=True)
class Shaded:
    """A partnership and its share, in percent; None: nobody asked there. `apart`: asked by another survey, whose shares
    do not compare with those that are shaded."""

    area: Area
    figure: Figure | None
    apart: bool = False

    @property
    def shade(self) -> Shade:
        if self.apart:
            return Shade.NOT_APPLICABLE
        if self.figure is None or self.figure.status is Status.MISSING:
            return Shade.MISSING
        return Shade.CLASS if self.figure.value is not None else Shade.FEW


@dataclass(frozen=True, slots=True)
class _Ground:
    """What no figure changes: where the shapes lie on the sheet, what is under them, the middle of each."""

    frame: Frame
    under: str
    coast: str
    fills: tuple[str, ...]
    edges: str
    spots: tuple[tuple[float, float, float], ...]


def class_of(value: float, breaks: Sequence[float]) -> int:
    """1 to 5: how many of the lower bounds of classes 2 and up `value` has reached as it is shown, without digits."""
    return 1 + bisect_right(breaks, round(value))


def shares_svg(
    release: Release,
    shaded: Sequence[Shaded],
    breaks: Sequence[float],
    size: Size,
    *,
    told: tuple[str, str],
    sources: Sequence[str],
    prefix: str,
    invented: bool = False,
) -> str:
    """One `<svg>`, "wide" or "phone". `told`: its title and what a person who cannot see it should know.

    `breaks`: lower bounds of classes 2 and up, in percent. Areas without a boundary are left to the table.
    """
    shown = [one for one in shaded if one.area.bounds is not None]
    ground = _ground(release, tuple(one.area for one in shown), size)
    named = len(shown) <= MOST_NAMED
    body = (
        tag("defs", hatch_pattern(f"{PREFIX}-hatch") + ground.coast),
        ground.under,
        _shades(shown, ground, breaks),
        ground.edges,
        "".join(
            _lettered(one, spot, breaks, named=named) for one, spot in zip(shown, ground.spots, strict=True)
        ),
        "".join(furniture(tuple(sources), ground.frame, invented=invented, narrow=size == "phone")),
    )
    drawn = framed(told, ground.frame, size, "".join(body), standalone=False)
    return drawn.replace(PREFIX, escape(prefix))


def share_classes(breaks: Sequence[float], *, numbered: bool = False) -> tuple[LegendItem, ...]:
    """A swatch for each class and what it holds, the same for every wave; with its number where the map has it."""
    bounds = [language.percent(bound / 100) for bound in breaks]
    between = [
        _("%(lower)s to under %(upper)s", lower=lower, upper=upper) for lower, upper in pairwise(bounds)
    ]
    labels = [_("under %(upper)s", upper=bounds[0]), *between, _("%(lower)s or more", lower=bounds[-1])]
    return tuple(
        LegendItem(rate_legend.swatch(n, numbered=numbered), label) for n, label in enumerate(labels, 1)
    )


def share_gaps(*, apart: bool = False) -> tuple[LegendItem, ...]:
    """What stands for no share, whatever this map holds (rule M6); `apart`: where some are of another survey."""
    found = (
        LegendItem(rate_legend.hatched("key-unasked"), _("Nobody was asked")),
        LegendItem(rate_legend.white("–"), _("Fewer than 100 answers: no figure")),
    )
    other = LegendItem(rate_legend.white(_("n/a")), _("Another survey, which does not compare"))
    return (*found, other) if apart else found


# --- the ground ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _ground(release: Release, areas: tuple[Area, ...], size: Size) -> _Ground:
    form = FORMATS[size]
    boxes = [extent_of(release, area) for area in areas] or [(0.0, 50.0, 0.01, 50.01)]
    west, south, east, north = zip(*boxes, strict=True)
    frame = fitted((min(west), min(south), max(east), max(north)), form.width, form.heights, form.margins)
    known = release.shapes([area.code for area in areas]) if areas else {}
    shapes = np.array([known.get(area.code, shapely.Polygon()) for area in areas], dtype=object)
    flat = _simple(frame.draw(shapes)) if len(shapes) else shapes
    land = _land(release, frame)
    dry = path_of(frame.draw(land)) if len(land) else ""
    edges = tag("path", d=path_of(np.asarray(shapely.boundary(flat), dtype=object)), fill="none")
    return _Ground(
        frame=frame,
        under=_paper(frame, dry),
        coast=tag("clipPath", tag("path", d=dry), id=f"{PREFIX}-dry") if dry else "",
        fills=tuple(path_of(np.array([shape], dtype=object)) for shape in flat),
        edges=_lined(edges, 3, "#fff") + _lined(edges, 1, INK),
        spots=tuple(_spot(shape) for shape in flat),
    )


def _simple(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Neighbours keep one edge where they fit together; each alone where they overlap."""
    if len(shapes) > 1 and bool(shapely.coverage_is_valid(shapes)):
        return np.asarray(shapely.coverage_simplify(shapes, 0.4), dtype=object)
    return shapes


def _land(release: Release, frame: Frame) -> NDArray[np.object_]:
    """Land as supplied; what was only derived from boundaries tells nothing of a coast."""
    if is_derived(release, "land"):
        return np.array([], dtype=object)
    found = release.background(frame.bounds(), ("land",), _LEVEL)
    return np.array([each.shape for each in found], dtype=object)


def _paper(frame: Frame, dry: str) -> str:
    sheet = {"x": 0, "y": 0, "width": frame.width, "height": frame.height}
    if not dry:
        return tag("rect", **sheet, fill=PAPER)
    land = tag("path", d=dry, fill=PAPER, stroke=SHORE, stroke_width=12)
    return tag("rect", **sheet, fill=WATER) + tag("g", land, transform=f"scale({UNIT})", fill_rule="evenodd")


def _lined(edges: str, width: float, colour: str) -> str:
    return tag(
        "g", edges, transform=f"scale({UNIT})", stroke=colour, stroke_width=number(width / UNIT),
        stroke_linejoin="round",
    )  # fmt: skip


def _spot(shape: shapely.Polygon | shapely.MultiPolygon) -> tuple[float, float, float]:
    """The middle of the largest circle in a shape, and its radius, in pixels."""
    if shapely.is_empty(shape):
        return (-99.0, -99.0, 0.0)
    line = shapely.maximum_inscribed_circle(shape, tolerance=max(shapely.length(shape) / 400, 0.1))
    (x, y), _edge = shapely.get_coordinates(line).tolist()
    return float(x), float(y), float(shapely.length(line))


# --- the figures --------------------------------------------------------------------------------------------


def _shades(shown: Sequence[Shaded], ground: _Ground, breaks: Sequence[float]) -> str:
    parts = ((one.shade, _klass(one, breaks), d) for one, d in zip(shown, ground.fills, strict=True))
    return shades(parts, clipped=bool(ground.coast))


def _klass(one: Shaded, breaks: Sequence[float]) -> int:
    if one.shade is not Shade.CLASS or one.figure is None:
        return 0
    return class_of(float(one.figure.value or 0), breaks)


def _lettered(one: Shaded, spot: tuple[float, float, float], breaks: Sequence[float], *, named: bool) -> str:
    """What stands in a shape, from its middle: where there are few enough to read, name and share; else class number.

    In ink or white on a halo of the shape's own shade, so that a name may reach over its edge.
    """
    x, y, room = spot
    klass = _klass(one, breaks)
    words = {Shade.FEW: _("no figure"), Shade.NOT_APPLICABLE: _("n/a")}
    told = words.get(one.shade) or (_share(one) if named else str(klass or ""))
    lines = [(told, type_size(told, room) if told else None, 700)]
    if named and room > 0:
        lines.insert(0, (one.area.name, _name_size(one.area.name, room), 600))
    drawn, top = [], y - 9.5 * (len(lines) - 1)
    ground = RAMP[klass - 1] if klass else "#fff"
    halo = {"stroke": ground, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
    for place, (text, height, weight) in enumerate(lines):
        if height is not None:
            at = {"x": x, "y": top + 19 * place + height * 0.36, "text_anchor": "middle"}
            look = {"font_size": number(height), "font_weight": weight, "fill": ink_over(klass)}
            drawn.append(tag("text", escape(text), **at, **halo, **look))
    return "".join(drawn)


def _name_size(name: str, room: float) -> float | None:
    """Pixels of a name that does not reach far beyond its shape; None where it would: the table has it."""
    return next((size for size in (15.0, 13.0, 12.0) if text_width(name, size) <= 2.4 * room), None)


def _share(one: Shaded) -> str:
    if one.shade is not Shade.CLASS or one.figure is None:
        return ""
    return percent(float(one.figure.value or 0))
