"""Our format of survey results: one sentence for each thing that is wrong with a file."""

from __future__ import annotations

import pytest

from crimemap.survey.reading import MOST_REFUSED, read_results
from crimemap.survey.table import LONGEST_LINE, NoTable, decoded
from tests.unit.survey_tables import ROW, only_refusal, refused, results, table

# --- one sentence for each fault of a row -----------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("percentage", "101", "“101”; a number from 0 to 100"),
        ("percentage", "12%", "“12%”; a number from 0 to 100"),
        ("percentage", "-3", "“-3”; a number from 0 to 100"),
        ("percentage", "+3", "“+3”; a number from 0 to 100"),
        ("percentage", "about half", "“about half”; a number"),
        ("percentage", "1e2", "“1e2”; a number"),
        ("percentage", "nan", "“nan”; a number"),
        ("percentage", "٥٠", "“٥٠”; a number"),
        ("percentage", "", "empty; a percentage, or a count with its base"),
        ("base", "0", "“0”; how many answered was expected, a whole number from 1"),
        ("base", "1100.5", "“1100.5”; how many answered"),
        ("base", "", "empty; it was expected to be filled in, or not_given to name base"),
        ("wording", "", "empty; it was expected to be filled in, or not_given to name wording"),
        ("mode", "", "empty; it was expected to be filled in, or not_given to name mode"),
        ("first_day", "", "empty; it was expected to be filled in, or not_given to name dates"),
        ("first_day", "04/05/2026", "“04/05/2026”; a day was expected, as 2026-05-04"),
        ("first_day", "2026-02-30", "“2026-02-30”; a day was expected"),
        ("last_day", "0202-05-04", "“0202-05-04”; a day between 1970 and 2100"),
        ("not_given", "base sample", "“base sample”; of these"),
        ("not_given", "mode", "nothing was expected, since not_given names mode"),
        ("level", "ward", "“ward”; one of these was expected: nation, region, force, partnership"),
        ("kind", "vox pop", "“vox pop”; one of these was expected: survey, poll"),
        ("question", "Police & council", "“Police & council”; an id of small letters"),
        ("answer", "", "empty; an id of small letters"),
        ("design_effect", "0", "“0”; a design effect from 0.2 to 20.0"),
        ("design_effect", "x", "“x”; a design effect"),
        ("effective_base", "9", "“9”; an effective number of answers"),
        ("source", "", "empty; a text was expected"),
        ("source", "=HYPERLINK(1)", "is a formula to a spreadsheet"),
        ("survey", "@cmd", "a cell that begins with @ is a formula"),
        ("source", "Book\u202e2026", "text without control characters"),
        ("source", "x" * 301, "at most 300 characters"),
        ("source_url", "javascript:alert(1)", "an address that begins with https:// or http:// was expected"),
        ("licence", "", "empty; a text was expected"),
    ],
)  # fmt: skip
def test_each_fault_is_one_sentence_with_its_line_and_column(column: str, value: str, said: str):
    sentence = only_refusal(**{column: value})
    assert said in sentence
    assert sentence.startswith("Line 2: ")
    assert sentence.endswith(".")
    assert (column if value != "mode" else "mode") in sentence


@pytest.mark.parametrize(
    "code", ["E05000001", "W05000001", "E01000001", "W01000001", "E02000001", "E00000001"]
)
def test_nothing_narrower_than_a_partnership_is_taken(code: str):
    assert only_refusal(area_code=code).startswith(
        f"Line 2: area_code is {code}, an area below a partnership;"
    )


@pytest.mark.parametrize(
    ("level", "code", "taken"),
    [
        ("force", "E22900001", False),
        ("nation", "E12000001", False),
        ("region", "W15000001", False),
        ("nation", "W14000001", False),
        ("force", "E23000001", True),
        ("partnership", "E23000001", True),
        ("region", "E92000001", True),
        ("nation", "K04000001", True),
    ],
)
def test_a_survey_says_nothing_below_the_level_it_was_sampled_for(level: str, code: str, taken: bool):
    reading = read_results(results({"level": level, "area_code": code}))
    assert bool(reading.results) is taken
    if not taken:
        assert f"was sampled for the level {level} and {code} is a" in reading.refused[0].said


def test_swapped_days_are_refused():
    assert "last_day is 2026-05-04, before first_day, 2026-06-26" in only_refusal(
        first_day="2026-06-26", last_day="2026-05-04"
    )


def test_without_dates_the_wave_must_name_its_year():
    cells = {"first_day": "", "last_day": "", "not_given": "dates"}
    assert read_results(results(cells)).refused == ()
    assert "a year was expected in it" in only_refusal(**cells, wave="third")
    assert "a year was expected in it" in only_refusal(**cells, wave="wave 0003")


def test_a_count_and_a_percentage_agree_to_half_a_point():
    assert read_results(results({"percentage": "50", "count": "545"})).refused == ()
    assert "percentage is 50, but count 540 of base 1100 is 49.1" in only_refusal(
        percentage="50", count="540"
    )
    assert "a count no larger than the base" in only_refusal(percentage="", count="1101")
    assert "a count no larger than the base" in only_refusal(
        percentage="", count="5", base="", not_given="base"
    )


