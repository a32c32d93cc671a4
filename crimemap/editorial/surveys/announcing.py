"""The hour of publication and the public calendar: announced exactly, or accounted for (rule Q1)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from crimemap.editorial import announcements
from crimemap.editorial.announcements import Announced, Subject, Wanted
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import EVERYWHERE
from crimemap.editorial.pieces import Piece
from crimemap.editorial.surveys.content import Survey
from crimemap.language import gettext as _
from crimemap.language import using
from crimemap.terms import Month


def at_of(piece: Piece, now: datetime) -> datetime:
    """When it becomes public if it is approved now; when it did, if it is."""
    if piece.publish_at is not None and piece.publish_at <= now:
        return piece.publish_at
    return max(now, piece.wanted_at or now)


def announcement(session: Session, partnership: str, at: datetime) -> Announced | None:
    """What the calendar says of survey results of `partnership` at exactly `at` (to the minute)."""
    return announcements.covering(session, Subject.SURVEYS, _whose(partnership), at)


def account_for(session: Session, piece: Piece, content: Survey, now: datetime) -> None:
    """Approved for a time ahead that nothing announces: it is put in the calendar with its reason.

    Under a title of its own: what the results are called is nobody's to know before they are out.
    """
    at = at_of(piece, now)
    if at <= now:
        return
    wanted = Wanted(Subject.SURVEYS, _whose(piece.partnership), _called(), Month.of(at), at, content.reason)
    before = piece.publish_at if piece.shown is not None else None
    announcements.say_late(session, "software", wanted, now=now, instead_of=before)


def _called() -> Bilingual:
    said = {}
    for spoken in ("en", "cy"):
        with using(spoken):
            said[spoken] = _("Survey results")
    return Bilingual(said["en"], said["cy"] if said["cy"] != said["en"] else "")


def _whose(partnership: str) -> str | None:
    return None if partnership == EVERYWHERE else partnership
