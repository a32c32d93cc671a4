"""The dates of a meeting: what its writer set, and what visitors were told of each.

What was told of a date that is over stays as it was, whatever a series becomes; of one to come it is known what was
said first, so that a change is never silent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from pydantic import BaseModel, ConfigDict

from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings.content import Every, Meeting, Move
from crimemap.editorial.meetings.times import days, instant
from crimemap.team import WITHOUT_END

EVENING: Final = time(18)
MORNING: Final = time(6)
"""A walk by night from eleven to four is one meeting; from two to one is a slip. [choose]"""


class Told(BaseModel):
    """One date as visitors are told of it. Instants are UTC.

    `day`: which the series set it for. `first` and `first_place`: as it was said the first time. `was`, `was_place`:
    what it is instead of, where that is said; `why_*`: the reason.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    start: datetime
    end: datetime | None = None
    place: str = ""
    address: str = ""
    first: datetime
    first_place: str = ""
    was: datetime | None = None
    was_place: str = ""
    why_en: str = ""
    why_cy: str = ""

    @property
    def over(self) -> datetime:
        """The instant from which it lies in the past."""
        return self.end or self.start + WITHOUT_END

    @property
    def why(self) -> Bilingual:
        return Bilingual(self.why_en, self.why_cy)


def key_of(meeting: Meeting, day: date) -> str:
    """How the date is called among those of its piece; "" for a meeting that is no series."""
    return "" if meeting.every is Every.ONCE else day.isoformat()


def dates_of(meeting: Meeting, zone: tzinfo) -> Iterator[Told]:
    """What is set, in the order of the series, as if nobody had been told before; nothing without day and hour."""
    moves = {move.day: move for move in meeting.moves}
    for day in days(meeting):
        if (found := _set(meeting, day, moves.get(day), zone)) is not None:
            yield found


def told(
    before: Mapping[str, Told], meeting: Meeting, now: datetime, keep: Collection[date] = ()
) -> dict[str, Told]:
    """What visitors are told from now on, by `key_of`; `before`: until now.

    Dates that are over stay as they were, and so do those of `keep` (cancelled ones) that are set no more.
    """
    zone = now.tzinfo or UTC
    found = {key: one for key, one in before.items() if one.over <= now or one.day in keep}
    for fresh in dates_of(meeting, zone):
        key = key_of(meeting, fresh.day)
        known = before.get(key)
        if known is None:
            found[key] = fresh
        elif known.over > now:
            found[key] = _changed(fresh, known, meeting.changed)
    return found


def _set(meeting: Meeting, day: date, move: Move | None, zone: tzinfo) -> Told | None:
    if meeting.begins is None:
        return None
    second = bool(meeting.second)
    was = instant(day, meeting.begins, zone, second=second).astimezone(UTC)
    if move is None:
        end = ends_at(day, meeting, was, zone)
        return Told(
            day=day, start=was, end=end, place=meeting.place, address=meeting.address, first=was,
            first_place=meeting.place,
        )  # fmt: skip
    on, begins = move.to or day, move.begins or meeting.begins
    start = instant(on, begins, zone, second=second).astimezone(UTC)
    moved = meeting.model_copy(update={"ends": move.ends or meeting.ends})
    place = move.place or meeting.place
    return Told(
        day=day, start=start, end=ends_at(on, moved, start, zone), place=place,
        address=move.address if move.place else move.address or meeting.address, first=start, first_place=place,
        was=was if was != start else None, was_place=meeting.place if place != meeting.place else "",
        why_en=move.reason_en, why_cy=move.reason_cy,
    )  # fmt: skip


def ends_at(day: date, meeting: Meeting, start: datetime, zone: tzinfo) -> datetime | None:
    """When it ends, in UTC: of an hour that comes twice the first one that lies after the start.

    What begins in the evening and ends in the small hours ends on the next day.
    """
    if meeting.ends is None:
        return None
    if meeting.ends < MORNING and start.astimezone(zone).time() >= EVENING:
        day += timedelta(days=1)
    end = instant(day, meeting.ends, zone)
    if end <= start:
        end = instant(day, meeting.ends, zone, second=True)
    return end.astimezone(UTC)


def _changed(fresh: Told, known: Told, why: Bilingual) -> Told:
    """What is set now, of a date that people know of already."""
    said = {"first": known.first, "first_place": known.first_place}
    if fresh.was is not None or fresh.was_place:
        return fresh.model_copy(update=said)
    was = known.first if known.first != fresh.start else None
    place = known.first_place if known.first_place != fresh.place else ""
    if was is not None or place:
        said |= {"was": was, "was_place": place, "why_en": why.en, "why_cy": why.cy}
    return fresh.model_copy(update=said)


def recent(found: Mapping[str, Told], now: datetime, keep: timedelta) -> dict[str, Told]:
    """Without what lies further back."""
    return {key: one for key, one in found.items() if one.over > now - keep}
