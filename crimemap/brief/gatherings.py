"""One calendar: what people wrote of meetings in the newsroom, and what the police publish with their teams.

The two meet only here. A newsroom meeting of the police for the same neighbourhood at the same hour is the same
meeting, better told: it takes the place of the police's own. What the police no longer publish and was recorded stays:
a decision is not forgotten because a list was tidied.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from crimemap.brief.scope import circle_of
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Body, Gathering, Published, Record, Spoken, Standing
from crimemap.editorial.meetings.times import instant
from crimemap.editorial.summary import Written
from crimemap.release import Area, Release
from crimemap.release.teams import teams_of
from crimemap.team import Event, Team
from crimemap.terms import AreaKind

_POLICE_ID: Final = re.compile(r"(?P<code>.+)-(?P<start>\d{8}T\d{4})(?:-\d+)?\Z", re.DOTALL)
_WRITTEN: Final = "%Y%m%dT%H%M"


def joined(
    release: Release, written: Written, *, now: datetime, area: Area | None = None
) -> tuple[Gathering, ...]:
    """Every meeting that is known, by start: of `area`, or of the installation.

    `written` is what people wrote (of the area's scope, or of all), `now` is aware, in the site's zone. Those that are
    over and those that were cancelled are among them.
    """
    typed = written.meetings
    taken = _taken(typed)
    found = {each.id: each for each in _police(release, _zone(now)) if _key(each) not in taken}
    found |= {each.id: each for each in typed}
    for meeting, record in written.records.items():
        told = found.get(meeting) or _lost(release, meeting, record, _zone(now))
        if told is None:
            continue
        told = found.get(meeting) or taken.get(_key(told), told)  # recorded before the newsroom told of it
        if told.id == meeting or told.id not in written.records:
            found[told.id] = replace(told, record=record)
    circle = circle_of(release, area) if area is not None else None
    shown = (each for each in found.values() if circle is None or circle.holds(each))
    return tuple(sorted(shown, key=_in_order))


def one(release: Release, written: Written, *, now: datetime, meeting: str) -> Gathering | None:
    """The meeting of this id. Of the police's own, the newsroom's that took its place: its id is then another."""
    found = next((each for each in joined(release, written, now=now) if each.id == meeting), None)
    if found is not None:
        return found
    own = next((each for each in _police(release, _zone(now)) if each.id == meeting), None)
    return _taken(written.meetings).get(_key(own)) if own is not None else None


def is_over(each: Gathering, now: datetime) -> bool:
    """Whether it lies in the past. By the instant: two times of one zone are compared as the clocks show them."""
    return each.over.astimezone(UTC) <= now.astimezone(UTC)


def to_come(found: Iterable[Gathering], now: datetime) -> tuple[Gathering, ...]:
    """Those that are not over, by start; cancelled ones too, until then: somebody may have meant to come."""
    return tuple(each for each in found if not is_over(each, now))


def held(found: Sequence[Gathering], now: datetime) -> tuple[Gathering, ...]:
    """Those that are over and took place, the latest first."""
    return tuple(each for each in reversed(found) if is_over(each, now) and each.takes_place)


def next_of(found: Iterable[Gathering], now: datetime) -> Gathering | None:
    """The next one that takes place."""
    return next((each for each in to_come(found, now) if each.takes_place), None)


def next_of_each(found: Iterable[Gathering], now: datetime) -> tuple[Gathering, ...]:
    """To come, of a series the next date alone, and what stands before it cancelled: a page of an area has no room for
    a year of fortnights."""
    kept, seen = [], set[str]()
    for each in to_come(found, now):
        if each.piece not in seen or not each.piece:
            kept.append(each)
        if each.takes_place:
            seen.add(each.piece)
    return tuple(kept)


def missed(
    found: Iterable[Gathering], now: datetime, before: Gathering | None = None
) -> tuple[Gathering, ...]:
    """What people may still wait for, until its day is over: cancelled, or moved to a later day.

    Those alone that would have come first: `before` the one that is announced, or before the next.
    """
    coming = to_come(found, now)
    ahead = before or next_of(coming, now)
    return tuple(
        each
        for each in sorted(coming, key=_first_said)
        if each is not ahead
        and (not each.takes_place or _first_said(each) < each.start.astimezone(UTC))
        and (ahead is None or _first_said(each) <= ahead.start.astimezone(UTC))
        and _day_after(_first_said(each), now) > now.astimezone(UTC)
    )


def next_change(found: Iterable[Gathering], now: datetime) -> datetime | None:
    """When the clock alone changes which are to come, or which of them people may wait for on a day that was."""
    turns = (
        instant
        for each in found
        if not is_over(each, now)
        for instant in (each.over.astimezone(UTC), _day_after(_first_said(each), now))
    )
    return min((instant for instant in turns if instant > now.astimezone(UTC)), default=None)


def _first_said(each: Gathering) -> datetime:
    """When people were first told to come."""
    moved = each.was if each.takes_place else None
    return (moved or each.start).astimezone(UTC)


def _day_after(instant: datetime, now: datetime) -> datetime:
    """The end of its day, here."""
    here = instant.astimezone(now.tzinfo).date() + timedelta(days=1)
    return datetime.combine(here, time(), now.tzinfo).astimezone(UTC)


def _zone(now: datetime) -> tzinfo:
    if now.tzinfo is None:
        raise ValueError("the clock of a calendar needs a zone")
    return now.tzinfo


def _in_order(each: Gathering) -> tuple[datetime, str]:
    return each.start.astimezone(UTC), each.id


_Key = tuple[str, datetime]


def _key(own: Gathering) -> _Key:
    return own.areas[0], own.start.astimezone(UTC)


def _taken(typed: Iterable[Gathering]) -> Mapping[_Key, Gathering]:
    """Where and when the newsroom tells of a meeting of the police, also where it was moved from."""
    return {
        (code, at.astimezone(UTC)): each
        for each in typed
        if each.body is Body.POLICE
        for code in each.areas
        for at in (each.start, each.was)
        if at is not None
    }


@lru_cache(maxsize=4)
def _police(release: Release, zone: tzinfo) -> tuple[Gathering, ...]:
    """Events of every team of the release, made once: the calendar, each area's page and each feed ask for them."""
    areas = {area.code: area for area in release.areas(AreaKind.NEIGHBOURHOOD)}
    return tuple(
        each
        for team in teams_of(release, list(areas))
        for each in _of_team(team, _home(release, areas[team.code]), zone)
    )


@dataclass(frozen=True, slots=True)
class _Home:
    """A neighbourhood, the force that publishes it and the partnership that it lies in; "" where there is none.

    `known`: the day to which the release knows what the police say, where they do not give it.
    """

    code: str
    force: str
    partnership: str
    known: date


def _home(release: Release, area: Area) -> _Home:
    above = {each.kind: each for each in release.ancestors(area)}
    force, partnership = above.get(AreaKind.FORCE), above.get(AreaKind.PARTNERSHIP)
    return _Home(
        area.code,
        force.name if force else "",
        partnership.code if partnership else "",
        release.months[-1].last_day,
    )


def _of_team(team: Team, home: _Home, zone: tzinfo) -> Iterator[Gathering]:
    """Two events at one hour are told apart by a number: by title, so that it stays the same."""
    seen = Counter[str]()
    for event in sorted(team.events, key=lambda each: (each.start, each.title, each.place)):
        name = f"{home.code}-{event.start.strftime(_WRITTEN)}"
        seen[name] += 1
        yield _of_event(f"{name}-{seen[name]}" if seen[name] > 1 else name, event, team, home, zone=zone)


def _of_event(name: str, event: Event, team: Team | None, home: _Home, *, zone: tzinfo) -> Gathering:
    """The police's own words are in one language, which nobody says: they stand in both."""
    start = _instant(event.start, zone)
    end = _instant(event.end, zone) if event.end is not None else None
    ways = {
        contact.kind: contact.value for contact in (*reversed(team.contacts if team else ()), *event.contacts)
    }
    known = (team.fetched if team else None) or home.known
    about = "\n\n".join(event.about)
    return Gathering(
        id=name, piece="", published=Published.POLICE, body=Body.POLICE, organiser=home.force,
        title=Bilingual(event.title, event.title), about=Bilingual(about, about), partnership=home.partnership,
        areas=(home.code,), day=start.date(), start=start, end=end if end is not None and _after(end, start) else None,
        all_day=event.is_all_day, place=event.place, address="", access=Bilingual(), online="", spoken=Spoken.ENGLISH,
        standing=Standing.CANCELLED if event.is_cancelled else Standing.AS_SAID, was=None, was_at="",
        reason=Bilingual(), agenda=(), papers=(), attends=(), contact="",
        telephone=ways.get("telephone") or ways.get("mobile", ""), email=ways.get("email", ""),
        changed_at=datetime.combine(known, time(), zone), number=2 * known.toordinal() + event.is_cancelled,
    )  # fmt: skip


def _lost(release: Release, meeting: str, record: Record, zone: tzinfo) -> Gathering | None:
    """A meeting of the police that the release no longer holds, as its record knows it. None for any other id."""
    named = _POLICE_ID.match(meeting)
    area = release.area(named["code"]) if named else None
    if named is None or area is None or area.kind is not AreaKind.NEIGHBOURHOOD:
        return None
    try:
        said = datetime.strptime(named["start"], _WRITTEN)  # noqa: DTZ007  # an hour of the place: _instant knows which
    except ValueError:
        return None
    found = _of_event(meeting, Event("", "", "", (), said, None, ()), None, _home(release, area), zone=zone)
    return replace(found, title=Bilingual(record.title_en, record.title_cy))


def _after(end: datetime, start: datetime) -> bool:
    return end.astimezone(UTC) > start.astimezone(UTC)


def _instant(said: datetime, zone: tzinfo) -> datetime:
    """An hour of the place, as published, as an instant."""
    if isinstance(zone, ZoneInfo):
        return instant(said.date(), said.time(), zone)
    return said.replace(tzinfo=zone)
