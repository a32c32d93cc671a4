"""Records of meetings for tests, and the file that a meeting in a box saves."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from crimemap.editorial.meetings import Asked, Decision, Hands, Record

SESSION = "6f1c2d3e-8a4b-4c5d-9e6f-0a1b2c3d4e5f"
OTHER_SESSION = "16a0c3c8-55f5-4a0e-8a7e-0d4d5d0f9b11"
HELD = dt.date(2026, 12, 3)
DUE = dt.date(2027, 1, 12)


def decision(**changes: Any) -> Decision:
    """One with an action, an owner, a day and somebody to ask."""
    told = Decision(
        decided_en="Light the car park all night.", action_en="Replace eleven lamps.", owner="Tamber Rail", due=DUE,
        contact="Station manager", reach="01632 960133",
    )  # fmt: skip
    return told.model_copy(update=changes)


def record(meeting: str = "meetingabc", **changes: Any) -> Record:
    """One that can be published: a decision, a show of hands, a question."""
    told = Record(
        meeting=meeting, title_en="Have your say: Lower Keld", held=HELD, present=31, decisions=(decision(),),
        hands=(Hands(question_en="Should the market end at dusk?", yes=19, no=4, neither=2),),
        asked=(Asked(question_en="Why is the counter closed on Saturdays?"),),
    )  # fmt: skip
    return told.model_copy(update=changes)


def said(meeting: str = "meetingabc", **changes: Any) -> dict[str, Any]:
    """What the file holds."""
    return {
        "format": "crimemap-decisions", "version": 1, "session": SESSION, "saved": 1,
        "saved_at": "2026-12-03T20:41:00.000Z", "meeting": meeting, "partnership": "E22900001",
        "title": "Have your say: Lower Keld", "held": "2026-12-03", "present": 31,
        "decisions": [
            {
                "decided": "Light the car park all night.", "action": "Replace eleven lamps.", "owner": "Tamber Rail",
                "due": "2027-01-12", "contact": "Station manager", "reach": "01632 960133",
            }
        ],
        "hands": [{"question": "Should the market end at dusk?", "yes": 19, "no": 4, "neither": 2}],
        "asked": [{"question": "Why is the counter closed on Saturdays?", "answer": ""}],
        **changes,
    }  # fmt: skip


def file(meeting: str = "meetingabc", **changes: Any) -> bytes:
    """The file itself."""
    return json.dumps(said(meeting, **changes)).encode()


ANOTHER = {
    "decided": "Meet again in January.", "action": "", "owner": "", "due": "", "contact": "", "reach": "",
}  # fmt: skip
"""A second decision of a file, without an action."""
