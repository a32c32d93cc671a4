"""The calendar of publications: the exact day four weeks before, or the reason; and nothing is ever deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from crimemap.editorial import announcements as calendar
from crimemap.editorial import audit, revision
from crimemap.editorial.announcements import Announced, AnnouncementStep, Changed, Subject, Wanted
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import Denied, Grant, Person, Role
from crimemap.editorial.pieces import Gone, Refused
from crimemap.terms import Month
from tests.editorial.conftest import ADMINISTRATOR, APPROVER, AUTHOR, HEXMARSH, TAMBER

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=LONDON)
DAY = timedelta(days=1)
CRIME = Bilingual("Police recorded crime to November 2026", "Troseddau hyd at Dachwedd 2026")
WHY = Bilingual("Corvenshire Police supplied its file a week late.")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def crime(when: str | None = None, month: Month | None = None, reason: Bilingual | None = None) -> Wanted:
    instant = at(when) if when else None
    month = month or (Month(instant.year, instant.month) if instant else Month(2027, 1))
    return Wanted(Subject.CRIME, None, CRIME, month, instant, reason or Bilingual())


def survey(when: str, partnership: str | None = TAMBER) -> Wanted:
    return replace(crime(when), subject=Subject.SURVEYS, partnership=partnership)


def said(
    session, wanted: Wanted, person: Person = ADMINISTRATOR, now: datetime = NOW, token: str = ""
) -> Announced:
    return calendar.announce(session, person, wanted, token=token or f"token {wanted}", now=now)


def why(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(trouble.field, trouble.rule) for trouble in refused.value.troubles]


def test_a_month_is_expected_and_its_day_said_four_weeks_before(session):
    one = said(session, crime(month=Month(2027, 1)))
    assert (one.at, one.month, one.version) == (None, Month(2027, 1), 1)
    again = calendar.change(session, ADMINISTRATOR, one.id, crime("2027-01-14 09:30"), version=1, now=NOW)
    assert again.at == at("2027-01-14 09:30")
    assert [change.what for change in again.changes] == [Changed.EXPECTED, Changed.ANNOUNCED]
    assert again.in_time(LONDON)
    assert again.moves == ()


@pytest.mark.parametrize(
    ("day", "needed"),
    [("2026-12-19", True), ("2026-12-20", False), ("2026-11-23", True), ("2027-11-30", False)],
)
def test_a_day_less_than_four_weeks_away_needs_a_reason(session, day, needed):
    wanted = crime(f"{day} 09:30")
    assert calendar.needs_reason(wanted, None, NOW) is needed
    if needed:
        with pytest.raises(Refused) as refused:
            said(session, wanted)
        assert why(refused) == [("reason_en", "Q1")]
    one = said(session, replace(wanted, reason=WHY if needed else Bilingual()))
    assert one.in_time(LONDON) is not needed


def test_four_weeks_are_counted_in_days_here(session):
    late_in_the_day = datetime(2026, 11, 22, 23, 59, tzinfo=LONDON)
    assert not calendar.needs_reason(crime("2026-12-20 00:30"), None, late_in_the_day)
    summer = datetime(2027, 6, 1, 0, 30, tzinfo=LONDON)  # the day before in UTC
    assert not calendar.needs_reason(crime("2027-06-29 09:30"), None, summer)
    assert calendar.needs_reason(crime("2027-06-28 09:30"), None, summer)


def test_a_month_that_is_nearly_over_needs_a_reason_and_one_with_room_does_not():
    assert calendar.needs_reason(crime(month=Month(2026, 11)), None, NOW)
    assert not calendar.needs_reason(crime(month=Month(2026, 12)), None, NOW)


@pytest.mark.parametrize(
    ("before", "after", "needed"),
    [
        ("2026-12-24 09:30", "2027-01-21 09:30", False),  # both far away
        ("2026-12-24 09:30", "2026-12-17 09:30", True),  # into the four weeks
        ("2026-12-24 09:30", "2026-12-24 12:00", False),
    ],
)
def test_a_day_that_moves_within_four_weeks_needs_a_reason(session, before, after, needed):
    one = said(session, crime(before))
    move = crime(after)
    if needed:
        with pytest.raises(Refused) as refused:
            calendar.change(session, ADMINISTRATOR, one.id, move, version=1, now=NOW)
        assert why(refused) == [("reason_en", "Q1")]
        move = crime(after, reason=WHY)
    moved = calendar.change(session, ADMINISTRATOR, one.id, move, version=1, now=NOW)
    assert [(change.what, change.old_at) for change in moved.moves] == [(Changed.MOVED, at(before))]


def test_a_day_that_is_near_cannot_move_away_without_a_reason_and_stays_readable(session):
    one = said(session, crime("2026-12-03 09:30"), now=NOW - 40 * DAY)
    for move in (crime("2026-12-10 09:30"), crime("2027-02-11 09:30"), crime(month=Month(2026, 12))):
        with pytest.raises(Refused) as refused:
            calendar.change(session, ADMINISTRATOR, one.id, move, version=1, now=NOW)
        assert why(refused) == [("reason_en", "Q1")]
    moved = calendar.change(
        session, ADMINISTRATOR, one.id, crime("2026-12-10 09:30", reason=WHY), version=1, now=NOW
    )
    assert moved.at == at("2026-12-10 09:30")
    assert moved.reason == WHY
    (change,) = moved.moves
    assert (change.old_at, change.at, change.reason) == (at("2026-12-03 09:30"), at("2026-12-10 09:30"), WHY)
    assert not moved.in_time(LONDON)


def test_what_is_called_off_needs_a_reason_and_stays(session):
    one = said(session, crime("2027-01-14 09:30"))
    with pytest.raises(Refused) as refused:
        calendar.call_off(session, ADMINISTRATOR, one.id, Bilingual(), version=1, now=NOW)
    assert why(refused) == [("reason_en", "Q1")]
    off = calendar.call_off(session, ADMINISTRATOR, one.id, WHY, version=1, now=NOW)
    assert off.called_off
    assert (off.at, off.reason) == (at("2027-01-14 09:30"), WHY)
    assert [change.what for change in off.changes] == [Changed.ANNOUNCED, Changed.CALLED_OFF]
    assert calendar.call_off(session, ADMINISTRATOR, one.id, WHY, version=2, now=NOW).version == 2
    again = calendar.change(session, ADMINISTRATOR, one.id, crime("2027-01-21 09:30"), version=2, now=NOW)
    assert [change.what for change in again.changes][-1] is Changed.MOVED
    assert not again.called_off


def test_steps_are_only_ever_added(session):
    one = said(session, crime("2027-01-14 09:30"))
    calendar.change(session, ADMINISTRATOR, one.id, crime("2027-01-21 09:30"), version=1, now=NOW)
    calendar.call_off(session, ADMINISTRATOR, one.id, WHY, version=2, now=NOW)
    steps = session.scalars(select(AnnouncementStep).order_by(AnnouncementStep.number)).all()
    assert [(step.number, step.at, step.called_off) for step in steps] == [
        (1, at("2027-01-14 09:30"), False), (2, at("2027-01-21 09:30"), False), (3, at("2027-01-21 09:30"), True),
    ]  # fmt: skip


def test_a_title_can_be_mended_without_a_move(session):
    one = said(session, crime("2026-12-24 09:30"))
    mended = replace(crime("2026-12-24 09:30"), title=Bilingual("Recorded crime"))
    found = calendar.change(session, ADMINISTRATOR, one.id, mended, version=1, now=NOW + 20 * DAY)
    assert found.title.en == "Recorded crime"
    assert [change.what for change in found.changes] == [Changed.ANNOUNCED]
    assert found.in_time(LONDON)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (crime("2026-11-22 09:00"), "day"),
        (crime("2027-12-01 09:30"), "day"),
        (crime(month=Month(2026, 10)), "month"),
        (crime(month=Month(2027, 12)), "month"),
        (replace(crime("2027-01-14 09:30"), title=Bilingual()), "title_en"),
        (replace(crime("2027-01-14 09:30"), title=Bilingual("x" * 121)), "title_en"),
        (replace(crime("2027-01-14 09:30"), partnership=TAMBER), "partnership"),
        (
            replace(crime("2027-01-14 09:30"), reason=Bilingual("PC Jane Miller of 14 Mill Lane is ill.")),
            "reason_en",
        ),
    ],
)
def test_what_cannot_be_said_is_refused_at_its_answer(session, wanted, field):
    with pytest.raises(Refused) as refused:
        said(session, wanted)
    assert {trouble.field for trouble in refused.value.troubles} == {field}


def test_the_same_publication_is_not_announced_twice(session):
    said(session, crime("2027-01-14 09:30"))
    with pytest.raises(Refused, match="stands in the calendar already"):
        said(session, crime("2027-01-14 09:30"), token="another form")
    assert said(session, survey("2027-01-14 09:30")).subject is Subject.SURVEYS


def test_the_same_form_twice_is_one_announcement(session):
    first = said(session, crime("2027-01-14 09:30"), token="a form")
    assert said(session, crime("2027-01-14 09:30"), token="a form") == first
    assert len(calendar.all_of(session)) == 1


def test_what_somebody_else_said_meanwhile_is_not_overwritten(session):
    one = said(session, crime("2027-01-14 09:30"))
    calendar.change(session, ADMINISTRATOR, one.id, crime("2027-01-21 09:30"), version=1, now=NOW)
    with pytest.raises(Refused, match="Somebody else changed this"):
        calendar.change(session, ADMINISTRATOR, one.id, crime("2027-01-28 09:30"), version=1, now=NOW)
    with pytest.raises(Refused, match="Somebody else changed this"):
        calendar.call_off(session, ADMINISTRATOR, one.id, WHY, version=1, now=NOW)


def test_who_keeps_the_calendar(session):
    assert calendar.may(APPROVER, TAMBER)
    assert not calendar.may(APPROVER, HEXMARSH)
    assert not calendar.may(APPROVER, None), "what is everybody's is not for one partnership's approver"
    assert not calendar.may(AUTHOR, TAMBER)
    assert calendar.may(ADMINISTRATOR, None)
    assert calendar.may(Person("a", "A", frozenset({Grant(Role.APPROVER, "*")})), None)
    with pytest.raises(Denied):
        said(session, crime("2027-01-14 09:30"), APPROVER)
    with pytest.raises(Denied):
        said(session, survey("2027-01-14 09:30", HEXMARSH), APPROVER)
    one = said(session, survey("2027-01-14 09:30"), APPROVER)
    for person in (AUTHOR, Person("b", "B", frozenset({Grant(Role.APPROVER, HEXMARSH)}))):
        with pytest.raises(Denied):
            calendar.change(session, person, one.id, survey("2027-01-21 09:30"), version=1, now=NOW)
        with pytest.raises(Denied):
            calendar.call_off(session, person, one.id, WHY, version=1, now=NOW)


def test_whose_it_is_cannot_be_changed(session):
    one = said(session, survey("2027-01-14 09:30"), APPROVER)
    found = calendar.change(session, APPROVER, one.id, crime("2027-01-21 09:30"), version=1, now=NOW)
    assert (found.subject, found.partnership) == (Subject.SURVEYS, TAMBER)


def test_there_is_nothing_of_another_name(session):
    with pytest.raises(Gone):
        calendar.one_of(session, "nothing")


def test_every_change_is_written_down_and_seen_at_once(session):
    before = revision.current(session)
    one = said(session, survey("2027-01-14 09:30"), APPROVER)
    calendar.change(session, APPROVER, one.id, survey("2027-01-21 09:30"), version=1, now=NOW)
    calendar.call_off(session, APPROVER, one.id, WHY, version=2, now=NOW)
    assert revision.current(session) == before + 3
    entries = session.scalars(select(audit.Entry).order_by(audit.Entry.number)).all()
    assert [(entry.act, entry.subject, entry.partnership) for entry in entries] == [
        (act, f"announcement:{one.id}", TAMBER)
        for act in (
            "announced a publication", "changed the announcement of a publication", "called off a publication",
        )
    ]  # fmt: skip
    assert entries[1].said["at"] == "2027-01-21T09:30:00+00:00"


class TestCovering:
    """What announces a publication at an instant."""

    def test_the_exact_minute_is_announced_and_no_other(self, session):
        one = said(session, survey("2027-01-14 09:30"))
        assert calendar.covering(session, Subject.SURVEYS, TAMBER, at("2027-01-14 09:30:00")) == one
        assert calendar.covering(session, Subject.SURVEYS, TAMBER, one.at.astimezone(UTC)) == one
        for other in ("2027-01-14 09:31", "2027-01-14 09:29", "2027-01-15 09:30"):
            assert calendar.covering(session, Subject.SURVEYS, TAMBER, at(other)) is None
        assert calendar.covering(session, Subject.SURVEYS, HEXMARSH, one.at) is None
        assert calendar.covering(session, Subject.CRIME, None, one.at) is None

    def test_what_is_announced_for_all_covers_each(self, session):
        one = said(session, survey("2027-01-14 09:30", None))
        assert calendar.covering(session, Subject.SURVEYS, HEXMARSH, one.at) == one

    def test_what_was_called_off_or_moved_or_is_only_expected_covers_nothing(self, session):
        one = said(session, survey("2027-01-14 09:30"))
        calendar.change(session, ADMINISTRATOR, one.id, survey("2027-01-21 09:30"), version=1, now=NOW)
        said(session, replace(survey("2027-02-04 09:30"), at=None))
        assert calendar.covering(session, Subject.SURVEYS, TAMBER, at("2027-01-14 09:30")) is None
        calendar.call_off(session, ADMINISTRATOR, one.id, WHY, version=2, now=NOW)
        assert calendar.covering(session, Subject.SURVEYS, TAMBER, at("2027-01-21 09:30")) is None

    def test_the_hour_that_comes_twice_is_two_instants(self, session):
        now = datetime(2027, 9, 1, 10, tzinfo=LONDON)
        first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
        said(session, replace(survey("2027-10-30 09:30"), at=first), now=now)
        assert calendar.covering(session, Subject.SURVEYS, TAMBER, first.astimezone(LONDON)) is not None
        assert calendar.covering(session, Subject.SURVEYS, TAMBER, first + timedelta(hours=1)) is None


class TestSayingItLate:
    """A publication that is scheduled and that nothing announces."""

    def test_it_is_put_in_the_calendar_with_its_reason(self, session):
        one = calendar.say_late(session, "operator", crime("2026-12-01 09:30", reason=WHY), now=NOW)
        assert (one.reason, one.in_time(LONDON)) == (WHY, False)
        assert calendar.covering(session, Subject.CRIME, None, at("2026-12-01 09:30")) == one

    def test_without_a_reason_it_is_refused(self, session):
        with pytest.raises(Refused) as refused:
            calendar.say_late(session, "operator", crime("2026-12-01 09:30"), now=NOW)
        assert why(refused) == [("reason_en", "Q1")]

    def test_four_weeks_ahead_no_reason_is_needed(self, session):
        assert calendar.say_late(session, "operator", crime("2027-01-14 09:30"), now=NOW).in_time(LONDON)

    def test_what_is_announced_already_stays_as_it_is(self, session):
        one = said(session, crime("2027-01-14 09:30"))
        assert calendar.say_late(session, "operator", crime("2027-01-14 09:30", reason=WHY), now=NOW) == one

    def test_the_figures_expected_that_month_are_moved_and_not_said_twice(self, session):
        one = said(session, crime("2026-12-03 09:30"), now=NOW - 40 * DAY)
        moved = calendar.say_late(session, "operator", crime("2026-12-10 09:30", reason=WHY), now=NOW)
        assert (moved.id, moved.title, moved.moves[0].old_at) == (one.id, one.title, at("2026-12-03 09:30"))

    def test_its_own_announcement_moves_with_it(self, session):
        first, then = survey("2027-01-14 09:30"), survey("2027-03-04 09:30")
        one = calendar.say_late(session, "software", first, now=NOW)
        other = said(session, survey("2027-01-28 09:30"))
        moved = calendar.say_late(session, "software", then, now=NOW, instead_of=first.at)
        assert (moved.id, moved.at) == (one.id, then.at)
        assert calendar.one_of(session, other.id) == other
        third = calendar.say_late(
            session, "software", survey("2027-03-11 09:30"), now=NOW, instead_of=other.at
        )
        assert third.id not in {one.id, other.id}, "what people announced is theirs to move"


def test_the_next_figures_are_the_next_exact_day(session):
    for when in ("2027-02-11 09:30", "2027-01-14 09:30"):
        said(session, crime(when))
    said(session, replace(crime("2027-01-07 09:30"), at=None))
    off = said(session, crime("2027-01-06 09:30"))
    calendar.call_off(session, ADMINISTRATOR, off.id, WHY, version=1, now=NOW)
    said(session, survey("2026-12-24 09:30"))
    found = calendar.all_of(session)
    assert [one.month for one in found] == sorted(one.month for one in found)
    upcoming = calendar.next_of(found, Subject.CRIME, NOW)
    assert upcoming is not None
    assert upcoming.at == at("2027-01-14 09:30")
    assert calendar.next_of(found, Subject.CRIME, at("2027-01-14 09:30")).at == at("2027-02-11 09:30")
    assert calendar.next_of(found, Subject.CRIME, at("2027-02-11 09:30")) is None
    assert calendar.next_change(found, NOW) == at("2026-12-24 09:30")
    assert calendar.next_change(found, at("2027-02-11 09:30")) is None
