"""What the desk says of pieces: rows of lists, the page of one, its history, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from crimemap import language, places
from crimemap.editorial import accounts, desk, pieces
from crimemap.editorial.desk import Act, Row
from crimemap.editorial.people import EVERYWHERE, Person, Role
from crimemap.editorial.pieces import Content, Piece, State, Trouble
from crimemap.language import gettext as _
from crimemap.release import Release
from crimemap.web import site
from crimemap.web.newsroom import kinds
from crimemap.web.site.named import partnerships
from crimemap.web.site.served import NoRelease


@dataclass(frozen=True, slots=True)
class Told:
    """A row of a list. `title` holds no person's name."""

    piece: Piece
    title: str
    kind: str
    place: str
    state: str
    who: str
    remark: str


def rows(found: Iterable[Row]) -> tuple[Told, ...]:
    """Rows for a list; pieces of a kind that nobody registered are left out."""
    return tuple(
        Told(
            row.piece, kinds.title(row.piece, row.content), kinds.of(row.piece.kind).name(),
            partnership_name(row.piece.partnership), state_name(row.piece.state), row.who,
            pieces.remark_of(site.session(), row.piece) if row.piece.remark else "",
        )
        for row in found
        if kinds.is_known(row.piece.kind)
    )  # fmt: skip


def partnership_name(code: str) -> str:
    """The name of a partnership; its code where the release has none of it."""
    if code == EVERYWHERE:
        return _("Every partnership")
    release = _release()
    area = places.by_code(release, code) if release is not None else None
    return area.name if area is not None else code


def is_welsh(partnership: str) -> bool:
    """Whether a form about it asks for Welsh first."""
    release = _release()
    area = release.area(partnership) if release is not None else None
    return area is not None and area.nation == "Wales"


def partnership_choices(person: Person, *roles: Role) -> tuple[tuple[str, str], ...]:
    """(code, name) of the partnerships that `person` works for, by name."""
    codes = person.partnerships(*(roles or (Role.AUTHOR, Role.APPROVER)))
    release = _release()
    known = partnerships(release) if release else {}
    if EVERYWHERE in codes:
        return tuple(sorted(known.items(), key=lambda item: item[1]))
    return tuple(sorted(((code, known.get(code, code)) for code in codes), key=lambda item: item[1]))


def _release() -> Release | None:
    try:
        return site.current_release()
    except NoRelease:
        return None


def state_name(state: State) -> str:
    """The state of the working copy in words."""
    return {
        State.DRAFT: _("Draft"),
        State.WAITING: _("Waiting for approval"),
        State.SENT_BACK: _("Sent back"),
        State.APPROVED: _("Approved"),
        State.CLOSED: _("Closed"),
    }[state]


def state_choices() -> tuple[tuple[str, str], ...]:
    """Every state with its words."""
    return tuple((str(state), state_name(state)) for state in State)


def kind_choices() -> tuple[tuple[str, str], ...]:
    """Every kind with its words."""
    return tuple((str(kind.kind), kind.name()) for kind in kinds.known())


def beginnings(person: Person) -> tuple[tuple[str, str], ...]:
    """(address, words) of everything that `person` may begin."""
    if not person.partnerships(Role.AUTHOR):
        return ()
    return tuple((site.newsroom_href(kind.new), kind.name()) for kind in kinds.known() if kind.new)


def done(code: str) -> str:
    """What was just done, in words; nothing for what nobody can have done."""
    return {
        "saved": _("Saved."),
        "handed-in": _("Handed in. Those who may approve it have been told."),
        "taken-back": _("Taken back. You can change it again."),
        "approved": _("Approved."),
        "sent-back": _("Sent back. Its author has been told."),
        "taken-down": _("Taken down. Nobody outside sees it any more."),
        "shortened": _("The removal has been brought forward."),
        "timed": _("The time of publication is kept."),
        "photographs": _("Kept: nobody can be recognised in the photographs."),
        "face": _("Your decision on the photograph is kept."),
        "held": _("Hidden. Nobody outside sees it while the appeal is open."),
        "released": _("Shown again, until the day that it had."),
        "quashed": _("Removed and erased. A correction without a name stands in its place."),
        "withheld": _("Recorded as withheld. Everything personal is erased."),
    }.get(code, "")


def act_name(act: str) -> str:
    """An act of the audit in words; where this site has none of its own for it, as it was written down."""
    said = {
        "drafted": _("Begun"),
        "drafted from a court list": _("Begun from a court list"),
        "withheld": _("Recorded as withheld, and erased"),
        "quashed on appeal": _("Quashed on appeal: erased and corrected"),
        "photograph put in": _("Photograph put in"),
        "photograph approved": _("Photograph approved"),
        "photograph refused": _("Photograph refused"),
        "survey file put in": _("File put in"),
        "read from a meeting in a box": _("Read from the file of a meeting in a box"),
        "poster printed": _("Poster printed"),
        "meeting cancelled": _("A date cancelled"),
        "changed": _("Changed"),
        "handed in": _("Handed in"),
        "taken back": _("Taken back"),
        "approved": _("Approved"),
        "sent back": _("Sent back"),
        "taken down": _("Taken down"),
        "removal brought forward": _("Removal brought forward"),
        "nobody can be recognised": _("Photograph checked: nobody can be recognised"),
        "held": _("Hidden while something is decided"),
        "released": _("Shown again"),
        "erased": _("Erased"),
    }.get(act) or _(act)
    return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class PieceView:
    """All that the page of a piece says. `preview` is what visitors will see, `beside` what colleagues read."""

    piece: Piece
    title: str
    kind: str
    place: str
    standing: str
    shown_as: str
    author: str
    remark: str
    troubles: Sequence[Trouble]
    preview: Markup | None
    beside: Markup | None
    public: str | None
    edit: str | None
    history: tuple[Act, ...]
    take_down: str | None
    is_wide: bool
    may: frozenset[str]
    approvers: tuple[str, ...]


