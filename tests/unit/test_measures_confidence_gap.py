"""The perception gap: Luton's answers against a recorded fall, which periods are taken, and when nobody can tell."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from crimemap.figure import Figure, Status
from crimemap.measures import confidence, crime
from crimemap.measures.confidence import Direction, Gap, Recorded, Unclear, Verdict, questions
from crimemap.measures.confidence.gap import People, gap_of, net_of
from crimemap.measures.confidence.recorded import between_waves, over_years
from crimemap.measures.confidence.shares import share_of
from crimemap.measures.confidence.waves import splits_of
from crimemap.measures.definitions import Break
from crimemap.release import Area, Release
from crimemap.survey import Book, Lack, Result
from crimemap.terms import CrimeType, Month, Period
from tests.small_places import POINTS
from tests.small_release import LSOAS, PARTNERSHIP, Row, build_small
from tests.small_surveys import result

TREND = questions()["crime-locally"]
LAST = Month(2026, 9)
LUTON = {"better": 5, "same": 39, "worse": 36, "dont-know": 20}


def counted(value: int | None, period: Period, status: Status = Status.PUBLISHED) -> Figure:
    return Figure(value, status, period, crime.CRIMES, crime.SOURCE, "r")


def record(now: int | None, before: int | None, broken: Break | None = None) -> Recorded:
    year = Period.ending(LAST)
    statuses = [Status.MISSING if value is None else Status.PUBLISHED for value in (now, before)]
    change = crime.Change(
        counted(now, year, statuses[0]), counted(before, Period.ending(LAST.plus(-36)), statuses[1]), broken
    )
    return Recorded(crime.ALL, change, 3, 3)


def asked(answers: dict[str, float], **others: object) -> list[Result]:
    return [result(float(n), question=TREND.id, answer=one, **others) for one, n in answers.items()]


def people(answers: dict[str, float] = LUTON, **others: object) -> People:
    book = Book([("r", asked(answers, **others), ())])
    wave = splits_of(book, PARTNERSHIP, TREND.id, None)[0].latest
    worse, better = wave.share("worse"), wave.share("better")
    return People(net_of(worse, better), worse, split=wave)


@pytest.fixture(scope="module")
def place(small: Release) -> Area:
    found = small.area(PARTNERSHIP)
    assert found is not None
    return found


@pytest.fixture
def gap(place: Area) -> Callable[..., Gap]:
    return lambda said, recorded: gap_of(place, TREND, said, recorded)


# --- Luton ------------------------------------------------------------------------------------------


def test_luton_sees_it_otherwise_than_a_recorded_fall_of_15_percent_by_31_points(gap):
    found = gap(people(), record(8500, 10000))
    reach = found.points.interval
    assert (found.points.value, round(reach.lower, 1), round(reach.upper, 1)) == (31, 27.6, 34.3)
    assert (found.verdict, found.why) == (Verdict.OTHERWISE, None)
    change = found.recorded.percent
    assert (change.value, round(change.interval.lower, 1), round(change.interval.upper, 1)) == (
        -15,
        -17.4,
        -12.5,
    )


def test_the_interval_of_lutons_gap_covers_what_simulated_samples_say():
    """An oracle without a formula: so many samples of 1,100 from Luton's answers, and where their middle 95 % lie."""
    drawn = stats.multinomial(1100, [0.05, 0.39, 0.36, 0.20], seed=5).rvs(20_000)
    nets = sorted(100 * (drawn[:, 2] - drawn[:, 0]) / 1100)
    found = people().net.interval
    assert (found.lower, found.upper) == pytest.approx((nets[500], nets[19_500]), abs=0.2)


def test_against_a_recorded_rise_the_same_answers_agree_with_the_record(gap):
    found = gap(people(), record(11500, 10000))
    assert (found.points.value, found.verdict) == (-31, Verdict.SAME)
    assert found.points.interval.lower < found.points.value < found.points.interval.upper < 0


def test_more_who_say_better_agree_with_a_fall(gap):
    found = gap(people({"better": 36, "same": 39, "worse": 5, "dont-know": 20}), record(8500, 10000))
    assert (found.points.value, found.verdict) == (-31, Verdict.SAME)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(100, 5000), st.booleans())
def test_a_gap_is_clear_exactly_where_its_interval_does_not_hold_0(
    worse: int, better: int, base: int, fell: bool
):
    said = people({"better": better, "worse": worse, "same": 100 - worse - better}, base=base)
    found = gap_of(None, TREND, said, record(8500, 10000) if fell else record(10000, 8500))
    slow = (worse - better) * (1 if fell else -1)
    assert found.points.value == pytest.approx(slow)
    reach = found.points.interval
    if reach.lower > 0 or reach.upper < 0:
        assert found.verdict is (Verdict.OTHERWISE if slow > 0 else Verdict.SAME)
    else:
        assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, Unclear.CHANCE)


