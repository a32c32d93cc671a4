"""Ids of what the county's people wrote, for the addresses of their pages: only the database knows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.brief import gatherings
from crimemap.demo.newsroom import HEXMARSH, TAMBER
from crimemap.demo.newsroom.press import mark_of
from crimemap.editorial import nominations, payback, says, stories
from crimemap.editorial.convictions import listing as convictions
from crimemap.editorial.convictions.facts import Ending, Fact
from crimemap.editorial.installation import open_database
from crimemap.editorial.meetings import Gathering, Published, Standing, shelf
from crimemap.editorial.payback import Stage
from crimemap.editorial.pieces import Kind, Piece
from crimemap.editorial.subscriptions import PREFIX, Link, Subscription, secret_of
from crimemap.editorial.summary import NOTHING
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings

_DONE, _DECLINED, _RECEIVED = 1, 6, 8
"""Nominations of the county by their place in crimemap.demo.newsroom.wishes, counted from 1."""


def _of_police(county: Path, calendar: tuple[Gathering, ...], now: dt.datetime) -> str:
    """One that nobody wrote of here."""
    written = replace(NOTHING, meetings=calendar)
    found = gatherings.joined(Shelf(county / "releases").current(), written, now=now)
    return next(one.id for one in found if one.published is Published.POLICE)


def _letters(session: Session) -> dict[str, str]:
    """The secrets of the links of two readers: one who has yet to confirm, and one who gets the monthly letter."""
    asked = select(Subscription.id).order_by(Subscription.asked_at)
    waits = session.scalars(asked.where(Subscription.confirmed_at.is_(None))).one()
    comes = session.scalars(asked.where(Subscription.confirmed_at.is_not(None))).first() or ""
    return {
        "alerts_to_confirm": secret_of(session, Link.CONFIRM, waits),
        "alerts_confirmed": secret_of(session, Link.CONFIRM, comes),
        "alerts_to_stop": secret_of(session, Link.STOP, comes),
        "alerts_stopped": secret_of(session, Link.STOP, f"{PREFIX}{'0' * 20}"),
    }


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
        here = now.astimezone(ZoneInfo(Settings().timezone))
        calendar = shelf.shown(session, here)
        to_come = [one for one in calendar if one.over > now]
        return {
            "meeting": next(one.id for one in to_come if one.standing is Standing.AS_SAID and one.papers),
            "meeting_cancelled": next(one.id for one in to_come if not one.takes_place),
            "meeting_moved": next(one.id for one in to_come if one.standing is Standing.MOVED),
            "meeting_held": next(one.id for one in calendar if one.record is not None),
            "meeting_of_series": next(one.id for one in to_come if one.id != one.piece),
            "meeting_of_police": _of_police(county, calendar, here),
            "month": f"{now:%Y-%m}",
            **_letters(session),
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
