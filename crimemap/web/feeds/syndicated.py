"""Feeds: every meeting, and all that happens in an area. No name, and nothing that tells who reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Final

from flask import current_app, g

from crimemap import brief, language
from crimemap.cache import Page, PageCache, cached
from crimemap.editorial import happened
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.release import Area, Release
from crimemap.settings import Settings
from crimemap.web import site
from crimemap.web.feeds import entries
from crimemap.web.feeds.writing import Entry, Feed, Form, write
from crimemap.web.site import doing, gatherings, publications
from crimemap.web.site.visitors import public

MOST: Final = 60
"""Entries of a feed, the latest. [choose]"""


@public.get("/feeds/meetings.atom")
@cached(written=True)
def meetings_feed() -> Page:
    """Every meeting of the next four weeks, what is moved or cancelled, and what was decided."""
    found = gatherings.certain(g.release, None)
    made = _of_meetings(g.release, found, _decided())
    text = _("Meetings of the police, the council and others, and what they decided.")
    return _answer(made, found, None, title=_("Meetings"), text=text, form=Form.ATOM)


@public.get("/feeds/areas/<area>.atom")
@cached(written=True)
def area_atom(area: Area) -> Page:
    """Meetings, decisions, good news, finished Community Payback and new figures of an area."""
    return _area(area, Form.ATOM)


@public.get("/feeds/areas/<area>.rss")
@cached(written=True)
def area_rss(area: Area) -> Page:
    """The same in the older form."""
    return _area(area, Form.RSS)


@public.get("/feeds/areas/<area>.json")
@cached(written=True)
def area_json(area: Area) -> Page:
    """The same for programs that read JSON Feed."""
    return _area(area, Form.JSON)


def _area(area: Area, form: Form) -> Page:
    found = gatherings.certain(g.release, area)
    made = [*_of_meetings(g.release, found, _decided()), *_of_area(g.release, area)]
    text = _("Meetings, decisions, good news, finished Community Payback and new figures.")
    return _answer(made, found, area, title=_("News of %(place)s", place=area.name), text=text, form=form)


def _decided() -> dict[str, happened.Instants]:
    return happened.decided(site.session(), site.now()) if _is_anything_written() else {}


def _of_meetings(
    release: Release, found: Iterable[Gathering], told: dict[str, happened.Instants]
) -> Iterator[Entry]:
    shown = list(found)
    yield from entries.meetings(release, shown, site.now(), _link)
    yield from entries.decisions(shown, told, site.now(), _link)


def _of_area(release: Release, area: Area) -> Iterator[Entry]:
    partnerships = brief.scope_of(release, area).partnerships
    if _is_anything_written():
        session, now = site.session(), site.now()
        yield from entries.news(release, happened.told(session, now, partnerships, MOST), _link)
        yield from entries.work(release, happened.finished(session, now, partnerships, MOST), _link)
    rows = publications.rows(current_app.extensions["crimemap.served"], release)
    yield from entries.figures(release, area, rows, partnerships, _link)


def _answer(
    made: Iterable[Entry], found: Iterable[Gathering], area: Area | None, *, title: str, text: str, form: Form
) -> Page:
    shown = list(found)
    latest = sorted(made, key=lambda entry: (entry.changed.astimezone(UTC), entry.name), reverse=True)
    own = _link(f"area_{form}", area=area) if area else _link("meetings_feed")
    feed = Feed(
        title=gatherings.stamped(g.release, title),
        text=text,
        author=_("Local crime and justice"),
        rights=_("Contains public sector information licensed under the Open Government Licence v3.0."),
        lang=language.current(),
        address=own,
        page=_link("area", area=area) if area else _link("meetings"),
        entries=tuple(latest[:MOST]),
        made=datetime.combine(g.release.months[-1].last_day, time(), UTC),
    )
    answer = site.plain(write(feed, form), form.type)
    enters = entries.next_entry(shown, site.now())
    answer.until = doing.earliest(gatherings.until(g.release, area, shown), enters)
    return answer


def _is_anything_written() -> bool:
    cache: PageCache = current_app.extensions["crimemap.cache"]
    return bool(cache.revision())


def _link(endpoint: str, **values: object) -> str:
    """The public address of a page, in the language of the feed."""
    settings: Settings = current_app.extensions["crimemap.settings"]
    return settings.site_url + site.href(endpoint, **values)
