"""The heading of a slide carries its message, by one rule for rises and falls."""

from dataclasses import replace

import pytest

from crimemap.brief import Brief, brief_of
from crimemap.deck import deck_of
from crimemap.measures.crime import Change, TypeChange
from crimemap.release import Release
from crimemap.terms import CrimeType
from tests.small_meetings import NOW, gathering
from tests.small_release import build_small


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    release = Release(build_small(tmp_path_factory.mktemp("headings"), facts=False))
    return brief_of(release, release.area("corvenshire-lark"), None)


def with_types(told: Brief, **counts: tuple[int, int]) -> Brief:
    first = told.types[0].change
    rows = tuple(
        TypeChange(
            CrimeType(name.replace("_", "-")),
            Change(replace(first.now, value=now), replace(first.before, value=before)),
        )
        for name, (before, now) in counts.items()
    )
    return replace(told, types=rows)


@pytest.mark.parametrize(
    ("counts", "heading"),
    [
        ({"burglary": (300, 180), "drugs": (100, 110)}, "Burglary fell most: 300 to 180"),
        ({"burglary": (180, 300), "drugs": (100, 190)}, "Burglary rose most: 180 to 300"),
        (
            {"burglary": (300, 180), "drugs": (100, 190)},
            "Burglary fell most: 300 to 180; drug crime rose most: 100 to 190",
        ),
        (
            {"burglary": (180, 300), "drugs": (190, 100)},
            "Burglary rose most: 180 to 300; drug crime fell most: 190 to 100",
        ),
        ({"public_order": (180, 300), "drugs": (100, 110)}, "Public order crime rose most: 180 to 300"),
        ({"robbery": (160, 60), "drugs": (9900, 9700)}, "Robbery fell: 160 to 60"),
        ({"robbery": (60, 160), "drugs": (9700, 9900)}, "Robbery rose: 60 to 160"),
        ({"robbery": (100, 101)}, "No kind of crime changed clearly"),
    ],
)
def test_the_kind_that_changed_most_is_told_in_the_same_words_up_and_down(
    told: Brief, counts: dict[str, tuple[int, int]], heading: str
):
    assert deck_of(with_types(told, **counts), gathering(), NOW)["types"].heading == heading
