"""A conviction's form in steps. What the gate makes of it, and every act on it, stands on the desk's page of it."""

from __future__ import annotations

from typing import Final

from flask import abort, request
from flask.typing import ResponseReturnValue
from wtforms import Form

from crimemap.cache import Page
from crimemap.editorial import convictions, pictures, pieces, publishing
from crimemap.editorial.convictions import Conviction
from crimemap.editorial.people import Role, not_allowed
from crimemap.editorial.pieces import Conflict, Gone, Kind, Piece
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import convictions_forms as forms
from crimemap.web.newsroom import saving, telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes
from crimemap.web.site.convictions import wards_of
from crimemap.web.site.fields import token

_STEP: Final = "/convictions/<id>/<any(result,checks,words,showing):step>"
_FILE: Final = pictures.MOST_BYTES + 64 * 1024


@newsroom.get("/convictions/new")
@allows(Role.AUTHOR)
def new_conviction() -> Page:
    """The first step of a new case; where somebody works for several partnerships, which it is for."""
    choices = telling.partnership_choices(site.person(), Role.AUTHOR)
    codes = [code for code, _name in choices]
    asked = request.args.get("partnership", codes[0] if len(codes) == 1 else "")
    if asked not in codes:
        return site.page("newsroom/convictions/which.html", choices=choices)
    court = convictions.last_court(site.session(), site.person(), asked)
    return _page("result", Conviction(court_name=court), asked, None)


@newsroom.post("/convictions/new")
@allows(Role.AUTHOR)
@site.commits
def create_conviction() -> ResponseReturnValue:
    """Begin the draft with its first step."""
    partnership = request.form.get("partnership", "")
    content = forms.taken("result", Conviction(), request.form, _places(partnership))
    mark = request.form.get("token", "")[:80] or token()
    piece = saving.begun(Kind.CONVICTION, partnership, content, mark)
    return _onwards("result", piece, content, {})


@newsroom.get("/convictions/<id>")
@allows(Role.AUTHOR)
def edit_conviction(id: str) -> ResponseReturnValue:  # noqa: A002  (the desk's own name for it)
    """To the step that asks for `?at=`, the first without."""
    at = "".join(letter for letter in request.args.get("at", "") if letter.isalnum() or letter in "_-")
    address = site.newsroom_href("conviction_step", id=id, step=forms.step_of(at))
    return site.see_other(f"{address}#{forms.anchor(at)}" if at else address)


@newsroom.get(_STEP)
@allows(Role.AUTHOR)
def conviction_step(id: str, step: str) -> Page:  # noqa: A002
    """One step, filled in as far as it is."""
    piece, content = opened(id)
    return _page(step, content, piece.partnership, piece)


@newsroom.post(_STEP)
@allows(Role.AUTHOR)
@takes(_FILE)
@site.commits
def save_conviction(id: str, step: str) -> ResponseReturnValue:  # noqa: A002
    """Keep what was typed, right or wrong, and go on."""
    piece, before = opened(id, writing=True)
    if piece.ended_at is not None or piece.state is pieces.State.WAITING:
        raise Gone(_("This cannot be changed now: it waits for approval, or was taken down."))
    content = forms.taken(step, before, request.form, _places(piece.partnership))
    wrong: dict[str, str] = {}
    if step == "checks":
        content, wrong = forms.with_ages(content, request.form, site.now())
    if step == "showing":
        content, wrong = _with_picture(piece, content)
    if content != before:
        try:
            piece = publishing.save(
                site.session(), site.person(), piece.id, content, version=_version(piece), now=site.now(),
                wanted_at=piece.wanted_at,
            )  # fmt: skip
        except Conflict as found:
            return saving.conflict(found, content)
        if not saving.saves_itself():  # half an age, typed while somebody writes, is no answer yet
            convictions.hold_if_forbidden(site.session(), site.person(), piece.id, now=site.now())
    return _onwards(step, piece, content, wrong)


@newsroom.get("/convictions/<id>/photograph")
@allows(Role.AUTHOR, Role.APPROVER)
def conviction_photograph(id: str) -> ResponseReturnValue:  # noqa: A002
    """The photograph of a draft, for those who work for its partnership."""
    piece, content = opened(id)
    jpeg = convictions.photograph_bytes(site.session(), piece, content)
    if jpeg is None:
        raise Gone(_("There is no photograph."))
    return site.plain(jpeg, "image/jpeg")


