"""What somebody composed: of which area, on which paper, which blocks in which order, and what is said beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import ConfigDict

from crimemap.editorial.database import Bilingual
from crimemap.editorial.leaflets.parts import Block, Size
from crimemap.editorial.pieces import Content


class Leaflet(Content):
    """Every answer of the form. What is not given is found when the leaflet is made: the next meeting, the contact.

    `blocks` in the order in which they stand. `until`: the last day of display; None: as long as a leaflet may be
    shown. `formats`: whom to ask for another format. `meeting`: the id of the gathering to announce, "" for the next.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    area: str = ""
    size: Size = Size.A5
    large: bool = False
    blocks: tuple[Block, ...] = tuple(Block)
    message_en: str = ""
    message_cy: str = ""
    until: date | None = None
    formats: str = ""
    meeting: str = ""

    @property
    def message(self) -> Bilingual:
        return Bilingual(self.message_en.strip(), self.message_cy.strip())

    def as_choice(self, *, last_day: date, edition: str) -> dict[str, Any]:
        """The fields of `crimemap.leaflets.Choice` by name. `last_day` is what the sheet says: display until."""
        return {
            "size": self.size, "large": self.large, "blocks": self.blocks, "message": self.message, "until": last_day,
            "formats": self.formats.strip(), "meeting": self.meeting, "edition": edition,
        }  # fmt: skip
