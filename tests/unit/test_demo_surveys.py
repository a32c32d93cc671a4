"""What people of the invented county said: read by our own reader, shaped as the papers and demo.md have it."""

from __future__ import annotations

from datetime import date

import pytest

from crimemap.demo import files, surveys
from crimemap.measures.confidence import Movement, difference, questions, share
from crimemap.survey import Book, Conduct, Role
from crimemap.survey.reading import read_reported, read_results

AS_OF = date(2026, 11, 22)
TAMBER, HEX, DYFFRYN = "E22900001", "E22900002", "W22900001"


@pytest.fixture(scope="module")
def book() -> Book:
    said = read_results(files.table(surveys.SURVEY_HEADER, surveys.survey_rows(AS_OF)).decode())
    known = read_reported(files.table(surveys.INDICATOR_HEADER, surveys.indicator_rows(AS_OF)).decode())
    assert not said.refused
    assert not known.refused
    return Book([("demo", said.results, known.results)])


def last_two(book: Book, area: str, question: str = "police-and-council"):
    before, now = book.waves(area, question)[-2:]
    asked = questions()[question]
    return share(now, asked), share(before, asked)


def test_tamber_vale_rose_from_46_to_50_without_clear_change(book: Book):
    found = difference(*last_two(book, TAMBER))
    assert (found.before.figure.value, found.now.figure.value, found.now.row.base) == (46, 50, 1100)
    assert round(found.z, 2) == 1.88
    assert found.movement is Movement.NO_CLEAR_CHANGE


def test_hexmarsh_rose_clearly_from_44_to_52(book: Book):
    found = difference(*last_two(book, HEX))
    assert (found.before.figure.value, found.now.figure.value) == (44, 52)
    assert found.movement is Movement.UP


def test_dyffryn_melys_asked_ninety_and_has_no_figure(book: Book):
    now, _ = last_two(book, DYFFRYN)
    assert now.row.base == 90
    assert now.figure.value is None


def test_better_same_worse_and_dont_know_are_luton_s_and_add_up(book: Book):
    (asked,) = book.waves(TAMBER, "crime-last-year")
    said = {answer: row.percent for answer, row in asked.answers.items()}
    assert said == {"better": 5, "same": 39, "worse": 36, "dont-know": 20}


def test_one_of_the_seven_strands_rises_at_the_end(book: Book):
    strands = [one for one in questions() if one.startswith("asb-") and one != "asb-high"]
    last = {one: [row.answers["big"].percent for row in book.waves(TAMBER, one)] for one in strands}
    assert len(last) == 7
    assert last["asb-drunk-rowdy"] == [67, 30, 36]
    assert [one for one, shares in last.items() if shares[2] > shares[1]] == ["asb-drunk-rowdy"]


def test_an_open_poll_is_in_no_survey_s_series(book: Book):
    assert {row.any.base for row in book.waves(TAMBER, "police-and-council")} == {1100}
    assert len(book.waves(TAMBER, "police-and-council", Conduct.POLL)) == 1


def test_there_are_targets_and_a_signed_change_with_both_counts(book: Book):
    assert [one.value for one in book.reported("ni-21", TAMBER, Role.TARGET)] == [55]
    (change,) = book.reported("ni-16", TAMBER, Role.CHANGE)
    assert (change.before, change.now, change.value) == (1843, 1530, -17.0)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 9, 30), date(2026, 10, 1), date(2030, 2, 28)])
def test_no_wave_lies_after_the_day_of_writing(day: date):
    found = read_results(files.table(surveys.SURVEY_HEADER, surveys.survey_rows(day)).decode())
    surveyed = [row for row in found.results if row.conduct is Conduct.SURVEY]
    assert max(row.last for row in surveyed) < day
