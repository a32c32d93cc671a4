"""Indicators in words: signs, intervals, both periods and both counts; a place in order never by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crimemap.measures import indicators as measured
from crimemap.measures.comparison.groups import Basis, Group
from crimemap.measures.definitions import Polarity
from crimemap.measures.indicators import Beside, NoRank, Rank, Tier, Why
from crimemap.release import Area, Release
from crimemap.survey import Result, Role
from crimemap.terms import Nation
from crimemap.words import alarming
from crimemap.words import indicators as said
from crimemap.words import standings as told
from tests.reported_rows import BEFORE, book, changed, place_of, reported, standing
from tests.small_surveys import result


@pytest.fixture
def place(small: Release) -> Area:
    return place_of(small)


# --- what an indicator is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "title", "level"),
    [
        ("ni-5", "NI 5: Overall/general satisfaction with local area", "From the national list"),
        ("ni-19", "NI 19: Rate of proven re-offending by young offenders", "Chosen locally"),
        ("challenge-index", "Area Challenge Index", "Not in the national list"),
    ],
)
def test_a_row_has_its_number_its_title_and_its_level_in_words(indicator: str, title: str, level: str):
    row = measured.catalogue()[indicator]
    assert (said.title(row), said.level(row.level)) == (title, level)


def test_local_says_how_it_came_to_be_local():
    assert "“(local)” in Luton’s agreement" in said.level_explained(measured.catalogue()["ni-21"])
    assert "local" not in said.level_explained(measured.catalogue()["ni-17"]).lower()


def test_every_way_that_may_be_better_is_said():
    assert len({said.better(way) for way in Polarity}) == 3
    assert len({said.level(tier) for tier in (*Tier, None)}) == 3


@pytest.mark.parametrize(
    ("nation", "has", "has_not"),
    [
        (
            Nation.ENGLAND,
            ("Crime and Disorder Reduction Partnership (CDRP)", "(LSP)", "Local Area Agreement (LAA)"),
            ("(CSP)", "(LSB)"),
        ),
        (
            Nation.WALES,
            ("Community Safety Partnership (CSP)", "Local Service Board (LSB)", "no Local Area Agreements"),
            ("CDRP", "LSP", "(LAA)"),
        ),
    ],
)
def test_each_nation_is_told_in_its_own_terms(nation: Nation, has: tuple[str, ...], has_not: tuple[str, ...]):
    text = str(said.terms(nation))
    assert [word for word in has if word not in text] == []
    assert [word for word in has_not if word in text] == []


def test_other_nations_have_none_of_the_papers_things():
    assert not said.terms(Nation.NORTHERN_IRELAND)


def test_what_the_paper_prints_is_quoted_and_not_told_as_a_figure():
    assert "The document prints: “Anti-social behaviour (16%)”." in said.named(
        measured.catalogue()["anti-social-behaviour"]
    )


# --- values ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (50.0, "%", "50%"),
        (27.4, "% repeat cases", "27.4%"),
        (0.8, "offences per 1,000 residents", "0.8"),
        (1640.4, "admissions per 100,000", "1,640"),
        (0.0, "applications", "0"),
        (-3.0, "% change", "\u22123%"),
    ],
)
def test_a_value_is_told_in_its_unit(small: Release, place: Area, value: float, unit: str, text: str):
    found = standing(small, place, "ni-16", reported("ni-16", value, unit=unit)).latest
    assert told.value(found.figure) == text


def test_a_figure_of_too_few_says_so_and_has_no_number(small: Release, place: Area):
    found = standing(small, place, "ni-21", result(44.0, base=90)).latest
    assert told.value(found.figure) == "no figure: fewer than 100 asked"
    assert "44" not in str(told.only(found)) + told.interval(found.figure)


def test_a_small_sample_is_called_small(small: Release, place: Area):
    found = standing(small, place, "ni-21", result(44.0, base=399)).latest
    assert told.asked(found) == "399 (small sample)"
    assert told.asked(standing(small, place, "ni-21", result(44.0, base=400)).latest) == "400"


def test_an_interval_of_thousands_has_nothing_after_the_point(small: Release, place: Area):
    row = reported("ni-39", 1640.0, unit="admissions per 100,000", lower=1585.2, upper=1697.4)
    assert told.interval(standing(small, place, "ni-39", row).latest.figure) == "1,585 to 1,697"


def test_no_interval_is_said_to_be_none(small: Release, place: Area):
    found = standing(small, place, "ni-4", reported("ni-4", 31.0)).latest
    assert (told.interval(found.figure), told.asked(found)) == ("none given", "not given")


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        (46.0, 50.0, "That is no clear change: chance alone may have made it."),
        (44.0, 52.0, "That is up, by more than chance explains."),
        (52.0, 44.0, "That is down, by more than chance explains."),
    ],
)
def test_a_rise_and_a_fall_are_told_alike(small: Release, place: Area, before: float, now: float, text: str):
    found = standing(small, place, "ni-21", result(before, wave="2025"), result(now))
    assert text in str(told.step(found.change))


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("% repeat cases", "27% repeat cases"),
        ("offences per 1,000 residents", "27 offences per 1,000 residents"),
        ("%", "27%"),
    ],
)
def test_a_value_stands_with_what_it_counts(small: Release, place: Area, unit: str, text: str):
    found = standing(small, place, "ni-32", reported("ni-32", 27.0, unit=unit, base=289)).latest
    assert told.whole(found.figure).startswith(text)


def test_what_a_value_rests_on_is_people_asked_or_cases(small: Release, place: Area):
    cases = standing(small, place, "ni-32", reported("ni-32", 27.0, unit="% repeat cases", base=289)).latest
    assert told.rests_on(cases) == "289 cases"
    assert told.rests_on(standing(small, place, "ni-21", result(44.0, base=399)).latest) == (
        "399 (small sample) asked"
    )
    assert told.rests_on(standing(small, place, "ni-4", reported("ni-4", 31.0)).latest) == ""


def test_every_verdict_says_since_when_and_small_steps_add_up_since_the_baseline(small: Release, place: Area):
    def wave(percent: float, year: int) -> Result:
        return result(percent, wave=str(year), first=date(year, 7, 6), last=date(year, 8, 28))

    rows = [wave(43.0, 2023), wave(45.0, 2024), wave(46.0, 2025), wave(50.0, 2026)]
    base = reported(
        "ni-21", 43.0, role=Role.BASELINE, first=date(2023, 7, 6), last=date(2023, 8, 28), unit="%"
    )
    found = standing(small, place, "ni-21", *rows, base)
    assert told.since(found) == "No clear change since the 2 months to August 2025."
    assert str(told.long_run(found)).startswith(
        "Since the baseline, 43% in the 2 months to August 2023: up, by more than chance explains."
        " The difference is +7.0 points"
    )
    assert str(told.long_run(standing(small, place, "ni-21", *rows))).startswith(
        "Since the first figure here, 43% in"
    )
    assert not told.long_run(standing(small, place, "ni-21", *rows[2:]))


def test_a_first_figure_that_was_asked_otherwise_is_not_held_against_the_latest(small: Release, place: Area):
    rows = [
        result(
            43.0, wave="2024", wording="Another question?", first=date(2024, 7, 6), last=date(2024, 8, 28)
        ),
        result(46.0, wave="2025", first=date(2025, 7, 6), last=date(2025, 8, 28)),
        result(50.0, wave="2026", first=date(2026, 7, 6), last=date(2026, 8, 28)),
    ]
    assert not told.long_run(standing(small, place, "ni-21", *rows))


def test_of_too_few_answers_no_change_is_told(small: Release, place: Area):
    found = standing(small, place, "ni-21", result(44.0, wave="2025", base=90), result(52.0))
    assert str(told.step(found.change)) == "One of the two has no figure, so they are not compared."


def test_four_points_more_has_its_interval(small: Release, place: Area):
    found = standing(small, place, "ni-21", result(46.0, wave="2025"), result(50.0))
    assert "The difference is +4.0 points (95% interval \u22120.2 to +8.2)." in str(told.step(found.change))


def test_across_a_change_of_the_question_nothing_is_compared(small: Release, place: Area):
    found = standing(small, place, "ni-21", result(46.0, wave="2025", wording="Else?"), result(50.0))
    assert str(told.step(found.change)).startswith("The question or the way of asking changed in between")


def test_the_target_is_told_with_its_day_and_its_baseline(small: Release, place: Area):
    rows = [
        reported("ni-21", 55.0, Role.TARGET, last=date(2028, 3, 31)),
        reported("ni-21", 43.0, Role.BASELINE, first=BEFORE[0], last=BEFORE[1]),
    ]
    text = str(told.target(standing(small, place, "ni-21", result(46.0), *rows)))
    assert "The target is 55% by 31 March 2028. It starts from 43% in the 12 months to March 2025." in text
    assert "straight line" in text
    assert str(told.target(standing(small, place, "ni-21", result(46.0)))) == "Nobody supplied a target."


# --- changes that somebody reported ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "before", "now", "text"),
    [
        (-15.0, 2000.0, 1700.0, "That is \u221215.0%, a fall."),
        (16.0, 500.0, 580.0, "That is +16.0%, a rise."),
        (0.0, 500.0, 500.0, "That is no change."),
    ],
)
def test_a_reported_change_has_its_sign_both_periods_and_both_counts(
    value: float, before: float, now: float, text: str
):
    sentence = str(told.change_reported(changed("overall-crime", value, before, now)))
    assert sentence == (
        f"The count was {before:,.0f} from 1 April 2024 to 31 March 2025 and {now:,.0f} from 1 April 2025 to"
        f" 31 March 2026. {text}"
    )


@pytest.mark.parametrize(("before", "now"), [(19.0, 40.0), (40.0, 19.0)])
def test_small_counts_are_told_and_not_divided(before: float, now: float):
    sentence = str(told.change_reported(changed("robbery", 100.0, before, now)))
    assert "%" not in sentence
    assert f"{before:.0f}" in sentence
    assert f"{now:.0f}" in sentence


# --- places in order -------------------------------------------------------------------------------


def beside(small: Release, place: Area, rank: Rank | None, why: NoRank | None = None) -> Beside:
    own = standing(small, place, "ni-21", result(50.0)).latest
    return Beside(Group(place, Basis.NATION, None, (), 0), own, (), rank, why)


def test_second_of_ten_is_never_told_without_the_seven(small: Release, place: Area):
    text = str(told.rank(beside(small, place, Rank(2, 10, 7, 0, highest_first=True))))
    assert text == (
        "Counted from the highest, the figure of Tamber Vale alone is number 2 of 10, but 7 of the other 9 cannot be"
        " told apart from it: their intervals overlap."
    )


@pytest.mark.parametrize(
    "rank", [Rank(1, 5, 0, 0, highest_first=False), Rank(3, 5, 1, 2, highest_first=False)]
)
def test_a_place_in_order_says_from_which_end_and_how_many_overlap(small: Release, place: Area, rank: Rank):
    text = str(told.rank(beside(small, place, rank)))
    assert "from the lowest" in text
    assert "overlap" in text
    assert ("2 others of the very same figure" in text) is bool(rank.shared)


@pytest.mark.parametrize("why", list(NoRank))
def test_without_a_place_in_order_the_reason_is_told_and_no_number_of_a_place(
    small: Release, place: Area, why: NoRank
):
    text = str(told.rank(beside(small, place, None, why)))
    assert text.startswith("No place in order is told")
    assert "number" not in text


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_for_no_figure_is_a_sentence(small: Release, place: Area, why: Why):
    found = replace(standing(small, place, "ni-17"), why=why)
    assert told.why_none(found).endswith(".")


# --- the Challenge Index ---------------------------------------------------------------------------


def test_a_place_of_the_paper_is_harder_than_average_and_no_other_place_is_named(small: Release, place: Area):
    luton = replace(place, code="E22000010", name="Luton")
    text = str(said.challenge(measured.challenge_of(book(), small, luton)))
    assert "Luton scored 70 on a scale from 1 to 100" in text
    assert "“harder-than-average place”" in text
    assert "People in places like this tend to give lower ratings, whoever does the work." in text
    assert [name for name in ("72", "71", "Manchester", "Leicester", "Birmingham") if name in text] == []


def test_without_an_average_the_side_of_it_is_not_told(small: Release, place: Area):
    found = measured.challenge_of(book(reported("challenge-index", 61.0)), small, place)
    assert "cannot be said which side" in str(said.challenge(found))
    assert "harder-than-average" not in str(said.challenge(found))


def test_an_average_that_was_supplied_is_told(small: Release, place: Area):
    rows = (reported("challenge-index", 61.0), reported("challenge-index", 50.0, area="E92000001"))
    text = str(said.challenge(measured.challenge_of(book(*rows), small, place)))
    assert "The average is 50. The index calls this" in text


def test_the_five_are_told_by_name_with_no_score_beside_a_name():
    text = said.challenge_paper()
    assert (
        "Birmingham City, Blackburn with Darwen, Leicester City, Luton and Manchester City: between 70 and 72"
        in text
    )
    assert alarming(text) == []
