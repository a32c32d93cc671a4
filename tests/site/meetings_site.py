"""A site whose release holds what the police publish of their meetings, and meetings on it that the newsroom wrote."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask

from crimemap.editorial import pieces, publishing
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Meeting, Record, cancelling, deciding
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Piece
from tests.release.handmade import build_into
from tests.release.teams import write_grid
from tests.site.client import said
from tests.site.conftest import site_of
from tests.site.convictions_site import set_clock
from tests.site.newsroom import person
from tests.small_meetings import NOW, PARTNERSHIP, published

LEFT, RIGHT = "weston-n1", "weston-n2"
POLICE = "weston-n1-20261203T1900"
"""What the police publish of Weston Left for Thursday 3 December: the hour of `small_meetings.meeting()`."""

ASH = person("Ash", Role.AUTHOR, partnership=PARTNERSHIP)
BEECH = person("Beech", Role.APPROVER, partnership=PARTNERSHIP)


def build(folder: Path) -> Path:
    """DATA with the handmade grid and the teams of one force."""
    build_into(write_grid(folder / "in"), folder / "releases")
    return folder


def text_of(app: Flask, address: str, status: int = 200) -> str:
    """What its page says, once its status is this."""
    answer = app.test_client().get(address)
    assert answer.status_code == status, address
    return said(answer.text)


def site_at(data: Path, now: dt.datetime = NOW, **settings: object) -> Flask:
    made = site_of(data, **settings)
    set_clock(made, now)
    return made


def publish(app: Flask, told: Meeting, now: dt.datetime = NOW) -> str:
    """Its piece, approved by two people."""
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = published(session, told, now=now)
        session.commit()
        app.extensions["crimemap.cache"].forget()
        return piece.id


def change(app: Flask, piece_id: str, now: dt.datetime, **changes: object) -> None:
    """A change of a meeting that two people approved."""
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = pieces.find(session, piece_id)
        content = pieces.content_of(session, piece)
        assert content is not None
        told = content.model_copy(update=changes)
        publishing.save(session, ASH, piece_id, told, version=piece.version, now=now)
        publishing.submit(session, ASH, piece_id, version=piece.version, now=now)
        publishing.approve(session, BEECH, piece_id, version=piece.version, now=now)
        session.commit()
        app.extensions["crimemap.cache"].forget()


def cancel(app: Flask, meeting: str, reason: str, now: dt.datetime = NOW) -> None:
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        cancelling.cancel(session, ASH, meeting, Bilingual(reason), now=now)
        session.commit()
        app.extensions["crimemap.cache"].forget()


def decide(app: Flask, told: Record, now: dt.datetime) -> Piece:
    """What a meeting decided, approved by two people."""
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = deciding.begin(session, ASH, PARTNERSHIP, told, token=told.meeting, now=now)
        publishing.submit(session, ASH, piece.id, version=piece.version, now=now)
        publishing.approve(session, BEECH, piece.id, version=piece.version, now=now)
        session.commit()
        app.extensions["crimemap.cache"].forget()
        return piece


def take_down(app: Flask, piece: str, now: dt.datetime = NOW) -> None:
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        publishing.end(session, ASH, piece, "wrong", now=now)
        session.commit()
        app.extensions["crimemap.cache"].forget()


def break_database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where its server is away: what was published is known to be there, and cannot be read."""
    from crimemap.editorial.faults import Unavailable

    def away(_self: object, **_more: object) -> None:
        raise Unavailable("away")

    app.extensions["crimemap.stocks"]._kept.clear()
    monkeypatch.setattr("crimemap.editorial.database.Database.session", away)
