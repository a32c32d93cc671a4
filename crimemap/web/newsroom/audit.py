"""Who did what to which record: for approvers and administrators, of their partnerships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from flask import request

from crimemap.cache import Page
from crimemap.editorial import accounts, retention, trail
from crimemap.editorial.audit import Entry
from crimemap.language import day as day_name
from crimemap.language import gettext as _
from crimemap.web import site
from crimemap.web.newsroom.blueprint import allows, newsroom
from crimemap.web.newsroom.telling import act_name

_MOST: Final = 2**31 - 1
_LONGEST: Final = 200


@newsroom.get("/audit")
@allows(*trail.READERS)
def audit_list() -> Page:
    """Newest first, a page at a time; what is personal is shown by another button, which is recorded."""
    session, person = site.session(), site.person()
    asked, trouble = _asked(request.args)
    zone = site.now().tzinfo or dt.UTC
    listed = trail.page_of(session, person, asked, zone)
    ids = frozenset(entry.actor for entry in listed.entries)
    return site.page(
        "newsroom/audit/list.html",
        asked=asked, trouble=trouble, listed=listed, said=said, at=lambda entry: entry.at.astimezone(zone),
        names=accounts.names_of(session, ids), acts=trail.acts(session, person), act_name=act_name,
        people=sorted(
            accounts.names_of(session, frozenset(trail.actors(session, person))).items(),
            key=lambda item: item[1].casefold(),
        ),
        partnership=_partnership, kept=retention.last_kept(session),
    )  # fmt: skip


@newsroom.post("/audit/<int(max=2147483647):number>")
@allows(*trail.READERS)
@site.commits
def audit_entry(number: int) -> Page:
    """One entry with what is personal in it. It is a POST because that it was read is written down."""
    session = site.session()
    entry, personal = trail.open_personal(session, site.person(), number, now=site.now())
    return site.page(
        "newsroom/audit/entry.html",
        entry=entry, said=said(entry), partnership=_partnership(entry), act=act_name(entry.act),
        personal=None if personal is None else [(_(name), _in_words(value)) for name, value in personal.items()],
        who=accounts.name_of(session, entry.actor), at=entry.at.astimezone(site.now().tzinfo),
    )  # fmt: skip


def said(entry: Entry) -> str:
    """What an entry says besides, in a line: nothing personal is in it."""
    known = {
        name: value
        for name, value in entry.said.items()
        if value not in ("", None, "None", []) and name != "partnership"
    }
    return ", ".join(f"{_(name)}: {_in_words(value)}" for name, value in known.items())


def _in_words(value: object) -> str:
    """An instant as a day and a time here; a list as its parts."""
    if isinstance(value, list):
        return ", ".join(_in_words(each) for each in value)
    try:
        instant = dt.datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    if instant.tzinfo is None:
        return str(value)
    here = instant.astimezone(site.now().tzinfo)
    return f"{day_name(here)}, {here:%H:%M}"


def _partnership(entry: Entry) -> str:
    """Its name, where the release that is served knows the code."""
    if entry.partnership is None:
        return ""
    try:
        area = site.current_release().area(entry.partnership)
    except site.NoRelease:
        area = None
    return area.name if area else entry.partnership


def _asked(given: Mapping[str, str]) -> tuple[trail.Asked, str]:
    """What is looked for, and a sentence where a day could not be read."""
    trouble, day = "", None
    if typed := given.get("day", "").strip():
        try:
            day = dt.date.fromisoformat(typed)
            day = day if 2000 <= day.year < 3000 else None
        except ValueError:
            trouble = _("Enter the day as year, month and day, like 2026-11-22.")
    before = given.get("before", "")
    number = min(int(before), _MOST) if before.isascii() and before.isdigit() and len(before) < 12 else None
    words = {
        name: given.get(name, "").replace("\0", "").strip()[:_LONGEST] for name in ("record", "person", "act")
    }
    return trail.Asked(words["record"], words["person"], words["act"], day, number), trouble
