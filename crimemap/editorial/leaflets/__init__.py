"""Leaflets that the newsroom composed: which blocks in which order, with a message of its own, approved by a second.

`parts` are the words for what a leaflet is made of, `content` the form, `gate` what stands in the way, `shelf` what
residents get at a moment.
"""

from __future__ import annotations

from crimemap.editorial.leaflets.content import Leaflet
from crimemap.editorial.leaflets.facts import LeafletFacts
from crimemap.editorial.leaflets.gate import ALWAYS, LONGEST_FORMATS
from crimemap.editorial.leaflets.parts import LONGEST_DAYS, LONGEST_MESSAGE, Block, Size
from crimemap.editorial.leaflets.shelf import Composed, composed, current

__all__ = [
    "ALWAYS", "LONGEST_DAYS", "LONGEST_FORMATS", "LONGEST_MESSAGE", "Block", "Composed", "Leaflet", "LeafletFacts",
    "Size", "composed", "current",
]  # fmt: skip
