"""Our own two formats: what is understood of a file, and what a release says of its rows."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from crimemap.measures.confidence import questions
from crimemap.survey import Conduct, Lack, Level, Role
from crimemap.survey.columns import REPORTED, RESULTS, Column, template
from crimemap.survey.reading import read_reported, read_results, settle
from crimemap.survey.table import NoTable, decoded
from tests.unit.survey_tables import FIGURE, PARTS, PLAIN, ROW, refused, results, table

# --- what is understood ---------------------------------------------------------------------------


def test_a_row_is_what_it_says():
    reading = read_results(results({"design_effect": "1.3", "kind": "poll"}))
    row = reading.results[0]
    assert (row.area, row.place, row.level, row.wave) == (
        "E22900001",
        "Tamber Vale",
        Level.PARTNERSHIP,
        "2026",
    )
    assert (row.first, row.last) == (date(2026, 5, 4), date(2026, 6, 26))
    assert (row.percent, row.base, row.design_given) == (50.0, 1100, True)
    assert row.effective == pytest.approx(1100 / 1.3)
    assert row.conduct is Conduct.POLL
    assert row.lacks == frozenset()
    assert reading.lines == (2,)
    assert reading.refused == reading.notes == ()


def test_without_a_design_effect_the_sample_counts_as_simple_and_that_is_said():
    reading = read_results(results({}))
    assert reading.results[0].effective == 1100
    assert not reading.results[0].design_given
    assert reading.notes == ("1 row gives no design effect: its interval is that of a simple random sample.",)


def test_an_effective_base_stands_for_a_design_effect():
    row = read_results(results({"effective_base": "733.3"})).results[0]
    assert (row.effective, row.design_given) == (733.3, True)


@pytest.mark.parametrize(
    ("cells", "percent"),
    [
        ({"percentage": "49.6"}, 49.6),
        ({"percentage": "49,6"}, 49.6),
        ({"percentage": "", "count": "550"}, 50.0),
        ({"percentage": "50", "count": "546"}, 50.0),
        ({"percentage": "100"}, 100.0),
    ],
)
def test_a_percentage_comes_with_a_point_a_quoted_comma_or_as_a_count(cells: dict[str, str], percent: float):
    assert read_results(results(cells)).results[0].percent == percent


def test_a_count_becomes_a_percentage_even_where_nobody_gave_the_answer():
    assert read_results(results({"percentage": "", "count": "0"})).results[0].percent == 0


def test_a_header_may_come_in_any_order_with_a_mark_with_crlf_and_empty_columns():
    backwards = dict(reversed(ROW.items()))
    text = "\ufeff" + table(backwards).replace("\n", ",,\r\n") + ",,,,,,,,\r\n\r\n"
    reading = read_results(text)
    assert len(reading.results) == 1
    assert reading.refused == ()


def test_columns_that_need_not_be_there_may_be_left_out():
    for column in RESULTS:
        found = read_results(table(ROW, drop=column.name))
        assert bool(found.results) is not column.needed, column.name


def test_both_templates_are_read_as_they_are():
    assert len(read_results(template(RESULTS)).results) == 2
    assert read_results(template(RESULTS)).refused == ()
    reported = read_reported(template(REPORTED))
    assert [row.role for row in reported.results] == [Role.TARGET, Role.CHANGE]
    assert reported.refused == ()


def test_what_the_publisher_does_not_give_is_named_and_then_lacks():
    cells = {
        "base": "",
        "wording": "",
        "mode": "",
        "first_day": "",
        "last_day": "",
        "not_given": "base wording dates mode",
    }
    row = read_results(results(cells)).results[0]
    assert row.lacks == frozenset(Lack)
    assert (row.base, row.effective, row.first, row.last) == (None, None, None, None)


def test_a_last_day_alone_is_kept_where_dates_are_not_given():
    row = read_results(results({"first_day": "", "not_given": "dates"})).results[0]
    assert (row.first, row.last) == (None, date(2026, 6, 26))


def test_answers_that_add_up_to_a_hundred_and_rounding_are_taken():
    answers = {"better": "5", "same": "39", "worse": "36", "dont-know": "20"}
    exact = results(
        *({"answer": one, "percentage": many, "question": "crime-locally"} for one, many in answers.items())
    )
    assert len(read_results(exact).results) == 4
    rounded = results(*({"answer": one, "percentage": "34"} for one in "abc"))
    assert refused(rounded)[0].endswith("add up to 102.0 per cent; at most 100 was expected.")
    finer = results(*({"answer": one, "percentage": "33.4"} for one in "abc"))
    assert refused(finer)[0].endswith("add up to 100.2 per cent; at most 100 was expected.")
    assert (
        refused(
            results(
                *({"answer": one, "percentage": many} for one, many in zip("ab", ("50", "51"), strict=True))
            )
        )
        == []
    )


def test_finer_answers_are_not_added_up_twice_and_must_make_up_the_whole():
    shares = {"agree": "50", "strongly-agree": "8", "tend-to-agree": "42", "neither": "50"}
    good = results(*({"answer": one, "percentage": many} for one, many in shares.items()))
    assert len(read_results(good, PARTS).results) == 4
    assert read_results(good).results == ()
    shares["tend-to-agree"] = "30"
    bad = results(*({"answer": one, "percentage": many} for one, many in shares.items()))
    assert [one.said for one in read_results(bad, PARTS).refused] == [
        "Line 2: agree is 50 per cent, but its finer answers add up to 38; the same was expected."
    ]


def test_rows_of_other_waves_surveys_areas_and_polls_are_added_up_apart():
    others = ({}, {"wave": "2025"}, {"survey": "other"}, {"area_code": "E22900002"}, {"kind": "poll"})
    reading = read_results(results(*({"percentage": "80"} | other for other in others)))
    assert len(reading.results) == 5


# --- areas of a release -----------------------------------------------------------------------------

KINDS = {
    "E22900001": Level.PARTNERSHIP,
    "E07000001": Level.PARTNERSHIP,
    "E23900001": Level.FORCE,
    "lark": None,
}


def test_rows_of_areas_of_the_release_and_wider_ones_are_kept_others_told_apart():
    codes = ("E22900001", "E07000001", "E12000001", "E22900009", "lark", "nowhere")
    levels = ("region" if code.startswith("E12") else "partnership" for code in codes)
    rows = ({"area_code": code, "level": level} for code, level in zip(codes, levels, strict=True))
    settled = settle(read_results(results(*rows)), KINDS)
    assert [row.area for row in settled.results] == ["E22900001", "E07000001", "E12000001"]
    assert [(line, row.area) for line, row in settled.outside] == [(5, "E22900009"), (7, "nowhere")]
    assert [one.said[:28] for one in settled.refused] == ["Line 6: area_code is lark, an"[:28]]


def test_a_code_that_only_the_release_knows_is_held_against_its_level_there():
    settled = settle(read_results(results({"area_code": "E07000001", "level": "force"})), KINDS)
    assert settled.results == ()
    assert "was sampled for the level force and E07000001 is a partnership" in settled.refused[0].said


# --- both formats ----------------------------------------------------------------------------------


def test_every_question_of_the_file_of_questions_can_be_read():
    rows = [{"question": one.id, "answer": one.told[0]} for one in questions().values()]
    assert len(read_results(results(*rows)).results) == len(rows)


@pytest.mark.parametrize("columns", [RESULTS, REPORTED])
def test_the_document_of_the_formats_says_of_every_column_what_the_reader_knows(columns: tuple[Column, ...]):
    document = (Path(__file__).resolve().parents[2] / "docs" / "survey-format.md").read_text("utf-8")
    for column in columns:
        there = "yes" if column.needed else "no"
        example = column.examples[0] or column.examples[1]
        assert f"| `{column.name}` | {there} | {column.means} | {example} |" in document


def test_whatever_stands_in_a_file_it_is_understood_or_refused_and_never_more():
    dice = random.Random(7)
    bits = (
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\0",
        b";",
        b"\xff",
        b"=",
        b"9" * 12,
        b"nan",
        b"0,5",
        b"http://[",
        b"\xd9\xa1",
    )
    for number in range(600):
        data = bytearray(
            (table(FIGURE, FIGURE | PLAIN) if number % 2 else results({}, {"wave": "2025"})).encode()
        )
        for _change in range(dice.randint(1, 5)):
            place = dice.randrange(len(data))
            data[place : place + dice.randrange(8)] = dice.choice(bits)
        try:
            text = decoded(bytes(data))
        except NoTable:
            continue
        found = read_reported(text) if number % 2 else read_results(text)
        assert found.results or found.refused
        assert all(one.said.endswith(".") and "\n" not in one.said for one in found.refused)


def test_of_fewer_than_a_hundred_answers_the_percentage_may_stay_out_and_is_then_unknown():
    found = read_results(results({"base": "90", "percentage": ""}))
    assert not found.refused
    assert not found.results[0].is_told
    assert found.results[0].is_few
