"""Telling us that a page harms someone or is wrong: a form for anybody, and what happens then."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import StringField, TextAreaField, validators

from crimemap.cache import Page, cached
from crimemap.editorial import concerns
from crimemap.editorial.concerns import About, Said
from crimemap.editorial.pieces import Gone, Kind, Piece, find
from crimemap.language import gettext as _
from crimemap.language import later
from crimemap.release import Area, Release
from crimemap.terms import AreaKind
from crimemap.web import site
from crimemap.web.forms import AreaQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site.fields import SpokenForm
from crimemap.web.site.guard import guard_fields, pass_guard

_MOST: Final = 5
_WITHIN: Final = timedelta(hours=1)
_LONGEST: Final = 4_000


class ConcernForm(SpokenForm):
    """What is wrong, and how to answer."""

    words = TextAreaField(
        later("What is wrong, and whom does it harm?"),
        [
            validators.InputRequired(later("Say what is wrong.")),
            validators.Length(max=_LONGEST, message=later("Write at most 4,000 letters.")),
        ],
        description=later(
            "In your own words. You need not say who you are. Please do not describe a crime: call 101 or 999."
        ),
        render_kw={"maxlength": _LONGEST, "rows": 8},
    )
    reply_to = StringField(
        later("Your email address, if you want an answer"),
        [
            validators.Optional(),
            validators.Regexp(
                r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message=later("Write an address like name@example.org.")
            ),
            validators.Length(max=200, message=later("Write an address of at most 200 letters.")),
        ],
        description=later("Used for the answer alone, and erased 90 days after it."),
        render_kw={"type": "email", "autocomplete": "email", "spellcheck": False},
    )


@public.get("/concern/tell")
def concern_form() -> Page:
    """The form, about the area or the case that the address names."""
    return site.no_store(_form_page(ConcernForm()))


@public.post("/concern/tell")
@site.commits
def tell_concern() -> ResponseReturnValue:
    """Keep what was written; 303 to what happens then."""
    form = ConcernForm(request.form)
    if not form.validate():
        return site.no_store(_form_page(form, status=400))
    passed = pass_guard("concern", most=_MOST, within=_WITHIN)
    if passed.refusal:
        return site.no_store(_form_page(form, passed.refusal, status=429))
    kind, about, partnership = _subject(site.current_release())
    said = Said(str(form.words.data), form.reply_to.data or "", page=about)
    concerns.tell(
        site.session(),
        said,
        kind=kind,
        about=about,
        partnership=partnership,
        token=passed.token,
        now=site.now(),
    )
    return site.no_store(site.see_other(site.href("concern_sent")))


@public.get("/concern/sent")
@cached()
def concern_sent() -> Page:
    """What happens with what was sent."""
    return site.page("public/about/concern_sent.html", noindex=True)


def _form_page(form: ConcernForm, refusal: str = "", *, status: int = 200) -> Page:
    release = site.current_release()
    return site.page(
        "public/about/concern_form.html",
        status=status,
        form=form,
        refusal=refusal,
        guard=guard_fields("concern", slip=status == 400),
        area=_area(release),
        case=_case(),
        noindex=True,
    )


def _subject(release: Release) -> tuple[About, str, str | None]:
    """What it is about, and the partnership whose people read it first."""
    if (case := _case()) is not None:
        return About.CASE, case.id, case.partnership
    area = _area(release)
    if area is None:
        return About.PAGE, "", None
    if area.kind is AreaKind.PARTNERSHIP:
        return About.PAGE, area.code, area.code
    above = [each for each in release.ancestors(area) if each.kind is AreaKind.PARTNERSHIP]
    return About.PAGE, area.code, above[0].code if above else None


def _area(release: Release) -> Area | None:
    return AreaQuery.from_args(request.args).found(release)


def _case() -> Piece | None:
    """The case that the address names, whether it is still shown or not."""
    asked = request.args.get("case", "").strip()
    if not asked:
        return None
    try:
        return find(site.session(), asked, kind=Kind.CONVICTION)
    except Gone as fault:
        raise site.NoFigures(_("There is no case at this address.")) from fault
