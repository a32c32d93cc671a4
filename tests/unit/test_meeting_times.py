"""Days and hours of meetings as instants, on the two nights on which the clocks change and on every other."""

from __future__ import annotations

import datetime as dt

import pytest

from crimemap.editorial.meetings import times
from crimemap.editorial.meetings.content import Every, Move
from crimemap.editorial.meetings.dates import dates_of, told
from tests.small_meetings import NOW, ZONE, meeting, series

FORWARD = dt.date(2027, 3, 28)
BACK = dt.date(2026, 10, 25)
HALF_PAST_ONE = dt.time(1, 30)


def days_of(**changes):
    return list(times.days(meeting(**changes)))


def test_an_hour_that_the_clocks_leave_out_does_not_exist():
    assert not times.exists(FORWARD, HALF_PAST_ONE, ZONE)
    assert times.exists(FORWARD, dt.time(2, 30), ZONE)
    for second in (False, True):
        assert times.instant(FORWARD, HALF_PAST_ONE, ZONE, second=second).hour == 2


def test_an_hour_that_comes_twice_is_two_instants():
    assert times.comes_twice(BACK, HALF_PAST_ONE, ZONE)
    assert not times.comes_twice(BACK, dt.time(2, 30), ZONE)
    first = times.instant(BACK, HALF_PAST_ONE, ZONE).astimezone(dt.UTC)
    second = times.instant(BACK, HALF_PAST_ONE, ZONE, second=True).astimezone(dt.UTC)
    assert second - first == dt.timedelta(hours=1)


def test_seven_in_the_evening_is_seven_in_summer_and_in_winter():
    starts = [each.start.astimezone(ZONE) for each in dates_of(series(), ZONE)]
    assert {start.time() for start in starts} == {dt.time(19)}
    assert {start.utcoffset() for start in starts} == {dt.timedelta(0), dt.timedelta(hours=1)}


def test_weekly_and_fortnightly_series_end_with_their_last_day():
    last = dt.date(2026, 12, 31)
    assert [day.day for day in days_of(every=Every.WEEK, last=last)] == [3, 10, 17, 24, 31]
    assert [day.day for day in days_of(every=Every.FORTNIGHT, last=last)] == [3, 17, 31]


def test_a_monthly_series_keeps_its_weekday_and_its_week():
    found = days_of(day=dt.date(2026, 12, 17), every=Every.MONTH, last=dt.date(2027, 4, 30))
    assert found == [dt.date(2026, 12, 17), dt.date(2027, 1, 21), dt.date(2027, 2, 18), dt.date(2027, 3, 18),
                     dt.date(2027, 4, 15)]  # fmt: skip


def test_the_fifth_thursday_is_the_last_where_a_month_has_four():
    found = days_of(day=dt.date(2026, 12, 31), every=Every.MONTH, last=dt.date(2027, 3, 1))
    assert found == [dt.date(2026, 12, 31), dt.date(2027, 1, 28), dt.date(2027, 2, 25)]


@pytest.mark.parametrize(("begins", "ends", "hours"), [((23, 0), (4, 0), 5), ((19, 0), (20, 30), 1.5)])
def test_what_begins_in_the_evening_and_ends_in_the_small_hours_ends_on_the_next_day(begins, ends, hours):
    one = next(dates_of(meeting(begins=dt.time(*begins), ends=dt.time(*ends)), ZONE))
    assert one.end is not None
    assert one.end - one.start == dt.timedelta(hours=hours)


def test_a_walk_through_the_night_on_which_the_clocks_go_forward_is_an_hour_shorter():
    walk = meeting(day=FORWARD - dt.timedelta(days=1), begins=dt.time(23), ends=dt.time(4))
    one = next(dates_of(walk, ZONE))
    assert one.end is not None
    assert one.end - one.start == dt.timedelta(hours=4)


def test_an_end_in_the_hour_that_comes_twice_lies_after_the_beginning():
    late = meeting(day=BACK, begins=dt.time(1, 15), ends=dt.time(1, 45), second=True)
    one = next(dates_of(late, ZONE))
    assert one.end is not None
    assert one.end - one.start == dt.timedelta(minutes=30)


def test_a_moved_date_keeps_what_is_not_said_anew():
    move = Move(day=dt.date(2027, 1, 7), to=dt.date(2027, 1, 14), reason_en="The hall is booked.")
    one = list(dates_of(series(moves=(move,)), ZONE))[1]
    assert one.start.astimezone(ZONE) == dt.datetime(2027, 1, 14, 19, tzinfo=ZONE)
    assert one.was is not None
    assert one.was.astimezone(ZONE).date() == dt.date(2027, 1, 7)
    assert (one.place, one.was_place, one.why.en) == ("Moor Street Hall", "", "The hall is booked.")


def test_another_hall_brings_its_own_address_with_it():
    move = Move(day=dt.date(2027, 1, 7), place="The Library", reason_en="The heating broke.")
    one = list(dates_of(series(moves=(move,)), ZONE))[1]
    assert (one.place, one.address, one.was_place, one.was) == ("The Library", "", "Moor Street Hall", None)


def test_what_was_told_of_a_date_that_is_over_stays_as_it_was():
    before = told({}, series(), NOW)
    later = dt.datetime(2026, 12, 4, tzinfo=ZONE)
    after = told(before, series(begins=dt.time(18), ends=dt.time(19), place="The Library"), later)
    assert after["2026-12-03"] == before["2026-12-03"]
    assert after["2027-01-07"].start.hour == 18


def test_a_date_that_people_know_of_says_what_it_was_when_the_series_changes():
    before = told({}, series(), NOW)
    changed = series(begins=dt.time(18), ends=dt.time(19), changed_en="The hall closes earlier.")
    one = told(before, changed, NOW)["2027-01-07"]
    assert one.was == before["2027-01-07"].start
    assert one.why.en == "The hall closes earlier."
    again = told(told(before, changed, NOW), series(), NOW)["2027-01-07"]
    assert again.was is None, "back to what was said first"