def test_a_design_effect_needs_a_base_and_agrees_with_the_effective_one():
    assert "nothing was expected, since no base is given" in only_refusal(
        design_effect="1.2", base="", not_given="base"
    )
    assert "the base divided by the design effect" in only_refusal(design_effect="1.2", effective_base="1000")
    assert read_results(results({"design_effect": "1.2", "effective_base": "917"})).refused == ()


def test_the_same_answer_twice_takes_the_question_out():
    reading = read_results(results({}, {}, {"question": "safe-by-day"}))
    assert [one.said for one in reading.refused] == [
        "Line 3: the same as in line 2 once more; once was expected."
    ]
    assert [row.question for row in reading.results] == ["safe-by-day"]


def test_answers_to_one_question_share_what_they_rest_on():
    reading = read_results(results({}, {"answer": "disagree", "percentage": "30", "base": "900"}))
    assert reading.results == ()
    assert reading.refused[0].said.startswith("Line 3: base is not what it is in line 2;")
    assert reading.refused[0].column == "base"


def test_shares_of_one_are_not_taken_for_percentages():
    reading = read_results(results({"percentage": "0.46"}, {"percentage": "0.3", "answer": "disagree"}))
    assert reading.results == ()
    assert "not shares of 1" in reading.refused[0].said


# --- one sentence for each fault of a file ----------------------------------------------------------


def test_a_missing_column_an_unknown_one_and_one_that_stands_twice_are_named():
    assert refused(table(ROW, drop="base"))[0].startswith("Line 1: there is no column base;")
    assert refused(table(ROW | {"bases": "1"}))[0].startswith("Line 1: there is no such column as “bases”;")
    twice = table(ROW).replace("count", "base", 1)
    assert refused(twice) == ["Line 1: the column base stands there twice; once was expected."]


def test_semicolons_are_told_from_commas():
    assert refused(table(ROW).replace(",", ";")) == [
        "Line 1: the columns are divided by semicolons or tabs; commas were expected."
    ]


def test_a_header_that_comes_again_is_named():
    assert refused(table(ROW) + table(ROW | {"wave": "2025"})) == [
        "Line 3: the header again; one file with one header was expected."
    ]


def test_a_decimal_comma_without_quotes_is_a_value_too_many():
    text = table(ROW).replace(",50,", ",49,6,")
    assert refused(text)[0].startswith("Line 2: it has 24 values; 23 were expected, as in the header.")


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\n", ",,,\n"])
def test_an_empty_file_is_called_empty(text: str):
    assert refused(text) == ["The file is empty; a header and at least one row were expected."]


def test_a_header_alone_is_no_file():
    assert refused(table(ROW).splitlines()[0] + "\n") == [
        "The file has a header and no row; at least one was expected."
    ]


def test_a_nul_character_is_named_with_its_line():
    assert refused(table(ROW, ROW).replace("telephone", "tele\0phone")) == [
        "Line 2: a NUL character; text was expected."
    ]


def test_a_line_of_sixty_megabytes_is_refused_by_its_length():
    text = table(ROW) + "x" * 60_000_000
    assert refused(text) == [f"Line 3 has 60000000 characters; at most {LONGEST_LINE} were expected."]


def test_a_quotation_mark_that_stays_open_is_found_where_it_begins():
    assert refused(table(ROW) + '"open,' + ",\n" * 5) == [
        "Line 3: a quotation mark is open or stands alone; nothing after it can be read."
    ]


def test_a_line_is_counted_where_its_row_begins():
    first = ROW | {"wording": "one\ntwo"}
    reading = read_results(table(first, ROW | {"base": "0", "wave": "2025"}))
    assert [one.line for one in reading.refused] == [4]
    assert reading.results[0].wording == "one two"


def test_a_file_of_another_kind_ends_after_so_many_sentences():
    reading = read_results(results(*({"wave": str(n), "base": "0"} for n in range(MOST_REFUSED + 50))))
    assert len(reading.refused) == MOST_REFUSED + 1
    assert reading.refused[-1].said == "The file has more faults; the reading ended here."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            "area_code\n".encode("utf-16"),
            "The file is UTF-16 text; UTF-8 was expected: save it as “CSV UTF-8”.",
        ),
        (b"PK\x03\x04xl", "The file is a spreadsheet; a CSV file was expected: save it as “CSV UTF-8”."),
        (b"a\nb\xe9\n", "Line 2: a letter is not UTF-8 text, as was expected: save it as “CSV UTF-8”."),
    ],
)
def test_bytes_that_are_no_utf8_are_refused_with_what_they_are(data: bytes, said: str):
    with pytest.raises(NoTable) as refusal:
        decoded(data)
    assert refusal.value.fault.said == said


def test_utf16_without_a_mark_is_found_by_its_nul_characters():
    assert refused(decoded(table(ROW).encode("utf-16-le").replace("’".encode("utf-16-le"), b"'\0"))) == [
        "Line 1: a NUL character; text was expected."
    ]
