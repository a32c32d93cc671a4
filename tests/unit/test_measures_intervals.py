"""Intervals of counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from crimemap.measures import intervals


@pytest.mark.parametrize("count", range(10))
def test_below_ten_the_constants_are_what_scipy_gives(count: int):
    interval = intervals.of_count(count)
    lower = chi2.ppf(0.025, 2 * count) / 2 if count else 0
    assert interval.lower == pytest.approx(lower, rel=1e-12)
    assert interval.upper == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=1e-12)
    assert interval.method == "exact chi-squared"


@pytest.mark.parametrize(("count", "lower", "upper"), [(5, 1.6, 11.7), (50, 37.1, 65.9), (10, 4.8, 18.4)])
def test_the_published_examples_come_out(count: int, lower: float, upper: float):
    interval = intervals.of_count(count)
    assert (round(interval.lower, 1), round(interval.upper, 1)) == (lower, upper)


@given(st.integers(10, 10_000_000))
def test_from_ten_up_byar_lies_within_a_hundredth_of_the_exact_interval(count: int):
    interval = intervals.of_count(count)
    assert interval.method == "Byar"
    assert interval.lower == pytest.approx(chi2.ppf(0.025, 2 * count) / 2, rel=0.01)
    assert interval.upper == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=0.01)
    assert interval.lower < count < interval.upper


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="-1"):
        intervals.of_count(-1)


@pytest.mark.parametrize(
    ("now", "before", "clear"),
    [
        (0, 0, False),
        (3, 6, False),
        (0, 3, False),
        (0, 4, True),
        (1184, 1302, True),
        (1184, 1200, False),
        (168, 149, False),
    ],
)
def test_a_change_is_clear_when_two_poisson_counts_differ_at_95_per_cent(now: int, before: int, clear: bool):
    assert intervals.differs_by_more_than_chance(now, before) is clear
    assert intervals.differs_by_more_than_chance(before, now) is clear
