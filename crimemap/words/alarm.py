"""Words that this site never uses of a place (look.md, rule M17): they alarm, rank or promise."""

from __future__ import annotations

import re
from typing import Final

ALARM_WORDS: Final = (
    "hotspot", "hot spot", "hot-spot", "worst", "dangerous", "danger zone", "safe area", "safest", "unsafe area",
    "crime-ridden", "crime ridden", "no-go", "blackspot", "black spot", "epidemic", "soaring", "soared", "plummet",
    "plummeted", "rife", "plagued", "notorious", "rampant", "crime wave", "crimewave", "league table", "most crime-hit",
    "high-crime", "high crime area",
)  # fmt: skip
"""In lower case. A word counts wherever it stands as a word, with or without a plural s."""

_PATTERN: Final = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.escape(word) for word in ALARM_WORDS) + r")s?(?![\w-])", re.IGNORECASE
)


def alarming(text: str) -> list[str]:
    """The alarm words in `text`, as they stand there, in order."""
    return _PATTERN.findall(text)
