"""Survey results and indicators, from files to a release: every row is in it or accounted for, and nothing narrower."""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crimemap.release import Release, layout
from crimemap.release.manifest import Manifest
from crimemap.release.shelf import Shelf
from crimemap.release.surveys import reported, results
from crimemap.release.verify import check
from crimemap.survey import Book, Lack, Level
from crimemap.survey.columns import REPORTED, RESULTS, template
from crimemap.terms import Refusal
from tests.release.handmade import RECIPE, build_into, contents, write_inputs

SURVEYS = '\n[[surveys]]\nformat = "crimemap"\nfile = "survey.csv"\n'
MOPAC = '\n[[surveys]]\nformat = "mopac"\nfile = "mopac.csv"\n'
CSEW = '\n[[surveys]]\nformat = "csew-regions"\nfile = "csew.csv"\n'
INDICATORS = '\n[[indicators]]\nfile = "indicators.csv"\n'

MOPAC_HEAD = "Date,Survey,Borough,Measure,Proportion,MPS,,\n"
MOPAC_ROWS = (
    '31/3/2022,PAS,West Vale,Trust MPS,"0,73","0,71",,\n'
    '31/3/2022,PAS,City of EAST VALE,Trust MPS,"0,70","0,71",Trust,"0,71"\n'
    '30/6/2022,PAS,Barnet,"""Good Job"" local","0,5","0,49",,\n'
)
CSEW_HEAD = (
    "year,quarter,measurement_var,measurement_level,measurement_type,geography,household_type,sex,age,"
    "characteristic_var,characteristic,estimate,standard_error,unweighted_count\n"
)


def csew_row(
    *, who: str = "All adults,16+", of: str = "gor,London", told: str = "0.5,0.02,1000.0", what: str = "patt1"
) -> str:
    return f"2018,4,{what},Person,Perception,England and Wales,,{who},{of},{told}\n"


