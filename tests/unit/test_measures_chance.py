"""What chance alone does: funnel limits, overdispersion, and the test of two rates."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, poisson

from crimemap.measures import chance

# Cumulative Poisson probabilities as printed in tables (E. C. Molina 1942, and any since), four decimals: for a mean
# of 10, P(≤ 3) 0.0103, P(≤ 4) 0.0293, P(≤ 16) 0.9730, P(≤ 17) 0.9857; for a mean of 5, P(≤ 0) 0.0067,
# P(≤ 1) 0.0404, P(≤ 9) 0.9682, P(≤ 10) 0.9863.
TABLES = [
    (10.0, 4 - (0.0293 - 0.025) / (0.0293 - 0.0103), 17 - (0.9857 - 0.975) / (0.9857 - 0.9730)),
    (5.0, 1 - (0.0404 - 0.025) / (0.0404 - 0.0067), 10 - (0.9863 - 0.975) / (0.9863 - 0.9682)),
]


@pytest.mark.parametrize(("mean", "lower", "upper"), TABLES)
def test_the_95_limits_are_those_of_the_printed_tables(mean: float, lower: float, upper: float):
    limits = chance.funnel_limits(mean)
    assert limits.low_95 == pytest.approx(lower, abs=0.01)
    assert limits.high_95 == pytest.approx(upper, abs=0.01)


# Worked out once with SciPy 1.17.1 as below: mean, 99.8 % lower, 95 % lower, 95 % upper, 99.8 % upper.
GOLDEN = [
    (5.0, 0.0, 0.5421, 9.3766, 12.7714),
    (10.0, 1.2205, 3.7752, 16.1600, 20.6620),
    (100.0, 70.0653, 80.3663, 119.5809, 131.8048),
]


@pytest.mark.parametrize("mean", [0.3, 1, 5, 10, 12.34, 100, 2500.5, 150_000])
def test_both_limits_are_the_exact_poisson_ones_interpolated_as_spiegelhalter_has_it(mean: float):
    limits = chance.funnel_limits(mean)
    for share, found in zip(
        (0.001, 0.025, 0.975, 0.999),
        (limits.low_998, limits.low_95, limits.high_95, limits.high_998),
        strict=True,
    ):
        r = int(poisson.ppf(share, mean))
        if poisson.cdf(r, mean) <= share:
            r += 1
        above, below = poisson.cdf(r, mean), poisson.cdf(r - 1, mean)
        assert found == pytest.approx(max(0, r - (above - share) / (above - below)), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("mean", "low_998", "low_95", "high_95", "high_998"), GOLDEN)
def test_the_golden_limits_stay(mean, low_998, low_95, high_95, high_998):
    limits = chance.funnel_limits(mean)
    found = [limits.low_998, limits.low_95, limits.high_95, limits.high_998]
    assert found == pytest.approx([low_998, low_95, high_95, high_998], abs=5e-4)


def test_twice_the_spread_is_twice_the_limits_of_half_the_mean():
    assert chance.funnel_limits(20, 2) == chance.funnel_limits(10).scaled(2)


def test_nothing_expected_has_no_room_and_less_is_refused():
    assert chance.funnel_limits(0) == chance.Limits(0, 0, 0, 0)
    with pytest.raises(ValueError, match="-1"):
        chance.funnel_limits(-1)


@given(st.floats(0.01, 50_000), st.floats(1, 200))
def test_limits_lie_in_order_round_the_mean_and_never_below_0(mean: float, dispersion: float):
    limits = chance.funnel_limits(mean, dispersion)
    assert 0 <= limits.low_998 <= limits.low_95 <= mean
    # Below about a tenth of an event, 97.5 in 100 areas have none.
    assert limits.low_95 <= limits.high_95 <= limits.high_998
    assert limits.high_95 >= mean or mean / dispersion < 0.1


def slow_overdispersion(observed: list[int], expected: list[float]) -> float:
    """Spiegelhalter 2005, said again: square roots, the outer tenths drawn in, mean of squares."""
    z = sorted(2 * (math.sqrt(o) - math.sqrt(e)) for o, e in zip(observed, expected, strict=True))

    def percentile(share: float) -> float:
        place = share * (len(z) - 1)
        low = math.floor(place)
        high = min(low + 1, len(z) - 1)
        return z[low] + (place - low) * (z[high] - z[low])

    low, high = percentile(0.1), percentile(0.9)
    drawn = [min(max(value, low), high) for value in z]
    return sum(value**2 for value in drawn) / len(drawn)


@given(st.lists(st.tuples(st.integers(0, 5000), st.floats(1, 5000)), min_size=2, max_size=40))
def test_overdispersion_is_the_winsorised_mean_square_where_it_is_more_than_chance(pairs):
    observed, expected = [o for o, _ in pairs], [e for _, e in pairs]
    slow = slow_overdispersion(observed, expected)
    threshold = 1 + 2 * math.sqrt(2 / len(pairs))
    found = chance.overdispersion(observed, expected)
    if abs(slow - threshold) > 1e-9:
        assert found == pytest.approx(slow if slow > threshold else 1.0)


def test_one_odd_area_does_not_widen_the_limits_by_itself():
    expected = [100.0] * 11
    observed = [100] * 10 + [400]
    assert chance.overdispersion(observed, expected) == 1.0
    assert chance.funnel_limits(100.0, 1.0).high_998 < 400


def test_a_single_area_cannot_be_overdispersed():
    assert chance.overdispersion([5], [50.0]) == 1.0


# R's poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)) of its own manual: ratio 1.971488, 95 % interval
# 0.8584264 to 4.2772659: no clear difference. Breast cancer after fluoroscopy (Boice and Monson 1977; Stata's manual,
# ir): 41 in 28,010 woman-years against 15 in 19,017, ratio 1.855759, exact interval 1.005684 to 3.6093: higher.
PUBLISHED = [
    (11, 800, 21, 3011, 0),
    (41, 28_010, 15, 19_017, 1),
    (15, 19_017, 41, 28_010, -1),
]


@pytest.mark.parametrize(("count", "people", "other", "other_people", "sign"), PUBLISHED)
def test_published_comparisons_of_two_rates_come_out(count, people, other, other_people, sign):
    assert chance.compare_rates(count, people, other, other_people) == sign


@given(st.integers(0, 3000), st.floats(10, 1e6), st.integers(0, 3000), st.floats(10, 1e6))
def test_two_rates_differ_when_the_exact_interval_of_their_ratio_leaves_out_1(
    count, people, other, other_people
):
    both = count + other
    found = chance.compare_rates(count, people, other, other_people)
    if not both:
        assert found == 0
        return
    share = people / (people + other_people)
    lower, upper = binom.cdf(count, both, share), binom.sf(count - 1, both, share)
    if abs(2 * min(lower, upper) - 0.05) < 1e-6:
        return
    interval = binomtest(count, both, share).proportion_ci(0.95, "exact")
    slow = 0 if interval.low <= share <= interval.high else (1 if count / both > share else -1)
    assert found == slow


def test_the_same_comparison_turned_round_has_the_other_sign():
    for count in range(0, 200, 7):
        assert chance.compare_rates(count, 900, 80, 1000) == -chance.compare_rates(80, 1000, count, 900)


def test_a_rate_of_nobody_is_refused():
    with pytest.raises(ValueError, match="people"):
        chance.compare_rates(1, 0, 1, 10)
