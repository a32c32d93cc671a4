"""Ids of what the county's people wrote, for the addresses of their pages: only the database knows them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import select

from crimemap.demo.newsroom import HEXMARSH, TAMBER
from crimemap.demo.newsroom.press import mark_of
from crimemap.editorial import nominations, payback, says, stories
from crimemap.editorial.convictions import listing as convictions
from crimemap.editorial.convictions.facts import Ending, Fact
from crimemap.editorial.installation import open_database
from crimemap.editorial.payback import Stage
from crimemap.editorial.pieces import Kind, Piece
from crimemap.settings import Settings

_DONE, _DECLINED, _RECEIVED = 1, 6, 8
"""Nominations of the county by their place in crimemap.demo.newsroom.wishes, counted from 1."""


def ids_of(county: Path) -> dict[str, str]:
    """By what addresses.py calls them."""
    now = dt.datetime.now(dt.UTC)
    with open_database(Settings(data=county)).session() as session:
        over = select(Piece.id).where(
            Piece.kind == Kind.CONVICTION, Piece.until <= now, Piece.ended_at.is_(None)
        )
        corrected = select(Fact.id).where(Fact.ending == Ending.QUASHED)
        tamber = payback.shown(session, now, partnership=TAMBER)
        told = stories.listed(session, now)
        (say_over,) = says.published(session, TAMBER)
        (say_open,) = says.open(session, HEXMARSH, now)
        receipt = {
            name: nominations.receipt_of(session, mark_of(1, "nomination", number))
            for name, number in (("done", _DONE), ("declined", _DECLINED), ("received", _RECEIVED))
        }
        return {
            "case": convictions.listed(session, now)[0].id,
            "case_over": session.scalars(over).first() or "",
            "case_corrected": session.scalars(corrected).one(),
            "project": next(one.id for one in tamber if one.stage is Stage.DONE),
            "project_running": next(one.id for one in tamber if one.stage is Stage.RUNNING),
            "project_to_come": next(one.id for one in tamber if one.stage is Stage.TO_COME),
            "success": next(one.id for one in told if one.is_success),
            "news": next(one.id for one in told if not one.is_success),
            "say_over": say_over.id,
            "say_open": say_open.id,
            **{f"receipt_{name}": code for name, code in receipt.items()},
        }
