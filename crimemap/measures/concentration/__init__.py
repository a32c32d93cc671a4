"""Where recorded crime is concentrated: tenths of small areas, their curve, deprivation beside it, and a what-if."""

from __future__ import annotations

from crimemap.measures.concentration.ground import Ground, grounds
from crimemap.measures.concentration.link import BONETT_WRIGHT, Link, bonett_wright, link, spearman
from crimemap.measures.concentration.tenths import (
    LEAST_AREAS,
    Curve,
    Order,
    Place,
    Tenth,
    Tenths,
    curve,
    dispersion,
    places,
    tenths,
)
from crimemap.measures.concentration.whatif import Target, WhatIf, what_if

__all__ = [
    "BONETT_WRIGHT", "LEAST_AREAS", "Curve", "Ground", "Link", "Order", "Place", "Target", "Tenth", "Tenths", "WhatIf",
    "bonett_wright", "curve", "dispersion", "grounds", "link", "places", "spearman", "tenths", "what_if",
]  # fmt: skip
