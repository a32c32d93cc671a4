"""A static map of whatever a sheet holds: circles for counts, shading for rates."""

from __future__ import annotations

from crimemap.maps.backdrop import Size
from crimemap.maps.rate_svg import rate_svg
from crimemap.maps.rates import RateSheet
from crimemap.maps.sheet import MapSheet
from crimemap.maps.svg import static_svg as circles_svg
from crimemap.release import Release


def static_svg(
    release: Release,
    sheet: MapSheet | RateSheet,
    size: Size = "wide",
    *,
    prefix: str = "map",
    standalone: bool = False,
    beside: str = "",
) -> str:
    """One `<svg>` of the sheet.

    Sizes: "wide" (800 px), "phone" (390 px), "small" (nearly wordless, for a hero), "screen" and "pocket" (in the
    full-screen map's place, on a desk and on a phone). `prefix` keeps ids apart where two stand in one page;
    `standalone` adds what a file of its own needs: the namespace and a font. `beside`: the prefix of a "wide" map of
    counts in the same page, on whose ground one of size "phone" then stands.
    """
    if isinstance(sheet, RateSheet):
        return rate_svg(release, sheet, size, prefix=prefix, standalone=standalone)
    return circles_svg(release, sheet, size, prefix=prefix, standalone=standalone, beside=beside)
