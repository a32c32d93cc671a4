"""Records of meetings in a database, for tests: begun, published, read from a box."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import select

from crimemap.editorial import pieces, publishing
from crimemap.editorial.meetings import (
    Record,
    deciding,
    merging,
    packed,
    packfile,
)
from crimemap.editorial.pieces import Kind, Piece
from tests.editorial.conftest import APPROVER, AUTHOR, TAMBER
from tests.small_records import decision, file, record

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 12, 3, 21, 0, tzinfo=LONDON)
MEETING = "meetingabc"
FIRST = merging.mark_of(decision())
"""How the first row of a file is known, which gives none a key."""


def begun(session, told=None, *, by=AUTHOR, form="form-1", now=NOW) -> Piece:
    return deciding.begin(session, by, TAMBER, told or record(), token=form, now=now)


def released(session, told=None, *, now=NOW) -> Piece:
    piece = begun(session, told, now=now)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)
    return publishing.approve(session, APPROVER, piece.id, version=piece.version, now=now)


def read(**changes) -> packfile.Packed:
    return packfile.read(file(**changes))


def take_in(session, /, by=AUTHOR, now=NOW, *, again=False, **changes) -> packed.Taken:
    return packed.take_in(session, by, read(**changes), now=now, again=again)


def content(session, piece) -> Record:
    found = pieces.content_of(session, piece)
    assert isinstance(found, Record)
    return found


def many(session) -> int:
    return len(session.scalars(select(Piece).where(Piece.kind == Kind.RECORD)).all())
