"""Who is signed in: Flask-Security's session and hashes over our accounts, for addresses under /newsroom alone.

Its own views are not used (decision 0041): they look people up by an address that we do not store, commit by
themselves, and would be a second set of forms. The rest of the site has no session and sets no cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, Request, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login.utils import _user_context_processor
from flask_security import Security, UserMixin, current_user, login_user, logout_user
from flask_security.datastore import UserDatastore
from flask_security.totp import Totp
from werkzeug.urls import iri_to_uri

from crimemap.cache import Page
from crimemap.editorial import accounts
from crimemap.editorial.accounts import Account
from crimemap.editorial.installation import kept_key
from crimemap.editorial.people import Person
from crimemap.settings import Refusal, Settings
from crimemap.web import site
from crimemap.web.newsroom.blueprint import csrf

_PATH: Final = "/newsroom"
SIGN_IN: Final = f"{_PATH}/sign-in"
CONFIRM: Final = f"{_PATH}/confirm"


class _Sessions(SecureCookieSessionInterface):
    """Signed cookies under /newsroom; elsewhere nothing is read or set. They end with the browser, or when idle."""

    def open_session(self, app: Flask, request: Request) -> Any:
        if request.path != _PATH and not request.path.startswith(_PATH + "/"):
            return self.make_null_session(app)
        return super().open_session(app, request)

    def get_expiration_time(self, app: Flask, session: SessionMixin) -> datetime | None:  # noqa: ARG002
        return None


class _Codes(Totp):
    """A code works once: the counter of the last one stays with the account."""

    def __init__(self, secrets: Any, issuer: str) -> None:
        super().__init__(secrets, issuer)
        # The library keeps the clock that it found when it was imported; this one a test can set.
        self._totp = self._totp.using(now=lambda: time.time())  # noqa: PLW0108

    def get_last_counter(self, user: UserMixin) -> int | None:
        counter: int | None = getattr(user, "tf_counter", None)
        return counter

    def set_last_counter(self, user: UserMixin, tmatch: Any) -> None:
        user.tf_counter = tmatch.counter  # type: ignore[attr-defined]


class _Accounts(UserDatastore):
    """Our accounts as Flask-Security asks for them, in the session of the request. Views commit."""

    def __init__(self) -> None:
        super().__init__(Account, None)  # type: ignore[arg-type]  # grants are no roles of theirs

    def put(self, model: Any) -> Any:
        site.session().add(model)
        return model

    def commit(self) -> None:
        """The view does."""

    def find_user(self, case_insensitive: bool = False, **asked: Any) -> Account | None:  # noqa: ARG002
        return accounts.by_uniquifier(site.session(), str(asked["fs_uniquifier"]))


def init_app(app: Flask) -> None:
    """Raises Refusal where a key is wanting."""
    settings: Settings = app.extensions["crimemap.settings"]
    try:
        app.secret_key = settings.secret_key.get_secret_value() or kept_key(settings, "secret")
    except OSError as fault:
        raise Refusal(
            f"The keys of the newsroom cannot be kept in {settings.data}: {fault.strerror}."
        ) from fault
    app.config.update(_configuration(app, settings))
    app.session_interface = _Sessions()
    csrf.init_app(app)
    security = Security(app, _Accounts(), register_blueprint=False, totp_cls=_Codes)
    # Its permissions by role would load the account of every request; ours depend on the partnership.
    app.before_request_funcs[None].remove(security.principal._on_before_request)  # noqa: SLF001
    # Nor may a public page ask who is signed in: its templates would, each time that one is rendered.
    app.template_context_processors[None].remove(_user_context_processor)
    app.extensions.update(
        {
            "crimemap.who": who,
            "crimemap.sign_in": ask_to_sign_in,
            "crimemap.arrive": arrive,
        }
    )


def _configuration(app: Flask, settings: Settings) -> dict[str, object]:
    signing = app.extensions["crimemap.database"].vault.signing
    return {
        "SESSION_COOKIE_NAME": "__Secure-newsroom" if settings.https else "newsroom",
        "SESSION_COOKIE_PATH": _PATH,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "PERMANENT_SESSION_LIFETIME": accounts.IDLE,
        "WTF_CSRF_CHECK_DEFAULT": False,  # the newsroom asks by itself: the public forms have no session
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_TOTP_SECRETS": {"1": hmac.new(signing, b"totp", hashlib.sha256).hexdigest()},
        "SECURITY_TOTP_ISSUER": f"Newsroom {urlsplit(settings.site_url).hostname}",
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
    }


def who() -> Person | None:
    """Who is signed in: the cookie is ours and recent, the session is under way, the account is open."""
    account = current_account()
    return accounts.person_of(account) if account is not None else None


def current_account() -> Account | None:
    """The account that is signed in."""
    if not current_user.is_authenticated:
        return None
    account: Account = current_user._get_current_object()  # noqa: SLF001  # type: ignore[attr-defined]
    sat = accounts.sits(site.session(), account, session.get("sitting", ""), now=site.now())
    return account if sat and account.is_ready else None


def begin(account: Account, by: str) -> None:
    """Sign in. Nothing of the session before is kept, so that nobody can have prepared it."""
    meant = session.get("next")
    _forget_everything()
    login_user(account, remember=False, authn_via=[by])
    session["sitting"] = accounts.sit_down(site.session(), account, by=by, now=site.now())
    session["next"] = meant
    session.permanent = True
    confirmed()


def end() -> None:
    """Sign out."""
    account = current_account()
    if account is not None:
        accounts.stand_up(site.session(), account, session.get("sitting", ""), now=site.now())
    logout_user()
    _forget_everything()


def _forget_everything() -> None:
    session.clear()
    g.pop("csrf_token", None)


def confirmed() -> None:
    """The second factor was given just now."""
    session["confirmed"] = site.now().timestamp()


def is_fresh() -> bool:
    """Whether the second factor was given lately."""
    return site.now().timestamp() - float(session.get("confirmed", 0)) < accounts.FRESH.total_seconds()


def ask_to_sign_in() -> Page:
    """To the sign-in page; after it, back to what was asked for."""
    remember_the_way()
    return site.see_other(SIGN_IN)


def remember_the_way() -> None:
    """Where to go after signing in or confirming: an address that this site made itself, never one that was sent."""
    if request.method == "GET":
        session["next"] = _asked_for()
        return
    # A form's button: back to the page that it stands on, to be pressed again.
    for page in (request.path, request.path.rpartition("/")[0]):
        if site.adapter().test(page, "GET"):
            session["next"] = iri_to_uri(page)
            return


def _asked_for() -> str:
    return iri_to_uri(request.full_path.rstrip("?"))


def onward() -> Page:
    """To where the person was going."""
    return site.see_other(session.pop("next", None) or f"{_PATH}/")


def arrive() -> Page | None:
    """A link in another site's page (web mail) brings no Strict cookie: come in again from a page of ours.

    Without this step such a link would ask somebody to sign in who is signed in.
    """
    from_elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
    if request.method != "GET" or not from_elsewhere or session or request.path.startswith(f"{_PATH}/openid"):
        return None
    return continue_at(_asked_for())


def continue_at(address: str) -> Page:
    """A page that goes on to `address` by itself, as a request of this site's own."""
    answer = site.page("newsroom/accounts/continue.html", address=address)
    answer.headers["Refresh"] = f"0; url={address}"
    return answer


def codes() -> Totp:
    """Flask-Security's time-based codes."""
    found: Totp = current_app.extensions["security"].totp_factory
    return found
