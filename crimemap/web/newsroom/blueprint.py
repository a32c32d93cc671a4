"""The blueprint of signed-in work: every view says who may use it, and one that does not can be used by nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from crimemap.editorial.people import Role

newsroom = Blueprint("newsroom", __name__, url_prefix="/newsroom")

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


@newsroom.before_request
def ask_who() -> ResponseReturnValue | None:
    """Nobody gets in unnamed; and only who the view names."""
    view = current_app.view_functions[str(request.endpoint)]
    allowed: frozenset[Role] = getattr(view, "allowed", frozenset())
    g.person = current_app.extensions["crimemap.who"]()
    if g.person is None:
        return current_app.extensions["crimemap.sign_in"]()  # type: ignore[no-any-return]
    if not any(g.person.partnerships(role) for role in allowed):
        raise Forbidden
    return None


@newsroom.after_request
def keep_nothing(response: Response) -> Response:
    """Signed-in pages are kept by nobody and found by no search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
