"""Survey results that people upload: a file, its words, a second person, and an hour before which nobody sees a byte.

`content` is what is written; `files` keeps the file; `understanding` reads it; `gate` says what stands in the way;
`shelf` answers what visitors may see; `withdrawing` takes it down.
"""

from __future__ import annotations

from crimemap.editorial.surveys.announcing import announcement, at_of
from crimemap.editorial.surveys.content import LONGEST, Survey
from crimemap.editorial.surveys.files import MOST_BYTES, SurveyFile, TooLarge, bytes_of, keep
from crimemap.editorial.surveys.shelf import (
    Published,
    SurveyWithdrawal,
    Upload,
    Withdrawal,
    file_of,
    next_change,
    published,
    shown,
)
from crimemap.editorial.surveys.understanding import Understood, understand
from crimemap.editorial.surveys.withdrawing import withdraw

__all__ = [
    "LONGEST", "MOST_BYTES", "Published", "Survey", "SurveyFile", "SurveyWithdrawal", "TooLarge", "Understood",
    "Upload", "Withdrawal", "announcement", "at_of", "bytes_of", "file_of", "keep", "next_change", "published",
    "shown", "understand", "withdraw",
]  # fmt: skip
