"""Nominating work for Community Payback without an account, following it by its receipt, and the public list."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Final

from flask import current_app, request
from flask.typing import ResponseReturnValue

from crimemap import language
from crimemap.cache import Page, cached
from crimemap.editorial import attempts, nominations, pictures, visitors
from crimemap.editorial.nominations import MOST_PICTURES, Nomination, Place
from crimemap.language import gettext as _
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.forms.nominating import NominateForm, NominationsQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import nominating
from crimemap.web.site.brands import brand
from crimemap.web.site.guard import guard_fields, kept_stamp, looks_like_a_person
from crimemap.web.site.named import names_of

_ROOM: Final = 256 * 1024
"""Bytes of a form besides its photographs."""

_A_PAGE: Final = 40
_HOUR: Final = timedelta(hours=1)
_TRIES, _TAKEN, _TAKEN_IN_ALL, _GUESSES = 30, 6, 120, 20
"""An hour: forms with photographs sent (making them anew is the work) and nominations taken from one connection,
nominations taken in all, receipts tried. Whoever corrects a slip has sent nothing yet. [choose]"""


@public.get("/payback/nominate")
def nominate() -> Page:
    """The questions."""
    return _form_page(NominateForm())


@public.post("/payback/nominate")
@site.commits
def send_nomination() -> ResponseReturnValue:
    """Take it in and lead to its receipt; or the form again, with all that was typed and every error."""
    request.max_content_length = MOST_PICTURES * pictures.MOST_BYTES + _ROOM
    form = NominateForm(request.form)
    stamp = kept_stamp(nominations.PURPOSE)
    if not looks_like_a_person(nominations.PURPOSE):
        return _refused(form)
    if any(file.filename for file in request.files.getlist("photos")) and not _counted(
        "nominate try", _TRIES
    ):
        return _refused(form)
    site.session().commit()  # nobody waits for us while photographs are made anew
    photos, faults = _photographs()
    where = nominating.where(site.current_release(), form.place.data or "", form.area.data or "")
    faults += _keep(stamp, photos)
    good = form.validate()
    if where.area is None and form.place.data:
        form.place.errors = [*form.place.errors, where.error]
    if faults or not good or where.area is None:
        return _form_page(form, where.several, faults, status=400)
    if not _counted("nominate", _TAKEN) or not _counted_in_all():
        return _refused(form)
    place = Place(where.partnership, where.area.code, where.area.name)
    nominations.receive(
        site.session(), stamp, place, form.typed(), form.contact(language.current()), now=site.now()
    )
    code = nominations.receipt_of(site.session(), stamp)
    return site.no_store(site.see_other(site.href("nomination", receipt=code) + "?new=1"))


@public.get("/payback/nominations")
@cached(NominationsQuery, written=True)
def nomination_list(query: NominationsQuery) -> Page:
    """Every nomination that staff have checked, in their words: where, how far, what it scored, how long it took."""
    release, session, now = site.current_release(), site.session(), site.now()
    if query.partnership and release.area(query.partnership) is None:
        raise site.NoFigures(
            _("There is no area with the code %(code)s here.", code=site.said_back(query.partnership))
        )
    found = nominations.listed(session, query.partnership or None, query.order)
    pages = max(ceil(len(found) / _A_PAGE), 1)
    if query.page > pages:
        raise site.NoFigures(_("The list has no page %(page)s.", page=query.page))
    some = found[(query.page - 1) * _A_PAGE : query.page * _A_PAGE]
    return site.page(
        "public/payback/nomination_list.html",
        until=nominating.midnight(now),
        query=query,
        total=len(found),
        pages=pages,
        rows=nominating.listed(session, release, some, now),
        names=names_of(release, _partnerships(query)),
        name_of=names_of(release, {each.partnership for each in found}),
        times=nominations.times(found, now),
        says=nominating,
        criteria=nominating.criteria(),
        book=nominations.book(),
        Step=nominations.Step,
        Order=nominations.Order,
        nav="doing",
        brand=brand(query.partnership or None),
    )


@public.get("/payback/nominations/find")
def find_nomination() -> ResponseReturnValue:
    """From a receipt code that was typed to the page about it."""
    if "receipt" not in request.args:
        return _unknown("", status=200)
    code = visitors.read_code(request.args["receipt"][:60])
    if code is None:
        return _unknown(request.args["receipt"], status=400)
    return site.no_store(site.see_other(site.href("nomination", receipt=code)))


@public.get("/payback/nominations/<receipt>")
def nomination(receipt: str) -> Page:
    """How far it is, for whoever holds the receipt; nothing that was typed, nothing of who asked."""
    who = request.remote_addr or ""
    waiting = attempts.wait(site.session(), "receipt", who, most=_GUESSES, within=_HOUR, now=site.now())
    if waiting:
        return _unknown(receipt, status=429)
    found = nominations.by_receipt(site.session(), receipt[:60])
    if found is None:
        _note_guess(who)
        return _unknown(receipt, status=404)
    return site.no_store(_status_page(found, visitors.read_code(receipt) or ""))


def _status_page(found: Nomination, code: str) -> Page:
    now = site.now()
    page = site.page(
        "public/payback/nomination.html",
        nomination=found,
        code=code,
        is_new=request.args.get("new") == "1" and found.state is nominations.State.RECEIVED,
        state=nominating.state_name(found.state),
        lines=nominating.lines(found, now),
        reason=nominating.reason_name(found.reason),
        project=nominating.project_of(site.session(), found, now),
        days=nominating.days(nominations.days_so_far(found, now)),
        is_over=found.state in nominations.OVER,
        State=nominations.State,
        erased_on=nominations.gone_by(found, now),
        spoken=language.current(),
        noindex=True,
        nav="doing",
    )
    page.headers["X-Robots-Tag"] = "noindex, noarchive"
    return page


def _unknown(typed: str, *, status: int) -> Page:
    """The form for a receipt: again, where no nomination has the one that was typed. Nothing says how near it was."""
    answer = site.page(
        "public/payback/nomination_unknown.html",
        status=status,
        typed=site.said_back(typed),
        is_busy=status == 429,
        is_wrong=status in {400, 404},
        noindex=True,
        nav="doing",
    )
    if status == 429:
        answer.headers["Retry-After"] = "3600"
    return site.no_store(answer)


def _form_page(
    form: NominateForm,
    several: tuple[tuple[str, str], ...] = (),
    faults: tuple[str, ...] = (),
    *,
    refused: bool = False,
    status: int = 200,
) -> Page:
    stamp = kept_stamp(nominations.PURPOSE)
    form.area.choices = list(several)
    kept = nominations.kept_pictures(site.session(), stamp, site.now()) if stamp else 0
    answer = site.page(
        "public/payback/nominate.html",
        status=status,
        form=form,
        guard=guard_fields(nominations.PURPOSE, slip=status == 400),
        faults=faults,
        kept=kept,
        refused=refused,
        most=MOST_PICTURES,
        most_mb=pictures.MOST_BYTES // 1024**2,
        contact=current_app.extensions["crimemap.settings"].contact,
        kept_days=nominations.AFTER_THE_END.days,
        standards=nominations.book().standards,
        noindex=True,
        nav="doing",
    )
    return site.no_store(answer)


def _refused(form: NominateForm) -> Page:
    """Taken for a program's: one answer whatever the rule was, and what a person can do."""
    return _form_page(form, refused=True, status=429)


