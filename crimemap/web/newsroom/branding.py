"""Name, logo and colour of a partnership: proposed by one person, seen as it would be, published by another."""

from __future__ import annotations

from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound
from wtforms import FileField, Form, StringField

from crimemap.cache import Page
from crimemap.editorial import accounts
from crimemap.editorial import branding as brands
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Refused, Trouble
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import telling
from crimemap.web.newsroom.blueprint import allows, newsroom, takes

_MOST: Final = brands.MOST_BYTES + 64 * 1024


class BrandForm(Form):
    """What is proposed."""

    name_en = StringField(render_kw={"maxlength": brands.LONGEST_NAME})
    name_cy = StringField(render_kw={"maxlength": brands.LONGEST_NAME})
    colour = StringField(render_kw={"classes": "govuk-input--width-10", "maxlength": 7})
    logo = FileField(render_kw={"accept": "image/png"})

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, (text, hint) in {
            "name_en": (_("Name"), _("As it stands above the partnership's pages.")),
            "name_cy": (_("Name in Welsh"), ""),
            "colour": (_("Colour"), _("For the rule under the header and the buttons, such as #17403A.")),
            "logo": (
                _("Logo"),
                _("A PNG picture of 300 kB at most. Leave it empty to keep the one there is."),
            ),
        }.items():
            self[name].label.text, self[name].description = text, hint


@newsroom.get("/branding")
@allows(Role.AUTHOR, Role.APPROVER)
def branding() -> Page:
    """Which partnership; or, with one alone, what it has and what is proposed for it."""
    choices = telling.partnership_choices(site.person())
    chosen = request.args.get("partnership") or (choices[0][0] if len(choices) == 1 else "")
    if not chosen:
        return site.page("newsroom/branding/where.html", choices=choices)
    if chosen not in dict(choices):
        raise NotFound
    shown = brands.current(site.session(), chosen)
    form = BrandForm(
        data={"name_en": shown.name.en, "name_cy": shown.name.cy, "colour": shown.colour} if shown else {}
    )
    return _page(chosen, form)


@newsroom.post("/branding")
@takes(_MOST)
@allows(Role.AUTHOR)
@site.commits
def propose_branding() -> ResponseReturnValue:
    """Propose another."""
    partnership, token = request.form.get("partnership", ""), request.form.get("token", "")
    if not 8 <= len(token) <= 64:
        raise BadRequest
    form = BrandForm(request.form)
    sent = request.files.get("logo")
    wanted = brands.Wanted(
        Bilingual((form.name_en.data or "").strip(), (form.name_cy.data or "").strip()),
        (form.colour.data or "").strip(), (sent.read(_MOST) or None) if sent else None,
    )  # fmt: skip
    try:
        brands.propose(site.session(), site.person(), partnership, wanted, token=token, now=site.now())
    except Refused as refusal:
        return _refused(partnership, form, refusal.troubles)
    return site.see_other(site.newsroom_href("branding", partnership=partnership))


@newsroom.post("/branding/<brand_id>/publish")
@allows(Role.APPROVER)
@site.commits
def publish_branding(brand_id: str) -> ResponseReturnValue:
    """Publish what another person proposed."""
    brand = brands.decide(site.session(), site.person(), brand_id, publish=True, now=site.now())
    return site.see_other(site.newsroom_href("branding", partnership=brand.partnership))


@newsroom.post("/branding/<brand_id>/refuse")
@allows(Role.APPROVER)
@site.commits
def refuse_branding(brand_id: str) -> ResponseReturnValue:
    """Leave everything as it is."""
    brand = brands.decide(site.session(), site.person(), brand_id, publish=False, now=site.now())
    return site.see_other(site.newsroom_href("branding", partnership=brand.partnership))


@newsroom.get("/branding/<brand_id>.css")
@allows(Role.AUTHOR, Role.APPROVER)
def proposed_css(brand_id: str) -> Page:
    """The colour of a proposal, for its preview alone."""
    found = _proposed(brand_id)
    rule = (
        f".cm-brand--{found.id}{{border-bottom-color:{found.colour}}}"
        f".cm-brand__button--{found.id}{{background-color:{found.colour}}}"
    )
    return site.plain(rule, "text/css")


@newsroom.get("/branding/<brand_id>.png")
@allows(Role.AUTHOR, Role.APPROVER)
def proposed_logo(brand_id: str) -> Page:
    """The logo of a proposal."""
    found = _proposed(brand_id)
    if found.logo is None:
        raise NotFound
    return site.plain(found.logo, "image/png")


def _proposed(brand_id: str) -> brands.Brand:
    found = site.session().get(brands.Brand, brand_id)
    if found is None or not site.person().works_for(found.partnership):
        raise NotFound
    return found


def _refused(partnership: str, form: BrandForm, found: tuple[Trouble, ...]) -> Page:
    form.validate()
    for trouble in found:
        form[trouble.field].errors = [*form[trouble.field].errors, trouble.why]
    return _page(partnership, form, status=400)


def _page(partnership: str, form: BrandForm, *, status: int = 200) -> Page:
    session, person = site.session(), site.person()
    waiting = brands.waiting(session, partnership)
    return site.page(
        "newsroom/branding/one.html", status=status, form=form, partnership=partnership,
        place=telling.partnership_name(partnership), shown=brands.current(session, partnership), waiting=waiting,
        writers=accounts.names_of(session, frozenset(brand.author for brand in waiting)), me=person.id,
        writes=person.may(Role.AUTHOR, partnership), approves=person.may(Role.APPROVER, partnership),
        contrast=brands.contrast, grounds=brands.GROUNDS,
    )  # fmt: skip
