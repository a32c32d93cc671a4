"""What stands beside the headline in a partnership's picture: every answer, strands, targets, similar areas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crimemap.measures.comparison import Basis, Group
from crimemap.measures.confidence import Against, Confidence
from crimemap.measures.confidence import similar as similar_room
from crimemap.release import Release
from crimemap.survey import Result, Role
from tests.small_surveys import STRANDS, result, target
from tests.unit.picture_of_partnership import partnership, picture

# --- the answers side by side ------------------------------------------------------------------------


def asked(answers: dict[str, float]) -> list[Result]:
    return [result(n, question="crime-locally", answer=one) for one, n in answers.items()]


LUTON = {"worse": 36, "better": 5, "dont-know": 20, "same": 39}


def test_5_and_39_and_36_and_20_make_a_hundred(small: Release):
    wave = picture(small, *asked(LUTON)).trend.latest
    assert [(one.answer, one.figure.value) for one in wave.shares] == [
        ("better", 5), ("same", 39), ("worse", 36), ("dont-know", 20)
    ]  # fmt: skip
    assert (wave.total, wave.adds_up) == (100, True)


@pytest.mark.parametrize(
    ("answers", "whole"),
    [
        (LUTON | {"worse": 34}, True),  # four rounded figures may be off by half a point each
        (LUTON | {"worse": 33}, False),
        (LUTON | {"worse": 39}, False),
        ({"better": 5.1, "same": 38.9, "worse": 36.2, "dont-know": 20.0}, True),
        ({"better": 5.1, "same": 38.9, "worse": 37.0, "dont-know": 20.0}, False),
        ({"better": 5, "same": 39, "worse": 36}, False),
    ],
)
def test_answers_that_do_not_make_a_hundred_but_for_rounding_are_found(
    small: Release, answers: dict[str, float], whole: bool
):
    assert picture(small, *asked(answers)).trend.latest.adds_up is whole


@given(st.lists(st.integers(0, 2000), min_size=4, max_size=4).filter(lambda counts: sum(counts) >= 100))
def test_rounded_shares_of_whole_counts_always_add_up(small: Release, counts: list[int]):
    rounded = [round(100 * count / sum(counts)) for count in counts]
    rows = asked(dict(zip(LUTON, map(float, rounded), strict=True)))
    assert picture(small, *rows).trend.latest.adds_up is True


def test_too_few_answers_have_no_total_and_no_verdict(small: Release):
    rows = [replace(row, base=90, effective=90.0) for row in asked(LUTON)]
    wave = picture(small, *rows).trend.latest
    assert (wave.total, wave.adds_up) == (None, None)


def test_finer_answers_are_added_up_where_all_of_them_are_there(small: Release):
    rows = [result(n, answer=one) for one, n in (("strongly-agree", 12), ("tend-to-agree", 38))]
    assert picture(small, *rows).latest.figure.value == 50
    assert picture(small, rows[0]).headline is None


def test_safe_and_unsafe_never_join_in_one_series(small: Release):
    rows = [
        result(45, question="safe-after-dark", answer="unsafe", wave="2025"),
        result(52, question="safe-after-dark", answer="safe"),
    ]
    assert [(one.answer, len(one.waves)) for one in picture(small, *rows).safe] == [
        ("safe", 1),
        ("unsafe", 1),
    ]


def test_a_question_that_nobody_knows_keeps_all_its_answers_apart(small: Release):
    found = picture(small, result(61, question="street-lighting", answer="enough"))
    assert [(one.id, one.question) for one in found.others] == [("street-lighting", None)]
    assert found.headline is None


# --- strands -----------------------------------------------------------------------------------------


def test_six_strands_are_not_whole_and_the_scale_is_never_worked_out(small: Release):
    rows = [result(n[0], question=one, answer="big") for one, n in list(STRANDS.items())[:6]]
    found = picture(small, *rows).strands
    assert (len(found.asked), found.is_whole, found.scale, found.reported) == (6, False, None, ())


def test_the_scale_stands_where_its_publisher_gives_it(small: Release):
    given_ = replace(target(22.5, date(2026, 3, 31)), indicator="ni-17", role=Role.VALUE)
    found = picture(small, result(21, question="asb-high", answer="high"), reported=(given_,)).strands
    assert found.scale.latest.figure.value == 21
    assert [one.value for one in found.reported] == [22.5]


# --- targets -----------------------------------------------------------------------------------------


def way(small: Release, percent: float, goal: float, due: date = date(2028, 4, 24)) -> Confidence:
    start = target(46, date(2024, 4, 24), role=Role.BASELINE)
    return picture(small, result(percent), reported=(start, target(goal, due)))


def test_the_way_to_a_target_is_a_straight_line_by_days(small: Release):
    found = way(small, 50, 54).trajectory
    assert found.expected(date(2024, 4, 24)) == 46
    assert found.expected(date(2026, 4, 24)) == pytest.approx(50, abs=0.01)
    assert (found.expected(date(2028, 4, 24)), found.expected(date(2031, 1, 1))) == (54, 54)
    assert found.expected(date(2020, 1, 1)) == 46


@pytest.mark.parametrize(
    ("percent", "against"),
    [
        (50, Against.CANNOT_TELL),
        (53.5, Against.ON_OR_ABOVE),
        (46.5, Against.BELOW),
        (52, Against.CANNOT_TELL),
    ],
)
def test_a_wave_reaches_the_line_only_where_its_whole_interval_does(
    small: Release, percent: float, against: Against
):
    assert way(small, percent, 54).against is against


def test_a_target_of_2012_is_held_against_a_wave_after_it_as_it_stood(small: Release):
    found = picture(small, result(57), reported=(target(60, date(2012, 3, 31), first=date(2009, 4, 1)),))
    assert (found.trajectory.baseline, found.trajectory.due) == (None, date(2012, 3, 31))
    assert found.against is Against.BELOW


def test_a_target_ahead_without_a_baseline_has_no_line(small: Release):
    found = picture(small, result(50), reported=(target(60, date(2029, 3, 31)),))
    assert found.trajectory.expected(date(2026, 4, 24)) is None
    assert found.against is Against.CANNOT_TELL


def test_a_target_in_another_unit_is_no_target_of_a_share(small: Release):
    found = picture(small, result(50), reported=(target(60, date(2029, 3, 31), unit="per 1,000"),))
    assert found.trajectory is None


# --- similar areas -----------------------------------------------------------------------------------


def test_similar_areas_stand_by_place_with_whether_they_differ_and_no_rank(small: Release, monkeypatch):
    own = partnership(small)
    others = tuple(replace(own, code=f"E2290000{n}", name=f"Place {n}", position=n) for n in range(2, 7))
    group = Group(own, Basis.SUPPLIED, None, others, len(others))
    monkeypatch.setattr(similar_room, "group_of", lambda release, area: group)
    found = picture(
        small,
        result(50),
        result(52, area="E22900002"),
        result(70, area="E22900003"),
        result(40, area="E22900004", base=90),
        result(50, area="E22900005", wording="Other words?"),
        result(49, area="E22900006", survey="Another survey"),
    ).similar
    assert [row.area.code for row in found.rows] == [other.code for other in others]
    assert [row.differs for row in found.rows] == [False, True, None, None, None]
    assert [row.share is None for row in found.rows] == [False, False, False, True, True]
    assert (len(found.known), len(found.told), found.apart) == (2, 2, 1)


def test_a_similar_area_is_taken_at_the_same_wave_where_it_has_it(small: Release, monkeypatch):
    own = partnership(small)
    other = replace(own, code="E22900002", position=2)
    group = Group(own, Basis.SUPPLIED, None, (other,), 1)
    monkeypatch.setattr(similar_room, "group_of", lambda release, area: group)
    rows = [result(50), result(52, area=other.code), result(70, area=other.code, wave="2027")]
    row = picture(small, *rows).similar.rows[0]
    assert (row.share.figure.value, row.same_wave) == (52, True)
