"""What people wrote, within a request: one session, which writes only where the method may; who is signed in."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final, TypeVar

import structlog
from flask import current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden

from crimemap.editorial.database import Database
from crimemap.editorial.faults import Unavailable, fault_of
from crimemap.editorial.people import Person

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
Answer = TypeVar("Answer")

_log = structlog.get_logger(__name__)


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


def read(asked: Callable[[Session], Answer], otherwise: Answer) -> Answer:
    """What `asked` answers of what people wrote, or `otherwise` where the database cannot be used now.

    For pages that show figures beside it: they are served whatever becomes of the newsroom. `unread()` says so.
    """
    try:
        return asked(session())
    except (Unavailable, SQLAlchemyError) as fault:
        given_up(fault)
        g.unread = True
        return otherwise


def given_up(fault: Unavailable | SQLAlchemyError) -> None:
    """Log that the database could not be read for this page, without any of its words, and ask it no more."""
    kind = str(fault) if isinstance(fault, Unavailable) else str(fault_of(fault))
    _log.error("web.unread", path=request.path, fault=kind)
    close()


def unread() -> bool:
    """Whether this page was made without what people wrote: then say so on it, and do not keep it."""
    return bool(g.get("unread"))


def close(_fault: BaseException | None = None) -> None:
    """For teardown_appcontext."""
    open_session: Session | None = g.pop("written", None)
    if open_session is not None:
        open_session.close()


def commits(view: View) -> View:
    """A view that changes something: all of it is kept when it returns, nothing when it raises.

    Whoever pressed the button sees it at once: this worker asks for the editorial revision anew.
    """

    @functools.wraps(view)
    def answer(**values: Any) -> ResponseReturnValue:
        made = view(**values)
        session().commit()
        current_app.extensions["crimemap.cache"].forget()
        return made

    return answer  # type: ignore[return-value]  # wraps keeps the signature


def from_anywhere(view: View) -> View:
    """A view that takes its form from any site: its address is a secret, and who holds that may do it."""
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view


class Foreign(Forbidden):
    """A form that did not come from a page of ours, as far as the browser says."""


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
    view = current_app.view_functions.get(str(request.endpoint))
    if request.method in SAFE or getattr(view, "from_anywhere", False):
        return
    origin = request.headers.get("Origin")
    elsewhere = origin is not None and origin != request.host_url.rstrip("/")
    if elsewhere or request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        raise Foreign
