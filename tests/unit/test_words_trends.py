"""Changes in words: whether they are too large to be chance alone, and a rise in exactly the words of a fall."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crimemap import words
from crimemap.figure import Status
from crimemap.measures import crime
from crimemap.measures.crime import Verdict
from crimemap.measures.definitions import Break
from crimemap.measures.national import national
from crimemap.release import Release
from crimemap.terms import CRIME_TYPES, CrimeType, Month, Period
from tests.small_release import PARTNERSHIP
from tests.unit.told_figures import M, P, area, change, figure, quality

SYSTEM = Break(
    month="2026-01",
    what="New recording system",
    forces=(),
    types=(),
    source="https://a.example/",
    reviewed=date(2026, 1, 1),
)
MIRROR = {
    "fell": "rose", "fall": "rise", "fewer": "more", "rose": "fell", "rise": "fall", "more": "fewer",
}  # fmt: skip


def mirrored(text: str) -> str:
    """The template of a sentence with its direction turned round."""
    return re.sub(r"\b(fell|fall|fewer|rose|rise|more)\b", lambda found: MIRROR[found[0]], text)


def template(text: object) -> str:
    """A sentence without its numbers."""
    return re.sub(r"\d[\d,]*%?", "#", str(text))


@pytest.mark.parametrize(
    ("now", "before", "column", "sentence"),
    [
        (1184, 1302, "Yes, fewer", "That is too large to be chance alone."),
        (1302, 1184, "Yes, more", "That is too large to be chance alone."),
        (50, 46, "No", "A difference of this size can be chance."),
        (46, 50, "No", "A difference of this size can be chance."),
        (6, 3, "No", "A difference of this size can be chance."),
        (1, 9, "Yes, fewer", "That is too large to be chance alone."),
        (50, 50, "No", ""),
        (0, 0, "No", ""),
    ],
)
def test_the_verdict_is_said_in_plain_words(now: int, before: int, column: str, sentence: str):
    assert words.verdict(change(now, before)) == column
    assert words.verdict_sentence(change(now, before)) == sentence


@pytest.mark.parametrize(
    "gap", [change(0, 50, now_is=M), change(50, 0, before_is=M), change(40, 50, now_is=P)]
)
def test_where_a_figure_is_missing_or_partial_nobody_can_tell(gap: crime.Change):
    assert words.verdict(gap) == "Cannot tell"
    assert words.verdict_sentence(gap) == ""


def test_nothing_is_judged_across_a_break_and_no_percentage_is_given():
    broken = dataclasses.replace(change(1184, 1302), broken_by=SYSTEM)
    assert words.verdict(broken) == "Cannot tell"
    told = f"{words.lead(area(), broken, quality())} {words.trend(broken, [], quality())}"
    assert "%" not in told
    assert "1,302" not in told
    assert "New recording system, January 2026" in told


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 4000), st.integers(0, 4000))
def test_a_rise_is_told_in_the_words_of_the_same_fall(one: int, other: int):
    """The mirror test: swap now and before, and only the direction may change."""
    there, back = change(one, other), change(other, one)
    if (one - other) and min(one, other) > 1:
        assert template(words.lead(area(), there, quality())) == mirrored(
            template(words.lead(area(), back, quality()))
        )
    assert template(words.trend(there, [], quality())) == mirrored(template(words.trend(back, [], quality())))
    assert {words.verdict_sentence(there)} == {words.verdict_sentence(back)}
    swapped = {Verdict.MORE: Verdict.FEWER, Verdict.FEWER: Verdict.MORE}
    assert there.verdict is swapped.get(back.verdict, back.verdict)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=2, max_size=6))
def test_kinds_that_rose_are_named_by_the_rule_for_kinds_that_fell(pairs: list[tuple[int, int]]):
    there, back = (
        [
            crime.TypeChange(kind, change(*pair[::step]))
            for kind, pair in zip(CRIME_TYPES, pairs, strict=False)
        ]
        for step in (1, -1)
    )
    one, other = (words.trend(change(900, 900), rows, quality()) for rows in (there, back))
    one, other = (
        str(told).replace("No kind of crime rose or fell by 5 or more", "None") for told in (one, other)
    )
    sides = [sorted(re.split(r"[.;] ?", template(side).lower())) for side in (one, mirrored(other))]
    assert sides[0] == sides[1]


def test_two_kinds_share_a_clause_only_where_the_verdict_on_both_is_the_same():
    kinds = [
        crime.TypeChange(CrimeType.BURGLARY, change(92, 127)),
        crime.TypeChange(CrimeType.VIOLENT_CRIME, change(371, 400)),
    ]
    told = str(words.trend(change(500, 560), kinds, quality()))
    assert told.endswith("Burglary fell from 127 to 92.")


def test_the_latest_month_stands_beside_the_same_month_a_year_earlier():
    month = Period.of(Month(2026, 9))
    told = crime.Change(figure(92, period=month), figure(109, period=month.before()))
    assert str(words.latest_month(told, quality())) == (
        "The latest month is September 2026, with 92 crimes."
        " That is 17 fewer than in September 2025 (109), a fall of 16%: no clear change."
    )
    reports = str(words.latest_month(told, quality(), CrimeType.ANTI_SOCIAL_BEHAVIOUR))
    assert reports.startswith("The latest month is September 2026, with 92 reports.")


def test_a_latest_month_without_figures_is_not_said_to_be_none():
    month = Period.of(Month(2026, 9))
    gone = crime.Change(figure(0, Status.MISSING, month), figure(109, period=month.before()))
    told = str(words.latest_month(gone, quality(missing=("2026-09",))))
    assert told.startswith("There is no figure for September 2026. Corvenshire Police supplied no figures")
    assert " 0 " not in told


def test_the_years_are_told_from_the_first_to_the_last_that_can_be_compared(small: Release):
    place = small.area(PARTNERSHIP)
    trend = crime.trend(small, place)
    first, last = (year.figure for year in trend.years)
    told = str(words.years_told(trend))
    for value in (first.value, last.value):
        assert f"{value:,}" in told
    assert "12 months to September 2025" in told
    assert "12 months to September 2026" in told
    broken = dataclasses.replace(trend, months=dataclasses.replace(trend.months, breaks=(SYSTEM,)))
    assert not words.years_told(broken)


def test_the_national_series_are_told_from_their_own_figures():
    assert str(words.national_lead(national()["survey"])) == (
        "The estimate was 11.3 million in 1981, 19.8 million at its highest in 1995, and 5.7 million in the 12 months"
        " to March 2020."
    )
    told = [str(sentence) for sentence in words.stretches(national()["recorded"])]
    assert told[2] == (
        "It fell from 5.8 million in the 12 months to March 2003 to 3.5 million in the 12 months to March 2014,"
        " a fall of 39%."
    )
    assert told[3] == (
        "It rose from 3.6 million in the 12 months to March 2015 to 5.3 million in the 12 months to March 2025,"
        " a rise of 48%."
    )
    assert "a fall of 47%" in str(words.claim(national()["survey"]))
