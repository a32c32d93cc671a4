"""Claims of the papers: the register, every test by its name, and the traps that the papers set."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from crimemap.figure import Figure, Interval, Status
from crimemap.measures import claims
from crimemap.measures.claims import TESTS, ClaimTest, Reading, Verdict, Why
from crimemap.measures.claims.register import FILE, load_register
from crimemap.measures.claims.verdicts import of_size
from crimemap.measures.crime import latest_period
from crimemap.release import Release
from crimemap.survey import EMPTY, Book
from crimemap.terms import CrimeType, Month, Nation, Period, Refusal
from crimemap.words import alarming, concentration
from crimemap.words import claims as told
from tests.small_county import released
from tests.small_places import FORCE_CODE, LSOAS, PARTNERSHIP
from tests.small_release import MONTHS, Row, build_small
from tests.small_surveys import bare, result

REGISTER = claims.register()


def reading(claim: str, which: str) -> Reading:
    return next(one for one in REGISTER.claim(claim).readings if one.id == which)


def here(
    release: Release, claim: str, which: str = "here", *, book: Book = EMPTY, code: str | None = PARTNERSHIP
):
    area = release.area(code) if code else None
    (local,) = claims.here(reading(claim, which), release, book, area, latest_period(release))
    return local.answer


def figure(value: float, low: float | None = None, high: float | None = None) -> Figure:
    interval = Interval(low, high, "test") if low is not None and high is not None else None
    return Figure(value, Status.PUBLISHED, Period.ending(Month(2026, 9)), "%", "", "r", interval)


class TestRegister:
    def test_every_name_of_a_test_has_its_function(self):
        assert set(TESTS) == set(ClaimTest)

    def test_every_test_is_put_to_some_claim(self):
        assert {one.test for claim in REGISTER.claims for one in claim.readings} == set(ClaimTest)

    def test_every_claim_of_the_papers_is_a_row(self):
        said = {claim.quote for claim in REGISTER.claims}
        for part in (
            "fallen by 45%", "lowest level", "more than halved since 1997", "more than a third", "signs of increasing",
            "continuing to fall", "not reducing as fast", "(-15%)", "(-17%)", "(16%)", "(-30%)", "(-9%)", "(-10%)",
            "(-19%)", "70% correlation", "40% crime in 10%", "by 25%", "4% points", "to 50%", "5 most challenged",
            "second best performance",
        ):  # fmt: skip
            assert [quote for quote in said if part in quote], part

    def test_only_quotes_use_the_papers_word(self):
        for claim in REGISTER.claims:
            ours = [value for key, value in claim.model_dump().items() if key != "quote"]
            assert not alarming(str(ours)), claim.id

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"test": "no-such"}, "test"),
            ({"test": "count-change", "kind": "burglary"}, "needs 'claimed'"),
            (
                {"test": "count-change", "kind": "burglary", "claimed": "-16", "unsigned": "16"},
                "without a sign",
            ),
        ],
    )
    def test_a_row_that_its_test_cannot_use_is_refused_by_name(self, tmp_path: Path, change, fault):
        whole = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        whole["claims"][0]["readings"][0] = {"id": "x", "about": "here", "title": "x", **change}
        file = tmp_path / "claims.yaml"
        file.write_text(yaml.safe_dump(whole), encoding="utf-8")
        with pytest.raises(Refusal, match=fault):
            load_register(file)


class TestVerdicts:
    @pytest.mark.parametrize(
        ("low", "high", "claimed", "verdict", "why"),
        [
            (38.0, 42.0, 40, Verdict.HOLDS, Why.INSIDE),
            (40.4, 42.0, 40, Verdict.HOLDS, Why.INSIDE),
            (40.6, 42.0, 40, Verdict.DOES_NOT, Why.OUTSIDE),
            (10.0, 39.4, 40, Verdict.DOES_NOT, Why.OUTSIDE),
            (20.0, 60.5, 40, Verdict.CANNOT_TELL, Why.WIDE),
        ],
    )
    def test_a_whole_number_stands_for_what_rounds_to_it_and_a_wide_interval_for_nothing(
        self, low, high, claimed, verdict, why
    ):
        found = of_size(figure(41, low, high), claimed)
        assert (found.verdict, found.why) == (verdict, why)

    def test_a_figure_without_an_interval_tells_nothing_of_a_size(self):
        assert of_size(figure(40), 40).why is Why.NO_INTERVAL


class TestOfPapers:
    def test_the_long_run_fell_by_more_than_45_percent_in_the_series_as_it_is_now(self, small: Release):
        found = claims.of_paper(reading("crime-down-45", "paper"), small)
        assert found.verdict is Verdict.HOLDS
        assert found.figure.value == pytest.approx(100 * (10_432 - 19_786) / 19_786)
        assert round(found.figure.value) == -47
        assert found.figure.interval is None
        assert "2019" in REGISTER.claim("crime-down-45").note

    def test_a_fall_of_more_than_that_would_not_hold(self, small: Release):
        steeper = reading("crime-down-45", "paper").model_copy(update={"claimed": -50.0})
        assert claims.of_paper(steeper, small).verdict is Verdict.DOES_NOT

    def test_lowest_since_1981_cannot_be_told_because_the_year_before_is_lower_without_an_interval(
        self, small
    ):
        found = claims.of_paper(reading("lowest-since-1981", "paper"), small)
        assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, Why.NO_INTERVAL)
        assert [str(one.period.last) for one in found.facts] == ["2008-03"]

    def test_lowest_would_hold_where_no_year_before_is_lower(self, small):
        earlier = reading("lowest-since-1981", "paper").model_copy(update={"last": Month(2008, 3)})
        assert claims.of_paper(earlier, small).verdict is Verdict.HOLDS

    def test_the_unsigned_16_percent_is_never_worked_with(self, small: Release):
        row = reading("luton-anti-social-behaviour", "paper")
        assert (row.claimed, row.unsigned) == (None, 16)
        found = claims.of_paper(row, small)
        assert (found.verdict, found.why, found.figure) == (Verdict.CANNOT_TELL, Why.NO_SIGN, None)
        assert REGISTER.claim("luton-anti-social-behaviour").here == ()

    def test_fifty_percent_without_a_base_cannot_be_told(self, small: Release):
        found = claims.of_paper(reading("confidence-up-four-points", "paper"), small)
        assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, Why.NO_BASE)

    def test_what_is_not_held_says_what_would_be_needed(self, small: Release):
        for claim in REGISTER.claims:
            for row in claim.of_paper:
                answered = claims.of_paper(row, small)
                if answered.verdict is Verdict.CANNOT_TELL:
                    assert claim.needs in told.explained(claim, row, answered), claim.id


class TestSmallAreas:
    def test_the_synthetic_county_bears_out_40_and_25(self, tmp_path: Path):
        release = released(tmp_path)
        share, fall = (
            here(release, claim, "crime") for claim in ("forty-percent-in-a-tenth", "down-to-the-next-tenth")
        )
        assert (share.verdict, share.figure.value) == (Verdict.HOLDS, 40.0)
        assert (fall.verdict, fall.figure.value) == (Verdict.HOLDS, 25.0)

    def test_70_percent_is_read_in_two_ways_that_need_not_agree(self, tmp_path: Path):
        # The ten most deprived of a hundred have less crime than the next 66, and more than the last 24.
        crimes = [*range(350, 340, -1), *range(1001, 350, -10)]
        release = released(tmp_path, [*crimes, *range(300, 60, -10)])
        rank, overlap = (here(release, "deprived-and-high-crime", which) for which in ("rank", "overlap"))
        assert rank.figure.value == pytest.approx(1 - 6 * (10 * 66**2 + 66 * 10**2) / (100 * (100**2 - 1)))
        assert round(rank.figure.value, 2) == 0.70
        assert (overlap.figure.value, rank.figure.unit == overlap.figure.unit) == (0, False)
        assert (rank.verdict, overlap.verdict) == (Verdict.HOLDS, Verdict.DOES_NOT)

    def test_a_whole_release_is_answered_nation_by_nation(self, tmp_path: Path):
        release = released(tmp_path, [320, 320, 120, 120, *[45] * 16, *[10] * 20], wales=20)
        row = reading("forty-percent-in-a-tenth", "crime")
        found = claims.here(row, release, EMPTY, None, latest_period(release))
        assert [(one.nation, one.answer.verdict) for one in found] == [
            (Nation.ENGLAND, Verdict.HOLDS),
            (Nation.WALES, Verdict.DOES_NOT),
        ]

    def test_nine_small_areas_are_too_few(self, small: Release):
        assert here(small, "forty-percent-in-a-tenth", "crime").why is Why.FEW_AREAS

    def test_a_gap_in_the_twelve_months_leaves_nothing_to_tell(self, gappy: Release):
        assert here(gappy, "forty-percent-in-a-tenth", "crime").why is Why.INCOMPLETE

    def test_without_ranks_deprivation_is_not_tested_but_crime_is(self, tmp_path: Path):
        release = Release(build_small(tmp_path, ranked=False, facts=False))
        assert here(release, "forty-percent-in-a-tenth", "deprivation").why is Why.NOT_RANKED
        assert here(release, "forty-percent-in-a-tenth", "crime").why is Why.FEW_AREAS


def counts(folder: Path, before: int, now: int, **choices: object) -> Release:
    """A release with so many burglaries in each of the latest two years."""
    rows = [
        Row(str(month), CrimeType.BURGLARY, n % 36, LSOAS[0])
        for year, many in ((MONTHS[-24:-12], before), (MONTHS[-12:], now))
        for n in range(many)
        for month in (year[n % 12],)
    ]
    return Release(build_small(folder, rows=rows, facts=False, **choices))


class TestCounts:
    @pytest.mark.parametrize(("now", "percent"), [(498, -17), (702, 17), (600, 0)])
    def test_a_figure_of_here_is_no_verdict_on_a_claim_of_luton(self, tmp_path: Path, now: int, percent: int):
        found = here(counts(tmp_path, 600, now), "luton-domestic-burglary")
        assert (found.verdict, found.why) == (Verdict.MEASURED, Why.ELSEWHERE)
        assert found.figure.value == pytest.approx(percent)
        assert found.figure.interval.lower < percent < found.figure.interval.upper

    def test_every_luton_claim_is_told_no_verdict_anywhere_else(self):
        luton = [one for claim in REGISTER.claims if claim.paper == "luton-2009" for one in claim.here]
        assert len(luton) == 6
        assert {one.test for one in luton} == {ClaimTest.COUNT_CHANGE}
        assert "Luton" not in told.verdict(claims.Answer(Verdict.MEASURED, Why.ELSEWHERE), here=True)

    def test_the_change_has_both_counts(self, tmp_path: Path):
        found = here(counts(tmp_path, 600, 498), "luton-domestic-burglary")
        assert [one.value for one in found.facts] == [498, 600]
        assert "498" in str(told.value(reading("luton-domestic-burglary", "here"), found))

    def test_few_crimes_have_no_percentage(self, tmp_path: Path):
        found = here(counts(tmp_path, 19, 15), "luton-domestic-burglary")
        assert (found.why, found.figure) == (Why.FEW_CRIMES, None)

    def test_a_missing_month_is_no_fall(self, tmp_path: Path):
        found = here(counts(tmp_path, 600, 498, missing={"2026-01"}), "luton-domestic-burglary")
        assert (found.why, found.figure) == (Why.INCOMPLETE, None)

    @pytest.mark.parametrize(
        ("now", "rising", "why"),
        [
            (700, Verdict.HOLDS, Why.CLEAR),
            (610, Verdict.CANNOT_TELL, Why.NO_CLEAR_CHANGE),
            (500, Verdict.DOES_NOT, Why.OPPOSITE),
        ],
    )
    def test_signs_of_increasing_are_a_clear_rise_and_a_clear_fall_is_against_it(
        self, tmp_path, now, rising, why
    ):
        found = here(counts(tmp_path, 600, now), "burglary-rising")
        assert (found.verdict, found.why) == (rising, why)

    def test_a_whole_release_adds_its_forces_up_by_nation(self, tmp_path: Path):
        found = here(counts(tmp_path, 600, 498), "luton-domestic-burglary", code=None)
        assert [one.value for one in found.facts] == [498, 600]


TWO_WAVES = (result(46.0, wave="2025"), result(50.0))


def book(*rows) -> Book:
    return Book([("r", rows, ())])


class TestPeople:
    def test_46_to_50_at_1100_a_wave_is_no_clear_change(self, small: Release):
        found = here(small, "confidence-up-four-points", book=book(*TWO_WAVES))
        assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, Why.NO_CLEAR_CHANGE)
        assert found.figure.value == pytest.approx(4)

    def test_the_same_four_points_at_5000_a_wave_hold(self, small: Release):
        rows = [replace(row, base=5000, effective=5000.0) for row in TWO_WAVES]
        found = here(small, "confidence-up-four-points", book=book(*rows))
        assert (found.verdict, found.why) == (Verdict.HOLDS, Why.INSIDE)

    def test_a_clear_fall_of_four_points_is_the_opposite(self, small: Release):
        rows = [replace(row, base=5000, effective=5000.0, percent=96 - row.percent) for row in TWO_WAVES]
        found = here(small, "confidence-up-four-points", book=book(*rows))
        assert (found.verdict, found.why) == (Verdict.DOES_NOT, Why.OPPOSITE)

    def test_half_are_confident_where_the_interval_holds_50(self, small: Release):
        assert here(small, "half-are-confident", book=book(*TWO_WAVES)).verdict is Verdict.HOLDS
        lower = [replace(row, percent=row.percent - 8) for row in TWO_WAVES]
        assert here(small, "half-are-confident", book=book(*lower)).verdict is Verdict.DOES_NOT

    def test_fewer_than_100_answers_tell_nothing(self, small: Release):
        few = [replace(row, base=90, effective=90.0) for row in TWO_WAVES]
        assert here(small, "half-are-confident", book=book(*few)).why is Why.FEW_ASKED

    def test_a_publisher_that_gives_no_base_leaves_nothing_to_tell(self, small: Release):
        rows = [replace(row, question="police-and-council", wording="?") for row in bare()]
        assert here(small, "half-are-confident", book=book(*rows)).why is Why.NO_BASE

    def test_nothing_asked_is_said_and_a_survey_is_of_one_area(self, small: Release):
        assert here(small, "half-are-confident").why is Why.NOT_ASKED
        assert here(small, "half-are-confident", code=None, book=book(*TWO_WAVES)).why is Why.NOT_ASKED


def afraid(before: float, now: float, base: int = 4000) -> Book:
    rows = [
        result(
            percent, question="safe-after-dark", answer=answer, wave=wave, base=base, wording="After dark?"
        )
        for wave, share in (("2025", before), ("2026", now))
        for answer, percent in (("unsafe", share), ("safe", 100 - share))
    ]
    return book(*rows)


class TestFear:
    """Recorded crime in the years to April 2025 and 2026 beside who feels unsafe in those months."""

    @pytest.mark.parametrize(
        ("before", "now", "verdict", "why"),
        [
            (45, 44, Verdict.HOLDS, Why.OUTSIDE),
            (45, 15, Verdict.DOES_NOT, Why.OPPOSITE),
            (45, 32, Verdict.CANNOT_TELL, Why.OVERLAP),
        ],
    )
    def test_it_falls_more_slowly_only_where_the_two_intervals_stand_apart(
        self, tmp_path, before, now, verdict, why
    ):
        found = here(yearly(tmp_path, 900, 630), "fear-falls-slower", book=afraid(before, now))
        assert (found.verdict, found.why) == (verdict, why)

    def test_where_crime_did_not_fall_nobody_can_tell(self, tmp_path: Path):
        found = here(yearly(tmp_path, 600, 600), "fear-falls-slower", book=afraid(45, 44))
        assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, Why.NOT_FALLING)

    def test_a_missing_month_leaves_nothing_to_compare_with(self, tmp_path: Path):
        release = yearly(tmp_path, 900, 630, missing={"2025-09"})
        assert here(release, "fear-falls-slower", book=afraid(45, 44)).why is Why.INCOMPLETE

    def test_katz_s_interval_is_that_of_a_ratio_of_shares(self, tmp_path: Path):
        found = here(yearly(tmp_path, 900, 630), "fear-falls-slower", book=afraid(45, 44, base=1000)).figure
        spread = (0.55 / 450 + 0.56 / 440) ** 0.5
        low, high = (100 * (44 / 45 * exp(side * 1.959964 * spread) - 1) for side in (-1, 1))
        assert (found.interval.lower, found.interval.upper) == pytest.approx((low, high), abs=1e-4)


def yearly(folder: Path, before: int, now: int, **choices: object) -> Release:
    """Crimes of the years to April 2025 and to April 2026."""
    rows = [
        Row(str(month), CrimeType.BURGLARY, n % 36, LSOAS[0])
        for last, many in ((Month(2025, 4), before), (Month(2026, 4), now))
        for n in range(many)
        for month in (Period.ending(last).months()[n % 12],)
    ]
    months = Period.ending(Month(2026, 9), 36).months()
    choices = {"missing": (), "partial": (), **choices}
    return Release(build_small(folder, rows=rows, months=months, facts=False, **choices))


class TestTestedIn:
    @pytest.mark.parametrize("code", [LSOAS[0], "corvenshire-lark", PARTNERSHIP])
    def test_what_is_smaller_than_a_partnership_is_tested_in_its_partnership(self, small: Release, code: str):
        assert claims.tested_in(small.area(code), small).code == PARTNERSHIP

    def test_a_force_and_a_whole_release_are_tested_as_they_are(self, small: Release):
        assert claims.tested_in(small.area(FORCE_CODE), small).code == FORCE_CODE
        assert claims.tested_in(None, small) is None


class TestWords:
    def test_every_reason_of_cannot_tell_is_said_in_a_few_words_at_the_verdict(self):
        for why in Why:
            if why in told._SHORT:
                said = told.verdict(claims.Answer(Verdict.CANNOT_TELL, why), here=True)
                assert said.startswith("Cannot tell: ")
                assert len(said.split()) <= 6
        sure = {Why.INSIDE, Why.OUTSIDE, Why.AT_LEAST, Why.LESS_THAN, Why.CLEAR, Why.OPPOSITE, Why.ELSEWHERE}
        assert set(Why) == set(told._SHORT) | sure

    @pytest.mark.parametrize(
        ("forces", "where"),
        [
            (["Tamber Police"], "the area of Tamber Police"),
            (["A", "B"], "the areas of A and B"),
            (list("ABCD"), "the areas of 4 police forces in England"),
            ([str(n) for n in range(39)], "England"),
            ([], "the part of England that is covered here"),
        ],
    )
    def test_a_part_of_a_nation_is_named_by_its_forces_and_never_by_the_whole(self, forces, where):
        areas = [SimpleNamespace(name=name, nation=Nation.ENGLAND) for name in forces]
        assert concentration.where(None, Nation.ENGLAND, areas) == where