# --- nobody can tell ---------------------------------------------------------------------------------


def a_break() -> Break:
    return Break.model_validate(
        {"month": "2025-02", "what": "Another system", "forces": (), "types": (), "source": "https://x.example",
         "reviewed": date(2026, 1, 1)}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "recorded", "why"),
    [
        (LUTON, None, Unclear.PERIODS),
        (LUTON, record(None, 10000), Unclear.NOT_SUPPLIED),
        (LUTON, record(8500, None), Unclear.NOT_SUPPLIED),
        (LUTON, record(9990, 10000), Unclear.RECORD_UNCLEAR),
        (LUTON, record(8500, 10000, a_break()), Unclear.BREAK),
        ({"better": 20, "same": 40, "worse": 22, "dont-know": 18}, record(8500, 10000), Unclear.CHANCE),
    ],
)
def test_nobody_can_tell_and_the_reason_is_said(
    gap, said: dict[str, float], recorded: Recorded | None, why: Unclear
):
    found = gap(people(said), recorded)
    assert (found.verdict, found.why) == (Verdict.CANNOT_TELL, why)


@pytest.mark.parametrize(
    ("years", "late", "verdict"),
    [
        (3, 0, Verdict.OTHERWISE),
        (3 - 2 / 12, 2, Verdict.OTHERWISE),
        (3 - 3 / 12, 0, Verdict.CANNOT_TELL),
        (13 / 12, 0, Verdict.CANNOT_TELL),
        (3, 3, Verdict.CANNOT_TELL),
    ],
)
def test_there_is_no_verdict_over_another_time_than_people_were_asked_about(
    gap, years: float, late: int, verdict: Verdict
):
    found = gap(people(), replace(record(8500, 10000), years=years, late=late))
    assert (found.verdict, found.why) == (
        verdict, None if verdict is Verdict.OTHERWISE else Unclear.TIMES
    )  # fmt: skip
    assert (found.people.net.value, found.recorded.percent.value) == (31, -15)  # both are shown all the same


def test_too_few_answers_or_no_number_of_them_tell_nothing(gap):
    few = gap(people(base=90), record(8500, 10000))
    assert (few.points.value, few.verdict, few.why) == (None, Verdict.CANNOT_TELL, Unclear.TOO_FEW_ASKED)
    none = gap(people(base=None, lacks=frozenset({Lack.BASE})), record(8500, 10000))
    assert (none.points.value, none.points.interval, none.why) == (31, None, Unclear.NO_BASE)


def test_without_a_direction_there_is_no_gap_at_all(gap):
    assert gap(people(), record(9990, 10000)).points.value is None


def test_a_percentage_of_few_crimes_is_not_told_but_a_clear_direction_is():
    few = record(4, 19)
    assert (few.percent.value, few.percent.status, few.direction) == (
        None,
        Status.NOT_APPLICABLE,
        Direction.FELL,
    )


# --- which months ------------------------------------------------------------------------------------

MONTHS = Period.ending(LAST, 60).months()
LEVELS = (30, 27, 24, 20, 13)


