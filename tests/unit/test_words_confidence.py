"""How confidence is told: as look.md has it, with what nobody gives said in its place, and polls apart."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from crimemap import language
from crimemap.measures import confidence, crime
from crimemap.measures.comparison import Basis, Group
from crimemap.measures.confidence import Confidence, Why
from crimemap.measures.confidence import similar as similar_room
from crimemap.measures.confidence.shares import Movement, difference, share_of
from crimemap.release import Area, Release
from crimemap.survey import Book, Conduct, Lack, Level, Result, Role
from crimemap.words import alarming
from crimemap.words import confidence as words
from crimemap.words import gap as gap_words
from tests.small_places import FORCE_CODE, PARTNERSHIP
from tests.small_surveys import bare, full, result, target
from tests.unit.test_measures_confidence_gap import LUTON, asked

SAID = "agree that police and council deal with the crime and anti-social behaviour that matter here"


@pytest.fixture(scope="module")
def place(small: Release) -> Area:
    found = small.area(PARTNERSHIP)
    assert found is not None
    return found


def picture(small: Release, *rows: Result, reported: tuple[object, ...] = ()) -> Confidence:
    found = small.area(PARTNERSHIP)
    assert found is not None
    return confidence.of_partnership(Book([("r", rows, reported)]), small, found)


def lead(small: Release, *rows: Result) -> str:
    return str(words.lead(picture(small, *rows).headline, "Tamber Vale"))


# --- the headline -----------------------------------------------------------------------------------


def test_46_to_50_is_told_as_no_clear_change(small: Release):
    assert lead(small, result(46, wave="2025"), result(50)) == (
        f"Of people asked in Tamber Vale in March to April 2026, 50% {SAID}; it was 46% a year before. With 1,100"
        " answers that is no clear change: +4 points, and allowing for chance anything from −0.2 to +8.2."
    )
    told = words.told(picture(small, result(46, wave="2025"), result(50)).headline)
    assert str(told) == (
        "50%; it was 46% a year before. With 1,100 answers that is no clear change: +4 points, and allowing for chance"
        " anything from −0.2 to +8.2."
    )


def test_a_clear_rise_and_a_clear_fall_are_told_in_the_same_words(small: Release):
    rise = lead(small, result(44, wave="2025"), result(52))
    fall = lead(small, result(52, wave="2025"), result(44))
    assert rise.endswith(
        "that is a clear rise: +8 points, and allowing for chance anything from +3.8 to +12.1."
    )
    assert fall.endswith(
        "that is a clear fall: −8 points, and allowing for chance anything from −12.1 to −3.8."
    )
    assert len(rise) == len(fall)


def test_small_steps_without_a_clear_change_do_not_hide_a_clear_one_since_the_first(small: Release):
    steps = [result(n, wave=str(year)) for year, n in ((2023, 43), (2024, 45), (2025, 46), (2026, 50))]
    told = lead(small, *steps)
    assert "it was 46% a year before. With 1,100 answers that is no clear change" in told
    assert told.endswith(
        "Since April 2023, when it was 43%, there is a clear rise: +7 points (+2.8 to +11.1)."
    )
    both = picture(small, result(47, wave="2023"), result(44, wave="2025"), result(52)).headline
    assert "Since" not in str(
        words.lead(both, "Tamber Vale")
    )  # a clear rise as well: told under it, not twice
    assert str(words.since(both)).startswith(
        "Since April 2023, when it was 47%, there is a clear rise: +5 points"
    )


def test_a_margin_never_says_other_than_the_verdict_beside_it():
    """Test and interval are two formulas; where they part by a hair the test stands alone."""
    for now in range(40, 65):
        for base in (150, 400, 1100, 5000):
            found = difference(
                share_of(result(now, base=base), "r"), share_of(result(46.3, wave="2025", base=700), "r")
            )
            told = words.change(found)
            if "(" in told:
                low, high = re.findall(r"[−+]?[\d.]+(?= to|\))", told)
                clear = low.startswith("+") or high.startswith("−")
                assert clear == (found.movement is not Movement.NO_CLEAR_CHANGE), told


def test_those_whom_a_question_is_about_are_named_with_how_many_they_were(small: Release):
    rows = [
        result(n, question="witness-satisfaction", answer="satisfied", wave=wave, base=310)
        for n, wave in ((70, "2025"), (71, "2026"))
    ]
    told = str(words.lead(picture(small, *rows).satisfaction[0], "Tamber Vale"))
    assert told.startswith(
        "Of 310 witnesses who answered in Tamber Vale in March to April 2026, 71% (small sample) were satisfied"
    )


def test_what_the_others_answered_is_told_where_the_file_has_all_of_it(small: Release):
    answers = {
        "strongly-agree": 8, "tend-to-agree": 42, "neither": 24, "tend-to-disagree": 8, "strongly-disagree": 12,
        "dont-know": 6,
    }  # fmt: skip
    rows = [result(n, answer=one) for one, n in answers.items()]
    found = picture(small, *rows)
    assert [(one.answer, one.figure.value) for one in found.answers.shares] == [
        ("agree", 50), ("neither", 24), ("disagree", 20), ("dont-know", 6)
    ]  # fmt: skip
    assert words.others(found.answers, "agree") == (
        "The others answered “Neither agree nor disagree” (24%), “Disagree” (20%) and “Don't know” (6%)."
    )
    assert picture(small, *rows[:-1]).answers is None
    assert picture(small, result(50)).answers is None


def test_two_bases_are_both_told(small: Release):
    assert "With 1,100 answers now and 400 then" in lead(small, result(46, wave="2025", base=400), result(50))


def test_an_earlier_wave_is_told_by_its_time_where_it_is_not_a_year_before(small: Release):
    assert "it was 40% in March to April 2022" in lead(small, result(40, wave="2022"), result(50))
    undated = {"first": None, "last": None, "lacks": frozenset({Lack.DATES})}
    told = lead(small, result(40, wave="2003", **undated), result(50, wave="2008", **undated))
    assert "in Tamber Vale in 2008" in told
    assert "it was 40% in 2003" in told


def test_ninety_answers_are_told_without_a_figure(small: Release):
    assert lead(small, result(61, base=90)) == (
        "90 people answered in Tamber Vale in March to April 2026. That is too few for a fair figure, which takes at"
        " least 100; it says nothing about Tamber Vale."
    )
    assert words.cell(share_of(result(61, base=90), "r")) == "fewer than 100 answers: no figure"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"wording": "Other?"}, "the question was put in other words"),
        ({"mode": "telephone"}, "people were asked in another way"),
        ({"population": "adults"}, "other people were asked"),
    ],
)
def test_across_a_break_no_two_figures_share_a_sentence(small: Release, changed: dict[str, str], why: str):
    told = lead(small, result(46, wave="2025"), result(50, **changed))
    assert why in told
    assert "46%" not in told


def test_where_no_number_of_answers_is_given_nobody_can_tell(small: Release):
    found = picture(small, *bare())
    told = str(words.lead(found.headline, "Tamber Vale"))
    assert "49% say that the police do a good job in their area; it was 51% a year before." in told
    assert told.endswith(
        "The file does not say how many people were asked, so nobody can tell whether that is more than chance."
    )
    assert words.sure(found.latest) == (
        "The file does not say how many people were asked, so nobody can say how sure this is."
    )
    assert (
        "another question, “Police do a good job locally”, and the two do not compare."
        in words.other_question(found)
    )
    assert words.base(found.latest) == "number of answers not given"


def test_a_wave_of_which_only_the_last_day_is_given_is_not_said_to_be_asked_on_it(small: Release):
    row = result(50, first=None, last=date(2023, 12, 31), wave="2023")
    assert words.when(row) == "up to 31 December 2023"
    assert "in Tamber Vale in the time up to December 2023" in lead(small, row)


def test_a_row_of_a_table_does_not_repeat_what_stands_over_it(small: Release):
    told = str(words.told(picture(small, *bare()).headline))
    assert told == "49%; it was 51% a year before. Nobody can tell whether that is more than chance."


def test_an_answer_that_stands_in_is_told_in_its_own_words(small: Release):
    series = picture(small, result(45, question="safe-after-dark", answer="unsafe")).safe[0]
    assert "45% feel unsafe outside in their area after dark" in str(words.lead(series, "Luton"))


# --- one share --------------------------------------------------------------------------------------


def test_the_interval_is_told_in_words():
    share = share_of(result(50), "r")
    assert words.interval(share) == "between 47% and 53%"
    assert (
        words.sure(share) == "Had everybody been asked, the share would most likely be between 47% and 53%."
    )


def test_a_missing_design_effect_is_said():
    assert "the file does not say how much less sure" in words.sure(
        share_of(result(50, design_given=False), "r")
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0%"),
        (0.3, "less than 1%"),
        (0.5, "less than 1%"),
        (50.4, "50%"),
        (99.5, "more than 99%"),
        (100, "100%"),
    ],
)
def test_what_is_not_quite_none_or_all_is_not_said_to_be(value: float, said: str):
    assert words.percent(value) == said


def test_a_small_sample_is_said_beside_its_figure():
    share = share_of(result(50, base=399), "r")
    assert words.cell(share) == "50% (small sample)"
    assert words.small_sample(share) == "Small sample: fewer than 400 people answered (399)."
    assert words.small_sample(share_of(result(50, base=400), "r")) == ""


def test_everything_that_must_stand_beside_a_share_has_a_row_also_where_nobody_gives_it():
    whole = {fact.label: fact.value for fact in words.facts(share_of(result(50), "r"))}
    assert whole["When"] == "2 March 2026 to 24 April 2026"
    assert (whole["Answers"], whole["How"]) == ("1,100 answers", "post and online")
    assert whole["The question"].endswith("?")
    bare_ = result(
        50, base=None, wording="", mode="", population="", first=None, last=None, wave="2008", design_given=False,
        lacks=frozenset(Lack),
    )  # fmt: skip
    none = {fact.label: fact.value for fact in words.facts(share_of(bare_, "r"))}
    assert none.keys() == whole.keys()
    assert none["The question"] == "The file does not give the question’s exact words."
    assert (none["When"], none["How"]) == ("2008; days not given", "not given in the file")
    assert none["Answers"] == "number of answers not given"
    assert len(words.not_given(bare_)) == len(Lack)
    assert words.not_given(result(50)) == ()


def test_the_exact_words_are_the_surveys_own_and_in_welsh_where_it_was_asked_so():
    row = result(50, wording="In English?", wording_cy="Yn Gymraeg?")
    assert words.wording(row) == "In English?"
    with language.using("cy"):
        assert words.wording(row) == "Yn Gymraeg?"
        assert words.wording(replace(row, wording_cy="")) == "In English?"


def test_titles_of_what_nobody_knows_are_readable():
    assert words.question_title("street-lighting") == "Street lighting"
    assert words.answer_label("street-lighting", "good-enough") == "Good enough"
    assert words.answer_label("crime-locally", "dont-know") == "Don't know"


def test_a_poll_says_nothing_of_people_in_general_and_knows_no_small_sample():
    poll = share_of(result(77, conduct=Conduct.POLL, base=212), "r")
    assert words.cell(poll) == "77%"
    assert "nothing of people in general" in words.sure(poll)
    assert "Drawn to speak for" not in {fact.label for fact in words.facts(poll)}


# --- the page ---------------------------------------------------------------------------------------


def test_the_answers_are_told_in_one_sentence_and_their_sum_in_the_next(small: Release):
    split = picture(small, *asked(LUTON)).trend
    assert str(words.trend(split, "Luton")) == (
        "Asked in March to April 2026 about crime in Luton over the last 3 years: 36% say that it got worse, 5% that it"
        " got better, 39% that it stayed the same and 20% do not know."
    )
    assert words.trend_sum(split.latest) == "Together the answers make 100%."
    short = picture(small, *asked(LUTON | {"worse": 30})).trend
    assert words.trend_sum(short.latest).startswith("Together the answers make 94%, not 100%")


def test_a_target_is_told_with_its_line_and_whether_the_whole_interval_reaches_it(small: Release):
    start = target(46, date(2024, 4, 24), first=date(2024, 4, 1), role=Role.BASELINE)
    found = picture(small, result(50), reported=(start, target(54, date(2028, 4, 24))))
    assert (
        str(words.target(found.trajectory)) == "The target is 54% by 24 April 2028, from 46% in April 2024."
    )
    assert str(words.target_verdict(found)) == (
        "To be on course for 54%, it should have been about 50% when people were last asked, in April 2026. 50%"
        " (between 47% and 53%) is too close to say whether it is ahead or behind."
    )
    there = picture(small, result(54), reported=(start, target(54, date(2027, 4, 24))))
    assert "54% is at the target already. But it may be anything between 51% and 57%" in str(
        words.target_verdict(there)
    )
    past = picture(small, result(50), reported=(target(60, date(2012, 3, 31), first=date(2009, 4, 1)),))
    assert str(words.target_verdict(past)).endswith("50% (between 47% and 53%) is below that.")


def test_no_target_no_words(small: Release):
    assert not words.target_verdict(picture(small, result(50)))


def test_similar_areas_are_told_by_whether_they_differ_and_never_by_rank(
    small: Release, place: Area, monkeypatch
):
    others = tuple(replace(place, code=f"E2290000{n}", name=f"Place {n}", position=n) for n in (2, 3))
    group = Group(place, Basis.SUPPLIED, None, others, 2)
    monkeypatch.setattr(similar_room, "group_of", lambda release, area: group)
    rows = [result(50), result(52, area="E22900002"), result(70, area="E22900003")]
    found = picture(small, *rows).similar
    assert str(words.similar(found, "Tamber Vale")) == (
        "Of 2 areas with a figure of the same survey, 1 differ clearly from Tamber Vale."
    )
    assert [words.similar_cell(row) for row in found.rows] == ["No", "Yes"]
    one = picture(small, *rows[:2]).similar
    assert str(words.similar(one, "Tamber Vale")) == (
        "Tamber Vale and Place 2 do not differ clearly: −2 points, and allowing for chance anything from −6.2 to +2.2."
    )
    none = picture(small, result(50)).similar
    assert str(words.similar(none, "Tamber Vale")).startswith(
        "None of the areas beside Tamber Vale has a figure"
    )


def test_a_smaller_area_shows_its_partnerships_figure_as_the_partnerships():
    told = words.of_part("Larkwith", "Tamber Vale")
    assert told == "Larkwith is part of Tamber Vale, and this is how people feel in the whole of Tamber Vale."
    assert "Larkwith alone" in words.not_sampled_below("Larkwith")


def test_a_force_is_told_as_its_area(small: Release, place: Area):
    force = small.area(FORCE_CODE)
    assert words.place(force) == f"the area of {force.name}"
    assert words.place(place) == "Tamber Vale"


@pytest.mark.parametrize("why", Why)
def test_every_reason_for_no_figure_has_its_words(why: Why):
    assert "Tamber Vale" in words.why(why, "Tamber Vale")
    assert words.why(Why.TOO_FEW, "Tamber Vale", 90).startswith("90 people answered in Tamber Vale: ")


def test_rows_of_the_table_of_all_tell_why_they_have_no_figure(small: Release):
    def row(*rows: Result) -> str:
        return words.row_cell(confidence.of_all(Book([("r", rows, ())]), small).rows[0])

    assert row(result(50)) == "50%"
    assert row(result(61, base=90)) == "fewer than 100 answers: no figure"
    assert row() == "not asked"
    assert row(result(48, area=FORCE_CODE, level=Level.FORCE)) == "asked in a wider area only"


# --- all of it --------------------------------------------------------------------------------------


def test_nothing_that_is_said_alarms_ranks_or_leaves_a_hole(small: Release, place: Area):
    found = picture(small, *full(), reported=(target(55, date(2028, 3, 31)),))
    book = Book([("r", full(), ())])
    gaps = confidence.gaps_of(book, small, place)
    told = [
        *(str(words.told(one)) for one in found.series),
        *(str(words.lead(one, "Tamber Vale")) for one in found.series),
        *(str(words.strand(one)) for one in found.strands.asked),
        *words.strands_note(found.strands),
        str(words.strands_sum(found.strands)),
        str(words.target(found.trajectory)),
        str(words.target_verdict(found)),
        *(fact.value for row in full() for fact in words.facts(share_of(row, "r"))),
        words.poll_note(),
        words.wider_note(),
        words.nobody(),
        words.nobody("Tamber Vale"),
        *(str(one) for gap in gaps for one in gap_words.gap(gap)),
        crime.SOURCE,
    ]  # fmt: skip
    assert all(told)
    assert [text for text in told if alarming(text)] == []
    assert [
        text for text in told if "nan" in text.lower().split() or "None" in text.split() or "%(" in text
    ] == []
