"""Meetings in the newsroom: a form for one or a series, and what the desk says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from crimemap.cache import Page
from crimemap.editorial import pieces, publishing
from crimemap.editorial.meetings import Gathering, Meeting, shelf
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Conflict, Kind, Piece
from crimemap.language import gettext as _
from crimemap.release import Release
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.newsroom import kinds, meetings_told, meetings_words, saving, telling
from crimemap.web.newsroom.blueprint import allows, newsroom
from crimemap.web.newsroom.kinds import KindAtTheDesk, Preview
from crimemap.web.newsroom.meetings_forms import MeetingForm
from crimemap.web.site import gatherings

Areas = Mapping[str, list[tuple[str, str]]]


@newsroom.get("/meetings/new")
@allows(Role.AUTHOR)
def new_meeting() -> Page:
    """An empty form; first which partnership, where this person writes for several."""
    choices = telling.partnership_choices(site.person(), Role.AUTHOR)
    partnership = request.args.get("partnership") or (choices[0][0] if len(choices) == 1 else "")
    if partnership not in dict(choices):
        return site.page("newsroom/meetings/where.html", choices=choices)
    return _form_page(MeetingForm(areas=areas_of(partnership)), partnership)


@newsroom.post("/meetings/new")
@allows(Role.AUTHOR)
@site.commits
def create_meeting() -> ResponseReturnValue:
    """Keep a new draft; the same form sent twice keeps one."""
    partnership = request.form.get("partnership", "")
    if partnership not in dict(telling.partnership_choices(site.person(), Role.AUTHOR)):
        raise Forbidden
    form = MeetingForm(request.form, areas=areas_of(partnership))
    if not form.validate():
        return saving.not_saved() if saving.saves_itself() else _form_page(form, partnership, status=400)
    piece = saving.begun(Kind.MEETING, partnership, form.told(), saving.token())
    return saving.saved(piece, _then(piece))


@newsroom.get("/meetings/<id>")
@allows(Role.AUTHOR)
def edit_meeting(id: str) -> Page:  # noqa: A002  (as the desk builds it)
    """The form of a draft, with the dates that it makes."""
    piece, meeting = opened(id)
    form = MeetingForm(
        meeting=meeting, areas=areas_of(piece.partnership, meeting), called_off=_called_off(piece, meeting)
    )
    return _form_page(form, piece.partnership, piece, meeting)


@newsroom.post("/meetings/<id>")
@allows(Role.AUTHOR)
@site.commits
def save_meeting(id: str) -> ResponseReturnValue:  # noqa: A002
    """Save a draft, by a button or by itself."""
    piece, meeting = opened(id)
    form = MeetingForm(
        request.form, meeting=meeting, areas=areas_of(piece.partnership, meeting),
        called_off=_called_off(piece, meeting),
    )  # fmt: skip
    if not form.validate():
        if saving.saves_itself():
            return saving.not_saved()
        return _form_page(form, piece.partnership, piece, meeting, 400)
    mine = form.told(meeting)
    try:
        piece = publishing.save(
            site.session(), site.person(), id, mine, version=saving.version(), wanted_at=piece.wanted_at,
            now=site.now(),
        )  # fmt: skip
    except Conflict as found:
        return saving.conflict(found, mine)
    return saving.saved(piece, _then(piece))


def opened(piece_id: str) -> tuple[Piece, Meeting]:
    """A meeting that this person works on. Raises Gone, Denied."""
    return saving.opened(piece_id, Meeting)


def areas_of(partnership: str, meeting: Meeting | None = None) -> Areas:
    """Neighbourhoods and wards that a meeting may be for; one that the release no longer holds keeps its code."""
    release: Release = site.current_release()
    found = {
        name: [(area.code, area.name) for area in release.areas(kind) if area.partnership == partnership]
        for name, kind in (("neighbourhoods", AreaKind.NEIGHBOURHOOD), ("wards", AreaKind.WARD))
    }
    known = {code for choices in found.values() for code, _name in choices}
    found["neighbourhoods"] += [
        (code, code) for code in (meeting.areas if meeting else ()) if code not in known
    ]
    return found


def _called_off(piece: Piece, meeting: Meeting) -> dict[date, datetime]:
    """Days that are cancelled for visitors, whatever the draft undoes."""
    told = pieces.shown_of(site.session(), piece)
    stands = told if isinstance(told, Meeting) else meeting
    found = shelf.cancelled_days(site.session(), piece, stands)
    return {day: row.said_at for day, row in found.items()}


def _form_page(
    form: MeetingForm,
    partnership: str,
    piece: Piece | None = None,
    meeting: Meeting | None = None,
    status: int = 200,
) -> Page:
    now = site.now()
    return site.page(
        "newsroom/meetings/form.html", status=status, form=form, partnership=partnership,
        place=telling.partnership_name(partnership), welsh_first=telling.is_welsh(partnership),
        was_public=piece is not None and bool(shelf.said_before(site.session(), piece, now)),
        needs_second=(meeting is not None and meetings_words.comes_twice(meeting, now)) or bool(form.second.data),
        dates=meetings_words.dates(_dates(piece, meeting)) if piece and meeting else (),
        **saving.of_form(piece),
    )  # fmt: skip


def _dates(piece: Piece, meeting: Meeting) -> list[Gathering]:
    """Those to come, of what was saved."""
    now = site.now()
    found = shelf.draft(site.session(), piece, meeting, now)
    return [each for each in found if each.over.timestamp() > now.timestamp()]


def _then(piece: Piece) -> str:
    """Where a button leads: to the page of the piece, or back to the form, which then has more empty lines."""
    if request.form.get("then") == "lines":
        return site.newsroom_href("edit_meeting", id=piece.id)
    return saving.page_of(piece)


# ---------------------------------------------------------------- at the desk


def _preview(piece: Piece, meeting: Meeting) -> Preview:
    """The page of the next date as visitors will see it; before there is a day and an hour, what is wanting."""
    release = site.current_release()
    found = shelf.draft(site.session(), piece, meeting, site.now())
    shown = next(iter(_dates(piece, meeting)), found[-1] if found else None)
    view = gatherings.view(release, shown, found) if shown is not None else None
    return Preview("newsroom/meetings/preview.html", {"told": view, "release": release, "preview": True})


def _beside(piece: Piece, meeting: Meeting, _now: datetime) -> Preview:
    dates = meetings_words.dates(_dates(piece, meeting))
    public = piece.shown is not None and piece.ended_at is None
    address = site.newsroom_href("meeting_dates", id=piece.id) if public else ""
    notes = [(meetings_words.slide_named(note.slide), note.said) for note in meeting.notes]
    coming = (each for each in _to_come(piece) if each.takes_place) if public else iter(())
    following = next(coming, None)
    return Preview(
        "newsroom/meetings/beside.html",
        {"dates": dates, "address": address, "notes": notes, "shows": following.id if following else ""},
    )


def _to_come(piece: Piece) -> list[Gathering]:
    """Its dates as visitors know them."""
    now = site.now()
    return [
        each
        for each in shelf.of_piece(site.session(), now, piece.id)
        if each.over.timestamp() > now.timestamp()
    ]


def _public(piece: Piece) -> str | None:
    """The page of the next date; of a series that is over, of the last."""
    now = site.now()
    found = shelf.of_piece(site.session(), now, piece.id)
    after = (each for each in found if each.over.timestamp() > now.timestamp())
    shown = next(after, found[-1] if found else None)
    return site.href("meeting", meeting_id=shown.id) if shown is not None else None


kinds.register(
    KindAtTheDesk(
        kind=Kind.MEETING,
        name=lambda: _("Meeting"),
        title=lambda piece, meeting: (
            meeting.title.said("en") or _("Meeting without a title (%(id)s)", id=piece.id)
        ),
        preview=_preview,
        answers=meetings_told.answers,
        edit="edit_meeting",
        public=_public,
        new="new_meeting",
        beside=_beside,
    )
)