def piece_view(session: Session, person: Person, piece: Piece, now: datetime) -> PieceView:
    """The page of `piece` for `person`."""
    content = pieces.content_of(session, piece)
    kind = kinds.of(piece.kind)
    may = _may(person, piece, now)
    return PieceView(
        piece=piece,
        title=kinds.title(piece, content),
        kind=kind.name(),
        place=partnership_name(piece.partnership),
        standing=kind.standing(piece, now) if kind.standing else standing(piece, now),
        shown_as=kind.shown_as(),
        author=accounts.name_of(session, piece.author),
        remark=pieces.remark_of(session, piece),
        troubles=pieces.troubles(session, piece, now) if piece.state is not State.CLOSED else (),
        preview=drawn(kind.preview(piece, content)) if content is not None else None,
        beside=drawn(kind.beside(piece, content, now)) if content is not None else None,
        public=kind.public(piece) if piece.is_visible(now) else None,
        edit=site.newsroom_href(kind.edit, id=piece.id) if "edit" in may else None,
        history=desk.history(session, piece),
        take_down=site.newsroom_href(kind.take_down, id=piece.id) if kind.take_down else None,
        is_wide=kind.is_wide,
        may=may,
        approvers=tuple(
            other.name
            for other in accounts.approvers(session, piece.partnership)
            if not piece.wrote(other.id)
        ),
    )


def drawn(preview: kinds.Preview | None) -> Markup | None:
    """A preview as it stands below another heading."""
    if preview is None:
        return None
    frame = {"lang": language.current(), "heading": "h2"}
    return Markup(render_template(preview.template, **{**frame, **preview.context}))  # noqa: S704  (an autoescaped template)


def standing(piece: Piece, now: datetime) -> str:
    """Whether visitors see it, from when and until when."""
    if piece.ended_at is not None:
        return _("Taken down on %(when)s.", when=moment(piece.ended_at, now))
    if piece.held_at is not None:
        return _("Held back since %(when)s. Nobody outside sees it.", when=moment(piece.held_at, now))
    if piece.shown is None:
        is_counted = piece.state is State.APPROVED
        return _("Counted, with no page of its own.") if is_counted else _("Not public.")
    if piece.publish_at is not None and piece.publish_at > now:
        return _("Public from %(when)s.", when=moment(piece.publish_at, now))
    return _until(piece.until, now)


def _until(until: datetime | None, now: datetime) -> str:
    if until is None:
        return _("Public.")
    here = until.astimezone(now.tzinfo)
    if here.time() == time.min:  # "on the 23rd at midnight" reads as a day longer than it is
        last = language.day(here.date() - timedelta(days=1))
        if until <= now:
            return _("Came down by itself after %(day)s.", day=last)
        return _("Public. Comes down by itself after %(day)s.", day=last)
    if until <= now:
        return _("Came down by itself on %(when)s.", when=moment(until, now))
    return _("Public. Comes down by itself on %(when)s.", when=moment(until, now))


def moment(instant: datetime, now: datetime) -> str:
    """ "22 November 2026 at 10.04am", here."""
    here = instant.astimezone(now.tzinfo)
    return _("%(day)s at %(time)s", day=language.day(here.date()), time=language.clock(here.time()))


def _may(person: Person, piece: Piece, now: datetime) -> frozenset[str]:
    """Which forms stand on the page; every call asks again."""
    writes = person.may(Role.AUTHOR, piece.partnership)
    ended = piece.ended_at is not None or piece.state is State.CLOSED
    is_public = piece.shown is not None and not ended and (piece.until is None or piece.until > now)
    own = piece.wrote(person.id)
    found = {
        "edit": writes and not ended and piece.state is not State.WAITING,
        "hand-in": writes and piece.state.is_open,
        "when": writes and piece.state.is_open and kinds.of(piece.kind).keeps_time,
        "take-back": writes and piece.state is State.WAITING,
        "approve": person.may(Role.APPROVER, piece.partnership) and piece.state is State.WAITING and not own,
        "send-back": person.may(Role.APPROVER, piece.partnership) and piece.state is State.WAITING,
        "take-down": not ended,
        "shorten": is_public and piece.until is not None,
    }
    return frozenset(name for name, holds in found.items() if holds)


def answers_of(piece: Piece, content: Content) -> dict[str, kinds.Answer]:
    """The answers of a piece by field."""
    return {answer.field: answer for answer in kinds.of(piece.kind).answers(content)}
