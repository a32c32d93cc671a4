"""What is due of what no kind of piece keeps itself: each kind's own calls, under the rows of data/retention.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session

from crimemap.editorial import accounts, attempts, concerns, retention
from crimemap.editorial.accounts import Account
from crimemap.editorial.audit import Entry
from crimemap.editorial.convictions.facts import Photograph
from crimemap.editorial.nominations import keeping
from crimemap.editorial.nominations.models import Nomination
from crimemap.editorial.payback.photographs import ProjectPhoto
from crimemap.editorial.pieces import Piece
from crimemap.editorial.surveys.files import SurveyFile

_CLOSED: Final = "closed an account"
_PICTURE: Final = "picture:"
_SURVEY: Final = "survey-file:"


def _drafts(session: Session, now: datetime) -> Iterable[str]:
    """Pieces that visitors never got to see, and that nobody changed or decided on for as long as the row says.

    Cases that were counted only are among them: what is left of those is their row in the tally.
    """
    over = now - retention.term("drafts")
    stale = and_(Piece.changed_at <= over, or_(Piece.decided_at.is_(None), Piece.decided_at <= over))
    unseen = or_(Piece.publish_at.is_(None), and_(Piece.ended_at <= over, Piece.publish_at >= Piece.ended_at))
    holds_something = or_(Piece.content.is_not(None), Piece.shown.is_not(None))
    found = select(Piece).where(stale, unseen, holds_something)
    if session.get_bind().get_execution_options().get("writing"):
        found = found.with_for_update(skip_locked=True)  # who is writing one now goes on
    return [piece.subject for piece in session.scalars(found)]


def _erase_draft(session: Session, subject: str, now: datetime) -> None:
    """Its photographs and files go too: nobody could open them any more, and they would only take up room."""
    retention.blank_piece(session, subject, now)
    piece = subject.partition(":")[2]
    session.execute(delete(ProjectPhoto).where(ProjectPhoto.piece == piece))
    session.execute(delete(Photograph).where(Photograph.id == piece))
    session.execute(delete(SurveyFile).where(SurveyFile.piece == piece))


def _pictures(session: Session, now: datetime) -> Iterable[str]:
    """Of projects whose last day has passed: nobody sees them, and the project's words and hours stay."""
    over = select(ProjectPhoto.id).join(Piece, Piece.id == ProjectPhoto.piece)
    found = over.where(ProjectPhoto.shown, Piece.until <= now).order_by(ProjectPhoto.id)
    return [_PICTURE + name for name in session.scalars(found)]


def _delete_picture(session: Session, subject: str, _now: datetime) -> None:
    session.execute(delete(ProjectPhoto).where(ProjectPhoto.id == subject.removeprefix(_PICTURE)))


def _surveys(session: Session, now: datetime) -> Iterable[str]:
    """Files of results that were withdrawn for as long as the row says. What they were called stays."""
    over = now - retention.term("surveys")
    found = select(SurveyFile.id).join(Piece, Piece.id == SurveyFile.piece).where(Piece.ended_at <= over)
    return [_SURVEY + name for name in session.scalars(found.order_by(SurveyFile.id))]


def _delete_survey(session: Session, subject: str, _now: datetime) -> None:
    session.execute(delete(SurveyFile).where(SurveyFile.id == subject.removeprefix(_SURVEY)))


def _attempts(session: Session, now: datetime) -> Iterable[str]:
    attempts.drop_old(session, now)  # fingerprints of nobody: there is no act to tell of
    return ()


def _nominations(session: Session, now: datetime) -> Iterable[str]:
    keeping.drop_unfinished(session, now)  # kept for an hour; there is no act to tell of
    return [each.subject for each in keeping.due_for_erasure(session, now)]


def _erase_nomination(session: Session, subject: str, now: datetime) -> None:
    if (found := session.get(Nomination, subject.partition(":")[2], with_for_update=True)) is not None:
        keeping.erase(session, found, now=now)


def _accounts(session: Session, now: datetime) -> Iterable[str]:
    """Closed, or never accepted, for as long as the row says."""
    over = now - retention.term("accounts")
    closed = (
        select(func.max(Entry.at))
        .where(Entry.subject == "account:" + Account.id, Entry.act == _CLOSED)
        .scalar_subquery()
    )
    acted = select(func.max(Entry.at)).where(Entry.actor == Account.id).scalar_subquery()
    unused = or_(Account.active.is_(False), Account.accepted_at.is_(None))
    since = func.coalesce(closed, acted, Account.made_at)
    found = select(Account).where(Account.erased_at.is_(None), unused, since <= over)
    return [account.subject for account in session.scalars(found)]


def _erase_account(session: Session, subject: str, now: datetime) -> None:
    if (found := session.get(Account, subject.partition(":")[2], with_for_update=True)) is not None:
        accounts.erase(session, found, by="software", now=now)


retention.register("drafts", _drafts, _erase_draft)
retention.register("pictures", _pictures, _delete_picture)
retention.register("surveys", _surveys, _delete_survey)
retention.register("attempts", _attempts)
retention.register("nominations", _nominations, _erase_nomination)
retention.register("objections", concerns.due, concerns.blank)
retention.register("accounts", _accounts, _erase_account)
