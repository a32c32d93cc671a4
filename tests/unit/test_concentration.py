"""Where crime is concentrated: golden values, oracles, and what must hold whatever the figures are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from crimemap.figure import Figure, Status
from crimemap.measures import concentration as c
from crimemap.measures.concentration import Ground, Order, Target
from crimemap.measures.crime import latest_period
from crimemap.release import Release
from crimemap.terms import Month, Nation, Period
from tests.small_county import SYNTHETIC, codes, county, released
from tests.small_places import PARTNERSHIP

PERIOD = Period.ending(Month(2026, 9))


def ground(crimes, *, rank=None, residents=None, months=12) -> Ground:
    """`crimes` of each small area, as even over the months as whole numbers allow."""
    many = np.asarray(crimes, np.int64)
    by_month = many[:, None] // months + (np.arange(months) < many[:, None] % months)
    size = len(many)
    ranks = np.arange(1, size + 1) if rank is None else np.asarray(rank)
    return Ground(
        "r", PERIOD, Nation.ENGLAND, "IMD 2019", np.array(codes(size)), by_month,
        np.full(size, 1500.0) if residents is None else np.asarray(residents, float),
        ranks, (ranks - 1) * 10 // size + 1, 0, Figure(7, Status.PUBLISHED, PERIOD, "recorded crimes", "", "r"),
        Figure(2, Status.PUBLISHED, PERIOD, "recorded crimes", "", "r"),
    )  # fmt: skip


def shuffled(given: Ground, seed: int) -> Ground:
    order = np.random.default_rng(seed).permutation(len(given))
    names = ("codes", "by_month", "residents", "rank", "decile")
    return replace(given, **{name: getattr(given, name)[order] for name in names})


def shares(found: c.Tenths) -> list[float]:
    return [row.share.value for row in found.rows]


class TestTenths:
    def test_the_synthetic_county_has_40_15_and_45_percent(self):
        found = c.tenths(ground(SYNTHETIC), Order.CRIME)
        assert shares(found)[:2] == [40.0, 15.0]
        assert sum(shares(found)[2:]) == pytest.approx(45.0)

    def test_bringing_the_first_tenth_down_to_the_next_is_exactly_25_percent_less(self):
        answer = c.what_if(c.tenths(ground(SYNTHETIC), Order.CRIME), Target.NEXT)
        assert answer.fall.value == 25.0
        assert (answer.now.value, answer.then.value) == (640, 240)
        assert (answer.total.value, answer.total_then.value) == (1600, 1200)

    def test_a_tenth_is_a_tenth_to_the_fraction(self):
        found = c.tenths(ground([50, 30, *[10] * 23]), Order.CRIME)
        assert [row.areas.value for row in found.rows] == [2.5] * 10
        assert found.first.crimes.value == 50 + 30 + 5

    def test_by_deprivation_the_most_deprived_come_first_whatever_their_crime(self):
        crimes = [5] * 18 + [100, 100]
        found = c.tenths(ground(crimes), Order.DEPRIVATION)
        assert found.first.crimes.value == 10
        assert found.rows[-1].crimes.value == 200

    def test_the_nation_s_tenths_may_hold_more_or_fewer_and_an_empty_one_has_no_share(self):
        given = replace(ground([10] * 20), decile=np.array([1] * 15 + [3] * 5))
        found = c.tenths(given, Order.NATIONAL)
        assert [row.areas.value for row in found.rows][:3] == [15, 0, 5]
        assert found.rows[1].share.status is Status.NOT_APPLICABLE
        assert found.rows[1].share.value is None
        assert c.what_if(found, Target.NEXT) is None

    def test_fewer_than_twenty_small_areas_make_no_tenths(self):
        assert c.tenths(ground([10] * 19), Order.CRIME) is None
        assert c.tenths(ground([10] * 20), Order.CRIME) is not None

    def test_no_crime_at_all_makes_no_shares(self):
        assert c.tenths(ground([0] * 20), Order.CRIME) is None

    def test_small_areas_without_a_rank_are_left_out_and_counted(self):
        given = ground([10] * 25, rank=[0, 0, *range(1, 24)])
        assert c.tenths(given, Order.DEPRIVATION).unranked == 2
        assert len(c.tenths(given, Order.DEPRIVATION).ground) == 23
        assert c.tenths(given, Order.CRIME).unranked == 0

    def test_the_interval_of_a_share_is_wilson_s(self):
        found = c.tenths(ground(SYNTHETIC, months=1), Order.CRIME)
        low, high = stats.binomtest(640, 1600).proportion_ci(method="wilson")
        assert found.dispersion == 1.0
        assert (found.first.share.interval.lower, found.first.share.interval.upper) == pytest.approx(
            (100 * low, 100 * high)
        )

    def test_crimes_in_clusters_make_it_wider_by_what_pearson_s_statistic_says(self):
        rng = np.random.default_rng(3)
        by_month = rng.poisson(6, (30, 12)) * 4
        given = replace(ground(by_month.sum(axis=1)), by_month=by_month)
        oracle = stats.chi2_contingency(by_month, correction=False)
        assert c.dispersion(by_month) == pytest.approx(oracle.statistic / oracle.dof)
        assert c.dispersion(by_month) > 3
        found = c.tenths(given, Order.CRIME)
        assert found.effective == pytest.approx(by_month.sum() / c.dispersion(by_month))

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.integers(0, 400), min_size=20, max_size=80).filter(sum), st.integers(0, 99))
    def test_shares_sum_to_a_whole_fall_in_order_and_do_not_depend_on_the_order_of_the_rows(
        self, crimes, seed
    ):
        found = c.tenths(ground(crimes), Order.CRIME)
        assert sum(shares(found)) == pytest.approx(100)
        assert all(one >= two - 1e-9 for one, two in zip(shares(found), shares(found)[1:], strict=False))
        again = c.tenths(shuffled(ground(crimes), seed), Order.CRIME)
        assert shares(again) == shares(found)
        deprived = c.tenths(ground(crimes), Order.DEPRIVATION)
        assert sum(shares(deprived)) == pytest.approx(100)
        assert shares(c.tenths(shuffled(ground(crimes), seed), Order.DEPRIVATION)) == shares(deprived)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.integers(0, 400), min_size=20, max_size=80).filter(sum))
    def test_of_own_tenths_the_fall_to_the_next_is_one_share_less_the_other(self, crimes):
        found = c.tenths(ground(crimes), Order.DEPRIVATION)
        answer = c.what_if(found, Target.NEXT)
        assert answer.fall.value == pytest.approx(shares(found)[0] - shares(found)[1])
        assert answer.fall.interval.lower <= answer.fall.value <= answer.fall.interval.upper


class TestCurve:
    def test_it_rises_from_nothing_to_all_and_passes_through_the_tenths(self):
        found = c.tenths(ground(SYNTHETIC), Order.CRIME)
        drawn = c.curve(found)
        assert (drawn.crimes[0], drawn.crimes[-1], drawn.areas[-1]) == (0, 1, 1)
        assert drawn.at(0.1) == pytest.approx(0.40)
        assert drawn.at(0.2) == pytest.approx(0.55)

    def test_a_small_area_stands_in_the_tenth_that_its_middle_is_in(self):
        drawn = c.curve(c.tenths(ground([50, 30, *[10] * 23]), Order.CRIME))
        names = codes(25)
        places = {one.code: one.tenth for one in c.places(drawn, frozenset({names[0], names[1], names[-1]}))}
        assert places == {names[0]: 1, names[1]: 1, names[-1]: 10}
        assert c.places(drawn, frozenset({"E01000001"})) == ()

    def test_by_the_nation_s_tenths_a_small_area_stands_in_the_nation_s_and_the_first_ends_where_it_ends_here(
        self,
    ):
        given = replace(ground([10] * 20), decile=np.array([1] * 5 + [4] * 15))
        drawn = c.curve(c.tenths(given, Order.NATIONAL))
        assert drawn.first == 0.25
        assert [one.tenth for one in c.places(drawn, frozenset(codes(20)[4:6]))] == [1, 4]


class TestWhatIf:
    @pytest.mark.parametrize("target", Target)
    def test_what_is_left_in_all_is_less_by_the_very_fall_that_is_told(self, target):
        """A tenth of 23 small areas ends within one: its crimes are no whole number, and none is cut off."""
        answer = c.what_if(c.tenths(ground([97, 61, 43, *[10] * 20]), Order.CRIME), target, 30)
        less = float(answer.total.value) * answer.fall.value / 100
        assert answer.now.value % 1
        assert answer.total.value - answer.total_then.value == pytest.approx(less)
        assert answer.now.value - answer.then.value == pytest.approx(less)

    def test_to_the_average_is_the_first_tenth_s_share_less_its_part_of_the_areas(self):
        answer = c.what_if(c.tenths(ground(SYNTHETIC), Order.CRIME), Target.AVERAGE)
        assert answer.fall.value == pytest.approx(30.0)
        assert answer.then.value == 160

    @pytest.mark.parametrize(("percent", "fall"), [(1, 0.4), (50, 20.0), (100, 40.0)])
    def test_by_so_many_percent_is_that_part_of_its_share(self, percent, fall):
        answer = c.what_if(c.tenths(ground(SYNTHETIC), Order.CRIME), Target.PERCENT, percent)
        assert answer.fall.value == pytest.approx(fall)

    @pytest.mark.parametrize("percent", [None, 0, 101, -5])
    def test_no_other_percentage_is_taken(self, percent):
        with pytest.raises(ValueError, match="percentage"):
            c.what_if(c.tenths(ground(SYNTHETIC), Order.CRIME), Target.PERCENT, percent)

    def test_a_next_tenth_with_more_crime_is_a_rise_and_said_as_one(self):
        answer = c.what_if(c.tenths(ground([10] * 2 + [40] * 18), Order.DEPRIVATION), Target.NEXT)
        assert answer.fall.value < 0
        assert answer.total_then.value > answer.total.value

    def test_tenths_of_unequal_size_are_held_against_each_other_by_small_area(self):
        given = replace(ground([40] * 10 + [10] * 10), decile=np.array([1] * 10 + [2] * 5 + [3] * 5))
        answer = c.what_if(c.tenths(given, Order.NATIONAL), Target.NEXT)
        assert answer.then.value == pytest.approx(100)
        assert answer.fall.value == pytest.approx(60)

    def test_its_interval_is_that_of_a_contrast_of_multinomial_shares(self):
        answer = c.what_if(c.tenths(ground(SYNTHETIC, months=1), Order.CRIME), Target.NEXT)
        draws = np.random.default_rng(5).multinomial(1600, [0.40, 0.15, 0.45], 40_000) / 1600
        low, high = np.quantile(100 * (draws[:, 0] - draws[:, 1]), [0.025, 0.975])
        assert (answer.fall.interval.lower, answer.fall.interval.upper) == pytest.approx((low, high), abs=0.1)


class TestLink:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=5, max_size=60))
    def test_rho_is_scipy_s_with_and_without_equals(self, pairs):
        one, two = (np.array(side, float) for side in zip(*pairs, strict=True))
        if one.std() and two.std():
            assert c.spearman(one, two) == pytest.approx(stats.spearmanr(one, two).statistic)
        else:
            assert c.spearman(one, two) == 0

    def test_its_interval_is_bonett_and_wright_s(self):
        found = c.bonett_wright(0.7, 100)
        reach = stats.norm.ppf(0.975) * np.sqrt((1 + 0.49 / 2) / 97)
        assert (found.lower, found.upper) == pytest.approx(
            (np.tanh(np.arctanh(0.7) - reach), np.tanh(np.arctanh(0.7) + reach))
        )

    def test_the_interval_holds_the_truth_nineteen_times_in_twenty(self):
        rng, truth, held = np.random.default_rng(11), 6 / np.pi * np.arcsin(0.7 / 2), 0
        for _ in range(600):
            one, noise = rng.standard_normal((2, 60))
            found = c.bonett_wright(c.spearman(one, 0.7 * one + np.sqrt(0.51) * noise), 60)
            held += found.lower <= truth <= found.upper
        assert 0.925 <= held / 600 <= 0.975

    def test_the_more_deprived_having_more_crime_is_above_0(self):
        given = ground(range(40, 0, -1))
        assert c.link(given).rho.value == pytest.approx(1)
        assert c.link(ground(range(1, 41))).rho.value == pytest.approx(-1)

    def test_the_overlap_counts_the_most_deprived_tenth_that_is_in_the_tenth_with_the_highest_rates(self):
        crimes = [90, 5, 80, 5, *[10] * 36]
        found = c.link(ground(crimes, residents=[1500.0] * 40))
        assert (found.both, found.of, found.overlap.value) == (2, 4, 50.0)
        low, high = stats.binomtest(2, 4).proportion_ci(method="wilson")
        assert (found.overlap.interval.lower, found.overlap.interval.upper) == pytest.approx(
            (100 * low, 100 * high)
        )

    def test_rates_and_not_counts_are_compared(self):
        crimes, residents = [30] * 20, [3000 - 100 * n for n in range(20)]
        assert c.link(ground(crimes, residents=residents)).rho.value == pytest.approx(-1)

    def test_a_small_area_with_few_or_unknown_residents_has_no_rate_and_is_left_out(self):
        residents = [np.nan, 299.0, *[1500.0] * 20]
        assert c.link(ground([10, 10, *range(20)], residents=residents)).left_out == 2

    def test_fewer_than_twenty_with_a_rate_have_no_link(self):
        assert c.link(ground([10] * 19)) is None


class TestGrounds:
    def test_the_synthetic_county_comes_out_of_a_release_as_it_went_in(self, tmp_path: Path):
        release = released(tmp_path)
        (found,) = c.grounds(release, release.area(PARTNERSHIP), latest_period(release))
        assert found.crimes.tolist() == list(SYNTHETIC)
        assert c.what_if(c.tenths(found, Order.CRIME), Target.NEXT).fall.value == 25.0

    def test_anti_social_behaviour_is_no_crime(self, tmp_path: Path):
        release = released(tmp_path)
        (found,) = c.grounds(release, None, latest_period(release))
        assert found.total == sum(SYNTHETIC)

    def test_england_and_wales_are_two_grounds_each_on_its_own_scale(self, tmp_path: Path):
        release = released(tmp_path, (*SYNTHETIC, *[7] * 20), wales=20)
        england, wales = c.grounds(release, None, latest_period(release))
        assert (england.scale, wales.scale) == ("IMD 2019", "WIMD 2019")
        assert (england.total, wales.total) == (sum(SYNTHETIC), 140)
        assert c.tenths(england, Order.CRIME).first.share.value == 40.0

    @pytest.mark.parametrize("gap", ["missing", "partial"])
    def test_a_month_that_was_not_supplied_in_full_is_never_counted_as_nothing(
        self, tmp_path: Path, gap: str
    ):
        release = Release(county(tmp_path, **{gap: {"2026-03"}}))
        (found,) = c.grounds(release, None, latest_period(release))
        assert (len(found), found.incomplete) == (0, len(SYNTHETIC))
        assert c.tenths(found, Order.CRIME) is None
        assert found.unplaced.value is None

    def test_months_that_the_release_does_not_cover_have_no_ground(self, tmp_path: Path):
        release = released(tmp_path)
        (found,) = c.grounds(release, None, Period.ending(Month(2020, 1)))
        assert (len(found), found.incomplete) == (0, len(SYNTHETIC))

    def test_crimes_without_a_location_are_told_and_in_no_small_area(self, tmp_path: Path):
        release = released(tmp_path)
        (found,) = c.grounds(release, None, latest_period(release))
        columns = [n for n in range(release.split("corvenshire").shape[-1]) if n != 0]
        assert found.unplaced.value == release.split("corvenshire")[-12:, 2][:, columns].sum()
        assert found.unplaced.value > 0
