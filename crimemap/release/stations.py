"""What British Transport Police recorded, by the place that its rows name: a station, a stop, a depot."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crimemap.release import layout
from crimemap.release.reader import Area, Counts, Release
from crimemap.terms import BTP, TYPES, AreaKind


def holds_stations(release: Release) -> bool:
    """Whether British Transport Police is in the release."""
    return layout.STATIONS in release.manifest.files


def station_counts(release: Release, area: Area | None = None) -> dict[str, Counts]:
    """The publisher's name of each place → recorded crimes [months, types]; of those whose point lies in `area`.

    None: all of them. A place with points of several lists under one name is one place; "" where the publisher left
    the name out. Rows without a point are in `unplaced`.
    """
    if not holds_stations(release):
        return {}
    rows = release._arrays(layout.STATIONS)  # noqa: SLF001  # the release room's own arrays
    if area is not None:
        rows = rows[:, _areas_of_rows(release, area.kind) == area.index]
        if not rows.size:
            return {}
    places = release._arrays(layout.points_file("places"))  # noqa: SLF001
    names, place = np.unique(places[rows[0], 2], return_inverse=True)
    table = np.zeros((len(names), len(release.months), len(TYPES)), np.int32)
    np.add.at(table, (place, rows[1], rows[2]), rows[3].astype(np.int32))
    texts = release._point_names  # noqa: SLF001
    found = {texts[int(name)]: counts for name, counts in zip(names, table, strict=True)}
    return {name: found[name] for name in sorted(found)}


@lru_cache(maxsize=8)
def _areas_of_rows(release: Release, kind: AreaKind) -> NDArray[Any]:
    """The index of the area of a kind that each row lies in: the same for every page."""
    rows = release._arrays(layout.STATIONS)  # noqa: SLF001
    inside: NDArray[Any] = release._arrays(layout.points_file(kind))[rows[0]]  # noqa: SLF001
    return inside


def unplaced(release: Release) -> Counts:
    """British Transport Police's rows without a point: recorded crimes [months, types]."""
    counts: Counts = release.split(BTP)[:, layout.UNLOCATED]
    return counts
