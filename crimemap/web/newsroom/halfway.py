"""Between the password and the second factor: half signed in, which opens nothing."""

from __future__ import annotations

from typing import Any, Final

from flask import session

from crimemap.cache import Page
from crimemap.editorial import accounts
from crimemap.editorial.accounts import Account
from crimemap.web import site

_SECONDS: Final = 600


def go_on(account: Account, by: str) -> Page:
    """Half signed in: what is left is the second factor, or to set one up."""
    remember(account, by)
    second = "second-factor" if account.tf_totp_secret else "set-up-second-factor"
    return site.see_other(f"/newsroom/{second}")


def remember(account: Account, by: str, *, mark: str = "", trusted: bool = False) -> None:
    """In the cookie, for ten minutes. `mark`: who it is at the provider; `trusted`: its second factor is enough."""
    session["pending"] = {
        "account": account.fs_uniquifier, "by": by, "mark": mark, "trusted": trusted,
        "at": site.now().timestamp(),
    }  # fmt: skip
    session.permanent = True


def who(*, writing: bool = False) -> tuple[Account, str] | None:
    """Who gave a right password lately, and how."""
    held: dict[str, Any] | None = session.get("pending")
    if held is None or site.now().timestamp() - held["at"] > _SECONDS:
        return None
    account = accounts.by_uniquifier(site.session(), held["account"])
    if account is None or not account.active:
        return None
    if writing:
        account = accounts.find(site.session(), account.id, writing=True)
    return account, held["by"]


def is_trusted() -> bool:
    """Whether nothing more is asked of who is half signed in."""
    return bool(session.get("pending", {}).get("trusted"))


def bind(account: Account) -> None:
    """Once the second factor is given too: the account belongs to this person of the provider."""
    if mark := session["pending"]["mark"]:
        accounts.bind(site.session(), account, mark, now=site.now())
