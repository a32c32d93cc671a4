"""What stands in the way of publishing a meeting: what is wanting, days that cannot be, texts, a broken word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from crimemap.disclosure import identifying
from crimemap.editorial.announcements.rules import about_signs
from crimemap.editorial.meetings import times
from crimemap.editorial.meetings.content import Every, Meeting, Move
from crimemap.editorial.meetings.dates import Told, dates_of, ends_at, key_of
from crimemap.editorial.pieces import Trouble
from crimemap.language import clock, ngettext, number
from crimemap.language import day as in_words
from crimemap.language import gettext as _

LONGEST: Final = {
    "title": 120, "about": 1500, "access": 600, "organiser": 120, "place": 120, "address": 200, "contact": 120,
    "changed": 300, "reason": 300, "agenda": 160, "papers": 160, "attends": 120, "notes": 1500, "online": 300,
}  # fmt: skip
"""Letters, at most. [choose]"""

MOST_ITEMS: Final = 20
MOST_PAPERS: Final = 12
MOST_ATTEND: Final = 20
MOST_MINUTES: Final = 480
YEARS: Final = 2
"""How long a series runs at most; whoever goes on after it looks at it once more. [choose]"""

MOST_DAYS_OFF: Final = 180
"""How far from its day a date may be moved: further off it is another meeting. [choose]"""

_Clue = identifying.Kind
_FINE: Final = frozenset({_Clue.STREET, _Clue.SCHOOL, _Clue.BUSINESS, _Clue.GROUP, _Clue.MOMENT})
"""A public meeting is named with its hall and its hour: nobody is told of there who would be found by them."""

_VENUE: Final = _FINE | {_Clue.POSTCODE, _Clue.HOUSE}
_TONE: Final = re.compile(r"\b(hot-?spots?|worst|dangerous|safe areas?)\b", re.IGNORECASE)
_IN_OFFICE: Final = re.compile(
    r"(PC|PCSO|Sgt|Sergeant|Insp|Inspector|Ch(ief)? ?Insp(ector)?|Supt|Superintendent|Ch(ief)? ?Supt)\.?\s+\S+",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
_TELEPHONE: Final = re.compile(r"\+?[0-9][0-9 ()-]{1,18}")
_ADDRESS: Final = re.compile(r"https://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?")


def troubles(
    meeting: Meeting,
    now: datetime,
    *,
    before: Mapping[str, Told] | None = None,
    called_off: Collection[date] = (),
) -> tuple[Trouble, ...]:
    """`now` is in the site's zone. `before`: what visitors have been told of its dates; `called_off`: days of them."""
    said = before or {}
    return (
        *_wanting(meeting), *_days(meeting, now, said), *_series(meeting), *_moves(meeting, now, said),
        *_word_kept(meeting, now, said, called_off), *_lists(meeting), *_words(meeting),
    )  # fmt: skip


def text_troubles(
    field: str, written: str, most: int, allow: frozenset[identifying.Kind] = _FINE
) -> Iterator[Trouble]:
    """What is wrong with one text that visitors will read."""
    yield from about_signs(field, written)
    if len(written) > most:
        yield Trouble(field, _("Write %(most)s letters at most.", most=number(most)))
    yield from (Trouble(field, clue.why, "C5") for clue in identifying.find(written, allow))
    if found := _TONE.search(written):
        yield Trouble(
            field, _("Leave out “%(word)s”: say what it is about, and where.", word=found[0]), "tone"
        )


def _wanting(meeting: Meeting) -> Iterator[Trouble]:
    if meeting.body is None:
        yield Trouble("body", _("Say which body holds the meeting."))
    if not meeting.organiser.strip():
        yield Trouble("organiser", _("Name the organisation that holds it."))
    if not meeting.title:
        yield Trouble("title_en", _("Give the meeting a title."))
    if not (meeting.place.strip() or meeting.online.strip()):
        yield Trouble("place", _("Name the public place, or give the address for joining online."))
    if meeting.place.strip() and not meeting.access:
        yield Trouble("access_en", _("Say how people get in: steps or none, hearing loop, parking, bus."))
    if not meeting.contact.strip():
        yield Trouble("contact", _("Say who can be asked about it: a team or a role."))
    elif not (meeting.telephone.strip() or meeting.email.strip()):
        yield Trouble(
            "telephone", _("Give a telephone number or an email address at which that team is reached.")
        )


