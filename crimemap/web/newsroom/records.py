"""What meetings decided: typed in the room, saved as it is typed, handed in the same night."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import request
from flask.typing import ResponseReturnValue

from crimemap import language
from crimemap.brief import decided, gatherings
from crimemap.cache import Page
from crimemap.editorial import desk, pieces, publishing
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import (
    Asked,
    Decision,
    Gathering,
    Hands,
    Record,
    deciding,
    recording,
    records,
    shelf,
)
from crimemap.editorial.meetings.records import RecordFacts
from crimemap.editorial.people import Role, not_allowed
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece, Refused, State
from crimemap.editorial.summary import Written
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.web import site
from crimemap.web.newsroom import kinds, saving, telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes
from crimemap.web.newsroom.records_forms import RecordForm

MOST_BYTES = 512 * 1024
"""Of the form: rows have many fields, and each may be long."""

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
    mine = form.told(room.record)
    try:
        piece = _kept(room, mine)
    except Conflict as found:
        return saving.conflict(found, mine)
    address = site.newsroom_href("decide", meeting=room.meeting)
    then = request.form.get("then", "")
    if then == "hand-in" and not saving.saves_itself():
        return _handed_in(room_of(meeting), mine, piece)
    if then == "preview":
        return saving.saved(piece, saving.page_of(piece), address)
    return saving.saved(piece, _next(address, then, mine), address)


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


def _kept(room: Room, mine: Record) -> Piece:
    session, person, now = site.session(), site.person(), site.now()
    if not request.form.get("version"):
        return deciding.begin(session, person, room.partnership, mine, token=saving.token(), now=now)
    if room.piece is None:
        raise Gone(_("This was closed and cannot be changed. Begin a new one."))
    if mine == pieces.content_of(session, room.piece):
        return room.piece
    return publishing.save(session, person, room.piece.id, mine, version=saving.version(), now=now)


def _handed_in(room: Room, mine: Record, piece: Piece) -> ResponseReturnValue:
    """Hand in what was just saved; where the gate stops it, the sheet says so at each answer."""
    try:
        publishing.submit(site.session(), site.person(), piece.id, version=piece.version, now=site.now())
    except Refused as refusal:
        form = RecordForm.of(mine)
        form.refuse(refusal.troubles)
        return _form_page(room, form, status=400, version=piece.version)
    return site.see_other(site.newsroom_href("piece", piece_id=piece.id, done="handed-in"))


def _next(address: str, then: str, mine: Record) -> str:
    """Where the button leads: to the empty row that was asked for, or to the sheet as it was saved."""
    first = {"decisions": "decided_en", "hands": "question_en", "asked": "question_en"}.get(then)
    if first is None:
        return f"{address}?done=saved"
    return f"{address}#{then}-{len(getattr(mine, then))}-{first}"


def _form_page(room: Room, form: RecordForm, *, status: int = 200, version: int | None = None) -> Page:
    now, piece = site.now(), room.piece
    is_draft = status == 200 and piece is not None and piece.state is State.DRAFT
    return site.page(
        "newsroom/records/form.html", status=status, form=form, room=room,
        remarks=form.remark(recording.remarks(room.record, now)) if is_draft else [],
        place=telling.partnership_name(room.partnership), is_over=_is_over(room.record, now.date()),
        welsh_first=telling.is_welsh(room.partnership), said_done=_done(request.args.get("done", "")),
        title=Bilingual(room.record.title_en, room.record.title_cy), now=now,
        **saving.of_form(piece, version),
    )  # fmt: skip


def _is_over(record: Record, today: date) -> bool:
    """Whether what came of the decisions is asked too: from the day after, or once anything was said of it."""
    told = any(one.came or one.state != "open" for one in record.decisions)
    return told or (record.held is not None and record.held < today)


def _done(code: str) -> str:
    return {
        "saved": _("Saved."),
        "new": _("The file was read. Check what it says, then hand it in: nothing has to be typed again."),
        "same": _("This file was read before, or all that it says stands here: nothing was changed."),
        "updated": _("The file was saved again since: the draft now says what it says."),
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
        kinds.Answer("decisions", _("Decisions"), _lines(map(told_decision, record.decisions))),
        kinds.Answer("hands", _("Shows of hands"), _lines(map(told_hands, record.hands))),
        kinds.Answer("asked", _("Questions"), _lines(map(told_asked, record.asked))),
    ]


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(f"{place}. {row}" for place, row in enumerate(rows, 1))


def told_decision(one: Decision) -> str:
    """A decision in one line, for comparing."""
    due = _("by %(day)s", day=language.day(one.due)) if one.due else ""
    mark = decided.Mark.NONE if one.state == "open" else decided.mark_of(one, site.now().date())
    texts = (one.decided_en, one.decided_cy, one.action_en, one.action_cy)
    parts = (*texts, one.owner, due, one.contact, one.reach, mark.word, one.came_en, one.came_cy)
    return " · ".join(filter(None, parts))


def told_hands(one: Hands) -> str:
    """A show of hands in one line."""
    counts = _(
        "%(yes)s for, %(no)s against, %(neither)s abstained.", yes=one.yes, no=one.no, neither=one.neither
    )
    return " · ".join(filter(None, (one.question_en, one.question_cy, counts)))


def told_asked(one: Asked) -> str:
    """A question in one line."""
    return " · ".join(filter(None, (one.question_en, one.question_cy, one.answer_en, one.answer_cy)))


def told_present(present: int) -> str:
    """How many came, in one line."""
    return ngettext("%(num)s person came.", "%(num)s people came.", present)


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
