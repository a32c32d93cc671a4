"""All that is said of one area at one moment, and of the meetings of its calendar: release and written joined."""

from __future__ import annotations

from crimemap.brief.area import (
    CHART_MONTHS,
    Brief,
    Inside,
    Part,
    brief_of,
    is_invented,
    map_of,
    parts_of,
    place_of,
    reaches_back,
)
from crimemap.brief.next import with_next
from crimemap.brief.scope import Circle, circle_of, scope_of

__all__ = [
    "CHART_MONTHS", "Brief", "Circle", "Inside", "Part", "brief_of", "circle_of", "is_invented", "map_of", "parts_of",
    "place_of", "reaches_back", "scope_of", "with_next",
]  # fmt: skip