def _counted(what: str, most: int) -> bool:
    who = request.remote_addr or ""
    return attempts.allowed(site.session(), what, who, most=most, within=_HOUR, now=site.now())


def _counted_in_all() -> bool:
    return attempts.allowed(
        site.session(), "nominate", "everybody", most=_TAKEN_IN_ALL, within=_HOUR, now=site.now()
    )


def _note_guess(who: str) -> None:
    """A page that is only read counts nothing itself: the guess is written down in a session of its own."""
    with site.database().session(writing=True) as own:
        attempts.allowed(own, "receipt", who, most=_GUESSES, within=_HOUR, now=site.now())
        own.commit()


def _photographs() -> tuple[tuple[pictures.Picture, ...], tuple[str, ...]]:
    """The photographs that came, made anew, and what is wrong with those that cannot be."""
    sent = [file for file in request.files.getlist("photos") if file.filename]
    if len(sent) > MOST_PICTURES:
        return (), (_("Choose at most %(most)s photographs.", most=MOST_PICTURES),)
    made, faults = [], []
    for number, file in enumerate(sent, 1):
        try:
            made.append(pictures.clean(file.read()))
        except pictures.Unusable as fault:
            faults.append(_("Photograph %(number)s: %(fault)s", number=number, fault=str(fault)))
    return tuple(made), tuple(faults)


def _keep(stamp: str, photos: tuple[pictures.Picture, ...]) -> tuple[str, ...]:
    """Keep them with the form; what is wrong where they are too many."""
    if request.form.get("drop_photos"):
        nominations.drop_pictures(site.session(), stamp)
    kept = [nominations.keep_picture(site.session(), stamp, photo, now=site.now()) for photo in photos]
    return () if all(kept) else (_("Choose at most %(most)s photographs.", most=MOST_PICTURES),)


def _partnerships(query: NominationsQuery) -> tuple[str, ...]:
    """The codes that the list can be narrowed to."""
    codes = [area.code for area in site.current_release().areas(AreaKind.PARTNERSHIP)]
    return tuple(codes) if len(codes) <= 60 else tuple(code for code in codes if code == query.partnership)
