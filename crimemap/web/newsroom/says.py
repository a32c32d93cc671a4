"""Says for staff: write one, have a second person publish it, print codes, stop it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from crimemap.cache import Page
from crimemap.editorial import nominations, says
from crimemap.editorial.nominations import Nomination, State
from crimemap.editorial.people import EVERYWHERE, Role
from crimemap.editorial.pieces import Refused
from crimemap.editorial.says import Say
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.newsroom.blueprint import allows, asks_again, newsroom
from crimemap.web.newsroom.says_forms import CodesForm, SayForm, StopForm, as_form
from crimemap.web.site import fields, saying
from crimemap.web.site.named import names_of

_SHORTLIST = (State.SCORED, State.ACCEPTED, State.SCHEDULED)


@newsroom.get("/says")
@allows(Role.AUTHOR, Role.APPROVER)
def say_list() -> Page:
    """Every say of one's partnerships, the newest first."""
    found = says.queue(site.session(), site.person())
    return site.page(
        "newsroom/says/list.html",
        rows=[(say, say.phase(site.now()), says.turnout(site.session(), say.id)) for say in found],
        names=names_of(site.current_release(), {say.partnership for say in found}),
        saying=saying,
        now=site.now(),
    )


@newsroom.get("/says/new")
@allows(Role.AUTHOR)
def new_say() -> Page:
    """The form of a new say."""
    return _form_page(SayForm(data={"about": "payback", "ways": "codes"}))


@newsroom.post("/says/new")
@allows(Role.AUTHOR)
@site.commits
def draft_say() -> ResponseReturnValue:
    """Keep it as a draft."""
    form, shortlisted = _filled()
    if form.validate():
        try:
            say = says.draft(
                site.session(), site.person(), form.terms(shortlisted, site.now().tzinfo),
                token=request.form.get("token", "")[:60], now=site.now(),
            )  # fmt: skip
            return _back(say.id)
        except Refused as fault:
            return _form_page(form, form.take(fault.troubles), status=400)
    return _form_page(form, status=400)


@newsroom.get("/says/<say_id>")
@allows(Role.AUTHOR, Role.APPROVER)
def say_work(say_id: str) -> Page:
    """One say, and what may be done with it."""
    return _page(says.readable_by(site.session(), site.person(), say_id))


@newsroom.get("/says/<say_id>/change")
@allows(Role.AUTHOR)
def say_again(say_id: str) -> Page:
    """The form of a draft."""
    say = says.readable_by(site.session(), site.person(), say_id)
    options = says.options(site.session(), say.id)
    return _form_page(SayForm(data=as_form(say, options, site.now().tzinfo)), say=say)


@newsroom.post("/says/<say_id>/change")
@allows(Role.AUTHOR)
@site.commits
def change_say(say_id: str) -> ResponseReturnValue:
    """Write a draft anew."""
    say = says.readable_by(site.session(), site.person(), say_id)
    form, shortlisted = _filled()
    if form.validate():
        try:
            terms = form.terms(shortlisted, site.now().tzinfo)
            says.change(site.session(), site.person(), say_id, terms, version=_version(), now=site.now())
            return _back(say_id)
        except Refused as fault:
            return _form_page(form, form.take(fault.troubles), say=say, status=400)
    return _form_page(form, say=say, status=400)


@newsroom.post("/says/<say_id>/hand-in")
@allows(Role.AUTHOR)
@site.commits
def hand_in_say(say_id: str) -> ResponseReturnValue:
    """Ask a second person to publish it."""
    return _do(say_id, says.hand_in)


@newsroom.post("/says/<say_id>/publish")
@allows(Role.APPROVER)
@asks_again
@site.commits
def publish_say(say_id: str) -> ResponseReturnValue:
    """Publish it: from now on its rules cannot change."""
    return _do(say_id, says.publish)


@newsroom.post("/says/<say_id>/stop")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def stop_say(say_id: str) -> ResponseReturnValue:
    """End it before its time, with the reason."""
    form = StopForm(request.form, prefix="stop-")
    try:
        says.stop(site.session(), site.person(), say_id, form.text("why"), now=site.now())
    except Refused as fault:
        say = says.readable_by(site.session(), site.person(), say_id)
        return _page(say, form.take(fault.troubles), stop=form, status=400)
    return _back(say_id)


