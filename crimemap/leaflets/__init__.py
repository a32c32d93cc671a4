"""What is printed: leaflets, posters and sheets as PDF by typst, and the one call by which other rooms set a PDF."""

from crimemap.alphabet import NoFonts
from crimemap.leaflets.choice import Block, Choice, Size, usual
from crimemap.leaflets.content import Bound, Leaflet, Pair, Part, Picture, Spot, Table, Text
from crimemap.leaflets.leaflet import leaflet_of
from crimemap.leaflets.printing import code, pdf
from crimemap.leaflets.references import reference
from crimemap.leaflets.typesetting import Unprintable, typeset

__all__ = [
    "Block", "Bound", "Choice", "Leaflet", "NoFonts", "Pair", "Part", "Picture", "Size", "Spot", "Table", "Text",
    "Unprintable", "code", "leaflet_of", "pdf", "reference", "typeset", "usual",
]  # fmt: skip
