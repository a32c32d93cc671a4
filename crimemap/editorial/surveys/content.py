"""What an upload of survey results holds: its words, and which file; the file itself is sealed beside it (files.py).

No list of the desk opens the file, so that a long one costs nothing until somebody looks at it.
"""

from __future__ import annotations

from typing import Final

from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Content

LONGEST: Final = {"title": 120, "note": 600, "reason": 300}
"""Letters of each text. [choose]"""


class Survey(Content):
    """`title` as the list of releases says it; `note` what a reader must know of the survey; `reason` why the day of
    publication was not announced four weeks before, where it was not. `file`, `sha256` and `size` (bytes) say which
    file: a digest too could be tried against guessed figures, and so it is sealed with the rest."""

    title_en: str = ""
    title_cy: str = ""
    note_en: str = ""
    note_cy: str = ""
    reason_en: str = ""
    reason_cy: str = ""
    file: str = ""
    sha256: str = ""
    size: int = 0

    @property
    def title(self) -> Bilingual:
        return self._text("title")

    @property
    def note(self) -> Bilingual:
        return self._text("note")

    @property
    def reason(self) -> Bilingual:
        return self._text("reason")

    def _text(self, name: str) -> Bilingual:
        return Bilingual(getattr(self, f"{name}_en").strip(), getattr(self, f"{name}_cy").strip())
