"""Shares and their intervals, and whether two differ: golden values of rules S2 to S4, and slow oracles beside them."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq

from crimemap.figure import Status
from crimemap.measures.confidence import Movement, Share, difference, wilson
from crimemap.measures.confidence.gap import difference_of_cells
from crimemap.measures.confidence.recorded import ratio_of_counts
from crimemap.measures.confidence.shares import share_of
from crimemap.measures.intervals import Z_95, differs_by_more_than_chance
from crimemap.survey import Conduct, Lack
from tests.small_surveys import result

shares = st.floats(0, 100)
many = st.integers(100, 20_000)
counts = st.integers(1, 50_000)


def told(percent: float, base: int | None = 1100, **others: object) -> Share:
    return share_of(result(percent, base=base, **others), "r")


def wave(percent: float, year: int, base: int = 1100, **others: object) -> Share:
    return told(percent, base, wave=str(year), **others)


# --- one share --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answers", "reach"), [(100, 9.6), (400, 4.9), (1100, 2.9)])
def test_half_of_so_many_answers_has_the_interval_of_rule_s2(answers: int, reach: float):
    found = wilson(50, answers)
    assert (round(found.upper - 50, 1), round(50 - found.lower, 1)) == (reach, reach)


@given(shares, many)
def test_wilson_equals_scipys(percent: float, answers: int):
    agreed = round(percent / 100 * answers)
    found = wilson(100 * agreed / answers, answers)
    oracle = stats.binomtest(agreed, answers).proportion_ci(method="wilson")
    assert found.lower / 100 == pytest.approx(max(0, oracle.low), abs=1e-9)
    assert found.upper / 100 == pytest.approx(min(1, oracle.high), abs=1e-9)


@given(shares, many)
def test_the_ends_of_the_interval_are_where_the_test_of_a_share_just_holds(percent: float, answers: int):
    found = wilson(percent, answers)
    for end in (found.lower / 100, found.upper / 100):
        if 1e-6 < end < 1 - 1e-6:
            z = (percent / 100 - end) / math.sqrt(end * (1 - end) / answers)
            assert abs(z) == pytest.approx(Z_95, rel=1e-6)


def test_a_design_effect_widens_the_interval_as_fewer_answers_would():
    plain = told(50, base=1100)
    designed = told(50, base=1100, effective=1100 / 1.5)
    as_few = wilson(50, 733.33333333)
    assert designed.figure.interval.upper == pytest.approx(as_few.upper)
    assert designed.figure.interval.upper - 50 == pytest.approx(
        (plain.figure.interval.upper - 50) * 1.5**0.5, rel=2e-3
    )
    assert designed.base == 1100


def test_ninety_answers_make_no_figure_and_leave_no_percent_behind():
    share = told(61.0, base=90)
    assert (share.figure.status, share.figure.value, share.figure.interval) == (Status.SUPPRESSED, None, None)
    assert math.isnan(share.row.percent)
    assert "61" not in repr(share)


@pytest.mark.parametrize(("answers", "known", "small"), [(99, False, False), (100, True, True), (399, True, True),
                                                         (400, True, False)])  # fmt: skip
def test_below_100_is_no_figure_and_below_400_a_small_sample(answers: int, known: bool, small: bool):
    share = told(50, base=answers)
    assert (share.is_known, share.is_small) == (known, small)


def test_without_a_number_of_answers_there_is_a_figure_and_no_interval():
    share = told(51, base=None, lacks=frozenset({Lack.BASE}))
    assert (share.figure.value, share.figure.interval, share.figure.denominator) == (51, None, None)


def test_a_poll_has_no_interval_however_many_voted():
    assert told(77, base=9000, conduct=Conduct.POLL).figure.interval is None


# --- two shares -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "z", "movement"),
    [(46, 50, 1.88, Movement.NO_CLEAR_CHANGE), (44, 52, 3.76, Movement.UP), (52, 44, -3.76, Movement.DOWN)],
)
def test_a_change_is_called_only_where_it_is_clear(before: float, now: float, z: float, movement: Movement):
    found = difference(wave(now, 2026), wave(before, 2025))
    assert round(found.z, 2) == z
    assert found.movement is movement


def slow_z(now: float, many_now: float, before: float, many_before: float) -> float:
    """The pooled test of two proportions, as every textbook has it."""
    pooled = (now * many_now + before * many_before) / (many_now + many_before)
    error = math.sqrt(pooled * (1 - pooled) / many_now + pooled * (1 - pooled) / many_before)
    return (now - before) / error


@given(st.floats(1, 99), many, st.floats(1, 99), many)
def test_the_verdict_is_that_of_the_pooled_test(now: float, many_now: int, before: float, many_before: int):
    found = difference(wave(now, 2026, many_now), wave(before, 2025, many_before))
    z = slow_z(now / 100, many_now, before / 100, many_before)
    assert found.z == pytest.approx(z, abs=1e-9)
    chance = 2 * stats.norm.sf(abs(z))
    assert (found.movement is Movement.NO_CLEAR_CHANGE) == (chance > 0.05)


@given(st.integers(1, 999), st.integers(1, 1999))
def test_the_square_of_z_is_pearsons_chi_squared_of_the_two_by_two_table(agreed: int, agreed_before: int):
    found = difference(wave(agreed / 10, 2026, 1000), wave(agreed_before / 20, 2025, 2000))
    table = [[agreed, 1000 - agreed], [agreed_before, 2000 - agreed_before]]
    assert found.z**2 == pytest.approx(stats.chi2_contingency(table, correction=False).statistic, abs=1e-6)


def test_newcombes_interval_is_that_of_his_own_example():
    """56 of 70 against 48 of 80: 0.0524 to 0.3339 by method 10 (Newcombe 1998, table II, a)."""
    found = difference(wave(80, 2026, 70 * 10), wave(60, 2025, 80 * 10))
    assert found.points.value == pytest.approx(20)
    lower, upper = newcombe(56, 70, 48, 80)
    assert (round(lower, 4), round(upper, 4)) == (0.0524, 0.3339)
    lower, upper = newcombe(560, 700, 480, 800)
    assert (found.points.interval.lower, found.points.interval.upper) == pytest.approx(
        (100 * lower, 100 * upper)
    )


def newcombe(a: int, m: int, b: int, n: int) -> tuple[float, float]:
    one = stats.binomtest(a, m).proportion_ci(method="wilson")
    two = stats.binomtest(b, n).proportion_ci(method="wilson")
    apart = a / m - b / n
    return (
        apart - math.hypot(a / m - one.low, two.high - b / n),
        apart + math.hypot(one.high - a / m, b / n - two.low),
    )


def test_a_design_effect_can_take_a_clear_change_away():
    plain = difference(wave(51, 2026), wave(46, 2025))
    designed = difference(wave(51, 2026, effective=1100 / 1.5), wave(46, 2025, effective=1100 / 1.5))
    assert (plain.movement, designed.movement) == (Movement.UP, Movement.NO_CLEAR_CHANGE)


def test_nobody_can_tell_without_a_number_of_answers_or_with_too_few():
    none = {"base": None, "lacks": frozenset({Lack.BASE})}
    assert difference(wave(52, 2026), told(44, **none, wave="2025")).movement is Movement.CANNOT_TELL
    few = difference(wave(52, 2026), wave(44, 2025, 90))
    assert (few.movement, few.points.value) == (Movement.CANNOT_TELL, None)


def test_two_rolling_years_that_share_answers_are_not_tested():
    now = told(52, first=date(2025, 7, 1), last=date(2026, 6, 30))
    before = told(44, first=date(2025, 4, 1), last=date(2026, 3, 31))
    assert difference(now, before).movement is Movement.CANNOT_TELL
    assert difference(now, before).points.value == 8


# --- two answers of one sample ----------------------------------------------------------------------


def test_lutons_36_worse_and_5_better_of_1100_are_31_points_apart():
    found = difference_of_cells(0.36, 0.05, 1100)
    assert (round(found.lower, 1), round(found.upper, 1)) == (27.6, 34.3)


def slow_cells(more: float, less: float, answers: float) -> tuple[float, float]:
    """Bonett and Price 2012, out of the counts: an answer more in each cell, two more in all, and the multinomial
    variance of a difference of two cells."""
    a, b, n = more * answers + 1, less * answers + 1, answers + 2
    variance = (a / n * (1 - a / n) + b / n * (1 - b / n) + 2 * a / n * b / n) / n
    reach = stats.norm.ppf(0.975) * math.sqrt(variance)
    return max(-1, (a - b) / n - reach), min(1, (a - b) / n + reach)


@given(st.floats(0, 1), st.floats(0, 1), many)
def test_the_interval_of_a_difference_of_two_cells_equals_the_slow_one(one: float, two: float, answers: int):
    more, less = min(one, two), 1 - max(one, two)
    found = difference_of_cells(more, less, answers)
    assert (found.lower, found.upper) == pytest.approx(
        [100 * end for end in slow_cells(more, less, answers)], abs=1e-9
    )
    assert found.lower <= 100 * (more - less) + 200 / answers
    assert found.upper >= 100 * (more - less) - 200 / answers


def tango(a: int, b: int, n: int) -> tuple[float, float]:
    """T. Tango's score interval of a paired difference (Statistics in Medicine 17, 1998), by search."""

    def score(apart: float) -> float:
        first = -a - b + (2 * n - a + b) * apart
        last = -b * apart * (1 - apart)
        cell = (math.sqrt(first * first - 8 * n * last) - first) / (4 * n)
        return (a - b - n * apart) / math.sqrt(n * (2 * cell + apart * (1 - apart)))

    middle = (a - b) / n
    return (
        brentq(lambda apart: score(apart) - Z_95, -0.999999, middle),
        brentq(lambda apart: score(apart) + Z_95, middle, 0.999999),
    )


