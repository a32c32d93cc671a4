"""An area beside those like it, and two areas or two periods side by side: rates, never ranks (rule M17).

Source: data.police.uk street files and population counts, as in a release; groups as supplied or by a stated rule.
"""

from crimemap.measures.comparison.beside import (
    Apart,
    BesideRow,
    Comparison,
    LeftOut,
    Verdict,
    beside,
)
from crimemap.measures.comparison.groups import LEAST_OTHERS, MOST_OTHERS, NEAREST, Basis, Group, group_of
from crimemap.measures.comparison.sides import (
    MOST_SIDES,
    Cell,
    Difference,
    Side,
    SideBySide,
    SideRow,
    areas_beside,
    periods_beside,
)

__all__ = [
    "LEAST_OTHERS", "MOST_OTHERS", "MOST_SIDES", "NEAREST", "Apart", "Basis", "BesideRow", "Cell", "Comparison",
    "Difference", "Group", "LeftOut", "Side", "SideBySide", "SideRow", "Verdict", "areas_beside", "beside", "group_of",
    "periods_beside",
]  # fmt: skip
