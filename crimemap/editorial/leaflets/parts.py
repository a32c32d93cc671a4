"""What a leaflet is made of and the paper it is for: the words in which a composed one is kept."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Size(StrEnum):
    """The paper. A5: both sides of one sheet, for letter boxes; A4: those two sides next to each other, for a home
    printer and a noticeboard; A3: a poster. Large print is always on A4, on as many pages as it takes."""

    A5 = "a5"
    A4 = "a4"
    A3 = "a3"


class Block(StrEnum):
    """What may stand on it, in the order of a leaflet that nobody composed."""

    CONTACT = "contact"
    MEETING = "meeting"
    MESSAGE = "message"
    DONE = "done"
    OUTCOMES = "outcomes"
    PAYBACK = "payback"
    MAP = "map"
    FIGURES = "figures"
    CONFIDENCE = "confidence"
    NOMINATE = "nominate"
    REPORT = "report"


LONGEST_MESSAGE: Final = 400
"""Letters of the newsroom's own message, in each language. [choose]"""

LONGEST_DAYS: Final = 28
"""How long a leaflet may be displayed where no meeting ends it sooner (rule C14)."""
