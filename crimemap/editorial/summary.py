"""What is written of one area, for its page: convictions, Community Payback, nominations, says, news and meetings.

No name is in it, and nothing that anybody typed about a person: pages that show it are cached (rule C12). Named cases
are those of a partnership, a ward or a town, never of a neighbourhood (rule C10). What was counted without a name is
the ledger's alone to tell, which knows what may be told beside what (rule C13).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from crimemap.editorial import branding, nominations, payback, says, stories
from crimemap.editorial.branding import Brand
from crimemap.editorial.convictions import listing as convictions
from crimemap.editorial.convictions.listing import Listed
from crimemap.editorial.meetings import records
from crimemap.editorial.meetings import shelf as meetings
from crimemap.editorial.meetings.gathering import Gathering
from crimemap.editorial.meetings.record import Record
from crimemap.editorial.nominations import State
from crimemap.editorial.payback import facts
from crimemap.editorial.payback.listing import Shown as Project
from crimemap.editorial.payback.project import Stage
from crimemap.editorial.payback.totals import Totals, total
from crimemap.editorial.says import Say
from crimemap.editorial.stories import Shown as Story

MOST: Final = 3
"""Of each, on an area's page; the rest is a link away. [choose]"""

_YEAR: Final = timedelta(days=365)
_NONE: Final = Totals()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose things an area's page shows: partnerships by code, and the wards that are the area's own.

    `wards`: None where the area is made of whole partnerships. `own_wards`: the same for named cases, which may be
    shown of a ward and never of a neighbourhood. `areas`: the area's own code and those of what it is part of or holds,
    for meetings that are said to be for one of them; None where it is made of whole partnerships.
    """

    partnerships: tuple[str, ...] = ()
    wards: frozenset[str] | None = None
    own_wards: frozenset[str] | None = None
    areas: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Payback:
    """Projects and hours: `totals` of all time, `hours_of_year` of those that ended within twelve months."""

    totals: Totals = _NONE
    hours_of_year: int = 0
    done: tuple[Project, ...] = ()
    ahead: tuple[Project, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of one area at one moment. Where it is not `available`, nothing is known: not that nothing is.

    `cases_shown` counts the named cases of the partnerships, `cases` are the latest of them; `ward_cases` those of
    people said to be from the ward that the page is of. `payback_here` is the area's own where it is smaller than a
    partnership. `brand` is that of the one partnership. `meetings`: those for the area, or for all of its partnership,
    by start, over ones and cancelled ones too; `records`: what meetings of its partnerships decided, by the meeting's
    id, those included that only the police published. `until`: when the clock alone changes any of it.
    """

    available: bool = True
    cases_shown: int = 0
    cases: tuple[Listed, ...] = ()
    ward_cases: tuple[Listed, ...] = ()
    payback: Payback = field(default_factory=Payback)
    payback_here: Payback | None = None
    nominated: dict[State, int] = field(default_factory=dict)
    says: tuple[Say, ...] = ()
    stories: tuple[Story, ...] = ()
    meetings: tuple[Gathering, ...] = ()
    records: dict[str, Record] = field(default_factory=dict)
    brand: Brand | None = None
    until: datetime | None = None

    @property
    def nominations(self) -> int:
        """All that are on the public list."""
        return sum(self.nominated.values())


NOTHING: Final = Written()
"""Nobody has published anything."""


def unavailable(now: datetime) -> Written:
    """The database does not answer: asked again soon."""
    return Written(available=False, until=now + timedelta(seconds=15))


@dataclass(frozen=True, slots=True)
class Worked:
    """What is counted of a project. `ended`: None while it is not over."""

    ward: str
    stage: Stage
    hours: int
    ended: date | None


@dataclass(frozen=True, slots=True)
class Stock:
    """All that visitors may read of one partnership, read once: its areas' pages are made of parts of it.

    `worked`: ward, stage and hours of every project that counts, and the day on which it ended.
    """

    cases: tuple[Listed, ...]
    cases_shown: int
    projects: tuple[Project, ...]
    worked: tuple[Worked, ...]
    nominated: dict[State, int]
    says: tuple[Say, ...]
    stories: tuple[Story, ...]
    meetings: tuple[Gathering, ...]
    records: dict[str, Record]
    brand: Brand | None
    until: datetime | None


