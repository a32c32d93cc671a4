"""MOPAC's and the Crime Survey's own files: every row accounted for, and their figures against a slow count."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter

import pytest

from crimemap.measures.confidence import questions, share
from crimemap.release import Release
from crimemap.release.surveys import results
from crimemap.release.verify import check
from crimemap.sources.csew import read_csew
from crimemap.sources.mopac import MEASURES, read_mopac
from crimemap.survey import Book, Lack
from crimemap.terms import AreaKind
from tests.real.conftest import DATA

MOPAC = DATA / "surveys" / "mopac_public_attitudes_boroughs_2014-12_2023-12.csv"
CSEW = DATA / "surveys" / "csew_perceptions_2018q4_regions.csv.gz"


def mopac_rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(MOPAC.read_text("utf-8"), newline="")))


def csew_rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(CSEW.read_bytes()).decode(), newline="")))


def book(release: Release) -> Book:
    return Book([(release.id, results(release), ())])


def test_every_row_of_mopac_is_a_result_in_its_order() -> None:
    given, raw = read_mopac(MOPAC), mopac_rows()
    assert given.rows_in == len(raw) == 9312
    assert [(row.place, row.question) for row in given.results] == [
        (one["Borough"], MEASURES[one["Measure"]]) for one in raw
    ]
    assert [round(row.percent) for row in given.results] == [
        round(float(one["Proportion"].replace(",", ".")) * 100) for one in raw
    ]
    assert given.notes == ("line 8034: “Trust” and “0,71” in columns without a name: not read",)
    assert {row.lacks for row in given.results} == {frozenset(Lack)}


def test_the_whole_force_stands_once_a_quarter_and_measure() -> None:
    further = [row for _line, row in read_mopac(MOPAC).further]
    asked = {(one["Date"], one["Measure"]) for one in mopac_rows()}
    assert len(further) == len(asked) == 291
    assert len({(row.last, row.question) for row in further}) == 291


def test_every_row_of_the_crime_survey_is_a_result_or_counted() -> None:
    given, raw = read_csew(CSEW), csew_rows()
    used = [
        one for one in raw
        if (one["sex"], one["age"]) == ("All adults", "16+") and one["characteristic_var"] in {"gor", "Total"}
    ]  # fmt: skip
    assert given.rows_in == len(raw) == 27144
    assert len(given.results) == len(used) == 156
    assert sum(given.set_aside.values()) == len(raw) - len(used)
    assert [row.base for row in given.results] == [int(float(one["unweighted_count"])) for one in used]


def test_an_effective_base_gives_the_files_own_standard_error_back() -> None:
    errors = {
        (one["measurement_var"], one["characteristic"]): float(one["standard_error"]) for one in csew_rows()
        if (one["sex"], one["age"]) == ("All adults", "16+") and one["characteristic_var"] == "gor"
    }  # fmt: skip
    found = 0
    for row in read_csew(CSEW).results:
        error = errors.get((row.question.removeprefix("csew-"), row.place))
        if error is not None and row.answer not in {"neither", "disagree"}:
            share_of = row.percent / 100
            assert row.effective is not None
            assert (share_of * (1 - share_of) / row.effective) ** 0.5 == pytest.approx(error)
            found += 1
    assert found == 121


def test_every_borough_finds_its_partnership_in_both_spellings(build) -> None:
    release, _ = build("london-surveys")
    rows = Counter(row.area for row in results(release) if row.question.startswith("mopac-"))
    partnerships = {area.code: area.official for area in release.areas(AreaKind.PARTNERSHIP)}
    assert {partnerships[code] for code in set(partnerships) - set(rows)} == {"City of London"}
    assert all(many == 291 for many in rows.values())
    assert rows["E23000001"] == 291
    richmond = next(code for code, name in partnerships.items() if name.startswith("Richmond"))
    places = {row.place for row in results(release) if row.area == richmond}
    assert places == {"Richmond upon Thames", "Richmond Upon Thames"}


def test_the_release_accounts_for_every_row_and_verifies(build) -> None:
    release, _ = build("london-surveys")
    mopac, survey = release.manifest.surveys
    assert (mopac.rows_in, mopac.results, mopac.further, mopac.set_aside) == (9312, 9312, 291, {})
    assert (survey.rows_in, survey.results, sum(survey.set_aside.values())) == (27144, 156, 26988)
    assert len(results(release)) == 9312 + 291 + 156
    assert check(release.folder, release.id) == []


def test_a_share_without_a_base_is_shown_without_an_interval_and_one_with_it_has_one(build) -> None:
    release, _ = build("london-surveys")
    told, known = book(release), questions()
    bare = share(told.waves("E23000001", "mopac-trust")[-1], known["mopac-trust"])
    sure = share(told.waves("K04000001", "csew-ratpol3")[-1], known["csew-ratpol3"])
    assert bare is not None
    assert bare.figure.interval is None
    assert str(bare.row.last) == "2023-12-31"
    assert sure is not None
    assert sure.figure.interval is not None
    assert sure.figure.interval.lower < 58.2 < sure.figure.interval.upper
    assert sure.figure.interval.upper - sure.figure.interval.lower < 2


def test_the_three_answers_of_the_crime_survey_add_up_to_everybody(build) -> None:
    release, _ = build("london-surveys")
    for area in ("K04000001", "E12000007", "W92000004"):
        asked = book(release).waves(area, "csew-catt2")[0]
        assert sum(row.percent for row in asked.answers.values()) == pytest.approx(100)
