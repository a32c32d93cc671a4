"""The blueprint of signed-in work: every view says who may use it, and one that does not can be used by nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import Forbidden

from crimemap.editorial.people import Role
from crimemap.web.site.written import SAFE

newsroom = Blueprint("newsroom", __name__, url_prefix="/newsroom")
csrf = CSRFProtect()

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
ANYBODY: Final = frozenset(Role)
"""Whoever is signed in."""


def allows(*roles: Role) -> Callable[[View], View]:
    """Who may open a view: people with one of `roles` for any partnership (default: whoever is signed in).

    Whether they may do it for the partnership at hand is asked by the editorial call, which knows the record.
    """

    def mark(view: View) -> View:
        view.allowed = frozenset(roles) or ANYBODY  # type: ignore[attr-defined]
        return view

    return mark


def open_to_all(view: View) -> View:
    """A view on the way in: for whoever has not signed in yet."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def takes(most_bytes: int) -> Callable[[View], View]:
    """How large a form this view takes: files are larger than the 64 KiB of every other form."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def asks_again(view: View) -> View:
    """A view that asks for the second factor again where it was given too long ago (accounts.FRESH).

    For what a stranger at an unlocked desk must not do: approving, and other people's accounts.
    """
    view.asks_again = True  # type: ignore[attr-defined]
    return view


@newsroom.before_request
def ask_who() -> ResponseReturnValue | None:
    """Nobody gets in unnamed; and only who the view names. A form must be one of ours."""
    view = current_app.view_functions[str(request.endpoint)]
    if arrived := current_app.extensions["crimemap.arrive"]():
        return arrived  # type: ignore[no-any-return]
    g.person = current_app.extensions["crimemap.who"]()
    if not getattr(view, "open_to_all", False):
        allowed: frozenset[Role] = getattr(view, "allowed", frozenset())
        if g.person is None:
            return current_app.extensions["crimemap.sign_in"]()  # type: ignore[no-any-return]
        if not any(g.person.partnerships(role) for role in allowed):
            raise Forbidden
    if request.method not in SAFE:
        if (most_bytes := getattr(view, "most_bytes", None)) is not None:
            request.max_content_length = request.max_form_memory_size = most_bytes
        csrf.protect()
    if getattr(view, "asks_again", False):
        return current_app.extensions["crimemap.ask_again"]()  # type: ignore[no-any-return]
    return None


@newsroom.after_request
def keep_nothing(response: Response) -> Response:
    """Signed-in pages are kept by nobody and found by no search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
