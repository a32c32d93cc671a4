"""What the last meeting at Larkwith decided, and what became of it since."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from crimemap.editorial.meetings import Asked, Decision, Done, Hands, Record


def record(meeting: str, title_en: str, title_cy: str, held: date) -> Record:
    """Five decisions: one done, three under way, one late; a vote with its turnout; three questions."""
    decisions = (
        decision.model_copy(update={"due": held + timedelta(days=days)}) for days, decision in _DECISIONS
    )
    return Record(
        meeting=meeting, title_en=title_en, title_cy=title_cy, held=held, present=31,
        decisions=tuple(decisions), hands=_HANDS, asked=_ASKED,
    )  # fmt: skip


_DECISIONS: Final = (
    (
        7,
        Decision(
            decided_en="Close the way that riders take across Lark Common at night.",
            decided_cy="Cau'r llwybr y mae beicwyr yn ei ddefnyddio dros Lark Common gyda'r nos.",
            action_en="Fit two gates at Plover Road.",
            action_cy="Gosod dwy giât yn Plover Road.",
            owner="Tamber Vale Council",
            contact="Neighbourhood manager",
            reach="01632 960120",
            state=Done.DONE,
            came_en="Both gates stand and are locked from dusk.",
            came_cy="Mae'r ddwy giât yn eu lle ac ar glo o'r cyfnos ymlaen.",
        ),
    ),
    (
        45,
        Decision(
            decided_en="Light the station car park all night.",
            decided_cy="Goleuo maes parcio'r orsaf drwy'r nos.",
            action_en="Replace eleven lamps and report each that fails.",
            owner="Tamber Rail",
            contact="Station manager",
            reach="01632 960133",
        ),
    ),
    (
        5,
        Decision(
            decided_en="Link every shop in Wren Street by radio.",
            decided_cy="Cysylltu pob siop yn Wren Street â radio.",
            action_en="Connect the last two of eleven shops.",
            owner="Corvenshire Police",
            contact="Neighbourhood team sergeant",
            reach="01632 960114",
        ),
    ),
    (
        70,
        Decision(
            decided_en="Visit homes near the Common about locks before the dark months are over.",
            action_en="Offer 120 homes a visit and free timers for lamps.",
            owner="Wrenview Homes",
            contact="Housing officer",
            reach="01632 960171",
        ),
    ),
    (
        30,
        Decision(
            decided_en="Ask for paths to be cleared as Community Payback.",
            action_en="Nominate the path behind the library.",
            owner="Tamber Vale Council",
            contact="Community safety officer",
            reach="01632 960121",
        ),
    ),
)
"""Each with the days from the meeting to the day on which it is due."""

_HANDS: Final = (
    Hands(
        question_en="Should the gates be locked from dusk, or from 10pm? (For: from dusk)",
        question_cy="A ddylid cloi'r giatiau o'r cyfnos, neu o 10yh? (O blaid: o'r cyfnos)",
        yes=19,
        no=8,
        neither=4,
    ),
)
_ASKED: Final = (
    Asked(
        question_en="Why was nobody seen after the shop windows were broken?",
        answer_en="Two officers came the same night; nobody came back to the shops to say so. That has"
        " changed: each gets a call within 72 hours.",
    ),
    Asked(
        question_en="Can the wardens give fines for dog mess?",
        answer_en="Yes, and they gave four in October. Tell them when and where.",
    ),
    Asked(question_en="Will the police station stay open?", answer_en=""),
)
