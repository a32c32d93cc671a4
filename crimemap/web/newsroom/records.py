"""What meetings decided: typed in the room, saved as it is typed, handed in the same night."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest

from crimemap import language
from crimemap.brief import decided, gatherings
from crimemap.cache import Page
from crimemap.editorial import desk, pieces, publishing
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Gathering, Record, deciding, recording, records, shelf
from crimemap.editorial.meetings.deciding import Kept
from crimemap.editorial.meetings.merging import Base, Typed, same
from crimemap.editorial.meetings.records import RecordFacts
from crimemap.editorial.people import Role, not_allowed
from crimemap.editorial.pieces import Gone, Kind, Piece, Refused, State
from crimemap.editorial.summary import Written
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import kinds, records_merging, saving, telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes
from crimemap.web.newsroom.records_forms import RecordForm
from crimemap.web.newsroom.records_told import told

MOST_BYTES = 512 * 1024
"""Of the form: rows have many fields, and each may be long."""

_MOST_SEALED = 2 * MOST_BYTES
"""Of the same, sealed into the page that compares two versions."""

_BEFORE, _AFTER = timedelta(days=60), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Room:
    """One meeting and what is written of it. `gathering`: None where nothing but its record is known any more."""

    meeting: str
    partnership: str
    gathering: Gathering | None
    piece: Piece | None
    record: Record


@newsroom.get("/records")
@allows(Role.AUTHOR)
def record_list() -> Page:
    """Meetings whose decisions may be waiting to be written down, and actions that are still open."""
    now = site.now()
    codes = {code for code, _name in telling.partnership_choices(site.person(), Role.AUTHOR)}
    own = [one for one in all_known() if one.partnership in codes and one.takes_place]
    near = [one for one in own if -_BEFORE < one.start - now < _AFTER]
    return site.page(
        "newsroom/records/list.html", near=list(reversed(near)), now=now, words_of=telling.state_name,
        written=records.states(site.session(), [one.id for one in near]),
        older=[
            (one, decided.Told.of(one.record, now))
            for one in reversed(own)
            if one.record is not None and one not in near and records.is_open(one.record)
        ],
    )  # fmt: skip


@newsroom.get("/meetings/<meeting>/decide")
@allows(Role.AUTHOR)
def decide(meeting: str) -> Page:
    """The sheet of a meeting: empty, or as far as it is written."""
    room = room_of(meeting)
    if room.meeting != meeting:
        return site.see_other(site.newsroom_href("decide", meeting=room.meeting))
    return _form_page(room, RecordForm.of(room.record))


@newsroom.post("/meetings/<meeting>/decide")
@allows(Role.AUTHOR)
@takes(MOST_BYTES)
@site.commits
def keep_decisions(meeting: str) -> ResponseReturnValue:
    """Keep what was typed, by a button or by itself; make room for another row; or hand it in."""
    room = room_of(meeting)
    form = RecordForm.sent(request.form)
    if not form.validate():
        return saving.not_saved() if saving.saves_itself() else _form_page(room, form, status=400)
    typed, then = form.typed(room.record, _base(), saving.token()), request.form.get("then", "")
    if room.piece is None and request.form.get("version"):
        raise Gone(_("This was closed and cannot be changed. Begin a new one."))
    kept = _kept(room, typed)
    if kept.merged.asked:
        if saving.saves_itself():
            return saving.stopped(kept.piece)
        return records_merging.compare(room.meeting, kept, typed)
    if then == "hand-in" and not saving.saves_itself():
        return _handed_in(room_of(meeting), kept)
    address, is_alone = (
        site.newsroom_href("decide", meeting=room.meeting),
        same(kept.merged.record, typed.record),
    )
    if saving.saves_itself():
        return saving.saved(kept.piece, "", address, base=Base.of(typed.record), is_alone=is_alone)
    page = (
        saving.page_of(kept.piece)
        if then == "preview"
        else _next(address, then, kept.merged.record, is_alone)
    )
    return site.see_other(page)


@newsroom.post("/meetings/<meeting>/decide/settle")
@allows(Role.AUTHOR)
@takes(_MOST_SEALED)
@site.commits
def settle_decisions(meeting: str) -> ResponseReturnValue:
    """Save what was chosen of rows that two people changed; the rest of both is put together."""
    room = room_of(meeting)
    if room.piece is None:
        raise Gone(_("This was closed and cannot be changed. Begin a new one."))
    typed = records_merging.unsealed(room.piece)
    kept = _kept(room, typed, records_merging.chosen())
    if kept.merged.asked:
        return records_merging.compare(room.meeting, kept, typed)
    if request.form.get("then") == "edit":
        return site.see_other(site.newsroom_href("decide", meeting=room.meeting, done="saved"))
    return site.see_other(saving.page_of(kept.piece))


@newsroom.get("/records/<id>")
@allows(Role.AUTHOR)
def edit_record(id: str) -> Page:  # noqa: A002  (as the desk builds it)
    """Where the desk leads: the sheet of its meeting."""
    piece = desk.opened(site.session(), site.person(), id)
    facts = site.session().get(RecordFacts, piece.id)
    if facts is None:
        raise Gone(_("There is nothing at this address."))
    return site.see_other(site.newsroom_href("decide", meeting=facts.meeting))


def known(meeting: str, *, lost: Record | None = None) -> Gathering | None:
    """A meeting that visitors know of, whoever published it. `lost`: what a file says of one that only the police
    published, and that they may have taken away since."""
    session, now = site.session(), site.now()
    found = shelf.one(session, now, meeting)
    if found is not None:
        return found
    told = {} if lost is None else {meeting: lost}
    return gatherings.one(site.current_release(), _written(told), now=now, meeting=meeting)


def all_known() -> tuple[Gathering, ...]:
    """Every meeting, by start."""
    now = site.now()
    return gatherings.joined(site.current_release(), _written({}), now=now)


def _written(lost: dict[str, Record]) -> Written:
    session, now = site.session(), site.now()
    told = records.published(session, now)
    return Written(meetings=shelf.shown(session, now), records={**lost, **told})


def room_of(meeting: str) -> Room:
    """The meeting, its record as it is written so far, and whose it is. Raises Gone, Denied."""
    session, gathering = site.session(), known(meeting)
    piece = records.of_meeting(session, gathering.id if gathering else meeting)
    if piece is not None:
        site.person().must_work_for(piece.partnership)
        content = pieces.content_of(session, piece)
        if not isinstance(content, Record):
            raise Gone(_("What was written here has been erased."))
        return Room(content.meeting, piece.partnership, gathering, piece, brought_up(content, gathering))
    if gathering is None:
        raise Gone(_("There is nothing at this address."))
    if not site.person().may(Role.AUTHOR, gathering.partnership):
        raise not_allowed()
    record = brought_up(Record(meeting=gathering.id), gathering)
    return Room(gathering.id, gathering.partnership, gathering, None, record)


def brought_up(record: Record, gathering: Gathering | None) -> Record:
    """With the title and the day that the calendar gives the meeting now."""
    if gathering is None:
        return record
    title, held = gathering.title, gathering.start.date()
    return record.model_copy(update={"title_en": title.en, "title_cy": title.cy, "held": held})


def _kept(room: Room, typed: Typed, chosen: Mapping[str, str] | None = None) -> Kept:
    return deciding.keep(
        site.session(), site.person(), room.partnership, typed, token=request.form.get("token", ""),
        now=site.now(), chosen=chosen,
    )  # fmt: skip


def _base() -> Base:
    """What the form was made of, as it says itself. Raises BadRequest."""
    try:
        return Base.model_validate_json(request.form.get("base") or "{}")
    except ValidationError as fault:
        raise BadRequest from fault


def _handed_in(room: Room, kept: Kept) -> ResponseReturnValue:
    """Hand in what was just saved; where the gate stops it, the sheet says so at each answer."""
    piece = kept.piece
    try:
        publishing.submit(site.session(), site.person(), piece.id, version=piece.version, now=site.now())
    except Refused as refusal:
        form = RecordForm.of(kept.merged.record)
        form.refuse(refusal.troubles)
        base = Base.of(kept.merged.record)
        return _form_page(room, form, status=400, version=piece.version, base=base.model_dump_json())
    return site.see_other(site.newsroom_href("piece", piece_id=piece.id, done="handed-in"))


def _next(address: str, then: str, told: Record, is_alone: bool) -> str:
    """Where the button leads: to the empty row that was asked for, or to the sheet as it was saved."""
    first = {"decisions": "decided_en", "hands": "question_en", "asked": "question_en"}.get(then)
    if first is None:
        return f"{address}?done={'saved' if is_alone else 'together'}"
    return f"{address}#{then}-{len(getattr(told, then))}-{first}"


def _form_page(
    room: Room, form: RecordForm, *, status: int = 200, version: int | None = None, base: str = ""
) -> Page:
    now, piece = site.now(), room.piece
    is_draft = status == 200 and piece is not None and piece.state is State.DRAFT
    return site.page(
        "newsroom/records/form.html", status=status, form=form, room=room,
        remarks=form.remark(recording.remarks(room.record, now)) if is_draft else [],
        place=telling.partnership_name(room.partnership), is_over=_is_over(room.record, now.date()),
        welsh_first=telling.is_welsh(room.partnership), said_done=_done(request.args.get("done", "")),
        called_off=_called_off(room.gathering), title=Bilingual(room.record.title_en, room.record.title_cy), now=now,
        base=base or request.form.get("base") or Base.of(room.record).model_dump_json(),
        **saving.of_form(piece, version),
    )  # fmt: skip


def _is_over(record: Record, today: date) -> bool:
    """Whether what came of the decisions is asked too: from the day after, or once anything was said of it."""
    told = any(one.came or one.state != "open" for one in record.decisions)
    return told or (record.held is not None and record.held < today)


def _called_off(gathering: Gathering | None) -> str:
    """What is said of a meeting that was cancelled: by us, or by the police alone."""
    if gathering is not None and not gathering.piece:
        return _(
            "The police say that this meeting was cancelled. Write down what it decided only if it took place."
        )
    return recording.called_off()


def _done(code: str) -> str:
    return {
        "saved": _("Saved."),
        "together": _("Saved, together with what somebody else wrote meanwhile. Both stand here."),
        "new": _("The file was read. Check what it says, then hand it in: nothing has to be typed again."),
        "same": _("This file was read before, or all that it says stands here: nothing was changed."),
        "updated": _("The file was saved again since: the draft now says what it says."),
        "merged": _(
            "The file was saved again since: what it adds and changes stands here, beside what you changed."
        ),
        "added": _("What you chose from the file was added."),
    }.get(code, "")


# ---------------------------------------------------------------- at the desk


def _title(piece: Piece, record: Record) -> str:
    title = Bilingual(record.title_en, record.title_cy).said(language.current())
    if not title or record.held is None:
        return _("Decisions of a meeting (%(id)s)", id=piece.id)
    return f"{title}, {language.day(record.held)}"


def _preview(_piece: Piece, record: Record) -> kinds.Preview:
    return kinds.Preview("newsroom/records/preview.html", {"told": decided.Told.of(record, site.now())})


def _answers(record: Record) -> list[kinds.Answer]:
    """Each list of rows as one answer: which of two lists stays is one choice."""
    held = language.day(record.held) if record.held else ""
    present = "" if record.present is None else language.number(record.present)
    return [
        kinds.Answer("title_en", _("Meeting"), record.title_en),
        kinds.Answer("title_cy", _("Meeting, in Welsh"), record.title_cy),
        kinds.Answer("held", _("Held on"), held),
        kinds.Answer("present", _("How many people came"), present),
        kinds.Answer("decisions", _("Decisions"), _lines(map(told, record.decisions))),
        kinds.Answer("hands", _("Shows of hands"), _lines(map(told, record.hands))),
        kinds.Answer("asked", _("Questions"), _lines(map(told, record.asked))),
    ]


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(f"{place}. {row}" for place, row in enumerate(rows, 1))


def _public(piece: Piece) -> str | None:
    facts = site.session().get(RecordFacts, piece.id)
    return site.href("meeting", meeting_id=facts.meeting) if facts is not None else None


kinds.register(
    kinds.KindAtTheDesk(
        kind=Kind.RECORD,
        name=lambda: _("What a meeting decided"),
        title=_title,
        preview=_preview,
        answers=_answers,
        edit="edit_record",
        public=_public,
        new="record_list",
        keeps_time=False,
    )
)
