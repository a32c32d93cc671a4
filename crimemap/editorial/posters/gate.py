"""What stands in the way of a poster: asked when it is handed in, and again when a second person decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from crimemap.disclosure import identifying
from crimemap.editorial import convictions
from crimemap.editorial.announcements.rules import about_signs
from crimemap.editorial.convictions.lines import words_of
from crimemap.editorial.pieces import Piece, Trouble
from crimemap.editorial.posters.content import LONGEST, MOST_TOLD, Poster
from crimemap.editorial.posters.showing import Case, case_of
from crimemap.language import day, number
from crimemap.language import gettext as _

_PLACE: Final = frozenset({identifying.Kind.STREET})
"""A street may be named; a house in it may not."""


def check(session: Session, piece: Piece, poster: Poster, now: datetime) -> tuple[Trouble, ...]:
    """For pieces.Rules."""
    case = case_of(session, poster.case, now)
    return (*_case(piece, case), *_wanting(poster), *_texts(poster, case), *_days(poster, case, now))


def _case(piece: Piece, case: Case | None) -> Iterator[Trouble]:
    if case is None or case.piece.partnership != piece.partnership:
        why = _("The case is not public with its name now: a poster shows nothing that the site does not.")
        yield Trouble("", why, "C1")
        return
    told = max(
        len(getattr(case.content, f"what_happened_{spoken}"))
        + len(getattr(case.content, f"sentence_words_{spoken}"))
        for spoken in ("en", "cy")
    )
    if told > MOST_TOLD:
        why = _("The case is told in %(told)s letters, and a poster holds %(most)s. Shorten what the case says.",
                told=number(told), most=number(MOST_TOLD))  # fmt: skip
        yield Trouble("", why)


def _wanting(poster: Poster) -> Iterator[Trouble]:
    if not poster.board.strip():
        yield Trouble("board", _("Say which noticeboard it is for."), "C12")
    if not poster.staff.strip():
        yield Trouble(
            "staff", _("Say who is there while it hangs: a noticeboard without staff shows no names."), "C12"
        )
    if not poster.reason.strip():
        yield Trouble("reason", _("Say why the name is to hang there besides standing on the site."), "C12")


def _texts(poster: Poster, case: Case | None) -> Iterator[Trouble]:
    """The place of a noticeboard is public, so its address may be whole; nothing else may point to anybody."""
    named = words_of(case.content.name) if case is not None else frozenset()
    for field, most in LONGEST.items():
        written = str(getattr(poster, field))
        yield from about_signs(field, written)
        if len(written) > most:
            yield Trouble(field, _("Write %(most)s letters at most.", most=number(most)))
        if named and named <= words_of(written):
            yield Trouble(field, _("Leave out the person’s name: it stands on the poster by itself."), "C12")
        elif field != "address":
            yield from (Trouble(field, clue.why, "C5") for clue in identifying.find(written, _PLACE))


def _days(poster: Poster, case: Case | None, now: datetime) -> Iterator[Trouble]:
    last = poster.until
    if last is None:
        yield Trouble("until", _("Choose the last day on which it may hang."), "C14")
    elif last < convictions.today(now):
        yield Trouble("until", _("Choose a last day that is not over."), "C14")
    elif case is not None and last > case.last_day:
        why = _(
            "The case comes down after %(day)s: the poster cannot hang longer.",
            day=day(case.last_day),
        )
        yield Trouble("until", why, "C1")
