"""The county's calendar of publications: figures of crime, one day moved, and surveys, one of them called off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER
from crimemap.demo.newsroom.press import Press
from crimemap.editorial import announcements
from crimemap.editorial.announcements import CRIME_TITLE, Announced, Subject, Wanted
from crimemap.editorial.database import Bilingual
from crimemap.release import instants
from crimemap.terms import Month

_THURSDAY: Final = 3
_LATE_FILE: Final = Bilingual(
    "Corvenshire Police supplied the file of October a week late.",
    "Roedd ffeil mis Hydref Heddlu Corvenshire wythnos yn hwyr.",
)
_TOO_FEW: Final = Bilingual(
    "Fewer than 100 people answered, too few for any figure. It is asked again in spring.",
    "Atebodd llai na 100 o bobl, rhy ychydig i roi ffigur. Gofynnir eto yn y gwanwyn.",
)


_ASKED: Final = Bilingual("How people feel: survey of autumn", "Sut mae pobl yn teimlo: arolwg yr hydref")


def announce(office: Press) -> None:
    """What comes next month, the month after, and later; said in time but for what is called off."""
    first = _crime(_morning(office, 10))
    moved = _say(office, 45, first)
    later = replace(first, at=_morning(office, 17), reason=_LATE_FILE)
    announcements.change(
        office.session, office.approver, moved.id, later, version=moved.version, now=office.at(4, 11)
    )
    _say(office, 10, _crime(_morning(office, 52)))
    _say(office, 9, _survey(TAMBER, survey_hour(office)))
    in_spring = office.day(-110)
    _say(office, 30, Wanted(Subject.SURVEYS, HEXMARSH, _ASKED, Month.of(in_spring)))
    few = _say(office, 90, _survey(MELYS, _morning(office, 24)))
    announcements.call_off(
        office.session, office.approver, few.id, _TOO_FEW, version=few.version, now=office.at(12, 15)
    )


def survey_hour(office: Press) -> datetime:
    """When Tamber Vale's results of autumn come out."""
    return _morning(office, 59)


def _crime(at: datetime) -> Wanted:
    return Wanted(Subject.CRIME, None, CRIME_TITLE, Month.of(at), at)


def _survey(partnership: str, at: datetime) -> Wanted:
    return Wanted(Subject.SURVEYS, partnership, _ASKED, Month.of(at), at)


def _say(office: Press, ago: int, wanted: Wanted) -> Announced:
    token = office.mark("announcement", wanted.subject, wanted.partnership, ago)
    return announcements.announce(
        office.session, office.approver, wanted, token=token, now=office.at(ago, 10)
    )


def _morning(office: Press, ahead: int) -> datetime:
    """Half past nine on the first Thursday so many days from now or later."""
    day = office.day(-ahead)
    thursday = day + timedelta(days=(_THURSDAY - day.weekday()) % 7)
    return instants.one_instant(thursday, instants.MORNING, office.zone).astimezone(office.zone)
