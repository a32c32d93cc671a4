"""Setting up the second factor, which everybody needs: a code to scan, a code to type back, recovery codes once."""

from __future__ import annotations

import io

import segno
from flask import request, session
from markupsafe import Markup

from crimemap.cache import Page
from crimemap.editorial import accounts
from crimemap.editorial.accounts import Account
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom import halfway, identity, limits
from crimemap.web.newsroom.blueprint import newsroom, open_to_all
from crimemap.web.newsroom.signing_forms import Code


@newsroom.get("/set-up-second-factor")
@open_to_all
def set_up() -> Page:
    """The QR code. The secret waits in the cookie, sealed by Flask-Security, until it is shown to work."""
    half = halfway.who()
    if half is None or half[0].tf_totp_secret:
        return site.see_other(identity.SIGN_IN)
    session.setdefault("offered", identity.codes().generate_totp_secret())
    return _page(half[0], Code())


@newsroom.post("/set-up-second-factor")
@open_to_all
@site.commits
def finish() -> Page:
    """Signed in for the first time; recovery codes are shown now and never again."""
    half, offered = halfway.who(writing=True), session.get("offered")
    if half is None or half[0].tf_totp_secret or offered is None:
        return site.see_other(identity.SIGN_IN)
    account, by = half
    form = Code(request.form)
    if not form.validate():
        return _page(account, form)
    if not limits.within(limits.CODE, account.id):
        return limits.too_many(limits.CODE, account.id)
    if not identity.codes().verify_totp(form.said, offered, account, window=30):
        form.code.errors = (
            _("This code is not right. Check that the phone's clock is, then try the next one."),
        )
        return _page(account, form)
    limits.well_done(limits.CODE, account.id)
    codes = accounts.take_second(site.session(), account, offered, now=site.now())
    halfway.bind(account)
    identity.begin(account, f"{by} and a new second factor")
    return site.page("newsroom/accounts/recovery_codes.html", codes=codes, first=True)


def _page(account: Account, form: Code) -> Page:
    offered = session["offered"]
    address = identity.codes().get_totp_uri(account.email, offered)
    return site.page(
        "newsroom/accounts/set_up.html",
        form=form,
        picture=_drawn(address),
        secret=identity.codes().get_totp_pretty_key(offered),
        status=200 if not form.errors else 422,
    )


def _drawn(text: str) -> Markup:
    """A QR code as SVG in the page: no request of its own, nothing that the policy refuses."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, scale=5, border=4, light="#fff", dark="#000", nl=False,
        svgclass="cm-qr", lineclass=None, omitsize=True,
    )  # fmt: skip
    return Markup(out.getvalue().decode())  # noqa: S704  # drawn by segno from squares alone
