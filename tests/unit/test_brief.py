"""A brief asks each measure once, and what is said and drawn from it starts from the same figures."""

import datetime as dt

import pytest

from crimemap.brief import brief_of, is_invented, place_of
from crimemap.measures import crime
from crimemap.release import Release
from crimemap.terms import AreaKind
from tests.small_release import build_small


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release(build_small(tmp_path_factory.mktemp("brief"), facts=False))


def test_the_map_the_table_and_the_headline_share_their_figures(release: Release):
    for kind in AreaKind:
        for area in release.areas(kind):
            told = brief_of(release, area, None)
            assert told.table.whole.now == told.year.now == crime.total(release, area, crime.ALL, told.period)
            if told.parts and told.sheet:
                on_map = [(part.letter, part.area, part.figure) for part in told.sheet.parts]
                assert on_map == [(part.letter, part.area, part.change.now) for part in told.parts]


def test_letters_leave_out_those_that_look_like_figures(release: Release):
    area = release.areas(AreaKind.FORCE)[0]
    assert not {part.letter for part in brief_of(release, area, None).parts} & {"I", "O"}


def test_an_area_says_what_lies_inside_it_beyond_the_table(release: Release):
    told = brief_of(release, release.area("E23900001"), None)
    assert told.table.kind not in {group.kind for group in told.inside}
    assert all(group.areas for group in told.inside)


def test_the_day_of_publication_is_told_where_it_is_known(release: Release):
    area = release.area("corvenshire-lark")
    assert brief_of(release, area, dt.date(2026, 11, 12)).quality.freshness.published == dt.date(2026, 11, 12)
    assert brief_of(release, area, None).quality.freshness.published is None


def test_the_chart_covers_three_years_at_most(release: Release):
    assert len(brief_of(release, release.area("corvenshire-lark"), None).months) == min(
        36, len(release.months)
    )


def test_an_invented_county_is_known_by_its_name(release: Release):
    assert is_invented(release)
    assert place_of(release) == "Corvenshire"
