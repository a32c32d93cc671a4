"""The way in: password, then second factor; confirming it again; and out."""

from __future__ import annotations

from functools import cache
from typing import Final

import structlog
from flask import current_app, request, session
from flask_security import hash_password, verify_password

from crimemap.cache import Page
from crimemap.editorial import accounts
from crimemap.editorial.accounts import Account
from crimemap.language import gettext as _
from crimemap.settings import Settings
from crimemap.web import site
from crimemap.web.newsroom import halfway, identity, limits
from crimemap.web.newsroom.blueprint import allows, newsroom, open_to_all
from crimemap.web.newsroom.signing_forms import Code, SignIn

_AGAIN: Final = "again-code"
_log = structlog.get_logger(__name__)


@newsroom.get("/sign-in")
@open_to_all
def sign_in() -> Page:
    """Address and password."""
    if identity.current_account() is not None:
        return identity.onward()
    return _sign_in_page(SignIn())


@newsroom.post("/sign-in")
@open_to_all
@site.commits
def check_password() -> Page:
    """The same answer after the same work, whether the address has an account or not."""
    form = SignIn(request.form)
    if not form.validate():
        return _sign_in_page(form)
    email = form.address
    for limit, who in ((limits.ADDRESS, limits.here()), (limits.PASSWORD, email)):
        if not limits.within(limit, who):
            return limits.too_many(limit, who)
    account = accounts.by_email(site.session(), email)
    hashed = account.password if account is not None and account.active else None
    right = verify_password(form.typed, hashed or _nobodys())
    if account is None or hashed is None or not right:
        accounts.failed(site.session(), account, "password", now=site.now())
        _log.warning("sign_in.failed", what="password")
        form.password.errors = (_("The email address or the password is not right."),)
        return _sign_in_page(form)
    limits.well_done(limits.PASSWORD, email)
    return halfway.go_on(account, "password")


@cache
def _nobodys() -> str:
    """What is checked where there is nothing to check: it takes as long."""
    return hash_password("nobody has this password")


def _sign_in_page(form: SignIn) -> Page:
    settings: Settings = current_app.extensions["crimemap.settings"]
    return site.page(
        "newsroom/accounts/sign_in.html",
        form=form,
        provider=bool(settings.oidc_issuer),
        status=200 if not form.errors else 422,
    )


@newsroom.get("/second-factor")
@open_to_all
def second_factor() -> Page:
    """The code of the authenticator app, or a recovery code."""
    if halfway.who() is None:
        return site.see_other(identity.SIGN_IN)
    return _code_page(Code())


@newsroom.post("/second-factor")
@open_to_all
@site.commits
def check_code() -> Page:
    """Signed in, if the code is right."""
    half = halfway.who(writing=True)
    if half is None:
        return site.see_other(identity.SIGN_IN)
    account, by = half
    form = Code(request.form)
    refused = wrong_code(account, form)
    if refused is not None:
        return refused
    if form.errors:
        return _code_page(form)
    halfway.bind(account)
    identity.begin(account, f"{by} and code")
    return identity.onward()


def wrong_code(account: Account, form: Code) -> Page | None:
    """Check a code; what is wrong stands in the form. A page where there were too many attempts."""
    if not form.validate():
        return None
    if not limits.within(limits.CODE, account.id):
        return limits.too_many(limits.CODE, account.id)
    if _is_right(account, form.said):
        limits.well_done(limits.CODE, account.id)
        return None
    accounts.failed(site.session(), account, "second factor", now=site.now())
    _log.warning("sign_in.failed", what="second factor")
    form.code.errors = (_("This code is not right, or it was used already. Wait for the next one."),)
    return None


def _is_right(account: Account, said: str) -> bool:
    secret = account.tf_totp_secret
    if secret is None:
        return False
    if len(said) == 6 and said.isascii() and said.isdigit():
        return identity.codes().verify_totp(said, secret, account, window=30)
    return accounts.use_code(site.session(), account, said, now=site.now())


def _code_page(form: Code) -> Page:
    return site.page(
        "newsroom/accounts/second_factor.html",
        form=form,
        title=_("Enter the code from your phone"),
        action="/newsroom/second-factor",
        kept=(),
        status=200 if not form.errors else 422,
    )


def ask_again() -> Page | None:
    """The page that asks for the second factor again, where it is due; None where it is not, or was given just now.

    Only for a person whom a session of ours named: tests name theirs directly.
    """
    if "sitting" not in session or identity.is_fresh():
        return None
    account = identity.current_account()
    if account is not None and account.tf_totp_secret is None:
        identity.remember_the_way()
        return site.see_other("/newsroom/openid")
    if request.method == "POST":
        return _ask_in_the_form()
    identity.remember_the_way()
    return site.see_other(identity.CONFIRM)


def _ask_in_the_form() -> Page | None:
    """Between a form's button and what it does: what was sent waits on the page that asks, and goes on with the code,
    so that nobody has to press the button again, or believes that it was done."""
    form = Code(request.form if _AGAIN in request.form else None, prefix="again-")
    if _AGAIN not in request.form:
        return _confirm_page(form, request.path)
    account = accounts.find(site.session(), site.person().id, writing=True)
    refused = wrong_code(account, form)
    site.session().commit()  # the attempt counts, and the code is used up, whatever the view does
    if refused is not None:
        return refused
    if form.errors:
        return _confirm_page(form, request.path)
    identity.confirmed()
    return None


@newsroom.get("/confirm")
@allows()
def confirm() -> Page:
    """The second factor again, before what weighs more."""
    return _confirm_page(Code())


@newsroom.post("/confirm")
@allows()
@site.commits
def check_again() -> Page:
    """And on to what was asked for."""
    account = accounts.find(site.session(), site.person().id, writing=True)
    form = Code(request.form)
    refused = wrong_code(account, form)
    if refused is not None:
        return refused
    if form.errors:
        return _confirm_page(form)
    identity.confirmed()
    return identity.onward()


def _confirm_page(form: Code, action: str = identity.CONFIRM) -> Page:
    kept = request.form.items(multi=True) if action != identity.CONFIRM else ()
    return site.page(
        "newsroom/accounts/second_factor.html",
        form=form,
        title=_("Confirm that it is you"),
        action=action,
        kept=[(name, value) for name, value in kept if name not in {"csrf_token", _AGAIN}],
        status=200 if not form.errors else 422,
    )


@newsroom.post("/sign-out")
@allows()
@site.commits
def sign_out() -> Page:
    """The session ends here and on the server."""
    identity.end()
    return site.see_other(identity.SIGN_IN)
