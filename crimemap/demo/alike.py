"""Groups of similar neighbourhoods, as a partnership might publish them: similar.csv, beside the input file."""

from __future__ import annotations

from typing import Final

from crimemap.demo import plan

GROUPS: Final = {
    "Larkwith": ("Teaselby", "Dunstock", "Osterby", "Ferrowby", "Pennyfold", "Caddlesea"),
    "Wrenstow": ("Larkwith", "Ferrowby", "Pennyfold", "Gorseworth"),
    "Hexmarsh": ("Teaselby", "Dunstock", "Osterby", "Ferrowby", "Caddlesea"),
    "Gorseworth": ("Wrenstow", "Pennyfold", "Ferrowby", "Larkwith"),
    "Caddlesea": ("Hexmarsh", "Osterby"),
}
"""By name. Not the same from every side, as most similar groups are not; one is too small to compare with. The town
centre and the Welsh neighbourhoods have none, so that both ways of finding a group can be seen."""

HEADER: Final = ("area", "similar")


def rows() -> list[tuple[str, str]]:
    """(area code, code of one that is like it), in the order of the groups."""
    codes = {town.name: f"{town.force}-{town.id.lower()}" for town in plan.TOWNS}
    return [(codes[name], codes[other]) for name, others in GROUPS.items() for other in others]
