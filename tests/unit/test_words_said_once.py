"""What is said once over several series, and what of each."""

from __future__ import annotations

import pytest

from crimemap.measures import confidence
from crimemap.measures.confidence import Series
from crimemap.release import Release
from crimemap.survey import Book, Lack, Result
from crimemap.words import confidence as words
from tests.small_places import PARTNERSHIP
from tests.small_surveys import result

ASKED = ("mopac-good-job", "mopac-informed")


def rows(question: str, base: int | None) -> list[Result]:
    """Two years of one question, with or without the number of answers."""
    lacks = frozenset() if base else frozenset({Lack.BASE})
    return [
        result(percent, question=question, answer="agree", wave=wave, base=base, lacks=lacks, survey=question)
        for wave, percent in (("2025", 51.0), ("2026", 49.0))
    ]


def series(small: Release, *told: Result) -> list[Series]:
    found = small.area(PARTNERSHIP)
    assert found is not None
    return [*confidence.of_partnership(Book([("r", told, ())]), small, found).series]


@pytest.fixture(scope="module")
def untold(small: Release) -> list[Series]:
    return series(small, *rows(ASKED[0], None), *rows(ASKED[1], None))


def test_that_nobody_can_tell_is_said_once_of_several_of_which_no_file_gives_the_answers(
    untold: list[Series],
):
    assert len(untold) == 2
    assert "nobody can tell" in str(words.untold(untold))
    for one in untold:
        assert str(words.told(one, said_once=True)) == "49%; it was 51% a year before."
        assert "Nobody can tell" in str(words.told(one))


def test_it_is_said_of_each_where_there_is_one_or_where_answers_are_given(
    small: Release, untold: list[Series]
):
    [known] = series(small, *rows(ASKED[0], 1100))
    assert not words.untold(untold[:1])
    assert not words.untold([untold[0], known])
    assert "no clear change" in str(words.told(known, said_once=True))
