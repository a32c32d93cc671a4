"""What stands in the way of a composed leaflet: asked when it is handed in, and again when it is approved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from crimemap.disclosure import identifying
from crimemap.editorial.announcements.rules import about_signs
from crimemap.editorial.leaflets.content import Leaflet
from crimemap.editorial.leaflets.parts import LONGEST_DAYS, LONGEST_MESSAGE, Block
from crimemap.editorial.pieces import Piece, Trouble
from crimemap.language import gettext as _
from crimemap.language import number

ALWAYS: Final = (Block.CONTACT, Block.REPORT)
"""Whoever reads of crime is told whom to turn to (product row 60)."""

LONGEST_FORMATS: Final = 120

_FINE: Final = frozenset({identifying.Kind.STREET})
_TONE: Final = re.compile(r"\b(hot-?spots?|worst|dangerous|safe areas?)\b", re.IGNORECASE)
_REACH: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|(?:\+?\d[\s()-]*){9,15}")


def check(_session: Session, piece: Piece, leaflet: Leaflet, now: datetime) -> tuple[Trouble, ...]:
    """For pieces.Rules."""
    return (*_wanting(leaflet), *_message(leaflet), *_formats(leaflet), *_days(piece, leaflet, now))


def last_day(leaflet: Leaflet, first: date) -> date:
    """The last day of display of a leaflet that is public from `first` on (rule C14)."""
    longest = first + timedelta(days=LONGEST_DAYS)
    return min(leaflet.until, longest) if leaflet.until is not None else longest


def _wanting(leaflet: Leaflet) -> Iterator[Trouble]:
    if not leaflet.area:
        yield Trouble("area", _("Choose the area that it is for."))
    if missing := [block for block in ALWAYS if block not in leaflet.blocks]:
        said = {
            Block.CONTACT: _(
                "Leave in whom to ask: everybody who reads a leaflet must find somebody to turn to."
            ),
            Block.REPORT: _(
                "Leave in where to report: everybody who reads of crime must find where to turn."
            ),
        }
        yield from (Trouble("blocks", said[block], "row 60") for block in missing)


def _message(leaflet: Leaflet) -> Iterator[Trouble]:
    if leaflet.message and Block.MESSAGE not in leaflet.blocks:
        yield Trouble("blocks", _("A message is written, but its block is left out."))
    for field in ("message_en", "message_cy"):
        written: str = getattr(leaflet, field)
        yield from about_signs(field, written)
        if len(written) > LONGEST_MESSAGE:
            yield Trouble(field, _("Write %(most)s letters at most.", most=number(LONGEST_MESSAGE)))
        yield from (Trouble(field, clue.why, "C5") for clue in identifying.find(written, _FINE))
        if found := _TONE.search(written):
            yield Trouble(
                field, _("Leave out “%(word)s”: say what was done, and where.", word=found[0]), "tone"
            )


def _formats(leaflet: Leaflet) -> Iterator[Trouble]:
    written = leaflet.formats.strip()
    if written and (len(written) > LONGEST_FORMATS or _REACH.fullmatch(written) is None):
        yield Trouble("formats", _("Write one telephone number or one email address."))


def _days(piece: Piece, leaflet: Leaflet, now: datetime) -> Iterator[Trouble]:
    if leaflet.until is None:
        return
    first = first_day(piece, now)
    if leaflet.until < first:
        yield Trouble("until", _("Choose a last day that is not over when it comes out."), "C14")
    elif leaflet.until > first + timedelta(days=LONGEST_DAYS):
        why = _("Choose a last day within %(days)s days of the first: what stands on paper grows old.",
                days=number(LONGEST_DAYS))  # fmt: skip
        yield Trouble("until", why, "C14")


def first_day(piece: Piece, now: datetime) -> date:
    """On which residents get it, or got it."""
    if piece.publish_at is not None and piece.publish_at <= now:
        return piece.publish_at.astimezone(now.tzinfo).date()
    return max(now, piece.wanted_at or now).astimezone(now.tzinfo).date()
