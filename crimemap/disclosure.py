"""What may be shown: which columns of a publisher's record enter a release.

data.police.uk has moved every crime to a point of its list before it publishes, and suppresses no count: what it
publishes is shown as published (rules M1, M2). Thresholds for records that nobody has published yet (M3–M5) come
here with the first source that holds such records.
"""

from __future__ import annotations

from typing import Final

RELEASED: Final = ("force", "id", "lon", "lat", "place", "lsoa", "type", "outcome")
"""The columns of a published record that a release holds (rules M1, M2).

All of them are as the publisher itself publishes them: the point of its list and that point's name, never an
address; the month (in the file's name), never a day or an hour; its own persistent id, for the police-compatible
API and downloads only. Nothing else of a record is stored, so that nothing else can be shown.
"""
