"""What is written of a poster: which case, which noticeboard and who watches it, why, and until when.

Nothing of the person: the name is read from the case each time that the poster is made, so that what hides or erases
the case takes the poster with it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import ConfigDict

from crimemap.editorial.pieces import Content

LONGEST: Final = {"board": 120, "address": 200, "staff": 120, "reason": 600}
"""Letters of each text. [choose]"""

MOST_TOLD: Final = 900
"""Letters of what happened and of the sentence, together: more does not fit one sheet that is read from two metres."""


class Poster(Content):
    """Every answer of the form; "" and None are not answered.

    `case`: the conviction's reference. `board`: the noticeboard, by its place; `address` where that is; `staff`: the
    role of whoever is there while it hangs. `reason`: why this noticeboard, for colleagues. `until`: the last day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    case: str = ""
    board: str = ""
    address: str = ""
    staff: str = ""
    reason: str = ""
    until: date | None = None
