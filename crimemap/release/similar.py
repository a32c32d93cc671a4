"""Which areas are alike, as the release's input file said it (table `similar` of places.sqlite)."""

from __future__ import annotations

from crimemap.release import layout
from crimemap.release.reader import Area, Release


def similar_areas(release: Release, area: Area) -> tuple[Area, ...]:
    """The areas that `area` is set beside, in the file's order; none where no group was supplied for it.

    Asymmetric groups are as supplied: B may be like A without A being like B.
    """
    rows = release._open(layout.PLACES).execute(  # noqa: SLF001 - the same room
        "SELECT other FROM similar WHERE area = ? ORDER BY position", (area.code,)
    )
    return tuple(found for (code,) in rows if (found := release.area(code)) is not None)
