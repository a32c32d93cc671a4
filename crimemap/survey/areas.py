"""Which areas a result may be of: a partnership, a force, a region or a nation, never anything narrower (rule S7).

By the first three letters of a code alone, since that is all that can be known without a release; `pipeline` and the
newsroom hold the code against the areas of the release.
Source: ONS, Register of Geographic Codes (names of entity codes).
"""

from __future__ import annotations

from typing import Final

from crimemap.survey.rows import Level
from crimemap.terms import AreaKind

_LEVELS: Final = {
    "E92": Level.NATION, "W92": Level.NATION, "K04": Level.NATION, "E12": Level.REGION,
    "E23": Level.FORCE, "W15": Level.FORCE, "E22": Level.PARTNERSHIP, "W14": Level.PARTNERSHIP,
    "W22": Level.PARTNERSHIP,
}  # fmt: skip
"""Community safety partnerships of Wales are W14…; W22… are those of the demonstration county."""

NARROW: Final = frozenset({"E00", "W00", "E01", "W01", "E02", "W02", "E05", "W05", "E04", "W04"})
"""Output areas, small areas (LSOA, MSOA), wards and electoral divisions, parishes and communities."""

LEVEL_OF_KIND: Final = {AreaKind.FORCE: Level.FORCE, AreaKind.PARTNERSHIP: Level.PARTNERSHIP}
"""What an area of the release is to a survey; kinds that are not here are below all that surveys are sampled for."""

_ORDER: Final = tuple(Level)


def level_of(code: str) -> Level | None:
    """What an area of this code is, as far as the code tells."""
    return _LEVELS.get(code[:3])


def is_narrow(code: str) -> bool:
    """An area below a partnership, by its code."""
    return code[:3] in NARROW


def is_wider(level: Level, area: Level) -> bool:
    """Whether what a survey was sampled for is wider than the area."""
    return _ORDER.index(level) < _ORDER.index(area)
