"""A site whose clock stands still, and cases on it that went through the newsroom's own calls."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask import Flask

from crimemap.editorial import publishing
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind, Piece
from tests.editorial.convictions_cases import drink_driving
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=LONDON)
ASH = person("Ash", Role.AUTHOR, partnership=PARTNERSHIP)
BEECH = person("Beech", Role.APPROVER, partnership=PARTNERSHIP)
DOGWOOD = person("Dogwood", Role.AUTHOR, Role.APPROVER, partnership="W22900009")


def set_clock(app: Flask, now: dt.datetime) -> None:
    app.extensions["crimemap.served"].now = lambda: now


def publish_case(
    app: Flask, now: dt.datetime = NOW, *, form: str = "t1", approve: bool = True, **answers
) -> str:
    """The id of a case that was drafted, handed in and approved by two people."""
    day = (now - dt.timedelta(days=2)).date()
    content = drink_driving(**{"conviction_date": day.isoformat(), **answers})
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = publishing.create(session, ASH, Kind.CONVICTION, PARTNERSHIP, content, token=form, now=now)
        publishing.submit(session, ASH, piece.id, version=1, now=now)
        if approve:
            publishing.approve(session, BEECH, piece.id, version=1, now=now)
        session.commit()
        return piece.id


def stored(app: Flask, piece_id: str) -> Piece:
    with app.extensions["crimemap.database"].session() as session:
        return session.get_one(Piece, piece_id)


def press(app: Flask, who, piece_id: str, act: str, **answers):
    """Press a button of the page of a case."""
    client = signed_in(app, who)
    page = client.get(f"/newsroom/pieces/{piece_id}")
    given = {"csrf_token": hidden(page), "version": str(stored(app, piece_id).version), **answers}
    return client.post(act.format(id=piece_id), data=given)
