"""The catalogue has every indicator that the papers name, in their wording, and hides what a nation never had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from crimemap.measures import indicators as measured
from crimemap.measures.indicators import Theme, Thing, Tier, Why
from crimemap.measures.indicators.catalogue import FILES, FOLDER, load_catalogue
from crimemap.measures.indicators.challenge import load_scores
from crimemap.measures.indicators.nations import load_terms
from crimemap.release import Area, Release
from crimemap.survey import Role
from crimemap.terms import Nation, Refusal
from crimemap.words import alarming
from tests.reported_rows import book, place_of, reported, standing
from tests.small_surveys import result

# Typed from the papers: number, "local" where the agreement of Luton marks it so, and title.
_NAMED = """
1 | % of people who believe people from different backgrounds get on well together in their local area
2 | % of people who feel that they belong to their neighbourhood
3 | Civic participation in the local area
4 | % of people who feel they can influence decisions in their locality
5 | Overall/general satisfaction with local area
6 | Participation in regular volunteering
7 | Environment for a thriving third sector
8 | Adult participation in sport, and active recreation
9 | Use of public libraries
10 | Visits to museums and galleries
11 | Engagement in the Arts
12 | Refused and deferred houses in multiple occupation, license applications leading to \
immigration enforcement activity
13 | Migrants English language skills and knowledge
14 | Reducing avoidable contact: minimising the proportion of customer contact that is of low or no value to \
the customer
15 | Serious violent crime
16 | Serious acquisitive crime
17 | Perceptions of anti-social behaviour
19 local | Rate of proven re-offending by young offenders
21 local | Dealing with local concerns about anti-social behaviour and crime issues by the local council and police
23 | Perceptions that people in the area treat one another with respect and consideration
30 | Re-offending rate of prolific and priority offenders
32 | Repeat incidents of domestic violence
39 | Rate of hospital admissions per 100,000 for alcohol related harm
111 | First time entrants to the Youth Justice System aged 10-17
"""
NAMED = [
    (int(mark.split()[0]), title, Tier.LOCAL if "local" in mark else Tier.NATIONAL)
    for mark, title in (line.split(" | ") for line in _NAMED.strip().splitlines())
]
AGREEMENT = {15, 16, 17, 19, 21, 23, 30, 32, 39, 111}
PRINTED = {
    "overall-crime": "(-15%)", "domestic-burglary": "(-17%)", "anti-social-behaviour": "(16%)",
    "theft-from-a-motor-vehicle": "(-30%)", "criminal-damage": "(-9%)", "violence-against-the-person": "(-10%)",
    "robbery": "(-19%)",
}  # fmt: skip
OTHERS = {"victim-satisfaction", "witness-satisfaction", "challenge-index"}


@pytest.fixture
def place(small: Release) -> Area:
    return place_of(small)


# --- the catalogue ---------------------------------------------------------------------------------


def test_every_national_indicator_that_the_papers_name_is_there_in_their_wording_and_no_other():
    held = [
        (row.number, row.title, row.level)
        for row in measured.catalogue().values()
        if row.is_national_indicator
    ]
    assert held == NAMED
    assert len(held) == 24


def test_what_stands_beside_them_is_no_national_indicator():
    others = [row for row in measured.catalogue().values() if not row.is_national_indicator]
    assert {row.id for row in others} == OTHERS | set(PRINTED)
    assert all(row.level is None for row in others)


def test_only_the_two_that_the_paper_marks_are_local():
    assert {row.number for row in measured.catalogue().values() if row.level is Tier.LOCAL} == {19, 21}


def test_the_ten_of_the_agreement_are_told_apart_from_the_fourteen_that_are_not_in_it():
    assert {row.number for row in measured.catalogue().values() if row.in_agreement} == AGREEMENT


def test_what_the_paper_prints_without_periods_and_counts_is_kept_as_it_is_printed():
    held = {row.id: row.printed for row in measured.catalogue().values() if row.printed}
    assert held == PRINTED
    assert "no sign" in measured.catalogue()["anti-social-behaviour"].lacks


@pytest.mark.parametrize(
    ("theme", "numbers"),
    [
        (Theme.STRONGER, range(1, 8)),
        (Theme.CULTURE, range(8, 15)),
        (Theme.SAFER, (15, 16, 17, 19, 21, 23, 30, 32)),
        (Theme.HEALTH, (39,)),
        (Theme.YOUTH, (111,)),
    ],
)
def test_each_theme_has_its_indicators_in_order(theme: Theme, numbers: Sequence[int]):
    assert [row.number for row in measured.of_theme(theme)] == list(numbers)


def test_every_row_says_what_is_not_held_and_where_it_stands():
    for row in measured.catalogue().values():
        assert row.lacks
        assert row.definition
        assert row.paper in measured.papers()


@pytest.mark.parametrize(
    ("indicator", "asked"),
    [
        ("ni-5", ["area-satisfaction"]),
        ("ni-17", ["asb-high"]),
        ("ni-21", ["police-and-council"]),
        ("ni-23", ["respect"]),
        ("victim-satisfaction", ["victim-satisfaction"]),
        ("witness-satisfaction", ["witness-satisfaction"]),
        ("ni-15", []),
    ],
)
def test_a_question_is_the_indicator_only_where_it_asks_for_the_whole_of_it(indicator: str, asked: list[str]):
    assert [question.id for question in measured.catalogue()[indicator].questions] == asked


def test_serious_violence_and_theft_say_why_they_cannot_be_worked_out_here():
    for number in (15, 16, 17):
        assert measured.catalogue()[f"ni-{number}"].computed.startswith("It cannot be worked out")


@pytest.mark.parametrize("name", [*FILES, "about", "nations", "challenge"])
def test_no_text_of_the_catalogue_alarms(name: str):
    assert alarming((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": 2}, "made of its number"),
        ({"level": None}, "has its number and its level"),
        ({"nations": ["England", "Wales"]}, "are England's"),
        ({"better": "greener"}, "better"),
        ({"surprise": "yes"}, "surprise"),
    ],
)
def test_a_row_that_is_not_whole_is_refused_with_its_place(
    tmp_path: Path, change: dict[str, object], said: str
):
    for name in FILES:
        text = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
        if name == "stronger":
            row = text["indicators"][0]
            row.update(change)
            text["indicators"][0] = {key: value for key, value in row.items() if value is not None}
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(text), encoding="utf-8")
    with pytest.raises(Refusal, match=said):
        load_catalogue(tmp_path)


def test_an_indicator_that_stands_twice_is_refused(tmp_path: Path):
    for name in FILES:
        file = "stronger" if name == "health" else name
        (tmp_path / f"{name}.yaml").write_text(
            (FOLDER / f"{file}.yaml").read_text(encoding="utf-8"), encoding="utf-8"
        )
    with pytest.raises(Refusal, match="ni-1 stands there twice"):
        load_catalogue(tmp_path)


# --- nations ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("thing", "nation", "short"),
    [
        (Thing.PARTNERSHIP, Nation.ENGLAND, "CDRP"),
        (Thing.PARTNERSHIP, Nation.WALES, "CSP"),
        (Thing.STRATEGIC, Nation.ENGLAND, "LSP"),
        (Thing.STRATEGIC, Nation.WALES, "LSB"),
        (Thing.AGREEMENT, Nation.ENGLAND, "LAA"),
        (Thing.AGREEMENT, Nation.WALES, ""),
    ],
)
def test_things_are_called_as_their_nation_calls_them(thing: Thing, nation: Nation, short: str):
    assert measured.term(thing, nation).short == short


def test_a_table_of_terms_that_lacks_a_nation_is_refused(tmp_path: Path):
    rows = yaml.safe_load((FOLDER / "nations.yaml").read_text(encoding="utf-8"))["terms"][:-1]
    (tmp_path / "n.yaml").write_text(yaml.safe_dump({"terms": rows}), encoding="utf-8")
    with pytest.raises(Refusal, match="once for England and once for Wales"):
        load_terms(tmp_path / "n.yaml")


@pytest.mark.parametrize("number", [number for number, *_ in NAMED])
def test_in_wales_no_national_indicator_is_shown_whatever_is_supplied(
    small: Release, place: Area, number: int
):
    welsh = replace(place, nation=Nation.WALES)
    found = standing(small, welsh, f"ni-{number}", reported(f"ni-{number}", 50.0), result(50.0))
    assert (found.why, found.latest, found.target, found.is_hidden) == (Why.OTHER_NATION, None, None, True)


@pytest.mark.parametrize("indicator", ["victim-satisfaction", "witness-satisfaction", "robbery"])
def test_what_is_no_national_indicator_is_shown_in_wales_too(small: Release, place: Area, indicator: str):
    found = standing(small, replace(place, nation=Nation.WALES), indicator, reported(indicator, 50.0))
    assert found.latest is not None
    assert found.latest.figure.value == 50.0


@pytest.mark.parametrize("number", [12, 13])
def test_two_indicators_are_text_only_even_where_a_figure_is_supplied(
    small: Release, place: Area, number: int
):
    row = f"ni-{number}"
    found = standing(small, place, row, reported(row, 3.0), reported(row, 9.0, Role.TARGET))
    assert (found.why, found.line, found.target, found.is_hidden) == (Why.NEVER_SHOWN, None, None, True)


# --- the Challenge Index ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "score"),
    [
        (("E08000003", "E22000101"), 72),
        (("E06000008", "E22000150"), 72),
        (("E08000025", "E22000335"), 72),
        (("E06000016", "E22000168"), 71),
        (("E06000032", "E22000010"), 70),
    ],
)
def test_the_five_scores_of_the_paper_belong_to_their_councils_and_partnerships(
    small: Release, place: Area, codes: tuple[str, str], score: int
):
    for code in codes:
        found = measured.challenge_of(book(), small, replace(place, code=code))
        assert (found.score.value, found.harder, found.from_paper) == (score, True, True)


def test_there_is_no_score_where_nobody_gave_one_and_none_outside_england(small: Release, place: Area):
    assert measured.challenge_of(book(), small, place) is None
    row = reported("challenge-index", 61.0, unit="points")
    assert measured.challenge_of(book(row), small, replace(place, nation=Nation.WALES)) is None


@pytest.mark.parametrize(("average", "harder"), [(None, None), (50.0, True), (61.0, False), (70.0, False)])
def test_harder_than_average_needs_an_average(
    small: Release, place: Area, average: float | None, harder: bool | None
):
    rows = [reported("challenge-index", 61.0, unit="points")]
    if average is not None:
        rows.append(reported("challenge-index", average, unit="points", area="E92000001"))
    found = measured.challenge_of(book(*rows), small, place)
    assert (found.score.value, found.harder, found.from_paper) == (61.0, harder, False)


@pytest.mark.parametrize("score", [0.0, 101.0, -5.0])
def test_a_score_off_the_scale_is_none(small: Release, place: Area, score: float):
    assert measured.challenge_of(book(reported("challenge-index", score)), small, place) is None


def test_scores_that_stand_in_order_of_height_are_refused(tmp_path: Path):
    held = yaml.safe_load((FOLDER / "challenge.yaml").read_text(encoding="utf-8"))
    held["scores"].sort(key=lambda row: -row["score"])
    (tmp_path / "c.yaml").write_text(yaml.safe_dump(held), encoding="utf-8")
    with pytest.raises(Refusal, match="order of the councils"):
        load_scores(tmp_path / "c.yaml")
