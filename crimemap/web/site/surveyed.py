"""What others asked and measured, as it may be shown at this moment: the release's, and what people published since."""

from __future__ import annotations

from functools import lru_cache

from crimemap.release import Release
from crimemap.release import surveys as kept
from crimemap.survey import Book
from crimemap.web.site.frame import current_release


def book() -> Book:
    """Every result and reported figure that visitors may see now."""
    return _of_release(current_release())


@lru_cache(maxsize=4)
def _of_release(release: Release) -> Book:
    return Book([(release.id, kept.results(release), kept.reported(release))])
