"""Where to report, who helps, and the topics of the papers: reviewed rows of data/support and data/topics.

The texts are English and go through gettext where they are shown. The rows are checked when they are loaded.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import HttpUrl, model_validator

from crimemap import brief
from crimemap.disclosure import may_be_shown
from crimemap.disclosure.reviewed import Row, load
from crimemap.language import gettext as _
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.terms import CrimeType, Nation

DATA: Final = Path(__file__).resolve().parents[3] / "data"


class Group(StrEnum):
    """Where a route stands on the page of routes; the order is the page's."""

    EMERGENCY = "emergency"
    POLICE = "police"
    OTHER = "other"
    ANONYMOUS = "anonymous"
    HATE = "hate"
    SUPPORT = "support"


class Route(Row):
    """One way to report, or to be helped; `source` is where it was read on the day `reviewed`."""

    id: str
    group: Group
    name: str
    what: str
    phone: str = ""
    texted: bool = False
    url: HttpUrl | None = None
    nation: Nation | None = None
    source: HttpUrl
    reviewed: dt.date

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return self.phone.replace(" ", "")


class Topic(Row):
    """One topic: which kinds of crime it shows, what they hold and lack, how to read them, and what to do."""

    slug: str
    title: str
    lead: str
    within: str = ""
    types: tuple[CrimeType, ...]
    holds: tuple[str, ...]
    lacks: tuple[str, ...]
    reading: str
    routes: tuple[str, ...]
    you_can: tuple[str, ...]
    pages: tuple[str, ...] = ()
    quick_exit: bool = False


class _Routes(Row):
    routes: tuple[Route, ...]


class _Topics(Row):
    topics: tuple[Topic, ...]

    @model_validator(mode="after")
    def _lead_somewhere(self) -> _Topics:
        slugs = {topic.slug for topic in self.topics}
        known = {route.id for route in routes()}
        for topic in self.topics:
            if lost := {*topic.pages, *filter(None, [topic.within])} - slugs | (set(topic.routes) - known):
                raise ValueError(f"{topic.slug} leads to {', '.join(sorted(lost))}, which is not there")
        return self


@cache
def routes() -> tuple[Route, ...]:
    """Every route, in the order of its file."""
    return load(DATA / "support" / "routes.yaml", _Routes).routes


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order of its file."""
    return load(DATA / "topics" / "topics.yaml", _Topics).topics


def topic(slug: str) -> Topic | None:
    """The topic of an address."""
    return next((found for found in topics() if found.slug == slug), None)


def routes_of(found: Topic) -> tuple[Route, ...]:
    """Its routes, in its own order."""
    by_id = {route.id: route for route in routes()}
    return tuple(by_id[name] for name in found.routes)


def grouped() -> dict[Group, tuple[Route, ...]]:
    """Every route by group, in the order of the page."""
    return {group: tuple(route for route in routes() if route.group is group) for group in Group}


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """A topic's kinds of crime in one area: a year against the year before."""

    area: Area
    rows: tuple[crime.TypeChange, ...]
    compared: bool
    quality: crime.Quality


def topic_figures(release: Release, area: Area, found: Topic) -> TopicFigures | None:
    """Each kind of crime of a topic in `area`, in the topic's order.

    A subject that may not be shown for so small an area is shown for its partnership, or for its force.
    """
    while not may_be_shown(found.slug, area.kind):
        above = release.area(area.parent or "")
        if above is None:
            return None
        area = above
    period = crime.latest_period(release)
    rows = tuple(crime.TypeChange(kind, crime.change(release, area, kind, period)) for kind in found.types)
    return TopicFigures(area, rows, brief.reaches_back(release), crime.data_quality(release, area))


def titles() -> dict[Group, str]:
    """The heading of each group of routes."""
    return {
        Group.EMERGENCY: _("In an emergency"),
        Group.POLICE: _("The police, when it can wait"),
        Group.OTHER: _("Not for the police, or not only"),
        Group.ANONYMOUS: _("Without saying who you are"),
        Group.HATE: _("Hate crime, and places that take reports"),
        Group.SUPPORT: _("Support, reported or not"),
    }
