"""Links by letter: an invitation to accept, a forgotten password. Each works once."""

from __future__ import annotations

import structlog
from flask import request, session
from flask_security import hash_password

from crimemap.cache import Page
from crimemap.editorial import accounts, outbox
from crimemap.editorial.accounts import Account, Link, LinkEnded
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import halfway, limits
from crimemap.web.newsroom.blueprint import newsroom, open_to_all
from crimemap.web.newsroom.signing_forms import Forgotten, NewPassword

_log = structlog.get_logger(__name__)


@newsroom.get("/invitations/<secret>")
@open_to_all
def invitation(secret: str) -> Page:
    """Choose a password, to accept."""
    return _choosing(secret, Link.INVITATION)


@newsroom.post("/invitations/<secret>")
@open_to_all
@site.commits
def accept(secret: str) -> Page:
    """Then set up a second factor."""
    return _chosen(secret, Link.INVITATION)


@newsroom.get("/reset/<secret>")
@open_to_all
def reset(secret: str) -> Page:
    """Choose another password."""
    return _choosing(secret, Link.RESET)


@newsroom.post("/reset/<secret>")
@open_to_all
@site.commits
def choose_again(secret: str) -> Page:
    """Then the second factor is asked for, as ever."""
    return _chosen(secret, Link.RESET)


def _choosing(secret: str, kind: Link) -> Page:
    try:
        account = accounts.opened(site.session(), secret, kind, now=site.now())
    except LinkEnded as ended:
        return _ended(ended)
    return _password_page(account, kind, NewPassword())


def _chosen(secret: str, kind: Link) -> Page:
    if not limits.within(limits.ADDRESS, limits.here()):
        return limits.too_many(limits.ADDRESS, limits.here())
    try:
        account = accounts.opened(site.session(), secret, kind, now=site.now(), writing=True)
    except LinkEnded as ended:
        return _ended(ended)
    form = NewPassword(request.form, own=(account.name, account.email))
    if not form.validate():
        return _password_page(account, kind, form)
    what = "accepted an invitation" if kind is Link.INVITATION else "chose another password"
    accounts.take_password(site.session(), account, hash_password(form.chosen), what=what, now=site.now())
    session.clear()
    return halfway.go_on(account, "password")


def _password_page(account: Account, kind: Link, form: NewPassword) -> Page:
    return site.page(
        "newsroom/accounts/choose_password.html",
        form=form,
        account=account,
        invited=kind is Link.INVITATION,
        status=200 if not form.errors else 422,
    )


def _ended(ended: LinkEnded) -> Page:
    _log.warning("sign_in.link_ended")
    return site.page("newsroom/accounts/link_ended.html", status=410, said=str(ended))


@newsroom.get("/forgotten-password")
@open_to_all
def forgotten() -> Page:
    """Whose password it is."""
    return site.page("newsroom/accounts/forgotten.html", form=Forgotten(), sent=False)


@newsroom.post("/forgotten-password")
@open_to_all
@site.commits
def send_link() -> Page:
    """The same answer for every address."""
    form = Forgotten(request.form)
    if not form.validate():
        return site.page("newsroom/accounts/forgotten.html", status=422, form=form, sent=False)
    if not limits.within(limits.ADDRESS, limits.here()):
        return limits.too_many(limits.ADDRESS, limits.here())
    email = form.address
    account = accounts.by_email(site.session(), email)
    if limits.within(limits.LETTER, email) and account is not None and account.is_ready and account.password:
        secret = accounts.new_link(site.session(), account, Link.RESET, by=account.id, now=site.now())
        outbox.queue(
            site.session(),
            to=account.id,
            subject=_("Choose another password"),
            body=_(
                "Somebody, we hope you, asked for another password for the newsroom. The link works once, for an "
                "hour. If it was not you, do nothing: your password stays as it is."
            ),
            link=f"/newsroom/reset/{secret}",
            now=site.now(),
        )
    return site.page("newsroom/accounts/forgotten.html", form=form, sent=True)
