"""Deprivation: the tenths of an area's small areas equal a count by hand; nations are never merged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crimemap.measures.deprivation import deprivation
from crimemap.release import Release, layout
from crimemap.terms import Nation
from crimemap.words import deprivation as told
from tests.small_release import FORCE_CODE, LSOAS, NEIGHBOURHOODS, PARTNERSHIP, build_small


def test_a_small_area_has_its_own_rank_and_tenth(small: Release):
    found = deprivation(small, small.area(LSOAS[2]))
    (scale,) = found.scales
    assert (scale.name, scale.nation) == ("IMD 2019", Nation.ENGLAND)
    assert (scale.decile.value, scale.rank.value, scale.tenths) == (3, 6900, ())


@pytest.mark.parametrize(
    ("code", "tenths"),
    [
        (NEIGHBOURHOODS[0], [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]),
        (NEIGHBOURHOODS[2], [0, 0, 0, 0, 0, 0, 1, 1, 1, 0]),
        (PARTNERSHIP, [1] * 9 + [0]),
        (FORCE_CODE, [1] * 9 + [0]),
    ],
)
def test_a_larger_area_has_its_small_areas_counted_by_tenth(small: Release, code: str, tenths: list[int]):
    (scale,) = deprivation(small, small.area(code)).scales
    assert [row.areas.value for row in scale.tenths] == tenths
    residents = [1500 + 20 * n for n in range(9)] + [0]
    assert [row.residents.value for row in scale.tenths] == [
        count * people for count, people in zip(tenths, residents, strict=True)
    ]


def test_residents_in_the_most_deprived_tenth_are_a_share_of_all(small: Release):
    (scale,) = deprivation(small, small.area(PARTNERSHIP)).scales
    assert scale.most.value == 1500
    assert scale.most.denominator.value == sum(1500 + 20 * n for n in range(9))


def changed(folder: Path, *statements: str) -> Release:
    built = build_small(folder, facts=False)
    connection = sqlite3.connect(built / layout.PLACES)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return Release(built)


def test_england_and_wales_are_two_scales_and_never_one(tmp_path: Path):
    release = changed(
        tmp_path, f"UPDATE deprivation SET scale = 'WIMD 2019', nation = 'Wales' WHERE code = '{LSOAS[0]}'"
    )
    found = deprivation(release, release.area(PARTNERSHIP))
    assert [(scale.name, scale.nation) for scale in found.scales] == [
        ("IMD 2019", Nation.ENGLAND),
        ("WIMD 2019", Nation.WALES),
    ]
    assert [sum(int(row.areas.value) for row in scale.tenths) for scale in found.scales] == [8, 1]
    assert found.unranked == 0
    assert "Wales" in str(told.finding(found, found.scales[1]))
    assert scale_urls(found) == {"www.gov.uk", "www.gov.wales"}


def scale_urls(found) -> set[str]:
    return {scale.source_url.split("/")[2] for scale in found.scales}


def test_small_areas_without_a_rank_are_counted(tmp_path: Path):
    release = changed(tmp_path, f"DELETE FROM deprivation WHERE code = '{LSOAS[0]}'")
    found = deprivation(release, release.area(NEIGHBOURHOODS[0]))
    assert found.unranked == 1
    assert "1 small area has no rank" in told.unranked(found)


def test_residents_that_nobody_counted_are_missing_and_not_0(tmp_path: Path):
    release = changed(tmp_path, f"UPDATE areas SET residents = NULL WHERE code = '{LSOAS[0]}'")
    (scale,) = deprivation(release, release.area(NEIGHBOURHOODS[0])).scales
    assert scale.tenths[0].areas.value == 1
    assert scale.tenths[0].residents.value is None
    assert scale.most is None


def test_without_ranks_there_is_no_scale(tmp_path: Path):
    release = Release(build_small(tmp_path, facts=False, ranked=False))
    for code in (LSOAS[0], NEIGHBOURHOODS[0]):
        found = deprivation(release, release.area(code))
        assert found.scales == ()
        assert "No deprivation ranks were supplied" in told.nothing(found)


@pytest.mark.parametrize(
    ("decile", "said"),
    [
        (1, "the most deprived tenth"),
        (3, "the third most deprived tenth"),
        (5, "the fifth most deprived tenth"),
        (6, "the fifth least deprived tenth"),
        (10, "the least deprived tenth"),
    ],
)
def test_a_tenth_is_said_in_words(decile: int, said: str):
    assert told.tenth(decile) == said


def test_the_sentence_is_about_the_place(small: Release):
    found = deprivation(small, small.area(LSOAS[0]))
    assert str(told.finding(found, found.scales[0])) == (
        "Larkwith 1 is in the most deprived tenth of England’s small areas."
    )
    found = deprivation(small, small.area(NEIGHBOURHOODS[0]))
    assert str(told.finding(found, found.scales[0])) == (
        "1 of the 3 small areas of Larkwith is in the most deprived tenth of England. 1,500 residents live there,"
        " 33% of all."
    )
    found = deprivation(small, small.area(NEIGHBOURHOODS[2]))
    assert str(told.finding(found, found.scales[0])) == (
        "None of the 3 small areas of Wrenstow is in the most deprived tenth of England."
    )
