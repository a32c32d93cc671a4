"""What colleagues are told by mail: that something waits for them, and what became of what they wrote.

A letter names the record by its kind and reference alone, never a person it is about: what a case says is read in the
newsroom, behind a sign-in. Nor does it give the reason for sending back, in which anybody may be named.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from crimemap.editorial import accounts, outbox, subscriptions
from crimemap.editorial.people import Person
from crimemap.editorial.pieces import Kind, Piece
from crimemap.language import day
from crimemap.language import gettext as _


def piece_page(piece: Piece) -> str:
    """The path of a piece's page in the newsroom."""
    return f"/newsroom/pieces/{piece.id}"


def handed_in(session: Session, piece: Piece, person: Person, now: datetime) -> None:
    """To everybody who may approve it."""
    subject = _("To approve: %(what)s", what=_called(piece))
    lines = [
        _(
            "%(name)s has handed in %(what)s. It waits for a second person.",
            name=person.name,
            what=_called(piece),
        )
    ]
    if piece.wanted_at is not None:
        lines.append(_("It is to be published on %(day)s.", day=day(piece.wanted_at.date())))
    writers = {piece.author, *piece.writers}
    others = (other.id for other in accounts.approvers(session, piece.partnership) if other.id not in writers)
    _queue(session, others, subject, lines, piece, now)


def approved(session: Session, piece: Piece, person: Person, now: datetime) -> None:
    """To its author: from when until when visitors see it, if they do."""
    subject = _("Approved: %(what)s", what=_called(piece))
    lines = [_("%(name)s has approved %(what)s.", name=person.name, what=_called(piece))]
    if piece.shown is None:
        lines.append(_("It is counted, and has no page of its own."))
    elif piece.kind is Kind.POSTER:
        lines.append(_("It can be printed from its page now, for that noticeboard alone."))
    elif piece.publish_at is not None and piece.publish_at > now:
        lines.append(_("Visitors see it from %(day)s.", day=day(piece.publish_at.date())))
    else:
        lines.append(_("Visitors see it now."))
    if piece.shown is not None and piece.until is not None:
        lines.append(
            _("It comes down by itself on %(day)s; nobody has to think of it.", day=day(piece.until.date()))
        )
    _queue(session, {piece.author} - {person.id}, subject, lines, piece, now)


def sent_back(session: Session, piece: Piece, person: Person, now: datetime) -> None:
    """To its author and whoever changed it last; the reason stands in the newsroom."""
    subject = _("Sent back: %(what)s", what=_called(piece))
    lines = [
        _(
            "%(name)s has sent back %(what)s. The reason is on its page.",
            name=person.name,
            what=_called(piece),
        )
    ]
    _queue(session, {piece.author, *piece.writers} - {person.id}, subject, lines, piece, now)


def taken_down(session: Session, piece: Piece, person: Person, now: datetime) -> None:
    """To those who wrote and approved it, but whoever did it."""
    subject = _("Taken down: %(what)s", what=_called(piece))
    lines = [
        _(
            "%(name)s has taken down %(what)s. The reason is on its page.",
            name=person.name,
            what=_called(piece),
        )
    ]
    people = {piece.author, piece.approver or ""} - {person.id, ""}
    _queue(session, people, subject, lines, piece, now)


def poster_off(session: Session, piece: Piece, now: datetime) -> None:
    """To those who wrote and approved a poster whose case is hidden or comes down earlier: paper knows of no clock."""
    subject = _("Take it off the noticeboard today: %(what)s", what=_called(piece))
    lines = [
        _(
            "The case that %(what)s is about was hidden, taken down or comes down earlier.",
            what=_called(piece),
        ),
        _("Please take every copy off the wall today. Its page says whether it may hang, and until when."),
    ]
    _queue(session, {piece.author, piece.approver or ""} - {""}, subject, lines, piece, now)


def address_of(session: Session, account_id: str) -> str | None:
    """Where to write to an account or a subscription now; None for one that is closed, stopped, erased or no use."""
    if account_id.startswith(subscriptions.PREFIX):
        return subscriptions.address_of(session, account_id)
    account = session.get(accounts.Account, account_id)
    return (account.email or None) if account is not None and account.active else None


def _called(piece: Piece) -> str:
    """The kind and the reference: all that a letter says of a piece."""
    kinds = {
        Kind.CONVICTION: _("a conviction (reference %(id)s)", id=piece.id),
        Kind.PROJECT: _("a Community Payback project (reference %(id)s)", id=piece.id),
        Kind.STORY: _("a piece of good news (reference %(id)s)", id=piece.id),
        Kind.SURVEY: _("survey results (reference %(id)s)", id=piece.id),
        Kind.MEETING: _("a meeting (reference %(id)s)", id=piece.id),
        Kind.RECORD: _("what a meeting decided (reference %(id)s)", id=piece.id),
        Kind.LEAFLET: _("a leaflet (reference %(id)s)", id=piece.id),
        Kind.POSTER: _("a poster for a noticeboard (reference %(id)s)", id=piece.id),
    }
    return kinds[piece.kind]


def _queue(  # noqa: PLR0917  (its own room only)
    session: Session, to: Iterable[str], subject: str, lines: list[str], piece: Piece, now: datetime
) -> None:
    for account_id in sorted(set(to)):
        if address_of(session, account_id) is not None:
            outbox.queue(
                session, to=account_id, subject=subject, body="\n\n".join(lines), now=now,
                about=piece.subject, link=piece_page(piece),
            )  # fmt: skip
