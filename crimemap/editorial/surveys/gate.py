"""What stands in the way of publishing survey results: asked when they are handed in, and again when approved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from crimemap.disclosure import identifying
from crimemap.editorial import pieces
from crimemap.editorial.announcements.rules import about_signs, latest_month
from crimemap.editorial.pieces import Piece, Trouble
from crimemap.editorial.surveys import announcing, files
from crimemap.editorial.surveys.content import LONGEST, Survey
from crimemap.editorial.surveys.understanding import understand
from crimemap.language import day as day_in_words
from crimemap.language import gettext as _
from crimemap.language import ngettext, number
from crimemap.survey import LEAST_BASE
from crimemap.terms import Month

_FINE: Final = frozenset({identifying.Kind.STREET})
_TONE: Final = re.compile(r"\b(hot-?spots?|worst|dangerous|safe areas?)\b", re.IGNORECASE)


def check(session: Session, piece: Piece, content: Survey, now: datetime) -> tuple[Trouble, ...]:
    """For pieces.Rules."""
    found = (
        *_file(session, piece, content, now),
        *_asked_before(session, piece, content, now),
        *_words(content),
        *_announced(session, piece, content, now),
    )
    return tuple(found)


def text_troubles(name: str, written: str, most: int) -> Iterator[Trouble]:
    """What is wrong with one text that visitors will read; `name` is its field."""
    yield from about_signs(name, written)
    if len(written) > most:
        yield Trouble(name, _("Write %(most)s letters at most.", most=number(most)))
    yield from (Trouble(name, clue.why, "C5") for clue in identifying.find(written, _FINE))
    if found := _TONE.search(written):
        yield Trouble(name, _("Leave out “%(word)s”: say what was asked, and where.", word=found[0]), "tone")


def _file(session: Session, piece: Piece, content: Survey, now: datetime) -> Iterator[Trouble]:
    """Every row of the file can be used, and it is not another one than what is public under this address."""
    data = files.bytes_of(session, piece, content)
    if data is None:
        yield Trouble("file", _("Choose the file with the results."))
        return
    found = understand(data, piece.partnership)
    rows = {fault.line for fault in found.refused}
    if 0 in rows or (not found.results and len(found.refused) == 1):
        yield Trouble("file", found.refused[0].said)
    elif rows:
        said = ngettext(
            "%(num)s row of the file cannot be used. Mend it, and replace the file.",
            "%(num)s rows of the file cannot be used. Mend them, and replace the file.",
            len(rows),
        )
        yield Trouble("file", said)
    elif not found.results:
        yield Trouble("file", _("There is no result in the file."))
    elif few := sum(row.is_few and row.is_told for row in found.results):
        # Whoever wants to can download the file as it was sent: no page could keep such a figure back (rule S4).
        said = ngettext(
            "%(num)s row is of fewer than %(least)s answers. The file is published as it is: leave its percentage and"
            " count empty, and replace the file.",
            "%(num)s rows are of fewer than %(least)s answers. The file is published as it is: leave their percentages"
            " and counts empty, and replace the file.",
            few,
            least=LEAST_BASE,
        )
        yield Trouble("file", said, "S4")
    shown = pieces.shown_of(session, piece)
    is_public = piece.publish_at is not None and piece.publish_at <= now
    if is_public and isinstance(shown, Survey) and shown.sha256 != content.sha256:
        why = _(
            "What was published is not changed. Upload the corrected file as a new one: what is published later counts."
        )
        yield Trouble("file", why)


def _words(content: Survey) -> Iterator[Trouble]:
    if not content.title:
        yield Trouble("title_en", _("Give the results a title."))
    for name, most in LONGEST.items():
        for language in ("en", "cy"):
            field = f"{name}_{language}"
            yield from text_troubles(field, getattr(content, field), most)


def _asked_before(session: Session, piece: Piece, content: Survey, now: datetime) -> Iterator[Trouble]:
    """Nobody was asked on a day after the publication: that is a slip in a year."""
    data = files.bytes_of(session, piece, content)
    if data is None:
        return
    day = announcing.at_of(piece, now).astimezone(now.tzinfo).date()
    last = max((row.last for row in understand(data, piece.partnership).results if row.last), default=day)
    if last > day:
        said = _(
            "The file says that people were asked until %(last)s, after the day of publication. Mend the days, and"
            " replace the file.",
            last=day_in_words(last),
        )
        yield Trouble("file", said)


def _announced(session: Session, piece: Piece, content: Survey, now: datetime) -> Iterator[Trouble]:
    at = announcing.at_of(piece, now)
    if announcing.announcement(session, piece.partnership, at):
        return
    if Month.of(at.astimezone(now.tzinfo).date()) > latest_month(now):
        why = _(
            "The calendar holds this month and the twelve after it: choose an earlier day of publication."
        )
        yield Trouble("day", why, "Q1")
    if content.reason:
        return
    why = _(
        "The public calendar does not announce this day and hour. Announce it there, or say here why not."
    )
    yield Trouble("reason_en", why, "Q1")
