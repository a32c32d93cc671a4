"""One's own account: password, recovery codes, sessions. Nobody changes what they themselves may do."""

from __future__ import annotations

from flask import request, session
from flask_security import hash_password, verify_password

from crimemap.cache import Page
from crimemap.editorial import accounts
from crimemap.editorial.accounts import Account, passwords
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import identity, limits
from crimemap.web.newsroom.accounts import grants_said
from crimemap.web.newsroom.accounts_forms import ChangePassword
from crimemap.web.newsroom.blueprint import allows, asks_again, newsroom


@newsroom.get("/me")
@allows()
def me() -> Page:
    """Who I am here, and what I may do."""
    return _page(_mine(), ChangePassword(), said=session.pop("said", ""))


@newsroom.post("/me/password")
@allows()
@site.commits
def change_password() -> Page:
    """Another password; every other session ends."""
    account = accounts.find(site.session(), site.person().id, writing=True)
    form = ChangePassword(request.form, own=(account.name, account.email))
    if not form.validate():
        return _page(account, form)
    if not limits.within(limits.PASSWORD, account.id):
        return limits.too_many(limits.PASSWORD, account.id)
    held = account.password
    if held is None or not verify_password(passwords.normal(form.present.data or ""), held):
        accounts.failed(site.session(), account, "present password", now=site.now())
        form.present.errors = (_("This is not the password that you have now."),)
        return _page(account, form)
    limits.well_done(limits.PASSWORD, account.id)
    hashed = hash_password(form.chosen)
    accounts.take_password(site.session(), account, hashed, what="changed the password", now=site.now())
    _sit_on(account, _("Your password is changed. Every other session has ended."))
    return site.see_other("/newsroom/me")


@newsroom.post("/me/recovery-codes")
@allows()
@asks_again
@site.commits
def recovery_codes() -> Page:
    """New ones, shown once; earlier ones no longer work."""
    account = accounts.find(site.session(), site.person().id, writing=True)
    codes = accounts.new_codes(site.session(), account, now=site.now())
    return site.page("newsroom/accounts/recovery_codes.html", codes=codes, first=False)


@newsroom.post("/me/sessions")
@allows()
@site.commits
def end_sessions() -> Page:
    """Every session ends but this one."""
    account = accounts.find(site.session(), site.person().id, writing=True)
    accounts.end_sessions(site.session(), account, by=account.id, now=site.now())
    _sit_on(account, _("Every other session has ended."))
    return site.see_other("/newsroom/me")


def _mine() -> Account:
    return accounts.find(site.session(), site.person().id)


def _sit_on(account: Account, said: str) -> None:
    """This session goes on as a new one, with the freshness that it had."""
    held = session.get("confirmed", 0)
    identity.begin(account, "a session before")
    session["confirmed"], session["said"] = held, said


def _page(account: Account, form: ChangePassword, said: str = "") -> Page:
    return site.page(
        "newsroom/accounts/me.html",
        account=account,
        form=form,
        said=said,
        grants=grants_said(account),
        under_way=accounts.under_way(site.session(), account, now=site.now()),
        codes_left=len(account.mf_recovery_codes),
        status=422 if form.errors else 200,
    )
