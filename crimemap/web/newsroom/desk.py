"""The desk: what waits for whom, one page for each piece, and every step from draft to public and down again."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from crimemap.cache import Page
from crimemap.editorial import desk, pieces, publishing
from crimemap.editorial.people import Person, Role
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece, Refused, State, Trouble
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import kinds, saving, telling
from crimemap.web.newsroom.blueprint import ANYBODY, allows, asks_again, newsroom
from crimemap.web.newsroom.desk_forms import Shorten, When

Call = Callable[[], Piece]
E = TypeVar("E", bound=StrEnum)


@newsroom.get("/")
@allows(*ANYBODY)
def home() -> Page:
    """The lists of whoever is signed in."""
    person, now = site.person(), site.now()
    lists = desk.desk_of(site.session(), person, now)
    return site.page(
        "newsroom/desk/home.html", desk=lists, shown=telling.rows, begins=telling.beginnings(person),
        writes=bool(person.partnerships(Role.AUTHOR)), approves=bool(person.partnerships(Role.APPROVER)),
        soon=desk.SOON.days,
    )  # fmt: skip


@newsroom.get("/pieces")
@allows(Role.AUTHOR, Role.APPROVER)
def piece_list() -> Page:
    """Everything of one's partnerships, by kind and state."""
    sought = desk.Sought(
        _one_of(Kind, request.args.get("kind", "")),
        _one_of(State, request.args.get("state", "")),
        request.args.get("partnership") or None,
    )
    found = desk.all_of(site.session(), site.person(), sought)
    return site.page(
        "newsroom/desk/list.html", rows=telling.rows(found), sought=sought, kinds=telling.kind_choices(),
        states=telling.state_choices(), partnerships=telling.partnership_choices(site.person()),
    )  # fmt: skip


@newsroom.get("/pieces/<piece_id>")
@allows(Role.AUTHOR, Role.APPROVER)
def piece(piece_id: str) -> Page:
    """One piece: as visitors will see it, what the gate says of it, what can be done, and its history."""
    return _page(piece_id, done=request.args.get("done", ""))


@newsroom.post("/pieces/<piece_id>/hand-in")
@allows(Role.AUTHOR)
@site.commits
def hand_in(piece_id: str) -> ResponseReturnValue:
    """Hand in for approval."""
    return _act(
        piece_id,
        "handed-in",
        lambda: publishing.submit(*_who(piece_id), version=saving.version(), now=site.now()),
    )


@newsroom.post("/pieces/<piece_id>/take-back")
@allows(Role.AUTHOR)
@site.commits
def take_back(piece_id: str) -> ResponseReturnValue:
    """Think again before anybody decided."""
    return _act(piece_id, "taken-back", lambda: publishing.take_back(*_who(piece_id), now=site.now()))


@newsroom.post("/pieces/<piece_id>/approve")
@allows(Role.APPROVER)
@asks_again
@site.commits
def approve(piece_id: str) -> ResponseReturnValue:
    """Publish it. Who wrote it cannot."""
    return _act(
        piece_id,
        "approved",
        lambda: publishing.approve(*_who(piece_id), version=saving.version(), now=site.now()),
    )


@newsroom.post("/pieces/<piece_id>/send-back")
@allows(Role.APPROVER)
@site.commits
def send_back(piece_id: str) -> ResponseReturnValue:
    """Return it with a reason."""
    why = request.form.get("why", "")
    return _act(
        piece_id, "sent-back", lambda: publishing.send_back(*_who(piece_id), why, now=site.now()), "send-back"
    )


@newsroom.post("/pieces/<piece_id>/take-down")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def take_down(piece_id: str) -> ResponseReturnValue:
    """Take it down at once, with a reason: one person is enough. A kind that tells visitors why has a page for it."""
    own = kinds.of(desk.opened(site.session(), site.person(), piece_id).kind).take_down
    if own:
        return site.see_other(site.newsroom_href(own, id=piece_id))
    why = request.form.get("why", "")
    return _act(
        piece_id, "taken-down", lambda: publishing.end(*_who(piece_id), why, now=site.now()), "take-down"
    )


@newsroom.post("/pieces/<piece_id>/shorten")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def shorten(piece_id: str) -> ResponseReturnValue:
    """Bring the removal forward."""
    form = Shorten(request.form, prefix="shorten-")
    if not form.validate():
        return _page(piece_id, shorten=form, status=400)
    until = form.instant(site.now())
    return _act(
        piece_id, "shortened", lambda: publishing.shorten(*_who(piece_id), until, now=site.now()), "shorten"
    )


@newsroom.post("/pieces/<piece_id>/when")
@allows(Role.AUTHOR)
@site.commits
def choose_when(piece_id: str) -> ResponseReturnValue:
    """Choose the time of publication, or that it is to be public as soon as it is approved."""
    form = When(request.form, prefix="when-")
    if not form.validate() or not form.is_ahead(site.now()):
        return _page(piece_id, when=form, status=400)
    wanted = form.instant(site.now())

    def keep() -> Piece:
        found = desk.opened(site.session(), site.person(), piece_id, writing=True)
        content = pieces.content_of(site.session(), found)
        if content is None:
            raise Gone(_("What was written here has been erased."))
        return publishing.save(
            *_who(piece_id), content, version=saving.version(), wanted_at=wanted, now=site.now()
        )

    return _act(piece_id, "timed", keep)


def _who(piece_id: str) -> tuple[Session, Person, str]:
    """The first arguments of every call of publishing."""
    return site.session(), site.person(), piece_id


def _act(piece_id: str, done: str, call: Call, about: str = "") -> ResponseReturnValue:
    """Do it and show the piece; or show it with what stands in the way, which was changed meanwhile or is refused."""
    try:
        call()
    except Refused as refusal:
        return _page(piece_id, status=400, refused=refusal.troubles, about=about)
    except Conflict:
        changed = Trouble("", _("It was changed after you opened it. Read it again before you go on."))
        return _page(piece_id, status=409, refused=(changed,))
    return site.see_other(site.newsroom_href("piece", piece_id=piece_id, done=done))


def _page(
    piece_id: str, *, status: int = 200, done: str = "", refused: tuple[Trouble, ...] = (), about: str = "",
    when: When | None = None, shorten: Shorten | None = None,
) -> Page:  # fmt: skip
    session, person, now = site.session(), site.person(), site.now()
    found = desk.opened(session, person, piece_id)
    return site.page(
        "newsroom/desk/piece.html", status=status, view=telling.piece_view(session, person, found, now),
        done=telling.done(done), refused=refused, about=about, written=request.form.get("why", ""),
        when=when or When.of(found, now), shorten=shorten or Shorten.of(found, now), words_of=telling.state_name,
        act_name=telling.act_name, moment=lambda instant: telling.moment(instant, now),
    )  # fmt: skip


def _one_of(kind: type[E], text: str) -> E | None:
    """The member that `text` says, or None."""
    return next((member for member in kind if member == text), None)