def built(folder: Path, recipe: str, **files: str) -> Release:
    sources = write_inputs(folder / "in", recipe=RECIPE + recipe)
    for name, text in files.items():
        (folder / "in" / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    shelf = folder / "releases"
    return Shelf(shelf).open(build_into(sources, shelf).id)


def changed(text: str, line: int = 2, **cells: str) -> str:
    """One of our files with other values in a line; line 4 and on are new rows made like line 2."""
    rows = list(csv.DictReader(io.StringIO(text)))
    while len(rows) < line - 1:
        rows.append(dict(rows[0]))
    rows[line - 2] |= cells
    made = io.StringIO()
    writer = csv.DictWriter(made, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def test_a_release_without_surveys_has_no_such_file(grid: Release) -> None:
    assert layout.SURVEYS not in grid.manifest.files
    assert results(grid) == reported(grid) == ()
    assert grid.manifest.surveys == ()


def test_both_templates_come_through_a_build(tmp_path: Path) -> None:
    release = built(tmp_path, SURVEYS + INDICATORS, survey=template(RESULTS), indicators=template(REPORTED))
    rows = results(release)
    assert [(row.area, row.answer, row.percent, row.base) for row in rows] == [
        ("E22900001", "agree", 50.0, 1100), ("E22900001", "disagree", 28.0, 1100),
    ]  # fmt: skip
    assert rows[0].effective == pytest.approx(1100 / 1.2)
    assert [row.indicator for row in reported(release)] == ["ni-21", "ni-16"]
    accounts = [
        (one.file, one.format, one.rows_in, one.results, one.set_aside) for one in release.manifest.surveys
    ]
    assert accounts == [("survey.csv", "crimemap", 2, 2, {}), ("indicators.csv", "indicators", 2, 2, {})]
    assert {one.path for one in release.manifest.inputs} >= {"survey.csv", "indicators.csv"}
    assert check(release.folder, release.id) == []


def test_two_builds_are_the_same_bytes_and_another_row_another_release(tmp_path: Path) -> None:
    files = {"survey": template(RESULTS), "indicators": template(REPORTED)}
    first = built(tmp_path / "a", SURVEYS + INDICATORS, **files)
    again = built(tmp_path / "b", SURVEYS + INDICATORS, **files)
    other = built(
        tmp_path / "c", SURVEYS + INDICATORS, **files | {"survey": changed(files["survey"], percentage="51")}
    )
    assert first.id == again.id != other.id
    assert contents(first.folder) == contents(again.folder)


def test_of_fewer_than_a_hundred_answers_no_file_of_a_release_holds_the_percentage(tmp_path: Path) -> None:
    few = {"base": "99", "count": "", "design_effect": ""}
    text = changed(changed(template(RESULTS), percentage="47.3", **few), 3, percentage="22.9", **few)
    release = built(tmp_path, SURVEYS, survey=text)
    assert [(row.base, row.is_told) for row in results(release)] == [(99, False), (99, False)]
    with closing(sqlite3.connect(release.folder / layout.SURVEYS)) as opened:
        assert opened.execute("SELECT count(*) FROM results WHERE percent IS NULL").fetchone() == (2,)
    assert check(release.folder, release.id) == []


def test_a_later_file_corrects_an_earlier_one(tmp_path: Path) -> None:
    recipe = SURVEYS + SURVEYS.replace("survey.csv", "later.csv")
    release = built(
        tmp_path, recipe, survey=template(RESULTS), later=changed(template(RESULTS), percentage="51")
    )
    book = Book([(release.id, results(release), ())])
    assert len(results(release)) == 4
    assert book.waves("E22900001", "police-and-council")[0].answers["agree"].percent == 51.0


def test_rows_of_areas_elsewhere_are_set_aside_and_counted_with_an_example(tmp_path: Path) -> None:
    text = changed(template(RESULTS), 3, area_code="E22000007", area_name="Faraway", answer="agree")
    text = changed(text, 4, area_code="E12000007", area_name="London", level="region")
    text = changed(text, 5, area_code="E92000001", area_name="England", level="nation")
    release = built(tmp_path, SURVEYS, survey=text)
    assert [row.area for row in results(release)] == ["E22900001", "E12000007", "E92000001"]
    account = release.manifest.surveys[0]
    assert (account.rows_in, account.results) == (4, 3)
    assert account.set_aside == {"of an area that is not in this release": 1}
    assert account.first == {"of an area that is not in this release": "line 3: E22000007 Faraway"}
    assert any("E22000007 Faraway" in note for note in account.notes)
    assert check(release.folder, release.id) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"area_code": "weston-n1"}, "Line 3: area_code is weston-n1, an area below a partnership"),
        ({"area_code": "E01900001"}, "Line 3: area_code is E01900001, an area below a partnership"),
        ({"level": "force"}, "Line 3: the survey was sampled for the level force"),
        ({"percentage": "101"}, "Line 3: column percentage is “101”"),
    ],
)
def test_a_bad_line_stops_the_build_and_leaves_what_is_served(
    tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    first = built(tmp_path, SURVEYS, survey=template(RESULTS))
    with pytest.raises(Refusal, match=r"survey\.csv: Line 3: ") as refusal:
        built(tmp_path, SURVEYS, survey=changed(template(RESULTS), 3, wave="2025", **cells))
    assert said in str(refusal.value)
    assert Shelf(tmp_path / "releases").current_id() == first.id


def test_many_bad_lines_are_told_by_the_first_and_counted(tmp_path: Path) -> None:
    text = template(RESULTS)
    for line in range(2, 9):
        text = changed(text, line, base="0", wave=str(2010 + line))
    with pytest.raises(Refusal) as refusal:
        built(tmp_path, SURVEYS, survey=text)
    assert str(refusal.value).count("Line ") == 3
    assert str(refusal.value).endswith(" And 4 more.")


def test_an_indicator_of_a_narrower_area_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"indicators\.csv: Line 2: area_code is weston-n1, an area below"):
        built(tmp_path, INDICATORS, indicators=changed(template(REPORTED), area_code="weston-n1"))


