"""Signing in with the organisation's own account (OpenID Connect), where an installation sets one up.

The way there and back is kept in a cookie of its own: the session's is Strict and does not come along from another
site. The second factor stays ours, unless the installation takes the provider's word for its own.
"""

from __future__ import annotations

import dataclasses
import hmac
from typing import Any, Final

import structlog
from flask import current_app, request, session
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.exceptions import NotFound

from crimemap.cache import Page
from crimemap.editorial import accounts
from crimemap.editorial.accounts import Account
from crimemap.language import gettext as _
from crimemap.settings import Settings
from crimemap.web import site
from crimemap.web.newsroom import halfway, identity
from crimemap.web.newsroom.blueprint import newsroom, open_to_all
from crimemap.web.newsroom.provider import NotAnswered, Provider, Told, Way

_log = structlog.get_logger(__name__)
_PATH: Final = "/newsroom/openid"
_SECONDS: Final = 600


@newsroom.get("/openid")
@open_to_all
def to_provider() -> Page:
    """To the provider; what is needed on return goes along in a cookie."""
    way = Way.new()
    try:
        answer = site.see_other(_provider().address(way, again="sitting" in session))
    except NotAnswered as fault:
        return _failed(fault)
    held = {"way": dataclasses.asdict(way), "next": session.get("next")}
    answer.set_cookie(
        _cookie(), _sealer().dumps(held), max_age=_SECONDS, path=_PATH, httponly=True, samesite="Lax",
        secure=_settings().https,
    )  # fmt: skip
    return answer


@newsroom.get("/openid/return")
@open_to_all
def from_provider() -> Page:
    """Half signed in, if the provider vouches for somebody who was invited. Asks nothing of the session's cookie."""
    provider, held = _provider(), _held()
    if held is None or not hmac.compare_digest(request.args.get("state", ""), held["way"]["state"]):
        return _failed(NotAnswered("This return belongs to no way that was begun here."))
    try:
        told = provider.told(Way(**held["way"]), request.args.get("code", ""))
    except NotAnswered as fault:
        return _failed(fault)
    mark = accounts.provider_mark(site.session(), told.issuer, told.subject)
    account = _invited(told, mark)
    if account is None:
        return _unknown()
    session.clear()
    trusted = told.second_factor and _settings().oidc_second_factor == "provider"
    halfway.remember(account, "provider", mark=mark, trusted=trusted)
    session["next"] = held["next"]
    if trusted:
        answer = site.page("newsroom/accounts/vouched.html", account=account)
    else:
        second = "second-factor" if account.tf_totp_secret else "set-up-second-factor"
        answer = identity.continue_at(f"/newsroom/{second}")
    answer.delete_cookie(_cookie(), path=_PATH)
    return answer


@newsroom.post("/openid/continue")
@open_to_all
@site.commits
def take_word() -> Page:
    """Signed in on the provider's word for both factors, where the installation says so."""
    half = halfway.who(writing=True)
    if half is None or not halfway.is_trusted():
        return site.see_other(identity.SIGN_IN)
    account, by = half
    halfway.bind(account)
    accounts.trust_provider(site.session(), account, now=site.now())
    identity.begin(account, f"{by} and its second factor")
    return identity.onward()


def _invited(told: Told, mark: str) -> Account | None:
    """The account of an address, unless it belongs to another person of the provider."""
    account = accounts.by_email(site.session(), told.email)
    if account is None or not account.active or account.provider not in {None, mark}:
        return None
    return account


def _held() -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = _sealer().loads(request.cookies.get(_cookie(), ""), max_age=_SECONDS)
    except BadSignature:
        return None
    return found


def _failed(fault: NotAnswered) -> Page:
    _log.warning("sign_in.provider", why=str(fault))
    said = _("Your organisation's sign-in did not answer as it should. Try again in a minute.")
    return site.page("newsroom/accounts/provider_failed.html", status=502, said=said)


def _unknown() -> Page:
    """Written down in a session of its own: the way back is a GET, which changes nothing else."""
    with site.database().session(writing=True) as writing:
        accounts.failed(writing, None, "provider", now=site.now())
        writing.commit()
    _log.warning("sign_in.failed", what="provider")
    said = _("Nobody has invited this account to the newsroom. Ask an administrator of your partnership.")
    return site.page("newsroom/accounts/provider_failed.html", status=403, said=said)


def _provider() -> Provider:
    """Raises NotFound where none is set up."""
    settings = _settings()
    if not settings.oidc_issuer:
        raise NotFound
    found: Provider = current_app.extensions.setdefault("crimemap.provider", Provider(settings))
    return found


def _settings() -> Settings:
    found: Settings = current_app.extensions["crimemap.settings"]
    return found


def _cookie() -> str:
    return "__Secure-openid" if _settings().https else "openid"


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="openid")
