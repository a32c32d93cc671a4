"""What may be shown: which columns of a publisher's record enter a release.

data.police.uk has moved every crime to a point of its list before it publishes, and suppresses no count: what it
publishes is shown as published (rules M1, M2). Thresholds for records that nobody has published yet (M3–M5) come
here with the first source that holds such records.
"""

from __future__ import annotations

from typing import Final

from crimemap.terms import AreaKind

RELEASED: Final = ("force", "id", "lon", "lat", "place", "lsoa", "type", "outcome")
"""The columns of a published record that a release holds (rules M1, M2).

All of them are as the publisher itself publishes them: the point of its list and that point's name, never an
address; the month (in the file's name), never a day or an hour; its own persistent id, for the police-compatible
API and downloads only. Nothing else of a record is stored, so that nothing else can be shown.
"""

FINEST: Final = {
    "hate-crime": AreaKind.PARTNERSHIP,
    "sexual-offences": AreaKind.PARTNERSHIP,
    "domestic-abuse": AreaKind.PARTNERSHIP,
    "knife-crime": AreaKind.PARTNERSHIP,
}
"""The smallest kind of area that a subject may be shown for (rule M3; knife crime: product.md, row 23). A subject that
is not here may be shown wherever its publisher shows it."""

_ORDER: Final = tuple(AreaKind)


def may_be_shown(subject: str, kind: AreaKind) -> bool:
    """Whether figures on `subject` may be shown for an area of this kind."""
    return _ORDER.index(kind) <= _ORDER.index(FINEST.get(subject, AreaKind.LSOA))


OUTCOMES_RELEASED: Final = ("force", "id", "outcome")
"""Of a row of an outcomes file: which crime, and what came of it. Its month is that of the file, and where the crime
was recorded is told by the street file alone."""