@pytest.mark.parametrize("name", ["survey", "indicators"])
def test_a_file_that_is_no_utf8_is_refused_by_name_and_line(tmp_path: Path, name: str) -> None:
    sources = write_inputs(tmp_path, recipe=RECIPE + SURVEYS + INDICATORS)
    for other in ("survey", "indicators"):
        text = template(RESULTS if other == "survey" else REPORTED)
        (tmp_path / f"{other}.csv").write_bytes(text.encode("utf-16" if other == name else "utf-8"))
    with pytest.raises(Refusal, match=rf"{name}\.csv, line 1: byte 0xff is not UTF-8"):
        build_into(sources, tmp_path / "releases")


def test_boroughs_find_their_partnership_by_name_and_the_whole_force_stands_once(tmp_path: Path) -> None:
    release = built(tmp_path, MOPAC, mopac=MOPAC_HEAD + MOPAC_ROWS)
    rows = results(release)
    assert [(row.area, row.place, row.percent) for row in rows] == [
        ("E22900001", "West Vale", 73.0), ("E22900002", "City of EAST VALE", 70.0),
    ]  # fmt: skip
    assert rows[0].lacks == frozenset(Lack)
    assert (rows[0].first, str(rows[0].last), rows[0].wave) == (None, "2022-03-31", "2022 Q1")
    account = release.manifest.surveys[0]
    assert (account.rows_in, account.results, account.further) == (3, 2, 0)
    assert account.set_aside == {"of an area that is not in this release": 1}
    assert account.notes == (
        "line 3: “Trust” and “0,71” in columns without a name: not read",
        "areas that are not in this release: Barnet",
    )


def test_regions_and_nations_of_the_crime_survey_are_in_every_release(tmp_path: Path) -> None:
    text = CSEW_HEAD + "".join(
        (
            csew_row(),
            csew_row(of="gor,Wales", told=",,"),
            csew_row(of="Total,Total", told="0.0,0.0,900.0"),
            csew_row(who="Male,16+"),
            csew_row(of="tenharm,Owner occupier"),
        )
    )
    release = built(tmp_path, CSEW, csew=text)
    london, whole = results(release)
    assert (london.area, london.level, london.base, london.percent) == ("E12000007", Level.REGION, 1000, 50.0)
    assert london.effective == pytest.approx(0.25 / 0.0004)
    assert london.design_given
    assert (whole.area, whole.level, whole.effective, whole.design_given) == (
        "K04000001",
        Level.NATION,
        900.0,
        False,
    )
    account = release.manifest.surveys[0]
    assert account.set_aside == {
        "a breakdown by sex, age or another characteristic, which is not used": 2,
        "no estimate": 1,
    }
    assert (account.rows_in, account.results) == (5, 2)
    assert check(release.folder, release.id) == []


def test_verify_finds_rows_that_its_files_do_not_give(tmp_path: Path) -> None:
    release = built(tmp_path, SURVEYS, survey=template(RESULTS))
    path = release.folder / layout.SURVEYS
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM results WHERE id = 2")
    connection.close()
    assert check(release.folder, release.id) == [
        "surveys.sqlite was changed: its bytes are not those that were published"
    ]
    manifest = Manifest.from_bytes((release.folder / layout.MANIFEST).read_bytes())
    files = {**manifest.files, layout.SURVEYS: hashlib.sha256(path.read_bytes()).hexdigest()}
    account = manifest.surveys[0].model_copy(update={"rows_in": 3})
    forged = manifest.model_copy(update={"files": files, "surveys": (account,)}).named()
    (release.folder / layout.MANIFEST).write_bytes(forged.to_bytes())
    assert check(release.folder, forged.id) == [
        "survey.csv: rows in are not results and set aside",
        "surveys.sqlite: it holds 1 results, its files give 2",
    ]
