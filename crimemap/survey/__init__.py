"""What others asked and measured: survey results and reported indicators, as rows that say where they come from.

Below the release and the newsroom, so that a publisher's file, a release and an upload hold the same rows and are read
by the same rules. Nothing here opens a file or knows of a database.
"""

from __future__ import annotations

from crimemap.survey.book import EMPTY, Asked, Book
from crimemap.survey.reported import Reported, Role
from crimemap.survey.rows import (
    LEAST_BASE,
    SMALL_BASE,
    Conduct,
    Lack,
    Level,
    Result,
)

__all__ = [
    "EMPTY", "LEAST_BASE", "SMALL_BASE", "Asked", "Book", "Conduct", "Lack", "Level", "Reported", "Result", "Role",
]  # fmt: skip
