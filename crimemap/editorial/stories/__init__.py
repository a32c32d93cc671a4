"""Good news: what was the problem, what was done, and whether a measure shows that it changed.

A story with a measured, clear change is published as a success; every other as news, which never calls itself one.
"""

from __future__ import annotations

from crimemap.editorial.stories.approaches import Approach, approach, approaches
from crimemap.editorial.stories.content import (
    LONGEST,
    SHARE,
    TEXTS,
    Evidence,
    Side,
    Story,
    Verdict,
    Way,
    verdict_of,
)
from crimemap.editorial.stories.gate import is_success, lacks, troubles
from crimemap.editorial.stories.shelf import Shown, StoryFacts, found, listed, recent

__all__ = [
    "LONGEST", "SHARE", "TEXTS", "Approach", "Evidence", "Shown", "Side", "Story", "StoryFacts", "Verdict", "Way",
    "approach", "approaches", "found", "is_success", "lacks", "listed", "recent", "troubles", "verdict_of",
]  # fmt: skip
