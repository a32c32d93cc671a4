"""What people wrote, for pages that are cached: asked only where something was ever published, never a fault."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from flask import current_app, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crimemap import brief
from crimemap.cache import PageCache
from crimemap.editorial import summary
from crimemap.editorial.faults import Unavailable, fault_of
from crimemap.editorial.payback import Role
from crimemap.editorial.payback.listing import Shown
from crimemap.editorial.payback.told import stage_name, totals_told
from crimemap.editorial.summary import Payback, Scope, Stock, Written
from crimemap.release import Area, Release
from crimemap.terms import AreaKind
from crimemap.web.site import news, nominating, payback, saying, written
from crimemap.web.site.frame import now
from crimemap.web.site.news import NewsRow
from crimemap.web.site.payback import Picture, Said

_MOST_KEPT: Final = 64
"""Partnerships whose stock a worker keeps. [choose]"""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A Community Payback project as a line of a list."""

    id: str
    title: Said
    place: Said
    ward: str
    stage: str
    when: str
    hours: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class OpenSay:
    """A say that is open: what is asked, and until when."""

    id: str
    title: Said
    kind: str
    closes: str


@dataclass(frozen=True, slots=True)
class Doings:
    """What is written of an area, in words. `area` is whose it is: a partnership, or None for several together.

    `payback` says what projects come to; `here` the same of the ward or neighbourhood that the page is of, `jobs_here`
    its own latest project.
    """

    area: Area | None
    written: Written
    payback: str
    here: str
    done: tuple[Job, ...]
    done_here: tuple[Job, ...]
    ahead: tuple[Job, ...]
    nominated: tuple[tuple[str, int], ...]
    says: tuple[OpenSay, ...]
    stories: tuple[NewsRow, ...]

    @property
    def has_any(self) -> bool:
        """Whether there is anything to show."""
        written = self.written
        return bool(
            written.cases_shown or written.payback.totals or written.nominated or self.says or self.stories
        )


def written_of(release: Release, area: Area) -> Written:
    """What visitors may read of an area now. For views that are `@cached(written=True)`."""
    return _asked(lambda: brief.scope_of(release, area))


def written_of_all(release: Release) -> Written:
    """The same of every partnership of the installation together."""
    return _asked(lambda: Scope(tuple(one.code for one in partnerships(release))))


def by_partnership(release: Release) -> tuple[Doings, ...]:
    """Each partnership by itself."""
    return tuple(told(release, area, written_of(release, area)) for area in partnerships(release))


def of_area(release: Release, area: Area, found: Written) -> Doings:
    """For the page of an area, which shows what is its partnership's."""
    return told(release, partnership_of(release, area), found)


def partnership_of(release: Release, area: Area) -> Area | None:
    """The one that an area is, or is part of."""
    if area.kind is AreaKind.PARTNERSHIP:
        return area
    return next((one for one in release.ancestors(area) if one.kind is AreaKind.PARTNERSHIP), None)


def told(release: Release, area: Area | None, found: Written) -> Doings:
    """`found` in the language of the page."""
    moment = now()
    here = found.payback_here
    return Doings(
        area=area,
        written=found,
        payback=_hours_told(found.payback),
        here=_hours_told(here) if here is not None else "",
        done=tuple(_job(one) for one in found.payback.done),
        done_here=tuple(_job(one) for one in here.done) if here is not None else (),
        ahead=tuple(_job(one) for one in found.payback.ahead),
        nominated=tuple((nominating.state_name(state), count) for state, count in found.nominated.items()),
        says=tuple(
            OpenSay(
                say.id,
                payback.said(say.title),
                saying.kind_name(say.about),
                saying.when(say.closes_at, moment),
            )
            for say in found.says
        ),
        stories=news.news_rows(release, found.stories),
    )


def _job(shown: Shown) -> Job:
    project = shown.project
    return Job(
        id=shown.id,
        title=payback.said(project.title),
        place=payback.said(project.place),
        ward=project.ward_name,
        stage=stage_name(shown.stage),
        when=payback.when(shown.stage, project),
        hours=payback.hours(shown),
        picture=payback.picture_of(shown, Role.AFTER),
    )


def _hours_told(found: Payback) -> str:
    """What was done and what is under way; "" where no project was ever published."""
    return totals_told(found.totals, found.hours_of_year)


def partnerships(release: Release) -> list[Area]:
    """Of the installation, by place."""
    return list(release.areas(AreaKind.PARTNERSHIP))


def earliest(*instants: datetime | None) -> datetime | None:
    """Of several instants the first: a page is good until any part of it changes."""
    return min((instant for instant in instants if instant is not None), default=None)


def until(told: Iterable[Doings]) -> datetime | None:
    """When the clock alone changes any of it."""
    return earliest(*(each.written.until for each in told))


class Stocks:
    """What this worker has read of partnerships lately: the pages of a partnership's areas are made of the same.

    A stock is good for one editorial revision, and until the clock changes it. Nothing in it names a person.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], Stock] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, session: Callable[[], Session], partnership: str, revision: int, moment: datetime) -> Stock:
        """`session` is asked for only where there is something to read."""
        key = (revision, partnership)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and (kept.until is None or moment < kept.until):
            return kept
        found = summary.stock_of(session(), partnership, moment)
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def _asked(scope: Callable[[], Scope]) -> Written:
    cache: PageCache = current_app.extensions["crimemap.cache"]
    stocks: Stocks = current_app.extensions["crimemap.stocks"]
    moment, revision = now(), cache.revision()
    if revision is None:
        return summary.unavailable(moment)
    if revision == 0:
        return summary.NOTHING
    asked = scope()
    try:
        found = [stocks.of(written.session, code, revision, moment) for code in asked.partnerships]
    except (Unavailable, SQLAlchemyError) as fault:
        kind = str(fault_of(fault)) if isinstance(fault, SQLAlchemyError) else str(fault)
        _log.error("web.unread", path=request.path, fault=kind)
        written.close()
        return summary.unavailable(moment)
    return summary.written_of(found, asked, moment) if found else summary.NOTHING
