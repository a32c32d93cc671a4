"""Which names a static map may carry: roads along their line, water and greens, places, streets, neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import shapely

from crimemap.maps import labels
from crimemap.maps.cutting import cut_of
from crimemap.maps.frame import Frame
from crimemap.maps.ground import Ground, Shapes
from crimemap.maps.labels import STYLES, Label
from crimemap.release import Feature

_LONG: Final = 30.0
_CLOSE: Final = 0.15
"""A street that is known by map points alone is named where they reach so many pixels, or the sheet is this close."""

_NAMED_FROM: Final = 0.1
"""Pixels a metre from which streets are named along their line."""

Sheet = tuple[float, float, float, float]


class Naming:
    """The names of one ground on one frame, each with the ways it can be set; nothing is placed yet."""

    def __init__(self, ground: Ground, frame: Frame, own: str, *, paper: bool = False) -> None:
        """`paper`: ways are named in smaller type, which paper can hold: still over 7 points on a sheet of A5."""
        self.ways = "-paper" if paper else ""
        self.ground = ground
        self.frame = frame
        self.own = own
        self.sheet: Sheet = (8, 8, frame.width - 8, frame.height - 8)
        outline = [] if ground.outline is None else [ground.outline]
        self.outline: Shapes = frame.draw(np.array(outline, dtype=object))

    def roads(self) -> tuple[Label, ...]:
        """Main and second roads: inside the area first, then outside."""
        main, second = self._classed("main"), self._classed("second")
        found: list[Label] = []
        for inside in (True, False):
            for klass, shapes in (("main", main), ("second", second)):
                found += self._along(klass + self.ways, shapes, 10, inside=inside)
        return tuple(found)

    def streets(self) -> tuple[Label, ...]:
        """The longest streets; where no road was supplied, the streets with the most map points."""
        if self.ground.layers.get("road"):
            if self.frame.pixels_a_metre < _NAMED_FROM:
                return ()
            return tuple(self._along("street" + self.ways, self._classed("street"), 36, inside=True))
        return tuple(self._by_points(60))

    def _by_points(self, most: int) -> Iterator[Label]:
        """Streets known by their map points: those inside the area whose points reach far enough on this sheet."""
        close = self.frame.pixels_a_metre > _CLOSE
        least = 0.0 if close else 0.9 * _LONG / self.frame.pixels_a_metre
        for name, points in self.ground.streets(least):
            at = self.frame.pixels(points)
            if most == 0 or not (close or np.hypot(*np.ptp(at, axis=0)) > _LONG):
                return
            inside = shapely.contains_xy(self.outline[0], at) if len(self.outline) else np.ones(len(at), bool)
            if inside.any():
                most -= 1
                yield labels.through(name, "street" + self.ways, at, at[inside])

    def names(self) -> tuple[Label, ...]:
        """Water and greens, largest first; then supplied places, or the neighbours by name."""
        found: list[Label] = []
        found += self._waters()
        greens = [(each, shape) for each, shape in self._named("park") if shapely.area(shape) > 250]
        greens.sort(key=lambda pair: (-float(shapely.area(pair[1])), pair[0].name))
        found += [labels.inside(each.name, "green", shape) for each, shape in greens[:8]]
        found += self._places() if self.ground.layers.get("place") else self._neighbours()
        return tuple(found)

    def around(self) -> tuple[Label, ...]:
        """For a shaded map: water, and what lies next door; neither road nor green."""
        return (*self._waters(), *(self._outside(label) for label in self._neighbours()))

    def _outside(self, label: Label) -> Label:
        """A neighbour's name where none of it stands on the area: outlines that were generalised apart overlap."""
        if not len(self.outline):
            return label
        inside = [bool(shapely.contains_xy(self.outline[0], way.taken).any()) for way in label.ways]
        ways = tuple(way for way, over in zip(label.ways, inside, strict=True) if not over)
        return Label(label.text, label.style, ways)

    def _waters(self) -> Iterator[Label]:
        """Rivers along their line where a line carries the name, else within their shape."""
        lines: defaultdict[str, list[shapely.Geometry]] = defaultdict(list)
        shapes: dict[str, shapely.Geometry] = {}
        for each, shape in self._named("water"):
            if shapely.get_dimensions(shape) == 1:
                lines[each.name].append(shape)
            elif shapely.area(shape) > 250:
                shapes[each.name] = shape
        for name in sorted(lines):
            merged = shapely.line_merge(shapely.union_all(np.array(lines[name], dtype=object)))
            yield labels.along(name, "water", shapely.get_parts(merged))
        for name in sorted(
            shapes.keys() - lines.keys(), key=lambda each: (-float(shapely.area(shapes[each])), each)
        )[:6]:
            yield labels.within(name, "water", shapes[name])

    def _classed(self, klass: str) -> dict[str, Shapes]:
        """Name → its lines on the sheet, in pixels."""
        features = [each for each in self.ground.layers.get("road", ()) if each.klass == klass and each.name]
        if not features:
            return {}
        named: defaultdict[str, list[shapely.Geometry]] = defaultdict(list)
        for feature, shape in self._seen(features):
            named[feature.name].append(shape)
        return {name: np.array(found, dtype=object) for name, found in named.items()}

    def _along(self, style: str, named: dict[str, Shapes], most: int, *, inside: bool) -> Iterator[Label]:
        found = []
        for name, shapes in named.items():
            lines = shapely.get_parts(
                shapely.line_merge(shapely.union_all(self._side(shapes, inside=inside)))
            )
            lengths = shapely.length(lines)
            if len(lengths) and lengths.max() > labels.text_width(name, STYLES[style].size):
                found.append((-float(lengths.max()), name, lines))
        for _, name, lines in sorted(found, key=lambda each: each[:2])[:most]:
            yield labels.along(name, style, lines, aside=bool(self.ways))

    def _side(self, lines: Shapes, *, inside: bool) -> Shapes:
        if not len(self.outline):
            return lines
        cut = shapely.intersection if inside else shapely.difference
        return np.asarray(cut(lines, self.outline[0]), dtype=object)

    def _named(self, kind: str) -> Iterator[tuple[Feature, shapely.Geometry]]:
        features = [each for each in self.ground.layers.get(kind, ()) if each.name]
        if features:
            yield from self._seen(features)

    def _seen(self, features: Sequence[Feature]) -> Iterator[tuple[Feature, shapely.Geometry]]:
        """The features on the sheet and what is seen of each, in pixels."""
        shapes = np.array([each.shape for each in features], dtype=object)
        seen, place = cut_of(shapes, self.frame.degrees(self.sheet))
        return zip((features[n] for n in place.tolist()), self.frame.draw(seen), strict=True)

    def _places(self) -> Iterator[Label]:
        order = {"town": 0, "village": 1}
        placed = sorted(self._named("place"), key=lambda pair: (order.get(pair[0].klass, 2), pair[0].name))
        for each, shape in placed:
            if each.name == self.own:
                continue
            style = each.klass if each.klass in order else "village"
            yield _level(each.name, style, labels.middle_of(shape), ((0, 0), (0, 20), (0, -20)))

    def _neighbours(self) -> Iterator[Label]:
        shapes = np.array([each.shape for each in self.ground.neighbours], dtype=object)
        if not len(shapes):
            return
        seen, place = cut_of(shapes, self.frame.degrees(self.sheet))
        seen = self.frame.draw(seen)
        sizes = (-shapely.area(seen)).tolist()
        found = [
            (size, self.ground.neighbours[n].name, shape)
            for size, n, shape in zip(sizes, place.tolist(), seen, strict=True)
        ]
        for area, name, shape in sorted(found, key=lambda each: each[:2])[:14]:
            if area < -1400:
                tries = ((0, 0), (0, 22), (0, -22), (34, 0), (-34, 0))
                yield _level(name, "neighbour", labels.middle_of(shape), tries)


def _level(text: str, style: str, at: tuple[float, float], tries: tuple[tuple[float, float], ...]) -> Label:
    return Label(text, style, tuple(labels.straight(text, style, (at[0] + x, at[1] + y)) for x, y in tries))
