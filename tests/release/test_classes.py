"""The classes of shaded maps: made once, kept in the manifest, the same for every month."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crimemap.measures import crime
from crimemap.measures.crime import rates
from crimemap.measures.crime.rates import Per
from crimemap.pipeline import classes, people
from crimemap.release import Release
from crimemap.release.verify import check
from crimemap.terms import TYPES, AreaKind, Period
from tests.small_release import PARTNERSHIP, build_small

values = st.lists(st.floats(0, 5000, allow_subnormal=False), min_size=0, max_size=200)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release(build_small(tmp_path_factory.mktemp("classes")))


def test_the_breaks_of_twelve_monthly_maps_are_the_same(built: Release):
    whole = built.area(PARTNERSHIP)
    for what in (crime.ALL, *TYPES):
        tables = [rates.rate_table(built, whole, what, month) for month in built.months[-12:]]
        assert {table.breaks for table in tables} == {
            rates.breaks_of(built, AreaKind.LSOA, what, tables[0].per)
        }
    assert rates.breaks_of(built, AreaKind.LSOA, crime.ALL, Per.RESIDENTS)


def test_the_same_inputs_give_the_same_breaks_and_the_same_release(built: Release, tmp_path: Path):
    again = Release(build_small(tmp_path))
    assert again.manifest.classes == built.manifest.classes
    assert again.id == built.id


def test_breaks_are_part_of_what_a_release_is(built: Release):
    assert check(built.folder, built.id) == []
    other = built.manifest.model_copy(update={"classes": {}})
    assert other.named().id != built.id


def test_kinds_of_few_areas_have_no_classes(built: Release):
    assert set(built.manifest.classes) == {"lsoa"}
    assert rates.breaks_of(built, AreaKind.NEIGHBOURHOOD, crime.ALL, Per.RESIDENTS) == ()


def test_every_class_of_all_crime_holds_some_area_in_the_year_it_was_made_from(built: Release):
    table = rates.rate_table(built, built.area(PARTNERSHIP), crime.ALL)
    assert {row.klass for row in table.rows} == set(range(1, len(table.breaks) + 2))


@given(values)
def test_breaks_are_at_most_four_round_rising_numbers_above_nought(found: list[float]):
    breaks = classes.breaks_between(np.array(found))
    assert len(breaks) <= rates.CLASSES - 1
    assert list(breaks) == sorted(set(breaks))
    assert all(one >= 0.1 and round(one, 1) == one for one in breaks)
    if len(found) < classes.LEAST_AREAS or min(found) == max(found):
        assert breaks == ()


@pytest.mark.parametrize(
    ("found", "breaks"),
    [
        (range(1, 101), (20, 40, 60, 80)),
        ([0.0] * 90 + [1.2] * 10, (1,)),
        ([0.0] * 50 + [0.6] * 50, (0.5,)),
        ([12.0] * 30, ()),
        ([1, 2, 3], ()),
        ([41.3, 38.8, 40.1, 52.0, 57.2, 60.3, 77.7, 80.1, 79.4, 110.8, 112.0, 260.0], (40, 60, 80, 100)),
    ],
)
def test_breaks_of_known_distributions(found: list[float], breaks: tuple[float, ...]):
    assert classes.breaks_between(np.array(list(found), float)) == breaks


def test_the_year_of_a_count_is_kept_and_left_out_where_files_differ():
    files = [("residents", 2021), ("residents", 2021), ("workday", 2021), ("workday", 2011)]
    recipe = SimpleNamespace(population=[SimpleNamespace(kind=kind, year=year) for kind, year in files])
    assert people.years(recipe) == {"residents": 2021}


def test_a_month_of_rates_uses_no_period_but_a_whole_year(built: Release):
    table = rates.rate_table(built, built.area(PARTNERSHIP), crime.ALL, built.months[-3])
    assert table.period == Period.ending(built.months[-3], 12)
