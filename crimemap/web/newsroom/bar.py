"""The bar above every newsroom page: the lists that this person's roles open, in one order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, request

from crimemap.editorial.people import Person, Role
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom.blueprint import newsroom


@dataclass(frozen=True, slots=True)
class BarLink:
    """One list."""

    address: str
    text: str
    is_here: bool


def _lists() -> tuple[tuple[str, str], ...]:
    """Endpoint and name of every list; one that is not there, or not for this person, is left out."""
    return (
        ("home", _("My desk")),
        ("piece_list", _("All work")),
        ("court_list", _("Court lists")),
        ("calendar", _("Calendar")),
        ("announcement_list", _("Releases")),
        ("meeting_list", _("Meetings")),
        ("nomination_list", _("Nominations")),
        ("say_list", _("Votes")),
        ("concern_list", _("Messages")),
        ("branding", _("Name and colours")),
        ("accounts", _("Accounts")),
        ("audit_list", _("Audit")),
    )


@newsroom.context_processor
def bar() -> dict[str, Any]:
    """For newsroom/bar.html: functions, so that pages without a bar pay nothing."""
    return {"newsroom_links": lambda: tuple(_links()), "newsroom_has": _has}


def _links() -> Iterator[BarLink]:
    person: Person | None = g.get("person")
    if person is None:
        return
    for endpoint, text in _lists():
        if _opens(person, endpoint):
            address = site.newsroom_href(endpoint)
            yield BarLink(address, text, request.path.rstrip("/") == address.rstrip("/"))


def _opens(person: Person, endpoint: str) -> bool:
    view = current_app.view_functions.get(f"newsroom.{endpoint}")
    allowed: frozenset[Role] = getattr(view, "allowed", frozenset())
    return any(person.partnerships(role) for role in allowed)


def _has(endpoint: str) -> bool:
    return f"newsroom.{endpoint}" in current_app.view_functions
