"""A place stands on an indicator by what was supplied; a place in order comes with what cannot be told apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from crimemap.figure import Status
from crimemap.measures import indicators as measured
from crimemap.measures.comparison.groups import Basis, Group
from crimemap.measures.confidence.questions import questions
from crimemap.measures.confidence.shares import Movement, difference, share, wilson
from crimemap.measures.definitions import Polarity
from crimemap.measures.indicators import NoRank, Rank, Why
from crimemap.measures.indicators.beside import Beside, beside_of
from crimemap.measures.indicators.points import line_of
from crimemap.release import Area, Release
from crimemap.survey import Conduct, Reported, Result, Role
from tests.reported_rows import BEFORE, YEAR, book, place_of, reported, standing
from tests.small_places import PARTNERSHIP
from tests.small_surveys import STRANDS, result


@pytest.fixture
def place(small: Release) -> Area:
    return place_of(small)


# --- values ----------------------------------------------------------------------------------------


def test_nothing_is_made_of_recorded_crime(small: Release, place: Area):
    for row in measured.catalogue().values():
        found = standing(small, place, row.id)
        assert found.latest is None
        assert found.why in {Why.NOT_SUPPLIED, Why.NEVER_SHOWN}


def strands() -> list[Result]:
    return [
        result(float(told[-1]), question=question, answer="big", wording=question)
        for question, told in STRANDS.items()
    ]


def test_seven_strands_without_the_score_are_no_score(small: Release, place: Area):
    found = standing(small, place, "ni-17", *strands())
    assert (found.latest, found.why) == (None, Why.PARTS_ONLY)


def test_the_score_is_what_was_asked_and_never_the_mean_of_the_strands(small: Release, place: Area):
    found = standing(small, place, "ni-17", *strands(), result(22.0, question="asb-high", answer="high"))
    assert found.latest is not None
    assert found.latest.figure.value == 22.0


def test_a_survey_goes_before_what_was_reported_and_a_poll_is_neither(small: Release, place: Area):
    poll = result(77.0, conduct=Conduct.POLL, survey="Newsletter")
    assert standing(small, place, "ni-21", poll).latest is None
    found = standing(small, place, "ni-21", poll, result(50.0), reported("ni-21", 61.0))
    assert found.latest is not None
    assert found.latest.figure.value == 50.0


def test_too_few_answers_leave_no_figure_whoever_reports_them(small: Release, place: Area):
    few = reported("ni-4", 44.0, base=90, lower=34.0, upper=54.0)
    point = standing(small, place, "ni-4", few).latest
    assert point is not None
    assert (point.figure.value, point.figure.status, point.figure.interval) == (None, Status.SUPPRESSED, None)
    assert (point.row.lower, point.row.upper) == (None, None)
    asked = standing(small, place, "ni-21", result(44.0, base=90)).latest
    assert asked is not None
    assert asked.figure.status is Status.SUPPRESSED


def test_a_count_of_people_below_a_hundred_is_a_figure_where_nobody_was_asked(small: Release, place: Area):
    found = standing(
        small, place, "ni-39", reported("ni-39", 1640.0, unit="admissions per 100,000", base=60)
    ).latest
    assert found is not None
    assert found.figure.value == 1640.0


def test_the_target_that_is_due_last_is_told_with_its_baseline(small: Release, place: Area):
    rows = [
        reported("ni-21", 55.0, Role.TARGET, last=date(2028, 3, 31)),
        reported("ni-21", 52.0, Role.TARGET, last=date(2027, 3, 31)),
        reported("ni-21", 43.0, Role.BASELINE, first=BEFORE[0], last=BEFORE[1]),
    ]
    found = standing(small, place, "ni-21", *rows)
    assert found.target is not None
    assert found.baseline is not None
    assert (found.target.figure.value, found.target.last) == (55.0, date(2028, 3, 31))
    assert found.baseline.figure.value == 43.0
    assert found.trajectory is not None
    assert found.trajectory.expected(date(2028, 3, 31)) == 55.0
    assert not found.is_empty


# --- change ----------------------------------------------------------------------------------------


def wave(percent: float, base: int, days: tuple[date, date]) -> Reported:
    interval = wilson(percent, base)
    return reported(
        "ni-4", percent, base=base, lower=interval.lower, upper=interval.upper, first=days[0], last=days[1]
    )


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        (46.0, 50.0, Movement.NO_CLEAR_CHANGE),  # z 1.88
        (44.0, 52.0, Movement.UP),
        (52.0, 44.0, Movement.DOWN),
        (30.0, 36.0, Movement.UP),
    ],
)
def test_reported_shares_change_as_the_same_shares_of_a_survey_do(
    small: Release, place: Area, before: float, now: float, movement: Movement
):
    found = standing(small, place, "ni-4", wave(before, 1100, BEFORE), wave(now, 1100, YEAR))
    assert found.trend is movement
    survey = book(result(before, wave="2025"), result(now, wave="2026"))
    question = questions()["police-and-council"]
    shares = [share(asked, question) for asked in survey.waves(PARTNERSHIP, question.id)]
    oracle = difference(shares[1], shares[0]).points.interval
    mine = found.change.apart.interval
    assert (mine.lower, mine.upper) == pytest.approx((oracle.lower, oracle.upper))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (reported("ni-4", 46.0, first=BEFORE[0], last=BEFORE[1]), wave(60.0, 1100, YEAR)),
        (wave(46.0, 1100, BEFORE), reported("ni-4", 60.0)),
        (wave(46.0, 1100, (date(2024, 7, 1), date(2025, 6, 30))), wave(60.0, 1100, YEAR)),
    ],
    ids=["no interval before", "no interval now", "some of the same days"],
)
def test_a_change_that_cannot_be_told_is_not_told(
    small: Release, place: Area, before: Reported, now: Reported
):
    assert standing(small, place, "ni-4", before, now).trend is Movement.CANNOT_TELL


def test_only_a_survey_s_percent_is_of_people_asked(small: Release, place: Area):
    asked = standing(small, place, "ni-4", reported("ni-4", 31.0))
    counted = standing(small, place, "ni-32", reported("ni-32", 27.0))
    assert (asked.latest.figure.unit, counted.latest.figure.unit) == ("% of people asked", "%")


def test_values_of_two_publishers_or_units_stand_in_no_line(small: Release, place: Area):
    other = reported("ni-4", 10.0, source="Another", first=BEFORE[0], last=BEFORE[1])
    points = reported("ni-4", 10.0, unit="per 1,000", first=BEFORE[0], last=BEFORE[1])
    found = standing(small, place, "ni-4", other, points, reported("ni-4", 31.0))
    assert [point.figure.value for point in found.line.points] == [31.0]
    assert found.trend is None


# --- beside ----------------------------------------------------------------------------------------


def neighbours(place: Area, count: int) -> list[Area]:
    return [replace(place, code=f"E2290{n:04d}", name=f"Place {n}", position=n) for n in range(2, count + 2)]


@pytest.fixture
def ranked(small: Release, place: Area, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Beside]:
    """`own` beside others of which each has the figure given, or none."""

    def ranked(own: Reported, others: Sequence[Reported | None], number: int = 4) -> Beside:
        areas = neighbours(place, len(others))
        rows = [
            replace(row, area=area.code) for row, area in zip(others, areas, strict=True) if row is not None
        ]
        group = Group(place, Basis.NATION, None, tuple(areas), len(areas))
        monkeypatch.setattr("crimemap.measures.indicators.beside.group_of", lambda release, area: group)
        held, row = book(own, *rows), measured.catalogue()[f"ni-{number}"]
        line = line_of(held, small.id, row, place)
        assert line is not None
        found = beside_of(
            small, place, line.latest, row.better, lambda area: line_of(held, small.id, row, area)
        )
        assert found is not None
        return found

    return ranked


def test_second_of_ten_is_told_with_the_seven_that_cannot_be_told_apart(ranked: Callable[..., Beside]):
    others = [wave(percent, 1100, YEAR) for percent in (60, 49, 48, 48.5, 47, 46.5, 46, 45.5, 30)]
    found = ranked(wave(50, 1100, YEAR), others)
    assert found.rank == Rank(place=2, of=10, overlapping=7, shared=0, highest_first=True)
    assert found.no_rank is None


def test_where_less_is_better_the_order_begins_with_the_least(ranked: Callable[..., Beside]):
    rows = [replace(wave(percent, 1100, YEAR), indicator="ni-32") for percent in (10, 20, 30, 40, 50)]
    found = ranked(rows[1], [rows[0], *rows[2:]], 32)
    assert found.rank == Rank(place=2, of=5, overlapping=0, shared=0, highest_first=False)


def test_equal_figures_share_a_place(ranked: Callable[..., Beside]):
    others = [wave(percent, 1100, YEAR) for percent in (50, 50, 20, 10)]
    assert ranked(wave(50, 1100, YEAR), others).rank == Rank(1, 5, 2, 2, highest_first=True)


@pytest.mark.parametrize("missing", ["own", "other"])
def test_one_figure_without_an_interval_leaves_no_rank_at_all(ranked: Callable[..., Beside], missing: str):
    bare = reported("ni-4", 50.0)
    others = [wave(percent, 1100, YEAR) for percent in (60, 40, 30)]
    own = bare if missing == "own" else wave(50, 1100, YEAR)
    found = ranked(own, [*others, wave(20, 1100, YEAR) if missing == "own" else bare])
    assert (found.rank, found.no_rank) == (None, NoRank.NO_INTERVAL)


def test_too_few_others_leave_no_rank(ranked: Callable[..., Beside]):
    others = [wave(60, 1100, YEAR), wave(40, 1100, YEAR), wave(30, 1100, YEAR), wave(20, 90, YEAR), None]
    found = ranked(wave(50, 1100, YEAR), others)
    assert (found.rank, found.no_rank, len(found.known)) == (None, NoRank.TOO_FEW, 3)


def test_what_has_no_better_way_has_no_rank(ranked: Callable[..., Beside], monkeypatch: pytest.MonkeyPatch):
    others = [wave(percent, 1100, YEAR) for percent in (60, 40, 30, 20)]
    monkeypatch.setitem(
        measured.catalogue(),
        "ni-4",
        measured.catalogue()["ni-4"].model_copy(update={"better": Polarity.NEITHER}),
    )
    assert ranked(wave(50, 1100, YEAR), others).no_rank is NoRank.NO_DIRECTION


def test_a_figure_for_another_time_or_in_another_unit_is_not_set_beside(ranked: Callable[..., Beside]):
    others = [wave(60, 1100, BEFORE), replace(wave(60, 1100, YEAR), unit="per 1,000")]
    found = ranked(wave(50, 1100, YEAR), others)
    assert [row.point for row in found.rows] == [None, None]


def test_a_wave_of_another_survey_is_not_set_beside(small: Release, place: Area, monkeypatch):
    other = neighbours(place, 1)[0]
    group = Group(place, Basis.NATION, None, (other,), 1)
    monkeypatch.setattr("crimemap.measures.indicators.beside.group_of", lambda release, area: group)
    row = measured.catalogue()["ni-21"]
    for changed in ({"survey": "Another"}, {"wave": "2025"}, {"mode": "telephone"}, {"wording": "Else?"}):
        held = book(result(50.0), result(60.0, area=other.code, **changed))
        found = measured.standing_of(held, small, row, place, beside=True).beside
        assert [one.point for one in found.rows] == [None], changed
    held = book(result(50.0), result(60.0, area=other.code))
    found = measured.standing_of(held, small, row, place, beside=True).beside
    assert [(one.point.figure.value, one.overlaps) for one in found.rows] == [(60.0, False)]
