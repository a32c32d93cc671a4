"""The county's meetings, put into the calendar: one is cancelled, one moved, one has decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from crimemap.demo.newsroom import decided, halls
from crimemap.demo.newsroom.court import MELYS, TAMBER
from crimemap.demo.newsroom.press import Press
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Every, Meeting, Move, cancelling, deciding
from crimemap.editorial.pieces import Kind, Piece
from crimemap.release import Release
from crimemap.release.teams import team_of
from crimemap.team import Event

_WEDNESDAY: Final = 2
_FLOODED: Final = Bilingual(
    "The hall is flooded. We meet again a fortnight later.",
    "Mae'r neuadd dan ddŵr. Byddwn yn cwrdd eto bythefnos yn ddiweddarach.",
)
_Which = Callable[[Event, date], bool]


@dataclass(frozen=True, slots=True)
class _Own:
    """A meeting that the police publish too: whose it is, and which of the team's events it is."""

    partnership: str
    area: str
    said: Meeting
    which: _Which


def _next(event: Event, today: date) -> bool:
    return event.start.date() > today and "eeting" in event.title


def _past(event: Event, today: date) -> bool:
    return event.start.date() < today


def _night(event: Event, today: date) -> bool:
    return event.start.date() > today and "ight walk" in event.title


_OWN: Final = {
    "next": _Own(TAMBER, halls.LARKWITH, halls.NEXT, _next),
    "before": _Own(TAMBER, halls.LARKWITH, halls.BEFORE, _past),
    "cancelled": _Own(TAMBER, halls.TEASELBY, halls.CANCELLED, _next),
    "moved": _Own(TAMBER, halls.DUNSTOCK, halls.MOVED, _next),
    "bilingual": _Own(MELYS, halls.ABERFELYS, halls.BILINGUAL, _next),
    "night": _Own(TAMBER, halls.CENTRE, halls.NIGHT, _night),
}


def meet(office: Press, release: Release) -> None:
    """Six that the police publish too, with all that is to be said of them; one each of council, housing and board."""
    made = {name: _own(office, release, name, own) for name, own in _OWN.items()}
    for partnership, said in halls.OF.items():
        for number, meeting in enumerate(said):
            _published(office, partnership, _set_for(office, meeting, number), 40, partnership, number)
    _cancel(office, made["cancelled"][0])
    _decide(office, *made["before"])


def _own(office: Press, release: Release, name: str, own: _Own) -> tuple[Piece, datetime]:
    event = _event(release, own.area, lambda event: own.which(event, office.today))
    ago = max(30, (office.today - event.start.date()).days + 20)
    said = own.said.model_copy(update={"place": own.said.place or event.place, **_when(event)})
    if name == "moved":
        said = said.model_copy(update={"moves": (_to_the_school(event),)})
    return _published(office, own.partnership, said, ago, own.area, name), event.start


def _event(release: Release, area: str, is_it: Callable[[Event], bool]) -> Event:
    team = team_of(release, area)
    events = sorted(team.events if team is not None else (), key=lambda event: event.start)
    return next(event for event in events if is_it(event))


def _when(event: Event) -> dict[str, object]:
    """The first hour of two, where the clocks go back."""
    ends = event.end.time() if event.end is not None else None
    return {"day": event.start.date(), "begins": event.start.time(), "ends": ends}


def _to_the_school(event: Event) -> Move:
    return Move(
        day=event.start.date(),
        place=event.place,
        reason_en="The heating of the church hall is being repaired.",
        reason_cy="Mae gwres neuadd yr eglwys yn cael ei drwsio.",
    )


def _set_for(office: Press, said: Meeting, number: int) -> Meeting:
    """On Wednesdays from the second week after; a series for the next half year."""
    first = office.day(-(15 + 7 * number))
    day = first + timedelta(days=(_WEDNESDAY - first.weekday()) % 7)
    last = None if said.every is Every.ONCE else day + timedelta(days=182)
    return said.model_copy(update={"day": day, "last": last})


def _published(office: Press, partnership: str, said: Meeting, ago: int, *name: object) -> Piece:
    piece = office.draft(Kind.MEETING, partnership, said, ago, *name)
    office.hand_in(piece, ago)
    office.approve(piece, ago - 1)
    return piece


def _cancel(office: Press, piece: Piece) -> None:
    cancelling.cancel(office.session, office.author, piece.id, _FLOODED, now=office.at(2, 11))


def _decide(office: Press, piece: Piece, start: datetime) -> None:
    """Typed in the room, approved the next morning."""
    held = start.date()
    ago = (office.today - held).days
    said = decided.record(piece.id, halls.BEFORE.title_en, halls.BEFORE.title_cy, held)
    token = office.mark("record", held)
    record = deciding.begin(
        office.session, office.author, TAMBER, said, token=token, now=office.at(ago - 1, 15)
    )
    office.hand_in(record, ago - 1)
    office.approve(record, ago - 2)