@pytest.mark.parametrize(("worse", "better"), [(396, 55), (55, 396), (300, 280), (110, 11)])
def test_it_is_near_to_tangos_score_interval(worse: int, better: int):
    found = difference_of_cells(worse / 1100, better / 1100, 1100)
    assert (found.lower, found.upper) == pytest.approx(
        [100 * end for end in tango(worse, better, 1100)], abs=0.15
    )


# --- two counts -------------------------------------------------------------------------------------


def test_8500_after_10000_is_a_fall_of_13_to_17_percent():
    found = ratio_of_counts(8500, 10000)
    assert (round(100 * (found.lower - 1), 1), round(100 * (found.upper - 1), 1)) == (-17.4, -12.5)


@given(counts, counts)
def test_the_interval_of_a_ratio_holds_1_exactly_where_there_is_no_clear_change(now: int, before: int):
    found = ratio_of_counts(now, before)
    assert (found.lower < 1 < found.upper) == (not differs_by_more_than_chance(now, before))
    assert found.lower < now / before < found.upper


@given(st.integers(20, 20_000), st.integers(20, 20_000))
def test_the_interval_of_a_ratio_is_near_to_the_exact_one(now: int, before: int):
    exact = stats.binomtest(now, now + before).proportion_ci(method="exact")
    found = ratio_of_counts(now, before)
    slack = 0.05 if min(now, before) >= 100 else 0.2
    assert math.log(found.lower) == pytest.approx(math.log(exact.low / (1 - exact.low)), abs=slack)
    assert math.log(found.upper) == pytest.approx(math.log(exact.high / (1 - exact.high)), abs=slack)


@pytest.mark.parametrize(("now", "before"), [(0, 5), (5, 0), (-1, 5)])
def test_there_is_no_ratio_of_nothing(now: int, before: int):
    with pytest.raises(ValueError, match="no ratio"):
        ratio_of_counts(now, before)
