"""A meeting as a calendar shows it: one date of a series, whoever published it, at one instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings.content import Body, Item, Paper, Spoken
from crimemap.editorial.meetings.record import Record
from crimemap.team import WITHOUT_END


class Published(StrEnum):
    """Where it is known from: written in the newsroom, or published by the police with their teams."""

    NEWSROOM = "newsroom"
    POLICE = "police"


class Standing(StrEnum):
    """Whether it takes place as it was first said."""

    AS_SAID = "as said"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Gathering:
    """One meeting. `start` and `end` are aware, in the site's zone, and hold what was moved already.

    `id` is its address: the piece's, with the day that it was set for where there is a series; of the police's own
    `<area>-<YYYYMMDD>T<HHMM>`. `piece`: the piece's id, "" for the police's. `day`: the day of the series that it was
    set for. `areas`: codes that it is for; none: all of `partnership`. `was`: when it was set for, where its time was
    moved; `was_at`: the place, where that was moved. `reason`: why it was moved or cancelled. `changed_at`: when
    anybody last changed what is said of it, and `number` rises with each change: for calendars that follow it.
    `record`: what was decided, once that is published.
    """

    id: str
    piece: str
    published: Published
    body: Body
    organiser: str
    title: Bilingual
    about: Bilingual
    partnership: str
    areas: tuple[str, ...]
    day: date
    start: datetime
    end: datetime | None
    all_day: bool
    place: str
    address: str
    access: Bilingual
    online: str
    spoken: Spoken
    standing: Standing
    was: datetime | None
    was_at: str
    reason: Bilingual
    agenda: tuple[Item, ...]
    papers: tuple[Paper, ...]
    attends: tuple[str, ...]
    contact: str
    telephone: str
    email: str
    changed_at: datetime
    number: int
    record: Record | None = None

    @property
    def takes_place(self) -> bool:
        """Whether anybody should come."""
        return self.standing is not Standing.CANCELLED

    @property
    def over(self) -> datetime:
        """The instant from which it lies in the past: its end, else the end of its day, else two hours on.

        Of a cancelled one the end of its day: whoever set out for it must still read that it does not take place.
        """
        if not self.takes_place:
            return self._midnight(self.end or self.start)
        if self.end is not None:
            return self.end
        if self.all_day:
            return self.start + timedelta(days=1)  # the next midnight here, however long the day is
        return (self.start.astimezone(UTC) + WITHOUT_END).astimezone(self.start.tzinfo)

    def _midnight(self, end: datetime) -> datetime:
        """The end of the day on which it ends; of one of all days that end is a midnight already."""
        last = self.start.date() if self.all_day else max(self.start.date(), end.date())
        return datetime.combine(last + timedelta(days=1), time(), self.start.tzinfo)

    def is_for(self, codes: frozenset[str]) -> bool:
        """Whether it is for any of these areas, or for the whole of one of them."""
        return bool(codes.intersection(self.areas)) if self.areas else self.partnership in codes
