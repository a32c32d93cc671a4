"""The background of a static map, layer by layer, as paths in tenths of a pixel."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Final

import numpy as np
import shapely

from crimemap.maps.cutting import cut
from crimemap.maps.frame import Frame
from crimemap.maps.ground import Ground, Shapes
from crimemap.maps.paths import FINE, path_of, tag
from crimemap.maps.styles import (
    BUILT,
    CASED_FROM,
    FAINT,
    INK,
    NEIGHBOUR,
    PAPER,
    PARK,
    RAIL,
    ROADS,
    SHORE,
    SPECK,
    SPRUCE,
    STREETS_FROM,
    WATER,
    WOOD,
)
from crimemap.release import Bounds

PREFIX: Final = "\x1f"
"""Stands for the caller's prefix of ids in a drawing that is kept."""

LENDER: Final = "\x1e"
"""Stands for the prefix of the picture whose lowest layers another one borrows."""

LENT: Final = "under"
"""The id, after the prefix, of what can be borrowed."""

_SEA_LINES: Final = ((21.0, 0.3), (13.5, 0.55), (6.5, 0.85))
"""Pixels from the shore, and strength."""


_SPECK_AREA: Final = 16.0
"""Square pixels, on a sheet of the least detail."""


class Drawing:
    """One ground on one frame. `constant` keeps the width of lines when the browser scales the sheet.

    `coarse`: of the least detail, for a small sheet that travels to other people's pages.
    """

    def __init__(
        self,
        ground: Ground,
        frame: Frame,
        beyond: float,
        *,
        constant: bool = False,
        also: Bounds | None = None,
        coarse: bool = False,
    ) -> None:
        """`also`: degrees that a picture which borrows from this one shows."""
        self.ground = ground
        self.frame = frame
        self.unit = 1 if constant else FINE
        # A sheet that goes on past its edges is mostly surroundings under the veil: less detail keeps it light, and
        # least where all of it is derived and pale.
        self.coarse = coarse
        self.tolerance = 1.0 if coarse else 0.3
        self.detail = (1.0 if self.supplied else 1.5) if beyond or coarse else 0.5
        aside, above = beyond * frame.width + 12, beyond * frame.height + 12
        (west, south), (east, north) = frame.pixels(
            np.array([ground.box[:2], ground.box[2:]], float)
        ).tolist()
        self.box = (
            max(-aside, west), max(-above, north), min(frame.width + aside, east), min(frame.height + above, south)
        )  # fmt: skip
        if also is not None:
            (west, south), (east, north) = frame.pixels(np.array([also[:2], also[2:]], float)).tolist()
            left, top, right, bottom = self.box
            self.box = (min(left, west), min(top, north), max(right, east), max(bottom, south))
        self.degrees = frame.degrees(self.box)
        outline = [] if ground.outline is None else [ground.outline]
        self.outline = frame.draw(np.array(outline, dtype=object))
        self._layers: dict[tuple[str, str | None], Shapes] = {}

    def svg(self, *, streets: bool, parts: int, under: Frame | None = None) -> str:
        """The group of all layers, bottom to top.

        `under`: the frame of another picture of the page on whose lowest layers, as `LENT` names them, this one
        stands; they are then not drawn again.
        """
        if under is None:
            lowest = self._paper() + self._land() + self._points()
            lowest = tag("g", lowest, id=f"{PREFIX}-{LENT}") if self.lends else lowest
        else:
            lowest = self._borrowed(under)
        layers = (
            lowest,
            self._bands(parts),
            self._roads(streets=streets),
            self._rail(),
            self._around(),
            self._area(),
        )
        # Past what was cut out of the release there is neither land nor sea: nothing is drawn there.
        edge = f"{PREFIX}-edge"
        clip = tag("clipPath", tag("rect", **self._sheet()), id=edge) if self.ground.sea else ""
        return clip + tag(
            "g", "".join(layers), transform=f"scale({1 / FINE})", fill_rule="evenodd", stroke_linejoin="round",
            clip_path=f"url(#{edge})" if clip else None,
        )  # fmt: skip

    @cached_property
    def _edge(self) -> str:
        return path_of(self.outline, tolerance=self.tolerance)

    @property
    def supplied(self) -> bool:
        """Whether roads or a coast were supplied, not boundaries alone."""
        return self.ground.sea or bool(self.ground.layers.get("road"))

    @property
    def lends(self) -> bool:
        """Whether another picture may stand on its lowest layers: where a line's width tells nothing of its own."""
        return not self.supplied and self.unit == FINE

    def _borrowed(self, lender: Frame) -> str:
        """The lender's lowest layers, moved and scaled to where they lie on this sheet."""
        share = self.frame.scale / lender.scale
        across, down = self.frame.left - share * lender.left, self.frame.top - share * lender.top
        moved = f"matrix({share:.6g} 0 0 {share:.6g} {across * FINE:.1f} {down * FINE:.1f})"
        return tag("use", href=f"#{LENDER}-{LENT}", transform=moved)

    def _shapes(self, kind: str, klass: str | None = None) -> Shapes:
        if (kind, klass) not in self._layers:
            self._layers[kind, klass] = self._seen(self.ground.shapes(kind, klass))
        return self._layers[kind, klass]

    def _seen(self, shapes: Shapes) -> Shapes:
        # Cut first: most of a ground lies beyond the smaller sheets.
        return self.frame.draw(cut(shapes, self.degrees)) if len(shapes) else shapes

    def _line(self, d: str, width: float, colour: str, **attributes: object) -> str:
        if not d:
            return ""
        wide = f"{width * self.unit:.3g}"
        return tag("path", d=d, fill="none", stroke=colour, stroke_width=wide, **attributes)

    def _dashes(self, *lengths: float) -> str:
        return " ".join(f"{length * self.unit:g}" for length in lengths)

    def _sheet(self) -> dict[str, object]:
        """The rectangle that is drawn, in tenths of a pixel."""
        west, north, east, south = (round(edge * FINE) for edge in self.box)
        return {"x": west, "y": north, "width": east - west, "height": south - north}

    def _paper(self) -> str:
        """Paper; or the sea with its white lines, and paper for the land, where a coast was supplied."""
        sheet = self._sheet()
        if not self.ground.sea:
            return tag("rect", **sheet, fill=PAPER)
        coast = path_of(self._shapes("land"), tolerance=self.tolerance)
        shore = f"{PREFIX}-coast"
        drawn = [tag("defs", tag("path", d=coast, id=shore)), tag("rect", **sheet, fill=WATER)]
        for reach, strength in _SEA_LINES:
            drawn.append(self._again(shore, 2 * reach + 1.1, "#fff", stroke_opacity=strength))
            drawn.append(self._again(shore, 2 * reach - 1.1, WATER))
        drawn.append(self._again(shore, 1.6, SHORE))
        return "".join(drawn) + tag("use", href=f"#{shore}", fill=PAPER)

    def _again(self, shape: str, width: float, colour: str, **attributes: object) -> str:
        wide = f"{width * self.unit:.3g}"
        return tag("use", href=f"#{shape}", fill="none", stroke=colour, stroke_width=wide, **attributes)

    def _land(self) -> str:
        fills = (("built", BUILT), ("wood", WOOD), ("park", PARK))[2 if self.coarse else 0 :]
        drawn = [
            _fill(
                path_of(_seeable(self._shapes(kind), _SPECK_AREA * self.detail), tolerance=self.detail),
                colour,
            )
            for kind, colour in fills
        ]
        water = self._shapes("water")
        if len(water):
            areas = shapely.get_dimensions(water) == 2
            within = path_of(water[areas], tolerance=self.tolerance)
            drawn.append(self._line(within, 1.6, SHORE))
            drawn.append(_fill(within, WATER))
            drawn.append(self._line(path_of(water[~areas], tolerance=self.tolerance), 2.4, WATER))
        if not self.coarse:
            drawn.append(self._line(path_of(self._faint(), tolerance=self.detail * 0.6), 1.0, FAINT))
        return "".join(drawn)

    def _faint(self) -> Shapes:
        """Of a sheet that goes on past its edges only those near the area: beyond, nobody sees them under the veil."""
        near = (0.0, 0.0, self.frame.width, self.frame.height) if self.detail > 1 else self.box
        lines = self.ground.faint
        return self.frame.draw(cut(lines, self.frame.degrees(near))) if len(lines) else lines

    def _points(self) -> str:
        """Map points as faint specks: where no road was supplied they show how the streets lie."""
        places = self.ground.points
        if self.coarse or not len(places) or self.frame.pixels_a_metre < 0.03:
            return ""
        at = np.rint(self.frame.pixels(places) * FINE).astype(int)
        west, north, east, south = (round(edge * FINE) for edge in self.box)
        seen = at[(at[:, 0] > west) & (at[:, 0] < east) & (at[:, 1] > north) & (at[:, 1] < south)]
        specks = "".join(f"M{x} {y}h0" for x, y in np.unique(seen, axis=0).tolist())
        return self._line(specks, 3.4, SPECK, stroke_linecap="round")

    def _bands(self, parts: int) -> str:
        """A pale band between parts, narrower where the parts are small on the sheet."""
        if not len(self.ground.bands) or not len(self.outline):
            return ""
        part = math.sqrt(float(self.outline[0].area) / max(parts, 1))
        width = min(max(part * 0.11, 4.0), 15.0 if self.unit == FINE else 7.0)
        bands = path_of(self.frame.draw(self.ground.bands), tolerance=0.5)
        return self._wash(bands, width, stroke_opacity=".15", stroke_linecap="round")

    def _wash(self, d: str, width: float, **attributes: object) -> str:
        """A broad pale line: it grows and shrinks with the sheet, where it would else be a blot on a small one."""
        if self.unit == FINE:
            return self._line(d, width, SPRUCE, **attributes)
        return self._line(d, width * FINE, SPRUCE, class_="cm-sheet__wash", **attributes)

    def _roads(self, *, streets: bool) -> str:
        """Streets, then the cases of greater roads before their fills, so that junctions are open."""
        scale = self.frame.pixels_a_metre
        drawn = self._class("street", scale) if streets and scale >= STREETS_FROM else ("", "")
        greater = [self._class(klass, scale) for klass in ("second", "main")]
        minor = tag("g", "".join(drawn), class_="cm-sheet__streets") if any(drawn) else ""
        return minor + "".join(case for case, _ in greater) + "".join(fill for _, fill in greater)

    def _class(self, klass: str, scale: float) -> tuple[str, str]:
        road = ROADS[klass]
        way, width = path_of(self._shapes("road", klass), tolerance=self.detail * 0.6), road.width(scale)
        case = self._line(way, width + 1.4, road.case, stroke_linecap="round") if width >= CASED_FROM else ""
        return case, self._line(way, width, road.fill, stroke_linecap="round")

    def _rail(self) -> str:
        width = min(max(14 * self.frame.pixels_a_metre, 1.4), 4.0)
        rail = self._shapes("rail")
        track = path_of(rail[shapely.get_dimensions(rail) == 1])
        drawn = self._line(track, width, RAIL)
        if width > 2:
            drawn += self._line(track, width - 1.6, "#fff", stroke_dasharray=self._dashes(7, 7))
        for station in shapely.get_coordinates(rail[shapely.get_dimensions(rail) == 0]):
            x, y = (round(float(value) * FINE) for value in station)
            square = {"x": x - 42, "y": y - 42, "width": 84, "height": 84}
            drawn += tag("rect", **square, fill="#fff", stroke=INK, stroke_width=18)
        return drawn

    def _around(self) -> str:
        """Neighbours' outlines, then the paper veil over all that is not the area."""
        around = self.ground.around[:0] if self.coarse else self.ground.around
        lines = path_of(self._seen(around), tolerance=max(self.detail * 0.8, 0.5))
        drawn = self._line(lines, 1.4, NEIGHBOUR, stroke_dasharray=self._dashes(5, 3))
        if not len(self.outline):
            return drawn
        west, north, east, south = (round(edge * FINE) for edge in self.box)
        veil = f"M{west} {north}H{east}V{south}H{west}z"
        return drawn + tag("path", d=veil + self._edge, fill=PAPER, fill_opacity=".62")

    def _area(self) -> str:
        """The ribbon inside the boundary, its white halo, the boundary."""
        if not len(self.outline):
            return ""
        edge = self._edge
        clip = tag("clipPath", tag("path", d=edge, clip_rule="evenodd"), id=f"{PREFIX}-area")
        inside = f"url(#{PREFIX}-area)"
        ribbon = self._wash(edge, 18, stroke_opacity=".2", clip_path=inside)
        return clip + ribbon + self._line(edge, 4.6, "#fff") + self._line(edge, 2.4, SPRUCE)


def _seeable(shapes: Shapes, least: float) -> Shapes:
    """Without what is too small to be seen on this sheet."""
    parts = shapely.get_parts(shapes)
    return np.asarray(parts[shapely.area(parts) > least], dtype=object)


def _fill(d: str, colour: str) -> str:
    return tag("path", d=d, fill=colour) if d else ""
