"""Survey results in the newsroom: a file comes in, is shown as it was understood, and goes the way of every piece."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from crimemap.cache import Page
from crimemap.editorial import announcements, publishing, surveys
from crimemap.editorial.announcements import Announced, Subject
from crimemap.editorial.people import EVERYWHERE, Role
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece, Refused
from crimemap.editorial.surveys import MOST_BYTES, Survey, understand
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import kinds, saving, surveys_desk, telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes
from crimemap.web.newsroom.surveys_forms import SurveyForm, WithdrawForm

_ROOM: Final = MOST_BYTES + 128 * 1024
"""The file and the words."""


@newsroom.get("/surveys/new")
@allows(Role.AUTHOR)
def new_survey() -> Page:
    """The upload; where somebody writes for several partnerships, which one first."""
    choices = _choices()
    wanted = request.args.get("partnership") or (choices[0][0] if len(choices) == 1 else "")
    if wanted not in dict(choices):
        return site.page("newsroom/surveys/where.html", choices=choices)
    now = site.now()
    ahead = _ahead(wanted, now)
    at = ahead[0].at.astimezone(now.tzinfo) if ahead and ahead[0].at else None
    form = SurveyForm(data={"day": at.date(), "time": at.time()} if at else None)
    return _form_page(form, wanted)


@newsroom.post("/surveys/new")
@allows(Role.AUTHOR)
@takes(_ROOM)
@site.commits
def create_survey() -> ResponseReturnValue:
    """Make a draft of a file that can be read as one, whatever is wrong with some of its rows."""
    partnership, now = request.form.get("partnership", ""), site.now()
    if partnership not in dict(_choices()):
        raise Forbidden
    form = SurveyForm(request.form)
    form.validate()
    data, wanted = _sent(form, partnership, needed=True), form.instant(now)
    if form.errors or data is None:
        return _form_page(form, partnership, status=400)
    session, person, first = site.session(), site.person(), Survey(**form.told())
    piece = publishing.create(session, person, Kind.SURVEY, partnership, first, token=saving.token(), now=now)
    if piece.version == 1:  # sent twice it is there already
        content = surveys.keep(session, person, piece, first, data, now=now)
        publishing.save(session, person, piece.id, content, version=1, wanted_at=wanted, now=now)
    return site.see_other(_address(piece))


@newsroom.get("/surveys/<id>")
@allows(Role.AUTHOR)
def edit_survey(id: str) -> Page:  # noqa: A002  (as the desk builds it)
    """What the file was understood to say, and the form to replace or change it."""
    piece, content = saving.opened(id, Survey)
    return _form_page(SurveyForm.of(content, piece, site.now()), piece.partnership, piece, content)


@newsroom.post("/surveys/<id>")
@allows(Role.AUTHOR)
@takes(_ROOM)
@site.commits
def save_survey(id: str) -> ResponseReturnValue:  # noqa: A002
    """Keep the words, the hour and, where one was sent, another file in the place of the first."""
    session, person, now = site.session(), site.person(), site.now()
    piece, before = saving.opened(id, Survey, writing=True)
    form = SurveyForm(request.form)
    form.validate()
    data, wanted = _sent(form, piece.partnership, needed=not before.file), form.instant(now, piece.wanted_at)
    if form.errors:
        return _form_page(form, piece.partnership, piece, before, 400)
    content = before.model_copy(update=form.told())
    version = saving.version()
    try:
        if data is not None and piece.version == version:
            content = surveys.keep(session, person, piece, content, data, now=now)
        publishing.save(session, person, id, content, version=version, wanted_at=wanted, now=now)
    except Conflict as found:
        session.rollback()
        form.form_errors = [_("%(why)s Choose the file again, if you changed it.", why=str(found))]
        piece, before = saving.opened(id, Survey)
        return _form_page(form, piece.partnership, piece, before, 409)
    return site.see_other(_address(piece))


@newsroom.get("/surveys/<id>/file.csv")
@allows(Role.AUTHOR, Role.APPROVER)
def survey_draft_file(id: str) -> ResponseReturnValue:  # noqa: A002
    """The file of the working copy, byte for byte, for those who work for its partnership."""
    piece, content = saving.opened(id, Survey)
    data = surveys.bytes_of(site.session(), piece, content)
    if data is None:
        raise Gone(_("There is nothing at this address."))
    answer = site.plain(data, "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"survey-{piece.id}.csv")
    return answer


@newsroom.get("/surveys/<id>/withdraw")
@allows(Role.AUTHOR, Role.APPROVER)
def withdraw_survey(id: str) -> Page:  # noqa: A002
    """What taking it down does, and what visitors are told."""
    piece, content = saving.opened(id, Survey)
    return _withdraw_page(WithdrawForm(), piece, content)


@newsroom.post("/surveys/<id>/withdraw")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def take_survey_down(id: str) -> ResponseReturnValue:  # noqa: A002
    """Down at once; one person is enough."""
    piece, content = saving.opened(id, Survey, writing=True)
    form = WithdrawForm(request.form)
    if not form.validate():
        return _withdraw_page(form, piece, content, 400)
    try:
        surveys.withdraw(site.session(), site.person(), id, form.told(), now=site.now())
    except Refused as refusal:
        form.refuse(refusal.troubles)
        return _withdraw_page(form, piece, content, 400)
    return site.see_other(site.newsroom_href("piece", piece_id=id, done="taken-down"))


def _choices() -> tuple[tuple[str, str], ...]:
    """Partnerships that this person writes for; whoever writes for every one may also upload a file of several."""
    found = telling.partnership_choices(site.person(), Role.AUTHOR)
    everywhere = EVERYWHERE in site.person().partnerships(Role.AUTHOR)
    return (*found, (EVERYWHERE, telling.partnership_name(EVERYWHERE))) if everywhere else found


def _sent(form: SurveyForm, partnership: str, *, needed: bool) -> bytes | None:
    """The file that came; says at its field where there is none, or none that could be a draft. Reads 2 MB at most."""
    file = request.files.get("file")
    if file is None or not file.filename:
        if needed:
            form.refuse_file(_("Choose the file first."))
        return None
    data: bytes = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        form.refuse_file(_("The file is larger than %(most)s MB.", most=MOST_BYTES // 1024**2))
        return None
    found = understand(data, partnership)
    if not found.results and len(found.refused) <= 1:
        form.refuse_file(found.refused[0].said if found.refused else _("There is no result in the file."))
        return None
    return data


def _address(piece: Piece) -> str:
    return site.newsroom_href("edit_survey", id=piece.id) + "#understood"


def _ahead(partnership: str, now: datetime) -> tuple[Announced, ...]:
    """What the public calendar announces of survey results here, the next first."""
    return tuple(
        one
        for one in announcements.all_of(site.session())
        if one.subject is Subject.SURVEYS
        and one.partnership in {None, partnership}
        and not one.called_off
        and one.at is not None
        and one.at > now
    )


def _form_page(
    form: SurveyForm,
    partnership: str,
    piece: Piece | None = None,
    content: Survey | None = None,
    status: int = 200,
) -> Page:
    now = site.now()
    has_file = piece is not None and content is not None and bool(content.file)
    return site.page(
        "newsroom/surveys/form.html", status=status, form=form, partnership=partnership,
        place=telling.partnership_name(partnership), content=content,
        was_public=piece is not None and (piece.is_visible(now) or piece.was_public(now)),
        ahead=_ahead(partnership, now), **saving.of_form(piece),
        moment=lambda instant: telling.moment(instant, now),
        told=surveys_desk.told_of(piece, content) if has_file and piece and content else None,
    )  # fmt: skip


def _withdraw_page(form: WithdrawForm, piece: Piece, content: Survey, status: int = 200) -> Page:
    now = site.now()
    return site.page(
        "newsroom/surveys/withdraw.html", status=status, form=form, piece=piece,
        title=kinds.title(piece, content), was_public=piece.is_visible(now) or piece.was_public(now),
        announced=surveys.announcement(site.session(), piece.partnership, piece.publish_at)
        if piece.publish_at and piece.publish_at > now else None,
    )  # fmt: skip