def _days(meeting: Meeting, now: datetime, before: Mapping[str, Told]) -> Iterator[Trouble]:
    if meeting.day is None:
        yield Trouble("day", _("Give the day."))
    if meeting.begins is None:
        yield Trouble("begins", _("Say when it begins."))
    if meeting.day is None or meeting.begins is None:
        return
    zone = now.tzinfo or UTC
    if not times.exists(meeting.day, meeting.begins, zone):
        yield Trouble("begins", _left_out(meeting.day, meeting.begins))
    elif meeting.second is None and any(comes_twice(meeting, zone)):
        why = _("The clocks show this hour twice on %(day)s. Say which of the two is meant.",
                day=in_words(next(comes_twice(meeting, zone))))  # fmt: skip
        yield Trouble("second", why)
    first = next(dates_of(meeting, zone), None)
    if first is None:
        return
    known = before.get(key_of(meeting, first.day))
    if first.start <= now and (known is None or known.start != first.start):
        yield Trouble("day", _("This day and hour have passed. Choose a time that is still to come."))
    if meeting.ends is not None and not _ends_after(meeting, meeting.day, meeting.begins, now):
        yield Trouble("ends", _("It ends before it begins."))


def comes_twice(meeting: Meeting, zone: tzinfo) -> Iterator[date]:
    """Days on which the hour at which it begins comes twice."""
    moves = {move.day: move for move in meeting.moves}
    for day in times.days(meeting):
        move = moves.get(day)
        on = move.to or day if move else day
        begins = (move.begins if move else None) or meeting.begins
        if begins is not None and times.comes_twice(on, begins, zone):
            yield on


def _ends_after(meeting: Meeting, day: date, begins: time, now: datetime) -> bool:
    zone = now.tzinfo or UTC
    start = times.instant(day, begins, zone, second=bool(meeting.second)).astimezone(UTC)
    end = ends_at(day, meeting, start, zone)
    return end is None or end > start


def _left_out(day: date, at: time) -> str:
    return _(
        "The clocks go forward on %(day)s and leave out %(time)s. Choose another hour.",
        day=in_words(day),
        time=clock(at),
    )


def _series(meeting: Meeting) -> Iterator[Trouble]:
    if meeting.every is Every.ONCE or meeting.day is None:
        return
    if meeting.last is None:
        yield Trouble("last", _("Give the last day of the series."))
    elif meeting.last < meeting.day:
        yield Trouble("last", _("The series ends before it begins."))
    elif meeting.last > _years_on(meeting.day):
        said = ngettext(
            "A series runs for %(num)s year at most.", "A series runs for %(num)s years at most.", YEARS
        )
        yield Trouble("last", _("%(said)s Choose an earlier last day.", said=said))
    elif len(list(times.days(meeting))) == 1:
        yield Trouble(
            "last", _("Only one day lies before the end of the series. Choose a later last day, or “once”.")
        )


def _years_on(day: date) -> date:
    return date(day.year + YEARS, day.month, min(day.day, 28)) + timedelta(days=max(0, day.day - 28))


def _moves(meeting: Meeting, now: datetime, before: Mapping[str, Told]) -> Iterator[Trouble]:
    known, seen = set(times.days(meeting)), set[date]()
    for number_, move in enumerate(meeting.moves):
        field = f"moves-{number_}-"
        if move.day not in known:
            yield Trouble(f"{field}day", _("The series has no meeting on %(day)s.", day=in_words(move.day)))
        if move.day in seen:
            yield Trouble(
                f"{field}day", _("%(day)s is moved twice. Keep one of them.", day=in_words(move.day))
            )
        seen.add(move.day)
        if not move.reason:
            yield Trouble(f"{field}reason_en", _("Say why: visitors read it."))
        yield from _moved(meeting, move, field, now, before)


def _moved(
    meeting: Meeting, move: Move, field: str, now: datetime, before: Mapping[str, Told]
) -> Iterator[Trouble]:
    on, begins = move.to or move.day, move.begins or meeting.begins
    zone = now.tzinfo or UTC
    if not (move.to or move.begins or move.ends or move.place or move.address):
        yield Trouble(f"{field}to", _("Say what changes: the day, the hour or the place."))
    if abs((on - move.day).days) > MOST_DAYS_OFF:
        yield Trouble(
            f"{field}to", _("This is far from its day. Cancel that date, and publish another meeting.")
        )
    if begins is None:
        return
    if not times.exists(on, begins, zone):
        yield Trouble(f"{field}begins", _left_out(on, begins))
    start = times.instant(on, begins, zone, second=bool(meeting.second))
    known = before.get(key_of(meeting, move.day))
    if start.astimezone(UTC) <= now and (known is None or known.start != start.astimezone(UTC)):
        yield Trouble(f"{field}to", _("This day and hour have passed. Choose a time that is still to come."))
    moved = meeting.model_copy(update={"ends": move.ends or meeting.ends})
    if moved.ends is not None and not _ends_after(moved, on, begins, now):
        yield Trouble(f"{field}ends", _("It ends before it begins."))


