"""Maps as sentences: told by place, never by rank."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crimemap import words
from crimemap.figure import Status
from crimemap.measures import crime
from crimemap.release import Release
from crimemap.terms import AreaKind
from tests.small_release import PARTNERSHIP
from tests.unit.told_figures import M, area, change


def test_a_map_point_is_near_a_street_and_one_of_many():
    assert words.map_point("Wren Street", 15) == "on or near Wren Street, one of 15 map points"
    assert words.map_point("Wren Street", 1) == "on or near Wren Street, the only map point here"


def test_the_map_is_told_by_place_and_not_by_rank(small: Release):
    table = crime.parts(small, small.area(PARTNERSHIP), crime.ALL, crime.latest_period(small))
    counts = [row.change.now.value for row in table.rows]
    told = str(words.map_summary(table))
    assert (
        told
        == f"From north to south: Larkwith ({counts[0]}), Osterby ({counts[1]}) and Wrenstow ({counts[2]})."
    )


def table_of(counts: list[int | None]) -> crime.PartsTable:
    parts = tuple(
        crime.PartRow(area(f"Part {n}"), change(count or 0, 0, M if count is None else Status.PUBLISHED))
        for n, count in enumerate(counts)
    )
    return crime.PartsTable(area(), crime.ALL, AreaKind.LSOA, parts, (), change(0, 0))


def test_the_highest_three_are_named_from_north_to_south_and_what_is_missing_is_said():
    told = str(words.map_summary(table_of([5, 90, 7, 100, None, 80])))
    assert told == (
        "The highest numbers, named from north to south: Part 1 (90), Part 3 (100) and Part 5 (80)."
        " The parts range from 5 to 100."
        " No figures were supplied for 1 part. This does not mean that no crime was recorded there."
    )


def test_no_part_is_picked_out_where_many_share_a_number():
    assert str(words.map_summary(table_of([5, 5, 5, 5]))) == "Every part has 5."
    assert str(words.map_summary(table_of([9, 5, 5, 5]))) == "The parts range from 5 to 9."
    assert str(words.map_summary(table_of([0, 0, 0]))) == "None was recorded in any part of this map."


@given(st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=1, max_size=12))
def test_every_fact_in_the_text_of_a_map_is_in_its_table(counts: list[int | None]):
    table = table_of(counts)
    told = str(words.map_summary(table))
    for row in table.rows:
        if f"{row.area.name} (" in told:
            assert f"{row.area.name} ({row.change.now.value})" in told
    assert (None in counts) == ("No figures" in told or "no figures" in told)
