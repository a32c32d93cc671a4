"""Meetings of several bodies, and what they decided."""

from __future__ import annotations

from crimemap.editorial.meetings import deciding, keeping, records, shelf  # noqa: F401  # tables, rules, duties
from crimemap.editorial.meetings.content import Body, Every, Item, Meeting, Move, Note, Paper, Spoken
from crimemap.editorial.meetings.gathering import Gathering, Published, Standing
from crimemap.editorial.meetings.record import Asked, Decision, Done, Hands, Record

__all__ = [
    "Asked", "Body", "Decision", "Done", "Every", "Gathering", "Hands", "Item", "Meeting", "Move", "Note", "Paper",
    "Published", "Record", "Spoken", "Standing",
]  # fmt: skip