def even(*levels: int) -> Iterable[Row]:
    """Burglaries at one map point: so many a month in each year of MONTHS, the oldest first."""
    for n, month in enumerate(MONTHS):
        for _ in range(levels[n // 12]):
            yield Row(str(month), CrimeType.BURGLARY, 0, LSOAS[POINTS[0].lsoa or 0])


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Release]:
    def make(months: Sequence[Month] = MONTHS, **gaps: Iterable[str]) -> Release:
        rows = [row for row in even(*LEVELS) if Month.parse(row.month) in months]
        chosen = {"missing": (), "partial": (), **gaps}
        folder = tmp_path_factory.mktemp("gap")
        return Release(build_small(folder, rows=rows, months=months, facts=False, background=False, **chosen))

    return make


@pytest.fixture(scope="module")
def five_years(make) -> Release:
    return make()


def taken(found: Recorded) -> tuple[str, str]:
    return str(found.change.now.period), str(found.change.before.period)


def test_the_record_is_the_year_to_the_asking_against_the_same_months_as_many_years_before(
    five_years: Release,
):
    found = over_years(five_years, five_years.area(PARTNERSHIP), crime.ALL, Month(2026, 4), 3)
    assert taken(found) == ("2025-05..2026-04", "2022-05..2023-04")
    assert (found.years, found.asked, found.is_shorter) == (3, 3, False)
    slow = sum(row.month in {str(m) for m in Period.ending(Month(2026, 4)).months()} for row in even(*LEVELS))
    assert found.change.now.value == slow


def test_where_the_release_does_not_go_back_so_far_the_earliest_whole_year_is_taken_and_said(make):
    release = make(months=MONTHS[-36:])
    found = over_years(release, release.area(PARTNERSHIP), crime.ALL, Month(2026, 6), 3)
    assert taken(found) == ("2025-07..2026-06", "2023-10..2024-09")
    assert (found.years, found.is_shorter) == (1.75, True)


def test_a_gap_in_the_earlier_year_is_gone_round_and_one_in_the_later_year_is_not(make):
    release = make(missing={"2023-01"})
    found = over_years(release, release.area(PARTNERSHIP), crime.ALL, Month(2026, 4), 3)
    assert taken(found) == ("2025-05..2026-04", "2023-02..2024-01")
    release = make(missing={"2026-01"})
    found = over_years(release, release.area(PARTNERSHIP), crime.ALL, Month(2026, 4), 3)
    assert (found.change.now.status, found.direction) == (Status.MISSING, Direction.UNCLEAR)


def test_where_no_earlier_year_is_whole_the_first_is_told_with_its_gap(make):
    release = make(partial={"2023-01", "2023-12", "2024-12"})
    found = over_years(release, release.area(PARTNERSHIP), crime.ALL, Month(2026, 4), 3)
    assert taken(found)[1] == "2022-05..2023-04"
    assert found.change.before.status is Status.PARTIAL


@pytest.mark.parametrize(
    ("asked_in", "years"),
    [
        (Month(2009, 4), 3),  # long before the release
        (Month(2027, 4), 3),  # more than half a year after its last month
        (Month(2022, 5), 3),  # less than a year of it before the asking
        (Month(2023, 1), 1),  # no whole year before the year of asking
    ],
)
def test_nothing_is_taken_for_a_time_that_the_release_does_not_hold(
    five_years: Release, asked_in: Month, years: int
):
    assert over_years(five_years, five_years.area(PARTNERSHIP), crime.ALL, asked_in, years) is None


def test_a_record_that_ends_shortly_before_the_asking_is_taken_to_its_end(five_years: Release):
    found = over_years(five_years, five_years.area(PARTNERSHIP), crime.ALL, Month(2026, 12), 1)
    assert taken(found) == ("2025-10..2026-09", "2024-10..2025-09")
    assert (found.late, found.matches) == (3, False)


def test_between_two_waves_the_record_is_the_year_to_each(five_years: Release):
    place = five_years.area(PARTNERSHIP)
    found = between_waves(five_years, place, crime.ALL, Month(2026, 4), Month(2024, 2))
    assert taken(found) == ("2025-05..2026-04", "2023-03..2024-02")
    assert not found.is_shorter
    assert between_waves(five_years, place, crime.ALL, Month(2026, 4), Month(2025, 12)) is None


# --- out of a book and a release ---------------------------------------------------------------------


def test_a_partnerships_gaps_come_trend_first_and_only_for_what_police_record(five_years: Release):
    rows = [
        *asked(LUTON),
        *(
            result(n, question="problem-burglary", answer="big", wave=w)
            for n, w in ((35, "2025"), (45, "2026"))
        ),
        *(
            result(n, question="problem-robbery", answer="big", wave=w)
            for n, w in ((35, "2025"), (45, "2026"))
        ),
        result(31, question="problem-violent-crime", answer="big"),
        result(25, question="respect", answer="big"),
        result(50),
    ]
    found = confidence.gaps_of(Book([("r", rows, ())]), five_years, five_years.area(PARTNERSHIP))
    assert [(one.question.id, one.verdict, one.why) for one in found] == [
        ("crime-locally", Verdict.OTHERWISE, None),
        ("problem-burglary", Verdict.OTHERWISE, None),
        ("problem-robbery", Verdict.CANNOT_TELL, Unclear.RECORD_UNCLEAR),
        ("problem-violent-crime", Verdict.CANNOT_TELL, Unclear.NO_EARLIER_WAVE),
    ]
    assert found[1].points.value == 10
    assert found[1].people.change.before.row.wave == "2025"


def test_a_change_of_wording_leaves_no_gap(five_years: Release):
    rows = [
        result(35, question="problem-burglary", answer="big", wave="2025"),
        result(45, question="problem-burglary", answer="big", wording="Otherwise?"),
    ]
    found = confidence.gaps_of(Book([("r", rows, ())]), five_years, five_years.area(PARTNERSHIP))
    assert [one.why for one in found] == [Unclear.NO_EARLIER_WAVE]


def test_nobody_asked_is_no_gap(five_years: Release):
    assert confidence.gaps_of(Book(()), five_years, five_years.area(PARTNERSHIP)) == ()


def test_the_net_of_two_answers_is_in_points_of_all_asked_and_takes_the_design_effect():
    worse, better = (
        share_of(result(float(n), question=TREND.id, answer=one, effective=1100 / 1.5), "r")
        for one, n in (("worse", 36), ("better", 5))
    )
    found = net_of(worse, better)
    plain = people().net
    assert (found.value, found.unit) == (31, "percentage points")
    width = found.interval.upper - found.interval.lower
    assert width / (plain.interval.upper - plain.interval.lower) == pytest.approx(math.sqrt(1.5), rel=3e-3)
