"""How the gap is told: what police recorded, what people say, whether both point one way, or why nobody knows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from crimemap.figure import Figure, Interval, Status
from crimemap.measures.confidence import Unclear
from crimemap.measures.confidence.gap import gap_of
from crimemap.measures.confidence.shares import share_of
from crimemap.release import Area, Release
from crimemap.terms import CrimeType
from crimemap.words import gap as gap_words
from tests.small_places import PARTNERSHIP
from tests.small_surveys import result
from tests.unit.test_measures_confidence_gap import TREND, people, record


@pytest.fixture(scope="module")
def place(small: Release) -> Area:
    found = small.area(PARTNERSHIP)
    assert found is not None
    return found


def test_lutons_gap_is_told_whole(place: Area):
    found = gap_of(place, TREND, people(), record(8500, 10000))
    assert [str(one) for one in gap_words.gap(found)] == [
        (
            "Recorded crime fell by 15%, from 10,000 in the 12 months to September 2023 to 8,500 in the 12 months to"
            " September 2026 (between 13% and 17%)."
        ),
        (
            "Asked in March to April 2026, 36% said that crime had got worse and 5% that it had got better: 31 points"
            " more (between 28 and 34) that it had got worse."
        ),
        "The two point opposite ways.",
    ]
    assert gap_words.people_cell(found) == "31 points more say worse than better, 28 to 34"
    assert gap_words.shares_cell(found) == "36% worse, 5% better"
    assert gap_words.verdict_cell(found) == "Opposite ways"
    assert gap_words.unclear(found) == ""
    assert "1 in 5" in gap_words.note()


def test_a_rise_is_told_in_the_words_of_a_fall(place: Area):
    fall = str(gap_words.recorded(gap_of(place, TREND, people(), record(8500, 10000))))
    rise = str(gap_words.recorded(gap_of(place, TREND, people(), record(10000, 8500))))
    assert (
        fall.replace("fell by 15%", "").split(" from ")[0]
        == rise.replace("rose by 18%", "").split(" from ")[0]
    )
    assert "rose by 18%, from 8,500" in rise


@pytest.mark.parametrize("why", Unclear)
def test_every_reason_why_nobody_can_tell_is_said(place: Area, why: Unclear):
    found = replace(gap_of(place, TREND, people(), record(8500, 10000)), why=why)
    assert gap_words.unclear(found)
    assert str(gap_words.verdict(found)).startswith("Nobody can tell whether the two point the same way. ")
    assert re.fullmatch(r"Cannot tell: \w[\w’ ]+", gap_words.verdict_cell(found))


def test_a_record_without_a_clear_change_says_so_in_counts_where_they_are_few(place: Area):
    assert str(gap_words.recorded(gap_of(place, TREND, people(), record(8, 10)))) == (
        "Recorded crime fell from 10 to 8 from the 12 months to September 2023 to the 12 months to September 2026: no"
        " clear change."
    )


def test_a_record_that_does_not_reach_back_says_how_far_it_does(place: Area):
    short = replace(record(8500, 10000), years=1.75)
    told = str(gap_words.recorded(gap_of(place, TREND, people(), short)))
    assert told.endswith(
        "People were asked about the last 3 years, but these two times lie only 21 months apart."
    )


def test_reports_of_anti_social_behaviour_are_no_crimes(place: Area):
    found = gap_of(place, TREND, people(), replace(record(8500, 10000), what=CrimeType.ANTI_SOCIAL_BEHAVIOUR))
    assert str(gap_words.recorded(found)).startswith("Reports of anti-social behaviour fell by 15%")


def test_an_interval_that_holds_0_names_both_of_its_sides():
    figure = Figure(
        -2.0, Status.PUBLISHED, crime_period(), "percentage points", "s", "r", Interval(-6, 2, "m")
    )
    assert gap_words.net_said(figure) == "2 points fewer (between 6 fewer and 2 more)"


def crime_period():
    return share_of(result(50), "r").figure.period
