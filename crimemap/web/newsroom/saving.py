"""Saving a draft: by a form or by itself while somebody writes; and what happens when two people change the same one.

Every form of a piece saves through its own view, which ends in `saved` or, where a Conflict was raised, in `conflict`.
Both answer a page to a form, and JSON to autosave.js.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from cryptography.fernet import InvalidToken
from flask import jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest

from crimemap import language
from crimemap.editorial import accounts, desk, keys, pieces, publishing
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Conflict, Content, Gone, Kind, Piece, State
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import kinds, telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes

C = TypeVar("C", bound=Content)

_MOST_BYTES: Final = 512 * 1024
"""Two versions of a long piece, one of them sealed."""


def opened(piece_id: str, content: type[C], *, writing: bool = False) -> tuple[Piece, C]:
    """A piece of this kind of content that this person works on, and what is written in it. Raises Gone, Denied."""
    piece = desk.opened(site.session(), site.person(), piece_id, writing=writing)
    written = pieces.content_of(site.session(), piece)
    if not isinstance(written, content):
        raise Gone(_("There is nothing at this address."))
    return piece, written


def page_of(piece: Piece) -> str:
    """Where the button of a form leads: to the page of the piece, which says that it was saved."""
    return site.newsroom_href("piece", piece_id=piece.id, done="saved")


def of_form(piece: Piece | None, version: int | None = None) -> dict[str, Any]:
    """What the template of every form of a piece needs to save it: which it is, and the version or the mark that was
    sent. `version`: of what was saved just now; `waits`: it lies with a second person, and cannot be changed."""
    return {
        "piece": piece,
        "waits": piece is not None and piece.state is State.WAITING,
        "version": version or request.form.get("version") or (piece.version if piece else ""),
        "token": request.form.get("token") or None,
    }


def saves_itself() -> bool:
    """Whether the form was sent by autosave.js rather than by a button."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def begun(kind: Kind, partnership: str, content: Content, token: str) -> Piece:
    """A new draft; where autosave made it of this form already, with what was typed since."""
    session, person, now = site.session(), site.person(), site.now()
    piece = publishing.create(session, person, kind, partnership, content, token=token, now=now)
    is_of_autosave = piece.version == 1 and piece.state.is_open and not saves_itself()
    if not is_of_autosave or pieces.content_of(session, piece) in (None, content):
        return piece
    return publishing.save(session, person, piece.id, content, version=1, wanted_at=piece.wanted_at, now=now)


def saved(
    piece: Piece, then: str, address: str = "", *, base: BaseModel | None = None, is_alone: bool = True
) -> ResponseReturnValue:
    """After a save. `then` is the page that a button leads to; autosave is told the version and where to save next:
    at `address`, or where the kind is edited. `base`: what the form holds now, of one that is put to what others
    write; unless it `is_alone`, they did."""
    if not saves_itself():
        return site.see_other(then)
    now = site.now()
    time = language.clock(now.time())
    with_others = _("Saved at %(time)s. Somebody else writes here too: press Save to see it.", time=time)
    return jsonify(
        version=piece.version,
        saved=_("Saved at %(time)s", time=time) if is_alone else with_others,
        base=base.model_dump_json() if base is not None else None,
        saved_at=now.isoformat(timespec="seconds"),
        address=address or site.newsroom_href(kinds.of(piece.kind).edit, id=piece.id),
    )


