"""Local times that people type: one instant, or a question back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from crimemap.release.instants import MORNING, NotOneInstant, one_instant, parse
from crimemap.terms import Refusal

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-12-10", "2026-12-10T09:30+00:00"),
        ("2026-12-10 09:30", "2026-12-10T09:30+00:00"),
        ("2027-07-08", "2027-07-08T08:30+00:00"),
        ("2027-07-08T09:30", "2027-07-08T08:30+00:00"),
        ("2027-07-08 09:30+02:00", "2027-07-08T07:30+00:00"),
        ("2027-07-08T09:30Z", "2027-07-08T09:30+00:00"),
        ("2026-12-10 00:00", "2026-12-10T00:00+00:00"),
        ("2026-10-25 01:30+01:00", "2026-10-25T00:30+00:00"),
        ("2026-10-25 01:30+00:00", "2026-10-25T01:30+00:00"),
        ("2026-10-25", "2026-10-25T09:30+00:00"),
        ("2026-10-25 00:59", "2026-10-24T23:59+00:00"),
        ("2026-10-25 02:00", "2026-10-25T02:00+00:00"),
        ("2026-03-29 02:00", "2026-03-29T01:00+00:00"),
    ],
)
def test_a_time_typed_here_is_one_instant(typed: str, expected: str):
    assert parse(typed, LONDON) == datetime.fromisoformat(expected)


def test_an_hour_that_comes_twice_is_asked_back_with_both_readings():
    with pytest.raises(NotOneInstant) as refused:
        parse("2026-10-25 01:30", LONDON)
    assert str(refused.value) == (
        "The clocks go back on 25 October 2026, and show 01:30 twice: at 00:30 and at 01:30 UTC."
        " Say which: 2026-10-25 01:30+0100 or 2026-10-25 01:30+0000."
    )
    assert refused.value.readings == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )  # fmt: skip
    for said in ("2026-10-25 01:30+0100", "2026-10-25 01:30+0000"):
        assert parse(said, LONDON) in refused.value.readings


def test_an_hour_that_never_comes_is_asked_back_with_both_readings():
    with pytest.raises(NotOneInstant) as refused:
        parse("2027-03-28 01:30", LONDON)
    assert str(refused.value) == (
        "The clocks go forward on 28 March 2027, and never show 01:30: 00:30 or 02:30 is meant."
        " Say which: 2027-03-28 00:30+0000 or 2027-03-28 02:30+0100."
    )
    for said in ("2027-03-28 00:30+0000", "2027-03-28 02:30+0100"):
        assert parse(said, LONDON) in refused.value.readings


@pytest.mark.parametrize("text", ["", "tomorrow", "10 December 2026", "2026-13-01", "2026-02-30", "09:30"])
def test_what_is_no_time_is_refused(text: str):
    with pytest.raises(Refusal, match="is no time: write it like 2026-12-10 09:30"):
        parse(text, LONDON)


def test_every_hour_of_a_year_is_one_instant_but_two():
    unclear = []
    for month in range(1, 13):
        for day in range(1, 29 if month == 2 else 31 if month in {4, 6, 9, 11} else 32):
            for hour in range(24):
                try:
                    found = one_instant(date(2027, month, day), time(hour, 30), LONDON)
                except NotOneInstant:
                    unclear.append((month, day, hour))
                else:
                    here = found.astimezone(LONDON)
                    assert (here.month, here.day, here.hour, here.minute) == (month, day, hour, 30)
    assert unclear == [(3, 28, 1), (10, 31, 1)]


def test_half_past_nine_is_when_official_statistics_come_out():
    assert time(9, 30) == MORNING
