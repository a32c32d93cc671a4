"""Publishers' survey files: what is read of them exactly as they come, and what stops the reading."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crimemap.measures.confidence import questions
from crimemap.sources import csew, mopac
from crimemap.sources.csew import read_csew
from crimemap.sources.mopac import read_mopac
from crimemap.survey import Lack, Level
from crimemap.terms import Refusal

MOPAC_HEAD = "Date,Survey,Borough,Measure,Proportion,MPS,,,,\n"
CSEW_HEAD = ",".join(csew.HEADER) + "\n"


def borough(
    day: str = "31/12/2014", who: str = "Barnet", what: str = "Trust MPS", share: str = "0,67", whole: str = "0,68"
) -> str:  # fmt: skip
    return f'{day},PAS,{who},{what},"{share}","{whole}",,,,\n'


def region(
    what: str = "patt1", where: str = "gor,Wales", told: str = "0.25,0.01,1500.0", when: str = "2018,4"
) -> str:  # fmt: skip
    return f"{when},{what},Person,Perception,England and Wales,,All adults,16+,{where},{told}\n"


def written(folder: Path, text: str) -> Path:
    (folder / "file.csv").write_text(text, encoding="utf-8", newline="")
    return folder / "file.csv"


def test_a_borough_is_a_place_without_an_area_and_the_whole_force_stands_once(tmp_path: Path):
    text = MOPAC_HEAD + borough() + borough(who="Brent", share="0,6") + borough(day="31/3/2015", whole="0,7")
    given = read_mopac(written(tmp_path, text))
    assert [(row.place, row.area, row.percent, row.level) for row in given.results] == [
        ("Barnet", "", 67.0, Level.PARTNERSHIP), ("Brent", "", 60.0, Level.PARTNERSHIP),
        ("Barnet", "", 67.0, Level.PARTNERSHIP),
    ]  # fmt: skip
    assert [(line, row.area, row.level, row.percent) for line, row in given.further] == [
        (2, "E23000001", Level.FORCE, 68.0), (4, "E23000001", Level.FORCE, 70.0),
    ]  # fmt: skip
    row = given.results[0]
    assert (row.question, row.answer, row.first, row.last) == (
        "mopac-trust",
        "agree",
        None,
        date(2014, 12, 31),
    )
    assert (row.base, row.effective, row.design_given, row.wording) == (None, None, False, "")
    assert row.lacks == frozenset(Lack)


def test_what_stands_in_columns_without_a_name_is_noted(tmp_path: Path):
    text = MOPAC_HEAD + borough().replace(",,,,", ',,,Trust,"0,71"')
    assert read_mopac(written(tmp_path, text)).notes == (
        "line 2: “Trust” and “0,71” in columns without a name: not read",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Date,Survey\n", "line 1: its columns are Date, Survey; Date, Survey, Borough"),
        (MOPAC_HEAD + borough(what="Trust"), "Line 2: column Measure is “Trust”; one of these was expected"),
        (MOPAC_HEAD + borough(share="1,2"), "Line 2: column Proportion is “1,2”; a number from 0 to 1"),
        (MOPAC_HEAD + borough(share="67%"), "Line 2: column Proportion is “67%”; a number from 0 to 1"),
        (MOPAC_HEAD + borough(share="67"), "Line 2: column Proportion is “67”; a number from 0 to 1"),
        (MOPAC_HEAD + borough(whole=""), "Line 2: column MPS is “”; a number from 0 to 1"),
        (MOPAC_HEAD + borough(day="30/12/2014"), "Line 2: column Date is “30/12/2014”; the last day of a quarter"),
        (MOPAC_HEAD + borough(day="12/31/2014"), "Line 2: column Date is “12/31/2014”; the last day of a quarter"),
        (MOPAC_HEAD + borough(who=""), "Line 2: column Borough is empty"),
        (MOPAC_HEAD + borough() + borough(who="BARNET"), "Line 3: the same day, borough and measure as in line 2"),
        (MOPAC_HEAD + borough() + borough(who="Brent", whole="0,7"), "Line 3: column MPS is “0,7” and in line 2 an"),
        (MOPAC_HEAD + borough().replace("PAS", "USS"), "Line 2: column Survey is “USS”; PAS was expected"),
        (MOPAC_HEAD + "31/12/2014,PAS\n", "Line 2: 2 columns; at least 6 were expected"),
        (MOPAC_HEAD + '"open', "line 2: it cannot be read as CSV"),
    ],
)  # fmt: skip
def test_a_mopac_file_that_is_not_as_it_was_is_refused_by_line(tmp_path: Path, text: str, said: str):
    with pytest.raises(Refusal) as refusal:
        read_mopac(written(tmp_path, text))
    assert said in str(refusal.value)


def test_an_effective_base_follows_from_the_standard_error(tmp_path: Path):
    row = read_csew(written(tmp_path, CSEW_HEAD + region())).results[0]
    assert (row.area, row.place, row.level) == ("W92000004", "Wales", Level.NATION)
    assert (row.percent, row.base) == (25.0, 1500)
    assert row.effective == pytest.approx(0.25 * 0.75 / 0.0001)
    assert (row.wave, row.first, row.last) == ("2018 Q4", None, None)
    assert row.lacks == {Lack.WORDING, Lack.MODE, Lack.DATES}


@pytest.mark.parametrize("told", ["0.0,0.0,1500.0", "1,0.001,1500", "0.5,0,1500"])
def test_without_a_spread_the_base_is_all_that_is_known(tmp_path: Path, told: str):
    row = read_csew(written(tmp_path, CSEW_HEAD + region(told=told))).results[0]
    assert (row.effective, row.design_given) == (1500.0, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("year,quarter\n", "line 1: its columns are year, quarter;"),
        (CSEW_HEAD + "2018,4\n", "line 2: 2 columns; 14 were expected"),
        (CSEW_HEAD + region(what="patt9"), "Line 2: column measurement_var is “patt9”; one of these"),
        (
            CSEW_HEAD + region(where="gor,Scotland"),
            "Line 2: column characteristic is “Scotland”; one of these",
        ),
        (CSEW_HEAD + region(told="1.2,0.1,9"), "Line 2: column estimate is “1.2”; a share from 0 to 1"),
        (CSEW_HEAD + region(told="x,0.1,9"), "Line 2: column estimate is “x”; a share from 0 to 1"),
        (CSEW_HEAD + region(told="0.2,,9"), "Line 2: column standard_error is “”; a standard error"),
        (CSEW_HEAD + region(told="0.2,0.1,0"), "Line 2: column unweighted_count is “0”; how many answered"),
        (
            CSEW_HEAD + region(told="0.2,0.1,9.5"),
            "Line 2: column unweighted_count is “9.5”; how many answered",
        ),
        (CSEW_HEAD + region(when="18,4"), "Line 2: column year is “18”; a year"),
        (CSEW_HEAD + region(when="2018,5"), "Line 2: column quarter is “5”; a quarter from 1 to 4"),
        (CSEW_HEAD + region() * 2, "Line 3: the same variable and region as in line 2 once more"),
        (CSEW_HEAD + '"open', "line 2: it cannot be read as CSV"),
    ],
)
def test_a_crime_survey_file_that_is_not_as_it_was_is_refused_by_line(tmp_path: Path, text: str, said: str):
    with pytest.raises(Refusal) as refusal:
        read_csew(written(tmp_path, text))
    assert said in str(refusal.value)


def test_every_measure_and_variable_is_one_of_our_questions_with_its_answer():
    for question in mopac.MEASURES.values():
        assert questions()[question].choice("agree")
    for question, answer in csew.VARIABLES.values():
        assert questions()[question].choice(answer)
