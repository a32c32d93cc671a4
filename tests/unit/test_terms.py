"""The field's vocabulary: months, periods, types and forces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crimemap.terms import (
    ALL_CRIME,
    CRIME_TYPES,
    CSV_NAMES,
    FORCES,
    TYPES,
    CrimeType,
    Month,
    Nation,
    Period,
    nation_of,
    types_in_use,
)

months = st.builds(Month, st.integers(1900, 2100), st.integers(1, 12))


@given(months)
def test_a_month_is_read_back_as_it_is_written(month: Month):
    assert Month.parse(str(month)) == month
    assert Month.from_ordinal(month.ordinal) == month


@given(months, st.integers(-500, 500))
def test_months_can_be_added_and_ordered(month: Month, step: int):
    later = month.plus(step)
    assert later.ordinal - month.ordinal == step
    assert (later > month) == (step > 0)
    assert later.plus(-step) == month


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-9", "26-09", "2026-09-01", " 2026-09", "2026/09", "", "٢٠٢٦-٠٩"]
)
def test_what_is_no_month_is_refused_with_an_example(text: str):
    with pytest.raises(ValueError, match="2026-09"):
        Month.parse(text)


@given(months, st.integers(1, 60))
def test_a_period_holds_its_months_and_no_other(last: Month, length: int):
    period = Period.ending(last, length)
    assert len(period.months()) == period.length == length
    assert all(month in period for month in period.months())
    assert last.plus(1) not in period
    assert period.first.plus(-1) not in period
    assert period.before().last == last.plus(-12)


def test_a_period_is_written_as_a_month_or_a_span():
    assert str(Period.of(Month(2026, 9))) == "2026-09"
    assert str(Period.ending(Month(2026, 9))) == "2025-10..2026-09"


def test_anti_social_behaviour_is_beside_crime():
    assert set(TYPES) - set(CRIME_TYPES) == {CrimeType.ANTI_SOCIAL_BEHAVIOUR}
    assert ALL_CRIME not in list(TYPES)


@pytest.mark.parametrize(
    ("month", "many"), [("2010-12", 6), ("2011-08", 6), ("2011-09", 11), ("2013-04", 11), ("2013-05", 14)]
)
def test_the_list_of_types_grows_from_six_to_eleven_to_fourteen(month: str, many: int):
    assert len(types_in_use(Month.parse(month))) == many


def test_every_name_of_the_publisher_has_a_type_and_every_type_a_name():
    assert set(CSV_NAMES.values()) == set(TYPES)
    assert len(CSV_NAMES) == 16


def test_every_force_has_a_code_of_its_own_and_lies_in_the_nation_of_it():
    assert len(FORCES) == 45
    assert len({force.code for force in FORCES.values()}) == 45
    assert FORCES["south-wales"].nation is Nation.WALES
    assert FORCES["northern-ireland"].nation is Nation.NORTHERN_IRELAND
    assert FORCES["btp"].nation is Nation.BRITAIN
    assert FORCES["surrey"].nation is Nation.ENGLAND
    assert nation_of("N09000003") is Nation.NORTHERN_IRELAND
