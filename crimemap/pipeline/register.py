"""All map points of the release being built: what they are, and which areas they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crimemap.pipeline.assign import Assigned, Assigner, Ints, Points, packed
from crimemap.release import layout, texts
from crimemap.release.manifest import PointList
from crimemap.terms import AreaKind, Month

NEW_LIST: Final = 0.3
"""Below this share of a month's coordinates known from the months before, the publisher has drawn a new list of
points. Source: formats.md 1.6 (25 % in 2011-12, 4 % in 2022-07; otherwise well above half). [choose]"""

ENOUGH: Final = 50
"""Coordinates a month must have for that to be judged. [choose]"""


class Register:
    """Grows by the new points of each month; arrays are by point number."""

    def __init__(self, assigner: Assigner) -> None:
        self.assigner = assigner
        self._names: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        self._places: list[NDArray[np.int32]] = []
        self._assigned: list[Assigned] = []
        self._whole: Assigned | None = None
        self._list: NDArray[np.int64] = np.zeros(0, np.int64)
        self._lists: list[tuple[Month, Month, int]] = []

    def add(self, points: Points, names: Sequence[str]) -> None:
        """Points with the next numbers."""
        if not len(points):
            return
        name = [self._names.setdefault(text, len(self._names)) for text in names]
        code = [self._codes.setdefault(text, len(self._codes)) for text in points.codes]
        self._places.append(np.column_stack([points.lon, points.lat, name, code]).astype(np.int32))
        self._assigned.append(self.assigner.assign(points))
        self._whole = None

    @property
    def places(self) -> NDArray[np.int32]:
        """int32 [points, 4]: lon, lat, name, small area (layout.py)."""
        if len(self._places) > 1:
            self._places = [np.concatenate(self._places)]
        return self._places[0] if self._places else np.zeros((0, 4), np.int32)

    @property
    def names(self) -> list[str]:
        """The names that column 2 of `places` counts into."""
        return list(self._names)

    @property
    def assigned(self) -> Assigned:
        """The areas of every point so far."""
        if self._whole is None:
            parts = self._assigned or [self.assigner.assign(Points.none())]
            self._whole = Assigned(
                {kind: _joined([part.areas[kind] for part in parts]) for kind in self.assigner.atlas.layers},
                np.concatenate([part.way for part in parts]),
                _joined([part.home for part in parts]),
            )
            self._assigned = [self._whole]
        return self._whole

    def seen(self, month: Month, points: NDArray[np.uint32]) -> None:
        """Tell which points a month used, so that a change of the publisher's list is noticed."""
        places = self.places[np.unique(points)]
        keys = np.unique(packed(places[:, 0], places[:, 1]))
        if not len(keys):
            return
        known = np.isin(keys, self._list, assume_unique=True).mean() if len(self._list) else 0.0
        if not self._lists or (known < NEW_LIST and len(keys) >= ENOUGH):
            self._list = keys
            self._lists.append((month, month, len(keys)))
        else:
            self._list = np.union1d(self._list, keys)
            self._lists[-1] = (self._lists[-1][0], month, len(self._list))

    def point_lists(self) -> tuple[PointList, ...]:
        """The lists of map points, one after another."""
        return tuple(PointList(first=str(a), last=str(b), points=n) for a, b, n in self._lists)

    def write(self, folder: Path, kinds: Sequence[AreaKind]) -> None:
        """points/places.npy, names, codes, and the areas of every kind."""
        np.save(folder / layout.points_file("places"), self.places)
        texts.write(folder / "points", "names", self.names)
        texts.write(folder / "points", "codes", list(self._codes))
        for kind in kinds:
            np.save(folder / layout.points_file(kind), self.assigned.areas[kind])


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if len(parts) > 1 else parts[0]
