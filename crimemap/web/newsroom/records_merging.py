"""What two people changed of one record, each otherwise: side by side, to choose from. The rest is put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cryptography.fernet import InvalidToken
from flask import request
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest

from crimemap.cache import Page
from crimemap.editorial import accounts, keys, pieces
from crimemap.editorial.meetings import Record
from crimemap.editorial.meetings.deciding import Kept
from crimemap.editorial.meetings.merging import Base, Merged, Question, Row, Typed
from crimemap.editorial.pieces import Gone, Piece
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import kinds, telling
from crimemap.web.newsroom.records_told import called, told
from crimemap.web.newsroom.saving import Difference


def compare(meeting: str, kept: Kept, typed: Typed) -> Page:
    """Two people at one sheet. What this one typed is sealed into the page, so that it works without JavaScript."""
    session, now, piece = site.session(), site.now(), kept.piece
    said = {
        "record": typed.record.model_dump(mode="json"), "base": typed.base.model_dump(mode="json"),
        "out": {name: sorted(out) for name, out in typed.out.items()},
    }  # fmt: skip
    sealed = keys.seal(session, piece.subject, said, now)
    return page_of(
        piece, kept.merged, address=site.newsroom_href("settle_decisions", meeting=meeting),
        hidden={"mine": (sealed or b"").decode()},
        lead=_(
            "%(name)s changed the same on %(when)s. Nothing is lost: choose which one stays. All else that either of"
            " you wrote is kept.",
            name=accounts.name_of(session, piece.changed_by), when=telling.moment(piece.changed_at, now),
        ),
        sides=(_("Keep mine"), _("Keep theirs")),
    )  # fmt: skip


def page_of(
    piece: Piece,
    merged: Merged,
    *,
    address: str,
    hidden: Mapping[str, str],
    lead: str,
    sides: tuple[str, str],
) -> Page:
    """What is asked, side by side, with the answers that were given already."""
    content = pieces.content_of(site.session(), piece)
    return site.page(
        "newsroom/desk/conflict.html", status=409, piece=piece, title=kinds.title(piece, content),
        differences=[_difference(each) for each in merged.asked], lead=lead, sides=sides, address=address,
        hidden={**{f"choice-{name}": side for name, side in chosen().items()}, **hidden},
    )  # fmt: skip


def chosen() -> dict[str, str]:
    """What the form answers, by the name of the question."""
    return {
        name.removeprefix("choice-"): value
        for name, value in request.form.items()
        if name.startswith("choice-")
    }


def unsealed(piece: Piece) -> Typed:
    """What this person had typed, as `compare` sealed it. Raises BadRequest, Gone."""
    try:
        said = keys.unseal(site.session(), piece.subject, request.form.get("mine", "").encode())
        if said is None:
            raise Gone(_("What was written here has been erased."))
        return _typed(said)
    except (InvalidToken, ValidationError, KeyError) as fault:
        raise BadRequest from fault


def _typed(said: Mapping[str, Any]) -> Typed:
    return Typed(Record.model_validate(said["record"]), Base.model_validate(said["base"]), said["out"])


def _difference(one: Question) -> Difference:
    return Difference(one.name, called(one.list), _told(one.mine), _told(one.theirs))


def _told(said: Row | int | None) -> str:
    return "" if said is None else told(said)
