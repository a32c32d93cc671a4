"""Posters on a site whose clock stands still: of a case that is public, drafted and decided through the calls."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from crimemap.editorial import publishing
from crimemap.editorial.pieces import Kind
from crimemap.editorial.posters import Poster
from tests.site.convictions_site import ASH, BEECH, NOW
from tests.site.newsroom import PARTNERSHIP


def poster(case: str, **answers: object) -> Poster:
    given = {
        "case": case, "board": "Larkwith Library, by the counter", "address": "Wren Street, QX3 4AB",
        "staff": "library staff at the counter", "until": dt.date(2026, 11, 29),
        "reason": "People ask at the library what came of the checks on the by-pass.",
    }  # fmt: skip
    return Poster(**{**given, **answers})


def put_up(app: Flask, case: str, now: dt.datetime = NOW, *, approve: bool = True, **answers: object) -> str:
    """The id of a poster that was drafted, handed in and approved by two people."""
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = publishing.create(
            session, ASH, Kind.POSTER, PARTNERSHIP, poster(case, **answers), token="poster-1", now=now
        )
        publishing.submit(session, ASH, piece.id, version=1, now=now)
        if approve:
            publishing.approve(session, BEECH, piece.id, version=1, now=now)
        session.commit()
        return piece.id
