"""Ordinary cases for the tests of convictions, each one answer away from another decision."""

from __future__ import annotations

import datetime as dt

from crimemap.editorial import publishing
from crimemap.editorial.convictions import Conviction, Part
from crimemap.editorial.pieces import Kind, Piece
from tests.editorial.conftest import APPROVER, AUTHOR, TAMBER

NAME = "Persona-Nineteen Invented"
WARD = "E05900001"


def drink_driving(**answers: object) -> Conviction:
    """A case that passes every rule in November 2026 (and whenever `conviction_date` is moved along)."""
    given = {
        "offence": "drink-driving", "conviction_date": "20 11 2026", "court": "magistrates",
        "court_name": "Tamber Magistrates' Court", "age_at_offence": "34", "age_at_conviction": "34", "age_now": "34",
        "sentences": (Part(kind="fine", measure="£320"), Part(kind="disqualification", measure="14 months")),
        "restriction": "none", "relationship": "none", "child_involved": "no", "hate_element": "no", "appeal": "none",
        "name": NAME, "place": WARD, "place_name": "Larkwith",
        "what_happened_en": "Drove with more alcohol in the breath than the law allows, late in the evening.",
        "sentence_words_en": "A fine of £320, and no driving for 14 months.",
        "why_publish": "Drink-driving is a priority here, and people ask what comes of it.",
    }  # fmt: skip
    return Conviction(**{**given, **answers})


def draft(
    session, content: Conviction, now: dt.datetime, *, form: str = "t1", partnership: str = TAMBER
) -> Piece:
    return publishing.create(session, AUTHOR, Kind.CONVICTION, partnership, content, token=form, now=now)


def handed_in(session, content: Conviction, now: dt.datetime, *, form: str = "t1") -> Piece:
    piece = draft(session, content, now, form=form)
    return publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)


def published(
    session, now: dt.datetime, *, form: str = "t1", wanted: dt.datetime | None = None, **answers: object
) -> Piece:
    """Through the calls that the newsroom makes; the day of the conviction is the day before."""
    day = (now - dt.timedelta(days=1)).date()
    content = drink_driving(**{"conviction_date": day.isoformat(), **answers})
    piece = draft(session, content, now, form=form)
    if wanted:
        publishing.save(session, AUTHOR, piece.id, content, version=1, wanted_at=wanted, now=now)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)
    return publishing.approve(session, APPROVER, piece.id, version=piece.version, now=now)
