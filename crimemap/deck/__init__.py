"""The deck of a meeting: what a hall is shown, slide by slide, as data; the wall, the paper and the file render it."""

from crimemap.deck.asking import Raised, raised
from crimemap.deck.making import area_of, deck_of, earlier_than, slide_names, slides_of
from crimemap.deck.slides import (
    Bar,
    Bars,
    Deck,
    Group,
    Line,
    Picture,
    Shape,
    Slide,
    Table,
    Topic,
)

__all__ = [
    "Bar", "Bars", "Deck", "Group", "Line", "Picture", "Raised", "Shape", "Slide", "Table", "Topic",
    "area_of", "deck_of", "earlier_than", "raised", "slide_names", "slides_of",
]  # fmt: skip
