"""Our format of reported figures: what is understood of a row, and one sentence for each thing that is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from crimemap.survey import Role
from crimemap.survey.reading import read_reported
from tests.unit.survey_tables import FIGURE, PLAIN, table


def reported_refusal(**cells: str) -> str:
    reading = read_reported(table(FIGURE | cells))
    assert reading.results == ()
    assert len(reading.refused) == 1, reading.refused
    return reading.refused[0].said


def test_a_change_has_its_sign_both_counts_and_both_periods():
    row = read_reported(table(FIGURE)).results[0]
    assert (row.value, row.before, row.now, row.role) == (-17.0, 1843.0, 1530.0, Role.CHANGE)
    assert (row.before_first, row.before_last) == (date(2024, 4, 1), date(2025, 3, 31))


@pytest.mark.parametrize("value", ["16%", "(16%)", "16", "(16)", "-16%", "", "−16"])
def test_lutons_unsigned_sixteen_per_cent_is_no_change(value: str):
    assert "a change in per cent with its sign was expected" in reported_refusal(value=value)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"value": "+17.0"}, "“+17.0”; -17.0 was expected, to half a point: from 1843 to 1530"),
        ({"value": "-18"}, "-17.0 was expected"),
        ({"before": ""}, "column before is empty; how many were counted in that period"),
        ({"now": "-3"}, "column now is “-3”; how many were counted"),
        ({"before": "0"}, "there is no change in per cent from 0"),
        ({"before_first_day": ""}, "column before_first_day is empty; a day was expected"),
        ({"before_last_day": "2025-04-01"}, "a day before first_day, 2025-04-01, was expected"),
        ({"before_last_day": "2024-01-01"}, "before_last_day is 2024-01-01, before before_first_day"),
    ],
)
def test_a_change_that_its_counts_do_not_give_is_refused(cells: dict[str, str], said: str):
    assert said in reported_refusal(**cells)


def test_a_value_keeps_the_publishers_interval_and_base():
    row = read_reported(table(FIGURE | PLAIN | {"lower": "13", "upper": "15,5", "base": "1,100"})).results[0]
    assert (row.value, row.lower, row.upper, row.base, row.before) == (14.2, 13.0, 15.5, 1100, None)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"lower": "13"}, "column upper is empty; both ends"),
        ({"lower": "15", "upper": "16"}, "column lower is “15”; both ends"),
        ({"before": "3"}, "column before is “3”; nothing was expected, since the role is value"),
        ({"role": "aim"}, "one of these was expected: value, baseline, target, change"),
        ({"value": "none"}, "a number was expected"),
        ({"unit": ""}, "a text was expected"),
        ({"unit": "=1+1"}, "is a formula"),
        ({"unit": "%=1"}, "is a formula"),
        ({"area_code": "E05000001"}, "an area below a partnership"),
        ({"last_day": "2024-01-01"}, "before first_day"),
    ],
)
def test_each_fault_of_a_reported_figure_is_one_sentence(cells: dict[str, str], said: str):
    assert said in reported_refusal(**(PLAIN | cells))


def test_a_reported_figure_stands_once():
    reading = read_reported(table(FIGURE, FIGURE, FIGURE | PLAIN))
    assert [one.said for one in reading.refused] == [
        "Line 3: the same as in line 2 once more; once was expected."
    ]
    assert len(reading.results) == 2
