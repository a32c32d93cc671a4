"""What people wrote, within a request: one session, which writes only where the method may; who is signed in."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden

from crimemap.editorial.database import Database
from crimemap.editorial.people import Person

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def database() -> Database:
    """The editorial database of this installation."""
    found: Database = current_app.extensions["crimemap.database"]
    return found


def session() -> Session:
    """The session of this request; it is closed, and what was not committed undone, when the request ends."""
    if "written" not in g:
        g.written = database().session(writing=request.method not in SAFE)
    found: Session = g.written
    return found


def close(_fault: BaseException | None = None) -> None:
    """For teardown_appcontext."""
    open_session: Session | None = g.pop("written", None)
    if open_session is not None:
        open_session.close()


def commits(view: View) -> View:
    """A view that changes something: all of it is kept when it returns, nothing when it raises."""

    @functools.wraps(view)
    def answer(**values: Any) -> ResponseReturnValue:
        made = view(**values)
        session().commit()
        return made

    return answer  # type: ignore[return-value]  # wraps keeps the signature


def person() -> Person:
    """Who is signed in. Raises Forbidden where nobody is: the blueprint asks before any view does."""
    found: Person | None = g.get("person")
    if found is None:
        raise Forbidden
    return found


def refuse_foreign_forms() -> None:
    """Before any request that changes something: a form of another site is refused.

    Visitors have no cookie that such a form could misuse, and the newsroom's forms carry a token besides; this stops
    another site from filling in ours in its visitors' names.
    """
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin")
    elsewhere = origin is not None and origin != request.host_url.rstrip("/")
    if elsewhere or request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        raise Forbidden
