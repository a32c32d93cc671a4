"""Nominations for staff: what waits and what is late, one nomination with its next step, a letter to the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from crimemap.cache import Page
from crimemap.editorial import keys, nominations, payback
from crimemap.editorial.nominations import Contact, Nomination, Removal, State, Typed
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Refused
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom.blueprint import allows, newsroom
from crimemap.web.newsroom.nominations_forms import (
    CheckForm,
    DeclineForm,
    FinishForm,
    LetterForm,
    RemoveForm,
    ScheduleForm,
    ScoreForm,
    words_of,
)
from crimemap.web.site import nominating
from crimemap.web.site.named import names_of

_NOTHING: Final[tuple[str, ...]] = ()


@newsroom.get("/nominations")
@allows(Role.AUTHOR, Role.APPROVER)
def nomination_list() -> Page:
    """What waits, the oldest first, and what is late against the days that are promised; with `?all=1` all."""
    session, now = site.session(), site.now()
    everything = request.args.get("all") == "1"
    states = () if everything else tuple(set(State) - nominations.OVER)
    found = nominations.queue(session, site.person(), states)
    rows = [(each, nominations.late(each, now), nominations.days_so_far(each, now)) for each in found]
    return site.page(
        "newsroom/nominations/list.html",
        rows=rows,
        late=sum(late is not None for _each, late, _days in rows),
        everything=everything,
        names=names_of(site.current_release(), {each.partnership for each in found}),
        says=nominating,
        book=nominations.book(),
    )


@newsroom.get("/nominations/<nomination_id>")
@allows(Role.AUTHOR, Role.APPROVER)
def nomination_work(nomination_id: str) -> Page:
    """One nomination: what was typed, what stands, the next step."""
    return _page(nominations.readable_by(site.session(), site.person(), nomination_id))


@newsroom.get("/nominations/<nomination_id>/pictures/<picture_id>.jpg")
@allows(Role.AUTHOR, Role.APPROVER)
def nomination_picture(nomination_id: str, picture_id: str) -> Response:
    """A photograph that came with it, for staff alone."""
    session = site.session()
    nomination = nominations.readable_by(session, site.person(), nomination_id)
    sealed = [each.sealed for each in nominations.pictures(session, nomination) if each.id == picture_id]
    picture = keys.unseal_bytes(session, nomination.subject, sealed[0]) if sealed else None
    if picture is None:
        raise NotFound
    return site.plain(picture, "image/jpeg")


@newsroom.post("/nominations/<nomination_id>/contact")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def look_at_nominator(nomination_id: str) -> Page:
    """Who asks and how to reach them. It is a POST because each look is written down."""
    contact = nominations.look_at_contact(site.session(), site.person(), nomination_id, now=site.now())
    nomination = nominations.readable_by(site.session(), site.person(), nomination_id)
    return _page(nomination, contact=contact, looked=True)


@newsroom.post("/nominations/<nomination_id>/letter")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def write_to_nominator(nomination_id: str) -> ResponseReturnValue:
    """Queue a letter to the person."""
    form = LetterForm(request.form, prefix="letter-")
    try:
        nominations.write_to(
            site.session(), site.person(), nomination_id, subject=form.subject.data or "",
            body=form.body.data or "", token=request.form.get("token", "")[:30], now=site.now(),
        )  # fmt: skip
    except Refused as fault:
        nomination = nominations.readable_by(site.session(), site.person(), nomination_id)
        return _page(nomination, {"letter": form}, form.take(fault.troubles), status=400)
    return _back(nomination_id)


@newsroom.post("/nominations/<nomination_id>/<act>")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def act_on_nomination(nomination_id: str, act: str) -> ResponseReturnValue:
    """One step further."""
    if act not in _ACTS:
        raise NotFound
    form = _form(act)
    rest: list[str] = []
    if form is None or form.validate():
        try:
            _ACTS[act](nomination_id, form, _version())
            return _back(nomination_id)
        except Refused as fault:
            site.session().rollback()
            rest = form.take(fault.troubles) if form is not None else [str(fault)]
    nomination = nominations.readable_by(site.session(), site.person(), nomination_id)
    return _page(nomination, {act: form} if form is not None else {}, rest, status=400)


def _check(nomination_id: str, form: CheckForm, version: int) -> Nomination:
    return nominations.check(
        site.session(), site.person(), nomination_id, title=form.text("title"), summary=form.text("summary"),
        version=version, now=site.now(),
    )  # fmt: skip


def _score(nomination_id: str, form: ScoreForm, version: int) -> Nomination:
    return nominations.score(
        site.session(), site.person(), nomination_id, form.marks(), version=version, now=site.now()
    )


def _confirm(nomination_id: str, _form: None, version: int) -> Nomination:
    return nominations.confirm(site.session(), site.person(), nomination_id, version=version, now=site.now())


def _accept(nomination_id: str, _form: None, version: int) -> Nomination:
    return nominations.accept(site.session(), site.person(), nomination_id, version=version, now=site.now())


def _decline(nomination_id: str, form: DeclineForm, version: int) -> Nomination:
    return nominations.decline(
        site.session(), site.person(), nomination_id, reason=form.reason.data or "", words=form.text("words"),
        version=version, now=site.now(),
    )  # fmt: skip


def _schedule(nomination_id: str, form: ScheduleForm, version: int) -> Nomination:
    starts_on = form.starts_on.data or site.now().date()
    return nominations.schedule(
        site.session(), site.person(), nomination_id, starts_on=starts_on, version=version, now=site.now()
    )  # fmt: skip


def _finish(nomination_id: str, form: FinishForm, version: int) -> Nomination:
    nomination = nominations.readable_by(site.session(), site.person(), nomination_id)
    shown = {value for value, _label in _projects(nomination)}
    project = form.project.data if form.project.data in shown else None
    return nominations.finish(
        site.session(), site.person(), nomination_id, project=project, version=version, now=site.now()
    )


def _remove(nomination_id: str, form: RemoveForm, version: int) -> Nomination:
    return nominations.remove(
        site.session(), site.person(), nomination_id, why=Removal(form.why.data), version=version, now=site.now()
    )  # fmt: skip


_ACTS: Final[dict[str, Callable[[str, Any, int], Nomination]]] = {
    "check": _check, "score": _score, "confirm": _confirm, "accept": _accept, "decline": _decline,
    "schedule": _schedule, "finish": _finish, "remove": _remove,
}  # fmt: skip


def _form(act: str) -> Any:
    """The form of an act as it came; None where the act is a button."""
    kinds: dict[str, Any] = {
        "check": CheckForm, "score": ScoreForm.for_book(), "decline": DeclineForm, "schedule": ScheduleForm,
        "finish": FinishForm, "remove": RemoveForm,
    }  # fmt: skip
    return kinds[act](request.form, prefix=f"{act}-") if act in kinds else None


def _version() -> int:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _back(nomination_id: str) -> Page:
    return site.see_other(site.newsroom_href("nomination_work", nomination_id=nomination_id))


def _projects(nomination: Nomination) -> list[tuple[str, str]]:
    """Projects of its partnership that visitors see."""
    shown = payback.shown(site.session(), site.now(), partnership=nomination.partnership)
    return [("", _("None yet")), *((each.id, _title(each.project)) for each in shown)]


def _title(project: payback.Project) -> str:
    said = project.title
    return str(getattr(said, "en", "") or getattr(said, "cy", "") or said)


def _page(
    nomination: Nomination,
    sent: dict[str, Any] | None = None,
    further: list[str] | None = None,
    *,
    contact: Contact | None = None,
    looked: bool = False,
    status: int = 200,
) -> Page:
    session, person, now = site.session(), site.person(), site.now()
    forms: dict[str, Any] = {
        "check": CheckForm(prefix="check-", data=words_of(nomination)),
        "score": ScoreForm.for_book()(
            prefix="score-", data={slug: str(mark) for slug, mark in (nomination.marks or {}).items()}
        ),
        "decline": DeclineForm(prefix="decline-"),
        "schedule": ScheduleForm(prefix="schedule-", data={"starts_on": nomination.starts_on}),
        "finish": FinishForm(prefix="finish-", data={"project": nomination.project or ""}),
        "remove": RemoveForm(prefix="remove-"),
        "letter": LetterForm(prefix="letter-"),
        **(sent or {}),
    }
    forms["finish"].project.choices = _projects(nomination)
    typed: Typed | None = nominations.typed_of(session, person, nomination)
    return site.page(
        "newsroom/nominations/one.html",
        status=status,
        nomination=nomination,
        typed=typed,
        contact=contact,
        looked=looked,
        forms=forms,
        wrong=next(iter(sent.values())) if sent else None,
        opened=next(iter(sent)) if sent else "",
        further=further or _NOTHING,
        pictures=nominations.pictures(session, nomination),
        letters=nominations.letters(session, nomination),
        is_mine=nomination.scored_by == person.id,
        late=nominations.late(nomination, now),
        lines=nominating.lines(nomination, now),
        days=nominations.days_so_far(nomination, now),
        erased_on=nominations.gone_by(nomination, now),
        reason=nominating.reason_name(nomination.reason),
        token=nominations.new_letter_token(),
        says=nominating,
        book=nominations.book(),
        State=State,
    )
