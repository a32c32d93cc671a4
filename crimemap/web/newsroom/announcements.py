"""The calendar of publications for staff: what comes when, said four weeks before, moved or cancelled with a reason."""

from __future__ import annotations

from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from crimemap.cache import Page
from crimemap.editorial import announcements
from crimemap.editorial.announcements import Announced, Subject
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Refused
from crimemap.release import Release
from crimemap.web import site
from crimemap.web.newsroom import telling
from crimemap.web.newsroom.announcements_forms import AnnouncementForm, ReasonForm, as_form
from crimemap.web.newsroom.blueprint import allows, asks_again, newsroom
from crimemap.web.site import fields, publications, timetable
from crimemap.web.site.served import NoRelease, Served

_ROLES = (Role.APPROVER, Role.ADMINISTRATOR)


@newsroom.get("/releases")
@allows(*_ROLES)
def announcement_list() -> Page:
    """The calendar as visitors see it, with what can be done; a release that waits unannounced is told."""
    served: Served = current_app.extensions["crimemap.served"]
    waits = served.ends()
    session, person = site.session(), site.person()
    known = waits and announcements.covering(session, Subject.CRIME, None, waits)
    g.announced = announcements.all_of(session)  # what stands now, whatever this worker has read before
    release = _release()
    found = publications.rows(served, release)
    return site.page(
        "newsroom/announcements/list.html",
        coming=timetable.coming(release, publications.came(found)),
        waits=timetable.moment_of(waits) if waits and not known else "",
        may=lambda one: announcements.may(person, one.partnership if one else None),
        may_crime=announcements.may(person, None),
    )


@newsroom.get("/releases/new")
@allows(*_ROLES)
@asks_again
def new_announcement() -> Page:
    """The form; an address may fill in the subject, the partnership and the month."""
    asked = request.args
    title = announcements.CRIME_TITLE
    data = {
        "subject": asked.get("subject"),
        "partnership": asked.get("partnership"),
        "month": asked.get("month"),
    }
    if asked.get("subject") == Subject.CRIME:
        data |= {"title_en": title.en, "title_cy": title.cy}
    return _form_page(AnnouncementForm(data=data))


@newsroom.post("/releases/new")
@allows(*_ROLES)
@asks_again
@site.commits
def announce() -> ResponseReturnValue:
    """Put it in the calendar: visitors see it at once."""
    token = request.form.get("token", "")
    if not 8 <= len(token) <= 64:
        raise BadRequest
    form, now = AnnouncementForm(request.form), site.now()
    _offer(form)
    wanted = form.wanted(now) if form.validate() else None
    if wanted is None:
        return _form_page(form, status=400)
    try:
        announcements.announce(site.session(), site.person(), wanted, token=token, now=now)
    except Refused as refusal:
        return _form_page(form, form.take(refusal.troubles), status=400)
    return _back()


@newsroom.get("/releases/<announcement_id>")
@allows(*_ROLES)
@asks_again
def announcement(announcement_id: str) -> Page:
    """What stands in the calendar, its history, and the forms that change it."""
    one = announcements.one_of(site.session(), announcement_id)
    return _one_page(one, AnnouncementForm(data=as_form(one, site.now())), ReasonForm(prefix="off-"))


@newsroom.post("/releases/<announcement_id>")
@allows(*_ROLES)
@asks_again
@site.commits
def change_announcement(announcement_id: str) -> ResponseReturnValue:
    """Say it anew; what was said before stays readable."""
    one = announcements.one_of(site.session(), announcement_id)
    form, now = AnnouncementForm(request.form), site.now()
    form.subject.process(None, str(one.subject))
    form.partnership.process(None, one.partnership or "")
    _offer(form)
    # What it is and whose stays; whether this person may change it, the call says.
    form.subject.choices, form.partnership.choices = [(str(one.subject), "")], [(one.partnership or "", "")]
    wanted = form.wanted(now) if form.validate() else None
    if wanted is None:
        return _one_page(one, form, ReasonForm(prefix="off-"), status=400)
    try:
        announcements.change(site.session(), site.person(), one.id, wanted, version=_version(), now=now)
    except Refused as refusal:
        return _one_page(one, form, ReasonForm(prefix="off-"), form.take(refusal.troubles), status=400)
    return _back()


@newsroom.post("/releases/<announcement_id>/call-off")
@allows(*_ROLES)
@asks_again
@site.commits
def call_off_announcement(announcement_id: str) -> ResponseReturnValue:
    """It will not be published: it stays in the calendar, with the reason."""
    one = announcements.one_of(site.session(), announcement_id)
    form, now = ReasonForm(request.form, prefix="off-"), site.now()
    try:
        announcements.call_off(
            site.session(), site.person(), one.id, form.reason(), version=_version(), now=now
        )
    except Refused as refusal:
        further = form.take(refusal.troubles)
        return _one_page(one, AnnouncementForm(data=as_form(one, now)), form, further, status=400)
    return _back()


def _back() -> Page:
    return site.see_other(site.newsroom_href("announcement_list"))


def _version() -> int:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _release() -> Release | None:
    try:
        return site.current_release()
    except NoRelease:
        return None


def _offer(form: AnnouncementForm) -> None:
    person = site.person()
    choices = telling.partnership_choices(person, *_ROLES)
    form.offer(list(choices), site.now(), crime=announcements.may(person, None))


def _form_page(form: AnnouncementForm, further: list[str] | None = None, *, status: int = 200) -> Page:
    _offer(form)
    return site.page(
        "newsroom/announcements/new.html", status=status, form=form, further=further or [],
        token=request.form.get("token") or fields.token(),
    )  # fmt: skip


def _one_page(
    one: Announced,
    form: AnnouncementForm,
    off: ReasonForm,
    further: list[str] | None = None,
    *,
    status: int = 200,
) -> Page:
    _offer(form)
    return site.page(
        "newsroom/announcements/one.html", status=status, one=one, form=form, off=off, further=further or [],
        history=timetable.history(one), mine=announcements.may(site.person(), one.partnership),
        place=telling.partnership_name(one.partnership) if one.partnership else "",
        wrong=off if off.errors or any(field.errors for field in off) else form,
    )  # fmt: skip