@newsroom.post("/says/<say_id>/codes")
@allows(Role.AUTHOR, Role.APPROVER)
@site.commits
def make_say_codes(say_id: str) -> ResponseReturnValue:
    """New codes, shown this once: as a sheet to print or as a file."""
    form = CodesForm(request.form, prefix="codes-")
    say = says.readable_by(site.session(), site.person(), say_id)
    if not form.validate():
        return _page(say, codes=form, status=400)
    try:
        made = says.make_codes(
            site.session(), site.person(), say_id, form.count.data or 0, form.label.data or "",
            token=request.form.get("token", "")[:60], now=site.now(),
        )  # fmt: skip
    except Refused as fault:
        return _page(say, form.take(fault.troubles), codes=form, status=400)
    address = site.href("say", say_id=say.id)
    if form.shape.data == "csv":
        return _as_file(say, made)
    return site.page(
        "newsroom/says/sheet.html", say=say, codes=made, address=request.host_url.rstrip("/") + address
    )


def _as_file(say: Say, codes: tuple[str, ...]) -> Page:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(("code", "address"))
    address = request.host_url.rstrip("/") + site.href("say", say_id=say.id)
    lines.writerows((code, address) for code in codes)
    answer = site.plain("\ufeff" + text.getvalue(), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"codes-{say.id}.csv")
    return answer


def _do(say_id: str, call: Callable[..., Say]) -> ResponseReturnValue:
    try:
        call(site.session(), site.person(), say_id, version=_version(), now=site.now())
    except Refused as fault:
        say = says.readable_by(site.session(), site.person(), say_id)
        return _page(say, [trouble.why for trouble in fault.troubles], status=400)
    return _back(say_id)


def _back(say_id: str) -> Page:
    return site.see_other(site.newsroom_href("say_work", say_id=say_id))


def _version() -> int:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _filled() -> tuple[SayForm, tuple[Nomination, ...]]:
    """The form as it came, and the nominations that it may have chosen from."""
    form = SayForm(request.form)
    return form, _offer(form)


def _offer(form: SayForm) -> tuple[Nomination, ...]:
    """Give the form its choices: one's own partnerships, and what was scored in them."""
    mine = site.person().partnerships(Role.AUTHOR)
    areas = site.current_release().areas(AreaKind.PARTNERSHIP)
    names = {area.code: area.name for area in areas if EVERYWHERE in mine or area.code in mine}
    form.partnership.choices = list(names.items())
    found = tuple(
        each
        for each in nominations.queue(site.session(), site.person(), _SHORTLIST)
        if each.partnership in names
    )
    form.shortlist.choices = [
        (each.id, f"{each.title.said('en') if each.title else each.id} ({names[each.partnership]})")
        for each in found
    ]
    return found


def _form_page(
    form: SayForm, further: list[str] | None = None, *, say: Say | None = None, status: int = 200
) -> Page:
    _offer(form)
    return site.page(
        "newsroom/says/form.html",
        status=status,
        form=form,
        say=say,
        further=further or [],
        token=request.form.get("token") or fields.token(),
    )


def _page(
    say: Say,
    further: list[str] | None = None,
    *,
    stop: StopForm | None = None,
    codes: CodesForm | None = None,
    status: int = 200,
) -> Page:
    session, person, now = site.session(), site.person(), site.now()
    return site.page(
        "newsroom/says/one.html",
        status=status,
        say=say,
        phase=say.phase(now),
        options=says.options(session, say.id),
        batches=says.batches(session, say.id),
        turnout=says.turnout(session, say.id),
        is_mine=say.author == person.id,
        may_write=person.may(Role.AUTHOR, say.partnership),
        may_publish=person.may(Role.APPROVER, say.partnership) and say.author != person.id,
        stop=stop or StopForm(prefix="stop-"),
        codes=codes or CodesForm(prefix="codes-"),
        wrong=stop or codes,
        further=further or [],
        token=fields.token(),
        where=site.current_release().area(say.partnership),
        saying=saying,
        SayState=says.SayState,
        Phase=says.Phase,
        Ways=says.Ways,
        now=now,
    )