def stock_of(session: Session, partnership: str, now: datetime) -> Stock:
    """Read by the calls that every other public page asks too, so that they say the same."""
    rows = facts.read(session, now, partnership=partnership)
    cases = convictions.listed(session, now, partnership=partnership)
    decided = records.published(session, now, partnership=partnership)
    gatherings = meetings.shown(session, now, partnership=partnership, decided=decided)
    turns = (
        next_change(session, now),
        meetings.next_change(session, gatherings, now),
        records.next_late(decided.values(), now),
    )
    return Stock(
        cases=cases,
        cases_shown=len(cases),
        projects=payback.shown(session, now, partnership=partnership),
        worked=tuple(Worked(row.ward, row.stage, row.hours, row.ended) for _piece, row in rows),
        nominated=nominated(session, partnership),
        says=says.open(session, partnership, now),
        stories=stories.recent(session, partnership, now, MOST),
        meetings=gatherings,
        records=decided,
        brand=branding.current(session, partnership),
        until=min((instant for instant in turns if instant is not None), default=None),
    )


def written_of(stocks: Sequence[Stock], scope: Scope, now: datetime) -> Written:
    """What the page of an area says, of the stocks of its partnerships."""
    cases = sorted(
        _all(stock.cases for stock in stocks), key=lambda one: (one.published_at, one.id), reverse=True
    )
    told = sorted(_all(stock.stories for stock in stocks), key=lambda one: (one.at, one.id), reverse=True)
    states = Counter[State]()
    for stock in stocks:
        states.update(stock.nominated)
    return Written(
        cases_shown=sum(stock.cases_shown for stock in stocks),
        cases=tuple(cases[:MOST]),
        ward_cases=tuple(one for one in cases if one.ward in (scope.own_wards or ()))[:MOST],
        payback=_payback(stocks, None, now),
        payback_here=None if scope.wards is None else _payback(stocks, scope.wards, now),
        nominated={state: states[state] for state in State if states[state]},
        says=tuple(_all(stock.says for stock in stocks)),
        stories=tuple(told[:MOST]),
        meetings=_meetings(stocks, scope),
        records={meeting: record for stock in stocks for meeting, record in stock.records.items()},
        brand=stocks[0].brand if len(stocks) == 1 else None,
        until=min((stock.until for stock in stocks if stock.until is not None), default=None),
    )


def _meetings(stocks: Sequence[Stock], scope: Scope) -> tuple[Gathering, ...]:
    found = _all(stock.meetings for stock in stocks)
    if scope.areas is not None:
        found = [one for one in found if not one.areas or scope.areas.intersection(one.areas)]
    return tuple(sorted(found, key=lambda one: (one.start.astimezone(UTC), one.id)))


def _payback(stocks: Sequence[Stock], wards: frozenset[str] | None, now: datetime) -> Payback:
    """Projects of partnerships, or of some wards of them. The totals are those of /payback."""
    worked = [one for stock in stocks for one in stock.worked if wards is None or one.ward in wards]
    shown = [one for stock in stocks for one in stock.projects if wards is None or one.ward in wards]
    since = (now - _YEAR).date()
    done = [one for one in shown if one.stage is Stage.DONE]
    return Payback(
        totals=total(worked),
        hours_of_year=sum(one.hours for one in worked if one.ended is not None and one.ended > since),
        done=tuple(_latest(done)[:MOST]),
        ahead=tuple(one for one in shown if one.stage in {Stage.RUNNING, Stage.TO_COME})[: 2 * MOST],
    )


def nominated(session: Session, partnership: str) -> dict[State, int]:
    """Nominations on the public list, by status."""
    return dict(Counter(one.state for one in nominations.listed(session, partnership)))


def next_change(session: Session, now: datetime) -> datetime | None:
    """The first instant after `now` at which the clock alone changes what is written."""
    known = (convictions.next_change(session, now), says.next_change(session, now))
    return min((instant for instant in known if instant is not None), default=None)


def _all(parts: Iterable[Iterable[T]]) -> list[T]:
    return [one for part in parts for one in part]


def _latest(projects: Iterable[Project]) -> list[Project]:
    return sorted(projects, key=lambda one: (one.day.toordinal() if one.day else 0, one.id), reverse=True)
