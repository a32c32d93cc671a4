"""The file of a meeting in a box comes home: read whole, made a draft once, compared where people wrote meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cryptography.fernet import InvalidToken
from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from crimemap.cache import Page
from crimemap.editorial import desk, keys, pieces
from crimemap.editorial.meetings import Record, packed, packfile
from crimemap.editorial.meetings.merging import PRESENT, Merged, merge
from crimemap.editorial.meetings.packed import Outcome
from crimemap.editorial.meetings.packfile import Fault, Packed, Unreadable
from crimemap.editorial.meetings.records import RecordFacts
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Conflict, Gone, Piece, State
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import records, records_merging, saving, telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes
from crimemap.web.newsroom.records_told import called, told

_ROOM: Final = 2 * packfile.MOST_BYTES + 64 * 1024
_SEALED: Final = 4 * packfile.MOST_BYTES
"""The file again, sealed, between two pages."""


@newsroom.get("/meetings/import")
@allows(Role.AUTHOR)
def import_decisions() -> Page:
    """Choose the file."""
    return _page()


@newsroom.post("/meetings/import")
@allows(Role.AUTHOR)
@takes(_ROOM)
@site.commits
def read_decisions() -> ResponseReturnValue:
    """Make a draft of it; or say what is wrong with it, every fault with its place."""
    file, text = request.files.get("file"), request.form.get("text", "")
    if file is not None and file.filename:
        return _taken_in(file.read(packfile.MOST_BYTES + 1))
    if text.strip():
        return _taken_in(text.encode("utf-8", "replace"))
    return _page((Fault("", _("Choose the file first.")),))


@newsroom.post("/records/<id>/again")
@allows(Role.AUTHOR)
@takes(_SEALED)
@site.commits
def import_again(id: str) -> ResponseReturnValue:  # noqa: A002
    """A new draft of a file whose first one was taken down."""
    piece = desk.opened(site.session(), site.person(), id, writing=True)
    return _taken_in(_unsealed(piece), again=True)


@newsroom.post("/records/<id>/add")
@allows(Role.AUTHOR)
@takes(_SEALED)
@site.commits
def add_decisions(id: str) -> ResponseReturnValue:  # noqa: A002
    """Put what was chosen of a file behind what stands in the draft."""
    session, now = site.session(), site.now()
    piece = desk.opened(session, site.person(), id, writing=True)
    data = _unsealed(piece)
    found, chosen = _placed(packfile.read(data)), set(request.form.getlist("row"))
    answers = records_merging.chosen()
    merged = packed.settle(session, site.person(), id, found, answers, now=now)
    if merged is not None:
        return _asked(piece, merged, found, data) if merged.asked else site.see_other(_sheet(piece, "merged"))
    if answers and packed.is_old(session, piece, found):  # the button was pressed twice
        return site.see_other(_sheet(piece, "same"))
    try:
        packed.add(session, site.person(), id, found, chosen, version=saving.version(), now=now)
    except Conflict:
        return _differs(pieces.find(session, id), found, data, status=409)
    return site.see_other(_sheet(piece, "added"))


def _taken_in(data: bytes, *, again: bool = False) -> ResponseReturnValue:
    session, person, now = site.session(), site.person(), site.now()
    try:
        found = _placed(packfile.read(data))
        taken = packed.take_in(session, person, found, now=now, again=again)
    except Unreadable as fault:
        return _page(fault.faults)
    if taken.outcome is Outcome.DIFFERS:
        return _differs(taken.piece, found, data)
    if taken.outcome is Outcome.ENDED:
        return site.page(
            "newsroom/records/ended.html", status=409, piece=taken.piece, title=_name(found.record),
            sealed=_sealed(taken.piece, data),
        )  # fmt: skip
    return site.see_other(_sheet(taken.piece, str(taken.outcome)))


def _placed(found: Packed) -> Packed:
    """With the meeting as the calendar has it. Raises Unreadable where there is none, or it is another's."""
    gathering = records.known(found.record.meeting, lost=found.record)
    if gathering is None:
        raise Unreadable((Fault("meeting", _("This site knows no meeting of this mark.")),))
    if gathering.partnership != found.partnership:
        raise Unreadable((Fault("partnership", _("The meeting is of another partnership.")),))
    told = found.record.model_copy(update={"meeting": gathering.id})
    return replace(found, record=records.brought_up(told, gathering) if gathering.title else told)


def _page(faults: tuple[Fault, ...] = ()) -> Page:
    return site.page(
        "newsroom/records/import.html", status=400 if faults else 200, faults=faults,
        text=request.form.get("text", ""),
    )  # fmt: skip


def _differs(piece: Piece, found: Packed, data: bytes, status: int = 409) -> Page:
    """What the file has that the draft has not, to be ticked; and the draft beside it."""
    before = pieces.content_of(site.session(), piece)
    if not isinstance(before, Record):
        raise Gone(_("What was written here has been erased."))
    typed = packed.changed(site.session(), piece, found) if piece.state is not State.WAITING else None
    if typed is not None:
        return _asked(piece, merge(typed, before, records_merging.chosen()), found, data)
    rows = [
        (name, called(name.partition("-")[0]), told(row))
        for name, row in packed.wanting(before, found.record)
    ]
    if not rows:
        return site.see_other(_sheet(piece, "same"))
    return site.page(
        "newsroom/records/differs.html", status=status, piece=piece, rows=rows, title=_name(found.record),
        sealed=_sealed(piece, data), waits=piece.state is State.WAITING, before=before,
        there=[answer for answer in telling.answers_of(piece, before).values() if answer.field in _SHOWN],
        meeting=before.meeting, saved=telling.moment(found.saved_at, site.now()),
    )  # fmt: skip


def _asked(piece: Piece, merged: Merged, found: Packed, data: bytes) -> Page:
    """What was changed in the file and here, each otherwise; all else is put together without a question."""
    lead = _(
        "The file was saved again on %(when)s, and this was changed here since. Nothing was changed yet, and nothing is"
        " lost: choose which one stays. All else of both is kept.",
        when=telling.moment(found.saved_at, site.now()),
    )
    return records_merging.page_of(
        piece, merged, address=site.newsroom_href("add_decisions", id=piece.id),
        hidden={"file": _sealed(piece, data)}, lead=lead, sides=(_("As in the file"), _("As it is here")),
    )  # fmt: skip


_SHOWN: Final = frozenset({PRESENT, "decisions", "hands", "asked"})


def _name(record: Record) -> str:
    return record.title_en or record.title_cy


def _sheet(piece: Piece, done: str) -> str:
    facts = site.session().get_one(RecordFacts, piece.id)
    return site.newsroom_href("decide", meeting=facts.meeting, done=done)


def _sealed(piece: Piece, data: bytes) -> str:
    sealed = keys.seal_bytes(site.session(), piece.subject, data, site.now())
    return (sealed or b"").decode()


def _unsealed(piece: Piece) -> bytes:
    """The file, as the page before sealed it. Raises BadRequest."""
    try:
        data = keys.unseal_bytes(site.session(), piece.subject, request.form.get("file", "").encode())
    except InvalidToken as fault:
        raise BadRequest from fault
    if data is None:
        raise Gone(_("What was written here has been erased."))
    return data
