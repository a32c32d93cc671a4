"""How the background is drawn, as look.md has it; the browser's twin of these numbers is static/src/map/style.js."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PAPER: Final = "#FAF7F0"
BUILT: Final = "#F0EADC"
PARK: Final = "#DCE7CB"
WOOD: Final = "#CBDBB8"
WATER: Final = "#CFE1E6"
SHORE: Final = "#6F9AA6"
SPRUCE: Final = "#17403A"
RAIL: Final = "#5A5F60"
SPECK: Final = "#D3C5A6"
FAINT: Final = "#DDD3BF"
NEIGHBOUR: Final = "#8C9A8E"
INK: Final = "#1B2426"


@dataclass(frozen=True, slots=True)
class Road:
    """A class of road: its fill and case, its width in metres on the ground, and its least and most pixels."""

    fill: str
    case: str
    metres: float
    least: float
    most: float

    def width(self, pixels_a_metre: float) -> float:
        return min(max(self.metres * pixels_a_metre, self.least), self.most)


ROADS: Final = {
    "street": Road("#FFFFFF", "#D9CFBA", 15, 1.0, 5.0),
    "second": Road("#FBF0CC", "#B9A77F", 29, 2.0, 8.5),
    "main": Road("#F3D58E", "#A98A45", 34, 2.6, 10.0),
}
"""In drawing order."""

STREETS_FROM: Final = 0.045
"""Pixels a metre below which streets would be a grey wash."""

CASED_FROM: Final = 1.8
"""Width in pixels from which a road has a visible case."""