def _word_kept(
    meeting: Meeting, now: datetime, before: Mapping[str, Told], called_off: Collection[date]
) -> Iterator[Trouble]:
    """No date that people were told of goes without a word."""
    zone = now.tzinfo or UTC
    fresh = {key_of(meeting, each.day): each for each in dates_of(meeting, zone)}
    to_come = {key: each for key, each in before.items() if each.over > now}
    for key, each in to_come.items():
        if key not in fresh and each.day not in called_off:
            why = _(
                "%(day)s was announced. Cancel it first, or keep it and move it.",
                day=in_words(_here(each, now)),
            )
            yield Trouble("every" if not key else "day", why)
            return
    if (
        "" in before
        and "" not in to_come
        and before[""].start != getattr(fresh.get(""), "start", None)
        and "" in fresh
    ):
        yield Trouble("day", _("This meeting has taken place. Begin a new one for another day."))
        return
    silent = [
        each for key, each in to_come.items()
        if key in fresh and fresh[key].was is None and not fresh[key].was_place
        and (fresh[key].start, fresh[key].place) != (each.first, each.first_place)
    ]  # fmt: skip
    if silent and not meeting.changed:
        why = _(
            "%(day)s was announced for another time or place. Say why it has changed: visitors read it.",
            day=in_words(_here(silent[0], now)),
        )
        yield Trouble("changed_en", why)


def _here(told: Told, now: datetime) -> date:
    return told.first.astimezone(now.tzinfo).date()


def _lists(meeting: Meeting) -> Iterator[Trouble]:
    for name, said, most in (
        ("agenda", meeting.agenda, MOST_ITEMS), ("papers", meeting.papers, MOST_PAPERS),
        ("attends", meeting.attends, MOST_ATTEND),
    ):  # fmt: skip
        if len(said) > most:
            yield Trouble(name, _("Write %(most)s lines at most.", most=number(most)))
    for count, item in enumerate(meeting.agenda):
        if not item.title:
            yield Trouble(f"agenda-{count}-title_en", _("Say what this part of the agenda is."))
        if item.minutes is not None and not 1 <= item.minutes <= MOST_MINUTES:
            yield Trouble(
                f"agenda-{count}-minutes",
                _("Minutes are a number from 1 to %(most)s.", most=number(MOST_MINUTES)),
            )
    for count, paper in enumerate(meeting.papers):
        if not paper.title:
            yield Trouble(f"papers-{count}-title_en", _("Say what this paper is."))
        yield from _web(f"papers-{count}-address", paper.address)


def _web(field: str, address: str) -> Iterator[Trouble]:
    if not _ADDRESS.fullmatch(address.strip()) or len(address) > LONGEST["online"]:
        yield Trouble(field, _("Give the whole address, beginning with https://"))


def _words(meeting: Meeting) -> Iterator[Trouble]:
    for name in ("title", "about", "access", "changed"):
        for spoken in ("en", "cy"):
            field = f"{name}_{spoken}"
            yield from text_troubles(field, getattr(meeting, field), LONGEST[name])
    yield from text_troubles("organiser", meeting.organiser, LONGEST["organiser"])
    yield from text_troubles("place", meeting.place, LONGEST["place"], _VENUE)
    yield from text_troubles("address", meeting.address, LONGEST["address"], _VENUE)
    yield from _of_office("contact", meeting.contact, LONGEST["contact"])
    for line in meeting.attends:
        yield from _of_office("attends", line, LONGEST["attends"])
    yield from _reached(meeting)
    for count, item in enumerate(meeting.agenda):
        yield from _both(f"agenda-{count}-title", item.title_en, item.title_cy, LONGEST["agenda"])
    for count, paper in enumerate(meeting.papers):
        yield from _both(f"papers-{count}-title", paper.title_en, paper.title_cy, LONGEST["papers"])
    for count, move in enumerate(meeting.moves):
        field = f"moves-{count}-"
        yield from _both(f"{field}reason", move.reason_en, move.reason_cy, LONGEST["reason"])
        yield from text_troubles(f"{field}place", move.place, LONGEST["place"], _VENUE)
        yield from text_troubles(f"{field}address", move.address, LONGEST["address"], _VENUE)
    for note in meeting.notes:
        if len(note.said) > LONGEST["notes"]:
            yield Trouble(
                f"notes-{note.slide}", _("Write %(most)s letters at most.", most=number(LONGEST["notes"]))
            )


def _both(field: str, english: str, welsh: str, most: int) -> Iterator[Trouble]:
    yield from text_troubles(f"{field}_en", english, most)
    yield from text_troubles(f"{field}_cy", welsh, most)


def _of_office(field: str, written: str, most: int) -> Iterator[Trouble]:
    """A role or a team; an officer in office may be named with the rank, as the police name them."""
    yield from text_troubles(field, _IN_OFFICE.sub("officer", written), most)


def _reached(meeting: Meeting) -> Iterator[Trouble]:
    if (mail := meeting.email.strip()) and not _MAIL.fullmatch(mail):
        yield Trouble("email", _("Write the email address like team@example.org."))
    if (telephone := meeting.telephone.strip()) and not _TELEPHONE.fullmatch(telephone):
        yield Trouble("telephone", _("Write the telephone number in figures, like 101 or 01632 960123."))
    if meeting.online.strip():
        yield from _web("online", meeting.online)
