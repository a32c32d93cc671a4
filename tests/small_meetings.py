"""Meetings for tests: one, a series, a published one in a session, a date of one without any database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from crimemap.editorial import publishing
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings.content import Body, Every, Item, Meeting, Note, Paper, Spoken
from crimemap.editorial.meetings.gathering import Gathering, Published, Standing
from crimemap.editorial.people import Grant, Person, Role
from crimemap.editorial.pieces import Kind, Piece

ZONE = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=ZONE)
THURSDAY = dt.date(2026, 12, 3)
PARTNERSHIP = "E22900001"


def meeting(**changes: Any) -> Meeting:
    """A meeting that can be published at NOW: once, Thursday 3 December 2026, 19:00 to 20:30."""
    told = Meeting(
        body=Body.POLICE, organiser="Tamber Vale Police", title_en="Have your say: Lower Keld",
        title_cy="Dweud eich dweud: Lower Keld", about_en="Hear what was done, and decide what comes next.",
        place="Moor Street Hall", address="Moor Street, Lower Keld", day=THURSDAY,
        begins=dt.time(19), ends=dt.time(20, 30),
        access_en="Step-free from the car park. There is a hearing loop.", spoken=Spoken.ENGLISH,
        agenda=(Item(title_en="What you told us", minutes=15), Item(title_en="What to do next", minutes=30)),
        papers=(Paper(title_en="Notes of the last meeting", address="https://example.org/notes.pdf"),),
        attends=("Neighbourhood policing team", "Housing officer"), contact="Neighbourhood policing team",
        telephone="101", notes=(Note(slide="outcomes", said="Say what “no suspect” means."),),
    )  # fmt: skip
    return told.model_copy(update=changes)


def series(**changes: Any) -> Meeting:
    """The first Thursday of every month, December 2026 to May 2027."""
    return meeting(**{"every": Every.MONTH, "last": dt.date(2027, 5, 31), **changes})


def published(
    session: Session, told: Meeting | None = None, *, partnership: str = PARTNERSHIP, now: dt.datetime = NOW
) -> Piece:
    """Written, handed in and approved; the caller commits."""
    writer = Person("writer-of-meetings", "Ash", frozenset({Grant(Role.AUTHOR, partnership)}))
    second = Person("approver-of-meetings", "Beech", frozenset({Grant(Role.APPROVER, partnership)}))
    content = told or meeting()
    token = f"meeting {content.title_en} {content.day} {partnership} {now}"
    piece = publishing.create(session, writer, Kind.MEETING, partnership, content, token=token, now=now)
    publishing.submit(session, writer, piece.id, version=piece.version, now=now)
    return publishing.approve(session, second, piece.id, version=piece.version, now=now)


def gathering(**changes: Any) -> Gathering:
    """One date, as the newsroom publishes it."""
    told = meeting()
    start = dt.datetime(2026, 12, 3, 19, 0, tzinfo=ZONE)
    one = Gathering(
        id="meetingabc", piece="meetingabc", published=Published.NEWSROOM, body=Body.POLICE, organiser=told.organiser,
        title=told.title, about=told.about, partnership=PARTNERSHIP, areas=(), day=THURSDAY, start=start,
        end=start.replace(hour=20, minute=30), all_day=False, place=told.place, address=told.address,
        access=told.access, online="", spoken=told.spoken, standing=Standing.AS_SAID, was=None, was_at="",
        reason=Bilingual(), agenda=told.agenda, papers=told.papers, attends=told.attends, contact=told.contact,
        telephone=told.telephone, email="", changed_at=NOW, number=0,
    )  # fmt: skip
    return replace(one, **changes)