def not_saved() -> ResponseReturnValue:
    """What autosave is told where an answer cannot be read as it stands: it says so and tries the next change."""
    answer = jsonify(said=_("Not saved yet: an answer is not complete."))
    answer.status_code = 422
    return answer


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that the two have differently."""

    field: str
    label: str
    mine: str
    theirs: str


def conflict(found: Conflict, mine: Content) -> ResponseReturnValue:
    """Somebody changed the piece meanwhile: both, field by field, with a choice for each; nothing of either is lost."""
    return stopped(found.piece) if saves_itself() else _compare(found.piece, mine, found.theirs)


def stopped(piece: Piece) -> ResponseReturnValue:
    """What autosave is told where only a person can say which of two answers stays."""
    answer = jsonify(
        said=_("Somebody else changed this while you were writing. Press Save to compare the two."),
        version=piece.version,
    )
    answer.status_code = 409
    return answer


def _compare(piece: Piece, mine: Content, theirs: Content) -> ResponseReturnValue:
    session, now = site.session(), site.now()
    sealed = keys.seal(session, piece.subject, mine.model_dump(mode="json"), now)
    return site.page(
        "newsroom/desk/conflict.html", status=409, piece=piece, title=kinds.title(piece, theirs),
        differences=differences(piece, mine, theirs), address=site.newsroom_href("settle", piece_id=piece.id),
        hidden={"mine": (sealed or b"").decode()}, sides=(_("Keep mine"), _("Keep theirs")),
        lead=_(
            "%(name)s saved another version on %(when)s. Nothing is lost: choose for each answer which one stays.",
            name=accounts.name_of(session, piece.changed_by), when=telling.moment(piece.changed_at, now),
        ),
    )  # fmt: skip


@newsroom.post("/pieces/<piece_id>/settle")
@takes(_MOST_BYTES)
@allows(Role.AUTHOR)
@site.commits
def settle(piece_id: str) -> ResponseReturnValue:
    """Save what was chosen of the two; then go on writing, or look at the whole."""
    session, person, now = site.session(), site.person(), site.now()
    piece = desk.opened(session, person, piece_id, writing=True)
    mine, theirs = _mine(piece), pieces.content_of(session, piece)
    if mine is None or theirs is None:
        raise Gone(_("What was written here has been erased."))
    merged = _merged(mine, theirs, _chosen())
    try:
        publishing.save(
            session, person, piece_id, merged, version=version(), now=now, wanted_at=piece.wanted_at
        )
    except Conflict as again:
        return _compare(piece, merged, again.theirs)
    if request.form.get("then") == "edit":
        return site.see_other(site.newsroom_href(kinds.of(piece.kind).edit, id=piece_id))
    return site.see_other(site.newsroom_href("piece", piece_id=piece_id, done="saved"))


def differences(piece: Piece, mine: Content, theirs: Content) -> tuple[Difference, ...]:
    """Every answer that differs, in the order of the form; one that the form does not show, by its own name."""
    ours, others = telling.answers_of(piece, mine), telling.answers_of(piece, theirs)
    told = {
        name: Difference(
            name, (ours.get(name) or others[name]).label,
            ours[name].said if name in ours else "", others[name].said if name in others else "",
        )
        for name in {**ours, **others}
    }  # fmt: skip
    first, second = mine.model_dump(mode="json"), theirs.model_dump(mode="json")
    changed = [name for name in told if _at(first, name) != _at(second, name)]
    hidden = [
        name for name in first
        if first[name] != second.get(name) and not any(field.split(".")[0] == name for field in told)
    ]  # fmt: skip
    rest = (Difference(name, name, _plain(first[name]), _plain(second.get(name))) for name in hidden)
    return (*(told[name] for name in changed), *rest)


def _mine(piece: Piece) -> Content | None:
    """What this person had written, as the page of the conflict sealed it. Raises BadRequest."""
    sealed = request.form.get("mine", "").encode()
    try:
        said = keys.unseal(site.session(), piece.subject, sealed)
    except InvalidToken as fault:
        raise BadRequest from fault
    return None if said is None else pieces.rules_of(piece.kind).content.model_validate(said)


def _chosen() -> frozenset[str]:
    """The fields of which this person's own answer is kept."""
    return frozenset(
        name.removeprefix("choice-")
        for name, value in request.form.items()
        if name.startswith("choice-") and value == "mine"
    )


def _merged(mine: Content, theirs: Content, chosen: frozenset[str]) -> Content:
    first, second = mine.model_dump(mode="json"), theirs.model_dump(mode="json")
    for field in chosen:
        _put(second, field, _at(first, field))
    try:
        return type(theirs).model_validate(second)
    except ValidationError as fault:  # fields that no form has
        raise BadRequest from fault


def _at(said: Mapping[str, Any], field: str) -> Any:
    """The answer at a field; a dot leads into what a field holds."""
    found: Any = said
    for part in field.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _put(said: dict[str, Any], field: str, answer: Any) -> None:
    *way, last = field.split(".")
    held: Any = said
    for part in way:
        if held.get(part) is None:
            held[part] = {}
        held = held[part]
        if not isinstance(held, dict):
            raise BadRequest
    if last in held or way:
        held[last] = answer


def _plain(answer: Any) -> str:
    return answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)


def token() -> str:
    """The one-time mark of a form that makes something. Raises BadRequest."""
    found = request.form.get("token", "")
    if not 8 <= len(found) <= 64:
        raise BadRequest
    return found


def version() -> int:
    """The version that the form or the page was made of. Raises BadRequest."""
    try:
        return int(request.form.get("version", ""))
    except ValueError as fault:
        raise BadRequest from fault