def opened(piece_id: str, *, writing: bool = False) -> tuple[Piece, Conviction]:
    """Raises Gone, or Denied for whoever does not work for the partnership."""
    return saving.opened(piece_id, Conviction, writing=writing)


def _onwards(step: str, piece: Piece, content: Conviction, wrong: dict[str, str]) -> ResponseReturnValue:
    """After a save: where the button leads, or the step again with what cannot be read in it."""
    if saving.saves_itself():
        return saving.saved(piece, "", site.newsroom_href("save_conviction", id=piece.id, step=step))
    to = request.form.get("to", "")
    if to in (*forms.STEPS, "check"):
        return _to(piece, to)
    unread = {
        trouble.field: trouble.why
        for trouble in convictions.unreadable(content)
        if forms.step_of(trouble.field) == step
    }
    if to == "more" or unread or wrong:
        return _page(step, content, piece.partnership, piece, {**unread, **wrong}, more=to == "more")
    if opened_now := forms.opened_by(step, content):
        return _to(piece, step, opened_now)
    return _to(piece, {"result": "checks", "checks": "words"}.get(step, "check"))


def _to(piece: Piece, step: str, question: str = "") -> ResponseReturnValue:
    """To a step, to one of its questions, or ("check") to the page of the piece."""
    if step == "check":
        return site.see_other(site.newsroom_href("piece", piece_id=piece.id))
    address = site.newsroom_href("conviction_step", id=piece.id, step=step)
    return site.see_other(f"{address}#ask-{question}" if question else address)


def _page(
    step: str, content: Conviction, partnership: str, piece: Piece | None, wrong: dict[str, str] | None = None,
    *, more: bool = False,
) -> Page:  # fmt: skip
    places = _places(partnership)
    form = forms.step_form(step, content, places)
    if step == "words" and not content.sentence_words_en:
        form["sentence_words_en"].data = convictions.proposed_words(content, "en")
    if wrong is not None:
        _mark(form, wrong)
    welsh = telling.is_welsh(partnership)
    return site.page(
        "newsroom/convictions/step.html", status=400 if wrong else 200, step=step, steps=forms.STEPS, form=form,
        wrong=wrong or {}, piece=piece, content=content, place=places.partnership, partnership=partnership,
        rows=forms.sentence_rows(content, 1 if more else 0), kinds=forms.sentence_kinds(), step_title=forms.step_title,
        asked=lambda name: forms.is_asked(name, content, welsh=welsh), where=forms.where,
        hints=forms.option_hints,
    )  # fmt: skip


def _mark(form: Form, wrong: dict[str, str]) -> None:
    """What is wrong beside its answer, and what was typed there where it is not kept."""
    for name, why in wrong.items():
        if name in form:
            form[name].errors = [why]
    for name in ("date_of_birth", "offence_date"):
        if name in form:
            form[name].data = request.form.get(name, "")


def _places(partnership: str) -> forms.Places:
    release = site.current_release()
    area = release.area(partnership)
    if area is None:
        raise not_allowed()
    return forms.Places(area.name, wards_of(release, partnership))


def _with_picture(piece: Piece, content: Conviction) -> tuple[Conviction, dict[str, str]]:
    """The photograph that came, cleaned and kept; or the draft without one."""
    if "picture_out" in request.form:
        return content.model_copy(
            update={"photograph": "", "photograph_alt": "", "photograph_reason": ""}
        ), {}
    file = request.files.get("picture")
    if not file or not file.filename:
        return content, {}
    try:
        picture = pictures.clean(file.read(pictures.MOST_BYTES + 1))
    except pictures.Unusable as refusal:
        return content, {"picture": str(refusal)}
    mark = convictions.put_photograph(site.session(), site.person(), piece, picture, now=site.now())
    return content.model_copy(update={"photograph": mark}), {}


def _version(piece: Piece) -> int:
    """The version that the form was made of. Raises 400."""
    text = request.form.get("version") or str(piece.version)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else abort(400)
