"""Other people's accounts, for administrators; every change asks for the second factor where it was given long ago."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import current_app, request
from sqlalchemy.orm import Session

from crimemap.cache import Page
from crimemap.editorial import accounts as editorial
from crimemap.editorial import outbox
from crimemap.editorial.accounts import Account
from crimemap.editorial.people import EVERYWHERE, Denied, Person, Role
from crimemap.language import gettext as _
from crimemap.settings import Refusal, Settings
from crimemap.web import site
from crimemap.web.newsroom.accounts_forms import (
    Grants,
    Invitation,
    place_names,
    role_meanings,
    role_names,
)
from crimemap.web.newsroom.blueprint import allows, asks_again, newsroom
from crimemap.web.site.named import partnerships


@newsroom.get("/accounts")
@allows(Role.ADMINISTRATOR)
def accounts() -> Page:
    """Everybody whose account this administrator sees."""
    seen = [each for each in editorial.everybody(site.session()) if editorial.may_see(site.person(), each)]
    return site.page(
        "newsroom/accounts/list.html", accounts=seen, grants_said=grants_said, own=site.person().id
    )


@newsroom.get("/accounts/new")
@allows(Role.ADMINISTRATOR)
@asks_again
def invite_somebody() -> Page:
    """Who, and what they may do."""
    return _invitation_page(Invitation(places=_places()))


@newsroom.post("/accounts/new")
@allows(Role.ADMINISTRATOR)
@asks_again
@site.commits
def send_invitation() -> Page:
    """A letter with a link; where no letters are sent, the administrator passes the link on."""
    form = Invitation(request.form, places=_places())
    if not form.validate():
        return _invitation_page(form)
    try:
        account, secret = editorial.invite(
            site.session(), site.person(),
            name=form.name.data or "", email=form.email.data or "", grants=form.wanted, now=site.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return _invitation_page(form, str(refusal))
    return _invited(account, secret)


@newsroom.get("/accounts/<account_id>")
@allows(Role.ADMINISTRATOR)
def account(account_id: str) -> Page:
    """One account: what it may do, and what can be done to it."""
    found = _seen(account_id)
    return _account_page(found, _held(found))


@newsroom.post("/accounts/<account_id>")
@allows(Role.ADMINISTRATOR)
@asks_again
@site.commits
def change_grants(account_id: str) -> Page:
    """Say anew what it may do."""
    found = _seen(account_id)
    form = Grants(request.form, places=_places())
    if not form.validate():
        return _account_page(found, form)
    try:
        editorial.regrant(site.session(), site.person(), account_id, form.wanted, now=site.now())
    except editorial.LastAdministrator as refusal:
        return _account_page(found, form, str(refusal))
    return site.see_other(f"/newsroom/accounts/{account_id}")


@newsroom.post("/accounts/<account_id>/close")
@allows(Role.ADMINISTRATOR)
@asks_again
@site.commits
def close_account(account_id: str) -> Page:
    """Nobody signs in to it any more; its sessions end."""
    return _done(account_id, lambda: editorial.close(*_by(), account_id, now=site.now()))


@newsroom.post("/accounts/<account_id>/invite")
@allows(Role.ADMINISTRATOR)
@asks_again
@site.commits
def invite_again(account_id: str) -> Page:
    """Begin again with a new password and a new second factor: for a lost phone, or a link that has ended."""
    return _begun_again(account_id, reopening=False)


@newsroom.post("/accounts/<account_id>/reopen")
@allows(Role.ADMINISTRATOR)
@asks_again
@site.commits
def reopen_account(account_id: str) -> Page:
    """Open a closed account by a new invitation."""
    return _begun_again(account_id, reopening=True)


@newsroom.post("/accounts/<account_id>/erase")
@allows(Role.ADMINISTRATOR)
@asks_again
@site.commits
def erase_account(account_id: str) -> Page:
    """Name and address are gone for good, once the box says that this is meant."""
    found = _seen(account_id)
    if request.form.get("meant") != "y":
        return _account_page(found, _held(found), _("Tick the box to say that you mean it."))
    return _done(
        account_id,
        lambda: editorial.remove(*_by(), account_id, now=site.now()),
        onward="/newsroom/accounts",
    )


def grants_said(account: Account) -> list[str]:
    """What an account may do, one line each."""
    names, places = role_names(), known_places()
    lines = ((names[grant.role], _place(grant.partnership, places)) for grant in account.grants)
    return [_("%(role)s for %(place)s", role=role, place=place) for role, place in sorted(lines)]


def known_places() -> dict[str, str]:
    """Code → name of the partnerships that are served; none while nothing is published."""
    try:
        release = site.current_release()
    except site.NoRelease:
        return {}
    return partnerships(release)


def _place(code: str, places: Mapping[str, str]) -> str:
    return _("every partnership") if code == EVERYWHERE else places.get(code, code)


def _places() -> dict[str, str]:
    """What this administrator may grant for."""
    return place_names(known_places(), site.person().partnerships(Role.ADMINISTRATOR))


def _by() -> tuple[Session, Person]:
    return site.session(), site.person()


def _seen(account_id: str) -> Account:
    found = editorial.find(site.session(), account_id)
    if not editorial.may_see(site.person(), found):
        raise Denied(_("You do not administer this account."))
    return found


def _held(account: Account) -> Grants:
    form = Grants(places=_places())
    form.hold(account.grants)
    return form


def _done(account_id: str, act: Callable[[], object], onward: str = "") -> Page:
    """Do it; what stands in the way is said on the account's page."""
    found = _seen(account_id)
    try:
        act()
    except editorial.LastAdministrator as refusal:
        return _account_page(found, _held(found), str(refusal))
    return site.see_other(onward or f"/newsroom/accounts/{account_id}")


def _begun_again(account_id: str, *, reopening: bool) -> Page:
    found = _seen(account_id)
    call = editorial.reopen if reopening else editorial.invite_again
    try:
        account, secret = call(*_by(), account_id, now=site.now())
    except editorial.LastAdministrator as refusal:
        return _account_page(found, _held(found), str(refusal))
    return _invited(account, secret)


def _account_page(account: Account, form: Grants, *troubles: str) -> Page:
    wrong = bool(troubles or form.errors)
    return site.page(
        "newsroom/accounts/account.html",
        account=account,
        form=form,
        places=_places(),
        roles=role_names(),
        meanings=role_meanings(),
        grants=grants_said(account),
        troubles=troubles,
        own=account.id == site.person().id,
        manages=editorial.may_manage(site.person(), account),
        under_way=editorial.under_way(site.session(), account, now=site.now()),
        status=422 if wrong else 200,
    )


def _invitation_page(form: Invitation, *troubles: str) -> Page:
    return site.page(
        "newsroom/accounts/invite.html",
        form=form,
        places=_places(),
        roles=role_names(),
        meanings=role_meanings(),
        troubles=troubles,
        status=422 if form.errors or troubles else 200,
    )


def _invited(account: Account, secret: str) -> Page:
    """The letter is queued; the link is shown only where nobody will send it."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    link = f"/newsroom/invitations/{secret}"
    outbox.queue(
        site.session(),
        to=account.email,
        subject=_("You are invited to the newsroom"),
        body=_(
            "%(name)s invites you to the newsroom of Local crime and justice. The link lets you choose a password and "
            "set up your phone as a second factor. It works once, for seven days.",
            name=site.person().name,
        ),
        link=link,
        now=site.now(),
    )
    return site.page(
        "newsroom/accounts/invited.html",
        account=account,
        link="" if settings.smtp_url.get_secret_value() else settings.site_url + link,
    )
