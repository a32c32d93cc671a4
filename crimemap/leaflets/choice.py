"""What somebody chose for a leaflet: the paper, the blocks in their order, and what is said beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from crimemap.editorial.database import Bilingual
from crimemap.editorial.leaflets.parts import LONGEST_DAYS, LONGEST_MESSAGE, Block, Size

__all__ = ["LONGEST_DAYS", "LONGEST_MESSAGE", "ORDER", "POSTER", "Block", "Choice", "Size", "usual"]

ORDER: Final = tuple(Block)
"""All of them. Whom to ask and when to come stand first: that is what most people want of a leaflet (finding 5)."""

SMALL: Final = tuple(block for block in Block if block not in {Block.FIGURES, Block.NOMINATE})
"""What one sheet holds in type that can be read; its first sentence has the figures."""

LARGE: Final = (
    Block.CONTACT, Block.MEETING, Block.MESSAGE, Block.DONE, Block.OUTCOMES, Block.PAYBACK, Block.FIGURES,
    Block.CONFIDENCE, Block.MAP, Block.NOMINATE, Block.REPORT,
)  # fmt: skip
"""Large print: the map takes a page nearly to itself, so what fills the one before it comes first."""

POSTER: Final = (
    Block.MEETING, Block.MESSAGE, Block.DONE, Block.CONTACT,
)  # fmt: skip
"""What is read in passing, from two metres; no other block stands on a poster, whoever chose it."""


_UNSAID: Final = Bilingual()


@dataclass(frozen=True, slots=True)
class Choice:
    """One leaflet. What is not given is found: the next meeting, 28 days, the partnership's contact.

    `blocks`: in the order in which they stand; a block that has nothing to say says why. `message`: the newsroom's own,
    for the block MESSAGE. `until`: the last day of display, which what stands on the sheet may bring forward and never
    puts off. `formats`: whom to ask for it in another format (a telephone number or a mail address). `meeting`: the id
    of the gathering to announce, "" for the next. `edition`: tells two leaflets of one area and month apart ("B"), ""
    where nobody composed it.
    """

    size: Size = Size.A5
    large: bool = False
    blocks: tuple[Block, ...] = ORDER
    message: Bilingual = _UNSAID
    until: date | None = None
    formats: str = ""
    meeting: str = ""
    edition: str = ""

    @property
    def is_short(self) -> bool:
        """Whether what is said must be said in few words: all but large print, which takes the pages that it needs."""
        return not self.large

    @property
    def is_poster(self) -> bool:
        return self.size is Size.A3 and not self.large

    @property
    def shown(self) -> tuple[Block, ...]:
        """Those of its blocks that this paper has."""
        return tuple(block for block in self.blocks if block in POSTER or not self.is_poster)


def usual(size: Size = Size.A5, *, large: bool = False) -> Choice:
    """The leaflet of an area for which nobody composed one."""
    usually = {Size.A5: SMALL, Size.A4: SMALL, Size.A3: POSTER}
    return Choice(size=size, large=large, blocks=LARGE if large else usually[size])
