"""The national indicators of the papers, what stands beside them, and where an area stands on each."""

from __future__ import annotations

from crimemap.measures.indicators.beside import Beside, Neighbour, NoRank, Rank
from crimemap.measures.indicators.catalogue import (
    About,
    Indicator,
    Origin,
    Paper,
    Theme,
    Tier,
    about,
    catalogue,
    of_theme,
    papers,
)
from crimemap.measures.indicators.challenge import INDEX, Challenge, challenge_of, scores
from crimemap.measures.indicators.nations import Term, Thing, term
from crimemap.measures.indicators.points import Line, Point, Step
from crimemap.measures.indicators.standing import Standing, Why, everywhere, standing_of, standings

__all__ = [
    "INDEX", "About", "Beside", "Challenge", "Indicator", "Line", "Neighbour", "NoRank", "Origin", "Paper", "Point",
    "Rank", "Standing", "Step", "Term", "Theme", "Thing", "Tier", "Why", "about", "catalogue", "challenge_of",
    "everywhere", "of_theme", "papers", "scores", "standing_of", "standings", "term",
]  # fmt: skip
