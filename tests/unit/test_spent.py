"""When a conviction is spent (rule C9): every line of the rule, leap days and month ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crimemap.editorial.rules import (
    Sentence,
    SentenceKind,
    Spent,
    Unit,
    add_months,
    conviction_spent_on,
    spent_on,
)

K, U = SentenceKind, Unit
D = date.fromisoformat


def s(kind: K, length: int | None = None, unit: U | None = None, ends: str | None = None, **more) -> Sentence:
    return Sentence(kind, length, unit, ends_on=D(ends) if ends else None, **more)


CONVICTED = "2026-03-02"
VECTORS = [
    # custody of a year or less: 12 months after its last day
    (s(K.CUSTODY, 6, U.MONTHS, "2026-09-01"), CONVICTED, 30, "2027-09-01"),
    (s(K.CUSTODY, 12, U.MONTHS, "2027-03-01"), CONVICTED, 30, "2028-03-01"),
    (s(K.CUSTODY, 1, U.YEARS, "2027-03-01"), CONVICTED, 30, "2028-03-01"),
    (s(K.CUSTODY, 52, U.WEEKS, "2027-02-28"), CONVICTED, 30, "2028-02-28"),
    (s(K.CUSTODY, 365, U.DAYS, "2027-03-01"), CONVICTED, 30, "2028-03-01"),
    (s(K.CUSTODY, 1, U.DAYS, "2026-03-02"), CONVICTED, 30, "2027-03-02"),
    (s(K.CUSTODY, 6, U.MONTHS, "2026-09-01"), CONVICTED, 17, "2027-03-01"),
    (s(K.CUSTODY, 6, U.MONTHS, "2026-08-31"), CONVICTED, 17, "2027-02-28"),
    # without a last day: from its length, beginning with the conviction, its last day the day before
    (s(K.CUSTODY, 6, U.MONTHS), CONVICTED, 30, "2027-09-01"),
    (s(K.CUSTODY, 12, U.WEEKS), CONVICTED, 30, "2027-05-24"),
    (s(K.CUSTODY, 6, U.MONTHS, starts_on=D("2026-03-30")), CONVICTED, 30, "2027-09-29"),
    # more than a year, up to four: 48 months
    (s(K.CUSTODY, 366, U.DAYS, "2027-03-02"), CONVICTED, 30, "2031-03-02"),
    (s(K.CUSTODY, 53, U.WEEKS, "2027-03-07"), CONVICTED, 30, "2031-03-07"),
    (s(K.CUSTODY, 13, U.MONTHS, "2027-04-01"), CONVICTED, 30, "2031-04-01"),
    (s(K.CUSTODY, 4, U.YEARS, "2030-03-01"), CONVICTED, 30, "2034-03-01"),
    (s(K.CUSTODY, 48, U.MONTHS, "2030-03-01"), CONVICTED, 30, "2034-03-01"),
    (s(K.CUSTODY, 18, U.MONTHS, "2027-09-01"), CONVICTED, 17, "2029-09-01"),
    (s(K.CUSTODY, 2, U.YEARS, "2028-02-29"), CONVICTED, 30, "2032-02-29"),
    (s(K.CUSTODY, 2, U.YEARS, "2028-02-29"), CONVICTED, 17, "2030-02-28"),
    # more than four: 84 months, unless Schedule 18
    (s(K.CUSTODY, 49, U.MONTHS, "2030-04-01"), CONVICTED, 30, "2037-04-01"),
    (s(K.CUSTODY, 5, U.YEARS, "2031-03-01"), CONVICTED, 30, "2038-03-01"),
    (s(K.CUSTODY, 5, U.YEARS, "2031-03-01", schedule_18=False), CONVICTED, 30, "2038-03-01"),
    (s(K.CUSTODY, 5, U.YEARS, "2031-03-01", schedule_18=True), CONVICTED, 30, Spent.NEVER),
    (s(K.CUSTODY, 5, U.YEARS, "2031-03-01"), CONVICTED, 17, "2034-09-01"),
    (s(K.CUSTODY, 4, U.YEARS, "2030-03-01", schedule_18=True), CONVICTED, 30, "2034-03-01"),
    # never
    (s(K.LIFE), CONVICTED, 30, Spent.NEVER),
    (s(K.INDETERMINATE), CONVICTED, 30, Spent.NEVER),
    (s(K.EXTENDED, 3, U.YEARS), CONVICTED, 30, Spent.NEVER),
    (s(K.LIFE), CONVICTED, 17, Spent.NEVER),
    # suspended: as custody of the same length
    (s(K.SUSPENDED, 12, U.WEEKS), CONVICTED, 30, "2027-05-24"),
    (s(K.SUSPENDED, 18, U.MONTHS), CONVICTED, 30, "2031-09-01"),
    # fine: 12 months from the conviction
    (s(K.FINE), CONVICTED, 30, "2027-03-02"),
    (s(K.FINE), CONVICTED, 17, "2026-09-02"),
    (s(K.FINE), "2028-02-29", 30, "2029-02-28"),
    (s(K.FINE), "2026-08-31", 17, "2027-02-28"),
    (s(K.FINE), "2026-12-31", 30, "2027-12-31"),
    (s(K.FINE), "2026-10-25", 30, "2027-10-25"),
    # discharges
    (s(K.ABSOLUTE_DISCHARGE), CONVICTED, 30, CONVICTED),
    (s(K.CONDITIONAL_DISCHARGE, ends="2027-03-01"), CONVICTED, 30, "2027-03-01"),
    (s(K.CONDITIONAL_DISCHARGE, 12, U.MONTHS), CONVICTED, 30, "2027-03-01"),
    # orders: their last day; 24 months where they name none
    (s(K.COMMUNITY_ORDER, ends="2027-09-30"), CONVICTED, 30, "2027-09-30"),
    (s(K.COMMUNITY_ORDER, 12, U.MONTHS), CONVICTED, 30, "2027-03-01"),
    (s(K.COMMUNITY_ORDER, 12, U.MONTHS), "2027-03-01", 30, "2028-02-29"),
    (s(K.COMMUNITY_ORDER, without_end=True), CONVICTED, 30, "2028-03-02"),
    (s(K.OTHER_ORDER, without_end=True), CONVICTED, 17, "2028-03-02"),
    (s(K.OTHER_ORDER, without_end=True), "2028-02-29", 30, "2030-02-28"),
    (s(K.OTHER_ORDER, ends="2031-01-31", without_end=True), CONVICTED, 30, "2031-01-31"),
    (s(K.DISQUALIFICATION, 18, U.MONTHS), CONVICTED, 30, "2027-09-01"),
    (s(K.DISQUALIFICATION, ends="2028-02-29"), CONVICTED, 30, "2028-02-29"),
    # compensation: when it is paid
    (s(K.COMPENSATION, ends="2026-05-04"), CONVICTED, 30, "2026-05-04"),
    (s(K.COMPENSATION), CONVICTED, 30, Spent.UNKNOWN),
    # what nobody can tell
    (s(K.CUSTODY), CONVICTED, 30, Spent.UNKNOWN),
    (s(K.CUSTODY, 6), CONVICTED, 30, Spent.UNKNOWN),
    (s(K.CUSTODY, ends="2027-03-01"), CONVICTED, 30, Spent.UNKNOWN),
    (s(K.CUSTODY, 5000, U.YEARS), CONVICTED, 30, Spent.UNKNOWN),
    (s(K.CUSTODY, 0, U.DAYS), CONVICTED, 30, Spent.UNKNOWN),
    (s(K.COMMUNITY_ORDER), CONVICTED, 30, Spent.UNKNOWN),
    (s(K.DISQUALIFICATION), CONVICTED, 30, Spent.UNKNOWN),
]


@pytest.mark.parametrize(("sentence", "convicted", "age", "expected"), VECTORS)
def test_a_conviction_is_spent_on_the_day_that_the_act_names(sentence, convicted, age, expected):
    day = expected if isinstance(expected, Spent) else D(expected)
    assert spent_on(sentence, D(convicted), age) == day


TOGETHER = [
    ((s(K.FINE), s(K.COMMUNITY_ORDER, ends="2028-01-01")), "2028-01-01"),
    ((s(K.DISQUALIFICATION, ends="2026-06-01"), s(K.FINE)), "2027-03-02"),
    ((s(K.FINE), s(K.COMPENSATION)), "2027-03-02"),
    ((s(K.FINE), s(K.COMPENSATION, ends="2029-01-01")), "2029-01-01"),
    ((s(K.FINE), s(K.LIFE)), Spent.NEVER),
    ((s(K.COMPENSATION), s(K.LIFE)), Spent.NEVER),
    ((s(K.COMPENSATION), s(K.CUSTODY)), Spent.UNKNOWN),
    ((s(K.ABSOLUTE_DISCHARGE), s(K.DISQUALIFICATION, 12, U.MONTHS)), "2027-03-01"),
    ((), Spent.UNKNOWN),
]


@pytest.mark.parametrize(("sentences", "expected"), TOGETHER)
def test_of_several_sentences_the_longest_decides(sentences, expected):
    day = expected if isinstance(expected, Spent) else D(expected)
    assert conviction_spent_on(sentences, D(CONVICTED), 30) == day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-03-31", 6, "2026-09-30"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-01", 0, "2026-12-01"),
    ],
)
def test_months_are_those_of_the_calendar(day, months, expected):
    assert add_months(D(day), months) == D(expected)


def test_a_day_beyond_the_calendar_is_its_last_day():
    assert add_months(date(9999, 6, 1), 12) == date.max
    assert spent_on(s(K.CUSTODY, 6, U.MONTHS, "9999-12-31"), D(CONVICTED), 30) == date.max


def test_a_longer_fine_is_never_spent_earlier():
    days = [spent_on(s(K.FINE), date(2027, 1, 1) + timedelta(days=n), 30) for n in range(1200)]
    assert days == sorted(days)
